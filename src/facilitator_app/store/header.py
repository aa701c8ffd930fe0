"""What the first bytes of a file say, read without SQLite and without changing anything."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

# https://www.sqlite.org/fileformat2.html §1.3 (database header) and §4.1 (WAL header)
MAGIC: Final = b"SQLite format 3\x00"
_HEADER: Final = 100
_WAL_HEADER: Final = 32
_WAL_MAGICS: Final = frozenset({0x377F0682, 0x377F0683})


@dataclass(frozen=True, slots=True)
class FileHeader:
    """The numbers in the first 100 bytes; `is_sqlite` is False for anything else."""

    size: int
    is_sqlite: bool
    application_id: int = 0
    user_version: int = 0


def read_header(path: Path) -> FileHeader:
    """Return what the header of `path` says. Raises OSError where it cannot be read."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_HEADER)
    if len(head) < _HEADER or not head.startswith(MAGIC):
        return FileHeader(size, is_sqlite=False)
    (user_version,) = struct.unpack_from(">I", head, 60)
    (application_id,) = struct.unpack_from(">I", head, 68)
    return FileHeader(size, is_sqlite=True, application_id=application_id, user_version=user_version)


def log_of(path: Path) -> Path:
    """Return the name of the write-ahead log of `path`."""
    return path.with_name(f"{path.name}-wal")


def rollback_journal_of(path: Path) -> Path:
    """Return the name of a rollback journal of `path`; we never leave one."""
    return path.with_name(f"{path.name}-journal")


def read_log_salt(path: Path) -> int | None:
    """Return salt-1 of the log beside the workshop file `path`; None where there is no log to replay.

    SQLite adds one to it each time the log starts anew (§4.1), so it also says whose log it is.
    """
    try:
        with log_of(path).open("rb") as file:
            head = file.read(_WAL_HEADER)
    except FileNotFoundError:
        return None
    if len(head) < _WAL_HEADER or struct.unpack_from(">I", head, 0)[0] not in _WAL_MAGICS:
        return None
    (salt,) = struct.unpack_from(">I", head, 16)
    return int(salt)
