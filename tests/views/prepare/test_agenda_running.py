"""The agenda while the workshop runs: what was and what is expected beside the plan; the past stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.records.enums import StageName
from facilitator_app.records.run import Position
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.views.prepare.agenda import AgendaView
from facilitator_app.views.prepare.rowwishes import Wish
from facilitator_app.views.shared.tokens import Tone
from tests.builders import before_start, kaunas, played, segment_of_step, state_after
from tests.views.prepare.agendahelp import Told, above, drop, ids, words

ALT = Qt.KeyboardModifier.AltModifier
Running = Callable[[int], tuple[AgendaView, WorkshopRecord]]


@pytest.fixture
def running(qtbot: QtBot) -> Running:
    """Show Kaunas in the discussion of step 3, which began so many minutes late."""

    def show(late: int) -> tuple[AgendaView, WorkshopRecord]:
        view = AgendaView()
        qtbot.addWidget(view)
        record = kaunas()
        step = segment_of_step(record, 3)
        ran = played(record, Position(step.id, StageName.DISCUSS), late_seconds=late * 60)
        view.show_workshop(ran)
        view.show_run(state_after(ran, 60))
        view.resize(1366, 768)
        view.show()
        QApplication.processEvents()
        return view, ran

    return show


def test_rows_say_what_was_and_what_is_expected_beside_the_plan(running: Running) -> None:
    view, record = running(12)
    order = ids(record)
    welcome, step, later = (view.row(one).face for one in (order[1], order[8], order[10]))
    assert (welcome.start, welcome.now_start, welcome.past, welcome.now_tone) == (
        "09:00",
        "09:12",
        True,
        None,
    )
    assert step.running
    assert (step.start, step.now_start) == ("13:00", "13:11")
    assert (later.start, later.now_start, later.now_tone) == ("14:05", "14:16", Tone.AMBER)
    assert "expected 14:16 to 15:11" in view.row(order[10]).accessibleName()
    assert "was 09:12 to 09:32" in view.row(order[1]).accessibleName()
    head = view.day(record.agenda.days[0].id).head
    assert "Expected 17:41" in words(head)
    assert view.head.fit.text() == "11 min behind"


def test_on_time_nothing_is_amber(running: Running) -> None:
    view, record = running(0)
    assert not any(view.row(one).face.now_tone for one in ids(record))
    assert view.head.fit.tone() is Tone.GREEN


def test_what_has_begun_cannot_be_moved_and_nothing_is_put_before_it(running: Running) -> None:
    view, record = running(0)
    order = ids(record)
    told = Told(view.move_requested, view.remove_requested, view.insert_requested)
    card = view.day(record.agenda.days[0].id)
    for past in (order[1], order[8]):
        assert not view.row(past).face.movable
        for key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            QTest.keyClick(view.row(past), key, ALT)
        QTest.keyClick(view.row(past), Qt.Key.Key_Delete)
        QTest.keyClick(view.row(past), Qt.Key.Key_Insert)
    QTest.keyClick(view.row(order[9]), Qt.Key.Key_Up, ALT)
    assert not drop(card, view.row(order[11]).mime(), above(card, order[3]))
    assert card.mark_at() is None
    assert told == []
    assert view.side.form() is None
    assert Wish.DUPLICATE in view.row(order[1]).wishes
    drop(card, view.row(order[11]).mime(), above(card, order[9]))
    assert told == [(order[11], card.day_id, order[9])]


def test_minutes_of_the_past_are_not_planned_any_more(running: Running) -> None:
    view, record = running(0)
    row = view.row(ids(record)[1])
    QTest.keyClick(row, Qt.Key.Key_5)
    assert row.minutes is None
    view.choose(row.segment_id)
    assert not view.side.panel.stages.isEnabled()
    view.choose(ids(record)[10])
    assert view.side.panel.stages.isEnabled()


def test_a_tick_draws_nothing_while_no_minute_changes(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, record = running(12)
    drawn: list[object] = []
    monkeypatch.setattr(view, "_show_rows", lambda: drawn.append(1))
    for seconds in (60, 61, 75, 119):
        view.show_run(state_after(record, seconds))
    assert len(drawn) <= 1
    view.show_run(state_after(record, 200))
    assert drawn


def test_before_the_start_there_is_only_the_plan(qtbot: QtBot) -> None:
    view = AgendaView()
    qtbot.addWidget(view)
    view.show_workshop(kaunas())
    view.show_run(before_start(kaunas()))
    assert view.row(ids(kaunas())[0]).face.now_start == ""
    assert view.head.fit.text() == "Everything fits"
