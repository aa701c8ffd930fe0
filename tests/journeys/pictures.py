"""Pictures of what the screen says when something goes wrong: `python -m tests.journeys.pictures OUT_DIR`.

Each is the whole window of 1366×768 (the room: 1920×1080), painted offscreen; for people to look at.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.visit import Visit

ROOT = Path(__file__).parents[2]


def main(out: Path) -> None:
    """Take every picture."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="facilitator-pictures-") as folder:
        home = Path(folder)
        os.environ["FACILITATOR_HOME"] = str(home / "home")
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={ROOT / 'tests' / 'tools' / 'one.json'}"
        os.environ["QT_QPA_OFFSCREEN_NO_GLX"] = "1"
        take_full_disk(home, out)
        Studio(home, out).take_all()
    sys.stdout.write("".join(f"{one.name}\n" for one in sorted(out.glob("*.png"))))


def take_full_disk(home: Path, out: Path) -> None:
    """The disk fills up while somebody types: on a small disk of its own, in a process of its own."""
    for name in ("disk", "own"):
        (home / name).mkdir()
    script = 'mount -t tmpfs -o size=48m none "$1" && exec "$4" -m tests.journeys.full_disk "$1" "$2" "$3"'
    words: list[str | Path] = [
        "unshare",
        "-rm",
        "sh",
        "-c",
        script,
        "sh",
        home / "disk",
        home / "own",
        out,
        sys.executable,
    ]
    subprocess.run(words, check=True, capture_output=True, cwd=ROOT)


class Studio:
    """A bare workshop to spoil, and where the pictures go."""

    def __init__(self, home: Path, out: Path) -> None:
        from tests.journeys.visit import import_kaunas  # noqa: PLC0415 - the environment comes first

        self._home = home
        self._out = out
        self._bare = import_kaunas(home / "bare.workshop", bare=True)

    def take_all(self) -> None:
        """Everything else, one start of the program for each."""
        self.take_refusals()
        self.take_read_only()
        self.take_drops()
        self.take_projector()

    def take_refusals(self) -> None:
        """Files that are not opened."""
        from tests.journeys import faults  # noqa: PLC0415

        for name, change in (
            ("newer-file", faults.make_newer),
            ("damaged-file", partial(faults.damage, backed_up=True)),
            ("damaged-file-without-backup", partial(faults.damage, backed_up=False)),
        ):
            path = self._file(name)
            change(path)
            with a_visit() as seat:
                seat.program.open_file(path)
                self._take(seat, name)
        held = self._file("held")
        with faults.held_elsewhere(held), a_visit() as seat:
            seat.program.open_file(held)
            self._take(seat, "held-by-another-program")

    def take_read_only(self) -> None:
        """A file that may only be read."""
        from tests.journeys import faults  # noqa: PLC0415

        path = self._file("read only")
        faults.protect(path)
        with a_visit(path) as seat:
            self._take(seat, "read-only-console")
            self._go(seat, "view.capture")
            self._take(seat, "read-only-capture")

    def take_drops(self) -> None:
        """What is dropped: garbage, and a list of people with three bad rows."""
        from tests.journeys import faults  # noqa: PLC0415

        with a_visit(self._file("garbage")) as seat:
            faults.drop(seat.desks.widget, faults.write_garbage(self._home / "holiday.jpg"))
            faults.drop(seat.desks.widget, faults.write_garbage(self._home / "list.xlsx"))
            self._take(seat, "garbage-dropped")
        with a_visit(self._file("roster")) as seat:
            faults.drop(seat.desks.widget, faults.write_bad_roster(self._home / "people.csv"))
            self._take(seat, "roster-with-three-bad-rows")

    def take_projector(self) -> None:
        """The projector is pulled and plugged again in the middle of a segment."""
        from tests.tools.unplug_offscreen import CONSOLE, PROJECTOR, set_screens  # noqa: PLC0415

        set_screens([CONSOLE, PROJECTOR])
        with a_visit(self._file("room")) as seat:
            for _press in range(3):
                self._go(seat, "run.next")
            set_screens([CONSOLE])
            self._take(seat, "projector-pulled-console")
            self._go(seat, "view.capture")
            self._take(seat, "projector-pulled-capture")
            set_screens([CONSOLE, PROJECTOR])
            self._take(seat, "projector-plugged-again-capture")
            self._go(seat, "view.console")
            self._take(seat, "projector-plugged-again-console")
            room = self._out / "projector-plugged-again-room.png"
            seat.desks.projector.window.grab().save(str(room))

    def _file(self, name: str) -> Path:
        path = self._home / f"{name}.workshop"
        path.write_bytes(self._bare.read_bytes())
        return path

    def _go(self, seat: Visit, action: str) -> None:
        seat.program.actions.trigger(action)
        seat.rest()

    def _take(self, seat: Visit, name: str) -> None:
        seat.rest()
        seat.picture(self._out / f"{name}.png")


@contextmanager
def a_visit(path: Path | None = None) -> Iterator[Visit]:
    """Start the program, and close it."""
    from facilitator_app.support.clock import FakeClock  # noqa: PLC0415
    from tests.journeys.visit import Visit  # noqa: PLC0415

    seat = Visit(FakeClock())
    if path is not None:
        seat.open(path)
    try:
        yield seat
    finally:
        seat.leave()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
