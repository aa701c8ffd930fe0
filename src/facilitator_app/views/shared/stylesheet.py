"""The one stylesheet of the program, written from the tokens."""

from __future__ import annotations

from facilitator_app.views.shared.tokens import Palette, Radius, Role, Space, Tone, type_of


def stylesheet(colours: Palette) -> str:
    """Return the stylesheet of a palette."""
    return "\n".join(
        (
            _text(colours),
            _panels(colours),
            _buttons(colours),
            _fields(colours),
            _lists(colours),
            _bars(colours),
        ),
    )


def _text(c: Palette) -> str:
    rules = []
    for role in Role:
        kind = type_of(role)
        weight = 700 if kind.bold else 400
        rules.append(f'QLabel[role="{role}"] {{ font-size: {kind.pixels}px; font-weight: {weight}; }}')
    return "\n".join(
        (
            *rules,
            f"QLabel {{ color: {c.ink}; background: transparent; }}",
            f'QLabel[role="{Role.CAPTION}"], QLabel[role="{Role.OVERLINE}"] {{ color: {c.soft}; }}',
            f'QLabel[tone="soft"] {{ color: {c.soft}; }}',
            *(f'QLabel[tone="{tone}"] {{ color: {c.of(tone)[0]}; }}' for tone in Tone),
            f"QToolTip {{ color: {c.paper}; background: {c.ink}; border: none; padding: {Space.XS}px; }}",
        ),
    )


def _panels(c: Palette) -> str:
    tones = "\n".join(
        f'QFrame[badge="{tone}"] {{ background: {c.of(tone)[1]}; border: none; border-radius: 11px; }}'
        f' QFrame[badge="{tone}"] QLabel {{ color: {c.of(tone)[0]}; font-weight: 700; font-size: 13px; }}'
        for tone in Tone
    )
    card = f"border: 1px solid {c.line}; border-radius: {Radius.CARD}px;"
    return f"""
QMainWindow, QDialog, QWidget[surface="paper"] {{ background: {c.paper}; }}
QWidget[surface="card"] {{ background: {c.card}; }}
QWidget[surface="clear"], QScrollArea, QScrollArea > QWidget > QWidget[surface="clear"]
  {{ background: transparent; }}
QScrollArea {{ border: none; }}
QFrame[card="plain"] {{ background: {c.card}; {card} }}
QFrame[card="note"] {{ background: {c.note}; {card} }}
QFrame[card="quiet"] {{ background: transparent; border: 1px dashed {c.line_strong};
  border-radius: {Radius.CARD}px; }}
QFrame[card="warn"] {{ background: {c.card}; border: 1px solid {c.amber_line};
  border-radius: {Radius.CARD}px; }}
QFrame[card="error"] {{ background: {c.card}; border: 1px solid {c.red}; border-radius: {Radius.CARD}px; }}
QFrame[card="chosen"] {{ background: {c.card}; border: 2px solid {c.accent};
  border-radius: {Radius.CARD}px; }}
QFrame[card="active"] {{ background: {c.accent_soft}; border: 2px solid {c.accent};
  border-radius: {Radius.CARD}px; }}
QFrame[card="plain"][pressable="true"]:hover {{ border-color: {c.accent}; }}
QFrame[card="plain"][pressable="true"]:focus {{ border: 2px solid {c.accent}; }}
QFrame[banner="info"] {{ background: {c.accent_soft}; border: 1px solid {c.accent};
  border-radius: {Radius.CONTROL}px; }}
QFrame[banner="warn"] {{ background: {c.amber_soft}; border: 1px solid {c.amber_line};
  border-radius: {Radius.CONTROL}px; }}
QFrame[banner="error"] {{ background: {c.red_soft}; border: 1px solid {c.red};
  border-radius: {Radius.CONTROL}px; }}
QFrame[rowframe="true"] {{ background: transparent; border: none; border-top: 1px solid {c.line}; }}
QFrame[rowframe="true"]:focus {{ background: {c.accent_soft}; border: 2px solid {c.accent};
  border-radius: 8px; }}
QFrame[rule="true"] {{ background: {c.line}; border: none; }}
QFrame[edge="below"] {{ background: {c.card}; border: none; border-bottom: 1px solid {c.line}; }}
QFrame[edge="above"] {{ background: {c.card}; border: none; border-top: 1px solid {c.line}; }}
QFrame[chip="done"] {{ background: transparent; border: 1px solid {c.line_strong}; border-radius: 15px; }}
QFrame[chip="now"] {{ background: {c.ink}; border: 1px solid {c.ink}; border-radius: 15px; }}
QFrame[chip="now"] QLabel {{ color: {c.paper}; }}
QFrame[chip="coming"] {{ background: {c.fill}; border: 1px solid {c.fill}; border-radius: 15px; }}
QFrame[chip="coming"] QLabel, QFrame[chip="done"] QLabel {{ color: {c.soft}; }}
{tones}
"""


