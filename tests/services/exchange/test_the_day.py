"""Plans that were applied, guests, timers and interruptions travel with a data set, or are named."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session as DbSession
from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.content.catalogue import Content
from facilitator_app.records.enums import (
    Desk,
    GuestStatus,
    PauseReason,
    PlanKind,
    RecoveryAction,
    SegmentKind,
)
from facilitator_app.services.exchange.exporting import data_set_files
from facilitator_app.store import files
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock
from tests.services.conftest import START
from tests.services.exchange.conftest import Exchange, TakeIn, edit_csv, edit_json, same_bytes
from tests.services.exchange.the_day import (
    happened_on_the_day,
    paused_for_the_interpreter,
    planned_what_has_gone,
)

Fill = Callable[[DbSession], object]


def with_a_day(exchange: Exchange, name: str, *fills: Fill) -> Path:
    """Return a rehearsal's workshop file in which the day has happened."""
    path, _report = exchange.take_in(paths.rehearsals() / name)
    with (
        files.open_workshop(path, clock=exchange.clock, device="test-laptop") as file,
        file.transact("the day", Desk.CONSOLE) as transaction,
    ):
        happened_on_the_day(transaction.session)
        for fill in fills:
            fill(transaction.session)
    return path


@pytest.fixture(scope="session")
def sets(tmp_path_factory: pytest.TempPathFactory, content: Content, untouched: TakeIn) -> Path:
    """The folder of both rehearsals after a day, exported."""
    made = Exchange(tmp_path_factory.mktemp("the_day"), content, FakeClock(START), untouched)
    for name in ("kaunas_2day", "sharjah_1day"):
        made.give(with_a_day(made, name), name)
    return made.folder


def copy_of(sets: Path, name: str, exchange: Exchange) -> Path:
    """Return a copy of an exported day that a test may spoil."""
    return Path(shutil.copytree(sets / name, exchange.folder / "out"))


def slower_change_over(session: DbSession) -> None:
    session.exec(select(m.Workshop)).one().change_over_seconds = 35


@pytest.mark.parametrize("suffix", ["", ".zip"])
@pytest.mark.parametrize("name", ["kaunas_2day", "sharjah_1day"])
def test_everything_of_the_day_comes_back_and_is_exported_alike(
    exchange: Exchange, name: str, suffix: str
) -> None:
    fills = [slower_change_over] + ([paused_for_the_interpreter] if name == "kaunas_2day" else [])
    path = with_a_day(exchange, name, *fills)
    again, report = exchange.take_in(exchange.give(path, f"first{suffix}"))
    assert report.problems == ()
    assert {noun: report.counts[noun] for noun in ("recoveries", "guests", "timers")} == {
        "recoveries": 3, "guests": 2, "timers": 2,
    }  # fmt: skip
    assert same_bytes(exchange.give(path, "a"), exchange.give(again, "b")) == []
    record = exchange.read(again)
    assert record.details.change_over_seconds == 35
    minister, mayor = record.guests
    assert (minister.name, minister.local_title, minister.status) == (
        "Rasa Žemaitė", "viceministrė", GuestStatus.SPEAKING,
    )  # fmt: skip
    assert (mayor.name, mayor.seconds, mayor.segment_id) == ("=the mayor", 600, None)
    inserted = record.agenda.segment(minister.segment_id or "")
    assert inserted is not None
    assert (inserted.kind, inserted.title) == (SegmentKind.GUEST, "Vice-minister Žemaitė")
    assert [(one.label, one.seconds, one.ended is None) for one in record.timers] == [
        ("Group photo", 300, False), ("", 90, True),
    ]  # fmt: skip
    if name == "kaunas_2day":
        last = record.run_entries[-1]
        assert (last.interpreter_seconds, last.paused_for, last.parked_seconds) == (
            60, PauseReason.INTERPRETER, 0,
        )  # fmt: skip


def test_a_plan_means_the_same_segments_stages_and_days_after_a_round_trip(exchange: Exchange) -> None:
    path = with_a_day(exchange, "kaunas_2day")
    before, after = exchange.read(path), exchange.read(exchange.take_in(exchange.give(path, "out"))[0])
    assert [(one.at, one.kind, one.reason, one.shortfall_seconds) for one in after.recoveries] == [
        (one.at, one.kind, one.reason, one.shortfall_seconds) for one in before.recoveries
    ]
    assert after.recoveries[0].kind is PlanKind.SMALLER
    for was, now in zip(before.recoveries, after.recoveries, strict=True):
        assert [told(before, one) for one in was.changes] == [told(after, one) for one in now.changes]
    changed = after.recoveries[0].changes[1]
    segment = after.agenda.segment(changed.segment_id)
    assert segment is not None
    assert [slot.id for slot in changed.stages] == [slot.id for slot in segment.stages]


