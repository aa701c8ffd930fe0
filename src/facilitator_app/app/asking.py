"""Files, in and out of the program: dialogs that nothing waits for, so the clock and the clicker go on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_to_open(
    parent: QWidget, title: str, folder: Path | None, names: str, then: Callable[[Path], object]
) -> QFileDialog:
    """Ask for a file that is there; `then` gets its path, unless somebody thinks better of it."""
    dialog = _dialog(parent, title, folder, names, then)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def ask_to_save(
    parent: QWidget, title: str, path: Path, names: str, then: Callable[[Path], object]
) -> QFileDialog:
    """Ask where a file goes, `path` being offered; `then` gets the path, always with the offered suffix."""
    dialog = _dialog(parent, title, path.parent, names, then)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(path.suffix.removeprefix("."))
    dialog.selectFile(path.name)
    dialog.open()
    return dialog


def open_path(path: Path) -> None:
    """Show a file or folder with the program that is usual for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _dialog(
    parent: QWidget, title: str, folder: Path | None, names: str, then: Callable[[Path], object]
) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(folder) if folder else "", names)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    return dialog
