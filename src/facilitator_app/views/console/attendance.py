"""Who is here: one line on the console, one list of ticks behind it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.records.agenda import Segment
from facilitator_app.records.people import Participant
from facilitator_app.records.run import RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import halfdays
from facilitator_app.rules.text import fold, isolate
from facilitator_app.support.wording import _
from facilitator_app.views.console.dayrows import day_of
from facilitator_app.views.console.livewords import found_people, half_day_words, left_words
from facilitator_app.views.shared.actions import key_of
from facilitator_app.views.shared.buttons import Kind, Size, button
from facilitator_app.views.shared.fields import Choice, LineField, TickBox
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import heading, text_label
from facilitator_app.views.shared.layouts import clear, row
from facilitator_app.views.shared.panels import Card, scrolling
from facilitator_app.views.shared.tokens import Role, Space

_END: Final = "end"


def session_of(record: WorkshopRecord, state: RunState) -> str:
    """Return the half-day of the run, such as `D1-AM`; after the end of a day, its last one."""
    place = state.position or state.following
    day = day_of(record, state)
    last = day.segments[-1].id if day and day.segments else ""
    return halfdays.session_of(record.agenda, place.segment_id if place else last) or ""


def expected_people(record: WorkshopRecord) -> tuple[Participant, ...]:
    """Return everybody who is expected: not withdrawn, not replaced."""
    return tuple(p for p in record.participants if not p.withdrawn and p.replaced_by_id is None)


def absent(record: WorkshopRecord, session: str) -> frozenset[str]:
    """Return the ids of those marked as not there in a half-day."""
    return frozenset(
        one.participant_id for one in record.attendance if one.session == session and not one.present
    )


class AttendanceCard(Card):
    """“28 of 28 here”, and the way to the list."""

    opened = Signal()
    walk_in_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=Space.M, parent=parent)
        self._line = text_label("", Role.STRONG)
        self._open = button(_("Came or left…"), size=Size.SMALL, key_hint=key_of("run.here"))
        self._new = button(_("Somebody new"), size=Size.SMALL, key_hint=key_of("run.walk_in"))
        self._open.clicked.connect(self.opened)
        self._new.clicked.connect(self.walk_in_requested)
        self.body.addLayout(row(self._line, self._open))
        self.body.addLayout(row(1, self._new))

    def show_workshop(self, record: WorkshopRecord, state: RunState) -> None:
        """Say how many are here."""
        people = expected_people(record)
        away = absent(record, session_of(record, state)) & {person.id for person in people}
        words = _("{n} of {all} here").format(n=len(people) - len(away), all=len(people))
        if words != self._line.text():
            self._line.setText(words)

    def text(self) -> str:
        """Return what the card says."""
        return self._line.text()


class FindField(LineField):
    """The letters of a name; Space and the arrows belong to the list, Enter is done."""

    toggled = Signal()
    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Space and self.text().strip():
            self.toggled.emit()
        else:
            super().keyPressEvent(event)


class AttendanceList(QWidget):
    """Everybody with a tick: taking it away says that somebody is not here in this half-day.

    Some letters of a name, Space, some letters, Space, Enter. What it means for the tables stands below.
    """

    attendance_changed = Signal(str, str, bool)
    leaving = Signal(str, str, str)
    """(participant id, from this half-day, to this one or nothing: to the end)."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = ""
        self._people: tuple[Participant, ...] = ()
        self._boxes: dict[str, TickBox] = {}
        self._chosen = ""
        self.finder = FindField(_("Find a person"), placeholder=_("Find a person"), icon=Icon.SEARCH)
        self._hint = text_label("", Role.CAPTION)
        self._left = text_label("", Role.STRONG)
        self._said = text_label("", Role.BODY)
        self.leaves = LeavesForm()
        self._rows = QVBoxLayout()
        self._arrange()
        self.finder.textChanged.connect(self._filter)
        self.finder.toggled.connect(self._toggle)
        self.finder.stepped.connect(self._step)
        self.finder.returnPressed.connect(self.closed)
        self.leaves.chosen.connect(lambda first, last: self.leaving.emit(self._chosen, first, last))

    def show_workshop(self, record: WorkshopRecord, session: str, segment: Segment | None = None) -> None:
        """Show everybody for a half-day, and what is left of the tables of a round."""
        people = tuple(sorted(expected_people(record), key=lambda person: fold(person.name)))
        self._session = session
        self.leaves.show_half_days(halfdays.sessions(record.agenda), session)
        if people != self._people:
            self._people = people
            self._build()
        away = absent(record, session)
        for person_id, box in self._boxes.items():
            if box.isChecked() != (person_id not in away):
                box.blockSignals(True)  # noqa: FBT003
                box.setChecked(person_id not in away)
                box.blockSignals(False)  # noqa: FBT003
                box.update()
        words = left_words(record, segment) if segment else ""
        self._left.setText(words)
        self._left.setVisible(bool(words))
        self._show_hint()

    def begin(self) -> None:
        """Be ready for the letters of a name."""
        self.finder.setFocus(Qt.FocusReason.OtherFocusReason)
        self.finder.selectAll()
        self.say("")

    def say(self, words: str) -> None:
        """Say where somebody sits who has come."""
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def words(self) -> tuple[str, str, str]:
        """Return what Space would do, what is left of the tables, and where somebody sits who came."""
        return self._hint.text(), self._left.text(), self._said.text()

    def _arrange(self) -> None:
        self._rows.setSpacing(0)
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, Space.S, 0)
        inside.addLayout(self._rows)
        inside.addStretch(1)
        done = button(_("Done"), Kind.PLAIN, size=Size.SMALL, key_hint=_("Enter"))
        done.clicked.connect(self.closed)
        everything = QVBoxLayout(self)
        everything.setContentsMargins(0, 0, 0, 0)
        everything.setSpacing(Space.S)
        everything.addLayout(row(heading(_("Who is here")), 1, done))
        everything.addWidget(self.finder)
        everything.addWidget(self._hint)
        everything.addWidget(scrolling(content), 1)
        everything.addWidget(self._said)
        everything.addWidget(self._left)
        everything.addWidget(self.leaves)
        for label in (self._hint, self._said, self._left):
            label.hide()
        self.leaves.hide()

    def _build(self) -> None:
        clear(self._rows)
        self._boxes = {}
        for person in self._people:
            box = TickBox(person.name)
            box.setObjectName(person.id)
            box.setChecked(True)
            box.toggled.connect(self._tell)
            policy = box.sizePolicy()
            policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)  # a long name may take lines
            box.setSizePolicy(policy)
            self._boxes[person.id] = box
            self._rows.addWidget(box)
        self._filter()

    def _filter(self) -> None:
        wanted = fold(self.finder.text()).strip()
        for person in self._people:
            names = fold(f"{person.name} {person.native_name} {person.organisation}")
            self._boxes[person.id].setVisible(wanted in names)
        self._chosen = self._meant()[0] if wanted and self._meant() else ""
        self._show_hint()

    def _meant(self) -> list[str]:
        """Return the ids of those who fit, whose name begins so first."""
        typed = self.finder.text()
        first = [person.id for person in found_people(self._people, typed)]
        shown = [key for key, box in self._boxes.items() if box.isVisibleTo(self)]
        return [*(key for key in first if key in shown), *(key for key in shown if key not in first)]

    def _step(self, by: int) -> None:
        shown = self._meant()
        if not shown:
            return
        here = shown.index(self._chosen) + by if self._chosen in shown else 0
        self._chosen = shown[max(0, min(here, len(shown) - 1))]
        self._show_hint()

    def _toggle(self) -> None:
        box = self._boxes.get(self._chosen)
        if box is not None:
            box.toggle()
            self.finder.selectAll()
            self._show_hint()

    def _show_hint(self) -> None:
        person = next((one for one in self._people if one.id == self._chosen), None)
        words = ""
        if person is not None:
            here = self._boxes[person.id].isChecked()
            words = _("Space: {name} is not here") if here else _("Space: {name} is here")
            words = words.format(name=isolate(person.name))
        elif self.finder.text().strip() and not self._meant():
            words = _("Nobody here is called “{name}”.").format(name=isolate(self.finder.text().strip()))
        self._hint.setText(words)
        self._hint.setVisible(bool(words))
        self.leaves.show_person(person)

    def _tell(self, present: bool) -> None:  # noqa: FBT001
        box = self.sender()
        if box is not None:
            self.say("")
            self.attendance_changed.emit(box.objectName(), self._session, present)


