"""Report-backs on a real file: opened, typed, recovered, moved, refused."""

from __future__ import annotations

import json

import pytest

from facilitator_app.records.capture import ReportBack, ReportPoint
from facilitator_app.records.changes import NOTHING_CHANGED
from facilitator_app.records.enums import Desk as Where
from facilitator_app.records.enums import Noun, PointField, TranslationStatus
from facilitator_app.rules.text.direction import Direction
from facilitator_app.rules.text.folding import fold
from facilitator_app.services import capturing
from facilitator_app.store.files import open_workshop
from facilitator_app.support import paths
from facilitator_app.support.errors import KnownError
from facilitator_app.support.ids import new_id
from tests.services.conftest import DEVICE, Desk

_CASES = json.loads((paths.rehearsals() / "edge_cases.json").read_text("utf-8"))["cases"]


def _open(desk: Desk, table: int = 1, step: int = 2) -> ReportBack:
    record = desk.record()
    segment = next(s for s in record.agenda.segments() if s.steps == (step,))
    chosen = next(t for t in record.tables if t.number == table)
    back, _changes = capturing.open_report_back(desk.file, desk.workshop, segment.id, step, chosen.id)
    return back


def _points(desk: Desk) -> list[ReportPoint]:
    return [point for back in desk.record().report_backs for point in back.points]


def _point(desk: Desk, local: str = "", english: str = "") -> str:
    point, _changes = capturing.add_point(desk.file, _open(desk).id)
    capturing.settle_point(desk.file, point, local_text=local, english_text=english)
    return point


def test_a_report_back_is_opened_once_with_language_and_place_in_the_order(desk: Desk) -> None:
    first = _open(desk, table=4)
    assert (first.language, first.report_order, first.code) == ("lt", 2, "rb-s02-t4")
    again = _open(desk, table=4)
    assert again == first
    assert len(desk.record().report_backs) == 1


def test_opening_what_is_there_changes_nothing(desk: Desk) -> None:
    back = _open(desk)
    _back, changes = capturing.open_report_back(
        desk.file, desk.workshop, back.segment_id, back.step, back.table_id
    )
    assert changes == NOTHING_CHANGED


def test_a_step_that_is_not_worked_in_a_segment_has_no_report_back(desk: Desk) -> None:
    back = _open(desk, step=2)
    with pytest.raises(KnownError, match="does not work on this step"):
        capturing.open_report_back(desk.file, desk.workshop, back.segment_id, 7, back.table_id)


def test_points_keep_the_order_in_which_they_were_put(desk: Desk) -> None:
    back = _open(desk)
    one, _c = capturing.add_point(desk.file, back.id)
    three, _c = capturing.add_point(desk.file, back.id)
    two, _c = capturing.add_point(desk.file, back.id, after=one)
    assert [(p.id, p.position) for p in _points(desk)] == [(one, 1), (two, 2), (three, 3)]
    capturing.move_point(desk.file, three, before=one)
    assert [p.id for p in _points(desk)] == [three, one, two]
    capturing.delete_point(desk.file, one)
    assert [(p.id, p.position) for p in _points(desk)] == [(three, 1), (two, 2)]


def test_a_point_typed_at_the_wrong_table_moves_to_the_right_one(desk: Desk) -> None:
    point = _point(desk, "Labas")
    other = _open(desk, table=2)
    capturing.move_point(desk.file, point, report_back_id=other.id)
    backs = {b.id: b for b in desk.record().report_backs}
    assert [p.id for p in backs[other.id].points] == [point]


