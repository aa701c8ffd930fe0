"""Buttons with words: an icon before, a key cap behind; user text is shown as it is."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from facilitator_app.rules.text import Direction, direction
from facilitator_app.views.shared.icons import Icon, paint_icon
from facilitator_app.views.shared.labels import plain_tooltip, text_label
from facilitator_app.views.shared.theme import current_palette, font_of
from facilitator_app.views.shared.tokens import Role, Space


class Kind(StrEnum):
    """How much a button asks to be pressed: one PRIMARY to a screen."""

    PRIMARY = "primary"
    PLAIN = "plain"
    QUIET = "quiet"
    WARN = "warn"
    DANGER = "danger"
    SEGMENT = "segment"


class Size(StrEnum):
    """Small in rows, normal in bars, large for the next step of the run."""

    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"


_HEIGHT: Final = MappingProxyType({Size.SMALL: 34, Size.NORMAL: 44, Size.LARGE: 56})
_PIXELS: Final = MappingProxyType({Size.SMALL: 14, Size.NORMAL: 15, Size.LARGE: 17})
_SIDE: Final = MappingProxyType({Size.SMALL: 12, Size.NORMAL: 18, Size.LARGE: 26})
_CAP_HEIGHT: Final = 20


class Button(QPushButton):
    """A push button in the look of the house.

    It takes the focus by Tab only, so that a click never takes the cursor out of a text somebody types.
    """

    def __init__(
        self,
        text: str = "",
        *,
        kind: Kind = Kind.PLAIN,
        size: Size = Size.NORMAL,
        icon: Icon | None = None,
        key_hint: str = "",
        elides: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = ""
        self._action: QAction | None = None
        self._mark = icon
        self._key_hint = key_hint
        self._size = size
        self._elides = elides
        self.setProperty("kind", kind.value)
        self.setFont(font_of(Role.STRONG, pixels=_PIXELS[size]))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy.Policy.Preferred if elides else QSizePolicy.Policy.Minimum
        self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def text(self) -> str:
        """Return the words on the button."""
        return self._words

    def setText(self, text: str) -> None:  # noqa: N802
        """Put other words on the button; an & is an &."""
        self._words = text
        super().setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        if self._elides:
            plain_tooltip(self, text)
        self.updateGeometry()

    def follow(self, action: QAction) -> None:
        """Take words and enabled state from an action, now and whenever it changes."""
        self._action = action
        action.changed.connect(self._take_from_action)
        self._take_from_action()

    def _take_from_action(self) -> None:
        if self._action is None:
            return
        self.setEnabled(self._action.isEnabled())
        if self._words != self._action.text():
            self.setText(self._action.text())

    def show_icon(self, icon: Icon | None) -> None:
        """Show another icon before the words."""
        self._mark = icon
        self.updateGeometry()
        self.update()

    def show_key_hint(self, hint: str) -> None:
        """Show another key behind the words."""
        self._key_hint = hint
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room that icon, words and key cap need."""
        side = _SIDE[self._size]
        wide = self._icon_room() + self._words_width() + self._cap_room() + 2 * side
        return QSize(max(round(wide + 0.5), _HEIGHT[self._size]), _HEIGHT[self._size])

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same, or less where the words may be shortened."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), 120), hint.height()) if self._elides else hint

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QStylePainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._paint_content(painter)
        painter.end()
        del event

    def _paint_content(self, painter: QPainter) -> None:
        side = _SIDE[self._size]
        room = self.width() - 2 * side - self._icon_room() - self._cap_room()
        metrics = QFontMetricsF(self.font())
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 0) + 1)
        wide = self._icon_room() + metrics.horizontalAdvance(words) + self._cap_room()
        x = max(float(side), (self.width() - wide) / 2)
        colour = self._colour()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self._mark is not None:
            pixels = self._icon_pixels()
            box = self._mirrored(QRectF(x, (self.height() - pixels) / 2, pixels, pixels), mirrored=mirrored)
            paint_icon(painter, self._mark, box, colour, right_to_left=mirrored)
            x += self._icon_room()
        painter.setFont(self.font())
        painter.setPen(QColor(colour))
        own_way = direction(self._words, Direction.LTR) is Direction.RTL  # −1 stays −1 on an Arabic screen
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if own_way else Qt.LayoutDirection.LeftToRight,
        )
        box = self._mirrored(
            QRectF(x, 0, metrics.horizontalAdvance(words) + 2, self.height()),
            mirrored=mirrored,
        )
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine), words)
        if self._key_hint:
            x += metrics.horizontalAdvance(words) + Space.S
            cap = QRectF(x, (self.height() - _CAP_HEIGHT) / 2, self._cap_room() - Space.S, _CAP_HEIGHT)
            paint_key_cap(painter, self._mirrored(cap, mirrored=mirrored), self._key_hint, colour)

    def _mirrored(self, box: QRectF, *, mirrored: bool) -> QRectF:
        if not mirrored:
            return box
        return QRectF(self.width() - box.right(), box.top(), box.width(), box.height())

    def _colour(self) -> str:
        colours = current_palette()
        kind = self.property("kind")
        if not self.isEnabled():
            return colours.soft
        if kind == Kind.PRIMARY:
            return colours.on_accent
        if kind == Kind.DANGER:
            return colours.red
        if kind == Kind.WARN:
            return colours.amber
        if kind == Kind.SEGMENT:
            return colours.ink if self.isChecked() else colours.soft
        return colours.on_accent_soft if self.isChecked() else colours.ink

    def _icon_pixels(self) -> int:
        return 20 if self._size is Size.LARGE else 17

    def _icon_room(self) -> float:
        if self._mark is None:
            return 0
        return self._icon_pixels() + (Space.S if self._words else 0)

    def _words_width(self) -> float:
        return QFontMetricsF(self.font()).horizontalAdvance(self._words)

    def _cap_room(self) -> float:
        return Space.S + key_cap_width(self._key_hint) if self._key_hint else 0


