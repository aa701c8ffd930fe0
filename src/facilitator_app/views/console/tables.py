"""The room at the right: who reports in which order, and how long each table has."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from facilitator_app.records.run import RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.wording import _
from facilitator_app.views.console.column import ContentColumn
from facilitator_app.views.console.ledger import Ledger
from facilitator_app.views.console.turns import TableLine, next_line, round_line, table_lines
from facilitator_app.views.shared.buttons import icon_button
from facilitator_app.views.shared.icons import Icon, IconMark
from facilitator_app.views.shared.labels import ElidedLabel, text_label
from facilitator_app.views.shared.layouts import clear, column, row
from facilitator_app.views.shared.panels import Card, CardKind
from facilitator_app.views.shared.theme import current_palette, font_of
from facilitator_app.views.shared.tokens import Role, Space


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
    """One table; what can be done with its turn is in the menu behind it."""

    menu_requested = Signal(int)

    def __init__(self, line: TableLine, *, in_round: bool) -> None:
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
        self.more = icon_button(Icon.MORE, _("{table}: skip, swap, later").format(table=name))
        if not in_round or line.done:
            self.more.hide()  # shown before it has a parent, it would flash up as a window of its own
        self.more.clicked.connect(lambda: self.menu_requested.emit(line.number))
        beside = row(*parts, self.more, space=0)
        self.body.addLayout(row(number, column(*names, space=0), 1, beside, space=Space.M))
        self.setAccessibleName(" ".join(filter(None, (name, line.languages, line.who, line.share))))

    def show_share(self, words: str) -> None:
        """Say how long the table has."""
        if self._share.text() != words:
            self._share.setText(words)


class TablesPanel(ContentColumn):
    """Report-back order and shares; the next table's share before it stands up; the ledger of the day."""

    turn_skipped = Signal(int)
    turns_swapped = Signal(int, int)
    turn_put_off = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menu = QMenu(self)
        self._next = text_label("", Role.STRONG)
        self._next.hide()
        self.ledger = Ledger()
        self._shown: tuple[TableLine, ...] = ()
        self._line = text_label("", Role.CAPTION)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        everything = QVBoxLayout(self)
        everything.setContentsMargins(0, 0, 0, 0)
        everything.setSpacing(Space.S)
        everything.addWidget(self._line)
        everything.addWidget(self._next)
        everything.addLayout(self._rows)
        everything.addWidget(self.ledger)
        everything.addStretch(1)

    def show_tables(self, record: WorkshopRecord, state: RunState) -> bool:
        """Show the tables; return whether anything was built anew."""
        lines = table_lines(record, state)
        self.ledger.show_spoken(state.spoken)
        coming = next_line(record, state)
        if coming != self._next.text():
            self._next.setText(coming)
            self._next.setVisible(bool(coming))
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
        in_round = bool(state.turn_order) and state.share_seconds is not None
        for line in lines:
            made = _Line(line, in_round=in_round)
            made.menu_requested.connect(self._open_menu)
            self._rows.addWidget(made)
        return True

    def menu(self, number: int) -> QMenu:
        """Return what can be done with a table's turn."""
        self._menu.clear()
        left = [line.number for line in self._shown if not line.done and not line.skipped]
        if number in {line.number for line in self._shown if line.skipped}:
            self._menu.addAction(_("Come back later"), partial(self.turn_put_off.emit, number))
            return self._menu
        here = next((line.number for line in self._shown if line.now), None)
        self._menu.addAction(_("Skip in this round"), partial(self.turn_skipped.emit, number))
        following = left[left.index(number) + 1 :] if number in left else []
        if following and number != here:
            swap = _("Swap with Table {n}").format(n=following[0])
            self._menu.addAction(swap, partial(self.turns_swapped.emit, number, following[0]))
        if following:
            self._menu.addAction(_("Come back later"), partial(self.turn_put_off.emit, number))
        return self._menu

    def _open_menu(self, number: int) -> None:
        menu, sender = self.menu(number), self.sender()
        where = sender.more if isinstance(sender, _Line) else self
        menu.popup(where.mapToGlobal(where.rect().bottomLeft()))

    def next_words(self) -> str:
        """Return whose turn comes and what it has."""
        return self._next.text()

    def lines(self) -> tuple[TableLine, ...]:
        """Return what is shown."""
        return self._shown


def _but_for_shares(lines: tuple[TableLine, ...]) -> list[tuple[object, ...]]:
    return [
        (line.number, line.languages, line.who, line.now, line.done, line.skipped, bool(line.share))
        for line in lines
    ]
