"""As seated: people sit with friends; what is history must be true. Confirmed at one press, or corrected."""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.records.people import Participant
from facilitator_app.records.run import RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.text import fold, isolate
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.console.column import ContentColumn
from facilitator_app.views.console.livewords import found_people, people_at, running_round, way_words
from facilitator_app.views.shared.buttons import Kind, Size, button, icon_button
from facilitator_app.views.shared.fields import LineField
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import ElidedLabel, heading, text_label
from facilitator_app.views.shared.layouts import clear, row
from facilitator_app.views.shared.panels import scrolling
from facilitator_app.views.shared.runwords import short_title
from facilitator_app.views.shared.tokens import Role, Space

_NUMBER: Final = re.compile(r"^(.*?)\s*(\d{1,2})$")
_FEW: Final = 3


class CorrectionField(LineField):
    """“nin 4”: a few letters of a name and a table. In the empty field Backspace takes the last one back."""

    last_taken_back = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.last_taken_back.emit()
            return
        super().keyPressEvent(event)


class AsSeatedPage(QWidget):
    """Every table of the running round with its people; corrections by typing; one press confirms."""

    confirmed = Signal(str, dict)
    """(segment id, {participant id: table number})."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record: WorkshopRecord | None = None
        self._segment = ""
        self._changes: dict[str, int] = {}
        self._stale = False
        self._which = text_label("", Role.CAPTION, own=True)
        self.field = CorrectionField(_("Name and table"), placeholder=_("Name, then table: nin 4"))
        self._hint = text_label("", Role.CAPTION)
        self.confirm = button("", Kind.PRIMARY, size=Size.SMALL, key_hint=_("Enter"), elides=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._tables = QVBoxLayout()
        self._tables.setSpacing(Space.S)
        self._arrange()
        self.field.textChanged.connect(self._show_hint)
        self.field.returnPressed.connect(self._enter)
        self.field.last_taken_back.connect(self._take_back_last)
        self.confirm.clicked.connect(self._confirm)

    def show_run(self, record: WorkshopRecord, state: RunState) -> None:
        """Show the round that runs; what is being corrected here stays while it does."""
        segment = running_round(record, state)
        found = segment.id if segment else ""
        if record is self._record and found == self._segment:
            return
        if found != self._segment:
            self._changes = {}
        self._record, self._segment = record, found
        self._which.setText(short_title(segment) if segment else _("No round of table work is running."))
        for part in (self.field, self.confirm):
            part.setEnabled(segment is not None)
        self._stale = True
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, D102
        super().showEvent(event)
        if self._stale:
            self._show()

    def begin(self) -> None:
        """Be ready for Enter, or for a name."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def changes(self) -> dict[str, int]:
        """Return who sits elsewhere than planned, so far: table number by person's id."""
        return dict(self._changes)

    def hint(self) -> str:
        """Return what the field is understood as."""
        return self._hint.text()

    def _enter(self) -> None:
        if not self.field.text().strip():
            self._confirm()
            return
        person, number = self._understood()
        if person is None or number is None:
            self.field.show_wrong(wrong=True)
            return
        self._changes[person.id] = number
        if self._planned().get(person.id) == number:
            del self._changes[person.id]
        self.field.clear()
        self._show()

    def _confirm(self) -> None:
        if self._segment:
            changes, self._changes = self._changes, {}
            self.confirmed.emit(self._segment, changes)
            self.closed.emit()

    def _take_back_last(self) -> None:
        if self._changes:
            self._changes.popitem()
            self._show()

    def _take_back(self, person_id: str) -> None:
        self._changes.pop(person_id, None)
        self._show()
        self.begin()

    def _understood(self) -> tuple[Participant | None, int | None]:
        """Return who is meant and which table, as far as the field says."""
        name, number = self._parts()
        found = self._people(name)
        tables = {table.number for table in self._record.tables} if self._record else set()
        return found[0] if len(found) == 1 else None, number if number in tables else None

    def _parts(self) -> tuple[str, int | None]:
        typed = fold(self.field.text()).strip()
        match = _NUMBER.match(typed)
        return (match[1], int(match[2])) if match else (typed, None)

    def _people(self, name: str) -> tuple[Participant, ...]:
        if self._record is None:
            return ()
        everybody = tuple(
            p for p in self._record.participants if not p.withdrawn and p.replaced_by_id is None
        )
        return found_people(everybody, name)

    def _planned(self) -> dict[str, int]:
        if self._record is None or not self._segment:
            return {}
        return {p.id: n for n, people in people_at(self._record, self._segment).items() for p in people}

    def _show_hint(self) -> None:
        self.field.show_wrong(wrong=False)
        name, number = self._parts()
        found = self._people(name)
        self._hint.setText(self._hint_words(name, number, found) if self.field.text().strip() else "")
        self._hint.setVisible(bool(self._hint.text()))

    def _hint_words(self, name: str, number: int | None, found: tuple[Participant, ...]) -> str:
        if not found:
            return _("Nobody here is called “{name}”.").format(name=isolate(name)) if name else ""
        if len(found) > 1:
            some = _(", ").join(isolate(one.name) for one in found[:_FEW])
            more = f"{some} …" if len(found) > _FEW else some
            return _("Several: {names}. Type more letters.").format(names=more)
        person = found[0]
        if self._understood()[1] is None:
            words = _("{name}: which table?") if number is None else _("{name}: there is no table {n}.")
            return words.format(name=isolate(person.name), n=number)
        return _("Enter: {name} sits at table {n}").format(name=isolate(person.name), n=number)

    def _show(self) -> None:
        self._stale = False
        clear(self._list)
        clear(self._tables)
        record, planned = self._record, self._planned()
        if record is None:
            return
        for person_id, number in self._changes.items():
            person = record.participant(person_id)
            if person is not None:
                self._list.addWidget(self._change_line(person, planned.get(person_id), number))
        seats = {**planned, **self._changes}
        for table in sorted(record.tables, key=lambda one: one.number) if self._segment else ():
            people = [p for p in record.participants if seats.get(p.id) == table.number]
            self._tables.addWidget(self._table(table.number, people))
        n = len(self._changes)
        many = ngettext_("Confirm with {n} change", "Confirm with {n} changes", n).format(n=n)
        self.confirm.setText(many if n else _("Everybody sits as planned"))
        self._show_hint()

    def _change_line(self, person: Participant, was: int | None, number: int) -> QWidget:
        line = QWidget()
        words = _("{way} · {name}").format(way=way_words(was, number), name=isolate(person.name))
        label = ElidedLabel(words, Role.STRONG)
        undo = icon_button(Icon.CLOSE, _("{name} sits as planned").format(name=person.name))
        undo.clicked.connect(partial(self._take_back, person.id))
        beside = row(label, undo, space=Space.XS)
        beside.setStretch(0, 1)
        line.setLayout(beside)
        return line

    def _table(self, number: int, people: list[Participant]) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(
            text_label(_("Table {n} · {people}").format(n=number, people=len(people)), Role.STRONG)
        )
        names = _(", ").join(isolate(person.name) for person in people)
        if names:
            column.addWidget(text_label(names, Role.CAPTION))
        return box

    def _arrange(self) -> None:
        content = ContentColumn()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, Space.XS, 0)
        inside.setSpacing(Space.S)
        inside.addLayout(self._list)
        inside.addLayout(self._tables)
        inside.addStretch(1)
        done = button(_("Leave it"), size=Size.SMALL, key_hint=_("Esc"))
        done.clicked.connect(self.closed)
        self.confirm.setText(_("Everybody sits as planned"))
        self._hint.hide()
        everything = QVBoxLayout(self)
        everything.setContentsMargins(0, 0, 0, 0)
        everything.setSpacing(Space.S)
        everything.addLayout(row(heading(_("As seated")), 1, done))
        everything.addWidget(self._which)
        everything.addWidget(self.field)
        everything.addWidget(self._hint)
        everything.addWidget(scrolling(content), 1)
        everything.addWidget(self.confirm)