def button(
    what: str | QAction,
    kind: Kind = Kind.PLAIN,
    *,
    size: Size = Size.NORMAL,
    icon: Icon | None = None,
    key_hint: str = "",
    elides: bool = False,
) -> Button:
    """Return a button for words or for an action, whose words, tooltip and enabled state it then follows."""
    if isinstance(what, str):
        return Button(what, kind=kind, size=size, icon=icon, key_hint=key_hint, elides=elides)
    made = Button(what.text(), kind=kind, size=size, icon=icon, key_hint=key_hint, elides=elides)
    made.clicked.connect(what.trigger)

    made.follow(what)
    return made


def icon_button(icon: Icon, name: str, *, size: Size = Size.SMALL) -> Button:
    """Return a quiet button with only an icon, where the same word stands nearby; its name is read aloud."""
    made = Button("", kind=Kind.QUIET, size=size, icon=icon)
    made.setAccessibleName(name)
    plain_tooltip(made, name)
    return made


def _cap_font() -> QFont:
    return font_of(pixels=12, bold=True)


def key_cap_width(key: str) -> float:
    """Return the width of a key cap."""
    return max(22.0, QFontMetricsF(_cap_font()).horizontalAdvance(key) + 14)


def paint_key_cap(painter: QPainter, area: QRectF, key: str, colour: str) -> None:
    """Draw a key as a small cap in the colour of the words beside it."""
    line = QColor(colour)
    line.setAlphaF(0.45)
    painter.setPen(QPen(line, 1))
    ground = QColor(colour)
    ground.setAlphaF(0.06)
    painter.setBrush(ground)
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    painter.setPen(QColor(colour))
    painter.setFont(_cap_font())
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # a key is printed as the keyboard has it
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine), key)


class KeyCap(QWidget):
    """A key as it is printed on the keyboard."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setFixedSize(round(key_cap_width(key)), _CAP_HEIGHT)
        self.setAccessibleName(key)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_key_cap(painter, QRectF(self.rect()), self._key, current_palette().soft)
        painter.end()
        del event


class KeyLine(QWidget):
    """A key and what it does, for the line of keys at the foot of a screen."""

    def __init__(self, key: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        line.addWidget(KeyCap(key))
        line.addWidget(text_label(words, Role.CAPTION, wrap=False))
