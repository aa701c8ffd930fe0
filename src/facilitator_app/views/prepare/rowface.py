"""How one segment of the agenda is drawn: columns of one line, the same in every row, and mirrored."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from facilitator_app.rules.text import Direction, direction
from facilitator_app.support.wording import _
from facilitator_app.views.shared.icons import Icon, paint_icon
from facilitator_app.views.shared.theme import current_palette, font_of
from facilitator_app.views.shared.tokens import Palette, Role, Tone

HEIGHT: Final = 42
_GRIP: Final = 18
_ICON: Final = 18
_MORE: Final = 30
_GAP: Final = 10
_SIDE: Final = 6
_PILL: Final = 24
NARROW: Final = 720
"""Below this width the least minutes stand in the side panel alone."""


@dataclass(frozen=True, slots=True)
class RowFace:
    """All that a row shows, ready in words; `now_…` are actual or expected times while the workshop runs."""

    title: str = ""
    icon: Icon = Icon.AGENDA
    start: str = ""
    end: str = ""
    now_start: str = ""
    now_end: str = ""
    now_tone: Tone | None = None
    now_end_tone: Tone | None = None
    past: bool = False
    running: bool = False
    quiet: bool = False
    parked: bool = False
    movable: bool = True
    anchor: str = ""
    anchor_short: str = ""
    missed: bool = False
    buffer: str = ""
    consent: bool = False
    minutes: int = 0
    least: int = 0


@dataclass(frozen=True, slots=True)
class RowLook:
    """How the row stands with the person before it."""

    chosen: bool = False
    focused: bool = False
    hovered: bool = False
    taken: bool = False
    """Cut with Ctrl+X and waiting for its new place."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each part of a row stands, for a left-to-right screen or mirrored."""

    grip: QRectF
    time: QRectF
    now: QRectF
    icon: QRectF
    title: QRectF
    least: QRectF
    minutes: QRectF
    more: QRectF


def minutes_text(minutes: int) -> str:
    """Return planned minutes as a row shows them."""
    return _("{n} min").format(n=minutes)


def columns(width: float, height: float, *, runs: bool, mirrored: bool) -> Columns:
    """Return the columns of a row of this size; while the workshop runs there is one for what is expected."""
    times = _times_width()
    x = float(_SIDE)

    def take(wide: float) -> QRectF:
        nonlocal x
        box = QRectF(x, 0, wide, height)
        x += wide + (_GAP if wide else 0)
        return box

    grip, time = take(_GRIP), take(times)
    now = take(times if runs else 0)
    icon = take(_ICON)
    minutes_wide = QFontMetricsF(font_of(Role.STRONG)).horizontalAdvance(minutes_text(1000)) + 16
    least_wide = 0.0
    if width >= NARROW:
        least_wide = QFontMetricsF(font_of(Role.CAPTION)).horizontalAdvance(_least_text(100)) + 20
    right = width - _SIDE
    more = QRectF(right - _MORE, 0, _MORE, height)
    minutes = QRectF(more.left() - 4 - minutes_wide, 0, minutes_wide, height)
    least = QRectF(minutes.left() - _GAP - least_wide, 0, least_wide, height)
    title = QRectF(x, 0, max(0.0, least.left() - _GAP - x), height)
    boxes = (grip, time, now, icon, title, least, minutes, more)
    if mirrored:
        boxes = tuple(QRectF(width - box.right(), 0, box.width(), height) for box in boxes)  # type: ignore[assignment]
    return Columns(*boxes)


@lru_cache(maxsize=8)
def _width_of(text: str, role: Role) -> float:
    return QFontMetricsF(font_of(role)).horizontalAdvance(text)


def _times_width() -> float:
    return _width_of("00:00", Role.STRONG) + _width_of("–00:00", Role.BODY) + 2


def _least_text(minutes: int) -> str:
    return _("at least {n}").format(n=minutes)


