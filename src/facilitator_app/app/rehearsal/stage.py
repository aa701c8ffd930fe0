"""Setting the stage: which data set, a home of its own, and a copy without what will be typed."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from facilitator_app.support import paths
from facilitator_app.support.display import has_display
from facilitator_app.support.errors import ExitCode, KnownError
from facilitator_app.support.wording import _

NAMES: Final = {"kaunas": "kaunas_2day", "sharjah": "sharjah_1day"}
TYPED_FILES: Final = (
    "report_backs.csv",
    "lights_ratings.csv",
    "actions.csv",
    "parking_lot.csv",
    "timer_log.csv",
    "seating.csv",
    "attendance.csv",
    "expected.json",
    "expected_signals.csv",
)
TYPED_NOUNS: Final = ("report_backs", "actions", "parking_lot")
SEATED: Final = ("table", "seat")
SCREENS: Final = {
    "synchronousWindowSystemEvents": False,
    "screens": [
        {
            "name": name,
            "x": x,
            "y": 0,
            "width": width,
            "height": height,
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": 1.0,
        }
        for name, x, width, height in (("console", 0, 1366, 768), ("projector", 1366, 1920, 1080))
    ],
}


def data_set_of(name: str) -> Path:
    """Return the folder of a rehearsal. Raises KnownError (wrong use) for one that is not there."""
    folder = paths.rehearsals() / NAMES[name] if name in NAMES else Path(name)
    if not (folder / "workshop.json").is_file():
        raise KnownError(
            _("There is no rehearsal “{name}”.").format(name=name),
            _("Say kaunas, sharjah, or the folder of a data set."),
            code=ExitCode.USAGE,
        )
    return folder


@contextmanager
def own_home(folder: Path) -> Iterator[None]:
    """Let all the program keeps live in `folder`; without a display, paint on two screens in memory."""
    before = {name: os.environ.get(name) for name in (paths.HOME_VARIABLE, "QT_QPA_PLATFORM")}
    os.environ[paths.HOME_VARIABLE] = str(folder / "home")
    asked = before["QT_QPA_PLATFORM"]
    if asked == "offscreen" or not (asked or has_display()):
        screens = folder / "screens.json"
        screens.write_text(json.dumps(SCREENS), encoding="utf-8")
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def without_what_is_typed(source: Path, target: Path) -> Path:
    """Copy a data set without seats, report-backs, lights, actions, questions and times: those are played."""
    shutil.copytree(source, target)
    for name in TYPED_FILES:
        (target / name).unlink(missing_ok=True)
    described = json.loads((target / "workshop.json").read_text(encoding="utf-8-sig"))
    for noun in TYPED_NOUNS:
        described[noun] = []
    for person in described.get("participants", []):
        for column in SEATED:
            person.pop(column, None)
    for table in described.get("tables", []):
        for role in ("host", "scribe", "timekeeper", "reporter"):
            table.pop(role, None)
    text = json.dumps(described, ensure_ascii=False, indent=1)
    (target / "workshop.json").write_text(text, encoding="utf-8")
    _drop_columns(target / "participants.csv", SEATED)
    return target


def _drop_columns(path: Path, columns: tuple[str, ...]) -> None:
    if not path.exists():
        return
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    kept = [name for name in (rows[0] if rows else {}) if name not in columns]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, kept, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
