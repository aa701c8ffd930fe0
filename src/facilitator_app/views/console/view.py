"""The console: the day, now, the room; what Next does at the foot."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from facilitator_app.records.recovery import RecoveryChoice, RecoveryOffer
from facilitator_app.records.room import RoomScene, RoomTime
from facilitator_app.records.run import RunPhase, RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.wording import _
from facilitator_app.views.console.announcer import Announcer
from facilitator_app.views.console.bars import BottomBar, RoomStatus, TopBar
from facilitator_app.views.console.day import DayList, SlackLegend
from facilitator_app.views.console.hints import RunHints
from facilitator_app.views.console.idle import IdlePanel
from facilitator_app.views.console.now import NowPanel
from facilitator_app.views.console.recovery import RecoveryOverlay
from facilitator_app.views.console.side import SidePanel
from facilitator_app.views.console.timers import TimerPanel
from facilitator_app.views.room import RoomCanvas
from facilitator_app.views.shared.labels import ElidedLabel
from facilitator_app.views.shared.layouts import row, rule
from facilitator_app.views.shared.marks import Badge
from facilitator_app.views.shared.panels import BannerStack, scrolling
from facilitator_app.views.shared.runwords import short_title
from facilitator_app.views.shared.tokens import Role, Space, Tone

_DAY_WIDTH = 262
_SIDE_WIDTH = 332
_DESIGNED_WIDTH = 1366
_DAY_GROWS = 110
_SIDE_GROWS = 70
_ROOMY_HEIGHT = 900


class ConsoleView(QWidget):
    """What the facilitator at the front looks at and presses. Live: it never opens a dialog.

    `next_requested` and `back_requested` carry the position they were pressed at (or None before the start).
    """

    next_requested = Signal(object)
    back_requested = Signal(object)
    pause_toggled = Signal()
    adjust_requested = Signal(int)
    jump_requested = Signal(object)
    start_corrected = Signal(object)
    past_start_corrected = Signal(str, object)
    """(id of a stretch that is over, its real start)."""
    gap_left_out = Signal(int)
    gap_counted = Signal()
    scene_requested = Signal(object)
    seats_requested = Signal(object)
    follow_requested = Signal()
    blank_toggled = Signal(bool)
    attendance_changed = Signal(str, str, bool)
    lights_requested = Signal()
    parking_noted = Signal(str)
    parking_status_changed = Signal(str, object)
    action_noted = Signal(str)
    action_agreed = Signal(str, str, object)
    """(action id, owner's participant id, due date): an idea became an action."""
    report_requested = Signal()
    plan_chosen = Signal(object)
    """records.recovery.RecoveryChoice."""
    offer_put_off = Signal()
    interpreter_toggled = Signal()
    turn_skipped = Signal(int)
    turns_swapped = Signal(int, int)
    turn_put_off = Signal(int)
    timer_started = Signal(int, str)
    """(seconds, what for)."""
    timer_ended = Signal(str)
    guest_kept = Signal(str, str, str, str, int)
    """(guest id or nothing for a new one, name, title, title in the room's language, minutes)."""
    guest_removed = Signal(str)
    guest_status_chosen = Signal(str, object)
    guest_step_requested = Signal(str)
    speak_requested = Signal(str, object)
    """(guest id, segment id to speak after, or None for now)."""
    language_asked = Signal(object, int)
    """What would this language mode with so many tables cost? Answer: `side.language.show_cost`."""
    language_switched = Signal(object, int)
    action_requested = Signal(str)
    """The id of an action, chosen in a menu."""
    deciding_changed = Signal(bool)
    """The plans were opened or closed: their keys work, or no longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        self._record: WorkshopRecord | None = None
        self._state: RunState | None = None
        self._offer: RecoveryOffer | None = None
        self.top = TopBar()
        self.banners = BannerStack()
        self._hints = RunHints(self.banners)
        self.day = DayList()
        self._legend = SlackLegend()
        self.timers = TimerPanel()
        self.now = NowPanel()
        self.idle = IdlePanel()
        self.plans = RecoveryOverlay()
        self.side = SidePanel()
        self.bottom = BottomBar()
        self.room = RoomCanvas(preview=True)
        self.announcer = Announcer(self)
        self._pace = Badge(Tone.GREEN)
        self._middle = QStackedWidget()
        self._right = QStackedWidget()
        self._before: QWidget | None = None
        self._left = QWidget()
        self._arrange()
        self._connect()

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Take another record; it is shown at once where a moment is known, else with the first one."""
        self._record = record
        if self._state is not None:
            self._show_record(record, self._state)
            self.show_run(self._state)

    def show_run(self, state: RunState) -> None:
        """Show a moment; called four times a second, and only what changed is touched."""
        record, first = self._record, self._state is None
        moved = self._state is not None and self._state.position != state.position
        self._state = state
        if record is None:
            return
        if first or moved:
            self._show_record(record, state)
        self.top.show_run(state)
        self.day.show_day(record, state)
        self._legend.show_rows(self.day.rows(), roomy=self.height() >= _ROOMY_HEIGHT)
        self._show_pace(state)
        runs = state.position is not None and state.phase is not RunPhase.FINISHED
        self._middle.setCurrentIndex(0 if runs else 1)
        if runs:
            self.now.show_run(record, state)
        else:
            self.idle.show_run(record, state)
        if self.deciding():
            self.plans.show_run(record, state)
        self.side.show_run(record, state)
        self.timers.show_run(state)
        self.bottom.show_run(record, state)
        self._hints.show_run(state)
        self.announcer.show_run(record, state)

    def show_saved(self, text: str, *, trouble: bool = False) -> None:
        """Say when everything was saved: after the commit only."""
        self.top.show_saved(text, trouble=trouble)

    def show_room(self, status: RoomStatus) -> None:
        """Say what the room sees; without a projector its picture stands below the day."""
        self.top.show_room(status)
        self.bottom.show_room(status)
        self.room.setVisible(not status.projector)
        self.room.blank(status.blank)

    def show_scene(self, scene: RoomScene) -> None:
        """Show the room's picture, where it is shown here."""
        if self.room.isVisible():
            self.room.show_scene(scene)

    def show_time(self, time: RoomTime) -> None:
        """Show the room's time, where its picture is shown here."""
        if self.room.isVisible():
            self.room.show_time(time)

    def show_offer(self, offer: RecoveryOffer | None, *, quiet: bool = False) -> None:
        """Offer plans that bring the day back, or none; quietly where this slip was left as it is."""
        fresh = offer is not None and self._offer is None and not quiet
        self._offer = offer
        self.side.slip.show_offer(offer, quiet=quiet)
        if self._record is not None and self._state is not None:
            self.side.slip.show_run(self._record, self._state)
        if fresh:
            self.announcer.say(self.side.slip.words()[0])
        if offer is None:
            self._close_plans()
        elif self.deciding():
            self._fill_plans(offer)

    def deciding(self) -> bool:
        """Say whether the plans stand open."""
        return self._right.currentWidget() is self.plans

    def open_plans(self) -> None:
        """Show the plans in the place of now and room, where there is something to decide."""
        if self._offer is None or self.deciding():
            return
        self.plans.fit_into(self._right.size())
        self._fill_plans(self._offer)
        focus = QApplication.focusWidget()
        # What was typed in may be covered now: its keys must not land there unseen.
        self._before = focus if focus is not None and self.isAncestorOf(focus) else None
        self._right.setCurrentWidget(self.plans)
        if self._before is not None:
            self.plans.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deciding_changed.emit(True)  # noqa: FBT003 - a signal has no names

    def choose_plan(self, number: int) -> None:
        """Take the plan with this number; 4 moves the fixed time. What is not offered does nothing."""
        choice = self.plans.choice(number) if self.deciding() else None
        if choice is not None:
            self._choose(choice)

    def leave_plans(self) -> None:
        """Leave it as it is: this slip is put away until it grows."""
        if self.deciding():
            self._close_plans()
            self.offer_put_off.emit()

    def correct_start(self) -> None:
        """Open the field in which the start of what runs is set right."""
        if not self.deciding():
            self.now.start.edit()

    def press_next(self) -> None:
        """Do as the largest button does: for the clicker and the keys."""
        self.bottom.press_next()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if event.key() == Qt.Key.Key_Escape and self.side.escape():
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        spare = max(0, event.size().width() - _DESIGNED_WIDTH)
        self._left.setFixedWidth(_DAY_WIDTH + min(_DAY_GROWS, spare // 5))
        self.side.setFixedWidth(_SIDE_WIDTH + min(_SIDE_GROWS, spare // 6))

    def _show_record(self, record: WorkshopRecord, state: RunState) -> None:
        self.top.show_workshop(record, state)
        self.now.show_workshop(record, state)
        self.side.show_workshop(record, state)

    def _show_pace(self, state: RunState) -> None:
        tone, words = pace_words(state)
        if (tone, words) != (self._pace.tone(), self._pace.text()):
            self._pace.show_state(tone, words)
            self._pace.setVisible(bool(words))

    def _choose(self, choice: RecoveryChoice) -> None:
        self._close_plans()
        self.plan_chosen.emit(choice)

    def _fill_plans(self, offer: RecoveryOffer) -> None:
        self.plans.show_offer(offer)
        if self._record is not None and self._state is not None:
            self.plans.show_run(self._record, self._state)

    def _close_plans(self) -> None:
        if not self.deciding():
            return
        self._right.setCurrentIndex(0)
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
            self._before = None
        self.deciding_changed.emit(False)  # noqa: FBT003 - a signal has no names

    def _correct_past(self, segment_id: str) -> None:
        """Open the field for the start of a segment; that of the running one is the running stretch's."""
        record, state = self._record, self._state
        if record is None or state is None or self.deciding():
            return
        own = [one for one in record.run_entries if one.position.segment_id == segment_id]
        segment = record.agenda.segment(segment_id)
        if not own or segment is None:
            return
        if own[-1].ended is None:
            self.now.start.edit()
            return
        began = own[0].started.wall.astimezone(state.now.tzinfo)
        self.now.start.edit_past(own[0].id, short_title(segment), f"{began:%H:%M}")

    def _start_at(self, planned: datetime) -> None:
        self.next_requested.emit(None)
        self.start_corrected.emit(planned)

    def _arrange(self) -> None:
        self._middle.addWidget(scrolling(self.now))
        self._middle.addWidget(scrolling(self.idle))
        self._pace.hide()
        day = QVBoxLayout(self._left)
        day.setContentsMargins(Space.S, Space.M, Space.S, Space.S)
        today = ElidedLabel(_("Today"), Role.HEADING)
        today.setMinimumWidth(48)
        head = row(today, self._pace, margins=Space.XS)
        head.setStretch(0, 1)
        day.addLayout(head)
        day.addWidget(self.day, 1)
        day.addWidget(self._legend)
        day.addWidget(self.timers)
        day.addWidget(self.room)
        self.room.hide()
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.banners)
        middle.addWidget(self._middle, 1)
        usual = QWidget()
        beside = row(middle, rule(vertical=True), self.side, space=0)
        beside.setStretch(0, 1)
        usual.setLayout(beside)
        self._right.addWidget(usual)
        self._right.addWidget(self.plans)
        parts = QHBoxLayout()
        parts.setSpacing(0)
        parts.addWidget(self._left)
        parts.addWidget(rule(vertical=True))
        parts.addWidget(self._right, 1)
        everything = QVBoxLayout(self)
        everything.setContentsMargins(0, 0, 0, 0)
        everything.setSpacing(0)
        everything.addWidget(self.top)
        everything.addLayout(parts, 1)
        everything.addWidget(self.bottom)

    def _connect(self) -> None:
        self.bottom.next_requested.connect(self.next_requested)
        self.bottom.back_requested.connect(self.back_requested)
        self.bottom.pause_toggled.connect(self.pause_toggled)
        self.bottom.adjust_requested.connect(self.adjust_requested)
        self.bottom.scene_requested.connect(self.scene_requested)
        self.bottom.seats_requested.connect(self.seats_requested)
        self.bottom.follow_requested.connect(self.follow_requested)
        self.bottom.blank_toggled.connect(self.blank_toggled)
        self.day.jump_requested.connect(self.jump_requested)
        self.day.correction_requested.connect(self._correct_past)
        self.now.start_corrected.connect(self.start_corrected)
        self.now.start.past_corrected.connect(self.past_start_corrected)
        self.idle.scene_requested.connect(self.scene_requested)
        self.idle.report_requested.connect(self.report_requested)
        self.bottom.action_requested.connect(self.action_requested)
        self.now.interpreter.toggled.connect(self.interpreter_toggled)
        self.timers.started.connect(self.timer_started)
        self.timers.ended.connect(self.timer_ended)
        self._connect_side()

    def _connect_side(self) -> None:
        guests, tables, language = self.side.guests, self.side.tables, self.side.language
        tables.turn_skipped.connect(self.turn_skipped)
        tables.turns_swapped.connect(self.turns_swapped)
        tables.turn_put_off.connect(self.turn_put_off)
        guests.guest_kept.connect(self.guest_kept)
        guests.removed.connect(self.guest_removed)
        guests.status_chosen.connect(self.guest_status_chosen)
        guests.speak_requested.connect(self.speak_requested)
        self.side.guest_step_requested.connect(self.guest_step_requested)
        language.asked.connect(self.language_asked)
        language.switched.connect(self.language_switched)
        self.side.attendance_changed.connect(self.attendance_changed)
        self.side.lights.rate_requested.connect(self.lights_requested)
        self.side.parking.noted.connect(self.parking_noted)
        self.side.parking.status_changed.connect(self.parking_status_changed)
        self.side.action_list.noted.connect(self.action_noted)
        self.side.action_list.agreed.connect(self.action_agreed)
        self.side.slip.plans_requested.connect(self.open_plans)
        self.plans.chosen.connect(self._choose)
        self.plans.left.connect(self.leave_plans)
        self._hints.start_meant.connect(self._start_at)
        self._hints.gap_left_out.connect(self.gap_left_out)
        self._hints.gap_counted.connect(self.gap_counted)


def pace_words(state: RunState) -> tuple[Tone, str]:
    """Return whether the room is behind, ahead or on time, in whole minutes."""
    if state.position is None:
        return Tone.NEUTRAL, ""
    minutes = round(abs(state.offset_seconds) / 60)
    if minutes == 0:
        return Tone.GREEN, _("On time")
    if state.offset_seconds > 0:
        return Tone.AMBER, _("{n} min behind").format(n=minutes)
    return Tone.GREEN, _("{n} min ahead").format(n=minutes)
