"""Hands and eyes for tests of the console."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from facilitator_app.views.console import ConsoleView
from facilitator_app.views.shared.buttons import Button

Shown: TypeAlias = Callable[..., ConsoleView]


def press(qtbot: QtBot, where: QWidget, words: str) -> None:
    found = [one for one in where.findChildren(Button) if words in {one.text(), one.accessibleName()}]
    visible = [one for one in found if one.isVisible()]
    assert visible, f"no button “{words}”"
    QTest.mouseClick(visible[0], Qt.MouseButton.LeftButton)


def heard(signal: Any) -> list[Any]:
    said: list[Any] = []
    signal.connect(lambda *values: said.append(values[0] if len(values) == 1 else values))
    return said


def labels(view: QWidget) -> list[str]:
    return [one.text() for one in view.findChildren(QLabel) if one.isVisible() and one.text()]
