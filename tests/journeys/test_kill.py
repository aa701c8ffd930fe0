"""Killed with signal 9 while somebody types into the real capture window: what is found afterwards."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from facilitator_app.records.enums import PointField
from facilitator_app.services import running
from facilitator_app.services.reading import read_workshop
from facilitator_app.store import files
from facilitator_app.support import paths
from facilitator_app.support.clock import SystemClock
from tests.journeys.visit import DEVICE, Visit

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 there")

ROOT = Path(__file__).parents[2]
SCRIPTS = ("lt", "ka", "bn", "th", "km", "zh", "ar")
PACE = 15
LOST_AT_MOST_MS = 250
AT_ONCE = 2
PIECE = 24


def pieces(language: str) -> list[str]:
    """Return a language's sample in the form in which it is stored, cut into points between letters."""
    samples = json.loads((ROOT / "tests" / "files" / "samples.json").read_text("utf-8"))
    text = next(one["text"] for one in samples if one["lang"].split("-")[0] == language)
    rest, cut = unicodedata.normalize("NFC", text), []
    while len(rest) > PIECE:
        end = PIECE
        while unicodedata.category(rest[end])[0] not in "LN" or not rest[end - 1].strip():
            end += 1
        cut.append(rest[:end].strip())
        rest = rest[end:]
    return cut


@dataclass
class Killed:
    """One run: what was typed when, and what was found after the kill."""

    language: str
    typed: list[tuple[int, int]] = field(default_factory=list)
    pressed_ms: int = 0
    box_seconds: int = 0
    at: int = 0
    found: str = ""
    findings: tuple[str, ...] = ("never opened",)
    off_by_seconds: int = 1_000_000

    def lost_ms(self) -> float:
        """Return the time from the first lost keystroke to the kill."""
        lost = [when for length, when in self.typed if length > len(self.found) and when <= self.at]
        return (self.at - lost[0]) / 1e6 if lost else 0.0

    def lost_letters(self) -> int:
        """Return how many keystrokes are gone."""
        return sum(length > len(self.found) and when <= self.at for length, when in self.typed)


@contextmanager
def a_typist() -> Iterator[subprocess.Popen[str]]:
    """Start the process whose children type."""
    screens = os.path.relpath(ROOT / "tests" / "tools" / "one.json", ROOT)
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
        "OPENBLAS_NUM_THREADS": "1",
        "QT_LOGGING_RULES": "*.warning=false",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.typist"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**environment, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))},
    ) as typist:
        try:
            yield typist
        finally:
            assert typist.stdin is not None
            typist.stdin.close()


def kill_once(typist: subprocess.Popen[str], path: Path, wanted: dict[str, Any], after: float) -> Killed:
    """Let somebody type for `after` seconds, and kill the program with signal 9."""
    assert typist.stdin is not None
    assert typist.stdout is not None
    run = Killed(wanted["language"])
    typist.stdin.write(json.dumps({**wanted, "path": str(path), "home": str(path.parent / "home")}) + "\n")
    typist.stdin.flush()
    timer: threading.Timer | None = None
    for line in typist.stdout:
        kind, *values = line.split()
        if kind == "running":
            run.pressed_ms, run.box_seconds = map(int, values)
        elif kind == "child":
            timer = threading.Timer(after, _kill, (run, int(values[0])))
            timer.start()
        elif kind == "typed":
            run.typed.append((int(values[0]), int(values[1])))
        else:
            break
    assert timer is not None, "the program did not come as far as typing"
    timer.join()
    return run


def _kill(run: Killed, pid: int) -> None:
    run.at = time.monotonic_ns()
    os.kill(pid, signal.SIGKILL)


