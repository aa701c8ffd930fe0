"""From PageDown to the painted room window, in the whole program, beside a bare commit in the same run.

`python -m pytest tests/benchmarks/test_next_to_room.py --benchmark-only`: figures, no verdict.
"""

from __future__ import annotations

import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.app.conftest import bare_kaunas, visit
from tests.journeys.visit import Visit
from tests.tools.unplug_offscreen import Screen

__all__ = ["bare_kaunas", "visit"]
PRESSES = 30
PATIENCE = 10.0


class PaintEye(QObject):
    """Notes when the room's picture was painted after its scene had changed."""

    def __init__(self, seat: Visit) -> None:
        super().__init__()
        self._canvas = seat.desks.projector.window.canvas
        self.painted = False
        self._new = False
        self._canvas.installEventFilter(self)
        seat.desks.projector.scene_changed.connect(self._on_scene)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Note a paint of the new scene."""
        if event.type() is QEvent.Type.Paint and self._new:
            self._new, self.painted = False, True
        return super().eventFilter(watched, event)

    def _on_scene(self, _scene: object) -> None:
        self._new, self.painted = True, False


def _press_and_see(seat: Visit, eye: PaintEye) -> None:
    """Press Next and live until the room has painted what follows."""
    eye.painted = False
    QTest.keyClick(seat.program.window, Qt.Key.Key_PageDown)
    end = time.monotonic() + PATIENCE
    while not eye.painted:
        QCoreApplication.processEvents()
        assert time.monotonic() < end, "the room never painted"


def _bare_commits(folder: Path) -> list[float]:
    """Return the milliseconds of one-row commits as the store makes them: WAL, synchronous FULL."""
    raw = sqlite3.connect(folder / "bare.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=FULL")
    raw.execute("CREATE TABLE t (a)")
    took = []
    for number in range(PRESSES):
        began = time.perf_counter()
        raw.execute("INSERT INTO t VALUES (?)", (number,))
        took.append((time.perf_counter() - began) * 1000)
    raw.close()
    return took


@pytest.mark.benchmark(group="next to room")
def test_from_next_to_the_painted_room(
    projector: Screen,
    visit: Callable[..., Visit],
    bare_kaunas: Path,
    tmp_path: Path,
    benchmark: BenchmarkFixture,
    record_property: Callable[[str, object], None],
) -> None:
    seat = visit(Path(shutil.copy(bare_kaunas, tmp_path / "Kaunas.workshop")))
    assert seat.desks.projector.window.screen().name() == projector.name
    eye = PaintEye(seat)
    took: list[float] = []

    def press() -> None:
        began = time.perf_counter()
        _press_and_see(seat, eye)
        took.append((time.perf_counter() - began) * 1000)

    benchmark.pedantic(press, setup=seat.rest, rounds=PRESSES)  # type: ignore[no-untyped-call]
    bare = _bare_commits(tmp_path)
    median, floor = statistics.median(took), statistics.median(bare)
    words = (
        f"Next to the painted room: min {min(took):.0f}, median {median:.0f}, max {max(took):.0f} ms; "
        f"a bare commit min {min(bare):.1f}, median {floor:.1f} ms; ratio {median / floor:.1f}"
    )
    record_property("mirror", words)
    assert len(took) == PRESSES
