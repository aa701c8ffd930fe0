"""The console: the day, now, the room; what Next does at the foot."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from facilitator_app.records.room import RoomScene, RoomTime
from facilitator_app.records.run import RunPhase, RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.console.announcer import Announcer
from facilitator_app.views.console.bars import BottomBar, RoomStatus, TopBar
from facilitator_app.views.console.day import DayList
from facilitator_app.views.console.idle import IdlePanel
from facilitator_app.views.console.now import NowPanel
from facilitator_app.views.console.side import SidePanel
from facilitator_app.views.room import RoomCanvas
from facilitator_app.views.shared.labels import ElidedLabel
from facilitator_app.views.shared.layouts import row, rule
from facilitator_app.views.shared.marks import Badge
from facilitator_app.views.shared.panels import BannerKind, BannerStack, scrolling
from facilitator_app.views.shared.tokens import Role, Space, Tone

_DAY_WIDTH = 262
_SIDE_WIDTH = 332
_DESIGNED_WIDTH = 1366
_DAY_GROWS = 110
_SIDE_GROWS = 70
_OVERDUE_SECONDS = 120
_START = "start"
_GAP = "gap"


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
    gap_left_out = Signal(int)
    gap_counted = Signal()
    scene_requested = Signal(object)
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

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        self._record: WorkshopRecord | None = None
        self._state: RunState | None = None
        self._planned_start: datetime | None = None
        self._gap = 0
        self.top = TopBar()
        self.banners = BannerStack()
        self.day = DayList()
        self.now = NowPanel()
        self.idle = IdlePanel()
        self.side = SidePanel()
        self.bottom = BottomBar()
        self.room = RoomCanvas(preview=True)
        self.announcer = Announcer(self)
        self._pace = Badge(Tone.GREEN)
        self._middle = QStackedWidget()
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
        self._show_pace(state)
        runs = state.position is not None and state.phase is not RunPhase.FINISHED
        self._middle.setCurrentIndex(0 if runs else 1)
        if runs:
            self.now.show_run(state)
        else:
            self.idle.show_run(record, state)
        self.side.show_run(record, state)
        self.bottom.show_run(record, state)
        self._show_hints(state)
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

    def press_next(self) -> None:
        """Do as the largest button does: for the clicker and the keys."""
        self.bottom.press_next()

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

    def _show_hints(self, state: RunState) -> None:
        late = state.overdue_start_seconds >= _OVERDUE_SECONDS
        if late and state.following is not None:
            minutes = state.overdue_start_seconds // 60
            times = next((t for t in state.times if t.segment_id == state.following.segment_id), None)
            self._planned_start = times.planned_start if times else None
            at = f"{times.planned_start:%H:%M}" if times else ""
            words = ngettext_(
                "The plan began {n} minute ago. Has the room started?",
                "The plan began {n} minutes ago. Has the room started?",
                minutes,
            )
            action = _("It began at {time}").format(time=at)
            self.banners.show_banner(_START, BannerKind.INFO, words.format(n=minutes), action)
        elif _START in self.banners.keys():  # noqa: SIM118 - a stack of banners is no mapping
            self.banners.take_away(_START)
        if state.long_gap_seconds and state.long_gap_seconds != self._gap:
            words = _("The laptop slept or was off for {time}. The time was counted.")
            long = _gap_words(state.long_gap_seconds)
            self.banners.show_banner(_GAP, BannerKind.WARN, words.format(time=long), _("Leave it out"))
        elif not state.long_gap_seconds and self._gap:
            self.banners.take_away(_GAP)
        self._gap = state.long_gap_seconds

    def _act(self, key: str) -> None:
        if key == _START and self._planned_start is not None:
            self.next_requested.emit(None)
            self.start_corrected.emit(self._planned_start)
        elif key == _GAP:
            self.gap_left_out.emit(self._gap)

    def _put_away(self, key: str) -> None:
        if key == _GAP:
            self.gap_counted.emit()

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
        day.addWidget(self.room)
        self.room.hide()
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.banners)
        middle.addWidget(self._middle, 1)
        parts = QHBoxLayout()
        parts.setSpacing(0)
        parts.addWidget(self._left)
        parts.addWidget(rule(vertical=True))
        parts.addLayout(middle, 1)
        parts.addWidget(rule(vertical=True))
        parts.addWidget(self.side)
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
        self.bottom.follow_requested.connect(self.follow_requested)
        self.bottom.blank_toggled.connect(self.blank_toggled)
        self.day.jump_requested.connect(self.jump_requested)
        self.now.start_corrected.connect(self.start_corrected)
        self.idle.scene_requested.connect(self.scene_requested)
        self.idle.report_requested.connect(self.report_requested)
        self.side.attendance_changed.connect(self.attendance_changed)
        self.side.lights.rate_requested.connect(self.lights_requested)
        self.side.parking.noted.connect(self.parking_noted)
        self.side.parking.status_changed.connect(self.parking_status_changed)
        self.side.action_list.noted.connect(self.action_noted)
        self.side.action_list.agreed.connect(self.action_agreed)
        self.banners.action_requested.connect(self._act)
        self.banners.dismissed.connect(self._put_away)


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


def _gap_words(seconds: int) -> str:
    minutes = max(1, round(seconds / 60))
    hours, rest = divmod(minutes, 60)
    return _("{h} h {m} min").format(h=hours, m=rest) if hours else _("{n} min").format(n=minutes)
