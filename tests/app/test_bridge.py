"""Commands go over, frozen records come back: in order, on the UI thread, after COMMIT."""

from __future__ import annotations

import gettext
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.app.bridge import StoreBridge
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk, Noun
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services import capturing, planning
from facilitator_app.store import files
from facilitator_app.store.keeper import Saved
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support import wording
from facilitator_app.support.clock import FakeClock
from facilitator_app.support.errors import KnownError
from facilitator_app.support.ids import new_id
from tests.journeys.visit import DEVICE, read

TITLE = "Kaunas, renamed"


class Line:
    """A bridge to an open file, and everything it has told."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path = path
        self.bridge = StoreBridge(path, FakeClock(), device=DEVICE, rescue_folder=folder)
        _file, self.first = self.bridge.open()
        self.workshop = self.first.details.id
        self.changed: list[tuple[Changes, WorkshopRecord]] = []
        self.failed: list[KnownError] = []
        self.saved: list[Saved] = []
        self.bridge.changed.connect(lambda changes, record: self.changed.append((changes, record)))
        self.bridge.failed.connect(self.failed.append)
        self.bridge.saved.connect(self.saved.append)

    def rename(self, title: str) -> Callable[[WorkshopFile], Changes]:
        return lambda file: planning.update_details(file, self.workshop, title=title)


@pytest.fixture
def line(qapp: QApplication, workshop: Path, tmp_path: Path) -> Iterator[Line]:
    made = Line(workshop, tmp_path)
    yield made
    made.bridge.close()
    qapp.processEvents()


def test_changes_come_on_the_ui_thread_after_the_commit(line: Line, qtbot: QtBot) -> None:
    threads: list[int] = []
    line.bridge.changed.connect(lambda _changes, _record: threads.append(threading.get_ident()))
    line.bridge.post("rename", line.rename(TITLE), origin="test")
    assert line.changed == []  # nothing is told before the event loop turns
    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [threading.get_ident()]
    changes, record = line.changed[0]
    assert changes.touches(Noun.WORKSHOP)
    assert changes.origin == "test"
    assert record.details.title == TITLE
    line.bridge.close()
    assert read(line.path).details.title == TITLE


def test_answers_come_in_the_order_of_the_commands(line: Line, qtbot: QtBot) -> None:
    done: list[int] = []
    for number in range(20):
        line.bridge.post("count", partial(_given, number), done.append)
    assert line.bridge.waiting == 20
    qtbot.waitUntil(lambda: line.bridge.waiting == 0)
    assert done == list(range(20))


def test_the_record_told_is_the_one_after_its_own_command_not_after_later_ones(
    line: Line, qtbot: QtBot
) -> None:
    for number in range(5):
        line.bridge.post("rename", line.rename(f"Title {number}"))
    qtbot.waitUntil(lambda: line.bridge.waiting == 0)
    assert [record.details.title for _changes, record in line.changed] == [f"Title {n}" for n in range(5)]


def test_the_record_is_the_same_as_one_that_is_read_anew(line: Line, qtbot: QtBot) -> None:
    line.bridge.post("rename", line.rename(TITLE))
    line.bridge.post(
        "park", lambda file: capturing.note_parking_lot(file, line.workshop, english_text="Why?")
    )
    qtbot.waitUntil(lambda: line.bridge.waiting == 0)
    line.bridge.close()
    assert line.changed[-1][1] == read(line.path)


def test_a_command_that_changes_nothing_tells_nothing_but_its_value(line: Line, qtbot: QtBot) -> None:
    done: list[str] = []
    line.bridge.post("look", lambda file: file.path.name, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert done == [line.path.name]
    assert line.changed == []


def test_a_refusal_is_told_and_the_next_command_runs(line: Line, qtbot: QtBot) -> None:
    def refuse(_file: WorkshopFile) -> None:
        raise KnownError("The disk is full.", "Free some space.")

    done: list[object] = []
    line.bridge.post("refused", refuse, done.append)
    line.bridge.post("rename", line.rename(TITLE))
    qtbot.waitUntil(lambda: bool(line.changed))
    assert [str(error) for error in line.failed] == ["The disk is full. Free some space."]
    assert done == []


@pytest.mark.logs("broken failed")
def test_a_bug_is_logged_and_told_as_one_and_the_workshop_goes_on(line: Line, qtbot: QtBot) -> None:
    def broken(_file: WorkshopFile) -> None:
        raise LookupError("what somebody typed")

    line.bridge.post("broken", broken)
    line.bridge.post("rename", line.rename(TITLE))
    qtbot.waitUntil(lambda: bool(line.changed))
    assert "LookupError" in str(line.failed[0])
    assert "what somebody typed" not in str(line.failed[0])


def test_a_typed_text_is_acknowledged_with_its_version(line: Line, qtbot: QtBot) -> None:
    point = _begun(line, qtbot)
    versions = [line.bridge.type_draft(point, "local_text", text) for text in ("L", "La", "Lab")]
    qtbot.waitUntil(lambda: bool(line.saved))
    assert versions == [1, 2, 3]
    assert line.saved[-1].version == 3


def test_draining_delivers_everything_before_it_returns(line: Line) -> None:
    def refuse(_file: WorkshopFile) -> None:
        raise KnownError("No.")

    for number in range(5):
        line.bridge.post("rename", line.rename(f"Title {number}"))
    line.bridge.post("refused", refuse)
    assert [str(error) for error in line.bridge.drain()] == ["No."]
    assert line.bridge.waiting == 0
    assert len(line.changed) == 5


def test_closing_writes_what_was_typed_a_moment_ago(line: Line, qtbot: QtBot) -> None:
    point = _begun(line, qtbot)
    line.bridge.type_draft(point, "local_text", "Labas")
    assert line.bridge.close() is None
    with files.open_workshop(line.path, clock=FakeClock(), device=DEVICE, read_only=True) as file:
        assert [draft.text for draft in file.opened.drafts] == ["Labas"]


def test_what_comes_after_closing_is_dropped_with_its_workshop(line: Line, qapp: QApplication) -> None:
    line.bridge.close()
    line.bridge.post("late", line.rename(TITLE))
    assert line.bridge.type_draft("point", "local_text", "late") == 0
    qapp.processEvents()
    assert line.changed == []
    assert line.failed == []


def test_a_file_that_is_open_is_refused_and_leaves_no_thread(line: Line, tmp_path: Path) -> None:
    second = StoreBridge(line.path, FakeClock(), device=DEVICE, rescue_folder=tmp_path)
    with pytest.raises(KnownError, match="already open"):
        second.open()
    assert second.close() is None


def test_the_store_speaks_the_language_of_the_interface(workshop: Path, tmp_path: Path, qtbot: QtBot) -> None:
    class Shouting(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return message.upper()

    wording.speak_with(Shouting())
    try:
        line = Line(workshop, tmp_path)
        line.bridge.post("nothing", lambda file: file.undo(Desk.PREPARE))
        qtbot.waitUntil(lambda: bool(line.failed))
        line.bridge.close()
    finally:
        wording.speak_with(gettext.NullTranslations())
    assert line.failed[0].message == "THERE IS NOTHING TO UNDO HERE."


def _given(number: int, _file: WorkshopFile) -> int:
    return number


def _begun(line: Line, qtbot: QtBot) -> str:
    """Begin a point in the first round with table work and return its id."""
    segment = next(one for one in line.first.agenda.segments() if one.has_table_work)
    place, point = (segment.id, segment.steps[0], line.first.tables[0].id), new_id()
    line.bridge.post("point", lambda file: capturing.begin_point(file, line.workshop, place, point, "lt"))
    qtbot.waitUntil(lambda: line.bridge.waiting == 0)
    assert line.failed == []
    return point
