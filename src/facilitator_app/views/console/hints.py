"""Quiet hints on top of the middle: a forgotten start, a laptop that slept; each with its one answer."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject, Signal

from facilitator_app.records.run import RunState
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.shared.actions import key_of
from facilitator_app.views.shared.panels import BannerKind, BannerStack

_OVERDUE_SECONDS: Final = 120
_START: Final = "start"
_GAP: Final = "gap"


class RunHints(QObject):
    """Looks at each moment and asks what only the host can know."""

    start_meant = Signal(object)
    """The planned start (datetime) was the real one."""
    gap_left_out = Signal(int)
    gap_counted = Signal()

    def __init__(self, banners: BannerStack) -> None:
        super().__init__(banners)
        self._banners = banners
        self._planned_start: datetime | None = None
        self._gap = 0
        banners.action_requested.connect(self._act)
        banners.dismissed.connect(self._put_away)

    def show_run(self, state: RunState) -> None:
        """Ask, or ask no longer."""
        self._show_start(state)
        if state.long_gap_seconds and state.long_gap_seconds != self._gap:
            words = _("The laptop slept or was off for {time}. The time was counted.")
            long = _gap_words(state.long_gap_seconds)
            self._banners.show_banner(
                _GAP,
                BannerKind.WARN,
                words.format(time=long),
                _("Leave it out"),
                hint=key_of("run.leave_out"),
            )
        elif not state.long_gap_seconds and self._gap:
            self._banners.take_away(_GAP)
        self._gap = state.long_gap_seconds

    def _show_start(self, state: RunState) -> None:
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
            self._banners.show_banner(_START, BannerKind.INFO, words.format(n=minutes), action)
        elif _START in self._banners.keys():  # noqa: SIM118 - a stack of banners is no mapping
            self._banners.take_away(_START)

    def _act(self, key: str) -> None:
        if key == _START and self._planned_start is not None:
            self.start_meant.emit(self._planned_start)
        elif key == _GAP:
            self.gap_left_out.emit(self._gap)

    def _put_away(self, key: str) -> None:
        if key == _GAP:
            self.gap_counted.emit()


def _gap_words(seconds: int) -> str:
    minutes = max(1, round(seconds / 60))
    hours, rest = divmod(minutes, 60)
    return _("{h} h {m} min").format(h=hours, m=rest) if hours else _("{n} min").format(n=minutes)
