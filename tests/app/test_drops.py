"""What a dropped file is, and the area that takes it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.app.drops import DropArea, DropKind, by_kind, drop_kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.workshop", DropKind.WORKSHOP),
        ("A.WORKSHOP", DropKind.WORKSHOP),
        ("a.zip", DropKind.DATA_SET),
        ("list.XLSX", DropKind.ROSTER),
        ("list.csv", DropKind.ROSTER),
        ("photo.jpg", DropKind.OTHER),
        ("noname", DropKind.OTHER),
    ],
)
def test_a_file_is_known_by_its_name(name: str, kind: DropKind) -> None:
    assert drop_kind(Path(name)) is kind


def test_a_folder_is_a_data_set(tmp_path: Path) -> None:
    assert drop_kind(tmp_path) is DropKind.DATA_SET


def test_several_files_are_sorted() -> None:
    found = by_kind(("a.csv", "b.workshop", "c.csv"))
    assert found == {DropKind.ROSTER: [Path("a.csv"), Path("c.csv")], DropKind.WORKSHOP: [Path("b.workshop")]}


def test_the_area_takes_files_and_nothing_else(qtbot: QtBot, tmp_path: Path) -> None:
    area = DropArea()
    qtbot.addWidget(area)
    taken: list[tuple[str, ...]] = []
    area.files_dropped.connect(taken.append)
    for urls, accepted in (([QUrl.fromLocalFile(str(tmp_path / "a.csv"))], True), ([], False)):
        mime = QMimeData()
        mime.setUrls(urls)
        actions, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier
        enter = QDragEnterEvent(QPoint(5, 5), actions, mime, button, keys.NoModifier)
        enter.ignore()
        QApplication.sendEvent(area, enter)
        assert enter.isAccepted() is accepted
        if accepted:
            drop = QDropEvent(QPointF(5, 5), actions, mime, button, keys.NoModifier)
            QApplication.sendEvent(area, drop)
    assert taken == [(str(tmp_path / "a.csv"),)]