def test_settling_writes_text_status_shadow_and_time_in_one_step(desk: Desk) -> None:
    point, _changes = capturing.add_point(desk.file, _open(desk).id)
    desk.file.save_draft(point, PointField.LOCAL, "Trūksta duome")
    assert _points(desk)[0].local_text == "Trūksta duome"
    desk.clock.advance(60)
    changes = capturing.settle_point(
        desk.file, point, local_text="Trūksta duomenų", english_text="Data are missing"
    )
    row = _points(desk)[0]
    assert (row.local_text, row.english_text, row.status) == (
        "Trūksta duomenų", "Data are missing", TranslationStatus.DRAFT,
    )  # fmt: skip
    assert changes.nouns == {Noun.REPORT_POINT, Noun.REPORT_BACK}
    assert desk.file.drafts() == ()
    assert row.changed_at == desk.clock.read().wall
    assert desk.record().report_backs[0].captured_at == row.changed_at
    desk.file.undo(Where.CAPTURE)
    assert _points(desk)[0].is_empty


def test_settling_what_stands_there_is_no_step(desk: Desk) -> None:
    point = _point(desk, "Labas")
    before = desk.file.undo_label(Where.CAPTURE)
    desk.clock.advance(60)
    changed = _points(desk)[0].changed_at
    assert capturing.settle_point(desk.file, point, local_text="Labas").nouns == frozenset()
    assert (desk.file.undo_label(Where.CAPTURE), _points(desk)[0].changed_at) == (before, changed)


def test_settling_one_language_leaves_the_draft_of_the_other(desk: Desk) -> None:
    point = _point(desk, "Labas")
    desk.file.save_draft(point, PointField.ENGLISH, "Hel")
    capturing.settle_point(desk.file, point, local_text="Labas rytas")
    assert [(d.field, d.text) for d in desk.file.drafts()] == [("english_text", "Hel")]


def test_after_a_crash_every_draft_becomes_text_again(desk: Desk) -> None:
    point = _point(desk, "Labas")
    desk.file.save_draft(point, PointField.ENGLISH, "Hello")
    desk.file.save_draft("a point that is gone", PointField.LOCAL, "kept")
    desk.file.close()
    with open_workshop(desk.file.path, clock=desk.clock, device=DEVICE) as file:
        recovered, _changes = capturing.recover_drafts(file)
        again = Desk(file, desk.clock, desk.content)
        assert recovered == (point,)
        assert [(p.local_text, p.english_text, p.status) for p in _points(again)] == [
            ("Labas", "Hello", TranslationStatus.DRAFT)
        ]
        assert [d.text for d in file.drafts()] == ["kept"]
        file.undo(Where.CAPTURE)
        assert _points(again)[0].english_text == ""


@pytest.mark.parametrize("case", _CASES, ids=[case["id"] for case in _CASES])
def test_every_edge_case_is_stored_as_it_was_typed_and_found_folded(desk: Desk, case: dict[str, str]) -> None:
    back = _open(desk)
    point, _changes = capturing.add_point(desk.file, back.id)
    capturing.set_language(desk.file, point, case["lang"])
    capturing.settle_point(desk.file, point, local_text=case["text"], english_text="")
    row = _points(desk)[0]
    stored = row.english_text if case["lang"] == "en" else row.local_text
    assert stored == case["text"]
    with desk.file.read() as session:
        sql = "SELECT folded FROM report_points"
        shadow = session.connection().exec_driver_sql(sql).scalar_one()
    assert shadow == fold(case["text"])


def test_deleting_a_point_that_is_being_typed_loses_nothing(desk: Desk) -> None:
    point = _point(desk, "Labas")
    desk.file.save_draft(point, PointField.LOCAL, "Labas rytas")
    capturing.delete_point(desk.file, point)
    assert _points(desk) == []
    desk.file.undo(Where.CAPTURE)
    assert _points(desk)[0].local_text == "Labas rytas"


def test_a_status_must_agree_with_the_texts(desk: Desk) -> None:
    point = _point(desk, "Labas")
    for status in (TranslationStatus.CHECKED, TranslationStatus.AS_INTERPRETED):
        with pytest.raises(KnownError, match="no English text"):
            capturing.set_status(desk.file, point, status)
    with pytest.raises(KnownError, match="said in English"):
        capturing.set_status(desk.file, point, TranslationStatus.AS_SAID)
    capturing.settle_point(desk.file, point, english_text="Hello")
    with pytest.raises(KnownError, match="There is an English text"):
        capturing.set_status(desk.file, point, TranslationStatus.MISSING)
    capturing.set_status(desk.file, point, TranslationStatus.CHECKED)
    assert _points(desk)[0].status is TranslationStatus.CHECKED