def how_it_stood(session: DbSession) -> None:
    """Let the first plan have noted how its second change's segment stood."""
    row = session.exec(select(m.Recovery).order_by(col(m.Recovery.at))).all()[0]
    segment = session.get(m.Segment, row.changes[1]["segment_id"])
    assert segment is not None
    was = {"day_id": segment.day_id, "before": None, "cycle": "DEEP", "stages": row.changes[1]["stages"]}
    row.changes = [row.changes[0], {**row.changes[1], "was": was}, *row.changes[2:]]


def test_how_a_segment_stood_before_a_plan_travels_with_it(exchange: Exchange) -> None:
    path = with_a_day(exchange, "kaunas_2day", how_it_stood)
    again, report = exchange.take_in(exchange.give(path, "out"))
    assert report.problems == ()
    assert same_bytes(exchange.give(path, "a"), exchange.give(again, "b")) == []
    record = exchange.read(again)
    was = record.recoveries[0].changes[1].was
    assert was is not None
    assert was.cycle == "DEEP"
    assert was.day_id in {day.id for day in record.agenda.days}
    segment = record.agenda.segment(record.recoveries[0].changes[1].segment_id)
    assert segment is not None
    assert {slot.id for slot in was.stages} <= {slot.id for slot in segment.stages}
    assert record.recoveries[2].changes[0].was is None, "nothing is made up"


def told(record: Any, change: Any) -> tuple[Any, ...]:
    """Return a change with every reference told by its code."""
    codes = {one.id: one.code for one in record.agenda.segments()}
    days = {day.id: day.number for day in record.agenda.days}

    def slots(stages: Any) -> list[Any]:
        return [(s.stage, s.planned_seconds, s.minimum_seconds) for s in stages]

    was = change.was
    return (
        codes.get(change.segment_id), change.stage, change.from_seconds, change.to_seconds, change.action,
        change.cycle, slots(change.stages), days.get(change.day_id), codes.get(change.before), change.day_end,
        was and (days[was.day_id], codes.get(was.before), slots(was.stages), was.cycle),
    )  # fmt: skip


def test_a_plan_may_speak_of_a_segment_that_has_left_the_agenda(exchange: Exchange) -> None:
    path = with_a_day(exchange, "kaunas_2day", planned_what_has_gone)
    again, report = exchange.take_in(exchange.give(path, "out"))
    assert report.problems == ()
    assert same_bytes(exchange.give(path, "a"), exchange.give(again, "b")) == []
    record = exchange.read(again)
    changes = record.recoveries[0].changes
    assert [bool(record.agenda.segment(one.segment_id)) for one in changes] == [False, True]
    assert changes[0].action is RecoveryAction.SHORTEN


def test_no_id_of_this_file_leaves_it(exchange: Exchange) -> None:
    path = with_a_day(exchange, "kaunas_2day")
    with files.open_workshop(path, clock=exchange.clock, device="test-laptop") as file:
        said = data_set_files(file)["workshop.json"].decode()
        with file.read() as session:
            ids = [row.id for model in (m.Segment, m.Stage, m.Day) for row in session.exec(select(model))]
    assert [one for one in ids if one in said] == []


@pytest.mark.parametrize("name", ["kaunas_2day", "sharjah_1day"])
def test_a_workshop_without_them_is_exported_as_ever(exchange: Exchange, name: str) -> None:
    path, report = exchange.take_in(paths.rehearsals() / name)
    assert not {"recoveries", "guests", "timers"} & report.counts.keys()
    out = exchange.give(path, "out")
    value = json.loads((out / "workshop.json").read_text("utf-8"))
    assert not {"recoveries", "guests", "timers"} & value.keys()
    assert "change_over_seconds" not in value["workshop"]
    if (out / "run_log.csv").exists():
        heading = next(csv.reader((out / "run_log.csv").read_text("utf-8-sig").splitlines()))
        assert heading[-1] == "left_out_seconds"


def spoil(noun: str, number: int, **values: Any) -> Callable[[Any], object]:
    """Return what sets fields of one entry of a list of workshop.json."""
    return lambda value: value[noun][number].update(values)


