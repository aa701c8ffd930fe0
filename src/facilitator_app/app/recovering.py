"""A day that slips: what can be done is worked out when it arises, and done when somebody chooses."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from facilitator_app.app.notices import Notices
from facilitator_app.app.runsheet import RunSheet
from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.content.catalogue import Content
from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.enums import GuestStatus
from facilitator_app.records.recovery import RecoveryChoice, RecoveryOffer
from facilitator_app.records.run import RunPhase, RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services import recovery
from facilitator_app.support.clock import Reading
from facilitator_app.support.wording import _
from facilitator_app.views.shared.actions import key_of
from facilitator_app.views.shared.panels import BannerKind

GROWN_SECONDS = 120
"""A slip that was left as it is speaks up again when it has grown by so much."""
_DONE = "recovered"


class Recovering(QObject):
    """Looks whenever the record changed or a whole minute passed; a slip left as it is stays put away."""

    offered = Signal(object, bool)
    """(RecoveryOffer or None, whether it is quiet: this slip was left as it is)."""
    plans_wanted = Signal()
    """Open the plans: what somebody has just decided makes something slip."""
    points_found = Signal(str, object)
    """(guest id, tuple of InsertionPoint): what each place for a guest at the door would cost now."""

    def __init__(
        self, workshop: OpenWorkshop, notices: Notices, sheet: RunSheet, content: Callable[[], Content]
    ) -> None:
        super().__init__()
        self._workshop = workshop
        self._notices = notices
        self._sheet = sheet
        self._content = content
        self._looked: tuple[tuple[object, ...], str] | None = None
        self._offer: RecoveryOffer | None = None
        self._left: tuple[frozenset[str], int] | None = None
        self._plans = len(workshop.record.recoveries)
        self._done_at: object = None

    @property
    def offer(self) -> RecoveryOffer | None:
        """What can be decided now; None where nothing ahead slips."""
        return self._offer

    def show_run(self, state: RunState) -> None:
        """Look again, where the record is another one or a minute has passed."""
        record = self._workshop.record
        minute = f"{state.now:%Y-%m-%d %H:%M}"
        parts, before = _what_matters(record, state), self._looked
        # The parts themselves are kept: the address of one that is gone may be that of the next.
        self._looked = parts, minute
        self._tell_undone(record)
        if before is not None and before[1] == minute and _are_same(before[0], parts):
            return
        now = self._workshop.clock.read()
        self._show(recovery.offer(record, now, self._content()) if _is_on(record, state) else None)
        self._find_points(record, now)

    def put_off(self) -> None:
        """Leave it as it is: quiet until it grows by two minutes, or something else slips."""
        if self._offer is not None:
            self._left = (_what_slips(self._offer), self._offer.late_seconds)
            self._tell(self._offer)

    def apply(self, choice: RecoveryChoice) -> None:
        """Do it; where it no longer fits, that is told and the plans are worked out anew."""
        reason = self._offer.reason if self._offer else choice.title
        identity = self._workshop.workshop_id

        def done(changes: Changes) -> None:
            if changes != NOTHING_CHANGED:
                self._tell_done(choice)

        self._workshop.post(
            "recover", lambda file: recovery.apply_plan(file, identity, choice, reason=reason), done
        )

    def open_now(self) -> None:
        """Open the plans, if anything slips: what was just decided made it so."""
        if self._offer is not None:
            self.plans_wanted.emit()

    def _show(self, offer: RecoveryOffer | None) -> None:
        if offer != self._offer:
            self._tell(offer)

    def _tell(self, offer: RecoveryOffer | None) -> None:
        self._offer = offer
        if offer is None:
            self._left = None
        quiet = False
        if offer is not None and self._left is not None:
            what, late = self._left
            quiet = _what_slips(offer) <= what and offer.late_seconds < late + GROWN_SECONDS
        self.offered.emit(offer, quiet)

    def _tell_done(self, choice: RecoveryChoice) -> None:
        """Say what was done and how to take it back; the paper run sheet is written again."""
        self._plans = len(self._workshop.record.recoveries)
        self._done_at = _console_of(self._workshop.record)
        words = _("Done: {plan}. {key} takes it back.").format(plan=choice.title, key=key_of("edit.undo"))
        if self._sheet.was_made():
            self._sheet.make(quiet=True)
            words = _("{words} The run sheet is written again: print it.").format(words=words)
            self._notices.tell(_DONE, BannerKind.INFO, words, _("Open the run sheet"), self._sheet.open)
        else:
            words = _("{words} A run sheet on paper is out of date now.").format(words=words)
            self._notices.tell(_DONE, BannerKind.INFO, words, _("Write the run sheet"), self._sheet.make)
        self.put_off()  # what the plan could not win was chosen with it

    def _tell_undone(self, record: WorkshopRecord) -> None:
        """Take the word back with the plan, and as soon as Ctrl+Z would take back something later."""
        plans = len(record.recoveries)
        if self._done_at is not None and self._done_at != _console_of(record):
            self._done_at = None
            self._notices.take_away(_DONE)
        if plans < self._plans:
            self._notices.take_away(_DONE)
            if self._sheet.was_made():
                self._sheet.make(quiet=True)
        self._plans = plans

    def _find_points(self, record: WorkshopRecord, now: Reading) -> None:
        for guest in record.guests:
            if guest.status is GuestStatus.AT_THE_DOOR:
                found = recovery.points(record, now, guest.seconds, self._content())
                self.points_found.emit(guest.id, found)


def _is_on(record: WorkshopRecord, state: RunState) -> bool:
    """Say whether the day is on: a plan that does not fit weeks ahead is the agenda's matter."""
    if state.phase is RunPhase.FINISHED:
        return False
    return state.position is not None or any(day.on == state.now.date() for day in record.agenda.days)


def _what_matters(record: WorkshopRecord, state: RunState) -> tuple[object, ...]:
    """Return the parts of a record on which plans depend: seats only while tables work or report."""
    parts = (
        record.details,
        record.agenda,
        record.run_entries,
        record.recoveries,
        record.guests,
        record.timers,
        record.tables,
        record.report_backs,
    )
    seated = (record.seats, record.attendance, record.participants)
    return parts if state.position is None else (*parts, *seated)


def _are_same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Say whether these are the very same parts: what was not read again is the same object."""
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def _console_of(record: WorkshopRecord) -> object:
    """Return what the console changes: another one of these means another last step."""
    return (record.run_entries, record.agenda, record.guests, record.timers, record.attendance)


def _what_slips(offer: RecoveryOffer) -> frozenset[str]:
    changes = offer.move.plan.changes if offer.move else ()
    return frozenset(change.segment_id for change in changes)
