"""A person taken up by mouse or keys: every table says what dropping there would mean."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from facilitator_app.records.enums import TableRoleName
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.moving import (
    Effect,
    SeatBoard,
    effect_of_move,
    effect_of_swap,
    seat_board,
)
from facilitator_app.support.wording import _
from facilitator_app.views.prepare.movewords import (
    carried_words,
    effect_tone,
    short_words,
    target_words,
)
from facilitator_app.views.prepare.seatmatrix import RoundRow
from facilitator_app.views.prepare.seatwords import role_icon, role_words
from facilitator_app.views.shared.buttons import KeyLine
from facilitator_app.views.shared.icons import Icon, IconMark, shape_of
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import FlowLayout, row
from facilitator_app.views.shared.tokens import Role, Space, Tone

_BAR: Final = 46
_SIDEWAYS: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})
_UPDOWN: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down})


class CarryBar(QStackedWidget):
    """The keys of the matrix; while somebody is carried, the sentence for the target instead."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        legend = QWidget()
        flow = FlowLayout(legend, space=Space.M)
        for role in TableRoleName:
            flow.addWidget(_legend(role_icon(role), role_words(role)))
        flow.addWidget(_legend(Icon.LOCK, _("stays when planned anew")))
        for key, words in (
            (_("Space"), _("take up")),
            (_("Ctrl+← →"), _("other table")),
            (_("L"), _("lock")),
            (_("Enter"), _("more")),
        ):
            flow.addWidget(KeyLine(key, words))
        self._mark = IconMark(Icon.CIRCLE, 16, Tone.NEUTRAL)
        self._words = text_label("", Role.STRONG)
        spoken = QWidget()
        line = row(self._mark, self._words, space=Space.M)
        line.setStretch(1, 1)
        spoken.setLayout(line)
        self.addWidget(legend)
        self.addWidget(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setMinimumHeight(_BAR)  # the rounds stay where they are when the words change

    def say(self, words: str, tone: Tone) -> None:
        """Say what the target would mean; without words the keys are shown again."""
        self._words.setText(words)
        self._mark.show_icon(shape_of(tone), tone)
        self.setCurrentIndex(1 if words else 0)
        if words and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def words(self) -> str:
        """Return the sentence that is shown, or nothing."""
        return self._words.text()


class Carrying(QObject):
    """Who is in hand. Effects on every table are computed once; those of a swap when it is aimed at.

    `move_chosen` and `swap_chosen` come from keys (a drop of the mouse is told by the list it falls on).
    """

    move_chosen = Signal(str, str, str)
    swap_chosen = Signal(str, str, str)

    def __init__(self, bar: CarryBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._row: RoundRow | None = None
        self._board: SeatBoard | None = None
        self._person = ""
        self._moves: dict[str, Effect] = {}
        self._aim = ("", "")

    @property
    def person(self) -> str:
        """The id of the person in hand, or nothing."""
        return self._person

    def take(self, record: WorkshopRecord, one: RoundRow, person: str, *, by_mouse: bool) -> None:
        """Take somebody up: every table of the round says what a drop there would mean."""
        self.end()
        self._row, self._person = one, person
        board = self._board = seat_board(record, one.segment.id)
        self._moves = {table: effect_of_move(board, person, table) for table in board.tables}
        source = board.table_of(person)
        for table, effect in self._moves.items():
            if table != source:
                one.cells[table].show_effect(short_words(effect), effect_tone(effect))
        for seats in one.lists.values():
            seats.show_carried(carrying=not by_mouse)
        self._bar.say(carried_words(board.roster[person]), Tone.NEUTRAL)

    def aim(self, table: str, other: str) -> None:
        """Say in a sentence what dropping on a table, or on a person there, would mean."""
        board, one = self._board, self._row
        if board is None or one is None or table not in self._moves or (table, other) == self._aim:
            return
        self._show_aimed(on=False)
        self._aim = (table, other)
        self._show_aimed(on=True)
        if table == board.table_of(self._person):
            self._bar.say(carried_words(board.roster[self._person]), Tone.NEUTRAL)
            return
        effect = effect_of_swap(board, self._person, other) if other else self._moves[table]
        place = _("table {n}").format(n=board.numbers[table])
        mate = board.roster.get(other)
        words = target_words(board.roster[self._person], place, mate, effect, board.roster)
        self._bar.say(words, effect_tone(effect))

    def steer(self, key: int) -> None:
        """Follow a key: arrows choose the table and the person there, Enter drops, Esc lets go."""
        board, one = self._board, self._row
        if board is None or one is None:
            return
        if key in {Qt.Key.Key_Escape, Qt.Key.Key_Space}:
            self.end()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._drop()
        elif key in _SIDEWAYS:
            step = 1 if key == Qt.Key.Key_Right else -1
            if one.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                step = -step
            self._step_table(step)
        elif key in _UPDOWN:
            self._step_person(1 if key == Qt.Key.Key_Down else -1)

    def end(self) -> None:
        """Let go: the tables say again who sits there."""
        if self._row is not None:
            self._show_aimed(on=False)
            for cell in self._row.cells.values():
                cell.show_effect("", Tone.NEUTRAL)
            for seats in self._row.lists.values():
                seats.show_carried(carrying=False)
                seats.show_aim("")
        self._row = self._board = None
        self._person, self._moves, self._aim = "", {}, ("", "")
        self._bar.say("", Tone.NEUTRAL)

    def _step_table(self, step: int) -> None:
        if self._board is None:
            return
        order = list(self._board.tables)
        now = self._aim[0] or self._board.table_of(self._person)
        place = order.index(now) + step if now in order else 0
        if 0 <= place < len(order):
            self.aim(order[place], "")

    def _step_person(self, step: int) -> None:
        table, other = self._aim
        if self._board is None or not table or table == self._board.table_of(self._person):
            return
        order = ["", *self._board.tables[table]]
        self.aim(table, order[(order.index(other) + step) % len(order)])

    def _drop(self) -> None:
        if self._board is None:
            return
        segment, person, (table, other) = self._board.segment_id, self._person, self._aim
        source = self._board.table_of(person)
        self.end()
        if other and source:
            self.swap_chosen.emit(segment, person, other)
        elif table and table != source:
            self.move_chosen.emit(segment, person, table)

    def _show_aimed(self, *, on: bool) -> None:
        table, other = self._aim
        if self._row is None or self._board is None or not table:
            return
        self._row.lists[table].show_aim(other if on else "")
        if table != self._board.table_of(self._person):
            effect = self._moves[table]
            words = short_words(effect)
            self._row.cells[table].show_effect(words, effect_tone(effect), aimed=on)


def _legend(icon: Icon, words: str) -> QWidget:
    made = QWidget()
    mark = IconMark(icon, 14, "on_accent_soft")
    made.setLayout(row(mark, text_label(words, Role.CAPTION, wrap=False), space=Space.XS))
    return made
