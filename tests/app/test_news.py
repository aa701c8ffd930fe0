"""What comes back from the file is told where people look, and taken back when it is over."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk, Noun, PointField
from facilitator_app.store.faults import DiskFullError
from facilitator_app.store.keeper import NotSaved, Saved
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from tests.journeys.visit import Visit

Start = Callable[..., Visit]


def _says(visit: Visit, words: str) -> bool:
    return any(words in line for line in visit.banners())


def _badges(visit: Visit) -> set[str]:
    return {visit.desks.console.top._saved.text(), visit.desks.capture.runbar.saved.text()}


def test_the_badge_says_saved_in_the_rooms_time(seat: Visit) -> None:
    seat.desks.go("capture")
    row = seat.desks.capture.grid.rows()[-1]
    seat.type(row.local.editor, "Labas")
    seat.hands.until(lambda: _badges(seat) == {"Saved 09:00"}, "both badges, in local time (07:00 UTC)")


def test_a_full_disk_is_red_until_every_text_is_on_the_disk(seat: Visit, tmp_path: Path) -> None:
    store = seat.desks.workshop.store
    keys = frozenset({("p1", PointField.LOCAL.value), ("p2", PointField.LOCAL.value)})
    rescue = tmp_path / "Kaunas.workshop.rescue.txt"
    store.not_saved.emit(NotSaved(DiskFullError(seat.desks.workshop.path), keys, rescue))
    assert _says(seat, "NOT SAVED: The disk with “Kaunas.workshop” is full.")
    assert _says(seat, str(rescue))
    assert _badges(seat) == {"NOT SAVED"}
    at = seat.desks.workshop.clock.read()
    store.saved.emit(Saved("p1", PointField.LOCAL.value, 1, at))
    assert _says(seat, "NOT SAVED")
    store.saved.emit(Saved("p2", PointField.LOCAL.value, 1, at))
    assert not _says(seat, "NOT SAVED")
    assert _badges(seat) == {"Saved 09:00"}


def test_a_text_that_was_settled_needs_no_draft_any_more(seat: Visit) -> None:
    store = seat.desks.workshop.store
    keys = frozenset({("p1", PointField.LOCAL.value)})
    store.not_saved.emit(NotSaved(DiskFullError(seat.desks.workshop.path), keys, None))
    changes = Changes(frozenset({Noun.REPORT_BACK}), frozenset({"p1"}), "Settle", Desk.CAPTURE)
    store.changed.emit(changes, seat.record)
    assert not _says(seat, "NOT SAVED")


def test_little_room_on_the_disk_is_told_and_untold(seat: Visit) -> None:
    store = seat.desks.workshop.store
    store.space.emit("Only 90 MB are left on this disk. Please free some space.")
    assert _says(seat, "Only 90 MB are left")
    store.space.emit("")
    assert not _says(seat, "Only 90 MB are left")


def test_a_backup_that_failed_is_told_until_one_succeeds(seat: Visit, tmp_path: Path) -> None:
    store = seat.desks.workshop.store
    store.backup_failed.emit(KnownError("The stick is gone."))
    assert _says(seat, "No backup could be written: The stick is gone.")
    store.backed_up.emit(tmp_path)
    assert not _says(seat, "No backup could be written")


def test_a_refusal_is_told_until_the_next_command_succeeds(seat: Visit) -> None:
    def refuse(_file: WorkshopFile) -> None:
        raise KnownError("This step is at work.", "Finish it first.")

    seat.desks.workshop.post("refused", refuse)
    seat.rest()
    assert _says(seat, "This step is at work. Finish it first.")
    seat.program.actions.trigger("run.next")
    seat.rest()
    assert not _says(seat, "This step is at work.")


def test_a_crash_is_told_at_the_next_opening_and_so_are_words_that_were_rescued(
    visit: Start, workshop: Path
) -> None:
    first = visit(workshop)
    first.program.actions.trigger("run.next")
    first.rest()
    crashed = workshop.parent / "crashed"
    crashed.mkdir()
    for one in workshop.parent.glob(f"{workshop.name}*"):
        shutil.copy2(one, crashed)
    (crashed / f"{workshop.name}.rescue.txt").write_text("words", "utf-8")
    first.program.open_file(crashed / workshop.name)
    first.rest()
    assert _says(first, "The program was not closed properly last time.")
    assert _says(first, "rescue.txt")


def test_a_file_that_may_only_be_read_says_so_and_nothing_can_be_pressed(
    visit: Start, workshop: Path
) -> None:
    workshop.chmod(0o400)
    seat = visit(workshop)
    assert _says(seat, "can only be read")
    for action in ("run.next", "run.pause", "edit.undo", "capture.delete_point"):
        assert not seat.program.actions.action(action).isEnabled()
    assert seat.program.actions.action("report.make").isEnabled()


def test_the_messages_of_a_workshop_go_with_it(seat: Visit) -> None:
    seat.desks.workshop.store.space.emit("Only 90 MB are left on this disk.")
    seat.program.show_library()
    assert seat.banners() == []


def test_the_capture_badge_waits_for_the_newest_version_of_a_text(seat: Visit) -> None:
    seat.desks.go("capture")
    capture = seat.desks.capture
    row = seat.desks.capture.grid.rows()[-1]
    seat.type(row.local.editor, "Labas")
    seat.hands.until(lambda: capture.runbar.saved.text() == "Saved 09:00", "the first text to be saved")
    older = seat.desks.workshop.store.type_draft(row.point_id or "", PointField.LOCAL.value, "Labas r")
    capture.typed_version(row.point_id or "", PointField.LOCAL.value, older)
    seat.type(row.local.editor, " rytas")
    at = seat.desks.workshop.clock.read()
    seat.desks.workshop.store.saved.emit(Saved(row.point_id or "", PointField.LOCAL.value, older, at))
    assert capture.runbar.saved.text() != "Saved 09:00"
    seat.hands.until(lambda: capture.runbar.saved.text() == "Saved 09:00", "the newest text to be saved")


def test_a_question_is_kept_in_the_language_in_which_it_was_asked(seat: Visit) -> None:
    seat.desks.capture.parking_noted.emit("Kas moka?", "lt")
    seat.desks.capture.parking_noted.emit("Who pays?", "en")
    seat.rest()
    asked = [(one.language, one.local_text, one.english_text) for one in seat.record.parking_lot]
    assert asked[-2:] == [("lt", "Kas moka?", ""), ("en", "", "Who pays?")]
