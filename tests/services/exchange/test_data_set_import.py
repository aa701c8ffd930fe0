"""A data set becomes a workshop: whole, by the rules of the house, with every bad row named."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from facilitator_app.content.catalogue import Content
from facilitator_app.records.enums import (
    AnchorKind,
    ParkingStatus,
    SegmentKind,
    TableRoleName,
    TranslationStatus,
)
from facilitator_app.rules.running import elapsed_in
from facilitator_app.services.exchange.importing import check_data_set
from facilitator_app.store import files
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock
from facilitator_app.support.errors import ExitCode, KnownError
from tests.services.exchange.conftest import Exchange, edit_csv, edit_json

KAUNAS = {
    "participants": 28, "tables": 5, "clusters": 6, "segments": 31, "report_backs": 25, "points": 65,
    "ratings": 300, "actions": 5, "parking_lot": 4, "attendance": 112, "scores": 210, "dots": 84,
    "self_ratings": 392, "evaluations": 27, "run_entries": 30,
}  # fmt: skip
SHARJAH = {
    "participants": 26, "report_backs": 20, "points": 23, "ratings": 240, "actions": 0, "parking_lot": 0,
    "run_entries": 0,
}  # fmt: skip


def expected() -> Any:
    return json.loads((paths.rehearsals() / "kaunas_2day" / "expected.json").read_text("utf-8"))


@pytest.mark.parametrize(("name", "counts"), [("kaunas_2day", KAUNAS), ("sharjah_1day", SHARJAH)])
def test_a_rehearsal_is_imported_whole(exchange: Exchange, name: str, counts: dict[str, int]) -> None:
    path, report = exchange.take_in(paths.rehearsals() / name)
    assert {noun: report.counts[noun] for noun in counts} == counts
    assert report.problems == ()
    record = exchange.read(path)
    assert len(record.participants) == counts["participants"]
    assert sum(len(back.points) for back in record.report_backs) == counts["points"]
    assert len(record.light_ratings) == counts["ratings"]
    with files.open_workshop(path, clock=exchange.clock, device="test-laptop") as file:
        assert file.check().sound


def test_the_figures_of_kaunas_are_those_expected(exchange: Exchange) -> None:
    record = exchange.read(exchange.take_in(paths.rehearsals() / "kaunas_2day")[0])
    codes = {cluster.id: cluster.code for cluster in record.clusters}
    assert Counter(codes[dot.cluster_id] for dot in record.dots) == expected()["dots"]
    weights = {criterion.id: criterion.weight for criterion in record.criteria}
    for cluster_id, code in codes.items():
        scores = [score for score in record.scores if score.cluster_id == cluster_id and score.score]
        total = sum(weights[score.criterion_id] for score in scores)
        mean = sum((score.score or 0) * weights[score.criterion_id] for score in scores) / total
        assert round(mean, 3) == expected()["weighted_mean_score"][code]
    present = Counter(mark.session for mark in record.attendance if mark.present)
    assert present == expected()["attendance"]
    before = [rating.before for rating in record.self_ratings if rating.competency == "C01" and rating.before]
    now = [rating.now for rating in record.self_ratings if rating.competency == "C01" and rating.now]
    assert (len(before), round(sum(before) / len(before), 3)) == (28, 2.786)
    assert (len(now), round(sum(now) / len(now), 3)) == (27, 3.741)


def test_the_timer_log_becomes_the_run_with_its_overrun(exchange: Exchange) -> None:
    record = exchange.read(exchange.take_in(paths.rehearsals() / "kaunas_2day")[0])
    segments = {segment.id: segment for segment in record.agenda.segments()}
    overrun = 0
    for entry in record.run_entries:
        assert entry.ended is not None
        overrun += elapsed_in(entry, entry.ended) - segments[entry.position.segment_id].planned_seconds
    assert overrun == expected()["total_overrun_minutes"] * 60


def test_every_report_back_stands_at_the_segment_that_worked_its_step(exchange: Exchange) -> None:
    record = exchange.read(exchange.take_in(paths.rehearsals() / "kaunas_2day")[0])
    for back in record.report_backs:
        segment = record.agenda.segment(back.segment_id)
        assert segment is not None
        assert segment.kind is SegmentKind.STEP
        assert back.step in segment.steps
    statuses = Counter(point.status for back in record.report_backs for point in back.points)
    assert set(statuses) == {TranslationStatus.CHECKED, TranslationStatus.DRAFT}


def test_the_table_of_the_roster_is_the_seat_in_every_round(exchange: Exchange) -> None:
    record = exchange.read(exchange.take_in(paths.rehearsals() / "kaunas_2day")[0])
    rounds = [segment for segment in record.agenda.segments() if segment.has_table_work]
    assert len(record.seats) == 28 * len(rounds)
    first = record.tables[0]
    for segment in rounds:
        assert [person.code for person in record.seated(segment.id, first.id)] == [
            f"K0{n}" for n in range(1, 7)
        ]
    hosts = {
        r.participant_id for r in record.roles if r.role is TableRoleName.HOST and r.table_id == first.id
    }
    assert {person.code for person in record.participants if person.id in hosts} == {"K01"}


def test_times_without_offset_are_local_to_the_workshop(exchange: Exchange) -> None:
    record = exchange.read(exchange.take_in(paths.rehearsals() / "kaunas_2day")[0])
    noted = record.parking_lot[0].noted_at
    assert noted is not None
    assert noted.isoformat() == "2027-03-02T08:05:00+00:00"
    assert record.parking_lot[2].status is ParkingStatus.MOVED
    assert record.parking_lot[2].moved_to_step == 8


def test_prayer_breaks_are_inserted_and_anchored_and_lunch_keeps_its_time(exchange: Exchange) -> None:
    path, report = exchange.take_in(paths.rehearsals() / "sharjah_1day")
    segments = exchange.read(path).agenda.segments()
    prayers = [segment for segment in segments if segment.kind is SegmentKind.PRAYER]
    assert [segment.planned_seconds for segment in prayers] == [900, 900]
    assert [segment.anchor.at for segment in prayers if segment.anchor] == [time(12, 25), time(15, 45)]
    assert all(segment.anchor and segment.anchor.kind is AnchorKind.START_AT for segment in prayers)
    meals = [segment for segment in segments if segment.kind is SegmentKind.MEAL]
    assert [segment.planned_seconds for segment in meals] == [15 * 60, 45 * 60]
    assert [segment.code for segment in meals] == ["one_day.d1.b08", "one_day.d1.b08~2"]
    assert meals[0].anchor is not None
    assert meals[1].anchor is None
    assert any("12:25" in note for note in report.notes)


def test_a_point_takes_its_status_from_its_report_back_where_the_csv_has_none(exchange: Exchange) -> None:
    record = exchange.read(exchange.take_in(paths.rehearsals() / "sharjah_1day")[0])
    raw = json.loads((paths.rehearsals() / "sharjah_1day" / "workshop.json").read_text("utf-8"))
    given = {back["id"]: back["translation_status"] for back in raw["report_backs"]}
    assert {back.code: str(back.points[0].status) for back in record.report_backs} == given


def test_the_csv_wins_where_both_hold_a_thing_and_json_fills_what_it_lacks(exchange: Exchange) -> None:
    folder = exchange.copy("kaunas_2day")
    edit_csv(
        folder, "participants.csv", lambda lines: lines.__setitem__(1, lines[1].replace("Vėtrungė", "Nauja"))
    )
    edit_json(folder, lambda v: v["participants"][0].update(notes="vegetarian", role_title="from JSON"))
    record = exchange.read(exchange.take_in(folder)[0])
    rasa = record.participants[0]
    assert (rasa.family_name, rasa.notes, rasa.role_title) == ("Nauja", "vegetarian", "Cluster facilitator")


def test_a_row_only_in_json_is_named_as_left_out(exchange: Exchange) -> None:
    folder = exchange.copy("kaunas_2day")
    edit_csv(folder, "actions.csv", lambda lines: lines.pop())
    _path, report = exchange.take_in(folder)
    assert report.counts["actions"] == 4
    assert any("A5" in line and "actions.csv" in line for line in report.left_out)


def test_an_empty_cell_of_the_csv_is_a_value(exchange: Exchange) -> None:
    folder = exchange.copy("kaunas_2day")
    edit_csv(folder, "actions.csv", lambda lines: lines.__setitem__(1, lines[1].replace("2027-04-16", "")))
    record = exchange.read(exchange.take_in(folder)[0])
    assert record.actions[0].due_date is None
    assert record.actions[0].is_idea


def test_said_in_english_has_no_local_text(exchange: Exchange) -> None:
    folder = exchange.copy("sharjah_1day")
    edit_csv(folder, "report_backs.csv", lambda lines: lines.append("1,1,en,7,We agreed at once.,"))
    record = exchange.read(exchange.take_in(folder)[0])
    point = record.report_backs[0].points[-1]
    assert (point.local_text, point.english_text, point.language) == ("", "We agreed at once.", "en")
    assert point.status is TranslationStatus.CHECKED or point.status is TranslationStatus.AS_SAID


BAD_ROWS: list[tuple[str, str, str, str]] = [
    ("participants.csv", "K99,,,,,,,,,,,,1,1,,,", "family_name", "no name"),
    ("participants.csv", "K01,Rasa,Twice,,,,,,,,,,1,1,,,", "", "twice"),
    ("participants.csv", "K98,Ann,Other,,,,,,,lt,Z9,,1,1,,,", "english_level", "Z9"),
    ("participants.csv", "K97,Ann,Other,,,,,,,lt,B1,,77,1,,,", "table", "77"),
    ("report_backs.csv", "rb-x,99,1,lt,1,text,text,checked", "step", "99"),
    ("report_backs.csv", "rb-s02-t1,2,1,lt,1,text,text,checked", "", "twice"),
    ("report_backs.csv", "rb-s02-t1,2,1,lt,9,text,text,half", "translation_status", "half"),
    ("lights_ratings.csv", "2,1,,G02.9,green,1,,", "item", "G02.9"),
    ("lights_ratings.csv", "2,9,,G02.1,green,1,,", "table", "9"),
    ("lights_ratings.csv", "2,1,,G02.1,green,5,,", "rating", "5"),
    ("actions.csv", "A9,K1,1,title,,K01,10 March,,", "first_step_date", "10 March"),
    ("attendance.csv", "K77,D1-AM,1", "participant", "K77"),
    ("attendance.csv", "K01,D1-AM,maybe", "present", "maybe"),
    ("dot_votes.csv", "K01,K9", "cluster", "K9"),
    ("prioritisation_scores.csv", "1,K1,critical_mass,2,9", "score", "9"),
    ("prioritisation_scores.csv", "1,K1,growth_prospects,7,3", "weight", "another weight"),
    ("self_assessment.csv", "K01,C99,1,1,1", "competency", "C99"),
    ("evaluation_responses.csv", "1,4,4,4,4,4,4,4,4,4,4,4,4,,", "", "twice"),
    ("evaluation_responses.csv", "99,4,4,4,4,4,4,4,4,4,4,4,11,,", "E12", "11"),
    ("parking_lot.csv", "P9,lt,a,b,yesterday,open", "noted_at", "yesterday"),
    ("timer_log.csv", "two_day.d9.b01,x,08:30,30,31,1", "block", "two_day.d9.b01"),
]


@pytest.mark.parametrize(("file", "line", "column", "word"), BAD_ROWS)
def test_a_bad_row_is_named_and_kept_out_and_the_rest_is_kept(
    exchange: Exchange, file: str, line: str, column: str, word: str
) -> None:
    folder = exchange.copy("kaunas_2day")
    edit_csv(folder, file, lambda lines: lines.append(line))
    row = len((folder / file).read_text("utf-8-sig").splitlines())
    report = check_data_set(folder, content=exchange.content)
    assert [(p.file, p.row, p.column) for p in report.problems] == [(file, row, column)]
    assert word in report.problems[0].wrong
    assert report.counts == {**report.counts, **KAUNAS}


def test_cells_beyond_the_last_heading_are_named(exchange: Exchange) -> None:
    folder = exchange.copy("kaunas_2day")
    edit_csv(folder, "attendance.csv", lambda lines: lines.__setitem__(3, f"{lines[3]},late"))
    report = check_data_set(folder, content=exchange.content)
    assert [(problem.row, "late" in problem.wrong) for problem in report.problems] == [(4, True)]
    assert report.counts["attendance"] == 112


def test_a_person_kept_out_takes_along_only_what_needs_them(exchange: Exchange) -> None:
    folder = exchange.copy("kaunas_2day")
    edit_csv(folder, "participants.csv", lambda lines: lines.__setitem__(2, lines[2].replace(",B1,", ",Q7,")))
    path, report = exchange.take_in(folder)
    assert report.counts["participants"] == 27
    assert report.counts["report_backs"] == 25
    assert report.counts["attendance"] == 108
    files_named = {problem.file.split(",")[0] for problem in report.problems}
    assert {"participants.csv", "attendance.csv", "self_assessment.csv"} <= files_named
    record = exchange.read(path)
    assert any(back.reporter_id is None for back in record.report_backs)


def no_workshop(folder: Path) -> None:
    (folder / "workshop.json").unlink()


def broken_json(folder: Path) -> None:
    (folder / "workshop.json").write_text('{"workshop": {', "utf-8")


def unknown_course(folder: Path) -> None:
    edit_json(folder, lambda v: v["workshop"].update(course="six_day"))


def no_zone(folder: Path) -> None:
    edit_json(folder, lambda v: v["workshop"].update(time_zone="Europe/Atlantis"))


def no_start(folder: Path) -> None:
    edit_json(folder, lambda v: v["workshop"].update(start="soon"))


def lost_column(folder: Path) -> None:
    edit_csv(
        folder, "lights_ratings.csv", lambda lines: lines.__setitem__(0, lines[0].replace("item", "thing"))
    )


@pytest.mark.parametrize("spoil", [no_workshop, broken_json, unknown_course, no_zone, no_start, lost_column])
def test_a_set_that_cannot_be_used_makes_no_file(exchange: Exchange, spoil: Any) -> None:
    folder = exchange.copy("kaunas_2day")
    spoil(folder)
    with pytest.raises(KnownError) as refused:
        exchange.take_in(folder)
    assert refused.value.code is ExitCode.CANNOT_OPEN
    assert list(exchange.folder.glob("*.workshop*")) == []


def test_an_existing_file_is_never_overwritten(exchange: Exchange) -> None:
    target = exchange.folder / "w1.workshop"
    target.write_bytes(b"mine")
    with pytest.raises(KnownError, match="exists already"):
        exchange.take_in(exchange.copy("sharjah_1day"))
    assert target.read_bytes() == b"mine"


def test_a_dry_run_says_the_same_and_makes_nothing(exchange: Exchange, content: Content) -> None:
    folder = exchange.copy("kaunas_2day")
    edit_csv(folder, "attendance.csv", lambda lines: lines.append("K77,D1-AM,1"))
    before = sorted(exchange.folder.rglob("*"))
    report = check_data_set(folder, content=content)
    assert sorted(exchange.folder.rglob("*")) == before
    _path, done = exchange.take_in(folder)
    assert report.counts == done.counts
    assert report.problems == done.problems


def test_a_file_that_is_not_part_of_the_layout_is_named(exchange: Exchange) -> None:
    folder = exchange.copy("sharjah_1day")
    (folder / "holiday.jpg").write_bytes(b"\xff\xd8")
    _path, report = exchange.take_in(folder)
    assert any("holiday.jpg" in line for line in report.left_out)


def test_the_same_set_zipped_as_a_folder_imports_alike(exchange: Exchange, clock: FakeClock) -> None:
    archive = shutil.make_archive(str(exchange.folder / "sharjah"), "zip", paths.rehearsals(), "sharjah_1day")
    _path, report = exchange.take_in(Path(archive))
    assert report.counts["points"] == 23
    assert report.problems == ()
