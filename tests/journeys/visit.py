"""The whole program as somebody sits before it: opened offscreen, worked by keys, clicks and input method."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget

from facilitator_app.app.desks import WorkshopDesks
from facilitator_app.app.program import Program
from facilitator_app.app.rehearsal.hands import Hands
from facilitator_app.app.rehearsal.stage import without_what_is_typed
from facilitator_app.app.rehearsal.work import button_named
from facilitator_app.app.start import application
from facilitator_app.content.catalogue import load
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services.exchange.importing import import_data_set
from facilitator_app.services.reading import read_workshop
from facilitator_app.store import files
from facilitator_app.support import paths
from facilitator_app.support.clock import Clock, FakeClock, SystemClock
from facilitator_app.support.settings import Settings
from facilitator_app.views.capture.rows import PointRow
from facilitator_app.views.shared.panels import Banner, BannerKind

DEVICE = "0190a000-0000-7000-8000-00000000000f"
NO_KEYS = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Visit:
    """One start of the program, until `leave`."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        app = application(Settings())
        self.hands = Hands(app)
        # A fake clock stands still, so two presses of Next would be a double press; only tests press as fast.
        self._presses = 0
        self.program = Program(app, clock, Settings(device=DEVICE), milliseconds=self._milliseconds)
        self.program.show()
        self.program.window.activateWindow()
        self.hands.until(lambda: self.program.is_ready, "the program to be ready")
        self.hands.settle()

    def _milliseconds(self) -> int:
        self._presses += 1000
        return self._presses

    # --- what somebody does -----------------------------------------------------------------------------

    def open(self, path: Path) -> None:
        """Open a workshop and wait until it is there."""
        self.program.open_file(path)
        self.hands.until(lambda: self.program.desks is not None, "the workshop to open")
        self.rest()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Press a key where the focus is and wait until the file has what it asked for."""
        self.hands.press(key, modifiers)
        self.rest()

    def type(self, editor: QWidget, text: str) -> None:
        """Type with an input method."""
        self.hands.type_into(editor, text)

    def rest(self) -> None:
        """Wait until every command has come back."""
        self.hands.settle()
        if self.program.desks is not None:
            desks = self.program.desks
            self.hands.until(lambda: not desks.workshop.busy, "the file to have it")
            desks.workshop.tick()
        self.hands.settle()

    def type_point(self, local: str, english: str = "") -> PointRow:
        """Type a point into the empty row of the capture desk; return its row, not left yet."""
        row = self.desks.capture.grid.rows()[-1]
        if local:
            self.type(row.local.editor, local)
        if english:
            self.type(row.english.editor, english)
        self.rest()
        return row

    def press_button(self, words: str) -> None:
        """Click the button that says this."""
        self.hands.click(button_named(self.program.window, lambda found: found == words))
        self.rest()

    def choose(self, choice: QComboBox, key: str) -> None:
        """Choose an entry with the arrow keys."""
        choice.setFocus()
        target, left = choice.findData(key), choice.count()
        assert target >= 0, f"{key} is not offered"
        while choice.currentIndex() != target and left:
            down = choice.currentIndex() < target
            self.hands.press(Qt.Key.Key_Down if down else Qt.Key.Key_Up, on=choice)
            left -= 1
        self.rest()

    def leave(self) -> None:
        """Close the program as the window's cross does."""
        self.program.close()
        self.program.window.close()
        self.program.window.deleteLater()
        self.program.deleteLater()
        self.hands.settle()

    # --- what somebody sees -----------------------------------------------------------------------------

    @property
    def desks(self) -> WorkshopDesks:
        """The open workshop."""
        assert self.program.desks is not None
        return self.program.desks

    @property
    def record(self) -> WorkshopRecord:
        """The workshop as it was after the last committed command."""
        return self.desks.workshop.record

    def banners(self) -> list[str]:
        """Return the messages on top of the window, as they can be read now."""
        return [one.text() for one in self._seen_banners()]

    def alarms(self) -> list[str]:
        """Return the red ones."""
        return [one.text() for one in self._seen_banners() if one.kind is BannerKind.ERROR]

    def labels(self, inside: QWidget | None = None) -> list[str]:
        """Return every text that is shown."""
        place = inside or self.program.window
        return [one.text() for one in place.findChildren(QLabel) if one.isVisible() and one.text()]

    def no_dialog(self) -> bool:
        """Say that nothing stands in the way of the next key."""
        modal, popup = QApplication.activeModalWidget(), QApplication.activePopupWidget()
        return modal is None and popup is None

    def picture(self, path: Path) -> None:
        """Take a picture of the window."""
        self.hands.settle()
        assert self.program.window.grab().save(str(path))

    def _seen_banners(self) -> list[Banner]:
        return [one for one in self.program.window.findChildren(Banner) if one.isVisible()]


def import_kaunas(path: Path, *, bare: bool = False, clock: Clock | None = None) -> Path:
    """Make a workshop file of the Kaunas rehearsal; `bare` leaves out all that is typed and timed."""
    source = paths.rehearsals() / "kaunas_2day"
    if bare:
        source = without_what_is_typed(source, path.parent / f"{path.stem}-bare")
    import_data_set(source, path, content=load(paths.content()), clock=clock or SystemClock(), device=DEVICE)
    return path


def read(path: Path, clock: Clock | None = None) -> WorkshopRecord:
    """Read a closed workshop file."""
    opened = files.open_workshop(path, clock=clock or FakeClock(), device=DEVICE, read_only=True)
    with opened as file, file.read() as session:
        return read_workshop(session)
