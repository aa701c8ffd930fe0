"""The program from its first window to its last: library, new workshop, one open workshop."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QLocale, QObject, QProcess, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from facilitator_app.app import shelf
from facilitator_app.app.warmup import WarmUp
from facilitator_app.records.library import SearchHit
from facilitator_app.rules.text import safe_file_name
from facilitator_app.support import paths
from facilitator_app.support.clock import Clock
from facilitator_app.support.errors import KnownError
from facilitator_app.support.settings import Settings
from facilitator_app.support.wording import _
from facilitator_app.views.library import LibraryView
from facilitator_app.views.shared.actions import ActionSet
from facilitator_app.views.shared.keys import KeyRouter
from facilitator_app.views.shared.panels import BannerKind
from facilitator_app.views.shared.theme import apply_theme, register_late_fonts
from facilitator_app.views.shared.tokens import Mode
from facilitator_app.views.shared.window import AppWindow, PlaceBook

if TYPE_CHECKING:
    from facilitator_app.app.desks import WorkshopDesks
    from facilitator_app.content.catalogue import Content
    from facilitator_app.views.prepare.draft import WorkshopDraft

WORKSHOP_FILTER: Final = "*.workshop"
_AFTER_PAINT_MS: Final = 50


class Program(QObject):
    """Holds the one main window and what it shows; everything heavy is loaded after the first paint."""

    ready = Signal()
    """Everything is loaded: files can be opened."""
    opened = Signal(object)
    """WorkshopDesks of the workshop that was opened."""

    def __init__(
        self,
        app: QApplication,
        clock: Clock,
        settings: Settings,
        *,
        milliseconds: Callable[[], int] | None = None,
    ) -> None:
        """Build the window; `milliseconds` tells a double press from two (the computer's own by default)."""
        super().__init__()
        self.app = app
        self.clock = clock
        self.settings = settings
        self.actions = ActionSet(self)
        self.router = KeyRouter(app, self.actions, milliseconds)
        self.window = AppWindow("main", PlaceBook(paths.app_data() / "windows.json"), title=_("Facilitator"))
        self.library = LibraryView(self.actions)
        self.desks: WorkshopDesks | None = None
        self._form: QWidget | None = None
        self._content: Content | None = None
        self._waiting: list[Callable[[], None]] = []
        self.is_ready = False
        self._warmup = WarmUp(self)
        self._connect()

    # --- start and end ----------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the library as it was last; what is heavy is loaded after the first paint."""
        self.library.show_cards(shelf.remembered(paths.app_data()), self._now())
        self.window.show_content(self.library)
        self.window.installEventFilter(self)
        self.window.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Wait for the first paint of the window."""
        if watched is self.window and event.type() is QEvent.Type.Paint:
            self.window.removeEventFilter(self)
            QTimer.singleShot(_AFTER_PAINT_MS, self, self._warmup.start)
        return super().eventFilter(watched, event)

    def when_ready(self, do: Callable[[], None]) -> None:
        """Do something as soon as everything is loaded."""
        if self.is_ready:
            do()
        else:
            self._waiting.append(do)

    def close(self) -> None:
        """Close the open workshop and wait for what is under way."""
        self._close_workshop()
        self._warmup.wait()
        self.app.removeEventFilter(self.router)

    @Slot()
    def _on_warm(self) -> None:
        register_late_fonts()
        self.is_ready = True
        self.refresh_library()
        for do in self._waiting:
            do()
        self._waiting.clear()
        self.ready.emit()

    # --- library ----------------------------------------------------------------------------------------

    def refresh_library(self) -> None:
        """Read the cards of the recent workshops anew."""
        from facilitator_app.services import library

        cards = library.cards()
        shelf.keep(paths.app_data(), cards)
        self.library.show_cards(cards, self._now())

    def show_library(self) -> None:
        """Close what is open and show the library."""
        self._close_workshop()
        self._drop_form()
        self.window.setWindowTitle(_("Facilitator"))
        self.window.show_content(self.library)
        self.actions.show_states(())
        self.refresh_library()

    def open_file(self, path: Path) -> None:
        """Open a workshop file; a message says why where that is not possible."""
        self.when_ready(lambda: self._open(path))

    def import_sources(self, sources: tuple[str, ...]) -> None:
        """Open workshop files, or make a workshop of a data set that was dropped or chosen."""
        for source in map(Path, sources):
            if source.suffix == ".workshop":
                self.open_file(source)
            else:
                self.when_ready(partial(self._import, source))

    def new_workshop(self) -> None:
        """Show the form of a new workshop."""
        self.when_ready(self._show_form)

    def create(self, draft: WorkshopDraft) -> None:
        """Make the workshop of the form and open it."""
        from facilitator_app.services.planning import NewWorkshop, create_workshop

        wanted = NewWorkshop(
            course=draft.course,
            start=draft.start,
            title=draft.title,
            zone=draft.zone,
            place=draft.place,
            country=draft.country,
            host=draft.host,
            local_languages=draft.local_languages,
            language_mode=draft.language_mode,
            table_count=draft.table_count,
        )
        title = draft.title or self.content().course(draft.course).name
        path = free_path(paths.documents(), f"{title} {draft.start.isoformat()}")

        def make() -> None:
            file, _fits = create_workshop(
                path, wanted, content=self.content(), clock=self.clock, device=self.settings.device
            )
            file.close()

        if self._told(make):
            self._open(path)

    def content(self) -> Content:
        """Return steps, courses and forms, loaded once."""
        if self._content is None:
            from facilitator_app.content.catalogue import load

            self._content = load(paths.content())
        return self._content

    # --- inside -----------------------------------------------------------------------------------------

    def _now(self) -> datetime:
        return self.clock.read().wall.astimezone()

    def _open(self, path: Path) -> None:
        from facilitator_app.app.desks import WorkshopDesks
        from facilitator_app.app.workshop import OpenWorkshop
        from facilitator_app.services import library

        self._close_workshop()

        def do() -> None:
            rescue = paths.app_data() / "rescue"
            rescue.mkdir(exist_ok=True)
            workshop = OpenWorkshop(path, self.clock, device=self.settings.device, rescue_folder=rescue)
            self.desks = WorkshopDesks(workshop, self.actions, self.window.banners, self.content())

        if not self._told(do) or self.desks is None:
            self.window.show_content(self.library)
            self.refresh_library()
            return
        self._drop_form()
        self._told(lambda: library.remember(path, datetime.now(UTC)))
        self.desks.library_requested.connect(self.show_library)
        self.window.setWindowTitle(self.desks.workshop.record.details.title)
        self.window.show_content(self.desks.widget)
        self.desks.show_first_place()
        self.opened.emit(self.desks)

    def _import(self, source: Path) -> None:
        from facilitator_app.services.exchange.importing import import_data_set

        path = free_path(paths.documents(), source.stem)
        reports: list[tuple[str, ...]] = []

        def do() -> None:
            report = import_data_set(
                source, path, content=self.content(), clock=self.clock, device=self.settings.device
            )
            reports.append((*map(str, report.problems), *report.notes))

        if self._told(do):
            self._open(path)
            for number, line in enumerate(reports[0]):
                self.window.banners.show_banner(f"import:{number}", BannerKind.WARN, line)

    def _restore(self, path: Path) -> None:
        from facilitator_app.store import files

        found = files.list_backups(path)
        target = free_path(path.parent, f"{path.stem} {_('restored')}")

        def do() -> None:
            if not found:
                raise KnownError(
                    _("There is no backup of “{name}”.").format(name=path.name),
                    _("Look for a copy on a stick or another computer."),
                )
            files.restore(found[0].path, target, clock=self.clock, device=self.settings.device).close()

        if self._told(do):
            self._open(target)

    def _search(self, text: str) -> None:
        from facilitator_app.services import library
        from facilitator_app.services.library.recent import recent

        if not text.strip():
            self.refresh_library()
            return
        self._told(lambda: self.library.show_hits(text, library.search_everywhere(text, recent())))

    def _forget(self, path: str) -> None:
        from facilitator_app.services import library

        self._told(lambda: library.forget(Path(path)))
        self.refresh_library()

    def _show_form(self) -> None:
        from facilitator_app.app.forms import workshop_form

        self._drop_form()
        self._form = workshop_form(self.content(), self.clock, create=self.create, cancel=self.show_library)
        self.window.show_content(self._form)

    def _drop_form(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.setParent(None)
            self._form.deleteLater()
            self._form = None

    def _close_workshop(self) -> None:
        desks, self.desks = self.desks, None
        if desks is None:
            return
        from facilitator_app.services import library

        rescue = desks.close()
        self.window.show_content(self.library)
        desks.widget.deleteLater()
        desks.deleteLater()
        if rescue is not None:
            words = _("The last words could not be saved in the workshop. They are in {path}.")
            self.window.banners.show_banner("rescue", BannerKind.ERROR, words.format(path=rescue))
        self._told(lambda: library.index_workshop(desks.workshop.path))

    def _told(self, do: Callable[[], object]) -> bool:
        """Do something; what can go wrong in a room is told in a banner, never in a dialog."""
        try:
            do()
        except KnownError as error:
            self.window.banners.show_banner("trouble", BannerKind.ERROR, str(error))
            return False
        self.window.banners.take_away("trouble")
        return True

    def _on_action(self, action: str) -> None:
        do: dict[str, Callable[[], object]] = {
            "library.new": self.new_workshop,
            "library.open": self._ask_file,
            "library.import": self._ask_package,
            "library.rehearse": self._rehearse,
            "library.search": self._focus_search,
            "view.dark": self._turn_dark,
            "view.keys": self._show_keys,
        }
        if action in do:
            do[action]()

    def _ask_file(self) -> None:
        words = _("Workshops ({pattern})").format(pattern=WORKSHOP_FILTER)
        folder = str(paths.documents())
        chosen, _filter = QFileDialog.getOpenFileName(self.window, _("Open a workshop"), folder, words)
        if chosen:
            self.open_file(Path(chosen))

    def _ask_package(self) -> None:
        words = _("Packages ({pattern})").format(pattern="*.zip workshop.json")
        chosen, _filter = QFileDialog.getOpenFileName(
            self.window, _("Import a package or the workshop.json of a data set"), "", words
        )
        if chosen:
            source = Path(chosen)
            self.import_sources((str(source.parent if source.suffix == ".json" else source),))

    def _rehearse(self) -> None:
        words = [] if getattr(sys, "frozen", False) else ["-m", "facilitator_app"]
        out = paths.documents() / "rehearsal-output"
        arguments = [*words, "rehearse", "kaunas", "--out", str(out), "--speed", "120", "--show"]
        QProcess.startDetached(sys.executable, arguments)
        self.window.banners.show_banner(
            "rehearsal",
            BannerKind.INFO,
            _("The rehearsal opens in a window of its own. It leaves no trace here."),
        )

    def _focus_search(self) -> None:
        if self.desks is None:
            self.library.focus_search()

    def _turn_dark(self) -> None:
        self.settings.dark = not self.settings.dark
        self.settings.save(paths.settings_file())
        apply_theme(self.app, Mode.DARK if self.settings.dark else Mode.LIGHT)

    def _show_keys(self) -> None:
        from facilitator_app.views.shared.keyspage import KeysPage

        shown = self.window.content()
        page = KeysPage(self.actions)
        page.closed.connect(lambda: self._leave_keys(page, shown))
        self.window.show_content(page)

    def _leave_keys(self, page: QWidget, before: QWidget | None) -> None:
        self.window.show_content(before or self.library)
        page.deleteLater()

    def _connect(self) -> None:
        self._warmup.warm.connect(self._on_warm)
        self.actions.requested.connect(self._on_action)
        self.window.closing.connect(self.close)
        self.library.workshop_chosen.connect(lambda path: self.open_file(Path(path)))
        self.library.forget_requested.connect(self._forget)
        self.library.restore_requested.connect(
            lambda path: self.when_ready(lambda: self._restore(Path(path)))
        )
        self.library.search_requested.connect(lambda text: self.when_ready(lambda: self._search(text)))
        self.library.hit_chosen.connect(self._open_hit)
        self.library.files_dropped.connect(self.import_sources)

    def _open_hit(self, hit: SearchHit) -> None:
        self.open_file(Path(hit.path))


def free_path(folder: Path, words: str) -> Path:
    """Return a path for a new workshop that does not exist yet, named after `words`."""
    name = safe_file_name(words)
    path = folder / f"{name}.workshop"
    number = 2
    while path.exists():
        path = folder / f"{name} {number}.workshop"
        number += 1
    return path


def interface_language(settings: Settings) -> str:
    """Return the language of the interface: chosen, or the computer's."""
    return settings.language or QLocale.system().name().replace("_", "-")
