"""Green lights and red lights: six signs of each colour become one signal.

The rule is a professional proposal of the course owner: every item is rated 0 (not seen), 1 (partly) or
2 (clearly seen) or left blank; a colour's score is the mean of its rated items divided by two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Rating(IntEnum):
    """One judgement of a table about one sign; blank is None."""

    NOT_SEEN = 0
    PARTLY = 1
    CLEARLY = 2


class SignalColour(StrEnum):
    """The state of a step at a table, in the words of the data sets."""

    GREEN = "GREEN"
    AMBER = "AMBER"
    RED = "RED"
    NOT_ENOUGH = "NOT_ENOUGH_INFORMATION"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where one colour ends and the next begins; scores run from 0 to 1, the host may edit them."""

    strong_green: float = 0.6
    weak_green: float = 0.3
    quiet_red: float = 0.35
    strong_red: float = 0.5
    rated_share: float = 0.5


@dataclass(frozen=True, slots=True)
class Signal:
    """What the ratings of one table (or cluster) for one step amount to.

    `rated` of `items` signs have a rating. The scores are None when there is not enough information.
    `mixed` marks an amber in which both colours are strong. `clear_reds` are the red items clearly seen,
    in the order given: they are named whatever the colour, so that averaging never hides one.
    """

    rated: int
    items: int
    green_score: float | None
    red_score: float | None
    colour: SignalColour
    mixed: bool
    clear_reds: tuple[str, ...]


def signal_of(
    green: Mapping[str, int | None], red: Mapping[str, int | None], thresholds: Thresholds | None = None
) -> Signal:
    """Return the signal of ratings by item code: 0, 1, 2 or None for every green and every red item.

    GREEN if green ≥ strong_green and red < quiet_red; RED if (red ≥ strong_red and green < strong_green) or
    green < weak_green; else AMBER. Not enough when fewer than `rated_share` of all items, or nothing of a
    colour, is rated. Raises ValueError for any other rating.
    """
    limits = thresholds or Thresholds()
    greens, reds = _rated(green), _rated(red)
    rated, items = len(greens) + len(reds), len(green) + len(red)
    clear_reds = tuple(code for code, rating in red.items() if rating == Rating.CLEARLY)
    if not greens or not reds or rated < items * limits.rated_share:
        return Signal(rated, items, None, None, SignalColour.NOT_ENOUGH, mixed=False, clear_reds=clear_reds)
    green_score, red_score = _score(greens), _score(reds)
    colour = _colour(green_score, red_score, limits)
    both_strong = green_score >= limits.strong_green and red_score >= limits.strong_red
    mixed = colour is SignalColour.AMBER and both_strong
    return Signal(rated, items, green_score, red_score, colour, mixed, clear_reds)


def tables_disagree(signals: Iterable[Signal]) -> bool:
    """Say whether tables that judged the same cluster came to different colours: a finding, never pooled."""
    colours = {signal.colour for signal in signals} - {SignalColour.NOT_ENOUGH}
    return len(colours) > 1


def _rated(ratings: Mapping[str, int | None]) -> list[int]:
    given = [rating for rating in ratings.values() if rating is not None]
    for rating in given:
        Rating(rating)
    return given


def _score(ratings: list[int]) -> float:
    return sum(ratings) / (2 * len(ratings))


def _colour(green: float, red: float, limits: Thresholds) -> SignalColour:
    if green >= limits.strong_green and red < limits.quiet_red:
        return SignalColour.GREEN
    if (red >= limits.strong_red and green < limits.strong_green) or green < limits.weak_green:
        return SignalColour.RED
    return SignalColour.AMBER
