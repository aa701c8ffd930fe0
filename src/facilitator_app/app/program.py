"""The program from its first window to its last: library, new workshop, one open workshop."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QProcess, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from facilitator_app.app.asking import ask_to_open, open_path
from facilitator_app.app.drops import DropKind, by_kind
from facilitator_app.app.librarian import Librarian
from facilitator_app.app.notices import Notices
from facilitator_app.app.pages import Pages
from facilitator_app.app.warmup import WarmUp
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
    from facilitator_app.app.making import Maker
    from facilitator_app.app.workshop import OpenWorkshop
    from facilitator_app.content.catalogue import Content
    from facilitator_app.services.exchange.importing import ImportReport
    from facilitator_app.views.prepare.draft import WorkshopDraft

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
        self.notices = Notices(self.window.banners)
        self.library = LibraryView(self.actions)
        self.librarian = Librarian(self.library, clock)
        self.desks: WorkshopDesks | None = None
        self.pages = Pages(self.window, self.actions, self._behind)
        self._content: Content | None = None
        self._waiting: list[Callable[[], None]] = []
        self.is_ready = self._closed = False
        self._warmup = WarmUp(self)
        self._presses = self._actions_here()
        self._connect()

    # --- start and end ----------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the library as it was last; what is heavy is loaded after the first paint."""
        self.librarian.show_remembered()
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
        """Close the open workshop and wait for what is under way; closing twice does nothing."""
        if self._closed:
            return
        self._close_workshop()
        self._closed = True
        self.pages.drop_form()
        self.pages.leave()
        self._warmup.wait()
        self.librarian.close()
        self.app.removeEventFilter(self.router)

    def tell(self, error: KnownError) -> None:
        """Show in a banner what cannot be done and what to do; a damaged file offers what is left of it."""
        from facilitator_app.app.trouble import trouble_words
        from facilitator_app.store.faults import DamagedFileError

        action, do = "", None
        if isinstance(error, DamagedFileError):
            action = _("Restore the backup") if error.backup else _("Save what can be read")
            do = partial(self._restore if error.backup else self._salvage, error.path)
        self.notices.tell("trouble", BannerKind.ERROR, trouble_words(error), action, do)

    @Slot()
    def _on_warm(self) -> None:
        if self._closed:
            return
        register_late_fonts()
        self.is_ready = True
        self.librarian.refresh()
        waiting, self._waiting = self._waiting, []
        for do in waiting:
            do()
        self.ready.emit()

    # --- what is shown ----------------------------------------------------------------------------------

    def show_library(self) -> None:
        """Close what is open and show the library."""
        if self._close_workshop():
            self._show_library()

    def show_workshop(self) -> None:
        """Show the open workshop again, whatever stands before it; a form that is begun is kept."""
        if self.desks is not None:
            self.pages.leave()

    def new_workshop(self) -> None:
        """Show the form of a new workshop; the open one goes on behind it."""
        self.when_ready(self._show_form)

    def _show_library(self) -> None:
        self.pages.drop_form()
        self.window.setWindowTitle(_("Facilitator"))
        self.pages.leave()
        self.actions.show_states(())

    def _show_form(self) -> None:
        from facilitator_app.app.forms import workshop_form

        self.pages.show_form(
            lambda: workshop_form(self.content(), self.clock, create=self.create, cancel=self.pages.drop_form)
        )

    def _behind(self) -> QWidget:
        return self.desks.widget if self.desks is not None else self.library

    # --- files ------------------------------------------------------------------------------------------

    def open_file(self, path: Path) -> None:
        """Open a workshop file; a message says why where that is not possible."""
        self.when_ready(lambda: self._open(path))

    def import_sources(self, sources: tuple[str, ...]) -> None:
        """Take files that were dropped, chosen or named: workshops, data sets, lists of people."""
        self.when_ready(lambda: self._take(sources))

    def create(self, draft: WorkshopDraft) -> None:
        """Make the workshop of the form and open it."""
        made: list[Path] = []
        if self._told(lambda: made.append(self._maker().from_form(draft))):
            self.pages.drop_form()
            self._open(made[0])

    def content(self) -> Content:
        """Return steps, courses and forms, loaded once."""
        if self._content is None:
            from facilitator_app.content.catalogue import load

            self._content = load(paths.content())
        return self._content

    def _maker(self) -> Maker:
        from facilitator_app.app.making import Maker

        return Maker(self.content(), self.clock, self.settings.device, paths.documents)

    def _take(self, sources: tuple[str, ...]) -> None:
        kinds = by_kind(sources)
        for path in kinds.get(DropKind.DATA_SET, ())[:1]:
            self._import(path)
        for path in kinds.get(DropKind.WORKSHOP, ())[:1]:
            self._open(path)
        for path in kinds.get(DropKind.ROSTER, ())[:1]:
            if self.desks is None:
                words = _("“{name}” looks like a list of people. Open a workshop first, then drop it there.")
                self.notices.tell("roster here", BannerKind.INFO, words.format(name=path.name))
            else:
                self.desks.take_roster(path)
        for path in kinds.get(DropKind.OTHER, ()):
            words = _("“{name}” is no workshop, no package and no list of people.")
            self.notices.tell("unknown", BannerKind.WARN, words.format(name=path.name))

    def _open(self, path: Path) -> None:
        if self.desks is not None and self.desks.workshop.path.absolute() == path.absolute():
            self.show_workshop()
            return
        found: list[OpenWorkshop] = []
        if not self._told(lambda: found.append(self._workshop(path))):
            return
        if not self._close_workshop():
            found[0].close()
            return
        self._show_desks(found[0])

    def _workshop(self, path: Path) -> OpenWorkshop:
        from facilitator_app.app.workshop import OpenWorkshop

        rescue = paths.app_data() / "rescue"
        rescue.mkdir(exist_ok=True)
        return OpenWorkshop(path, self.clock, device=self.settings.device, rescue_folder=rescue)

    def _show_desks(self, workshop: OpenWorkshop) -> None:
        from facilitator_app.app import wiring
        from facilitator_app.app.desks import WorkshopDesks

        desks = self.desks = WorkshopDesks(workshop, self.actions, self.window.banners)
        wiring.connect(desks)
        desks.library_requested.connect(self.show_library)
        desks.shown.connect(self.show_workshop)
        desks.files_dropped.connect(self.import_sources)
        for key in ("roster here", "unknown", "closing", "left", "import"):
            self.notices.take_away(key)
        self.pages.drop_form()
        self._told(lambda: self.librarian.opened(workshop.path))
        self.window.setWindowTitle(workshop.record.details.title)
        desks.show_first_place()
        self.opened.emit(desks)

    def _close_workshop(self, *, insist: bool = False) -> bool:
        """Close the open workshop properly; False, and a message, where it has to stay open."""
        desks = self.desks
        if desks is None:
            return True
        try:
            rescue = desks.close(insist=insist)
        except KnownError as error:
            self._tell_not_closed(error)
            return False
        self.desks = None
        self.notices.take_away("closing")
        if self.window.content() is desks.widget:
            self.pages.leave()
        desks.widget.deleteLater()
        desks.deleteLater()
        if rescue is not None:
            words = _("The last words could not be saved in the workshop. They are in {path}.")
            self.notices.tell("left", BannerKind.ERROR, words.format(path=rescue))
        self.librarian.closed(desks.workshop.path)
        return True

    def _tell_not_closed(self, error: KnownError) -> None:
        self.show_workshop()
        words = _("The workshop stays open, because something is not saved: {reason}").format(reason=error)
        self.notices.tell(
            "closing", BannerKind.ERROR, words, _("Close all the same"), self._close_all_the_same
        )

    def _close_all_the_same(self) -> None:
        if self._close_workshop(insist=True):
            self._show_library()

    def _import(self, source: Path) -> None:
        made: list[tuple[Path, ImportReport]] = []
        if self._told(lambda: made.append(self._maker().from_data_set(source))):
            path, report = made[0]
            self._open(path)
            self._tell_import(path, report)

    def _tell_import(self, path: Path, report: ImportReport) -> None:
        from facilitator_app.app.making import first_lines, told_lines, write_lines

        lines = told_lines(report)
        if not lines:
            return

        def show() -> None:
            self._told(lambda: open_path(write_lines(path, lines)))

        kind = BannerKind.WARN if report.problems else BannerKind.INFO
        self.notices.tell("import", kind, first_lines(lines), _("Show them all"), show)

    def _restore(self, path: Path) -> None:
        made: list[Path] = []
        if self._told(lambda: made.append(self._maker().from_backup(path))):
            self._open(made[0])

    def _salvage(self, path: Path) -> None:
        made: list[tuple[Path, str]] = []
        if self._told(lambda: made.append(self._maker().from_damaged(path))):
            self._open(made[0][0])
            self.notices.tell("salvaged", BannerKind.WARN, made[0][1])

    def _told(self, do: Callable[[], object]) -> bool:
        """Do something; what can go wrong in a room is told in a banner, never in a dialog."""
        try:
            do()
        except KnownError as error:
            self.tell(error)
            return False
        self.notices.take_away("trouble")
        return True

    # --- actions ----------------------------------------------------------------------------------------

    def _actions_here(self) -> dict[str, Callable[[], object]]:
        return {
            "library.new": self.new_workshop,
            "library.open": self._ask_file,
            "library.import": self._ask_package,
            "library.rehearse": self._rehearse,
            "library.search": self._focus_search,
            "view.dark": self._turn_dark,
            "view.keys": self.pages.turn_keys,
        }

    def known(self) -> frozenset[str]:
        """Return the ids of the actions that are answered here."""
        return frozenset(self._presses)

    def _press(self, action: str) -> None:
        do = self._presses.get(action)
        if do is not None:
            do()

    def _ask_file(self) -> None:
        names = _("Workshops ({pattern})").format(pattern="*.workshop")
        self._told(
            lambda: ask_to_open(self.window, _("Open a workshop"), paths.documents(), names, self.open_file)
        )

    def _ask_package(self) -> None:
        names = _("Packages ({pattern})").format(pattern="*.zip workshop.json")
        title = _("Import a package or the workshop.json of a data set")
        self._told(lambda: ask_to_open(self.window, title, paths.documents(), names, self._take_package))

    def _take_package(self, chosen: Path) -> None:
        source = chosen.parent if chosen.suffix == ".json" else chosen
        self.when_ready(lambda: self._import(source))

    def _rehearse(self) -> None:
        words = [] if getattr(sys, "frozen", False) else ["-m", "facilitator_app"]
        out = paths.documents() / "rehearsal-output"
        arguments = [*words, "rehearse", "kaunas", "--out", str(out), "--speed", "120"]
        QProcess.startDetached(sys.executable, arguments)
        told = _("The rehearsal opens in a window of its own. It leaves no trace here.")
        self.notices.tell("rehearsal", BannerKind.INFO, told)

    def _focus_search(self) -> None:
        if self.desks is None:
            self.pages.leave()
            self.library.focus_search()
        else:
            words = _("All workshops are searched in the library. This one stays open until you go there.")
            self.notices.tell("search", BannerKind.INFO, words, _("Back to the library"), self.show_library)

    def _turn_dark(self) -> None:
        self.settings.dark = not self.settings.dark
        self.settings.save(paths.settings_file())
        mode = Mode.DARK if self.settings.dark else Mode.LIGHT
        apply_theme(self.app, mode, direction=self.app.layoutDirection())

    def _connect(self) -> None:
        library = self.library
        self._warmup.warm.connect(self._on_warm)
        self.actions.requested.connect(self._press)
        self.window.closing.connect(self.close)
        self.window.may_close = self._close_workshop
        self.librarian.failed.connect(self.tell)
        library.workshop_chosen.connect(lambda path: self.open_file(Path(path)))
        library.forget_requested.connect(lambda path: self.when_ready(partial(self._forget, Path(path))))
        library.restore_requested.connect(lambda path: self.when_ready(partial(self._restore, Path(path))))
        library.search_requested.connect(lambda text: self.when_ready(partial(self.librarian.search, text)))
        library.hit_chosen.connect(lambda hit: self.open_file(Path(hit.path)))
        library.files_dropped.connect(self.import_sources)

    def _forget(self, path: Path) -> None:
        self._told(lambda: self.librarian.forget(path))