def _buttons(c: Palette) -> str:
    base = f"border-radius: {Radius.CONTROL}px;"
    return f"""
QPushButton {{ background: {c.card}; color: {c.ink}; border: 1px solid {c.line_strong}; {base} }}
QPushButton[kind="plain"] {{ border: 1px solid {c.line}; }}
QPushButton[kind="plain"]:hover, QPushButton:hover {{ border: 1px solid {c.accent}; }}
QPushButton:pressed, QPushButton:checked {{ background: {c.accent_soft}; border: 1px solid {c.accent}; }}
QPushButton[kind="primary"] {{ background: {c.accent}; color: {c.on_accent}; border: 1px solid {c.accent}; }}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed
  {{ background: {c.accent_hover}; border: 1px solid {c.accent_hover}; }}
QPushButton[kind="quiet"] {{ background: transparent; border: 1px solid transparent; }}
QPushButton[kind="quiet"]:hover {{ background: {c.fill}; }}
QPushButton[kind="quiet"]:checked {{ background: {c.accent_soft}; }}
QPushButton[kind="warn"] {{ background: {c.amber_soft}; border: 1px solid {c.amber_line}; }}
QPushButton[kind="danger"] {{ background: {c.card}; color: {c.red}; border: 1px solid {c.red}; }}
QPushButton[kind="danger"]:hover {{ background: {c.red_soft}; }}
QPushButton:focus {{ border: 2px solid {c.accent}; }}
QPushButton[kind="primary"]:focus {{ border: 3px solid {c.ink}; }}
QPushButton:disabled, QPushButton[kind="primary"]:disabled
  {{ background: {c.fill}; color: {c.soft}; border: 1px solid {c.line}; }}
"""


def _fields(c: Palette) -> str:
    field = "QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox"
    focus = ", ".join(f"{name.strip()}:focus" for name in field.split(","))
    return f"""
{field} {{ background: {c.card}; color: {c.ink}; border: 1px solid {c.line_strong};
  border-radius: {Radius.CONTROL}px; placeholder-text-color: {c.soft}; selection-background-color: {c.accent};
  selection-color: {c.on_accent}; }}
QLineEdit, QComboBox, QAbstractSpinBox {{ padding: 0 {Space.S}px; min-height: 34px; }}
QTextEdit, QPlainTextEdit {{ padding: {Space.XS}px {Space.S}px; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; background: transparent; padding: 0;
  min-height: 0; }}
QTextEdit[frame="none"] {{ border: none; background: transparent; padding: 0; }}
{focus} {{ border: 2px solid {c.accent}; }}
QTextEdit[frame="none"]:focus {{ border: none; }}
QLineEdit:disabled, QTextEdit:disabled, QComboBox:disabled {{ background: {c.fill}; color: {c.soft}; }}
QLineEdit[wrong="true"], QComboBox[wrong="true"], QAbstractSpinBox[wrong="true"]
  {{ border: 2px solid {c.red}; }}
QComboBox QAbstractItemView {{ background: {c.card}; color: {c.ink}; border: 1px solid {c.line_strong};
  selection-background-color: {c.accent_soft}; selection-color: {c.ink}; outline: none; }}
QComboBox::drop-down {{ border: none; width: 28px; }}
QComboBox::down-arrow {{ image: none; }}
QCheckBox, QRadioButton {{ color: {c.ink}; spacing: {Space.S}px; padding: {Space.XS}px; border-radius: 6px;
  border: 2px solid transparent; }}
QCheckBox:focus, QRadioButton:focus {{ border: 2px solid {c.accent}; }}
"""


def _lists(c: Palette) -> str:
    return f"""
QAbstractItemView {{ background: {c.card}; color: {c.ink}; border: 1px solid {c.line};
  border-radius: {Radius.CONTROL}px; outline: none; gridline-color: {c.line};
  alternate-background-color: {c.paper}; selection-background-color: {c.accent_soft};
  selection-color: {c.ink}; }}
QAbstractItemView:focus {{ border: 2px solid {c.accent}; }}
QAbstractItemView[frame="none"] {{ border: none; background: transparent; }}
QAbstractItemView::item {{ padding: {Space.XS}px {Space.S}px; }}
QHeaderView {{ background: {c.card}; border: none; }}
QHeaderView::section {{ background: {c.card}; color: {c.soft}; border: none;
  border-bottom: 1px solid {c.line}; padding: {Space.S}px 11px; font-size: 12px; font-weight: 700; }}
QHeaderView::section:vertical {{ border: none; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QTableCornerButton::section {{ background: {c.card}; border: none; }}
QAbstractItemView QLineEdit {{ min-height: 0; border-radius: 0; padding: 0 {Space.XS}px; }}
QMenu {{ background: {c.card}; color: {c.ink}; border: 1px solid {c.line_strong}; padding: {Space.XS}px; }}
QMenu::item {{ padding: {Space.S}px {Space.L}px; border-radius: 6px; }}
QMenu::item:selected {{ background: {c.accent_soft}; color: {c.ink}; }}
QMenu::item:disabled {{ color: {c.soft}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: {Space.XS}px; }}
"""


def _bars(c: Palette) -> str:
    return f"""
QFrame[slack="true"] {{ background: {c.accent}; border: none; border-radius: 1px; }}
QFrame[segmented="true"] {{ background: {c.fill}; border: none; border-radius: {Radius.CONTROL}px; }}
QPushButton[kind="segment"] {{ color: {c.soft}; background: transparent; border: 1px solid transparent;
  border-radius: 8px; }}
QPushButton[kind="segment"]:checked {{ background: {c.card}; border: 1px solid {c.line}; }}
QPushButton[kind="segment"]:focus {{ border: 2px solid {c.accent}; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {c.line_strong}; border-radius: 4px; margin: 2px; min-height: 32px;
  min-width: 32px; }}
QScrollBar::handle:hover {{ background: {c.soft}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {c.line}; }}
QProgressBar {{ background: {c.fill}; border: none; border-radius: 5px; min-height: 10px; max-height: 10px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 5px; }}
QGroupBox {{ border: none; }}
"""
