"""What happens to files in rooms, done to one: newer, damaged, write-protected, held; lists with bad rows."""

from __future__ import annotations

import csv
import hashlib
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from facilitator_app.store import files
from facilitator_app.support.clock import FakeClock
from tests.journeys.visit import DEVICE

_PAGE = 4096
_HOLD = """
import sys
from pathlib import Path
from facilitator_app.store import files
from facilitator_app.support.clock import FakeClock
with files.open_workshop(Path(sys.argv[1]), clock=FakeClock(), device="other"):
    print("held", flush=True)
    sys.stdin.read()
"""


def make_newer(path: Path) -> None:
    """Let a file come from a program that does not exist yet."""
    raw = sqlite3.connect(path)
    raw.execute("UPDATE file_facts SET value = '7.2.0' WHERE name = 'program'")
    raw.execute("PRAGMA user_version = 99")
    raw.commit()
    raw.close()


def damage(path: Path, *, backed_up: bool) -> None:
    """Zero a page in the middle of a file, with a sound backup beside it or without."""
    if backed_up:
        with files.open_workshop(path, clock=FakeClock(), device=DEVICE) as file:
            file.back_up("step")
    pages = path.stat().st_size // _PAGE
    with path.open("r+b") as opened:
        opened.seek(pages // 2 * _PAGE)
        opened.write(bytes(_PAGE))


def protect(path: Path) -> None:
    """Take the right to write away, as a stick with its switch on does."""
    path.chmod(stat.S_IRUSR)


@contextmanager
def held_elsewhere(path: Path) -> Iterator[int]:
    """Hold a file open in another program; yields its process."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "held\n"
        try:
            yield other.pid
        finally:
            other.stdin.close()


def write_bad_roster(path: Path) -> Path:
    """Write a list of people as a host sends it: two good new rows and three bad ones."""
    rows = [
        ["Name", "Organisation", "Country", "Languages", "English level", "E-mail"],
        ["Rūta Naujokaitė", "UAB Kalnas (fictional)", "LT", "lt;en", "B2", "ruta@kalnas.example"],
        ["", "Nobody Ltd (fictional)", "LV", "lv", "B1", "office@nobody.example"],
        ["Egle Tylioji", "VšĮ Tyla (fictional)", "LT", "lt;en", "so-so", "egle@tyla.example"],
        ["Marek Cichy", "Cichy sp. z o.o. (fictional)", "PL", "pl;en", "B1", "marek at cichy"],
        ["Anna Ozola", "SIA Ozols (fictional)", "LV", "lv;en", "C1", "anna@ozols.example"],
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([[cell.replace(";", ", ") for cell in row] for row in rows])
    return path


def write_garbage(path: Path) -> Path:
    """Write a file that is none of ours, whatever its name says."""
    path.write_bytes(b"\xff\xd8\xff\xe0" + hashlib.sha256(b"garbage").digest() * 200)
    return path


def drop(target: QWidget, *paths: Path) -> None:
    """Drag files over a widget and let them fall, as the window system tells it."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, button, keys = QPointF(target.rect().center()), Qt.MouseButton.LeftButton, Qt.KeyboardModifier
    enter = QDragEnterEvent(place.toPoint(), Qt.DropAction.CopyAction, mime, button, keys.NoModifier)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted(), "nothing can be dropped here"
    fall = QDropEvent(place, Qt.DropAction.CopyAction, mime, button, keys.NoModifier)
    QApplication.sendEvent(target, fall)


def digest(path: Path) -> str:
    """Return what tells one content of a file from another."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
