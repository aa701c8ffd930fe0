"""The band of time: a figure, a bar that shrinks and a word, and who speaks then."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF

from facilitator_app.records.room import RoomScene, RoomTime, RoomTimeWords, SceneKind
from facilitator_app.records.run import Pace
from facilitator_app.rules.timebox import FaceKind, clock_face
from facilitator_app.views.room.ink import Box, Ink, Item, Mark, Words, on_line
from facilitator_app.views.room.pages import Frame
from facilitator_app.views.shared.icons import Icon

_PAUSED: Final = "paused"
# Colour, shape and word say the same thing.
_LOOKS: Final = {
    Pace.WAITING.value: ("soft", Icon.SQUARE),
    Pace.ON_TIME.value: ("green", Icon.SQUARE),
    Pace.FIVE_MINUTES.value: ("amber", Icon.DIAMOND),
    Pace.ONE_MINUTE.value: ("amber", Icon.TRIANGLE),
    Pace.OVERTIME.value: ("red", Icon.TRIANGLE),
    _PAUSED: ("soft", Icon.PAUSE),
}


def figure(time: RoomTime, words: RoomTimeWords | None) -> str:
    """Return the figure: "13 min" until five minutes, then "4:59", then "+0:12"."""
    face = clock_face(time.seconds_left)
    if face.kind is FaceKind.MINUTES_LEFT:
        return f"{face.minutes} {words.minutes if words else ''}".strip()
    sign = "+" if face.kind is FaceKind.OVERTIME else ""
    return f"{sign}{face.minutes}:{face.seconds:02}"


def word_of(time: RoomTime, words: RoomTimeWords) -> str:
    """Return the word beside the figure in one language."""
    if time.pace == _PAUSED:
        return words.paused
    return words.over if time.seconds_left < 0 else words.left


def foot(scene: RoomScene, time: RoomTime, within: Frame) -> tuple[Item, ...]:
    """Return the band of time of a scene, or nothing where the scene shows none."""
    if not scene.shows_time:
        return ()
    if scene.kind is SceneKind.TIMEBOX:
        return _large(scene, time, within)
    area = within.foot
    first = scene.time_words[0] if scene.time_words else None
    colour, _shape = _LOOKS[time.pace]
    shown = figure(time, first)
    pixels = _fitting(shown, min(area.height() * 0.95, within.size.task * 3), area.width() * 0.36)
    words = Words(shown, pixels, first.language if first else "", "red" if time.seconds_left < 0 else "ink")
    wide = max(words.width() + 2, area.width() * 0.18)
    height = words.height(wide + 10)
    items: list[Item] = [Ink(words, QRectF(area.left(), area.bottom() - height, wide, height), "left")]
    left = area.left() + wide + within.size.word
    right = QRectF(left, area.top(), area.right() - left, area.height())
    bar = QRectF(left, area.bottom() - within.size.at(0.06), right.width(), within.size.at(0.026))
    line = QRectF(left, bar.top() - within.size.word * 1.6, right.width(), within.size.word * 1.5)
    order, taken = _order(scene, within, line)
    items += _word_line(scene, time, within, QRectF(left, line.top(), right.width() - taken, line.height()))
    items += order
    items += _bar(time, bar, colour)
    return tuple(items)


def clock(time: RoomTime, within: Frame) -> tuple[Item, ...]:
    """Return the time of day in the corner."""
    words = Words(time.clock, within.size.word, colour="soft")
    return (on_line(words, within.eyebrow.right() - words.width(), within.eyebrow, within.size.word),)


def _large(scene: RoomScene, time: RoomTime, within: Frame) -> tuple[Item, ...]:
    area = within.foot
    first = scene.time_words[0] if scene.time_words else None
    shown = figure(time, first)
    line_height = within.size.word * 1.5
    bar_height = within.size.at(0.035)
    tall = area.height() - line_height - bar_height * 2
    pixels = _fitting(shown, tall * 0.8, area.width())
    words = Words(shown, pixels, first.language if first else "", "red" if time.seconds_left < 0 else "ink")
    height = words.height(area.width())
    top = area.bottom() - bar_height * 1.6 - line_height - height
    colour, _shape = _LOOKS[time.pace]
    line = QRectF(area.left(), top + height, area.width(), line_height)
    return (
        Ink(words, QRectF(area.left(), top, area.width(), height), "left"),
        *_word_line(scene, time, within, line),
        *_bar(time, QRectF(area.left(), area.bottom() - bar_height, area.width(), bar_height), colour),
    )


def _word_line(scene: RoomScene, time: RoomTime, within: Frame, area: QRectF) -> list[Item]:
    colour, shape = _LOOKS[time.pace]
    size = within.size.word * 0.55
    items: list[Item] = [
        Mark(shape, QRectF(area.left(), area.top() + (area.height() - size) / 2, size, size), colour)
    ]
    left = area.left() + size * 1.5
    for index, one in enumerate(scene.time_words):
        words = Words(word_of(time, one), within.size.word, one.language, colour if index == 0 else "soft")
        wide = words.width() + 2
        if index and left + wide > area.right():
            break
        items.append(on_line(words, left, area, within.size.word))
        left += wide + within.size.word * 0.7
    return items


def _order(scene: RoomScene, within: Frame, area: QRectF) -> tuple[list[Item], float]:
    """Return "then 3 → 4 → 5" at the end of the line, the speaking table in a box, and its width."""
    turns = scene.turns
    if scene.current_turn in turns:
        turns = turns[turns.index(scene.current_turn) :]
    if len(turns) < 2:  # noqa: PLR2004 - one number is no order
        return [], 0.0
    size = within.size.word
    arrow = size * 0.6
    items: list[Item] = []
    right = area.right()
    for index, number in reversed(list(enumerate(turns))):
        boxed = number == scene.current_turn
        words = Words(str(number), size, colour="on_accent" if boxed else "ink")
        wide = words.width() + 2
        if boxed:
            place = QRectF(right - wide - size * 0.3, area.top(), wide + size * 0.6, area.height())
            items.append(Box(place, "accent", radius=size * 0.3))
        items.append(on_line(words, right - wide, area, size))
        right -= wide + size * (0.55 if boxed else 0.3)
        if index:
            middle = area.center().y() - arrow / 2
            items.append(Mark(Icon.NEXT, QRectF(right - arrow, middle, arrow, arrow), "soft"))
            right -= arrow + size * (0.6 if index == 1 and scene.current_turn is not None else 0.3)
    if scene.then and scene.current_turn is None:
        words = Words(scene.then[0].text, size, scene.then[0].language, "soft")
        right -= words.width() + size * 0.2
        items.append(on_line(words, right, area, size))
    return items, area.right() - right + size


def _bar(time: RoomTime, area: QRectF, colour: str) -> list[Item]:
    items: list[Item] = [Box(area, "line", radius=area.height() / 2)]
    over = time.seconds_left < 0
    # In whole pixels: a second moves the end by less, and what is the same is not painted again.
    wide = area.width() if over else round(area.width() * time.fraction_left)
    if wide >= 1:
        filled = QRectF(area.left(), area.top(), max(wide, area.height()), area.height())
        items.append(Box(filled, colour, radius=area.height() / 2))
    return items


def _fitting(text: str, tallest: float, widest: float) -> int:
    pixels = int(tallest / 1.2)
    wide = Words(text, pixels).width()
    return pixels if wide <= widest else int(pixels * widest / wide)
