"""What goes wrong in a rehearsal: a speaker does not stop, a minister is at the door, a booth is silent.

Each act ends as a facilitator would end it, by keys and clicks, and holds the program to what it promised:
a day that is brought back, a discussion that goes on with exactly what it had left, an undo that undoes.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt

from facilitator_app.app.rehearsal.seat import CONTROL, SHIFT, Seat
from facilitator_app.app.rehearsal.work import DeskWork
from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import GuestStatus, LanguageMode, RecoveryAction, SegmentKind, StageName
from facilitator_app.records.recovery import RecoveryOffer
from facilitator_app.records.run import Position
from facilitator_app.support.wording import _

OPENING_OVER: Final = 14 * 60
SECOND_OVER: Final = 9 * 60
MINISTER_SPEAKS: Final = 8 * 60
_MINUTE: Final = 60
_MOVE: Final = 4
# What would take a step out of the course: its report-backs are in the script and have to be heard.
_LOSES_A_STEP: Final = frozenset({RecoveryAction.DROP, RecoveryAction.CARRY, RecoveryAction.OVERVIEW})
_KEYS: Final = {1: Qt.Key.Key_1, 2: Qt.Key.Key_2, 3: Qt.Key.Key_3, 4: Qt.Key.Key_4}
_TITLE: Final = "Minister of the Economy (fictional)"
# Nobody of this name holds the office: an invented person in each of the languages of the rehearsals.
_MINISTERS: Final = {
    "lt": ("Austėja Rimvydė", "Ekonomikos ministrė (išgalvota)"),
    "ar": ("Salma Al Noor", "وزيرة الاقتصاد (شخصية خيالية)"),
}
_ANYBODY: Final = ("Alex Example", "")


class Acts:
    """The mishaps of one workshop, each played once where its moment comes."""

    def __init__(self, seat: Seat, work: DeskWork) -> None:
        self._seat = seat
        self._work = work
        segments = [one for one in seat.desks.workshop.record.agenda.segments() if not one.parked]
        self._opening = next((one.id for one in segments if one.kind is SegmentKind.OPENING), "")
        rounds = [one for one in segments if one.has_table_work]
        self._visited = rounds[1].id if len(rounds) > 1 else ""
        lunches = [place for place, one in enumerate(segments) if one.kind is SegmentKind.MEAL]
        after = segments[lunches[0] + 1 :] if lunches else ()
        afternoon = [one.id for one in after if one.has_table_work]
        self._second = afternoon[1] if len(afternoon) > 1 else ""
        self._silent = segments[lunches[-1] + 1].id if lunches and after else ""

    def before(self, segment: Segment, position: Position) -> None:
        """Play what happens as a stretch begins."""
        if segment.id == self._silent and position.stage is segment.stages[0].stage:
            self._silent = ""
            self._lose_the_interpreter()

    def in_the_middle(self, segment: Segment, position: Position) -> None:
        """Play what happens half way through a stretch."""
        if segment.id == self._visited and position.stage is StageName.DISCUSS:
            self._visited = ""
            self._receive_the_minister(position)

    def at_the_end(self, segment: Segment, position: Position) -> None:
        """Play what happens when the time of a stretch is over and Next has not been pressed yet."""
        if segment.id == self._opening:
            self._opening = ""
            self._overrun(OPENING_OVER, "speaker overruns")
            self._apply(1, "after the speaker")
        elif segment.id == self._second and position.stage is StageName.DISCUSS:
            self._second = ""
            self._overrun(SECOND_OVER, "second overrun")
            self._apply(self._harmless(), "after the second overrun")
            self._undo_and_redo()

    # --- overruns ---------------------------------------------------------------------------------------

    def _overrun(self, seconds: int, kind: str) -> None:
        """Let it take so much too long; the slip is told while there is time to do something about it."""
        seat = self._seat
        seat.desks.go("console")
        while seat.desks.recovering.offer is None and self._left() + seconds > 0:
            seat.clock.wait(min(_MINUTE, self._left() + seconds))
        seat.take(f"console {kind} as the slip arises")
        seat.clock.wait(self._left() + seconds)
        seat.take_both(kind)
        if seat.desks.recovering.offer is None:
            raise LookupError("nothing is offered although something ahead slips")
        seat.key(Qt.Key.Key_R)

    def _left(self) -> int:
        return self._seat.state().remaining_seconds

    def _apply(self, number: int, kind: str) -> None:
        """Do a plan by its key, and see that it was done."""
        seat, desks = self._seat, self._seat.desks
        if not desks.console.deciding():
            raise LookupError("the plans did not open")
        seat.take(f"console plans {kind}")
        before = len(desks.workshop.record.recoveries)
        seat.key(_KEYS[number])
        if len(desks.workshop.record.recoveries) != before + 1 or desks.console.deciding():
            raise LookupError("the plan was not applied")
        seat.take_both(f"recovered {kind}")

    def _harmless(self) -> int:
        """Return the key of the first plan that leaves every step in the course; else that of the anchor."""
        offer = self._offer()
        for number, choice in enumerate(offer.choices, 1):
            if not any(change.action in _LOSES_A_STEP for change in choice.plan.changes):
                return number
        return _MOVE

    def _undo_and_redo(self) -> None:
        seat, desks = self._seat, self._seat.desks
        done = desks.workshop.record.agenda
        seat.clock.wait(1)
        seat.key(Qt.Key.Key_Z, CONTROL)
        if desks.workshop.record.agenda == done:
            raise LookupError("Ctrl+Z did not take the plan back")
        seat.take("console plan undone")
        seat.clock.wait(1)
        seat.key(Qt.Key.Key_Z, CONTROL | SHIFT)
        if desks.workshop.record.agenda != done:
            raise LookupError("Ctrl+Shift+Z did not do the plan again")
        seat.take("console plan redone")

    def _offer(self) -> RecoveryOffer:
        offer = self._seat.desks.console.plans.offer()
        if offer is None:
            raise LookupError("no plans are shown")
        return offer

    # --- the minister -----------------------------------------------------------------------------------

    def _receive_the_minister(self, here: Position) -> None:
        """Follow a guest from the list to the door and out again; the tables go on where they were."""
        seat, desks = self._seat, self._seat.desks
        desks.go("console")
        self._announce()
        for kind in ("minister on the way", "minister at the door"):
            seat.clock.wait(1)
            seat.key(Qt.Key.Key_G, CONTROL | SHIFT)
            seat.clock.wait(1)
            seat.take(f"console {kind}")
        seat.clock.wait(1)
        seat.key(Qt.Key.Key_G, CONTROL | SHIFT)
        seat.take("console when does the minister speak")
        left = seat.state().remaining_seconds
        seat.click(lambda words: words == _("Now"))
        self._is_speaking()
        seat.clock.wait(MINISTER_SPEAKS)
        seat.take_both("minister speaks")
        seat.key(Qt.Key.Key_PageDown)
        seat.hands.until(lambda: seat.state().position == here, "the discussion to go on")
        if seat.state().remaining_seconds != left:
            raise LookupError("the discussion did not go on with what it had left")
        seat.take_both("after the minister")
        desks.console.side.close_page()

    def _announce(self) -> None:
        """Note the guest by keyboard on the page of guests."""
        seat, desks = self._seat, self._seat.desks
        seat.key(Qt.Key.Key_G, CONTROL)
        form = desks.console.side.guests.form
        languages = desks.workshop.record.details.local_languages
        name, local = next((_MINISTERS[one] for one in languages if one in _MINISTERS), _ANYBODY)
        seat.hands.type_into(form.name, name)
        seat.hands.type_into(form.protocol, _TITLE)
        if local and form.local.isVisible():
            seat.hands.type_into(form.local, local)
        form.minutes.setFocus()
        seat.hands.press(Qt.Key.Key_Down, on=form.minutes)
        seat.take("console guest noted")
        seat.hands.press(Qt.Key.Key_Return, on=form.name)
        seat.rest()
        if not desks.workshop.record.guests:
            raise LookupError("the guest was not noted")
        seat.click(lambda words: words == _("Done"))

    def _is_speaking(self) -> None:
        guests = self._seat.desks.workshop.record.guests
        if not any(one.status is GuestStatus.SPEAKING for one in guests):
            raise LookupError("the guest does not speak")
        if self._seat.state().parked is None:
            raise LookupError("what ran is not kept")

    # --- the interpreter --------------------------------------------------------------------------------

    def _lose_the_interpreter(self) -> None:
        """Nobody is in the booth after lunch: the room goes on one sentence after the other."""
        seat, desks = self._seat, self._seat.desks
        if self._is_consecutive():
            return
        desks.go("console")
        seat.key(Qt.Key.Key_L, CONTROL | SHIFT)
        page = desks.console.side.language
        self._work.choose(page.mode, LanguageMode.CONSECUTIVE.value)
        seat.take("console no interpreter, what it costs")
        seat.click(lambda words: words == page.switch.text())
        if not self._is_consecutive():
            raise LookupError("the language mode did not change")
        seat.take_room("no interpreter")
        if desks.recovering.offer is not None:
            self._apply(self._harmless(), "without an interpreter")

    def _is_consecutive(self) -> bool:
        return self._seat.desks.workshop.record.details.language_mode is LanguageMode.CONSECUTIVE
