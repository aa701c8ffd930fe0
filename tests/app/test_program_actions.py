"""The actions of the whole program: files asked for, keys, dark screen, search, rehearsal; errors told."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget

from facilitator_app.app.start import told_on_screen
from facilitator_app.support import paths
from facilitator_app.support.errors import KnownError
from facilitator_app.support.settings import Settings
from facilitator_app.views.shared.keyspage import KeysPage
from facilitator_app.views.shared.theme import current_mode
from facilitator_app.views.shared.tokens import Mode
from tests.journeys.visit import CONTROL, Visit

Start = Callable[..., Visit]


def _button(inside: QWidget, words: str) -> QAbstractButton:
    return next(b for b in inside.findChildren(QAbstractButton) if b.isVisible() and b.text() == words)


def _says(visit: Visit, words: str) -> bool:
    return any(words in line for line in visit.banners())


def test_a_file_is_asked_for_without_stopping_the_program(visit: Start, workshop: Path) -> None:
    seat = visit()
    seat.program.actions.trigger("library.open")
    dialog = seat.program.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(workshop))
    dialog.close()
    seat.hands.until(lambda: seat.program.desks is not None, "the chosen file to open")


def test_a_package_is_asked_for_and_its_description_will_do(visit: Start) -> None:
    seat = visit()
    seat.program.actions.trigger("library.import")
    dialog = seat.program.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(paths.rehearsals() / "sharjah_1day" / "workshop.json"))
    dialog.close()
    seat.hands.until(lambda: seat.program.desks is not None, "the package to open")
    assert len(seat.record.participants) == 26


def test_the_page_of_keys_comes_and_goes(seat: Visit) -> None:
    seat.key(Qt.Key.Key_F1)
    assert isinstance(seat.program.window.content(), KeysPage)
    seat.key(Qt.Key.Key_F1)
    assert seat.program.window.content() is seat.desks.widget
    seat.key(Qt.Key.Key_F1)
    seat.key(Qt.Key.Key_F7)
    assert seat.program.window.content() is seat.desks.widget
    assert seat.desks.place() == "capture"


def test_the_dark_screen_is_kept_for_the_next_start_and_leaves_the_direction_alone(
    visit: Start, qapp: QApplication
) -> None:
    seat = visit()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        seat.program.actions.trigger("view.dark")
        assert current_mode() is Mode.DARK
        assert qapp.layoutDirection() is Qt.LayoutDirection.RightToLeft
        assert Settings.load(paths.settings_file()).dark
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_searching_all_workshops_from_an_open_one_says_where_that_is(seat: Visit) -> None:
    seat.key(Qt.Key.Key_F, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert _says(seat, "All workshops are searched in the library.")
    seat.hands.click(_button(seat.program.window, "Back to the library"))
    assert seat.program.desks is None
    seat.key(Qt.Key.Key_F, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert seat.program.library.search.hasFocus()


def test_rehearse_starts_a_program_of_its_own(visit: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(
        "facilitator_app.app.program.QProcess.startDetached", lambda _program, words: started.append(words)
    )
    seat = visit()
    seat.program.actions.trigger("library.rehearse")
    assert started[0][:4] == ["-m", "facilitator_app", "rehearse", "kaunas"]
    assert _says(seat, "The rehearsal opens in a window of its own.")


def test_what_no_slot_has_caught_is_told_on_the_screen(visit: Start) -> None:
    seat, noted = visit(), []
    before, sys.excepthook = sys.excepthook, lambda kind, _error, _trace: noted.append(kind)
    try:
        with told_on_screen(seat.program):
            for error in (KnownError("No room.", "Make some."), LookupError("secret")):
                sys.excepthook(type(error), error, None)
                words = "No room. Make some." if isinstance(error, KnownError) else "LookupError"
                assert _says(seat, words)
    finally:
        sys.excepthook = before
    assert noted == [LookupError]
    assert not _says(seat, "secret")


def test_the_window_stands_where_it_stood(visit: Start) -> None:
    first = visit()
    first.program.window.resize(1111, 666)
    first.program.window.move(QPoint(20, 30))
    first.program.window.close()
    assert visit().program.window.size().width() == 1111
