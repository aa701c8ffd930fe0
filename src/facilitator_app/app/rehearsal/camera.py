"""Pictures of the windows at every kind of moment, numbered in the order in which they were taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QTextEdit, QWidget

from facilitator_app.rules.text import safe_file_name
from facilitator_app.support.errors import CannotWriteError
from facilitator_app.support.wording import _
from facilitator_app.views.console.clock import BigTime
from facilitator_app.views.console.day import DayList
from facilitator_app.views.room import RoomCanvas

DESCRIPTION: Final = "Description"
"""The standard keyword under which a PNG file says what is on it: for people who cannot see it."""


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
        picture = window.grab().toImage()
        picture.setText(DESCRIPTION, "\n".join(words_on(window)))
        if not picture.save(str(path)):
            raise CannotWriteError(
                _("The picture {path} cannot be written.").format(path=path),
                _("Choose another folder with --out."),
            )
        self._taken.append(path)


def words_on(window: QWidget) -> tuple[str, ...]:
    """Return every word that can be read on a window; what is covered or scrolled away is left out."""
    return tuple(
        words
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and not widget.visibleRegion().isEmpty()
        for words in _words_of(widget)
        if words
    )


def _words_of(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, RoomCanvas):
        yield from (ink.words.text for ink in widget.words())
    elif isinstance(widget, DayList):
        yield from (f"{row.at} {row.title} {row.minutes}{row.over}" for row in widget.rows())
    elif isinstance(widget, QComboBox):
        yield widget.currentText()
    elif isinstance(widget, QTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QLineEdit | QLabel | QAbstractButton | BigTime):
        yield widget.text()
