"""The lights board: one place computes the signals, and rows are never pooled."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.enums import LightColour
from facilitator_app.records.findings import LightItem, LightRating
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import board
from facilitator_app.rules.board import BoardKey
from facilitator_app.rules.lights import SignalColour
from facilitator_app.support import paths
from tests import builders

STEP = 3
LIGHTS = tuple(
    LightItem(f"{code}03.{n}", STEP, f"{code}03.{n}", colour, f"{colour} {n}")
    for code, colour in (("G", LightColour.GREEN), ("R", LightColour.RED))
    for n in range(1, 7)
)
Given = dict[str, int | None]


def judged(table: int, given: Given, *, cluster: str | None = "c1", segment: str = "") -> list[LightRating]:
    """Return one table's ratings of the step, by item code."""
    where = segment or builders.segment_of_step(builders.kaunas(), STEP).id
    colour = {light.item: light.colour for light in LIGHTS}
    return [
        LightRating(
            f"{where}-{table}-{item}",
            where,
            STEP,
            f"table-{table}",
            cluster,
            item,
            colour.get(item, LightColour.RED),
            rating,
        )
        for item, rating in given.items()
    ]


def record_of(*ratings: list[LightRating]) -> WorkshopRecord:
    return replace(
        builders.kaunas(), light_items=LIGHTS, light_ratings=tuple(one for part in ratings for one in part)
    )


def all_of(green: int | None, red: int | None) -> Given:
    return {light.item: green if light.colour is LightColour.GREEN else red for light in LIGHTS}


@pytest.mark.parametrize(
    ("record", "folder"), [(builders.kaunas(), "kaunas_2day"), (builders.sharjah(), "sharjah_1day")]
)
def test_the_board_of_both_rehearsals_is_the_expected_one(record: WorkshopRecord, folder: str) -> None:
    path = paths.rehearsals() / folder / "expected_signals.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    tables = {table.id: table.number for table in record.tables}
    found = {(key.step, tables[key.table_id]): signal for key, signal in board.signals(record).items()}
    expected = {(int(row["step"]), int(row["table"])): row for row in rows if row["rated"] != "0"}
    assert found.keys() == expected.keys()
    for key, signal in found.items():
        assert (str(signal.rated), signal.colour.value) == (expected[key]["rated"], expected[key]["signal"])


ratings = st.fixed_dictionaries({light.item: st.sampled_from((None, 0, 1, 2)) for light in LIGHTS})


@given(mine=ratings, other=ratings, changed=ratings)
def test_what_another_table_says_never_changes_a_tables_signal(
    mine: Given, other: Given, changed: Given
) -> None:
    key = BoardKey("c1", "table-1", STEP)
    before = board.signal_in(record_of(judged(1, mine), judged(2, other)), key)
    assert board.signal_in(record_of(judged(2, changed), judged(1, mine)), key) == before


@given(given_=ratings)
def test_a_cell_is_on_the_board_as_soon_as_one_light_is_rated(given_: Given) -> None:
    key = BoardKey("c1", "table-1", STEP)
    record = record_of(judged(1, given_))
    rated = any(rating is not None for rating in given_.values())
    assert (key in board.signals(record)) is rated
    assert board.signal_in(record, key).items == 12
    if rated:
        assert board.signals(record)[key] == board.signal_in(record, key)


def test_a_step_judged_again_shows_the_later_judgement_and_keeps_both() -> None:
    segments = [segment.id for segment in builders.kaunas().agenda.segments()]
    first = judged(1, all_of(2, 0), segment=segments[3])
    again = judged(1, all_of(0, 2), segment=segments[-2])
    record = record_of(again, first)
    (shown,) = board.signals(record).values()
    assert shown.colour is SignalColour.RED
    assert [one.signal.colour for one in board.judgements(record)] == [SignalColour.GREEN, SignalColour.RED]


def test_a_later_judgement_that_was_left_blank_hides_nothing() -> None:
    segments = [segment.id for segment in builders.kaunas().agenda.segments()]
    record = record_of(
        judged(1, all_of(2, 0), segment=segments[3]), judged(1, all_of(None, None), segment=segments[-2])
    )
    assert [one.colour for one in board.signals(record).values()] == [SignalColour.GREEN]


def test_two_tables_of_one_cluster_that_see_it_differently_are_a_finding() -> None:
    record = record_of(
        judged(1, all_of(2, 0)), judged(2, all_of(0, 2)), judged(3, all_of(0, 2), cluster="c2")
    )
    assert board.disagreements(record) == (("c1", STEP),)


def test_tables_without_a_cluster_or_without_enough_ratings_disagree_with_nobody() -> None:
    few: Given = {"G03.1": 0, "R03.1": 2}
    assert board.disagreements(record_of(judged(1, all_of(2, 0)), judged(2, few))) == ()
    apart = record_of(judged(1, all_of(2, 0), cluster=None), judged(2, all_of(0, 2), cluster=None))
    assert board.disagreements(apart) == ()


def test_a_clearly_seen_red_is_named_with_its_tables_whatever_the_colour() -> None:
    record = record_of(
        judged(4, {**all_of(2, 0), "R03.5": 2}), judged(2, {**all_of(2, 0), "R03.5": 2, "R03.1": 2})
    )
    assert {one.colour for one in board.signals(record).values()} == {SignalColour.GREEN}
    assert board.clear_reds(record) == (("R03.5", (2, 4)), ("R03.1", (2,)))


def test_rows_with_a_cluster_come_first_in_the_order_of_clusters_and_tables() -> None:
    names = [cluster.id for cluster in builders.kaunas().clusters[:2]]
    record = record_of(
        judged(5, all_of(1, 1), cluster=None),
        judged(4, all_of(1, 1), cluster=names[1]),
        judged(3, all_of(1, 1), cluster=names[0]),
        judged(1, all_of(1, 1), cluster=names[1]),
    )
    assert [(key.cluster_id, key.table_id) for key in board.signals(record)] == [
        (names[0], "table-3"),
        (names[1], "table-1"),
        (names[1], "table-4"),
        (None, "table-5"),
    ]


def test_a_light_the_host_took_out_still_counts_where_it_was_rated() -> None:
    record = record_of(judged(1, {**all_of(2, 0), "R03.9": 2}))
    (signal,) = board.signals(record).values()
    assert (signal.items, signal.clear_reds) == (13, ("R03.9",))
