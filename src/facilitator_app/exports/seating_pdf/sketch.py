"""A sketch of the room as people see it who look at the screen: tables with their numbers, and the doors."""

from __future__ import annotations

from typing import Final

from facilitator_app.exports.palette import ACCENT, ACCENT_SOFT, INK, LINE_STRONG, PAPER, SOFT, WHITE
from facilitator_app.exports.seating_pdf.press import Press
from facilitator_app.exports.text import Alignment, Piece, TextStyle
from facilitator_app.exports.text.canvas import ReportCanvas
from facilitator_app.records.enums import RoomSide
from facilitator_app.rules.seating.roomplan import ROOM_RATIO, largest_radius, positions
from facilitator_app.support.wording import _

_NUMBER: Final = TextStyle(size=34, bold=True, colour=INK, leading=1.0, alignment=Alignment.CENTRE)
_WORD: Final = TextStyle(size=10, colour=SOFT, leading=1.2, alignment=Alignment.CENTRE)
# The sketch shows which way to walk; the names below it are what is read.
_MOST: Final = 0.29
_LARGEST: Final = 34.0
_FREE: Final = 0.8
_SCREEN: Final = (0.36, 5.0)
_DOOR: Final = 54.0
_DIGIT: Final = 0.715
_SMALLEST: Final = 4.0
# Outside the walls there is room for a word.
_OUTSIDE: Final = 15.0
_BESIDE_SCREEN: Final = 0.14
_WORD_WIDTH: Final = 58.0


def room_height(press: Press, width: float) -> float:
    """Return how high the sketch is in so much width."""
    return min(width / ROOM_RATIO, press.size[1] * _MOST)


def draw_room(canvas: ReportCanvas, press: Press, box: tuple[float, float, float, float]) -> None:
    """Draw the room in the middle of `box` (left, bottom, width, height): never mirrored, as no room is."""
    left, bottom, within, height = box
    bottom, height = bottom + _OUTSIDE, height - 2 * _OUTSIDE
    width = min(within - 4 * _OUTSIDE, height * ROOM_RATIO * 1.3)
    left += (within - width) / 2
    with canvas.artifact():
        canvas.fill(PAPER, (left, bottom, width, height))
        canvas.setStrokeColor(LINE_STRONG)
        canvas.setLineWidth(1.2)
        canvas.rect(left, bottom, width, height, stroke=1, fill=0)
        long, thick = _SCREEN[0] * width, _SCREEN[1]
        canvas.fill(ACCENT, (left + (width - long) / 2, bottom + height - thick - 3, long, thick))
    _word(canvas, press, _("Screen"), (left + width / 2, bottom + height - thick - 5))
    _door(canvas, press, (left, bottom, width, height))
    places = positions(press.record.tables)
    radius = min(_LARGEST, largest_radius(places.values(), width, height) * _FREE)
    for table in press.record.tables:
        x, y = places[table.id]
        place = (left + x * width, bottom + (1 - y) * height, max(radius, _SMALLEST))
        _table(canvas, press, str(table.number), place)


def _table(canvas: ReportCanvas, press: Press, number: str, place: tuple[float, float, float]) -> None:
    x, y, radius = place
    with canvas.artifact():
        canvas.setStrokeColor(ACCENT)
        canvas.setFillColor(ACCENT_SOFT)
        canvas.setLineWidth(1.2)
        canvas.circle(x, y, radius, stroke=1, fill=1)
    wide = radius * 1.5
    piece = Piece(number, press.theirs(number, _NUMBER), 1)
    fitted = press.setter.fit([piece], wide, radius * 1.9)
    line = fitted.pieces[0][1].lines[0]
    seen = _NUMBER.size * fitted.scale * _DIGIT
    fitted.draw(canvas, x - wide / 2, y - seen / 2 + line.ascent)


def _door(canvas: ReportCanvas, press: Press, room: tuple[float, float, float, float]) -> None:
    """Draw a gap in the wall through which people come in, and its word outside."""
    left, bottom, width, height = room
    side = press.record.details.doors
    if side in {RoomSide.FRONT, RoomSide.BACK}:
        # In front the screen hangs in the middle: a door there is beside it.
        x = left + width * (_BESIDE_SCREEN if side is RoomSide.FRONT else 0.5)
        y = bottom + (height if side is RoomSide.FRONT else 0.0)
        box = (x - _DOOR / 2, y - 2, _DOOR, 4.0)
        ends = [(x + way * _DOOR / 2, y - 4, x + way * _DOOR / 2, y + 4) for way in (-1, 1)]
        word = (x, y + (_OUTSIDE if side is RoomSide.FRONT else -3.0))
    else:
        x = left + (0.0 if side is RoomSide.LEFT else width)
        y = bottom + height / 2
        box = (x - 2, y - _DOOR / 2, 4.0, _DOOR)
        ends = [(x - 4, y + way * _DOOR / 2, x + 4, y + way * _DOOR / 2) for way in (-1, 1)]
        word = (x + (-2 if side is RoomSide.LEFT else 2) * _OUTSIDE, y + 7)
    with canvas.artifact():
        canvas.fill(WHITE, box)
        canvas.setStrokeColor(LINE_STRONG)
        canvas.setLineWidth(1.2)
        for end in ends:
            canvas.line(*end)
    _word(canvas, press, _("Door"), word)


def _word(canvas: ReportCanvas, press: Press, word: str, place: tuple[float, float]) -> None:
    x, top = place
    fitted = press.setter.fit([Piece(word, press.theirs(word, _WORD), 1)], _WORD_WIDTH, _OUTSIDE)
    fitted.draw(canvas, x - _WORD_WIDTH / 2, top)
