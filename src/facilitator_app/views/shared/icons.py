"""Icons: our own drawings in resources/icons, in the colour of the words beside them."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Final, Literal

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator_app.support import paths
from facilitator_app.views.shared.theme import current_palette
from facilitator_app.views.shared.tokens import Tone

Ink = Tone | Literal["ink", "soft", "paper", "accent", "on_accent", "on_accent_soft"]
"""A colour by its name in the palette, looked up when painting, so that light and dark can change."""


class Icon(StrEnum):
    """Every icon there is; the value is the name of its file."""

    CIRCLE = "circle"
    DIAMOND = "diamond"
    HALF = "half"
    TRIANGLE = "triangle"
    SQUARE = "square"
    DASH = "dash"
    CHECK = "check"
    CLOSE = "close"
    PLUS = "plus"
    MINUS = "minus"
    NEXT = "next"
    BACK = "back"
    CHEVRON_DOWN = "chevron-down"
    CHEVRON_NEXT = "chevron-next"
    PAUSE = "pause"
    PLAY = "play"
    UNDO = "undo"
    REDO = "redo"
    SEARCH = "search"
    REFRESH = "refresh"
    LOCK = "lock"
    UNLOCK = "unlock"
    MORE = "more"
    GRIP = "grip"
    SCREEN = "screen"
    BLANK = "blank"
    BATTERY = "battery"
    ANCHOR = "anchor"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    CLOCK = "clock"
    CALENDAR = "calendar"
    PEOPLE = "people"
    PERSON = "person"
    TABLE = "table"
    AGENDA = "agenda"
    LIGHTS = "lights"
    CAPTURE = "capture"
    REPORT = "report"
    PARKING = "parking"
    ACTION = "action"
    FOLDER = "folder"
    IMPORT = "import"
    EXPORT = "export"
    NEW = "new"
    REHEARSE = "rehearse"
    SAVED = "saved"
    PLACE = "place"
    CUP = "cup"
    BACKUP = "backup"
    MICROPHONE = "microphone"
    PRINT = "print"


_DIRECTIONAL: Final = frozenset({Icon.NEXT, Icon.BACK, Icon.UNDO, Icon.REDO, Icon.CHEVRON_NEXT})


def shape_of(tone: Tone) -> Icon:
    """Return the shape that says the same as the colour: ● green, ◆ amber, ◐ mixed, ▲ red, – not enough."""
    return {
        Tone.GREEN: Icon.CIRCLE,
        Tone.AMBER: Icon.DIAMOND,
        Tone.MIXED: Icon.HALF,
        Tone.RED: Icon.TRIANGLE,
        Tone.NONE: Icon.DASH,
        Tone.ACCENT: Icon.CIRCLE,
        Tone.NEUTRAL: Icon.CIRCLE,
    }[tone]


@lru_cache(maxsize=128)
def _drawing(icon: Icon) -> str:
    return (paths.icons() / f"{icon}.svg").read_text(encoding="utf-8")


def paint_icon(
    painter: QPainter, icon: Icon, area: QRectF, colour: str, *, right_to_left: bool = False
) -> None:
    """Draw an icon into a rectangle, mirrored where it points along the line of reading."""
    renderer = QSvgRenderer(QByteArray(_drawing(icon).replace("currentColor", colour).encode()))
    painter.save()
    if right_to_left and icon in _DIRECTIONAL:
        painter.translate(area.left() * 2 + area.width(), 0)
        painter.scale(-1, 1)
    renderer.render(painter, area)
    painter.restore()


def icon_pixmap(icon: Icon, colour: str, size: int = 18, *, ratio: float = 2.0) -> QPixmap:
    """Return an icon as a pixmap of size × size device-independent pixels."""
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, icon, QRectF(0, 0, size, size), colour)
    painter.end()
    return pixmap


def qicon(icon: Icon, colour: str, size: int = 18) -> QIcon:
    """Return an icon for menus and line edits."""
    return QIcon(icon_pixmap(icon, colour, size))


class IconMark(QWidget):
    """One icon as a widget; decoration only, the word stands beside it."""

    def __init__(self, icon: Icon, size: int = 16, ink: Ink = "ink", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._ink: Ink = ink
        self.setFixedSize(size, size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, icon: Icon, ink: Ink = "ink") -> None:
        """Show another icon, in the colour of this name or the text colour of this tone."""
        self._icon = icon
        self._ink = ink
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        colours = current_palette()
        colour = colours.of(self._ink)[0] if isinstance(self._ink, Tone) else getattr(colours, self._ink)
        paint_icon(
            painter,
            self._icon,
            QRectF(self.rect()),
            colour,
            right_to_left=self.layoutDirection() == Qt.LayoutDirection.RightToLeft,
        )
        painter.end()
        del event