def test_what_the_interpreter_said_keeps_the_table_language(desk: Desk) -> None:
    point = _point(desk, english="Hello")
    assert (_points(desk)[0].language, _points(desk)[0].status) == ("en", TranslationStatus.AS_SAID)
    capturing.set_status(desk.file, point, TranslationStatus.AS_INTERPRETED)
    row = _points(desk)[0]
    assert (row.language, row.status, row.local_text) == ("lt", TranslationStatus.AS_INTERPRETED, "")


def test_the_first_points_language_is_that_of_the_points_to_come(desk: Desk) -> None:
    back = _open(desk)
    point, _c = capturing.add_point(desk.file, back.id)
    capturing.set_language(desk.file, point, "ar")
    capturing.settle_point(desk.file, point, local_text="مرحبا")
    capturing.add_point(desk.file, back.id)
    assert [p.language for p in _points(desk)] == ["ar", "ar"]
    with pytest.raises(KnownError, match="language code"):
        capturing.set_language(desk.file, point, "<b>")


def test_marks_of_a_point_are_kept(desk: Desk) -> None:
    point = _point(desk, "Labas")
    capturing.set_publish(desk.file, point, publish=False)
    capturing.set_direction(desk.file, point, Direction.RTL)
    capturing.settle_point(desk.file, point, author="Ona", translated_by="Jonas")
    row = _points(desk)[0]
    assert (row.do_not_publish, row.direction, row.author, row.translated_by) == (True, "rtl", "Ona", "Jonas")
    capturing.set_direction(desk.file, point, None)
    assert _points(desk)[0].direction == ""


def test_controls_are_cleaned_and_a_text_without_end_is_refused(desk: Desk) -> None:
    point = _point(desk, "a\x00b\u202ec\r\nd")
    assert _points(desk)[0].local_text == "abc\nd"
    with pytest.raises(KnownError, match="too long"):
        capturing.settle_point(desk.file, point, local_text="x" * 20_001)


def test_a_point_that_another_desk_deleted_is_told_and_its_draft_kept(desk: Desk) -> None:
    point = _point(desk, "Labas")
    capturing.delete_point(desk.file, point)
    desk.file.save_draft(point, PointField.LOCAL, "Labas rytas")
    with pytest.raises(KnownError, match="no longer in the workshop"):
        capturing.settle_point(desk.file, point, local_text="Labas rytas")
    assert len(desk.file.drafts()) == 1


def test_a_point_begun_at_the_desk_brings_its_report_back_along_and_comes_once(desk: Desk) -> None:
    record = desk.record()
    segment = next(s for s in record.agenda.segments() if s.steps == (2,))
    place = (segment.id, 2, record.tables[0].id)
    made = new_id()
    capturing.begin_point(desk.file, desk.workshop, place, made, "pl")
    assert capturing.begin_point(desk.file, desk.workshop, place, made) == NOTHING_CHANGED
    second = new_id()
    capturing.begin_point(desk.file, desk.workshop, place, second)
    assert [(p.id, p.position, p.language) for p in _points(desk)] == [(made, 1, "pl"), (second, 2, "lt")]
    with pytest.raises(KnownError, match="language code"):
        capturing.begin_point(desk.file, desk.workshop, place, new_id(), "?")
    with pytest.raises(KnownError, match="does not work on this step"):
        capturing.begin_point(desk.file, desk.workshop, (segment.id, 9, place[2]), new_id())
    desk.file.undo(Where.CAPTURE)
    desk.file.undo(Where.CAPTURE)
    assert desk.record().report_backs == ()
