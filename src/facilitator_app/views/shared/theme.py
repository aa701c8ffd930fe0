"""The look of the whole program: fonts, palette and one stylesheet, all made from the tokens."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLoggingCategory, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from facilitator_app.support import paths
from facilitator_app.views.shared.stylesheet import stylesheet
from facilitator_app.views.shared.tokens import Mode, Palette, Role, palette_of, type_of

# In this order, so that a character shared by several fonts looks the same everywhere.
FAMILIES: Final = (
    "Noto Sans",
    "Noto Sans Symbols",
    "Noto Sans Symbols 2",
    "Noto Naskh Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Georgian",
    "Noto Sans Bengali",
    "Noto Sans Devanagari",
    "Noto Sans Sinhala",
    "Noto Sans Tamil",
    "Noto Sans Thai",
    "Noto Sans Khmer",
    "Noto Sans Lao",
    "Noto Sans Myanmar",
    "Noto Sans Ethiopic",
    "Noto Sans SC",
    "Noto Sans JP",
    "Noto Sans KR",
    "Noto Sans Math",  # last: it holds unjoined Arabic letters for formulae
)
_LATE: Final = ("NotoSansSC", "NotoSansJP", "NotoSansKR")  # 20 MB: read after the first paint
_MODE: Final = "facilitator_mode"
_STILL: Final = "facilitator_reduced_motion"


def register_fonts(folder: Path | None = None, *, late: bool = True) -> list[str]:
    """Register the bundled fonts and return their families; `late=False` leaves out the large ones."""
    _expect_font_chain()
    families: list[str] = []
    for file in sorted((folder or paths.fonts()).glob("*.ttf")):
        if file.stem.startswith(_LATE):
            continue
        families += _register(file)
    return families + (register_late_fonts(folder) if late else [])


def register_late_fonts(folder: Path | None = None) -> list[str]:
    """Register the large fonts (Chinese, Japanese, Korean) that the first window need not wait for."""
    families: list[str] = []
    for file in sorted((folder or paths.fonts()).glob("*.ttf")):
        if file.stem.startswith(_LATE):
            families += _register(file)
    return families


def _expect_font_chain() -> None:
    # Qt warns once per family that lacks a script; that the next one has it is what the chain is for.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")


def _register(file: Path) -> list[str]:
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))


def font_of(role: Role = Role.BODY, *, pixels: int | None = None, bold: bool | None = None) -> QFont:
    """Return the font of a role, with every script behind it; size and weight can be given instead."""
    kind = type_of(role)
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(pixels or kind.pixels)
    font.setBold(kind.bold if bold is None else bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def apply_theme(
    app: QApplication,
    mode: Mode | None = None,
    *,
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
    reduced_motion: bool = False,
) -> None:
    """Dress the program; without a mode it follows the system. May be called again at any time."""
    _expect_font_chain()
    chosen = mode or system_mode()
    palette = palette_of(chosen)
    app.setProperty(_MODE, chosen.value)
    app.setProperty(_STILL, reduced_motion)
    if app.style().name().casefold() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setLayoutDirection(direction)
    app.setFont(font_of())
    app.setPalette(_qt_palette(palette))
    app.setStyleSheet(stylesheet(palette))


def system_mode() -> Mode:
    """Return what the system prefers: light or dark."""
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return Mode.DARK if dark else Mode.LIGHT


def current_mode() -> Mode:
    """Return the mode the program is dressed in."""
    app = QCoreApplication.instance()
    return Mode(app.property(_MODE) or Mode.LIGHT.value) if app else Mode.LIGHT


def current_palette() -> Palette:
    """Return the colours the program is dressed in; ask when painting, they can change."""
    return palette_of(current_mode())


def reduced_motion() -> bool:
    """Say whether things should move as little as possible."""
    app = QCoreApplication.instance()
    return bool(app.property(_STILL)) if app else False


def _qt_palette(colours: Palette) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    plain = {
        roles.Window: colours.paper,
        roles.WindowText: colours.ink,
        roles.Base: colours.card,
        roles.AlternateBase: colours.paper,
        roles.Text: colours.ink,
        roles.PlaceholderText: colours.soft,
        roles.Button: colours.card,
        roles.ButtonText: colours.ink,
        roles.ToolTipBase: colours.ink,
        roles.ToolTipText: colours.paper,
        roles.Highlight: colours.accent,
        roles.HighlightedText: colours.on_accent,
        roles.Link: colours.on_accent_soft,
        roles.LinkVisited: colours.on_accent_soft,
        roles.Light: colours.card,
        roles.Midlight: colours.fill,
        roles.Mid: colours.line,
        roles.Dark: colours.line_strong,
        roles.Shadow: colours.line_strong,
        roles.BrightText: colours.red,
        roles.Accent: colours.accent,
    }
    for role, colour in plain.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.soft))
    return palette