def look(run: Killed, path: Path) -> None:
    """Open what was left, as the next start does, and note what is there."""
    clock = SystemClock()
    with files.open_workshop(path, clock=clock, device=DEVICE) as file:
        run.findings = file.check().findings
        drafts = {(draft.point_id, draft.field): draft.text for draft in file.opened.drafts}
        with file.read() as session:
            record = read_workshop(session)
        points = [point for back in record.report_backs for point in back.points]
        texts = [drafts.get((point.id, PointField.LOCAL.value), point.local_text) for point in points]
        run.found = "\n".join(text for text in texts if text)
        state, now = running.state(record, clock.read()), clock.read().mono_ms
        run.off_by_seconds = state.remaining_seconds - (run.box_seconds - (now - run.pressed_ms) // 1000)


def kills(bare: Path, folder: Path, times: int, *, latest: float = 4.5, seed: int = 20270302) -> list[Killed]:
    """Kill the program so many times at random instants, two at once."""
    chance = random.Random(seed)  # noqa: S311 - instants, not secrets
    plans = []
    for number in range(times):
        language = SCRIPTS[number % len(SCRIPTS)]
        pause_after = chance.randrange(3, 30) if number % 2 else -1
        wanted = {
            "language": language,
            "points": pieces(language),
            "pace": PACE,
            "pause_after": pause_after,
        }
        plans.append((number, wanted, chance.uniform(0.05, latest)))

    def one_desk(desk: int) -> list[Killed]:
        runs = []
        with a_typist() as typist:
            for number, wanted, after in plans[desk::AT_ONCE]:
                own = folder / f"{number:03}"
                own.mkdir()
                path = Path(shutil.copy(bare, own / "Kaunas.workshop"))
                run = kill_once(typist, path, wanted, after)
                look(run, path)
                runs.append(run)
                shutil.rmtree(own)
        return runs

    with ThreadPoolExecutor(AT_ONCE) as desks:
        return [run for runs in desks.map(one_desk, range(AT_ONCE)) for run in runs]


def judge(runs: list[Killed], tell: Callable[[str, object], None]) -> None:
    """Every text is an exact beginning in a sound file, and the clock goes on at the right second."""
    typed = {language: "\n".join(pieces(language)) for language in SCRIPTS}
    tell(
        "mirror",
        f"{len(runs)} kills while typing: at most {max(run.lost_ms() for run in runs):.0f} ms and "
        f"{max(run.lost_letters() for run in runs)} keystrokes lost; "
        f"{sum(len(run.typed) for run in runs)} keystrokes in {len({run.language for run in runs})} scripts; "
        f"clock off by at most {max(abs(run.off_by_seconds) for run in runs)} s",
    )
    assert [run.findings for run in runs if run.findings] == []
    assert [(run.found, run.language) for run in runs if not typed[run.language].startswith(run.found)] == []
    assert [run.off_by_seconds for run in runs if abs(run.off_by_seconds) > 1] == []
    assert sum(bool(run.found) for run in runs) > len(runs) / 2, "most runs had something to lose"


@pytest.mark.timeout(600)
def test_killed_twenty_times_while_typing_the_text_is_an_exact_beginning(
    bare_kaunas: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    judge(kills(bare_kaunas, tmp_path, 20, latest=2.5), record_property)


@pytest.mark.long
@pytest.mark.timeout(2400)
def test_killed_two_hundred_times_at_most_a_quarter_of_a_second_is_lost(
    bare_kaunas: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    runs = kills(bare_kaunas, tmp_path, 200)
    judge(runs, record_property)
    assert max(run.lost_ms() for run in runs) <= LOST_AT_MOST_MS


def test_after_a_kill_the_program_opens_with_every_word_and_the_clock_has_gone_on(
    visit: Callable[..., Visit], bare_kaunas: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(bare_kaunas, tmp_path / "Kaunas.workshop"))
    points = pieces("th")
    with a_typist() as typist:
        wanted = {"language": "th", "points": points, "pace": 60, "pause_after": -1}
        run = kill_once(typist, path, wanted, after=1.2)
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "home"))
    clock = SystemClock()
    seat = visit(path, clock)
    shown = seat.desks.workshop.state()
    expected = run.box_seconds - (clock.read().mono_ms - run.pressed_ms) // 1000
    assert abs(shown.remaining_seconds - expected) <= 1
    said = "\n".join(point.local_text for back in seat.record.report_backs for point in back.points)
    assert said
    assert "\n".join(points).startswith(said)
    assert any("not closed properly" in text for text in seat.banners())
    assert not seat.alarms()
