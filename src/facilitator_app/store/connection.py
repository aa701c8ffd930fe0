"""The one connection to a workshop file, and how it is set up.

Reasons and measured figures for each setting stand in `store/README.md`.
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool

# A small log stays small on a disk that is nearly full: 256 pages of 4 KiB are 1 MiB.
_CHECKPOINT_PAGES: Final = 256

# EXCLUSIVE stands before WAL: then no -shm is mapped, and a full disk is an error, not a SIGBUS.
_WRITING: Final = (
    "PRAGMA trusted_schema=OFF",
    "PRAGMA locking_mode=EXCLUSIVE",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cell_size_check=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA recursive_triggers=ON",
    f"PRAGMA wal_autocheckpoint={_CHECKPOINT_PAGES}",
)
_MACOS: Final = ("PRAGMA fullfsync=ON", "PRAGMA checkpoint_fullfsync=ON")
_READING: Final = (
    "PRAGMA trusted_schema=OFF",
    "PRAGMA query_only=ON",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA temp_store=MEMORY",
)


def connect_to_write(path: Path) -> sqlite3.Connection:
    """Open an existing database for work; this process then holds it alone."""
    raw = sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=0)
    return _set_up(raw, _WRITING + (_MACOS if sys.platform == "darwin" else ()))


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a database whose file nobody changes: no lock is taken, not a byte beside it is written."""
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    raw = sqlite3.connect(address, uri=True, isolation_level=None, timeout=0)
    return _set_up(raw, _READING)


def connect_to_copy(path: Path) -> sqlite3.Connection:
    """Open a private copy that may be thrown away; its -wal, if it has one, is taken in."""
    raw = sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=0)
    return _set_up(
        raw, ("PRAGMA trusted_schema=OFF", "PRAGMA locking_mode=EXCLUSIVE", "PRAGMA synchronous=OFF")
    )


def engine_on(raw: sqlite3.Connection) -> Engine:
    """Return an engine whose only connection is `raw`."""
    return create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)


def _set_up(raw: sqlite3.Connection, statements: tuple[str, ...]) -> sqlite3.Connection:
    try:
        for statement in statements:
            raw.execute(statement).fetchall()
    except sqlite3.Error:
        raw.close()
        raise
    return raw
