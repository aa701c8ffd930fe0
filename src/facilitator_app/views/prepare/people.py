"""The people: typed, pasted or imported; who was there in each half-day."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedLayout, QTableView, QWidget

from facilitator_app.records.roster import RosterPreview
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.halfdays import sessions
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.prepare.peoplemodel import PeopleModel
from facilitator_app.views.prepare.rosterpreview import RosterPage
from facilitator_app.views.shared.buttons import Button, Kind, button
from facilitator_app.views.shared.delegates import TickDelegate
from facilitator_app.views.shared.fields import LineField
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import column, row
from facilitator_app.views.shared.panels import EmptyState
from facilitator_app.views.shared.tokens import Role, Space

_ROW_HEIGHT = 38
_WIDTHS = (190, 150, 210, 170, 84, 104, 76)
_WIDEST = 2
_EMPTY, _LIST, _ROSTER = range(3)


class PeopleView(QWidget):
    """Takes a WorkshopRecord and roster previews; emits what was typed, ticked, pasted and agreed to.

    Inputs: `show_workshop(record)`, `show_preview(RosterPreview)` (answer to an import or paste),
    `close_preview()`.
    Signals: `person_changed(participant id, RosterField value, text)`, `person_added(name)`,
    `withdrawn_chosen(participant id, bool)`, `attendance_changed(participant id, session, present)`,
    `import_requested()` (ask for a file), `list_pasted(text)`, `preview_accepted()`, `preview_refused()`.
    """

    person_changed = Signal(str, str, str)
    person_added = Signal(str)
    withdrawn_chosen = Signal(str, bool)
    attendance_changed = Signal(str, str, bool)
    import_requested = Signal()
    list_pasted = Signal(str)
    preview_accepted = Signal()
    preview_refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        self.model = PeopleModel()
        self.model.setParent(self)
        self.table = PeopleTable(self.model)
        self.table.list_pasted.connect(self.list_pasted)
        self.filter = LineField(_("Find a person"), placeholder=_("Find a person"), icon=Icon.SEARCH)
        self.newcomer = LineField(_("Add a person"), placeholder=_("Add a person: name, then Enter"))
        self._count = text_label("", Role.CAPTION, wrap=False)
        self._withdraw: Button = button(_("Withdraw"), icon=Icon.MINUS)
        self.roster = RosterPage()
        self._empty = EmptyState(
            _("Nobody here yet"),
            _("Import the host’s list (XLSX or CSV), or copy it anywhere and paste it here."),
            _("Import a list…"),
            icon=Icon.PEOPLE,
        )
        self._pages = QStackedLayout()
        self._build()
        self._connect()

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Show the people of a workshop and who was there."""
        sessions = sessions_of(record)
        self.model.show(record.participants, record.attendance, sessions)
        self.table.fit_columns(len(sessions))
        active = sum(1 for one in record.participants if not one.withdrawn)
        self._count.setText(ngettext_("{n} person", "{n} people", active).format(n=active))
        if self._pages.currentIndex() != _ROSTER:
            self._pages.setCurrentIndex(_LIST if record.participants else _EMPTY)
        self._has_people = bool(record.participants)
        self._follow_selection()

    def show_preview(self, preview: RosterPreview) -> None:
        """Show what taking a roster in would do."""
        self.roster.show_preview(preview)
        self._pages.setCurrentIndex(_ROSTER)

    def close_preview(self) -> None:
        """Go back to the list of people."""
        self._pages.setCurrentIndex(_LIST if self._has_people else _EMPTY)

    def _build(self) -> None:
        self._has_people = False
        self.filter.setMinimumWidth(140)
        self.newcomer.setMinimumWidth(180)
        self._import = button(_("Import a list…"), Kind.PRIMARY, icon=Icon.IMPORT)
        self._paste = button(_("Paste a list"), key_hint="Ctrl+V")
        head = row(text_label(_("People"), Role.TITLE, wrap=False), self._count, self.filter, space=Space.M)
        head.setStretch(2, 1)
        for one in (self._withdraw, self._paste, self._import):
            head.addWidget(one)
        around = QMargins(Space.XL, Space.L, Space.XL, Space.L)
        listed = QWidget()
        listed.setLayout(column(head, self.table, self.newcomer, space=Space.M, margins=around))
        self.setLayout(self._pages)  # before the pages: the first would else show as a window of its own
        for page in (self._empty, listed, self.roster):
            self._pages.addWidget(page)

    def _connect(self) -> None:
        self.model.typed.connect(self.person_changed)
        self.model.ticked.connect(self.attendance_changed)
        self.filter.textChanged.connect(self.model.show_matching)
        self.newcomer.returnPressed.connect(self._add)
        self._import.clicked.connect(self.import_requested)
        self._empty.action_requested.connect(self.import_requested)
        self._paste.clicked.connect(self.table.paste)
        self._withdraw.clicked.connect(self._toggle_withdrawn)
        self.roster.accepted.connect(self.preview_accepted)
        self.roster.refused.connect(self.preview_refused)
        self.roster.refused.connect(self.close_preview)
        self.table.selectionModel().currentChanged.connect(self._follow_selection)
        self.model.modelReset.connect(self._follow_selection)

    def _add(self) -> None:
        name = self.newcomer.text().strip()
        if name:
            self.person_added.emit(name)
            self.newcomer.clear()

    def _follow_selection(self) -> None:
        person = self.model.person(self.table.currentIndex().row())
        self._withdraw.setEnabled(person is not None)
        back = person is not None and person.withdrawn
        self._withdraw.setText(_("Take back") if back else _("Withdraw"))

    def _toggle_withdrawn(self) -> None:
        person = self.model.person(self.table.currentIndex().row())
        if person is not None:
            self.withdrawn_chosen.emit(person.id, not person.withdrawn)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if event.matches(QKeySequence.StandardKey.Paste):
            self.table.paste()
            return
        super().keyPressEvent(event)


def sessions_of(record: WorkshopRecord) -> tuple[str, ...]:
    """Return the half-days of a workshop: those of its days, and any other that attendance names."""
    return tuple(dict.fromkeys([*sessions(record.agenda), *(one.session for one in record.attendance)]))


class PeopleTable(QTableView):
    """The table of people; Ctrl+V into it (not into a cell) pastes a whole list."""

    list_pasted = Signal(str)

    def __init__(self, model: PeopleModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(_("People"))
        self.setAlternatingRowColors(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(TickDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_ROW_HEIGHT)
        across = self.horizontalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        across.setHighlightSections(False)
        across.setMinimumSectionSize(64)

    def fit_columns(self, sessions: int) -> None:
        """Give the columns their share of the room; the half-days are narrow."""
        across = self.horizontalHeader()
        fields = self.model().columnCount() - sessions
        across.setSectionResizeMode(_WIDEST, QHeaderView.ResizeMode.Stretch)
        for place, wide in enumerate(_WIDTHS[:fields]):
            if across.sectionSize(place) == across.defaultSectionSize():
                across.resizeSection(place, wide)
        for place in range(fields, self.model().columnCount()):
            across.resizeSection(place, 72)

    def paste(self) -> None:
        """Tell the text of the clipboard as a list of people, if there is any."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.list_pasted.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._edit_current():
            return
        super().keyPressEvent(event)

    def _edit_current(self) -> bool:
        index: QModelIndex = self.currentIndex()
        editable = index.isValid() and bool(self.model().flags(index) & Qt.ItemFlag.ItemIsEditable)
        if editable and self.state() is not QAbstractItemView.State.EditingState:
            self.edit(index)
            return True
        return False
