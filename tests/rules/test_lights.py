"""The rule of the lights against both rehearsals, row by row, and its edges."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.rules.lights import SignalColour, Thresholds, signal_of, tables_disagree

REHEARSAL = Path(__file__).parents[2] / "resources" / "rehearsal"
ROWS = {"kaunas_2day": 25, "sharjah_1day": 20}
RATINGS = st.sampled_from([0, 1, 2, None])


def read_rows(name: str, file: str) -> list[dict[str, str]]:
    with (REHEARSAL / name / file).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def six(ratings: list[int | None], letter: str) -> dict[str, int | None]:
    return {f"{letter}.{number}": rating for number, rating in enumerate(ratings, start=1)}


@pytest.mark.parametrize("name", ROWS)
def test_every_signal_of_the_rehearsals_is_the_expected_one(name: str) -> None:
    green: dict[tuple[str, str], dict[str, int | None]] = defaultdict(dict)
    red: dict[tuple[str, str], dict[str, int | None]] = defaultdict(dict)
    for row in read_rows(name, "lights_ratings.csv"):
        side = green if row["colour"] == "green" else red
        side[row["step"], row["table"]][row["item"]] = int(row["rating"]) if row["rating"] else None
    expected = read_rows(name, "expected_signals.csv")
    assert len(expected) == ROWS[name]
    for row in expected:
        key = row["step"], row["table"]
        signal = signal_of(green[key], red[key])
        scores = [None if row[name] == "" else float(row[name]) for name in ("green_score", "red_score")]
        computed = [None if s is None else round(s, 3) for s in (signal.green_score, signal.red_score)]
        assert (signal.rated, computed, signal.colour) == (int(row["rated"]), scores, row["signal"]), key


def test_strong_green_with_strong_red_is_a_mixed_amber() -> None:
    signal = signal_of(six([2, 2, 2, 2, 0, 0], "G"), six([2, 2, 2, 0, 0, 0], "R"))
    assert (signal.colour, signal.mixed) == (SignalColour.AMBER, True)


def test_a_clearly_seen_red_is_named_even_under_a_green_light() -> None:
    signal = signal_of(six([2] * 6, "G"), six([0, 0, 2, 0, 0, 0], "R"))
    assert signal.colour is SignalColour.GREEN
    assert signal.clear_reds == ("R.3",)


def test_a_clearly_seen_red_is_named_even_when_little_else_is_known() -> None:
    signal = signal_of(six([None] * 6, "G"), six([2, None, None, None, None, None], "R"))
    assert signal.colour is SignalColour.NOT_ENOUGH
    assert signal.clear_reds == ("R.1",)


def test_a_colour_with_nothing_rated_is_not_enough_information() -> None:
    signal = signal_of(six([2] * 6, "G"), six([None] * 6, "R"))
    assert (signal.colour, signal.green_score, signal.rated) == (SignalColour.NOT_ENOUGH, None, 6)


def test_exactly_half_of_the_signs_rated_is_enough() -> None:
    half = [2, 2, 2, None, None, None]
    none_seen = [0, 0, 0, None, None, None]
    assert signal_of(six(half, "G"), six(none_seen, "R")).colour is SignalColour.GREEN
    assert signal_of(six(half, "G"), six([0, 0, *[None] * 4], "R")).colour is SignalColour.NOT_ENOUGH


def test_the_host_may_move_the_thresholds() -> None:
    green, red = six([1, 1, 1, 1, 1, 1], "G"), six([0] * 6, "R")
    assert signal_of(green, red).colour is SignalColour.AMBER
    assert signal_of(green, red, Thresholds(strong_green=0.5)).colour is SignalColour.GREEN


def test_a_rating_of_three_is_refused() -> None:
    with pytest.raises(ValueError, match="3"):
        signal_of(six([3] * 6, "G"), six([0] * 6, "R"))


def test_tables_that_came_to_different_colours_disagree() -> None:
    good = signal_of(six([2] * 6, "G"), six([0] * 6, "R"))
    bad = signal_of(six([0] * 6, "G"), six([2] * 6, "R"))
    unknown = signal_of(six([None] * 6, "G"), six([None] * 6, "R"))
    assert tables_disagree([good, bad])
    assert not tables_disagree([good, unknown, good])


@given(st.lists(RATINGS, min_size=6, max_size=6), st.lists(RATINGS, min_size=6, max_size=6))
def test_seeing_more_green_never_turns_a_signal_towards_red(
    greens: list[int | None], reds: list[int | None]
) -> None:
    order = [SignalColour.RED, SignalColour.AMBER, SignalColour.GREEN]
    before = signal_of(six(greens, "G"), six(reds, "R"))
    greener = [None if rating is None else min(2, rating + 1) for rating in greens]
    after = signal_of(six(greener, "G"), six(reds, "R"))
    if before.colour is SignalColour.NOT_ENOUGH:
        assert after.colour is SignalColour.NOT_ENOUGH
    else:
        assert order.index(after.colour) >= order.index(before.colour)
