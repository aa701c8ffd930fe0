"""When the program last looked at its clock is known after a kill, and only where something ran."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from facilitator_app.app.heartbeat import Heartbeat
from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.services import running
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock

Open = Callable[[Path], OpenWorkshop]
NOON = datetime(2027, 3, 2, 12, tzinfo=UTC)


def test_the_last_beat_is_known_to_the_next_run(tmp_path: Path) -> None:
    heart = Heartbeat(tmp_path / "a.workshop", tmp_path)
    assert heart.last() is None
    heart.beat(NOON)
    heart.beat(NOON + timedelta(seconds=1))
    assert Heartbeat(tmp_path / "a.workshop", tmp_path).last() == NOON + timedelta(seconds=1)


def test_each_file_has_its_own_and_the_note_does_not_name_it(tmp_path: Path) -> None:
    Heartbeat(tmp_path / "Kaunas.workshop", tmp_path).beat(NOON)
    assert Heartbeat(tmp_path / "Other.workshop", tmp_path).last() is None
    (note,) = tmp_path.iterdir()
    assert "Kaunas" not in note.name
    assert note.read_bytes() == b""


def test_where_no_note_can_be_written_nothing_is_known_and_nothing_breaks(tmp_path: Path) -> None:
    heart = Heartbeat(tmp_path / "a.workshop", tmp_path / "no such folder")
    heart.beat(NOON)
    heart.stop()
    assert heart.last() is None


def test_it_beats_while_something_runs_and_stops_with_it(
    open_workshop: Open, workshop: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    opened = open_workshop(workshop)
    opened.tick()
    folder = paths.app_data() / "rescue"
    assert not list(folder.glob("*.awake"))
    opened.post("start", lambda file: running.next_(file, opened.workshop_id, None))
    qtbot.waitUntil(lambda: not opened.busy)
    clock.advance(600)
    opened.tick()
    (note,) = folder.glob("*.awake")
    assert datetime.fromtimestamp(note.stat().st_mtime, UTC) == clock.read().wall
    opened.post("finish", lambda file: running.finish(file, opened.workshop_id))
    qtbot.waitUntil(lambda: not opened.busy)
    assert not list(folder.glob("*.awake"))
