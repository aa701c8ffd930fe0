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
    facts: dict[str, object] = {}
    first = seat.type_point(BEFORE)
    seat.hands.until(lambda: "Saved" in badge(seat), "the words to be saved")
    fill(disk, leave=0)
    typed = type_until_red(seat)
    facts["said"] = badge(seat)
    facts["alarms"] = seat.alarms()
    facts["no_dialog"] = seat.no_dialog()
    facts["text_stays"] = first.local.editor.text() == typed
    # A new point while nothing can be written: its home in the file has to wait too.
    seat.key(Qt.Key.Key_Return)
    second = seat.desks.capture.grid.rows()[1]
    seat.type(second.local.editor, NEW_POINT)
    seat.key(Qt.Key.Key_PageDown)
    facts["pressed"] = next(iter(seat.banners()[1:]), "")
    facts["all_text_stays"] = [row.local.editor.text() for row in seat.desks.capture.grid.rows()]
    if pictures is not None:
        seat.picture(pictures / "disk-full-while-typing.png")
        seat.key(Qt.Key.Key_F5)
        seat.picture(pictures / "disk-full-at-the-console.png")
        seat.key(Qt.Key.Key_F7)
    for filler in disk.glob("filler*"):
        filler.unlink()
    seat.hands.until(lambda: "Saved" in badge(seat) and not seat.alarms(), "saving to go on by itself")
    seat.hands.until(lambda: said(seat) == [typed, NEW_POINT], "the points to be in the workshop")
    seat.key(Qt.Key.Key_PageDown)
    facts["banners_after"] = seat.banners()
    seat.type(second.local.editor, AFTER)
    seat.rest()
    if pictures is not None:
        seat.picture(pictures / "disk-has-room-again.png")
    seat.leave()
    facts["in_file"] = [
        text for back in read(path).report_backs for text in (p.local_text for p in back.points)
    ]
    facts["wanted"] = [typed, NEW_POINT + AFTER]
    facts["left_beside"] = sorted(one.name for one in disk.iterdir() if "rescue" in one.name)
    sys.stdout.write(json.dumps(facts))


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
