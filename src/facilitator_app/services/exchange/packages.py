"""Folders and zip packages read without trusting them: limits first, allow-listed names, never extracted."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Final

from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

MAX_ENTRIES: Final = 500
MAX_TOTAL: Final = 64 * 2**20
MAX_RATIO: Final = 100
# A sheet of a hundred equal rows packs better than 100:1 without being a bomb; below this nobody is hurt.
RATIO_COUNTS_FROM: Final = 2**20
_ENCRYPTED: Final = 0x1
_SYMLINK: Final = 0o120000
_FILE_KIND: Final = 0o170000


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of a data set by name, and the names of files that are no part of its layout."""

    name: str
    files: dict[str, bytes] = field(repr=False)
    left_out: tuple[str, ...] = ()


def open_bundle(source: Path, known: Callable[[str], bool]) -> Bundle:
    """Read the files of a folder or zip whose names `known` accepts; everything else is only named.

    Raises KnownError where the source is missing, is neither folder nor zip, breaks a limit
    (500 entries, 64 MiB, 100:1), or holds a name that leads out of it.
    """
    try:
        if source.is_dir():
            return _from_folder(source, known)
        if not source.exists():
            raise KnownError(
                _("{source} is not there.").format(source=source.name),
                _("Check the name of the folder or file."),
            )
        with source.open("rb") as file:
            return _from_zip(file, source.name, known)
    except OSError as error:
        raise KnownError(
            _("{source} cannot be read: {reason}.").format(source=source.name, reason=error.strerror),
            _("Check that you may read it, or copy it to this computer first."),
        ) from error


def check_zip(file: IO[bytes], name: str) -> list[zipfile.ZipInfo]:
    """Check the table of contents of a zip before anything in it is read; return its files.

    Raises KnownError where it is damaged, encrypted, holds too much, or a name leads out of it.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as error:
        raise KnownError(
            _("{file} is no readable package: it is damaged or not a zip file.").format(file=name),
            _("Copy it once more from where it came."),
        ) from error
    if len(entries) > MAX_ENTRIES:
        raise _refused(name, _("it holds more than {limit} files").format(limit=MAX_ENTRIES))
    if sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise _refused(name, _("unpacked it is larger than {limit} MiB").format(limit=MAX_TOTAL // 2**20))
    seen: set[str] = set()
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise _refused(name, _("it is protected by a password"))
        if entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
            raise _refused(name, _("it unpacks to more than {limit} times its size").format(limit=MAX_RATIO))
        if _leads_out(entry) or entry.filename.lower() in seen:
            raise _refused(name, _("the name “{entry}” in it is not safe").format(entry=entry.filename[:80]))
        seen.add(entry.filename.lower())
    return [entry for entry in entries if not entry.is_dir()]


def _from_folder(folder: Path, known: Callable[[str], bool]) -> Bundle:
    files: dict[str, bytes] = {}
    left_out: list[str] = []
    total = 0
    for count, path in enumerate(sorted(folder.iterdir()), start=1):
        if count > MAX_ENTRIES:
            raise _refused(folder.name, _("it holds more than {limit} files").format(limit=MAX_ENTRIES))
        if not known(path.name) or not path.is_file():
            left_out.append(path.name)
            continue
        with path.open("rb") as file:
            files[path.name] = file.read(MAX_TOTAL - total + 1)
        total += len(files[path.name])
        if total > MAX_TOTAL:
            raise _refused(folder.name, _("it is larger than {limit} MiB").format(limit=MAX_TOTAL // 2**20))
    return Bundle(folder.name, files, tuple(name for name in left_out if not name.startswith(".")))


def _from_zip(file: IO[bytes], name: str, known: Callable[[str], bool]) -> Bundle:
    entries = check_zip(file, name)
    folder = _common_folder(entries)
    files: dict[str, bytes] = {}
    left_out: list[str] = []
    with zipfile.ZipFile(file) as archive:
        for entry in entries:
            inside = entry.filename.removeprefix(folder)
            if not known(inside):
                left_out.append(entry.filename)
                continue
            try:
                with archive.open(entry) as packed:
                    files[inside] = packed.read(entry.file_size + 1)
            except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
                raise _refused(name, _("“{entry}” in it is damaged").format(entry=inside)) from error
    return Bundle(name, files, tuple(n for n in left_out if not n.startswith(("__MACOSX/", "."))))


def _common_folder(entries: list[zipfile.ZipInfo]) -> str:
    """Return the one folder that people get when they zip a folder instead of its files."""
    tops = {
        e.filename.split("/", maxsplit=1)[0] for e in entries if not e.filename.startswith(("__MACOSX/", "."))
    }
    if len(tops) == 1 and all("/" in e.filename for e in entries):
        return f"{tops.pop()}/"
    return ""


def _leads_out(entry: zipfile.ZipInfo) -> bool:
    name = entry.orig_filename
    path = PurePosixPath(name)
    return (
        not name
        or path.is_absolute()
        or ".." in path.parts
        or "\\" in name
        or ":" in name
        or any(ord(character) < ord(" ") for character in name)
        or (entry.external_attr >> 16) & _FILE_KIND == _SYMLINK
    )


def _refused(name: str, problem: str) -> KnownError:
    return KnownError(
        _("{file} was refused: {problem}.").format(file=name, problem=problem),
        _("Nothing was imported. Ask for the package once more."),
    )
