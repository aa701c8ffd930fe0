"""Who wishes to work on what, typed by number: `3`, `1`, and the next person is in hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.forming import choices_of
from facilitator_app.rules.text import fold, isolate
from facilitator_app.support.wording import _, pgettext_
from facilitator_app.views.shared.labels import tooltip_of

Chosen = tuple[str, ...]
"""No, one or two cluster ids, the first choice first."""

_ROW: Final = 28
_NUMBER, _NAME, _FIRST, _SECOND, _FROM = range(5)
_MOST: Final = 2
_LAST_DIGIT: Final = 9


class ChoiceList(QTableWidget):
    """The people by name. `chosen` (person, first, second; ids or nothing) tells every change.

    A digit is a choice; the second one goes on to the next person, as Enter does. Backspace takes the last
    choice away. Letters go to a name. What is typed stands here until the file has it.
    """

    chosen = Signal(str, str, str)
    finished = Signal()
    """Enter on the last person."""

    def __init__(self) -> None:
        super().__init__(0, 5)
        self._people: list[str] = []
        self._clusters: list[str] = []
        self._stated: dict[str, Chosen] = {}
        self._pending: dict[str, Chosen] = {}
        self._derived: dict[str, Chosen] = {}
        self.setAccessibleName(_("Who chose which cluster"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.setHorizontalHeaderLabels(
            ["", _("Name"), _("First choice"), _("Second choice"), pgettext_("choice", "Where from")]
        )
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column in (_NAME, _FIRST, _SECOND):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(_NUMBER, 44)
        self.setColumnWidth(_FROM, 170)

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Show everybody who may choose; what was typed and is on its way to the file stays."""
        selected = [one for one in record.clusters if one.selected]
        self._clusters = [one.id for one in selected]
        self._names = {one.id: one.name_english or one.name_local for one in selected}
        people = sorted((p for p in record.participants if not p.withdrawn), key=lambda p: fold(p.name))
        stated: dict[str, Chosen] = {}
        for one in sorted(record.choices, key=lambda one: one.choice):
            stated[one.participant_id] = (*stated.get(one.participant_id, ()), one.cluster_id)
        self._stated = stated
        self._pending = {w: c for w, c in self._pending.items() if stated.get(w, ()) != c}
        found = choices_of(record)
        self._derived = {
            p.id: tuple(by[p.id] for by in (found.first, found.second) if p.id in by) for p in people
        }
        dotted = {dot.participant_id for dot in record.dots}
        self._from = {p.id: _("by dots") if p.id in dotted else _("knows it") for p in people}
        held = self.person()
        self._people = [p.id for p in people]
        self.setRowCount(len(people))
        for row, person in enumerate(people):
            self._put(row, _NUMBER, str(row + 1))
            self._put(row, _NAME, person.name)
            self._show_row(row)
        if people:
            self.setCurrentCell(self._people.index(held) if held in self._people else 0, _NAME)

    def forget_typed(self) -> None:
        """Show what the file has: something was refused."""
        self._pending = {}
        for row in range(len(self._people)):
            self._show_row(row)

    def person(self) -> str:
        """Return the id of the person in hand, or nothing."""
        row = self.currentRow()
        return self._people[row] if 0 <= row < len(self._people) else ""

    def wishes(self) -> dict[str, Chosen]:
        """Return what everybody wishes as shown: stated, else by dots or what they know."""
        return {who: self._of(who) or self._derived.get(who, ()) for who in self._people}

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        digit = key - Qt.Key.Key_0
        if plain and 1 <= digit <= min(_LAST_DIGIT, len(self._clusters)) and self.person():
            self._choose(self._clusters[digit - 1])
        elif plain and 0 <= digit <= _LAST_DIGIT:
            event.accept()  # no such cluster: nothing happens, nor does a name begin with it
        elif key == Qt.Key.Key_Backspace and self.person():
            self._set(self._of(self.person())[:-1])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go_on()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802, D102
        start = self.currentRow() + 1
        for row in [*range(start, self.rowCount()), *range(start)]:
            item = self.item(row, _NAME)
            words = fold(item.text() if item else "")
            if any(part.startswith(fold(search)) for part in words.split()):
                self.setCurrentCell(row, _NAME)
                return

    def _choose(self, cluster: str) -> None:
        held = self._of(self.person())
        if len(held) == 1 and held[0] != cluster:
            self._set((held[0], cluster))
            self._go_on(stay_at_end=True)
        else:
            self._set((cluster,))

    def _set(self, chosen: Chosen) -> None:
        who = self.person()
        if chosen == self._of(who):
            return
        self._pending[who] = chosen
        self._show_row(self.currentRow())
        first, second, *_rest = (*chosen, "", "")
        self.chosen.emit(who, first, second)

    def _go_on(self, *, stay_at_end: bool = False) -> None:
        row = self.currentRow() + 1
        if row < self.rowCount():
            self.setCurrentCell(row, _NAME)
        elif not stay_at_end:
            self.finished.emit()

    def _of(self, who: str) -> Chosen:
        return self._pending.get(who, self._stated.get(who, ()))

    def _show_row(self, row: int) -> None:
        who = self._people[row]
        stated = self._of(who)
        shown: Sequence[str] = stated or self._derived.get(who, ())
        for column, place in ((_FIRST, 0), (_SECOND, 1)):
            cluster = shown[place] if place < min(len(shown), _MOST) else ""
            number = self._clusters.index(cluster) + 1 if cluster in self._clusters else 0
            words = f"{number} · {isolate(self._names[cluster])}" if number else ""
            self._put(row, column, words)
        self._put(row, _FROM, "" if stated or not shown else self._from[who])

    def _put(self, row: int, column: int, words: str) -> None:
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.setItem(row, column, item)
        if item.text() != words:
            item.setText(words)
            item.setToolTip(tooltip_of(words))
