"""Any sequence of commands: undone all the way it is the start, redone all the way the end."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlmodel import select

from facilitator_app.models import ReportBack, ReportPoint, Table
from facilitator_app.records.enums import Desk
from facilitator_app.store.workshop_file import WorkshopFile
from tests.examples import one_in
from tests.store.a_file import everything, make, reopen, the_points, the_workshop

TEXTS = st.text(max_size=12).filter(lambda said: max(said, default="") < "\ud800" or max(said) > "\udfff")
State = dict[str, list[tuple[Any, ...]]]


class Undoing(RuleBasedStateMachine):
    """Capture works, another desk works on other fields, and the file is closed and opened at will."""

    file: WorkshopFile

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="facilitator-undo-"))
        self.file = make(self.folder)
        self.states = [self._state()]
        self.at = 0

    def teardown(self) -> None:
        if not hasattr(self, "file"):
            return
        while self.at:
            self.undo()
        for _state in self.states[1:]:
            self.redo()
        assert self.file.check().findings == ()
        self.file.close()
        shutil.rmtree(self.folder)

    @rule(said=TEXTS)
    def add_a_point(self, said: str) -> None:
        with self.file.transact("Add a point", Desk.CAPTURE) as transaction:
            session = transaction.session
            points = the_points(session)
            report_back = session.exec(select(ReportBack)).one()
            position = points[-1].position + 1 if points else 1
            session.add(ReportPoint(report_back_id=report_back.id, position=position, local_text=said))
        self._did()

    @rule(which=st.integers(0, 9), said=TEXTS)
    def edit_a_point(self, which: int, said: str) -> None:
        with self.file.transact("Edit a point", Desk.CAPTURE) as transaction:
            points = the_points(transaction.session)
            if points:
                points[which % len(points)].english_text = said
        self._did()

    @rule(which=st.integers(0, 9))
    def remove_a_point(self, which: int) -> None:
        with self.file.transact("Remove a point", Desk.CAPTURE) as transaction:
            points = the_points(transaction.session)
            if points:
                transaction.session.delete(points[which % len(points)])
        self._did()

    @rule()
    def turn_the_tables(self) -> None:
        with self.file.transact("Turn the tables", Desk.CAPTURE) as transaction:
            session = transaction.session
            tables = list(session.exec(select(Table)).all())
            numbers = [table.number for table in tables]
            for place, table in enumerate(tables):
                table.number = 50 + place
            session.flush()
            for table, number in zip(tables, numbers[1:] + numbers[:1], strict=True):
                table.number = number
        self._did()

    @rule(note=TEXTS)
    def another_desk_notes_something(self, note: str) -> None:
        with self.file.transact("Note", Desk.PREPARE) as transaction:
            the_workshop(transaction.session).note = note

    @rule(said=TEXTS)
    def somebody_types(self, said: str) -> None:
        self.file.save_draft("p", "local_text", said)

    @precondition(lambda self: self.at > 0)
    @rule()
    def undo(self) -> None:
        self.file.undo(Desk.CAPTURE)
        self.at -= 1
        assert self._state() == self.states[self.at]

    @precondition(lambda self: self.at < len(self.states) - 1)
    @rule()
    def redo(self) -> None:
        self.file.redo(Desk.CAPTURE)
        self.at += 1
        assert self._state() == self.states[self.at]

    @rule()
    def close_and_open(self) -> None:
        self.file.close()
        self.file = reopen(self.folder)

    @invariant()
    def labels_say_what_can_be_done(self) -> None:
        if hasattr(self, "file"):
            assert bool(self.file.undo_label(Desk.CAPTURE)) == (self.at > 0)
            assert bool(self.file.redo_label(Desk.CAPTURE)) == (self.at < len(self.states) - 1)

    def _did(self) -> None:
        state = self._state()
        if state != self.states[self.at]:
            self.states = [*self.states[: self.at + 1], state]
            self.at += 1

    def _state(self) -> State:
        return {noun: rows for noun, rows in everything(self.file).items() if noun != "workshops"}


TestUndoing = Undoing.TestCase
TestUndoing.settings = settings(one_in(5), stateful_step_count=20)
