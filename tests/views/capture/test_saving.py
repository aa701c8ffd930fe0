"""The badge says Saved only when the newest version of every field is on the disk."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.enums import PointField
from facilitator_app.views.capture.saving import Safety, SavingBook
from facilitator_app.views.shared.tokens import Tone
from tests.views.capture.hands import Desk, Key, type_into

LOCAL, ENGLISH = PointField.LOCAL.value, PointField.ENGLISH.value


def badge(desk: Desk) -> tuple[Tone, str]:
    return desk.view.runbar.saved.tone(), desk.view.runbar.saved.text()


def numbered(desk: Desk, field: str = LOCAL, version: int = 1) -> str:
    """Let the store number the newest text; return the point's id."""
    point_id = str(desk.row(0).point_id)
    desk.view.typed_version(point_id, field, version)
    return point_id


def test_before_anything_is_typed_nothing_is_claimed(desk: Desk) -> None:
    assert badge(desk) == (Tone.NEUTRAL, "Nothing typed yet")


def test_a_text_is_saved_when_the_store_says_so(desk: Desk) -> None:
    type_into(desk.row(0).local.editor, "Taip")
    assert badge(desk) == (Tone.NEUTRAL, "Saving…")
    point_id = numbered(desk)
    desk.view.show_draft_saved(point_id, LOCAL, 1, "Saved 10:41")
    assert badge(desk) == (Tone.GREEN, "Saved 10:41")


def test_an_older_version_saves_nothing(desk: Desk) -> None:
    type_into(desk.row(0).local.editor, "Taip")
    point_id = numbered(desk, version=1)
    type_into(desk.row(0).local.editor, "!")
    desk.view.show_draft_saved(point_id, LOCAL, 1, "Saved 10:41")
    assert badge(desk) == (Tone.NEUTRAL, "Saving…"), "the newest has no number yet"
    numbered(desk, version=2)
    desk.view.show_draft_saved(point_id, LOCAL, 1, "Saved 10:41")
    assert badge(desk) == (Tone.NEUTRAL, "Saving…")
    desk.view.show_draft_saved(point_id, LOCAL, 2, "Saved 10:42")
    assert badge(desk) == (Tone.GREEN, "Saved 10:42")


def test_one_field_on_the_disk_does_not_speak_for_the_other(desk: Desk) -> None:
    type_into(desk.row(0).local.editor, "Taip")
    point_id = numbered(desk)
    desk.press(Key.Key_Tab)
    type_into(desk.row(0).english.editor, "Yes")
    numbered(desk, ENGLISH)
    desk.view.show_draft_saved(point_id, ENGLISH, 1, "Saved 10:41")
    assert badge(desk) == (Tone.NEUTRAL, "Saving…")
    desk.view.show_draft_saved(point_id, LOCAL, 1, "Saved 10:41")
    assert badge(desk) == (Tone.GREEN, "Saved 10:41")


def test_not_saved_is_red_with_the_reason_and_stays_so_until_all_of_it_is(desk: Desk) -> None:
    type_into(desk.row(0).local.editor, "Taip")
    point_id = numbered(desk)
    desk.view.show_not_saved("NOT SAVED", "The disk is full.")
    assert badge(desk) == (Tone.RED, "NOT SAVED")
    assert desk.view.runbar.reason.isVisible()
    assert desk.view.runbar.reason.text() == "The disk is full."
    type_into(desk.row(0).local.editor, "!")
    numbered(desk, version=2)
    desk.view.show_draft_saved(point_id, LOCAL, 1, "Saved 10:41")
    assert badge(desk) == (Tone.RED, "NOT SAVED")
    desk.view.show_draft_saved(point_id, LOCAL, 2, "Saved 10:43")
    assert badge(desk) == (Tone.GREEN, "Saved 10:43")
    assert not desk.view.runbar.reason.isVisible()


def test_a_sealed_text_that_comes_back_in_a_record_was_committed(desk: Desk) -> None:
    type_into(desk.row(0).local.editor, "Taip")
    numbered(desk)
    desk.view.show_not_saved("NOT SAVED", "The disk is full.")
    desk.view.settle()
    desk.file.answer()
    assert badge(desk) == (Tone.RED, "NOT SAVED"), "the point has begun, its text is not there"
    desk.file.answer()
    assert badge(desk)[0] is not Tone.RED


def test_the_badge_does_not_push_the_others_about(desk: Desk) -> None:
    widths = set()
    for version in range(1, 4):
        type_into(desk.row(0).local.editor, "a")
        point_id = numbered(desk, version=version)
        if version > 1:
            widths.add(desk.view.runbar.saved.minimumWidth())
        desk.view.show_draft_saved(point_id, LOCAL, version, "Saved 10:41")
        widths.add(desk.view.runbar.saved.minimumWidth())
    assert len(widths) == 1


steps = st.lists(
    st.tuples(st.sampled_from(("type", "answer", "fail")), st.sampled_from((LOCAL, ENGLISH))), max_size=40
)


@given(steps=steps)
def test_saved_is_never_said_while_a_newer_text_is_on_its_way(steps: list[tuple[str, str]]) -> None:
    book, newest, on_disk = SavingBook(), {LOCAL: 0, ENGLISH: 0}, {LOCAL: 0, ENGLISH: 0}
    for what, field in steps:
        if what == "type":
            book.typed("p", field, "x" * newest[field])
            newest[field] += 1
            book.numbered("p", field, newest[field])
        elif what == "answer" and on_disk[field] < newest[field]:
            on_disk[field] += 1
            book.acknowledged("p", field, on_disk[field], "Saved")
            assert (book.safety() is Safety.SAVED) is (on_disk == newest)
        elif what == "fail" and on_disk != newest:
            book.failed("NOT SAVED")
        assert on_disk == newest or book.safety() in {Safety.SAVING, Safety.NOT_SAVED}
