"""What every export leaves behind: a file that is whole or absent, and what is to be told about it."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Final

from facilitator_app.support.errors import CannotWriteError, KnownError
from facilitator_app.support.wording import _

_LETTER_COUNTRIES: Final = frozenset(
    ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
)


class ExportCancelledError(KnownError):
    """Somebody cancelled the export; nothing was written."""


class Paper(StrEnum):
    """The sheet in the printer."""

    A4 = "a4"
    LETTER = "letter"

    @classmethod
    def of_country(cls, code: str) -> Paper:
        """Return the sheet usual in a country, by ISO 3166 code: US Letter or A4 (Unicode CLDR)."""
        return cls.LETTER if code.strip().upper() in _LETTER_COUNTRIES else cls.A4

    @property
    def points(self) -> tuple[float, float]:
        """Width and height in points, upright."""
        return (612.0, 792.0) if self is Paper.LETTER else (595.2756, 841.8898)


@dataclass(frozen=True, slots=True)
class ExportLog:
    """What was written: pages (or sheets), and how often each character that no bundled font has occurs."""

    pages: int
    missing: dict[str, int] = field(default_factory=dict)


def cancelled_error() -> ExportCancelledError:
    """Return what is raised where somebody cancelled."""
    return ExportCancelledError(_("The export was cancelled; nothing was written."))


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file beside `path` that takes its place, synced to disk, when everything inside went well.

    Raises CannotWriteError where the disk is full or the folder cannot be written; nothing is left then.
    """
    part = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as problem:
        raise CannotWriteError(
            _("The file {name} cannot be written: {reason}.").format(
                name=path.name, reason=problem.strerror or problem
            ),
            _("Free some space, close the file elsewhere or choose another folder; then export again."),
        ) from problem
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
