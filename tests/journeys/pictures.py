"""Pictures of what the screen says when something goes wrong: `python -m tests.journeys.pictures OUT_DIR`.

Each is the whole window of 1366×768 (the room: 1920×1080), painted offscreen; for people to look at.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
        take_all(home, out)
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


def take_all(home: Path, out: Path) -> None:
    """Everything else, one start of the program for each."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 - the environment comes first

    from tests.journeys import faults  # noqa: PLC0415
    from tests.journeys.visit import CONTROL, SHIFT, import_kaunas  # noqa: PLC0415
    from tests.tools.unplug_offscreen import CONSOLE, PROJECTOR, set_screens  # noqa: PLC0415

    bare = import_kaunas(home / "bare.workshop", bare=True)

    def file(name: str, *, change: Callable[[Path], object] = lambda _path: None) -> Path:
        path = home / f"{name}.workshop"
        path.write_bytes(bare.read_bytes())
        change(path)
        return path

    for name, path in (
        ("newer-file", file("newer", change=faults.make_newer)),
        ("damaged-file", file("damaged", change=lambda path: faults.damage(path, backed_up=True))),
        (
            "damaged-file-without-backup",
            file("no backup", change=lambda path: faults.damage(path, backed_up=False)),
        ),
    ):
        with a_visit() as seat:
            seat.program.open_file(path)
            seat.picture(out / f"{name}.png")
    held = file("held")
    with faults.held_elsewhere(held), a_visit() as seat:
        seat.program.open_file(held)
        seat.picture(out / "held-by-another-program.png")
    with a_visit(file("read only", change=faults.protect)) as seat:
        seat.picture(out / "read-only-console.png")
        seat.key(Qt.Key.Key_F7)
        seat.picture(out / "read-only-capture.png")
    with a_visit(file("garbage")) as seat:
        faults.drop(seat.desks.widget, faults.write_garbage(home / "holiday.jpg"))
        faults.drop(seat.desks.widget, faults.write_garbage(home / "list.xlsx"))
        seat.picture(out / "garbage-dropped.png")
    with a_visit(file("roster")) as seat:
        faults.drop(seat.desks.widget, faults.write_bad_roster(home / "people.csv"))
        seat.picture(out / "roster-with-three-bad-rows.png")
    set_screens([CONSOLE, PROJECTOR])
    with a_visit(file("room")) as seat:
        for _press in range(3):
            seat.key(Qt.Key.Key_PageDown)
        set_screens([CONSOLE])
        seat.rest()
        seat.picture(out / "projector-pulled-console.png")
        seat.program.actions.trigger("view.capture")
        seat.rest()
        seat.picture(out / "projector-pulled-capture.png")
        set_screens([CONSOLE, PROJECTOR])
        seat.rest()
        seat.picture(out / "projector-plugged-again-capture.png")
        seat.program.actions.trigger("view.console")
        seat.rest()
        seat.picture(out / "projector-plugged-again-console.png")
        seat.desks.projector.window.grab().save(str(out / "projector-plugged-again-room.png"))
        seat.hands.press(Qt.Key.Key_Z, CONTROL | SHIFT, on=seat.program.window)
        seat.rest()
        seat.picture(out / "nothing-to-do-again.png")


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
