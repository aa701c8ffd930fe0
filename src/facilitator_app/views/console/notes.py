"""Parking lot and actions beside the run: one line is enough to keep a thing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.records.capture import ActionItem, ParkingLotItem
from facilitator_app.records.enums import ParkingStatus
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _
from facilitator_app.views.console.column import ContentColumn
from facilitator_app.views.shared.buttons import Kind, Size, button
from facilitator_app.views.shared.fields import Choice, DateField, LineField
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import SOFT, text_label
from facilitator_app.views.shared.layouts import clear, row, rule
from facilitator_app.views.shared.marks import badge
from facilitator_app.views.shared.tokens import Role, Space, Tone

_USUAL_TERM: Final = timedelta(days=30)


class _QuickList(ContentColumn):
    """A line to type in, and what was kept so far below it, newest first."""

    noted = Signal(str)

    def __init__(self, name: str, placeholder: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = LineField(name, placeholder=placeholder)
        self._keep = button(_("Keep"), size=Size.SMALL)
        self._empty = text_label(empty, Role.CAPTION)
        self._items = QVBoxLayout()
        self._items.setSpacing(Space.S)
        everything = QVBoxLayout(self)
        everything.setContentsMargins(0, 0, 0, 0)
        everything.setSpacing(Space.S)
        everything.addLayout(row(self.field, self._keep))
        everything.addWidget(self._empty)
        everything.addLayout(self._items)
        everything.addStretch(1)
        self.field.returnPressed.connect(self._note)
        self._keep.clicked.connect(self._note)

    def show_items(self, items: Sequence[QWidget]) -> None:
        """Show these widgets."""
        clear(self._items)
        for index, item in enumerate(items):
            if index:
                self._items.addWidget(rule())
            self._items.addWidget(item)
        self._empty.setVisible(not items)

    def _note(self) -> None:
        text = self.field.text().strip()
        if text:
            self.field.clear()
            self.noted.emit(text)


class ParkingPanel(_QuickList):
    """Questions put aside; what is answered is said so here."""

    status_changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("A question for later"),
            _("A question for later"),
            _("Nothing is parked. Type a question and press Enter: it will not be lost."),
            parent,
        )
        self._shown: tuple[ParkingLotItem, ...] | None = None

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Show the parking lot."""
        if record.parking_lot != self._shown:
            self._shown = record.parking_lot
            ordered = sorted(record.parking_lot, key=lambda one: one.status is not ParkingStatus.OPEN)
            self.show_items([self._item(one) for one in ordered])

    def _item(self, one: ParkingLotItem) -> QWidget:
        made = QWidget()
        inside = QVBoxLayout(made)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(Space.XS)
        words = one.local_text or one.english_text
        inside.addWidget(text_label(words, Role.BODY, own=True))
        if one.english_text and one.english_text != words:
            inside.addWidget(text_label(one.english_text, Role.CAPTION, own=True))
        if one.status is ParkingStatus.OPEN:
            settle = button(_("Answered"), Kind.QUIET, size=Size.SMALL, icon=Icon.CHECK)
            settle.setAccessibleName(_("Answered: {question}").format(question=words))
            settle.clicked.connect(lambda: self.status_changed.emit(one.id, ParkingStatus.ANSWERED))
            inside.addLayout(row(badge(Tone.AMBER, _("Open")), 1, settle))
        else:
            again = button(_("Open again"), Kind.QUIET, size=Size.SMALL)
            again.setAccessibleName(_("Open again: {question}").format(question=words))
            again.clicked.connect(lambda: self.status_changed.emit(one.id, ParkingStatus.OPEN))
            inside.addLayout(row(badge(Tone.GREEN, _settled(one), Icon.CHECK), 1, again))
        return made


def _settled(one: ParkingLotItem) -> str:
    if one.status is ParkingStatus.MOVED and one.moved_to_step:
        return _("Moved to step {n}").format(n=one.moved_to_step)
    return _("Answered")


class ActionsPanel(_QuickList):
    """Who does what by when; without owner and date it is shown as an idea."""

    agreed = Signal(str, str, object)
    """(action id, owner's participant id, due date)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("What will be done"),
            _("What will be done"),
            _("No actions yet. Type what will be done and press Enter; owner and date follow on the card."),
            parent,
        )
        self._shown: tuple[ActionItem, ...] | None = None

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Show the actions."""
        if record.actions != self._shown:
            self._shown = record.actions
            self.show_items([self._item(record, one) for one in record.actions])

    def _item(self, record: WorkshopRecord, one: ActionItem) -> QWidget:
        made = QWidget()
        inside = QVBoxLayout(made)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(Space.XS)
        inside.addWidget(text_label(one.title_english or one.title_local, Role.BODY, own=True))
        owner = record.participant(one.owner_id)
        who = owner.name if owner else one.owner_text
        due = short_date(one.due_date) if one.due_date else ""
        if one.is_idea:
            open_ = button(_("Owner, date…"), Kind.QUIET, size=Size.SMALL)
            open_.setAccessibleName(
                _("Owner and date of: {what}").format(what=one.title_english or one.title_local)
            )
            form = _OwnerForm(record)
            form.kept.connect(lambda who, due: self.agreed.emit(one.id, who, due))
            open_.clicked.connect(form.turn)
            inside.addLayout(row(badge(Tone.AMBER, _("Idea")), 1, open_))
            inside.addWidget(form)
        else:
            inside.addWidget(text_label(f"{who} · {due}", Role.CAPTION, tone=SOFT, own=True))
        return made


class _OwnerForm(QWidget):
    """Who does it, by when: what makes an idea an action."""

    kept = Signal(str, object)

    def __init__(self, record: WorkshopRecord) -> None:
        super().__init__()
        people = [(p.id, isolate(p.name)) for p in record.participants if not p.withdrawn]
        self.owner = Choice(_("Owner"))
        self.owner.show_choices([("", _("Nobody yet")), *people])
        self.due = DateField(_("Due"), record.details.end + _USUAL_TERM)
        self.keep = button(_("Keep"), size=Size.SMALL)
        self.keep.setEnabled(False)
        self.owner.currentIndexChanged.connect(lambda: self.keep.setEnabled(bool(self.owner.key())))
        self.keep.clicked.connect(self._keep)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(Space.XS)
        inside.addWidget(self.owner)
        inside.addLayout(row(self.due, self.keep))
        self.hide()

    def turn(self) -> None:
        """Open, or put away again."""
        self.setVisible(self.isHidden())
        if not self.isHidden():
            self.owner.setFocus()

    def _keep(self) -> None:
        due = self.due.date()
        self.kept.emit(self.owner.key(), date(due.year(), due.month(), due.day()))


def short_date(day: date) -> str:
    """Return a day as people of the interface's language write it, short."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM")