@pytest.mark.parametrize(
    ("noun", "values", "column", "kept"),
    [
        ("recoveries", {"kind": "magic"}, "kind", 2),
        ("recoveries", {"kind": None}, "kind", 2),
        ("recoveries", {"at": "yesterday"}, "at", 2),
        ("recoveries", {"at": None}, "at", 2),
        ("recoveries", {"shortfall_seconds": -1}, "shortfall_seconds", 2),
        ("recoveries", {"changes": "all"}, "changes", 2),
        ("guests", {"name": " "}, "name", 1),
        ("guests", {"status": "lost"}, "status", 1),
        ("guests", {"seconds": "long"}, "seconds", 1),
        ("guests", {"expected_at": "25:00"}, "expected_at", 1),
        ("guests", {"changed_at": "now"}, "changed_at", 1),
        ("guests", {"day": 9}, "day", 2),
        ("guests", {"segment": "nowhere"}, "segment", 2),
        ("timers", {"seconds": None}, "seconds", 1),
        ("timers", {"seconds": 10**9}, "seconds", 1),
        ("timers", {"started_wall": ""}, "started_wall", 1),
        ("timers", {"ended_mono_ms": "x"}, "ended_mono_ms", 1),
    ],
)
def test_a_broken_entry_is_named_and_the_rest_is_kept(
    exchange: Exchange, sets: Path, noun: str, values: dict[str, Any], column: str, kept: int
) -> None:
    out = copy_of(sets, "sharjah_1day", exchange)
    edit_json(out, spoil(noun, 0, **values))
    path, report = exchange.take_in(out)
    [problem] = report.problems
    assert (problem.file, problem.row, problem.column) == (f"workshop.json, {noun} → 1", None, column)
    assert len(getattr(exchange.read(path), noun)) == kept
    assert report.counts["participants"] == 26


@pytest.mark.parametrize(
    ("values", "column", "kept"),
    [
        ({"segment": "nowhere"}, "segment", 1),
        ({"action": None}, "action", 1),
        ({"stage": "sleep"}, "stage", 1),
        ({"to_seconds": None}, "to_seconds", 1),
        ({"day_end": "perhaps"}, "day_end", 1),
        ({"before": "nowhere"}, "before", 2),
        ({"day": 17}, "day", 2),
        ({"was": "better"}, "was", 1),
    ],
)
def test_a_broken_change_is_left_out_of_its_plan(
    exchange: Exchange, sets: Path, values: dict[str, Any], column: str, kept: int
) -> None:
    out = copy_of(sets, "kaunas_2day", exchange)
    edit_json(out, lambda value: value["recoveries"][0]["changes"][0].update(values))
    path, report = exchange.take_in(out)
    [problem] = report.problems
    assert (problem.file, problem.column) == ("workshop.json, recoveries → 1 → changes → 1", column)
    assert [len(one.changes) for one in exchange.read(path).recoveries] == [kept, 2, 1]


def test_a_broken_stage_names_its_place(exchange: Exchange, sets: Path) -> None:
    out = copy_of(sets, "kaunas_2day", exchange)
    edit_json(out, lambda v: v["recoveries"][0]["changes"][1]["stages"][0].update(planned_seconds="much"))
    path, report = exchange.take_in(out)
    [problem] = report.problems
    assert problem.file == "workshop.json, recoveries → 1 → changes → 2 → stages → 1"
    assert problem.column == "planned_seconds"
    assert [len(one.changes) for one in exchange.read(path).recoveries] == [1, 2, 1]


@pytest.mark.parametrize(
    ("column", "cell", "kept"),
    [
        ("interpreter_seconds", "-5", 29),
        ("paused_for", "lunch", 29),
        ("parked_seconds", "soon", 29),
        ("paused_for", "pause", 30),
    ],
)
def test_a_broken_cell_of_the_run_log_is_named_by_row(
    exchange: Exchange, sets: Path, column: str, cell: str, kept: int
) -> None:
    out = copy_of(sets, "kaunas_2day", exchange)
    edit_csv(out, "run_log.csv", lambda lines: set_cell(lines, 3, column, cell))
    path, report = exchange.take_in(out)
    [problem] = report.problems
    assert (problem.file, problem.row, problem.column) == ("run_log.csv", 4, column)
    record = exchange.read(path)
    assert len(record.run_entries) == kept
    assert all(entry.paused_for is None for entry in record.run_entries)


