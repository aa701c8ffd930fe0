"""Pictures of the windows at every kind of moment, numbered in the order in which they were taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from facilitator_app.rules.text import safe_file_name
from facilitator_app.support.errors import CannotWriteError
from facilitator_app.support.wording import _


class Camera:
    """Writes PNG files into one folder."""

    def __init__(self, folder: Path, settle: Callable[[], None]) -> None:
        """Make the folder and take out the pictures of an earlier rehearsal. Raises CannotWriteError."""
        self._folder = folder
        self._settle = settle
        self._taken: list[Path] = []
        self._kinds: set[str] = set()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for old in folder.glob("[0-9][0-9]-*.png"):
                old.unlink()
        except OSError as problem:
            raise CannotWriteError(
                _("The folder {folder} cannot be written: {reason}.").format(
                    folder=folder, reason=problem.strerror
                ),
                _("Choose another one with --out."),
            ) from problem

    def taken(self) -> tuple[Path, ...]:
        """Return the pictures taken so far."""
        return tuple(self._taken)

    def take(self, kind: str, window: QWidget) -> None:
        """Take a picture of a kind of moment, once."""
        if kind in self._kinds or not window.isVisible():
            return
        self._kinds.add(kind)
        self._settle()
        path = self._folder / f"{len(self._taken) + 1:02}-{safe_file_name(kind)}.png"
        if not window.grab().save(str(path)):
            raise CannotWriteError(
                _("The picture {path} cannot be written.").format(path=path),
                _("Choose another folder with --out."),
            )
        self._taken.append(path)