class LeavesForm(QWidget):
    """Somebody goes home at noon: from which half-day on, and to which."""

    chosen = Signal(str, str)
    """(from this half-day, to this one or nothing)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: tuple[tuple[str, ...], str] = ((), "")
        self._who = text_label("", Role.CAPTION)
        self._first = Choice(_("Not here from"))
        self._last = Choice(_("Not here until"))
        self.go = button(_("Leaves"), size=Size.SMALL)
        self.go.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        head = row(self._who, self.go)
        head.setStretch(0, 1)
        column.addLayout(head)
        column.addWidget(self._first)
        column.addWidget(self._last)

    def show_half_days(self, names: tuple[str, ...], now: str) -> None:
        """Offer the half-days from the next one on; the one that runs last."""
        if (names, now) == self._known:
            return
        self._known = (names, now)
        at = names.index(now) if now in names else 0
        coming = names[at + 1 :] or names[at:]
        self._first.show_choices(
            [(one, _("from {half_day}").format(half_day=half_day_words(one))) for one in names[at:]],
            coming[0],
        )
        ends = [(one, _("until {half_day} is over").format(half_day=half_day_words(one))) for one in coming]
        self._last.show_choices([(_END, _("to the end of the workshop")), *ends], _END)

    def show_person(self, person: Participant | None) -> None:
        """Ask about this person, or nobody."""
        self._who.setText(_("{name} goes:").format(name=isolate(person.name)) if person else "")
        self.setVisible(person is not None and bool(self._known[0]))

    def _choose(self) -> None:
        last = self._last.key()
        self.chosen.emit(self._first.key(), "" if last == _END else last)
