"""The agenda editor on a real file: every drag, key and click is one step in it, and Ctrl+Z takes it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt, QTime
from PySide6.QtWidgets import QApplication

from facilitator_app.app import agendaanswers
from facilitator_app.content.catalogue import load
from facilitator_app.records.agenda import Agenda, Segment
from facilitator_app.records.enums import AnchorKind, LanguageMode, SegmentKind, StageName
from facilitator_app.records.run import Position, RunPhase
from facilitator_app.rules.schedule import schedule
from facilitator_app.services import library, planning, running
from facilitator_app.services.reading import read_workshop
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock
from facilitator_app.views.prepare.agenda import AgendaView
from tests.journeys.visit import CONTROL, DEVICE, SHIFT, Visit, read
from tests.views.prepare.agendahelp import above, drop

ALT = Qt.KeyboardModifier.AltModifier


def at_the_agenda(seat: Visit) -> AgendaView:
    seat.desks.go("agenda")
    seat.rest()
    return seat.desks.prepare.agenda


def agenda(seat: Visit) -> Agenda:
    return seat.record.agenda


def titles(seat: Visit, day: int = 0) -> list[str]:
    return [one.title for one in agenda(seat).days[day].segments]


def segment(seat: Visit, place: int, day: int = 0) -> Segment:
    return agenda(seat).days[day].segments[place]


def undo(seat: Visit, view: AgendaView) -> None:
    view.row(view.chosen()).setFocus()
    seat.key(Qt.Key.Key_Z, CONTROL)


def test_a_row_that_is_dragged_to_the_other_day_is_there_in_the_file_and_comes_back_by_undo(
    seat: Visit, workshop: Path
) -> None:
    view = at_the_agenda(seat)
    before = [titles(seat), titles(seat, 1)]
    moving, target = segment(seat, 5), segment(seat, 2, 1)
    card = view.day(agenda(seat).days[1].id)
    assert drop(card, view.row(moving.id).mime(), above(card, target.id))
    seat.rest()
    assert titles(seat, 1)[2:4] == [moving.title, target.title]
    assert moving.title not in titles(seat)
    assert view.chosen() == moving.id
    undo(seat, view)
    assert [titles(seat), titles(seat, 1)] == before
    seat.key(Qt.Key.Key_Y, CONTROL)
    assert titles(seat, 1)[2] == moving.title
    seat.program.show_library()
    assert read(workshop).agenda.days[1].segments[2].title == moving.title


def test_a_parked_row_that_is_dragged_back_is_one_step(seat: Visit) -> None:
    view = at_the_agenda(seat)
    one = segment(seat, 4)
    seat.desks.prepare.agenda_plan.park(one.id, parked=True)
    seat.rest()
    card = view.day(agenda(seat).days[0].id)
    drop(card, view.row(one.id).mime(), above(card, segment(seat, 2).id))
    seat.rest()
    moved = agenda(seat).segment(one.id)
    assert moved is not None
    assert not moved.parked
    assert segment(seat, 2).id == one.id
    undo(seat, view)
    back = agenda(seat).segment(one.id)
    assert back is not None
    assert back.parked


def test_a_day_is_planned_by_keyboard_alone(seat: Visit) -> None:
    view = at_the_agenda(seat)
    first = titles(seat)
    view.row(segment(seat, 1).id).setFocus()
    seat.key(Qt.Key.Key_4)
    seat.key(Qt.Key.Key_5)
    seat.key(Qt.Key.Key_Return)
    assert segment(seat, 1).planned_seconds == 45 * 60
    seat.key(Qt.Key.Key_Down, ALT)
    assert titles(seat)[1:3] == [first[2], first[1]]
    seat.key(Qt.Key.Key_Down)
    assert view.row(view.chosen()).face.title == first[3]
    seat.key(Qt.Key.Key_D, CONTROL)
    assert titles(seat)[3:5] == [first[3], first[3]]
    seat.key(Qt.Key.Key_Delete)
    assert titles(seat)[3:5] == [first[3], first[4]]
    seat.key(Qt.Key.Key_Down, ALT | SHIFT)
    assert titles(seat, 1)[0] == first[4]
    for _step in range(5):
        seat.key(Qt.Key.Key_Z, CONTROL)
    assert titles(seat) == first
    assert segment(seat, 1).planned_seconds == 20 * 60
    assert not seat.alarms()


def test_arrows_on_a_row_walk_and_never_press_next(seat: Visit) -> None:
    view = at_the_agenda(seat)
    view.row(segment(seat, 1).id).setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down):
        seat.key(key)
    assert seat.desks.workshop.state().phase is RunPhase.NOT_STARTED
    seat.key(Qt.Key.Key_PageDown)
    assert seat.desks.workshop.state().phase is RunPhase.RUNNING


def test_the_details_of_a_segment_are_kept(seat: Visit) -> None:
    view = at_the_agenda(seat)
    panel, step = view.side.panel, segment(seat, 5)
    view.choose(step.id)
    panel.stages.planned[StageName.REPORT].setValue(20)
    seat.rest()
    panel.stages.least[StageName.REPORT].setValue(9)
    seat.rest()
    panel.anchor.choose(AnchorKind.START_AT.value)
    seat.rest()
    panel.buffer.click()
    seat.rest()
    panel.consent.click()
    seat.rest()
    seat.type(panel.private, "Ask for evidence.")
    seat.desks.go("people")
    seat.rest()
    now = agenda(seat).segment(step.id)
    assert now is not None
    report = next(slot for slot in now.stages if slot.stage is StageName.REPORT)
    assert (report.planned_seconds, report.minimum_seconds) == (20 * 60, 9 * 60)
    assert now.anchor is not None
    assert now.anchor.at == time(10, 35)
    assert now.buffer
    assert now.shorten_needs_consent
    assert now.private_notes == "Ask for evidence."


def test_a_title_is_one_step_however_it_is_left(seat: Visit) -> None:
    view = at_the_agenda(seat)
    before = titles(seat)
    view.choose(segment(seat, 1).id)
    panel = view.side.panel
    panel.name.setFocus()
    panel.name.selectAll()
    for key in (Qt.Key.Key_H, Qt.Key.Key_I, Qt.Key.Key_Return):
        seat.hands.press(key)
    view.choose(segment(seat, 2).id)
    seat.desks.settle()
    seat.rest()
    assert titles(seat)[1] == "hi"
    undo(seat, view)
    assert titles(seat) == before


def test_what_is_refused_is_told_and_the_field_says_again_what_is(seat: Visit) -> None:
    view = at_the_agenda(seat)
    day = agenda(seat).days[0]
    head = view.day(day.id).head
    head.end.setFocus()
    head.end.setTime(QTime(day.start.hour, day.start.minute))
    seat.key(Qt.Key.Key_Return)
    assert any("Choose a later end." in line for line in seat.banners())
    assert head.end.at() == day.end == agenda(seat).days[0].end


def test_insert_split_and_shorten_are_one_step_each(seat: Visit) -> None:
    view = at_the_agenda(seat)
    step = segment(seat, 5)
    seat.desks.prepare.agenda.choose(step.id)
    view.insert_requested.emit(agenda(seat).days[0].id, step.id, SegmentKind.PRAYER, "Prayer", 15)
    seat.rest()
    assert titles(seat)[5:7] == ["Prayer", step.title]
    view.split_requested.emit(step.id, 30)
    seat.rest()
    assert titles(seat)[6:8] == [step.title, step.title]
    assert segment(seat, 6).planned_seconds == 30 * 60
    view.shorten_requested.emit(segment(seat, 10).id)
    seat.rest()
    assert segment(seat, 10).planned_seconds == segment(seat, 10).minimum_seconds
    for _step in range(3):
        undo(seat, view)
    assert segment(seat, 5) == step


def test_the_frame_of_a_day_is_kept(seat: Visit) -> None:
    view = at_the_agenda(seat)
    day, firm = agenda(seat).days[0], False
    view.day_changed.emit(day.id, time(8), time(18), firm)
    seat.rest()
    now = agenda(seat).days[0]
    assert (now.start, now.end, now.end_anchored) == (time(8), time(18), False)
    undo(seat, view)
    assert agenda(seat).days[0] == day


def test_one_click_mends_what_does_not_fit(seat: Visit) -> None:
    view = at_the_agenda(seat)
    view.minutes_chosen.emit(segment(seat, 1).id, 28)
    seat.rest()
    assert schedule(agenda(seat)).conflicts
    strip = view.day(agenda(seat).days[0].id).strips[0]
    assert strip.words == "Slips from 12:00 to 12:08"
    strip.buttons[0].click()
    seat.rest()
    lunch = schedule(agenda(seat)).segment(segment(seat, 7).id)
    assert lunch is not None
    assert lunch.planned_start.time() == time(12)
    assert not view.day(agenda(seat).days[0].id).strips
    undo(seat, view)
    assert schedule(agenda(seat)).conflicts


def test_consecutive_interpretation_says_its_price_and_one_click_pays_it(seat: Visit) -> None:
    view = at_the_agenda(seat)
    before = agenda(seat)
    seat.choose(view.head.mode, LanguageMode.CONSECUTIVE.value)
    assert "adds 377 min: Day 1 ends" in view.head.cost.text()
    assert agenda(seat) == before
    view.head.cost.apply.click()
    seat.rest()
    assert seat.record.details.language_mode is LanguageMode.CONSECUTIVE
    planned = [sum(one.planned_seconds for one in each.segments()) for each in (agenda(seat), before)]
    assert round((planned[0] - planned[1]) / 60) == 377
    assert view.head.cost.isHidden()
    undo(seat, view)
    assert agenda(seat) == before
    assert view.head.mode.key() == seat.record.details.language_mode


def test_a_remedy_on_a_day_that_has_begun_leaves_what_has_begun_alone(seat: Visit) -> None:
    view = at_the_agenda(seat)
    seat.key(Qt.Key.Key_PageDown)
    begun = segment(seat, 0)
    seat.desks.prepare.agenda_plan.park(segment(seat, 9).id, parked=True)
    seat.rest()
    strip = view.day(agenda(seat).days[0].id).strips[0]
    assert strip.words == "115 min without a break up to here"
    strip.buttons[0].click()
    seat.rest()
    assert segment(seat, 0) == begun
    assert not view.day(agenda(seat).days[0].id).strips
    assert not seat.alarms()


def test_while_it_runs_the_agenda_says_what_is_expected(seat: Visit) -> None:
    view = at_the_agenda(seat)
    seat.key(Qt.Key.Key_PageDown)
    clock = seat.clock
    assert isinstance(clock, FakeClock)
    clock.advance(40 * 60)
    seat.rest()
    face = view.row(segment(seat, 1).id).face
    assert (face.start, face.now_start) != ("", "")
    assert view.row(segment(seat, 0).id).face.running


@pytest.mark.parametrize(("kind", "private"), [("pdf", False), ("xlsx", True)])
def test_the_agenda_is_printed_beside_the_workshop_and_its_folder_is_one_click_away(
    seat: Visit, workshop: Path, monkeypatch: pytest.MonkeyPatch, kind: str, private: bool
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(agendaanswers, "open_path", shown.append)
    view = at_the_agenda(seat)
    assert seat.program.actions.trigger("prepare.print_agenda")
    seat.rest()
    form = view.side.print
    assert view.side.form() is form
    if private:
        form.private.click()
    (form.give if kind == "pdf" else form.sheet).click()
    seat.rest()
    seat.hands.until(lambda: not seat.desks.prepare.printing.worker.busy, "the agenda to be written")
    seat.rest()
    target = seat.desks.prepare.printing.target(kind, private_notes=private)
    assert target.parent == workshop.parent
    assert target.stat().st_size > 1000
    assert ("private" in target.name) is private
    (said,) = (line for line in seat.banners() if target.name in line)
    assert ("private notes" in said) is private
    seat.press_button("Show in folder")
    assert shown == [target.parent]
    if kind == "xlsx":
        assert load_workbook(target).active is not None


def test_an_agenda_that_cannot_be_written_says_why(
    seat: Visit, workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = at_the_agenda(seat)
    printing = seat.desks.prepare.printing
    nowhere = workshop.parent / "gone" / "agenda.pdf"
    monkeypatch.setattr(printing, "target", lambda _kind, *, private_notes: nowhere)
    view.head.print.click()
    view.side.print.give.click()
    seat.rest()
    seat.hands.until(lambda: not printing.worker.busy, "the agenda to fail")
    seat.rest()
    assert any("agenda.pdf" in line for line in seat.banners())


def test_a_menu_of_a_row_stands_in_nobodys_way(seat: Visit) -> None:
    view = at_the_agenda(seat)
    row = view.row(segment(seat, 2).id)
    row.open_menu(QPoint(20, 20))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()
    seat.rest()
    assert seat.no_dialog()


def _held(path: Path, number: int) -> None:
    """Hold a workshop in which the opening speaker took 28 of his 20 minutes."""
    clock = FakeClock()
    spec = planning.NewWorkshop(
        course="two_day", start=date(2027, 3, 2) + timedelta(days=number), zone="Europe/Vilnius"
    )
    content = load(paths.content())
    file, _fits = planning.create_workshop(path, spec, content=content, clock=clock, device=DEVICE)
    with file:
        with file.read() as session:
            record = read_workshop(session)
        segments = record.agenda.segments()
        running.jump(file, record.details.id, Position(segments[1].id, StageName.WHOLE))
        clock.advance(28 * 60)
        running.jump(file, record.details.id, Position(segments[2].id, StageName.WHOLE))


def test_the_details_say_what_past_workshops_taught(
    visit: Callable[..., Visit], workshop: Path, tmp_path: Path
) -> None:
    for number in range(3):
        past = tmp_path / f"past-{number}.workshop"
        _held(past, number)
        library.remember(past, datetime(2027, 1, number + 1, tzinfo=UTC))
    seat = visit(workshop)
    view = at_the_agenda(seat)
    scholar = seat.desks.prepare.answers.scholar
    seat.hands.until(lambda: not scholar.busy, "the library to be read")
    view.choose(segment(seat, 1).id)
    said = "An item like this took 1.4 × plan in 3 of 3 workshops."
    assert said in seat.labels(view.side.panel)
    view.minutes_chosen.emit(segment(seat, 1).id, 28)
    seat.rest()
    assert said in seat.labels(view.side.panel)
    for number in range(3):
        library.forget(tmp_path / f"past-{number}.workshop")


def test_the_change_over_is_typed_once_and_kept(seat: Visit, workshop: Path) -> None:
    view = at_the_agenda(seat)
    field = view.head.change_over
    assert field.value() == 20
    field.setFocus()
    field.selectAll()
    for digit in (Qt.Key.Key_3, Qt.Key.Key_5, Qt.Key.Key_Return):
        seat.key(digit)
    seat.rest()
    assert seat.record.details.change_over_seconds == 35
    undo(seat, view)
    seat.rest()
    assert seat.record.details.change_over_seconds == 20
    assert field.value() == 20
    seat.program.show_library()
