"""A workshop becomes a data set again: a folder, or one zip package by the target's name."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from facilitator_app import __version__
from facilitator_app.content.json_text import JsonValue
from facilitator_app.services.exchange.gathering import gather
from facilitator_app.services.exchange.giving import workshop_json
from facilitator_app.services.exchange.giving_run import run_json
from facilitator_app.services.exchange.giving_seating import seating_json
from facilitator_app.services.exchange.giving_tables import GUARD, csv_files
from facilitator_app.services.exchange.layout import FORMAT, JOURNAL, MANIFEST_JSON, WORKSHOP_JSON
from facilitator_app.services.reading import read_workshop
from facilitator_app.store import durable
from facilitator_app.store.journal import timeline
from facilitator_app.store.workshop_file import WorkshopFile

# The same bytes for the same workshop: a zip would otherwise carry the time of its making in every entry.
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)


def export_data_set(
    file: WorkshopFile, target: Path, *, now: datetime, workshop: str | None = None
) -> tuple[str, ...]:
    """Write one workshop as a data set and return the names of its files.

    `target` is made: a package where its name ends in `.zip`, otherwise a folder; it appears whole or not
    at all. A package holds the journal too. `workshop` is an id or code, the first workshop when none is
    given; `now` (UTC) stands in the manifest. Raises CannotWriteError where the target exists or cannot
    be written, KnownError for an unknown workshop.
    """
    with durable.told_of_disk(target):
        # An empty folder that was made for the export is as good as none.
        if os.path.lexists(target) and not (target.is_dir() and not any(target.iterdir())):
            raise FileExistsError(target)
    as_zip = target.suffix.lower() == ".zip"
    files = data_set_files(file, workshop, journal=as_zip)
    files[MANIFEST_JSON] = _manifest(files, now)
    with durable.told_of_disk(target):
        if as_zip:
            _write_zip(files, target)
        else:
            _write_folder(files, target)
    return tuple(files)


def data_set_files(
    file: WorkshopFile, workshop: str | None = None, *, journal: bool = False
) -> dict[str, bytes]:
    """Return the files of a data set by name, without the manifest; raises as `export_data_set`."""
    with file.read() as session:
        found = gather(session, workshop)
        record = read_workshop(session, found.workshop.id)
        history = timeline(session) if journal else []
    files = {WORKSHOP_JSON: json_bytes(workshop_json(found) | seating_json(found) | run_json(found))}
    files |= csv_files(found, record)
    if history:
        lines = [
            json.dumps({name: getattr(entry, name) for name in _JOURNAL_COLUMNS}, ensure_ascii=False)
            for entry in history
        ]
        files[JOURNAL] = ("\n".join(lines) + "\n").encode()
    return files


_JOURNAL_COLUMNS: Final = (
    "device", "seq", "parent", "desk", "kind", "label", "target", "at", "images", "salt", "digest", "link",
)  # fmt: skip


def json_bytes(value: Mapping[str, JsonValue]) -> bytes:
    """Return a JSON document as people can read and compare it."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _manifest(files: Mapping[str, bytes], now: datetime) -> bytes:
    return json_bytes(
        {
            "format": FORMAT,
            "program": __version__,
            "exported_at": now.isoformat(),
            "csv_guard": GUARD,
            "files": {name: hashlib.sha256(raw).hexdigest() for name, raw in files.items()},
        }
    )


def _write_zip(files: Mapping[str, bytes], target: Path) -> None:
    part = durable.part_beside(target)
    durable.make_private(part)
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, raw in files.items():
                entry = zipfile.ZipInfo(name, _ZIP_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o600 << 16
                archive.writestr(entry, raw)
        durable.sync(part)
        durable.appear(part, target)
    finally:
        part.unlink(missing_ok=True)


def _write_folder(files: Mapping[str, bytes], target: Path) -> None:
    part = durable.part_beside(target)
    part.mkdir(mode=0o700)
    try:
        for name, raw in files.items():
            (part / name).write_bytes(raw)
            durable.sync(part / name)
        if target.is_dir():
            target.rmdir()
        part.rename(target)
        durable.sync_folder(target.parent)
    finally:
        if part.exists():
            shutil.rmtree(part)
