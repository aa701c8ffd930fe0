"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from facilitator_app.store.faults import DiskFullError
from facilitator_app.support.errors import CannotWriteError
from facilitator_app.support.ids import new_id
from facilitator_app.support.wording import _

_PRIVATE: Final = 0o600
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_LINKS: Final = frozenset({errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EINVAL})


def part_beside(path: Path) -> Path:
    """Return a name beside `path` for a file that is not whole yet."""
    return path.with_name(f".{path.name}.{new_id()}.part")


def make_private(path: Path) -> None:
    """Make an empty file that only its owner can read."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE))


def copy_private(source: Path, target: Path) -> None:
    """Copy the bytes of `source` into the new file `target`, readable by its owner alone, and sync them."""
    make_private(target)
    with source.open("rb") as reading, target.open("wb") as writing:
        shutil.copyfileobj(reading, writing, 1 << 20)
        writing.flush()
        os.fsync(writing.fileno())


def sync(path: Path) -> None:
    """Have the bytes of a file on the disk before returning."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk; Windows does so by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    # Some network and USB file systems refuse to sync a folder; the name is then as safe as it gets.
    with contextlib.suppress(OSError):
        os.fsync(handle)
    os.close(handle)


def appear(part: Path, target: Path) -> None:
    """Give the whole file `part` its name. Raises FileExistsError rather than replace a file."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError as problem:
        if problem.errno not in _NO_LINKS:
            raise
        # FAT sticks know no links; the name is looked up first.
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from problem
        part.rename(target)
    else:
        part.unlink()
    sync_folder(target.parent)


def take_over(part: Path, target: Path) -> None:
    """Let the whole file `part` take the place of `target` in one step."""
    part.replace(target)
    sync_folder(target.parent)


@contextmanager
def told_of_disk(path: Path) -> Iterator[None]:
    """Turn an OSError while writing `path` into a KnownError with what to do."""
    try:
        yield
    except FileExistsError as problem:
        raise CannotWriteError(
            _("“{name}” exists already.").format(name=path.name), _("Choose another name.")
        ) from problem
    except OSError as problem:
        if problem.errno in _NO_ROOM:
            raise DiskFullError(path) from problem
        raise CannotWriteError(
            _("“{name}” cannot be written: {reason}.").format(name=path.name, reason=problem.strerror),
            _("Check that the folder exists and may be written to, or choose another one."),
        ) from problem
