"""Which workshops were opened last: a small JSON file in the person's own folder."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from facilitator_app.records.library import LibraryCard
from facilitator_app.services.library.cards import card_of
from facilitator_app.services.library.index import purge
from facilitator_app.store import durable
from facilitator_app.support import paths

RECENT_FILE: Final = "recent.json"
MOST_FILES: Final = 60


def remember(path: Path, opened_at: datetime, *, folder: Path | None = None) -> None:
    """Put a workshop file at the head of the list; `opened_at` is an aware instant.

    `folder` is the person's own (`paths.app_data`) unless told otherwise. Raises CannotWriteError.
    """
    home = folder or paths.app_data()
    listed = {str(path.absolute()): opened_at.astimezone(UTC)}
    listed.update({name: at for name, at in _read(home).items() if name not in listed})
    _write(home, dict(list(listed.items())[:MOST_FILES]))


def forget(path: Path, *, folder: Path | None = None) -> None:
    """Take a file off the list and out of the search index; the file itself stays where it is."""
    home = folder or paths.app_data()
    listed = _read(home)
    if listed.pop(str(path.absolute()), None) is not None:
        _write(home, listed)
    purge(path, folder=home)


def recent(*, folder: Path | None = None) -> tuple[Path, ...]:
    """Return the files of the list, last opened first; they need not be there any more."""
    return tuple(Path(name) for name in _read(folder or paths.app_data()))


def cards(*, folder: Path | None = None) -> tuple[LibraryCard, ...]:
    """Return a card for every file of the list, last opened first, whatever has become of it."""
    return tuple(card_of(Path(name), at) for name, at in _read(folder or paths.app_data()).items())


def _read(folder: Path) -> dict[str, datetime]:
    """Return path and instant, newest first. A list that cannot be read is a list that is empty."""
    try:
        content = json.loads((folder / RECENT_FILE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    files = content.get("files") if isinstance(content, dict) else None
    found: dict[str, datetime] = {}
    for one in files if isinstance(files, list) else ():
        path, at = (one.get("path"), one.get("opened_at")) if isinstance(one, dict) else (None, None)
        if isinstance(path, str) and isinstance(at, str) and (instant := _instant(at)):
            found.setdefault(path, instant)
    return found


def _instant(text: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read.astimezone(UTC) if read.tzinfo else None


def _write(folder: Path, listed: dict[str, datetime]) -> None:
    target = folder / RECENT_FILE
    files = [{"path": name, "opened_at": at.isoformat()} for name, at in listed.items()]
    with durable.told_of_disk(target):
        part = durable.part_beside(target)
        try:
            # A path may hold bytes that are no text; JSON's escapes carry them there and back.
            part.write_text(json.dumps({"files": files}, indent=1), "ascii")
            durable.sync(part)
            durable.take_over(part, target)
        finally:
            part.unlink(missing_ok=True)
