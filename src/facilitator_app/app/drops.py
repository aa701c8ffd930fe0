"""Files that are dropped onto the program: which kind each is, and the area that takes them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

ROSTERS: Final = frozenset({".xlsx", ".csv", ".tsv", ".txt"})


class DropKind(Enum):
    """What a dropped file is, by its name."""

    WORKSHOP = auto()
    DATA_SET = auto()
    ROSTER = auto()
    OTHER = auto()


def drop_kind(path: Path) -> DropKind:
    """Say what a dropped file or folder is."""
    suffix = path.suffix.lower()
    if suffix == ".workshop":
        return DropKind.WORKSHOP
    if path.is_dir() or suffix == ".zip":
        return DropKind.DATA_SET
    return DropKind.ROSTER if suffix in ROSTERS else DropKind.OTHER


class DropArea(QWidget):
    """The content of the window while a workshop is open: files can be dropped anywhere on it."""

    files_dropped = Signal(tuple)
    """Paths, as the library's own signal of this name."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802, D102
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802, D102
        files = tuple(url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile())
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)


def by_kind(sources: Iterable[str]) -> dict[DropKind, list[Path]]:
    """Return dropped paths by what they are."""
    found: dict[DropKind, list[Path]] = {}
    for source in map(Path, sources):
        found.setdefault(drop_kind(source), []).append(source)
    return found
