"""The program from first paint to last: library, new workshop, import, restore, search, closing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from facilitator_app.app import shelf
from facilitator_app.app.program import Program
from facilitator_app.app.start import application
from facilitator_app.records.library import LibraryCard
from facilitator_app.services import library as library_service
from facilitator_app.services.library.recent import recent
from facilitator_app.store import files
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock
from facilitator_app.support.errors import CannotWriteError, KnownError
from facilitator_app.support.settings import Settings
from facilitator_app.views.prepare.new_workshop import NewWorkshopView
from facilitator_app.views.shared.actions import State
from tests.journeys.visit import DEVICE, Visit

Start = Callable[..., Visit]


def _button(inside: QWidget, words: str) -> QAbstractButton:
    return next(b for b in inside.findChildren(QAbstractButton) if b.isVisible() and b.text() == words)


def _says(visit: Visit, words: str) -> bool:
    return any(words in line for line in visit.banners())


def _quiet(visit: Visit) -> None:
    visit.rest()
    visit.hands.until(lambda: not visit.program.librarian.busy, "the librarian to be back")
    visit.rest()


# --- the start ----------------------------------------------------------------------------------------------


def test_the_first_paint_shows_the_cards_of_last_time_before_anything_is_loaded(
    qapp: QApplication, visit: Start, qtbot: QtBot
) -> None:
    _quiet(visit())  # it sees to the look of the application afterwards
    shelf.keep(paths.app_data(), [LibraryCard("/stick/Šiauliai.workshop", "Šiauliai clusters")])
    program = Program(application(Settings()), FakeClock(), Settings())
    try:
        program.show()
        titles = [label.text() for label in program.library.findChildren(QLabel)]
        assert any("Šiauliai clusters" in title for title in titles)
        assert not program.is_ready
        qtbot.waitUntil(lambda: program.is_ready)
    finally:
        program.close()
        program.window.deleteLater()
        qapp.processEvents()


def test_what_is_asked_for_before_everything_is_loaded_is_done_then(
    qapp: QApplication, visit: Start, workshop: Path, qtbot: QtBot
) -> None:
    visit()
    program = Program(application(Settings()), FakeClock(), Settings(device=DEVICE))
    try:
        program.show()
        program.import_sources((str(workshop),))
        assert program.desks is None
        qtbot.waitUntil(lambda: program.desks is not None)
    finally:
        program.close()
        program.window.deleteLater()
        qapp.processEvents()


def test_closing_before_everything_is_loaded_waits_and_opens_nothing(
    qapp: QApplication, visit: Start, workshop: Path
) -> None:
    visit()
    program = Program(application(Settings()), FakeClock(), Settings(device=DEVICE))
    program.show()
    program.open_file(workshop)
    program.close()
    qapp.processEvents()
    assert program.desks is None
    assert not program.is_ready
    program.window.close()
    program.window.deleteLater()


def test_nothing_of_a_workshop_can_be_done_in_the_library(visit: Start) -> None:
    actions = visit().program.actions
    enabled = {spec.id for spec in actions.specs() if actions.action(spec.id).isEnabled()}
    assert enabled == {
        "library.new", "library.open", "library.import", "library.rehearse", "library.search",
        "view.dark", "view.keys",
    }  # fmt: skip


# --- opening and closing ------------------------------------------------------------------------------------


def test_an_opened_workshop_is_in_the_library_afterwards_and_can_be_found(
    visit: Start, whole_kaunas: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(whole_kaunas, tmp_path / "Kaunas.workshop"))
    seat = visit(path)
    title = seat.record.details.title
    assert seat.program.window.windowTitle() == title
    word = seat.record.report_backs[0].points[0].local_text.split()[0]
    seat.program.show_library()
    assert any(title in label for label in seat.labels(seat.program.library))
    _quiet(seat)
    assert recent() == (path,)
    assert seat.program.actions.states() == frozenset()
    assert library_service.search_everywhere(word, (path,))
    seat.program.library.search.setText(word)
    seat.program.library.search.returnPressed.emit()
    _quiet(seat)
    hit = library_service.search_everywhere(word, recent())[0]
    seat.program.library.hit_chosen.emit(hit)
    seat.hands.until(lambda: seat.program.desks is not None, "the hit to open its workshop")


def test_a_second_workshop_closes_the_first_properly(
    visit: Start, workshop: Path, bare_kaunas: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copy(bare_kaunas, tmp_path / "Other.workshop"))
    seat = visit(workshop)
    seat.desks.go("capture")
    seat.type_point("Labas", "Hello")
    seat.program.open_file(other)
    seat.rest()
    assert seat.desks.workshop.path == other
    with files.open_workshop(workshop, clock=FakeClock(), device=DEVICE) as first:
        assert not first.opened.recovered
        assert first.opened.drafts == ()


def test_a_workshop_that_is_open_is_shown_not_opened_again(seat: Visit, workshop: Path) -> None:
    before = seat.desks
    seat.program.new_workshop()
    seat.program.open_file(workshop)
    assert seat.desks is before
    assert seat.program.window.content() is before.widget
    assert not seat.alarms()


def test_a_second_workshop_that_cannot_be_opened_leaves_the_first_open(seat: Visit, tmp_path: Path) -> None:
    before = seat.desks
    (tmp_path / "no.workshop").write_text("no workshop", "utf-8")
    seat.program.open_file(tmp_path / "no.workshop")
    assert seat.desks is before
    assert _says(seat, "is not a workshop file")
    assert State.OPEN in seat.program.actions.states()


def test_a_file_that_is_open_elsewhere_says_in_which_process(visit: Start, workshop: Path) -> None:
    with files.open_workshop(workshop, clock=FakeClock(), device="other"):
        seat = visit()
        seat.program.open_file(workshop)
        assert seat.program.desks is None
        assert _says(seat, "already open in another window")


def test_a_damaged_file_offers_its_backup_which_opens_as_a_new_file(visit: Start, workshop: Path) -> None:
    with files.open_workshop(workshop, clock=FakeClock(), device=DEVICE) as file:
        title = file.path.name
        file.back_up("step")
    healthy = workshop.read_bytes()
    workshop.write_bytes(healthy[:40_000] + bytes(8192) + healthy[48_192:])
    seat = visit()
    seat.program.open_file(workshop)
    assert _says(seat, "is damaged")
    seat.hands.click(_button(seat.program.window, "Restore the backup"))
    seat.hands.until(lambda: seat.program.desks is not None, "the backup to open")
    assert seat.desks.workshop.path != workshop
    assert seat.record.participants
    assert not seat.alarms()
    assert title == workshop.name


def test_the_card_restores_the_newest_backup(visit: Start, workshop: Path) -> None:
    with files.open_workshop(workshop, clock=FakeClock(), device=DEVICE) as file:
        file.back_up("step")
    seat = visit()
    seat.program.library.restore_requested.emit(str(workshop))
    seat.hands.until(lambda: seat.program.desks is not None, "the backup to open")
    assert seat.desks.workshop.path.name == "Kaunas restored.workshop"


def test_where_there_is_no_backup_it_says_what_to_do(visit: Start, tmp_path: Path) -> None:
    seat = visit()
    seat.program.library.restore_requested.emit(str(tmp_path / "gone.workshop"))
    assert _says(seat, "There is no backup of “gone.workshop”. Look for a copy")


def test_a_workshop_taken_off_the_list_stays_where_it_is(visit: Start, workshop: Path) -> None:
    seat = visit(workshop)
    seat.program.show_library()
    _quiet(seat)
    seat.program.library.forget_requested.emit(str(workshop))
    _quiet(seat)
    assert recent() == ()
    assert workshop.exists()
    assert shelf.remembered(paths.app_data()) == ()


def test_words_that_can_be_saved_nowhere_keep_the_window_open(
    seat: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere() -> None:
        raise CannotWriteError("What was typed last could be saved nowhere.", "Copy it from the screen.")

    with monkeypatch.context() as patched:
        patched.setattr(seat.desks.workshop.store, "close", nowhere)
        assert not seat.program.window.close()
        assert seat.program.window.isVisible()
        assert _says(seat, "Copy it from the screen.")
        assert seat.desks.workshop.state() is not None
        seat.program.show_library()
        assert seat.program.window.content() is seat.desks.widget
    seat.key(Qt.Key.Key_PageDown)
    assert seat.desks.workshop.state().position is not None
    seat.program.show_library()
    assert seat.program.desks is None


def test_a_summary_that_cannot_be_saved_keeps_the_workshop_open_until_somebody_insists(
    seat: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat.desks.go("report")
    with monkeypatch.context() as patched:

        def full(*_any: object, **_fields: object) -> None:
            raise KnownError("The disk is full.")

        patched.setattr("facilitator_app.services.planning.update_details", full)
        seat.type(seat.desks.report.summary.editor, "Five lines.")
        seat.program.show_library()
        assert seat.program.desks is not None
        assert _says(seat, "The disk is full.")
        assert seat.desks.report.summary.editor.text() == "Five lines."
        seat.hands.click(_button(seat.program.window, "Close all the same"))
        assert seat.program.desks is None


def test_a_rescue_that_was_needed_is_told_with_its_place(
    seat: Visit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    close = seat.desks.workshop.store.close

    def rescued() -> Path:
        close()
        return tmp_path / "Kaunas.workshop.rescue.txt"

    monkeypatch.setattr(seat.desks.workshop.store, "close", rescued)
    seat.program.show_library()
    assert _says(seat, "Kaunas.workshop.rescue.txt")


# --- making -------------------------------------------------------------------------------------------------


def test_a_new_workshop_comes_from_the_form_into_a_file_and_opens(visit: Start) -> None:
    seat = visit()
    seat.program.actions.trigger("library.new")
    form = seat.program.window.content()
    assert isinstance(form, NewWorkshopView)
    form.name.setText("Šiauliai: a/b")
    form.make.click()
    seat.hands.until(lambda: seat.program.desks is not None, "the new workshop to open")
    seat.rest()
    path = seat.desks.workshop.path
    assert path.parent == paths.documents()
    assert path.name.startswith("Šiauliai")
    assert seat.record.details.title == "Šiauliai: a/b"
    assert seat.desks.place() == "people"  # nobody is on the roster yet


def test_two_workshops_of_one_name_are_two_files(visit: Start) -> None:
    seat = visit()
    seen = []
    for _round in range(2):
        seat.program.actions.trigger("library.new")
        form = seat.program.window.content()
        assert isinstance(form, NewWorkshopView)
        form.name.setText("Twice")
        form.make.click()
        seat.rest()
        seen.append(seat.desks.workshop.path.name)
    assert len(set(seen)) == 2


def test_a_workshop_that_cannot_be_made_says_why_and_keeps_the_form(
    visit: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> Path:
        raise CannotWriteError("The folder cannot be made.")

    seat = visit()
    seat.program.actions.trigger("library.new")
    form = seat.program.window.content()
    assert isinstance(form, NewWorkshopView)
    monkeypatch.setattr(paths, "documents", full)
    form.make.click()
    assert _says(seat, "The folder cannot be made.")
    assert seat.program.window.content() is form


def test_the_form_before_an_open_workshop_does_not_stop_the_clicker(seat: Visit) -> None:
    seat.program.actions.trigger("library.new")
    form = seat.program.window.content()
    assert isinstance(form, NewWorkshopView)
    form.name.setText("Begun")
    seat.key(Qt.Key.Key_PageDown)
    assert seat.desks.workshop.state().position is not None
    assert seat.program.window.content() is seat.desks.widget
    seat.program.actions.trigger("library.new")
    again = seat.program.window.content()
    assert isinstance(again, NewWorkshopView)
    assert again.name.text() == "Begun"
    again.cancelled.emit()
    assert seat.program.window.content() is seat.desks.widget


def test_a_data_set_becomes_a_workshop_and_its_bad_rows_are_named(visit: Start, tmp_path: Path) -> None:
    source = Path(shutil.copytree(paths.rehearsals() / "kaunas_2day", tmp_path / "set"))
    with (source / "participants.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("K98,Ann,Other,,,,,,,lt,Z9,,1,1,,,\r\n")
    seat = visit()
    seat.program.import_sources((str(source),))
    seat.hands.until(lambda: seat.program.desks is not None, "the import to open")
    seat.rest()
    assert seat.record.participants
    assert _says(seat, "participants.csv")


def test_a_data_set_that_cannot_be_used_makes_no_file(visit: Start, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    seat = visit()
    seat.program.import_sources((str(tmp_path / "empty"),))
    seat.rest()
    assert seat.program.desks is None
    assert seat.alarms()
    assert list(paths.documents().glob("*")) == []


def test_a_list_of_people_on_the_library_says_what_to_do_first(visit: Start, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("Name\nOna\n", "utf-8")
    seat = visit()
    seat.program.library.files_dropped.emit((str(tmp_path / "people.csv"),))
    assert _says(seat, "Open a workshop first, then drop it there.")


def test_a_list_of_people_on_the_open_workshop_is_previewed(seat: Visit, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("Name,Organisation\nOna Onaitė,Baldai\n", "utf-8")
    seat.desks.widget.files_dropped.emit((str(tmp_path / "people.csv"),))
    assert seat.desks.place() == "people"
    assert any("Ona Onaitė" in label for label in seat.labels(seat.desks.prepare.people)) or (
        seat.desks.prepare.people.roster.isVisible()
    )


def test_what_is_none_of_it_is_said_to_be_so(visit: Start, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").touch()
    seat = visit()
    seat.program.library.files_dropped.emit((str(tmp_path / "photo.jpg"),))
    assert _says(seat, "“photo.jpg” is no workshop")
