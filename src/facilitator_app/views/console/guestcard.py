"""One guest: who, how long, where he is by one press, and what each place for him would cost."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.records.enums import GuestStatus
from facilitator_app.records.guests import Guest, InsertionPoint
from facilitator_app.records.run import RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.wording import _
from facilitator_app.views.console.guestwords import (
    ORDER,
    asked_words,
    point_words,
    status_tone,
    status_words,
    step_words,
    useful_points,
    waiting_guest,
)
from facilitator_app.views.shared.actions import key_of
from facilitator_app.views.shared.buttons import Kind, Size, button
from facilitator_app.views.shared.labels import ElidedLabel, plain_tooltip, text_label
from facilitator_app.views.shared.layouts import clear, column, row
from facilitator_app.views.shared.marks import Badge
from facilitator_app.views.shared.panels import Card, CardKind
from facilitator_app.views.shared.tabs import SegmentedTabs
from facilitator_app.views.shared.tokens import Role, Space


class GuestCard(Card):
    """A guest on the page of guests. Status: one press. At the door: when to speak, and what it costs."""

    status_chosen = Signal(str, object)
    speak_requested = Signal(str, object)
    """(guest id, segment id to speak after, or None for now)."""
    edit_requested = Signal(str)
    removed = Signal(str)

    def __init__(self, guest: Guest, parent: QWidget | None = None) -> None:
        kind = CardKind.ACTIVE if guest.status is GuestStatus.SPEAKING else CardKind.PLAIN
        super().__init__(kind, space=Space.S, margin=Space.M, parent=parent)
        self._guest = guest
        self._shown: tuple[tuple[str, str], ...] | None = None
        self.body.addWidget(text_label(guest.name, Role.STRONG, own=True))
        for words in (guest.title, guest.local_title):
            if words:
                self.body.addWidget(text_label(words, Role.CAPTION, own=True))
        edit = button(_("Change"), Kind.QUIET, size=Size.SMALL)
        edit.setAccessibleName(_("Change: {name}").format(name=guest.name))
        edit.clicked.connect(lambda: self.edit_requested.emit(guest.id))
        remove = button(_("Remove"), Kind.QUIET, size=Size.SMALL)
        remove.setAccessibleName(_("Remove: {name}").format(name=guest.name))
        remove.clicked.connect(lambda: self.removed.emit(guest.id))
        if guest.status is GuestStatus.SPEAKING:
            remove.hide()
        self.body.addLayout(row(text_label(asked_words(guest), Role.CAPTION), 1, edit, remove, space=0))
        self._tabs = SegmentedTabs(_("Where {name} is").format(name=guest.name))
        self._tabs.show_tabs([(status.value, status_words(status)) for status in ORDER])
        self._tabs.choose(guest.status.value)
        self._tabs.chosen.connect(self._choose)
        self.body.addWidget(self._tabs)
        self._points = QVBoxLayout()
        self._points.setSpacing(Space.XS)
        self.body.addLayout(self._points)

    def show_points(self, record: WorkshopRecord, points: tuple[InsertionPoint, ...]) -> None:
        """Show where he could speak and what each place costs; nothing is built for the same words."""
        at_the_door = self._guest.status is GuestStatus.AT_THE_DOOR
        points = useful_points(record, points) if at_the_door else ()
        told = tuple(point_words(record, point) for point in points)
        if told == self._shown:
            return
        self._shown = told
        clear(self._points)
        if not at_the_door:
            return
        self._points.addWidget(text_label(_("When does the guest speak?"), Role.OVERLINE))
        if not told:
            self._points.addWidget(self._now_button())
        for index, (point, (place, cost)) in enumerate(zip(points, told, strict=True)):
            self._points.addWidget(self._point(point, place, cost, first=index == 0))

    def _point(self, point: InsertionPoint, place: str, cost: str, *, first: bool) -> QWidget:
        made = QWidget()
        press = button(place, Kind.PRIMARY if first else Kind.PLAIN, size=Size.SMALL, elides=True)
        press.setAccessibleName(f"{place}: {cost}")
        press.clicked.connect(partial(self.speak_requested.emit, self._guest.id, point.after))
        tone = "" if point.late_seconds > 0 else "soft"
        inside = column(press, text_label(cost, Role.CAPTION, tone=tone, own=True), space=2)
        inside.setContentsMargins(0, 0, 0, Space.XS)
        made.setLayout(inside)
        return made

    def _now_button(self) -> QWidget:
        press = button(_("Speak now"), Kind.PRIMARY, size=Size.SMALL)
        press.clicked.connect(lambda: self.speak_requested.emit(self._guest.id, None))
        return press

    def _choose(self, key: str) -> None:
        status = GuestStatus(key)
        if status is self._guest.status:
            return
        if status is GuestStatus.SPEAKING:
            self.speak_requested.emit(self._guest.id, None)
        else:
            self.status_chosen.emit(self._guest.id, status)


class GuestLine(Card):
    """The guest who matters now, beside the run: where he is, and the next step by one press."""

    step_requested = Signal(str)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(space=Space.XS, margin=Space.M, parent=parent)
        self._guest: Guest | None = None
        self._name = ElidedLabel("", Role.STRONG)
        self._badge = Badge()
        self._step = button("", size=Size.SMALL)
        plain_tooltip(self._step, key_of("run.guest_step"))
        self._open = button(_("Guests"), Kind.QUIET, size=Size.SMALL, key_hint=key_of("run.guests"))
        self._step.clicked.connect(self._ask)
        self._open.clicked.connect(self.opened)
        self.body.addLayout(row(self._name, self._badge, space=Space.S))
        self.body.addLayout(row(self._step, 1, self._open, space=Space.S))
        self.hide()

    def show_run(self, record: WorkshopRecord, state: RunState) -> None:
        """Show the guest of the hour; none, no card."""
        guest = waiting_guest(record, state)
        if guest == self._guest:
            return
        self._guest = guest
        self.setVisible(guest is not None)
        if guest is None:
            return
        self._name.setText(guest.name)
        self._badge.show_state(status_tone(guest.status), status_words(guest.status))
        self._step.setText(step_words(guest.status))
        self.show_kind(CardKind.WARN if guest.status is GuestStatus.AT_THE_DOOR else CardKind.PLAIN)

    def guest(self) -> Guest | None:
        """Return who is shown."""
        return self._guest

    def _ask(self) -> None:
        if self._guest is not None:
            self.step_requested.emit(self._guest.id)
