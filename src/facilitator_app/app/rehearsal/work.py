"""What the two people at the desks do: type report-backs, rate lights, park questions, note actions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

from facilitator_app.app.desks import WorkshopDesks
from facilitator_app.app.rehearsal.camera import Camera
from facilitator_app.app.rehearsal.hands import Hands
from facilitator_app.records.capture import ActionItem, ParkingLotItem, ReportBack
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.wording import _
from facilitator_app.views.capture import PlaceKey
from facilitator_app.views.capture.places import place_code
from facilitator_app.views.console.attendance import session_of


class DeskWork:
    """The co-facilitator's hands, with a script to type from."""

    def __init__(self, desks: WorkshopDesks, hands: Hands, camera: Camera, script: WorkshopRecord) -> None:
        self._desks = desks
        self._hands = hands
        self._camera = camera
        self._script = script
        self._swept: set[str] = set()

    # --- report-backs -----------------------------------------------------------------------------------

    def capture_turn(self, segment_id: str, step: int, number: int) -> None:
        """Type what the table with this number reports on a step, as the script has it."""
        back = self._scripted(step, number)
        if back is None:
            return
        self._desks.go("capture")
        self._open(segment_id, step, number)
        capture = self._desks.capture
        for point in back.points:
            empty = capture.grid.rows()[-1]
            if point.local_text:
                self._hands.type_into(empty.local.editor, point.local_text)
                self._camera.take(f"capture typing {back.language}", self._window())
            if point.local_text and point.english_text:
                self._hands.press(Qt.Key.Key_Tab, on=empty.local.editor)
            if point.english_text:
                self._hands.type_into(empty.english.editor, point.english_text)
            self._hands.press(Qt.Key.Key_Return, on=empty.english.editor)
            self._wait()
        self._camera.take(f"capture {back.language}", self._window())

    def _scripted(self, step: int, number: int) -> ReportBack | None:
        for back in self._script.report_backs:
            table = self._script.table(back.table_id)
            if back.step == step and table is not None and table.number == number:
                return back
        return None

    def _open(self, segment_id: str, step: int, number: int) -> None:
        """See to it that the desk shows the place: it follows the room, but a segment may hold two steps."""
        capture = self._desks.capture
        wanted = place_code(segment_id, step)
        if capture.round.key() != wanted:
            self.choose(capture.round, wanted)
        table = next(t for t in self._desks.workshop.record.tables if t.number == number)
        if capture.key() != PlaceKey(segment_id, step, table.id):
            digit = Qt.Key(Qt.Key.Key_0 + number)
            self._hands.press(digit, Qt.KeyboardModifier.AltModifier)
        self._hands.until(
            lambda: capture.key() == PlaceKey(segment_id, step, table.id), f"table {number} of step {step}"
        )

    # --- lights -----------------------------------------------------------------------------------------

    def rate_lights(self, step: int) -> None:
        """Rate every light of a step for every table as the script has it, by keyboard."""
        ratings = [one for one in self._script.light_ratings if one.step == step]
        if not ratings:
            return
        self._desks.go("lights")
        view = self._desks.lights
        if view.step.key() != str(step):
            self.choose(view.step, str(step))
        for table in self._desks.workshop.record.tables:
            ends = f" {table.number}"
            self._hands.click(button_named(view.tables, _ends_with(ends)))
            given = {
                one.item: one
                for one in ratings
                if (scripted := self._script.table(one.table_id)) and scripted.number == table.number
            }
            for row in view.rows():
                rating = given.get(row.item.item)
                if rating is None or rating.rating is None:
                    continue
                row.setFocus()
                self._hands.press(Qt.Key(Qt.Key.Key_0 + rating.rating), on=row)
            self._wait()
            self._camera.take(f"lights step {step}" if step == ratings[0].step else "lights", self._window())

    # --- who is there -----------------------------------------------------------------------------------

    def sweep(self) -> None:
        """Take the tick from everybody who is not here in this half-day, as the script has it."""
        console = self._desks.console
        session = session_of(self._desks.workshop.record, self._desks.workshop.state())
        missing = [one for one in self._script.attendance if one.session == session and not one.present]
        if session in self._swept or not missing:
            return
        self._swept.add(session)
        self._hands.click(button_named(console, lambda words: words == _("Came or left…")))
        for mark in missing:
            person = self._script.participant(mark.participant_id)
            if person is not None:
                self._hands.click(button_named(console.side, _is(person.name)))
        self._wait()
        self._camera.take("who is here", self._window())
        self._hands.click(button_named(console.side, lambda words: words == _("Done")))

    # --- questions and actions --------------------------------------------------------------------------

    def park(self, item: ParkingLotItem) -> None:
        """Park a question by keyboard, in the language in which it was asked."""
        self._desks.go("capture")
        self._desks.capture.note_parking()
        note = self._desks.capture.note
        asked = item.language if note.language.findData(item.language) >= 0 and item.local_text else "en"
        self._hands.type_into(note.editor, item.english_text if asked == "en" else item.local_text)
        if note.language.key() != asked:
            self.choose(note.language, asked)
        self._camera.take("parking lot", self._window())
        self._hands.press(Qt.Key.Key_Return, on=note.editor)
        self._wait()

    def note(self, action: ActionItem) -> None:
        """Note an action with its owner by keyboard."""
        self._desks.go("capture")
        self._desks.capture.note_action()
        owner = self._script.participant(action.owner_id)
        here = next(
            (p for p in self._desks.workshop.record.participants if owner and p.code == owner.code), None
        )
        note = self._desks.capture.note
        self._hands.type_into(note.editor, action.title_english or action.title_local)
        if here is not None:
            self.choose(note.owner, here.id)
        self._camera.take("action", self._window())
        self._hands.press(Qt.Key.Key_Return, on=note.editor)
        self._wait()

    # --- hands ------------------------------------------------------------------------------------------

    def choose(self, choice: QComboBox, key: str) -> None:
        """Choose by key with the arrow keys."""
        choice.setFocus()
        target, steps = choice.findData(key), choice.count()
        while choice.currentIndex() != target and steps:
            down = target > choice.currentIndex()
            self._hands.press(Qt.Key.Key_Down if down else Qt.Key.Key_Up, on=choice)
            steps -= 1
        self._hands.settle()

    def _wait(self) -> None:
        self._hands.until(lambda: not self._desks.workshop.busy, "the file to have it")

    def _window(self) -> QWidget:
        return self._desks.widget.window()


def button_named(inside: QWidget, is_it: Callable[[str], bool]) -> QAbstractButton:
    """Return the visible button whose words are meant. Raises LookupError where there is none."""
    for found in inside.findChildren(QAbstractButton):
        if found.isVisible() and is_it(found.text()):
            return found
    raise LookupError("there is no such button")


def _is(name: str) -> Callable[[str], bool]:
    return lambda words: words == name


def _ends_with(end: str) -> Callable[[str], bool]:
    return lambda words: words.endswith(end)
