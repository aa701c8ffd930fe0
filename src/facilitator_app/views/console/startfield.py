"""The start of the running stretch, and a small field to set it right; no dialog."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from facilitator_app.records.run import RunState
from facilitator_app.support.wording import _
from facilitator_app.views.shared.buttons import Kind, Size, button
from facilitator_app.views.shared.fields import LineField
from facilitator_app.views.shared.labels import ElidedLabel
from facilitator_app.views.shared.tokens import Role, Space

_WHOSE_WIDTH: Final = 180
_TIME: Final = re.compile(r"^\s*(\d{1,2})\s*[:.hH ]?\s*(\d{2})\s*$")


def time_before(text: str, now: datetime) -> datetime | None:
    """Return the last moment before `now` at which a clock showed `text` (HH:MM), else None."""
    found = _TIME.match(text)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:  # noqa: PLR2004 - a clock
        return None
    moment = now.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
    return moment if moment <= now else moment - timedelta(days=1)


class StartField(QWidget):
    """“Started 11:07”; pressed, it becomes a field with the time in it."""

    start_corrected = Signal(object)
    past_corrected = Signal(str, object)
    """(id of a stretch that is over, its real start)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._started = ""
        self._now: datetime | None = None
        self._past = ""
        self._whose = ElidedLabel("", Role.STRONG)
        self._whose.setMaximumWidth(_WHOSE_WIDTH)
        self._open = button("", Kind.QUIET, size=Size.SMALL)
        self._field = LineField(_("Real start, hours and minutes"), placeholder="11:07")
        self._field.setFixedWidth(92)
        self._set = button(_("Set the start"), size=Size.SMALL)
        self._leave = button(_("Leave it"), Kind.QUIET, size=Size.SMALL)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        for one in (self._open, self._set, self._leave):
            one.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for widget in (self._open, self._whose, self._field, self._set, self._leave):
            line.addWidget(widget)
        line.addStretch(1)
        self._show_field(shown=False)
        self._open.clicked.connect(self.edit)
        self._set.clicked.connect(self._settle)
        self._leave.clicked.connect(self.leave)
        self._field.returnPressed.connect(self._settle)

    def show_run(self, state: RunState) -> None:
        """Show when the running stretch began."""
        self._now = state.now
        if state.entry is None:
            return
        started = f"{state.now - _age(state):%H:%M}"
        if started != self._started:
            self._started = started
            self._open.setText(_("Started {time} – correct").format(time=started))

    def edit(self) -> None:
        """Open the field with the start in it."""
        self._edit("", "", self._started)

    def edit_past(self, stretch_id: str, title: str, started: str) -> None:
        """Open the field with the start of a stretch that is over."""
        self._edit(stretch_id, title, started)

    def _edit(self, past: str, whose: str, started: str) -> None:
        self._past = past
        self._whose.setText(whose)
        self._field.setText(started)
        self._field.show_wrong(wrong=False)
        self._show_field(shown=True)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.selectAll()

    def leave(self) -> None:
        """Put the field away and change nothing."""
        self._show_field(shown=False)

    def is_open(self) -> bool:
        """Say whether the field is open."""
        return self._field.isVisibleTo(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if event.key() == Qt.Key.Key_Escape and self.is_open():
            self.leave()
            return
        super().keyPressEvent(event)

    def _settle(self) -> None:
        moment = time_before(self._field.text(), self._now) if self._now else None
        self._field.show_wrong(wrong=moment is None)
        if moment is not None:
            self._show_field(shown=False)
            if self._past:
                self.past_corrected.emit(self._past, moment)
            else:
                self.start_corrected.emit(moment)

    def _show_field(self, *, shown: bool) -> None:
        self._open.setVisible(not shown)
        self._whose.setVisible(shown and bool(self._past))
        for widget in (self._field, self._set, self._leave):
            widget.setVisible(shown)


def _age(state: RunState) -> timedelta:
    """Return how long ago the stretch began, pauses and sleep included."""
    entry = state.entry
    if entry is None:
        return timedelta(0)
    now_utc = state.now.astimezone(entry.started.wall.tzinfo)
    return max(timedelta(0), now_utc - entry.started.wall)
