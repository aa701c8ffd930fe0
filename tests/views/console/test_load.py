"""What a tick costs, what a screen reader hears, what Tab reaches."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from facilitator_app.records.enums import StageName
from tests.builders import kaunas, state_after
from tests.views.console.cases import at_step
from tests.views.console.hands import Shown, heard

ISOLATES = dict.fromkeys((0x2068, 0x2069))


class Load(QObject):
    """Counts paints and layout passes of a view and everything in it."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.events: Counter[str] = Counter()
        for one in (view, *view.findChildren(QWidget)):
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in {QEvent.Type.Paint, QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self.events[f"{event.type().name} {type(watched).__name__}"] += 1
        return super().eventFilter(watched, event)


def test_forty_ticks_touch_the_bar_and_hardly_anything_else(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record, 601))
    load = Load(view)
    for quarter in range(40):
        view.show_run(state_after(record, 601 + quarter / 4))
        QApplication.processEvents()
    layouts = {name: n for name, n in load.events.items() if not name.startswith("Paint")}
    assert layouts == {}, "ten seconds within one minute move nothing"
    assert load.events["Paint BigTime"] <= 1
    assert load.events["Paint TimeBar"] <= 11
    assert load.events["Paint DayList"] == 0


def test_a_new_minute_changes_its_figure_and_builds_nothing(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record, 650))
    children = {id(one) for one in view.findChildren(QWidget)}
    for second in range(650, 725):
        view.show_run(state_after(record, second))
        QApplication.processEvents()
    assert {id(one) for one in view.findChildren(QWidget)} == children
    assert view.now.time.text() == "12 min left"


def test_a_screen_reader_hears_the_signals_and_not_the_seconds(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record, 1000))
    said = heard(view.announcer.announced)
    for second in range(1000, 1500):
        view.show_run(state_after(record, second))
    assert said == ["5 min left", "1:00 left", "Time is over"]


def test_everything_on_the_foot_is_reached_by_tab(shown: Shown, qtbot: QtBot) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record, 60))
    view.activateWindow()
    reached = set()
    for _ in range(60):
        focus = QApplication.focusWidget()
        if focus is not None:
            reached.add(focus.accessibleName())
        QTest.keyClick(focus or view, Qt.Key.Key_Tab)
    assert {"Back", "Pause", "One minute less", "Room…", "Blank", "The day"} <= reached
    assert any(name.startswith("Next: ") for name in reached)
