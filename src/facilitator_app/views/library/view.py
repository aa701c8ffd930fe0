"""The start screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QMargins, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget

from facilitator_app.records.library import LibraryCard, SearchHit
from facilitator_app.support.wording import _
from facilitator_app.views.library.cards import WorkshopCard
from facilitator_app.views.library.first_page import FirstPage
from facilitator_app.views.library.results import Results
from facilitator_app.views.shared.actions import ActionSet
from facilitator_app.views.shared.buttons import Kind, button
from facilitator_app.views.shared.fields import LineField
from facilitator_app.views.shared.icons import Icon, IconMark
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import FlowLayout, clear, column, row
from facilitator_app.views.shared.panels import scrolling
from facilitator_app.views.shared.tokens import Role, Space

SEARCH_PAUSE_MS = 200
_FIRST, _CARDS, _RESULTS = range(3)


class LibraryView(QWidget):
    """Takes cards and search hits; emits what was chosen, dropped or searched for.

    Inputs: `show_cards(cards, now)` (also after every change), `show_hits(text, hits)`.
    Signals: `workshop_chosen(path)`, `forget_requested(path)` (take off the list), `restore_requested(path)`
    (show its backups), `search_requested(text)` (empty: the search is over), `hit_chosen(SearchHit)`,
    `files_dropped(tuple of paths)`. New, Open, Import and Rehearse are the actions `library.new`,
    `library.open`, `library.import`, `library.rehearse` of the ActionSet.
    """

    workshop_chosen = Signal(str)
    forget_requested = Signal(str)
    restore_requested = Signal(str)
    search_requested = Signal(str)
    hit_chosen = Signal(object)
    files_dropped = Signal(tuple)

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        self.setAcceptDrops(True)
        self._titles: dict[str, str] = {}
        self._shown: tuple[LibraryCard, ...] | None = None
        self.search = LineField(
            _("Search all workshops"),
            placeholder=_("Search all workshops, in every script"),
            icon=Icon.SEARCH,
        )
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(160)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.search.textChanged.connect(self._wait)
        self.search.returnPressed.connect(self._ask)
        self._first = FirstPage(actions)
        self._first.rehearse_requested.connect(actions.action("library.rehearse").trigger)
        self._cards = QWidget()
        self._flow = FlowLayout(self._cards, space=Space.L, even=True)
        self._results = Results()
        self._results.hit_chosen.connect(self.hit_chosen)
        self._pages = QStackedLayout()
        self._drop = _DropHint(self)
        self.setLayout(column(self._head(actions), self._pages, space=0))
        # After the layout has its window: the first page would else show as a window of its own.
        for page in (self._first, self._cards, self._results):
            self._pages.addWidget(scrolling(self._padded(page)))

    def show_cards(self, cards: Sequence[LibraryCard], now: datetime) -> None:
        """Show the recent workshops, newest first, or the first page when there are none."""
        if tuple(cards) != self._shown:
            self._shown = tuple(cards)
            self._titles = {card.path: card.title for card in cards}
            clear(self._flow)
            for shown in cards:
                self._flow.addWidget(self._card(shown, now))
        if not self.search.text():
            self._go(_CARDS if cards else _FIRST)

    def show_hits(self, text: str, hits: Sequence[SearchHit]) -> None:
        """Show what was found for a text; an answer to an older question is dropped."""
        if text == self.search.text().strip():
            self._results.show_hits(text, hits, self._titles)
            self._go(_RESULTS)

    def _go(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        for widget in self._after_first:
            widget.setVisible(page != _FIRST)

    def focus_search(self) -> None:
        """Put the cursor into the search line."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _card(self, shown: LibraryCard, now: datetime) -> WorkshopCard:
        made = WorkshopCard(shown, now)
        made.pressed.connect(lambda: self.workshop_chosen.emit(shown.path))
        made.forget_requested.connect(self.forget_requested)
        made.restore_requested.connect(self.restore_requested)
        return made

    def _head(self, actions: ActionSet) -> QFrame:
        head = QFrame()
        head.setProperty("edge", "below")
        new = button(actions.action("library.new"), Kind.PRIMARY, icon=Icon.NEW)
        open_ = button(actions.action("library.open"), icon=Icon.FOLDER)
        import_ = button(actions.action("library.import"), icon=Icon.IMPORT)
        rehearse = button(actions.action("library.rehearse"), icon=Icon.REHEARSE)
        name = text_label(_("Workshops"), Role.HEADING, wrap=False)
        edges = QMargins(Space.XL, Space.M, Space.XL, Space.M)
        line = row(name, self.search, 0, rehearse, import_, open_, new, space=Space.M, margins=edges)
        line.setStretch(1, 1)
        self._after_first = (self.search, rehearse, new)
        head.setLayout(line)
        return head

    def _padded(self, page: QWidget) -> QWidget:
        around = QWidget()
        around.setLayout(column(page, 1, margins=Space.XL))
        return around

    def _wait(self) -> None:
        self._pause.start()

    def _ask(self) -> None:
        self._pause.stop()
        text = self.search.text().strip()
        if not text:
            self._go(_CARDS if self._shown else _FIRST)
        self.search_requested.emit(text)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802, D102
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._drop.setGeometry(self.rect())
            self._drop.raise_()
            self._drop.show()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802, D102
        self._drop.hide()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802, D102
        self._drop.hide()
        files = tuple(url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile())
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802, D102
        super().changeEvent(event)
        self._drop.setGeometry(self.rect())


class _DropHint(QFrame):
    """What a file held over the window would do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", "active")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        words = text_label(_("Drop it here: a workshop, a package, or a list of people"), Role.TITLE)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mark = IconMark(Icon.IMPORT, 64, "on_accent_soft")
        inner = column(1, row(1, mark, 1), words, 1, space=Space.L, margins=Space.XL)
        self.setLayout(inner)
        self.hide()
