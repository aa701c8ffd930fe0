"""The page of guests beside the run: everybody who speaks when he comes, and a new one in three fields."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.records.guests import Guest, InsertionPoint
from facilitator_app.records.workshop import Speaker, WorkshopRecord
from facilitator_app.support.wording import _
from facilitator_app.views.console.column import ContentColumn
from facilitator_app.views.console.guestcard import GuestCard
from facilitator_app.views.shared.buttons import Button, Kind, Size, button
from facilitator_app.views.shared.fields import LineField, NumberField
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import heading, text_label
from facilitator_app.views.shared.languages import own_name
from facilitator_app.views.shared.layouts import FlowLayout, clear, row
from facilitator_app.views.shared.panels import Card, CardKind, scrolling
from facilitator_app.views.shared.tokens import Role, Space

_USUAL_MINUTES: Final = 10
_MOST_MINUTES: Final = 180


class GuestForm(Card):
    """Name, title and minutes; the title in the room's other language where there is one."""

    kept = Signal(str, str, str, str, int)
    """(guest id or nothing, name, title, title in the room's language, minutes)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(CardKind.QUIET, space=Space.S, margin=Space.M, parent=parent)
        self._guest_id = ""
        self.name = LineField(_("Name"), placeholder=_("Name"))
        self.protocol = LineField(_("Title"), placeholder=_("Title, as it is announced"))
        self.local = LineField(_("Title in the room's language"))
        self.minutes = NumberField(_("Minutes"), least=1, most=_MOST_MINUTES, suffix=_("min"))
        self.minutes.setValue(_USUAL_MINUTES)
        self.keep = button(_("Add the guest"), size=Size.SMALL, icon=Icon.PLUS)
        self.keep.setEnabled(False)
        self._suggestions = FlowLayout(space=Space.XS)
        self.body.addLayout(self._suggestions)
        for field in (self.name, self.protocol, self.local):
            self.body.addWidget(field)
        self.body.addLayout(row(self.minutes, 1, self.keep))
        self.name.textChanged.connect(lambda text: self.keep.setEnabled(bool(text.strip())))
        self.name.returnPressed.connect(self._keep)
        self.protocol.returnPressed.connect(self._keep)
        self.local.returnPressed.connect(self._keep)
        self.keep.clicked.connect(self._keep)

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Know the room's other language, and who was announced for the day."""
        local = next((x for x in record.details.local_languages if x != record.details.working_language), "")
        self.local.setVisible(bool(local))
        self.local.setPlaceholderText(_("Title in {language}").format(language=own_name(local)))
        known = {guest.name.casefold() for guest in record.guests}
        clear(self._suggestions)
        for speaker in record.details.speakers:
            if speaker.name and speaker.name.casefold() not in known:
                self._suggestions.addWidget(self._suggestion(speaker))

    def take(self, guest: Guest) -> None:
        """Let a guest be changed here."""
        self._guest_id = guest.id
        self.name.setText(guest.name)
        self.protocol.setText(guest.title)
        self.local.setText(guest.local_title)
        self.minutes.setValue(max(1, round(guest.seconds / 60)))
        self.keep.setText(_("Keep"))
        self.keep.show_icon(None)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_fields(self) -> None:
        """Be ready for another guest."""
        self._guest_id = ""
        for field in (self.name, self.protocol, self.local):
            field.clear()
        self.minutes.setValue(_USUAL_MINUTES)
        self.keep.setText(_("Add the guest"))
        self.keep.show_icon(Icon.PLUS)

    def _suggestion(self, speaker: Speaker) -> Button:
        made = button(speaker.name, Kind.PLAIN, size=Size.SMALL, elides=True)
        made.setMaximumWidth(270)
        made.setAccessibleName(_("Take {name}").format(name=speaker.name))
        made.clicked.connect(partial(self._fill, speaker))
        return made

    def _fill(self, speaker: Speaker) -> None:
        name, _comma, title = speaker.name.partition(",")
        self.name.setText(name.strip())
        self.protocol.setText(title.strip())
        if speaker.minutes:
            self.minutes.setValue(speaker.minutes)

    def _keep(self) -> None:
        name = self.name.text().strip()
        if not name:
            return
        title, local = self.protocol.text().strip(), self.local.text().strip()
        guest_id, minutes = self._guest_id, self.minutes.value()
        self.clear_fields()
        self.kept.emit(guest_id, name, title, local, minutes)


class GuestsPage(QWidget):
    """All guests, and the form."""

    status_chosen = Signal(str, object)
    speak_requested = Signal(str, object)
    guest_kept = Signal(str, str, str, str, int)
    removed = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record: WorkshopRecord | None = None
        self._guests: tuple[Guest, ...] | None = None
        self._points: dict[str, tuple[InsertionPoint, ...]] = {}
        self._cards: dict[str, GuestCard] = {}
        self.form = GuestForm()
        self._another = button(_("Another guest"), size=Size.SMALL, icon=Icon.PLUS)
        self._another.clicked.connect(self._open_form)
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.S)
        self._empty = text_label(
            _("A minister, a mayor, a sponsor: whoever speaks on arrival stands here."), Role.CAPTION
        )
        content = ContentColumn()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, Space.XS, 0)
        inside.setSpacing(Space.S)
        inside.addWidget(self._empty)
        inside.addLayout(self._list)
        inside.addLayout(row(self._another, 1))
        inside.addWidget(self.form)
        inside.addStretch(1)
        done = button(_("Done"), Kind.PLAIN, size=Size.SMALL)
        done.clicked.connect(self.closed)
        everything = QVBoxLayout(self)
        everything.setContentsMargins(0, 0, 0, 0)
        everything.setSpacing(Space.S)
        everything.addLayout(row(heading(_("Guests")), 1, done))
        everything.addWidget(scrolling(content), 1)
        self.form.kept.connect(self.guest_kept)

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Show the guests; cards are built anew only when one of them changed."""
        before, self._record = self._record, record
        if before is None or (before.details, before.guests) != (record.details, record.guests):
            self.form.show_workshop(record)
        if record.guests == self._guests:
            return
        self._guests = record.guests
        clear(self._list)
        self._cards = {guest.id: self._card(guest) for guest in record.guests}
        for card in self._cards.values():
            self._list.addWidget(card)
        self._empty.setVisible(not record.guests)
        self._show_form(shown=not record.guests)
        self._show_points()

    def show_points(self, guest_id: str, points: tuple[InsertionPoint, ...]) -> None:
        """Say what each place for a guest at the door would cost now."""
        self._points[guest_id] = points
        self._show_points()

    def card(self, guest_id: str) -> GuestCard | None:
        """Return the card of a guest."""
        return self._cards.get(guest_id)

    def _open_form(self) -> None:
        self.form.clear_fields()
        self._show_form(shown=True)
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, guest: Guest) -> None:
        self._show_form(shown=True)
        self.form.take(guest)

    def _show_form(self, *, shown: bool) -> None:
        self.form.setVisible(shown)
        self._another.setVisible(not shown)

    def _show_points(self) -> None:
        for guest_id, card in self._cards.items():
            if self._record is not None:
                card.show_points(self._record, self._points.get(guest_id, ()))

    def _card(self, guest: Guest) -> GuestCard:
        made = GuestCard(guest)
        made.status_chosen.connect(self.status_chosen)
        made.speak_requested.connect(self.speak_requested)
        made.removed.connect(self.removed)
        made.edit_requested.connect(lambda _id: self._change(guest))
        return made
