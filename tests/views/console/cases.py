"""Consoles with real records at telling moments, for tests and for the battery."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from facilitator_app.records.enums import StageName
from facilitator_app.records.room import SceneKind
from facilitator_app.records.run import Position, RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.views.console import ConsoleView, RoomStatus
from tests.builders import before_start, kaunas, played, segment_of_step, sharjah, state_after, translated
from tests.views.console.offers import offer


def at_step(
    record: WorkshopRecord, step: int, stage: StageName, turn: int | None = None, late: int = 480
) -> WorkshopRecord:
    """Return the record with a run that has just come to a stage of a step."""
    return played(record, Position(segment_of_step(record, step).id, stage, turn), late)


def console_at(record: WorkshopRecord, state: RunState) -> ConsoleView:
    """Return a console that shows this moment."""
    view = ConsoleView()
    view.show_workshop(record)
    view.show_room(RoomStatus(SceneKind.TASK))
    view.show_saved("Saved 11:18")
    view.show_run(state)
    return view


def make_running() -> QWidget:
    """Return a console in a table discussion, Arabic beside English."""
    record = translated(
        sharjah(),
        ("steps", "step-2", "task_text", "ar", "اذكروا من ستة إلى عشرة تجمعات في منطقتكم."),
        ("steps", "step-2", "questions.0", "ar", "ما المعيار الأهم هنا، ولماذا؟"),
    )
    record = at_step(record, 2, StageName.DISCUSS)
    return console_at(record, state_after(record, 300))


def make_turn() -> QWidget:
    """Return a console in a report-back round, with banners on top."""
    record = at_step(kaunas(), 2, StageName.REPORT, 4)
    return console_at(record, state_after(record, 60, long_gap_seconds=720))


def make_before() -> QWidget:
    """Return a console before the start, one screen only."""
    view = console_at(kaunas(), before_start(kaunas(), -8))
    view.show_room(RoomStatus(SceneKind.WELCOME, projector=False))
    return view


def make_slipping() -> QWidget:
    """Return a console on which lunch slips and plans are at hand."""
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = console_at(record, state_after(record, 660))
    view.show_offer(offer())
    return view


def make_deciding() -> QWidget:
    """Return a console with the plans open."""
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = console_at(record, state_after(record, 660))
    view.show_offer(offer())
    view.open_plans()
    return view
