"""The first lines of a start with windows: as little as possible before the first paint."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from facilitator_app import __version__
from facilitator_app.app.program import Program
from facilitator_app.app.sweeping import Sweeper
from facilitator_app.support import paths
from facilitator_app.support.clock import Clock, SystemClock
from facilitator_app.support.display import has_display
from facilitator_app.support.errors import CannotWriteError, KnownError
from facilitator_app.support.logging import CrashLog
from facilitator_app.support.settings import Settings
from facilitator_app.support.wording import _, speak
from facilitator_app.views.shared.panels import BannerKind
from facilitator_app.views.shared.theme import apply_theme, register_fonts
from facilitator_app.views.shared.tokens import Mode

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def application(settings: Settings) -> QApplication:
    """Return the one application with fonts, look and language."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Facilitator")
    app.setApplicationVersion(__version__)
    language = interface_language(settings)
    speak(language, paths.locale())
    if settings.language:
        QLocale.setDefault(QLocale(language))  # the computer's own stands otherwise
    register_fonts(late=False)
    rtl = language.split("-", maxsplit=1)[0] in _RIGHT_TO_LEFT and (paths.locale() / language[:2]).is_dir()
    direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    apply_theme(app, Mode.DARK if settings.dark else Mode.LIGHT, direction=direction)
    return app


def interface_language(settings: Settings) -> str:
    """Return the language of the interface: chosen, or the computer's."""
    return settings.language or QLocale.system().name().replace("_", "-")


def run(file: Path | None, clock: Clock | None = None) -> int:
    """Open the windows, with a file or with the library; return the exit code.

    Raises KnownError where there is no display: Qt would end the process with a trace of its own.
    """
    if not has_display() and not os.environ.get("QT_QPA_PLATFORM"):
        raise KnownError(
            _("There is no display to open windows on."),
            _("Use a command (see --help), or “facilitator-app rehearse” to see pictures of every window."),
        )
    settings = Settings.load(paths.settings_file())
    settings.save(paths.settings_file())
    app = application(settings)
    sweeper = Sweeper(app)
    log = CrashLog(paths.logs())
    notes = log.take_notes()
    with contextlib.suppress(CannotWriteError):
        log.open()
    program = Program(app, clock or SystemClock(), settings)
    program.show()
    if notes:
        words = _("The program had an error last time: {what}. Nothing that was saved is lost.")
        program.notices.tell("notes", BannerKind.INFO, words.format(what="; ".join(notes)))
    if file is not None:
        program.import_sources((str(file.absolute()),))
    try:
        with told_on_screen(program):
            return app.exec()
    finally:
        program.close()
        sweeper.stop()
        log.close()


@contextmanager
def told_on_screen(program: Program) -> Iterator[None]:
    """Tell what no slot has caught: a known error as such, a bug as one (it is noted as before as well).

    Without this a click that fails would look like a click that does nothing.
    """
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.excepthook = before  # an error while telling is noted, not told
        try:
            if not isinstance(error, KnownError):
                before(kind, error, trace)
            _tell(program, error)
        finally:
            sys.excepthook = hook

    sys.excepthook = hook
    try:
        yield
    finally:
        sys.excepthook = before


def _tell(program: Program, error: BaseException) -> None:
    if isinstance(error, KnownError):
        program.tell(error)
    elif isinstance(error, Exception):
        from facilitator_app.app.trouble import as_known

        program.tell(as_known(error))
