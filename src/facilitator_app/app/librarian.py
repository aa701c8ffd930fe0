"""The library's errands: cards, search and index, one after the other, off the UI thread."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitator_app.app import shelf
from facilitator_app.app.worker import Worker
from facilitator_app.records.library import LibraryCard
from facilitator_app.support import paths
from facilitator_app.support.clock import Clock
from facilitator_app.support.errors import KnownError

if TYPE_CHECKING:
    from facilitator_app.views.library import LibraryView

Errand = Callable[[], Callable[[], None] | None]
"""Done in the worker's thread; what it returns is done on the UI thread afterwards."""


class Librarian(QObject):
    """Keeps the start screen up to date; no workshop waits for it, and it waits for none."""

    failed = Signal(object)
    """A KnownError of an errand."""

    def __init__(self, view: LibraryView, clock: Clock) -> None:
        super().__init__()
        self._view = view
        self._clock = clock
        self._cards: tuple[LibraryCard, ...] = ()
        self._errands: deque[Errand] = deque()
        self._closed = False
        self._worker = Worker()
        self._worker.finished.connect(self._take)
        self._worker.failed.connect(self._fail)

    @property
    def busy(self) -> bool:
        """Whether an errand is under way."""
        return self._worker.busy

    def show_remembered(self) -> None:
        """Show the cards as they were shown last: no file is looked into."""
        self._show(shelf.remembered(paths.app_data()))

    def refresh(self) -> None:
        """Read the cards of the recent workshops anew."""
        self._send(self._read_cards)

    def opened(self, path: Path) -> None:
        """Put a workshop at the head of the list. Raises KnownError where the list cannot be written."""
        from facilitator_app.services import library

        library.remember(path, self._clock.read().wall)

    def closed(self, path: Path) -> None:
        """Show the card of a workshop that was just closed, and make it findable."""
        from facilitator_app.services import library

        card = library.card_of(path, self._clock.read().wall)
        self._show((card, *(one for one in self._cards if one.path != card.path)))
        self._send(lambda: _index(path))
        self.refresh()

    def forget(self, path: Path) -> None:
        """Take a workshop off the list; the file stays. Raises KnownError."""
        from facilitator_app.services import library

        library.forget(path)
        self._show(tuple(one for one in self._cards if Path(one.path) != path))
        self.refresh()

    def search(self, text: str) -> None:
        """Look for a text in every recent workshop; an empty text shows the cards again."""
        if text.strip():
            self._send(lambda: self._find(text))
        else:
            self.refresh()

    def close(self) -> None:
        """Finish what is under way; what only shows something is left undone."""
        self._closed = True
        self._worker.wait()
        errands, self._errands = self._errands, deque()
        for errand in errands:
            # A file that is not indexed now is indexed by the next search.
            with contextlib.suppress(KnownError):
                errand()

    def _read_cards(self) -> Callable[[], None]:
        from facilitator_app.services import library

        cards = library.cards()
        shelf.keep(paths.app_data(), cards)
        return lambda: self._show(cards)

    def _find(self, text: str) -> Callable[[], None]:
        from facilitator_app.services import library
        from facilitator_app.services.library.recent import recent

        hits = library.search_everywhere(text, recent())
        return lambda: self._view.show_hits(text, hits)

    def _show(self, cards: Sequence[LibraryCard]) -> None:
        self._cards = tuple(cards)
        self._view.show_cards(self._cards, self._clock.read().wall.astimezone())

    def _send(self, errand: Errand) -> None:
        self._errands.append(errand)
        self._go()

    def _go(self) -> None:
        if self._errands and not self._worker.busy:
            errand = self._errands.popleft()
            self._worker.start(lambda _progress, _cancelled: errand())

    def _take(self, show: object) -> None:
        if not self._closed:
            if callable(show):
                show()
            self._go()

    def _fail(self, error: KnownError) -> None:
        if not self._closed:
            self.failed.emit(error)
            self._go()


def _index(path: Path) -> None:
    from facilitator_app.services import library

    library.index_workshop(path)