def set_cell(lines: list[str], at: int, column: str, cell: str) -> None:
    heading, row = lines[0].split(","), lines[at].split(",")
    if column not in heading:
        lines[:] = [f"{lines[0]},{column}", *(f"{line}," for line in lines[1:])]
        heading, row = lines[0].split(","), lines[at].split(",")
    row[heading.index(column)] = cell
    lines[at] = ",".join(row)


@pytest.mark.parametrize(
    ("was", "column", "kept"), [({"day": 9}, "day", 2), ({"stages": [1]}, "stages", 1), ({}, "", 2)]
)
def test_how_things_stood_before_is_read_as_carefully(
    exchange: Exchange, sets: Path, was: dict[str, Any], column: str, kept: int
) -> None:
    out = copy_of(sets, "kaunas_2day", exchange)
    edit_json(out, lambda value: value["recoveries"][0]["changes"][0].update(was=was, segment_id=7))
    path, report = exchange.take_in(out)
    named = [(one.file, one.column) for one in report.problems]
    assert named == ([("workshop.json, recoveries → 1 → changes → 1 → was", column)] if column else [])
    assert [len(one.changes) for one in exchange.read(path).recoveries] == [kept, 2, 1]


def test_a_pause_of_which_nobody_says_whose_it_is_is_a_plain_one(exchange: Exchange) -> None:
    def paused(session: DbSession) -> None:
        paused_for_the_interpreter(session)
        for entry in session.exec(select(m.RunEntry)).all():
            entry.paused_for = PauseReason.PAUSE if entry.paused_for else None

    path = with_a_day(exchange, "kaunas_2day", paused)
    out = exchange.give(path, "out")
    assert "paused_for" not in (out / "run_log.csv").read_text("utf-8-sig").splitlines()[0]
    again, report = exchange.take_in(out)
    assert report.problems == ()
    assert exchange.read(again).run_entries[-1].paused_for is PauseReason.PAUSE
    assert same_bytes(out, exchange.give(again, "b")) == []


def test_an_order_of_turns_that_is_none_does_no_harm(exchange: Exchange) -> None:
    folder = exchange.copy("kaunas_2day")
    out = exchange.give(exchange.take_in(folder)[0], "out")
    turns = {"turns": f"3 {'9' * 5000} ² x 1 3", "no_turn": {"all": [1]}}
    edit_json(out, lambda value: value["agenda"][0]["segments"][0].update(turns))
    record = exchange.read(exchange.take_in(out)[0])
    assert (record.agenda.segments()[0].turns, record.agenda.segments()[0].no_turn) == ((3, 1), ())


def test_a_column_in_which_nothing_stands_is_not_written(exchange: Exchange) -> None:
    def said_nothing(session: DbSession) -> None:
        for number, entry in enumerate(session.exec(select(m.RunEntry)).all()):
            entry.extra = {"guest_since": "", "seat_was": "1.10" if number == 1 else ""}

    path = with_a_day(exchange, "kaunas_2day", said_nothing)
    again, report = exchange.take_in(exchange.give(path, "first"))
    assert (report.problems, report.left_out) == ((), ())
    assert same_bytes(exchange.give(path, "a"), exchange.give(again, "b")) == []


def test_lists_that_are_none_are_named(exchange: Exchange, sets: Path) -> None:
    out = copy_of(sets, "sharjah_1day", exchange)
    edit_json(out, lambda value: value.update(guests=[7], timers="none", recoveries=None))
    path, report = exchange.take_in(out)
    assert [problem.column for problem in report.problems] == ["guests → 1", "timers → 1"]
    record = exchange.read(path)
    assert (record.guests, record.timers, record.recoveries) == ((), (), ())


def test_further_fields_of_somebody_are_kept_and_written_back(exchange: Exchange, sets: Path) -> None:
    out = copy_of(sets, "sharjah_1day", exchange)
    edit_json(out, spoil("guests", 0, car="AB 123"))
    edit_json(out, spoil("timers", 0, colour="red"))
    edit_json(out, spoil("recoveries", 0, by="Ona"))
    edit_json(out, lambda value: value["recoveries"][0]["changes"][0].update(why="bus"))
    path, report = exchange.take_in(out)
    assert report.problems == ()
    value = json.loads((exchange.give(path, "again") / "workshop.json").read_text("utf-8"))
    assert value["guests"][0]["car"] == "AB 123"
    assert value["timers"][0]["colour"] == "red"
    assert (value["recoveries"][0]["by"], value["recoveries"][0]["changes"][0]["why"]) == ("Ona", "bus")
