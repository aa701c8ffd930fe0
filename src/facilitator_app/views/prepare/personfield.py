"""A field in which a few letters of a name, in any script, find the person; a number finds a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from facilitator_app.records.people import Participant
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.text.folding import fold
from facilitator_app.support.wording import _
from facilitator_app.views.shared.fields import LineField
from facilitator_app.views.shared.theme import font_of

MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """What can be chosen: a person or a table by id, the words that name it, and its search shadow."""

    id: str
    words: str
    shown: str
    shadow: str


def people_to_choose(record: WorkshopRecord) -> tuple[Candidate, ...]:
    """Return everybody who has not withdrawn, by name."""
    here = [one for one in record.participants if not one.withdrawn]
    return tuple(_candidate(one) for one in sorted(here, key=lambda one: fold(one.name)))


def tables_to_choose(record: WorkshopRecord) -> tuple[Candidate, ...]:
    """Return the tables by number."""
    made = []
    for table in sorted(record.tables, key=lambda one: one.number):
        words = _("Table {n}").format(n=table.number)
        shown = f"{words} · {table.name}" if table.name else words
        made.append(Candidate(table.id, words, shown, fold(f"{table.number}\n{shown}")))
    return tuple(made)


def matching(candidates: Sequence[Candidate], typed: str) -> tuple[Candidate, ...]:
    """Return those that what was typed finds: first where a name begins so, then anywhere."""
    wanted = fold(typed).strip()
    if not wanted:
        return ()
    found = [one for one in candidates if wanted in one.shadow]

    def rank(one: Candidate) -> tuple[bool, bool]:
        starts = one.shadow.startswith(wanted)
        return not starts, f" {wanted}" not in one.shadow.replace("\n", " ")

    return tuple(sorted(found, key=rank))[:MOST_SHOWN]


def _candidate(one: Participant) -> Candidate:
    names = dict.fromkeys((one.name, one.native_name))
    shown = " · ".join(filter(None, (*names, one.organisation)))
    fields = (one.name, one.family_name, one.given_name, one.native_name, one.code, one.organisation)
    return Candidate(one.id, one.name, shown, fold("\n".join(filter(None, fields))))


class MatchList(QListWidget):
    """What a field found, the chosen one marked; the keyboard stays in the field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Found"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFont(font_of())
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_found(self, found: Sequence[Candidate]) -> None:
        """Show these, the first one chosen; nothing is hidden."""
        self.clear()
        for one in found:
            self.addItem(QListWidgetItem(one.shown))
        self.setCurrentRow(0 if found else -1)
        self.setVisible(bool(found))
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        high = self.sizeHintForRow(0) * self.count() + 2 * self.frameWidth() + 2
        return QSize(super().sizeHint().width(), max(0, high))

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(80, self.sizeHint().height())


class FindField(LineField):
    """Typing finds; up and down choose; Enter takes what is chosen and tells its id."""

    taken = Signal(str)

    def __init__(self, name: str, placeholder: str, found: MatchList) -> None:
        super().__init__(name, placeholder=placeholder)
        self._list = found
        self._candidates: tuple[Candidate, ...] = ()
        self._found: tuple[Candidate, ...] = ()
        self._id = ""
        self.setMinimumWidth(120)
        self.textEdited.connect(self._look)

    def show_candidates(self, candidates: Sequence[Candidate]) -> None:
        """Say what can be chosen; who was chosen stays chosen while they are among them."""
        self._candidates = tuple(candidates)
        if self._id and self._id not in {one.id for one in candidates}:
            self.empty()

    def chosen_id(self) -> str:
        """Return the id of what was taken, or of what would be; nothing where nothing was found."""
        if self._id:
            return self._id
        return self._current()

    def empty(self) -> None:
        """Forget what was chosen."""
        self._id = ""
        self._found = ()
        self.clear()
        self.show_wrong(wrong=False)

    def choose_row(self, row: int) -> None:
        """Take what stands in a row of the list."""
        if 0 <= row < len(self._found):
            self._take(self._found[row])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and self._found:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._list.setCurrentRow((self._list.currentRow() + step) % len(self._found))
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.take()
            return
        super().keyPressEvent(event)

    def take(self) -> None:
        """Take what is chosen; mark the field where nothing was found."""
        wanted = self._current()
        one = next((c for c in self._candidates if c.id == (self._id or wanted)), None)
        if one is None:
            self.show_wrong(wrong=True)
            return
        self._take(one)

    def _take(self, one: Candidate) -> None:
        self._id = one.id
        self._found = ()
        self._list.show_found(())
        self.setText(one.words)
        self.setCursorPosition(0)
        self.taken.emit(one.id)

    def _current(self) -> str:
        row = self._list.currentRow()
        return self._found[row].id if 0 <= row < len(self._found) else ""

    def _look(self, typed: str) -> None:
        self._id = ""
        self._found = matching(self._candidates, typed)
        self._list.show_found(self._found)
        self.show_wrong(wrong=bool(typed.strip()) and not self._found)