class RowPainter:
    """Draws one row; made anew for every paint, so that palette and direction are those of the moment."""

    def __init__(self, painter: QPainter, area: Columns, *, mirrored: bool) -> None:
        self._painter = painter
        self._at = area
        self._mirrored = mirrored
        self._colours: Palette = current_palette()

    def paint(self, face: RowFace, look: RowLook, whole: QRectF) -> None:
        """Draw everything, the ground first."""
        self._ground(look, whole)
        self._lead(face, look)
        self._times(face)
        soft = face.quiet or face.parked or face.past
        ink = self._colours.soft if soft else self._colours.ink
        self._icon(face.icon, self._at.icon, self._colours.soft, _ICON)
        room = self._badges(face)
        font = font_of(Role.STRONG if face.running else Role.BODY)
        self._words(face.title, room, font, ink, own=True)
        self._minutes(face, look, ink)
        if look.hovered or look.chosen:
            self._icon(Icon.MORE, self._at.more, self._colours.ink, 17)

    def _ground(self, look: RowLook, whole: QRectF) -> None:
        painter, colours = self._painter, self._colours
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(whole.topLeft(), whole.topRight())
        box = whole.adjusted(1, 2, -1, -1)
        if look.chosen or look.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if look.chosen else colours.paper))
            painter.drawRoundedRect(box, 8, 8)
        if look.focused or look.taken:
            pen = QPen(QColor(colours.accent), 2)
            pen.setStyle(Qt.PenStyle.DashLine if look.taken else Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)

    def _lead(self, face: RowFace, look: RowLook) -> None:
        if face.running:
            self._icon(Icon.PLAY, self._at.grip, self._colours.on_accent_soft, 14)
        elif face.past:
            self._icon(Icon.CHECK, self._at.grip, self._colours.soft, 14)
        elif face.movable and (look.hovered or look.chosen):
            self._icon(Icon.GRIP, self._at.grip, self._colours.soft, 16)

    def _times(self, face: RowFace) -> None:
        colours = self._colours
        if face.parked:
            self._icon(Icon.PARKING, self._at.time, colours.soft, 16)
            return
        runs = bool(face.now_start)
        self._span(self._at.time, face.start, face.end, colours.soft if runs else colours.ink, bold=not runs)
        if runs:
            ink = colours.of(face.now_tone)[0] if face.now_tone else colours.ink
            if face.past:
                ink = colours.soft if face.now_tone is None else ink
            rest = colours.of(face.now_end_tone)[0] if face.now_end_tone else ""
            self._span(self._at.now, face.now_start, face.now_end, ink, rest, bold=not face.past)

    def _span(self, box: QRectF, start: str, end: str, ink: str, rest_ink: str = "", *, bold: bool) -> None:
        first = font_of(Role.STRONG if bold else Role.BODY)
        wide = QFontMetricsF(first).horizontalAdvance(start)
        self._words(start, self._part(box, 0, wide), first, ink)
        rest = f"{end}–" if self._mirrored else f"–{end}"
        room = self._part(box, wide, box.width() - wide)
        self._words(rest, room, font_of(), rest_ink or self._colours.soft)

    def _part(self, box: QRectF, offset: float, wide: float) -> QRectF:
        left = box.right() - offset - wide if self._mirrored else box.left() + offset
        return QRectF(left, box.top(), wide + 1, box.height())

    def _badges(self, face: RowFace) -> QRectF:
        """Draw anchor and buffer at the far end of the title; return what is left for the title."""
        room = QRectF(self._at.title)
        narrow = self._at.least.width() == 0
        anchor = face.anchor_short if narrow else face.anchor
        tone = Tone.AMBER if face.missed else Tone.NEUTRAL
        for words, icon, colour in ((face.buffer, Icon.CLOCK, Tone.NEUTRAL), (anchor, Icon.ANCHOR, tone)):
            if words:
                room = self._pill(room, words, icon, colour)
        return room

    def _pill(self, room: QRectF, words: str, icon: Icon, tone: Tone) -> QRectF:
        painter = self._painter
        font = font_of(Role.CAPTION, bold=True)
        text = QFontMetricsF(font).horizontalAdvance(words)
        wide = text + 12 + 6 + 20
        if wide > room.width() * 0.7:
            return room
        ink, ground = self._colours.of(tone)
        left = room.left() if self._mirrored else room.right() - wide
        pill = QRectF(left, room.center().y() - _PILL / 2, wide, _PILL)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(pill, _PILL / 2, _PILL / 2)
        self._icon(icon, self._part(pill, 10, 12), ink, 12)
        self._words(words, self._part(pill, 28, text), font, ink)
        shift = wide + _GAP
        return room.adjusted(shift, 0, 0, 0) if self._mirrored else room.adjusted(0, 0, -shift, 0)

    def _minutes(self, face: RowFace, look: RowLook, ink: str) -> None:
        painter, colours = self._painter, self._colours
        box = self._at.minutes
        if look.hovered or look.chosen:
            painter.setPen(QPen(QColor(colours.line_strong), 1))
            painter.setBrush(QColor(colours.card))
            painter.drawRoundedRect(QRectF(box.left(), box.top() + 6, box.width(), box.height() - 11), 8, 8)
        inner = box.adjusted(8, 0, -8, 0)
        self._words(minutes_text(face.minutes), inner, font_of(Role.STRONG), ink, far=True)
        if self._at.least.width():
            room = self._at.least
            if face.consent:
                mark = self._part(room, room.width() - 14, 14)
                self._icon(Icon.LOCK, mark, colours.soft, 14)
            elif face.least and face.least != face.minutes:
                self._words(_least_text(face.least), room, font_of(Role.CAPTION), colours.soft, far=True)

    def _icon(self, icon: Icon, box: QRectF, colour: str, size: int) -> None:
        area = QRectF(box.center().x() - size / 2, box.center().y() - size / 2, size, size)
        if box.width() > 2 * size:  # an icon in a wide column stands where reading begins
            area = self._part(box, 0, size)
            area = QRectF(area.left(), box.center().y() - size / 2, size, size)
        paint_icon(self._painter, icon, area, colour, right_to_left=self._mirrored)

    def _words(
        self, words: str, box: QRectF, font: QFont, ink: str, *, far: bool = False, own: bool = False
    ) -> None:
        painter = self._painter
        painter.setFont(font)
        painter.setPen(QColor(ink))
        text = words
        if own:
            text = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        way = direction(words, Direction.LTR) is Direction.RTL
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if way else Qt.LayoutDirection.LeftToRight)
        to_right = self._mirrored is not far
        side = Qt.AlignmentFlag.AlignRight if to_right else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, int(flags | Qt.TextFlag.TextSingleLine), text)
