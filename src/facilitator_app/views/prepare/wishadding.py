"""Adding a wish without a mouse: a few letters, Enter, what is wished, a few letters, Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.wording import _
from facilitator_app.views.prepare.personfield import (
    Candidate,
    FindField,
    MatchList,
    people_to_choose,
    tables_to_choose,
)
from facilitator_app.views.shared.buttons import KeyLine, Kind, Size, button
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import FlowLayout
from facilitator_app.views.shared.panels import Card
from facilitator_app.views.shared.tabs import SegmentedTabs
from facilitator_app.views.shared.tokens import Role, Space

TOGETHER, APART, AT_TABLE, INTERPRETS = "together", "apart", "at_table", "interprets"


class WishAdding(Card):
    """Takes a WorkshopRecord; emits `wished(kind, person id, other person's or table's id)`.

    The kind is a WishKind value, or INTERPRETS: the first person interprets for the other.
    """

    wished = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__(space=Space.S, margin=Space.M)
        self._people: tuple[Candidate, ...] = ()
        self._tables: tuple[Candidate, ...] = ()
        self.matches = MatchList()
        self.first = FindField(_("Who"), _("A few letters of a name"), self.matches)
        self.kinds = SegmentedTabs(_("What is wished"))
        self.second = FindField(_("With whom, or at which table"), "", self.matches)
        self._add = button(_("Add"), Kind.PRIMARY, icon=Icon.PLUS, size=Size.SMALL, key_hint=_("Enter"))
        self._build()
        self.kinds.show_tabs(
            (
                (TOGETHER, _("together with")),
                (APART, _("apart from")),
                (AT_TABLE, _("at table")),
                (INTERPRETS, _("interprets for")),
            )
        )
        self._show_second()
        self.matches.itemClicked.connect(self._take_clicked)
        self.first.taken.connect(lambda _id: self._go_to_kinds())
        self.first.textEdited.connect(lambda _text: self._show_ready())
        self.second.textEdited.connect(lambda _text: self._show_ready())
        self.second.taken.connect(lambda _id: self._finish())
        self.kinds.chosen.connect(lambda _key: self._show_second())
        self._add.clicked.connect(self._press_add)

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Know everybody and every table."""
        self._people, self._tables = people_to_choose(record), tables_to_choose(record)
        self.first.show_candidates(self._people)
        self._show_second()
        self.setEnabled(bool(self._people))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and not (self.first.hasFocus() or self.second.hasFocus()):
            self.second.setFocus(Qt.FocusReason.TabFocusReason)
            return
        if event.key() == Qt.Key.Key_Escape and (self.first.text() or self.second.text()):
            self._start_again()
            return
        super().keyPressEvent(event)

    def _build(self) -> None:
        self.body.addWidget(text_label(_("A wish for every round"), Role.HEADING))
        fields = QWidget()
        flow = FlowLayout(fields, space=Space.S)
        for one in (self.first, self.kinds, self.second, self._add):
            flow.addWidget(one)
        self.first.setFixedWidth(220)
        self.second.setFixedWidth(220)
        self.body.addWidget(fields)
        self.body.addWidget(self.matches)
        keys = QWidget()
        line = FlowLayout(keys, space=Space.M)
        line.addWidget(KeyLine(_("Enter"), _("take it and go on")))
        line.addWidget(KeyLine("↑ ↓", _("another one found")))
        line.addWidget(KeyLine("← →", _("together, apart, at a table")))
        line.addWidget(KeyLine(_("Esc"), _("begin again")))
        self.body.addWidget(keys)

    def _show_second(self) -> None:
        at_table = self.kinds.chosen_key() == AT_TABLE
        self.second.setPlaceholderText(_("Its number") if at_table else _("A few letters of a name"))
        self.second.show_candidates(self._tables if at_table else self._people)
        if not self.second.chosen_id():
            self.second.empty()
            self.matches.show_found(())
        self._show_ready()

    def _go_to_kinds(self) -> None:
        key = self.kinds.chosen_key()
        chosen = self.kinds.findChild(QWidget, key)
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.TabFocusReason)
        self._show_ready()

    def _take_clicked(self) -> None:
        field = self.first if not self.second.text() else self.second
        field.choose_row(self.matches.currentRow())

    def _press_add(self) -> None:
        if self.first.chosen_id() and self.second.chosen_id():
            self.second.take()
        elif self.first.text():
            self.second.setFocus()
        else:
            self.first.setFocus()

    def _finish(self) -> None:
        one, other = self.first.chosen_id(), self.second.chosen_id()
        if not one:
            self.first.setFocus(Qt.FocusReason.TabFocusReason)
            return
        if one == other:
            self.second.show_wrong(wrong=True)
            return
        self.wished.emit(self.kinds.chosen_key(), one, other)
        self._start_again()

    def _start_again(self) -> None:
        self.first.empty()
        self.second.empty()
        self.matches.show_found(())
        self._show_ready()
        self.first.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_ready(self) -> None:
        self._add.setEnabled(bool(self.first.text().strip() and self.second.text().strip()))
