"""Somebody types while the disk fills up: `python -m tests.journeys.full_disk DISK OWN [PICTURES]`.

The whole program; DISK is a small disk of its own, OWN a folder elsewhere, PICTURES where they are to go.
 Prints one JSON object with what was seen.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from PySide6.QtCore import Qt

from facilitator_app.support.clock import SystemClock
from tests.journeys.visit import Visit, import_kaunas, read
from tests.store.full_disk import fill

BEFORE, DURING, AFTER = "Prieš pilną diską", "Kol diskas pilnas", "Vėl yra vietos"
NEW_POINT = "Naujas punktas ties pilnu disku"


def main(disk: Path, own: Path, pictures: Path | None) -> None:
    """Play it through."""
    path = import_kaunas(own / "bare.workshop", bare=True)
    path = Path(shutil.move(path, disk / "Kaunas.workshop"))
    seat = Visit(SystemClock())
    seat.open(path)
    seat.key(Qt.Key.Key_F7)
    seat.type_point(BEFORE)
    seat.hands.until(lambda: "Saved" in badge(seat), "the words to be saved")
    fill(disk, leave=0)
    typed = type_until_red(seat)
    facts: dict[str, object] = {"said": badge(seat), "alarms": seat.alarms(), "no_dialog": seat.no_dialog()}
    facts |= type_on(seat, pictures)
    for filler in disk.glob("filler*"):
        filler.unlink()
    seat.hands.until(lambda: "Saved" in badge(seat) and not seat.alarms(), "saving to go on by itself")
    seat.hands.until(lambda: said(seat) == [typed, NEW_POINT], "the points to be in the workshop")
    seat.key(Qt.Key.Key_PageDown)
    facts["banners_after"] = seat.banners()
    seat.type(seat.desks.capture.grid.rows()[1].local.editor, AFTER)
    seat.rest()
    take(seat, pictures, "disk-has-room-again")
    seat.leave()
    facts["in_file"] = [point.local_text for back in read(path).report_backs for point in back.points]
    facts["wanted"] = [typed, NEW_POINT + AFTER]
    facts["left_beside"] = sorted(one.name for one in disk.iterdir() if "rescue" in one.name)
    sys.stdout.write(json.dumps(facts))


def type_on(seat: Visit, pictures: Path | None) -> dict[str, object]:
    """Begin a new point while nothing can be written (its home in the file has to wait too); press Next."""
    seat.key(Qt.Key.Key_Return)
    seat.type(seat.desks.capture.grid.rows()[1].local.editor, NEW_POINT)
    seat.key(Qt.Key.Key_PageDown)
    take(seat, pictures, "disk-full-while-typing")
    seat.key(Qt.Key.Key_F5)
    take(seat, pictures, "disk-full-at-the-console")
    seat.key(Qt.Key.Key_F7)
    return {
        "pressed": next(iter(seat.banners()[1:]), ""),
        "all_text_stays": [row.local.editor.text() for row in seat.desks.capture.grid.rows()],
    }


def take(seat: Visit, folder: Path | None, name: str) -> None:
    """Take a picture, where pictures are wanted."""
    if folder is not None:
        seat.picture(folder / f"{name}.png")


def type_until_red(seat: Visit) -> str:
    """Go on typing, the reserve being used up, until it says NOT SAVED; return everything typed."""
    row = seat.desks.capture.grid.rows()[0]
    text = BEFORE
    for _time in range(200):
        fill(seat.desks.workshop.path.parent, leave=0)
        text += f" {DURING}"
        seat.type(row.local.editor, f" {DURING}")
        seat.desks.settle()
        seat.rest()
        if "NOT SAVED" in badge(seat) and seat.alarms():
            return text
    raise TimeoutError("the disk is not full")


def badge(seat: Visit) -> str:
    """Return what the capture desk says about saving."""
    return seat.desks.capture.runbar.saved.text()


def said(seat: Visit) -> list[str]:
    """Return what is in the workshop as the screens know it."""
    return [point.local_text for back in seat.record.report_backs for point in back.points]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
