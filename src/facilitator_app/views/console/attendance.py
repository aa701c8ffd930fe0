"""Who is here: one line on the console, one list of ticks behind it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.records.people import Participant
from facilitator_app.records.run import RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import halfdays
from facilitator_app.rules.text import fold
from facilitator_app.support.wording import _
from facilitator_app.views.console.dayrows import day_of
from facilitator_app.views.shared.buttons import Kind, Size, button
from facilitator_app.views.shared.fields import LineField, TickBox
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import heading, text_label
from facilitator_app.views.shared.layouts import clear, row
from facilitator_app.views.shared.panels import Card, scrolling
from facilitator_app.views.shared.tokens import Role, Space


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

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=Space.M, parent=parent)
        self._line = text_label("", Role.STRONG)
        self._open = button(_("Came or left…"), size=Size.SMALL)
        self._open.clicked.connect(self.opened)
        self.body.addLayout(row(self._line, self._open))

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


class AttendanceList(QWidget):
    """Everybody with a tick: taking it away says that somebody is not here in this half-day."""

    attendance_changed = Signal(str, str, bool)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = ""
        self._people: tuple[Participant, ...] = ()
        self._boxes: dict[str, TickBox] = {}
        self._find = LineField(_("Find a person"), placeholder=_("Find a person"), icon=Icon.SEARCH)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, Space.S, 0)
        inside.addLayout(self._rows)
        inside.addStretch(1)
        done = button(_("Done"), Kind.PLAIN, size=Size.SMALL)
        done.clicked.connect(self.closed)
        everything = QVBoxLayout(self)
        everything.setContentsMargins(0, 0, 0, 0)
        everything.setSpacing(Space.S)
        everything.addLayout(row(heading(_("Who is here")), 1, done))
        everything.addWidget(self._find)
        everything.addWidget(scrolling(content), 1)
        self._find.textChanged.connect(self._filter)

    def show_workshop(self, record: WorkshopRecord, session: str) -> None:
        """Show everybody for a half-day."""
        people = tuple(sorted(expected_people(record), key=lambda person: fold(person.name)))
        self._session = session
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

    def _build(self) -> None:
        clear(self._rows)
        self._boxes = {}
        for person in self._people:
            box = TickBox(person.name)
            box.setObjectName(person.id)
            box.setChecked(True)
            box.toggled.connect(self._tell)
            self._boxes[person.id] = box
            self._rows.addWidget(box)
        self._filter()

    def _filter(self) -> None:
        wanted = fold(self._find.text()).strip()
        for person in self._people:
            names = fold(f"{person.name} {person.native_name} {person.organisation}")
            self._boxes[person.id].setVisible(wanted in names)

    def _tell(self, present: bool) -> None:  # noqa: FBT001
        box = self.sender()
        if box is not None:
            self.attendance_changed.emit(box.objectName(), self._session, present)
