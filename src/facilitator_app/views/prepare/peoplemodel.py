"""The people of a workshop as a table that can be typed into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from facilitator_app.records.people import Attendance, Participant
from facilitator_app.records.roster import RosterField
from facilitator_app.rules.text import fold
from facilitator_app.support.wording import _
from facilitator_app.views.shared.languages import own_name
from facilitator_app.views.shared.theme import font_of

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a field of a person, or a half-day of attendance."""

    title: str
    field: RosterField | None = None
    session: str = ""


def columns_of(sessions: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns for these half-days."""
    fields = (
        Column(_("Name"), RosterField.NAME),
        Column(_("In own script"), RosterField.NATIVE_NAME),
        Column(_("Organisation"), RosterField.ORGANISATION),
        Column(_("Role"), RosterField.ROLE_TITLE),
        Column(_("Country"), RosterField.COUNTRY),
        Column(_("Languages"), RosterField.LANGUAGES),
        Column(_("English"), RosterField.ENGLISH_LEVEL),
    )
    return (*fields, *(Column(session, session=session) for session in sessions))


def value_of(person: Participant, field: RosterField) -> str:
    """Return a field of a person as it is typed."""
    if field is RosterField.NAME:
        return person.name
    if field is RosterField.LANGUAGES:
        return ", ".join(person.languages)
    return str(getattr(person, field.value))


class PeopleModel(QAbstractTableModel):
    """People × fields and half-days; what is typed or ticked is emitted, never kept."""

    typed = Signal(str, str, str)
    ticked = Signal(str, str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[Participant, ...] = ()
        self._there: dict[tuple[str, str], bool] = {}
        self._columns = columns_of(())
        self._all: tuple[Participant, ...] = ()
        self._wanted = ""

    def show(
        self, people: Sequence[Participant], attendance: Sequence[Attendance], sessions: Sequence[str]
    ) -> None:
        """Show these people; what is selected stays where the same rows stay."""
        there = {(one.participant_id, one.session): one.present for one in attendance}
        columns = columns_of(sessions)
        wanted = tuple(one for one in people if self._matches(one))
        same_rows = [p.id for p in wanted] == [p.id for p in self._people] and columns == self._columns
        self._all = tuple(people)
        if same_rows:
            self._people, self._there = wanted, there
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self._people, self._there, self._columns = wanted, there, columns
        self.endResetModel()

    def show_matching(self, text: str) -> None:
        """Show only people in whose row this text is found, in every script."""
        self._wanted = fold(text)
        self.beginResetModel()
        self._people = tuple(one for one in self._all if self._matches(one))
        self.endResetModel()

    def person(self, row: int) -> Participant | None:
        """Return the person of a row."""
        return self._people[row] if 0 <= row < len(self._people) else None

    def _matches(self, person: Participant) -> bool:
        fields = (person.name, person.native_name, person.organisation, person.role_title, person.country)
        return not self._wanted or self._wanted in fold(" ".join(fields))

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802, D102
        return 0 if parent.isValid() else len(self._people)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802, D102
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: ANN401, N802, D102
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._columns[section].title if orientation is Qt.Orientation.Horizontal else section + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401, D102
        person, column = self._people[index.row()], self._columns[index.column()]
        if column.field is None:
            return self._tick(person, column, role)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return value_of(person, column.field)
        if role == Qt.ItemDataRole.ToolTipRole and column.field is RosterField.LANGUAGES:
            return " · ".join(own_name(tag) for tag in person.languages)
        if role == Qt.ItemDataRole.FontRole and (person.withdrawn or column.field is RosterField.NAME):
            font = font_of(bold=column.field is RosterField.NAME)
            font.setStrikeOut(person.withdrawn)
            return font
        return None

    def _tick(self, person: Participant, column: Column, role: int) -> Any:  # noqa: ANN401
        there = self._there.get((person.id, column.session))
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if there else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("here") if there else _("not here") if there is False else _("not known yet")
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401, N802, D102
        person, column = self._people[index.row()], self._columns[index.column()]
        if column.field is None and role == Qt.ItemDataRole.CheckStateRole:
            self.ticked.emit(person.id, column.session, Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if column.field is None or role != Qt.ItemDataRole.EditRole:
            return False
        if str(value) != value_of(person, column.field):
            self.typed.emit(person.id, column.field.value, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:  # noqa: D102
        able = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._columns[index.column()].field is None:
            return able | Qt.ItemFlag.ItemIsUserCheckable
        return able | Qt.ItemFlag.ItemIsEditable
