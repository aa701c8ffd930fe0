"""The room at the right: who reports in which order, and how long each table has."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import StageName, TableRoleName
from facilitator_app.records.people import Table
from facilitator_app.records.run import RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.console.column import ContentColumn
from facilitator_app.views.shared.icons import Icon, IconMark
from facilitator_app.views.shared.labels import ElidedLabel, text_label
from facilitator_app.views.shared.layouts import clear, column, row
from facilitator_app.views.shared.panels import Card, CardKind
from facilitator_app.views.shared.runwords import spoken_minutes
from facilitator_app.views.shared.theme import current_palette, font_of
from facilitator_app.views.shared.tokens import Role, Space


@dataclass(frozen=True, slots=True)
class TableLine:
    """One table as the list shows it."""

    number: int
    languages: str
    who: str
    share: str
    now: bool = False
    done: bool = False


def table_lines(record: WorkshopRecord, state: RunState) -> tuple[TableLine, ...]:
    """Return the tables in speaking order, or by number where nobody reports."""
    segment = record.agenda.segment(state.position.segment_id) if state.position else None
    turn = state.position.turn if state.position else None
    order = state.turn_order or tuple(sorted(table.number for table in record.tables))
    share = spoken_minutes(state.share_seconds) if state.share_seconds and state.turn_order else ""
    own = spoken_minutes(state.box_seconds)
    place = order.index(turn) if turn in order else -1
    reporting = state.position is not None and state.position.stage is StageName.REPORT
    tables = {table.number: table for table in record.tables}
    return tuple(
        TableLine(
            number=number,
            languages=_languages(tables[number], record.details.working_language),
            who=_who(record, segment, tables[number]),
            share=own if number == turn else "" if reporting and index < place else share,
            now=number == turn,
            done=reporting and index < place,
        )
        for index, number in enumerate(order)
        if number in tables
    )


def round_line(record: WorkshopRecord, state: RunState) -> str:
    """Return "Report-back order · 16 min for 5 tables", or how many tables there are."""
    segment = record.agenda.segment(state.position.segment_id) if state.position else None
    slots = segment.stages if segment else ()
    budget = sum(slot.planned_seconds for slot in slots if slot.stage is StageName.REPORT)
    n = len(state.turn_order)
    if not budget or not n:
        n = len(record.tables)
        return ngettext_("{n} table", "{n} tables", n).format(n=n)
    words = ngettext_("Report-back order · {m} for {n} table", "Report-back order · {m} for {n} tables", n)
    return words.format(m=spoken_minutes(budget), n=n)


def _languages(table: Table, working: str) -> str:
    said = table.report_language or table.discussion_language
    if not said:
        return ""
    return said if said == working else f"{said} → {working}"


def _who(record: WorkshopRecord, segment: Segment | None, table: Table) -> str:
    if segment is None:
        return ""
    for role in record.roles:
        if (
            role.role is TableRoleName.REPORTER
            and role.segment_id == segment.id
            and role.table_id == table.id
            and (person := record.participant(role.participant_id))
        ):
            return _("{name} reports").format(name=person.name)
    people = len(record.seated(segment.id, table.id))
    return ngettext_("{n} person", "{n} people", people).format(n=people) if people else ""


class NumberTile(QWidget):
    """A table's number in a small square."""

    def __init__(self, number: int, *, now: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._now = now
        self.setFixedSize(30, 30)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        colours = current_palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent if self._now else colours.fill))
        painter.drawRoundedRect(self.rect(), 6, 6)
        painter.setPen(QColor(colours.on_accent if self._now else colours.ink))
        painter.setFont(font_of(Role.STRONG))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), str(self._number))
        painter.end()
        del event


class _Line(Card):
    """One table."""

    def __init__(self, line: TableLine) -> None:
        super().__init__(CardKind.ACTIVE, margin=Space.S)
        if not line.now:
            self.setProperty("card", "none")
        number = NumberTile(line.number, now=line.now)
        name = _("Table {n}").format(n=line.number)
        names = [ElidedLabel(f"{name} · {line.languages}" if line.languages else name, Role.STRONG)]
        if line.who:
            names.append(ElidedLabel(line.who, Role.CAPTION))
        self._share = text_label(line.share, Role.STRONG if line.now else Role.BODY, wrap=False)
        parts: list[QWidget] = [IconMark(Icon.CHECK, 16, "soft")] if line.done else [self._share]
        self.body.addLayout(row(number, column(*names, space=0), 1, *parts, space=Space.M))
        self.setAccessibleName(" ".join(filter(None, (name, line.languages, line.who, line.share))))

    def show_share(self, words: str) -> None:
        """Say how long the table has."""
        if self._share.text() != words:
            self._share.setText(words)


class TablesPanel(ContentColumn):
    """Report-back order and shares."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[TableLine, ...] = ()
        self._line = text_label("", Role.CAPTION)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        everything = QVBoxLayout(self)
        everything.setContentsMargins(0, 0, 0, 0)
        everything.setSpacing(Space.S)
        everything.addWidget(self._line)
        everything.addLayout(self._rows)
        everything.addStretch(1)

    def show_tables(self, record: WorkshopRecord, state: RunState) -> bool:
        """Show the tables; return whether anything was built anew."""
        lines = table_lines(record, state)
        if lines == self._shown:
            return False
        words = round_line(record, state)
        if words != self._line.text():
            self._line.setText(words)
        if _but_for_shares(lines) == _but_for_shares(self._shown):
            for index, line in enumerate(lines):
                item = self._rows.itemAt(index)
                widget = item.widget() if item else None
                if isinstance(widget, _Line):
                    widget.show_share(line.share)
            self._shown = lines
            return False
        self._shown = lines
        clear(self._rows)
        for line in lines:
            self._rows.addWidget(_Line(line))
        return True

    def lines(self) -> tuple[TableLine, ...]:
        """Return what is shown."""
        return self._shown


def _but_for_shares(lines: tuple[TableLine, ...]) -> list[tuple[object, ...]]:
    return [(line.number, line.languages, line.who, line.now, line.done, bool(line.share)) for line in lines]
