"""The one kind of error that people are told about."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command line answers with; see `facilitator-app --help`."""

    DONE = 0
    PROBLEMS_FOUND = 1
    USAGE = 2
    CANNOT_OPEN = 3
    CANNOT_WRITE = 4


class KnownError(Exception):
    """Something that can go wrong in a room: told in plain words, with what to do.

    `message` is a whole translated sentence; `what_to_do` another one or empty. Everything that is
    not a KnownError is a bug: it is logged, and the workshop goes on.
    """

    def __init__(self, message: str, what_to_do: str = "", *, code: ExitCode = ExitCode.CANNOT_OPEN) -> None:
        super().__init__(message)
        self.message = message
        self.what_to_do = what_to_do
        self.code = code

    def __str__(self) -> str:
        """Both sentences, as they are printed."""
        return f"{self.message} {self.what_to_do}".strip()


class CannotWriteError(KnownError):
    """A target that cannot be written: full disk, read-only folder, missing folder."""

    def __init__(self, message: str, what_to_do: str = "") -> None:
        super().__init__(message, what_to_do, code=ExitCode.CANNOT_WRITE)
