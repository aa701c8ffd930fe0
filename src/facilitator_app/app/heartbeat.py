"""When the program last looked at its clock: known after a kill or a flat battery, to the second.

Nothing is written into a workshop while a table discusses for half an hour, so the file cannot say until when
the laptop was awake. The time of an empty note on the computer's own disk says it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path


class Heartbeat:
    """One note for each workshop file; it has a time and no content."""

    def __init__(self, workshop: Path, folder: Path) -> None:
        """Know the note of a file. `folder` lies on the computer's own disk."""
        name = hashlib.sha256(os.fsencode(workshop.absolute())).hexdigest()[:24]
        self._note = folder / f"{name}.awake"

    def last(self) -> datetime | None:
        """Return the last beat of an earlier run, in UTC, if there was one."""
        try:
            return datetime.fromtimestamp(self._note.stat().st_mtime, UTC)
        except OSError:
            return None

    def beat(self, now: datetime) -> None:
        """Note that somebody looked at the clock now. A disk that takes no note only knows less."""
        with contextlib.suppress(OSError):
            self._note.touch()
            os.utime(self._note, (now.timestamp(), now.timestamp()))

    def stop(self) -> None:
        """Take the note away: nothing runs that anybody could ask about."""
        with contextlib.suppress(OSError):
            self._note.unlink(missing_ok=True)
