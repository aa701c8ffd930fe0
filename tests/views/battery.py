"""What every view must stand, as functions that return what is wrong."""

from __future__ import annotations

import gettext
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QImage, QTextLayout, qGray
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from facilitator_app.views.shared.buttons import Button
from facilitator_app.views.shared.labels import ElidedLabel

SMALL: Final = (1024, 600)
DESIGNED_FOR: Final = (1366, 768)
SCRIPTS: Final = ("lt", "ka", "bn", "th", "km", "zh-Hans", "ar")
_SAMPLES: Final = Path(__file__).parents[1] / "files" / "samples.json"
_PLACES: Final = re.compile(r"(\{[^}]*\})")


class LongWords(gettext.NullTranslations):
    """A language in which everything is 40 % longer, with letters that stand high and low."""

    def gettext(self, message: str) -> str:
        """Return the message, longer."""
        room = len(_PLACES.sub("", message))
        extra = max(1, round(room * 0.4))
        words = "Ǻğþÿ" * (extra // 4 + 1)
        return f"{message}{words[:extra]}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the singular or plural, longer."""
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002
        """Return the message, longer."""
        return self.gettext(message)


def settle(view: QWidget, size: tuple[int, int]) -> None:
    """Show a view at a size and let its layouts come to rest."""
    view.resize(*size)
    view.show()
    for _ in range(3):
        QApplication.processEvents()


def visible(view: QWidget) -> Iterator[QWidget]:
    """Yield the view and everything in it that is shown."""
    yield view
    for child in view.findChildren(QWidget):
        if child.isVisibleTo(view):
            yield child


def too_large(view: QWidget) -> list[str]:
    """Return a line when the view cannot become as small as 1024 × 600."""
    least = view.minimumSizeHint().expandedTo(view.minimumSize())
    if least.width() > SMALL[0] or least.height() > SMALL[1]:
        return [f"needs {least.width()} × {least.height()}"]
    return []


def unnamed(view: QWidget) -> list[str]:
    """Return what can have the focus and has no accessible name."""
    found = []
    for widget in visible(view):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.isWindow():
            continue
        inner = isinstance(
            widget.parentWidget(), QAbstractSpinBox | QComboBox | QAbstractItemView | QLineEdit
        )
        if inner or isinstance(widget, QHeaderView | QScrollArea):
            continue
        own = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
        if not (widget.accessibleName() or own):
            found.append(describe(widget))
    return found


def clipped(view: QWidget) -> list[str]:
    """Return labels and buttons that have less room than their words need."""
    found = []
    for widget in visible(view):
        if isinstance(widget, ElidedLabel):
            continue
        if isinstance(widget, QLabel) and widget.text():
            found += _clipped_label(widget)
        elif isinstance(widget, Button):
            if widget.width() < widget.minimumSizeHint().width():
                found.append(f"{describe(widget)}: {widget.width()} < {widget.minimumSizeHint().width()}")
        elif isinstance(widget.parentWidget(), QLineEdit):
            continue  # Qt's own icon inside a line
        elif isinstance(widget, QAbstractButton) and widget.width() + 1 < widget.minimumSizeHint().width():
            found.append(f"{describe(widget)}: {widget.width()} < {widget.minimumSizeHint().width()}")
    return found


def _clipped_label(label: QLabel) -> list[str]:
    room = label.contentsRect()
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        words = max((label.fontMetrics().horizontalAdvance(word) for word in label.text().split()), default=0)
        if needed > label.height() + 2 or words > room.width() + 2:
            return [f"{describe(label)}: {label.height()} < {needed} or {room.width()} < {words}"]
        return []
    hint = label.sizeHint()
    if hint.width() > label.width() + 1 or hint.height() > label.height() + 2:
        return [f"{describe(label)}: {label.width()}×{label.height()} < {hint.width()}×{hint.height()}"]
    return []


def strays(view: QWidget) -> list[str]:
    """Return what stands partly outside the widget that holds it, scrolled content excepted."""
    found = []
    for widget in visible(view):
        parent = widget.parentWidget()
        if widget is view or parent is None or widget.isWindow():
            continue
        scrolled = parent.objectName() == "qt_scrollarea_viewport" or isinstance(
            parent, QScrollArea | QAbstractItemView | QComboBox | QLineEdit | QTextEdit | QAbstractSpinBox
        )
        if scrolled or isinstance(parent.parentWidget(), QAbstractItemView):
            continue
        if not parent.rect().adjusted(-2, -2, 2, 2).contains(widget.geometry()):
            found.append(f"{describe(widget)} at {widget.geometry()} in {parent.rect()}")
    return found


def missing_glyphs(view: QWidget) -> list[str]:
    """Return fonts of the view in which a script of the samples would show boxes or a font not ours."""
    samples = json.loads(_SAMPLES.read_text(encoding="utf-8"))
    texts = {sample["lang"]: sample["text"] for sample in samples if sample["lang"] in SCRIPTS}
    assert set(texts) == set(SCRIPTS)
    fonts = {widget.font().key(): widget.font() for widget in visible(view) if shows_text(widget)}
    found = []
    for font in fonts.values():
        for code, text in texts.items():
            found += [f"{code} in {font.family()}: {what}" for what in missing_in(text, font)]
    return found


def missing_in(text: str, font: QFont) -> list[str]:
    """Return what of a text this font and those behind it cannot draw."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    while layout.createLine().isValid():
        pass
    layout.endLayout()
    found = []
    for run in layout.glyphRuns():
        family = run.rawFont().familyName()
        if not family.startswith("Noto"):
            found.append(f"drawn in {family}")
        if 0 in run.glyphIndexes():
            found.append(f"a box of {family}")
    return found


def shows_text(widget: QWidget) -> bool:
    """Say whether a widget draws words."""
    fields = QLineEdit | QTextEdit | QComboBox | QAbstractItemView | QAbstractSpinBox
    return isinstance(widget, QLabel | QAbstractButton | fields)


def brightness(view: QWidget) -> float:
    """Return the mean brightness of a picture of the view, 0 to 1."""
    picture = view.grab().toImage().scaled(48, 32).convertToFormat(QImage.Format.Format_RGB32)
    grey = [qGray(picture.pixel(x, y)) for x in range(picture.width()) for y in range(picture.height())]
    return sum(grey) / len(grey) / 255


def wrong_way(view: QWidget) -> list[str]:
    """Return parts that stay left-to-right on a right-to-left screen."""
    return [
        describe(widget)
        for widget in visible(view)
        if widget.layoutDirection() != Qt.LayoutDirection.RightToLeft and isinstance(widget, QLabel | Button)
    ]


def describe(widget: QWidget) -> str:
    """Return a short name of a widget for a message."""
    words = widget.accessibleName()
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        words = words or widget.text()
    return f"{type(widget).__name__} {widget.objectName()} “{words[:40]}”"
