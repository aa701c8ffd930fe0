"""Tables while the room works: what the console asks for; what the tables need is found in a worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QObject, Signal

from facilitator_app.app.notices import Notices
from facilitator_app.app.trouble import trouble_words
from facilitator_app.app.worker import Work, Worker
from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.mending import TablesOffer
from facilitator_app.services import people, running, seating
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.console.livewords import placing_words
from facilitator_app.views.console.view import ConsoleView
from facilitator_app.views.shared.actions import key_of
from facilitator_app.views.shared.panels import BannerKind

PLAN_SECONDS: Final = 0.2
"""So long the coming rounds of each kind are planned anew: nobody waits for the best there could be."""
_DONE: Final = "seats"


class SeatingIntents(QObject):
    """Who comes, who goes, how people sit; a table below three is noticed by itself."""

    asked = Signal()
    """There is something else to decide about the tables, or nothing any more."""

    def __init__(self, workshop: OpenWorkshop, console: ConsoleView, notices: Notices) -> None:
        super().__init__()
        self._workshop = workshop
        self._console = console
        self._notices = notices
        self._looked: tuple[object, ...] | None = None
        self._offer: TablesOffer | None = None
        self._left: TablesOffer | None = None
        self._replan = 0
        self._replan_for = ""
        self._looker, self._planner = Worker(), Worker()
        self._looker.finished.connect(self._take_look)
        self._looker.failed.connect(self._take_trouble)
        self._planner.finished.connect(self._write_plan)
        self._planner.failed.connect(self._take_trouble)

    def asks(self) -> bool:
        """Say whether one key would do something about the tables."""
        return self._offer is not None or self._replan > 0

    def busy(self) -> bool:
        """Say whether a worker is looking or planning."""
        return self._looker.busy or self._planner.busy

    def close(self) -> None:
        """Stop what the workers do and wait for it."""
        for worker in (self._looker, self._planner):
            worker.cancel()
            worker.wait()

    # --- who is there -----------------------------------------------------------------------------------

    def walk_in(self, name: str, languages: tuple[str, ...], organisation: str, cluster: str) -> None:
        """Take in somebody who is on no list, and say where they sit."""
        identity, session = self._workshop.workshop_id, self._half_day()

        def done(value: tuple[str, Changes]) -> None:
            self._say_where(value[0], self._console.side.walk_in.say)

        self._workshop.post(
            "walk in",
            lambda file: people.walk_in(
                file,
                identity,
                session,
                name=name,
                languages=languages,
                organisation=organisation,
                cluster=cluster,
            ),
            done,
        )

    def mark(self, participant_id: str, session: str, present: bool) -> None:  # noqa: FBT001
        """Note that somebody is not here; or has come, has a seat, and where it is."""
        identity = self._workshop.workshop_id
        if not present:
            self._workshop.post(
                "attendance", lambda file: people.mark(file, identity, participant_id, session, present=False)
            )
            return
        self._workshop.post(
            "attendance",
            lambda file: people.came_late(file, identity, participant_id, session),
            lambda _value: self._say_where(participant_id, self._console.side.people.say),
        )

    def leave(self, participant_id: str, first: str, last: str) -> None:
        """Note that somebody is not here from a half-day on, to another one or to the end (nothing)."""
        identity = self._workshop.workshop_id
        self._workshop.post(
            "leaves", lambda file: people.leaves(file, identity, participant_id, first, until=last or None)
        )

    # --- how people sit ---------------------------------------------------------------------------------

    def confirm(self, segment_id: str, corrections: Mapping[str, int]) -> None:
        """Note how people sit in a round; where that is not as planned, coming rounds may be planned anew."""

        def done(value: tuple[int, Changes]) -> None:
            moved, self._replan_for = value[0], segment_id
            self._replan = moved if seating.can_plan_anew(self._workshop.record) else 0
            self._show()

        said = dict(corrections)
        self._workshop.post("as seated", lambda file: seating.confirm_seats(file, segment_id, said), done)

    def accept(self) -> None:
        """Do what is offered: move people, or plan the coming rounds anew."""
        offer, identity = self._offer, self._workshop.workshop_id
        if offer is not None:
            self._offer = None
            self._show()
            self._workshop.post(
                "move people",
                lambda file: seating.mend_tables(file, identity, offer),
                lambda _value: self._tell_moved(offer),
            )
        elif self._replan and self._planner.start(_planning(self._workshop.record)):
            self._replan = 0
            self._show()

    def put_off(self) -> None:
        """Leave the tables as they are, until something else is to be decided."""
        self._left, self._offer, self._replan = self._offer or self._left, None, 0
        self._show()

    def show_run(self) -> None:
        """Look at the tables again where people, seats or the round that runs are others."""
        record = self._workshop.record
        entry = running.running_entry(record)
        here = entry.position.segment_id if entry else ""
        looked = (record.seats, record.attendance, record.participants, record.agenda, record.wishes, here)
        known = self._looked
        if known is not None and all(a is b or a == b for a, b in zip(known, looked, strict=True)):
            return
        self._notices.take_away(_DONE)  # Ctrl+Z would take back something else by now
        if self._replan and all(one.segment_id != self._replan_for for one in record.confirmations):
            self._replan = 0
            self._show()
        if not self._workshop.read_only and self._looker.start(_looking(record)):
            self._looked = looked

    def _half_day(self) -> str:
        record, now = self._workshop.record, self._workshop.state()
        place = now.position or now.following
        agenda = record.agenda
        found = people.session_of(agenda, place.segment_id) if place else None
        known = people.sessions(agenda)
        return found or people.session_at(agenda, now.now) or (known[-1] if known else "")

    def _say_where(self, participant_id: str, say: Callable[[str], None]) -> None:
        record = self._workshop.record
        person = record.participant(participant_id)
        if person is not None:
            words = placing_words(record, person, seating.where_seated(record, participant_id))
            say(words)
            self._console.announcer.say(words)

    def _take_look(self, found: object) -> None:
        offer = found if isinstance(found, TablesOffer) else None
        if offer is None:
            self._left = None
        self._offer = None if offer == self._left else offer
        self._show()
        self.show_run()  # something may have changed meanwhile

    def _take_trouble(self, error: KnownError) -> None:
        self._notices.tell(_DONE, BannerKind.WARN, trouble_words(error))

    def _write_plan(self, plan: object) -> None:
        from facilitator_app.rules.seating.workshop import WorkshopSeating

        if isinstance(plan, WorkshopSeating):
            identity = self._workshop.workshop_id
            self._workshop.post(
                "plan",
                lambda file: seating.write_plan(file, identity, plan, desk=Desk.CONSOLE),
                lambda _value: self._tell(_("The coming rounds are planned anew.")),
            )

    def _tell_moved(self, offer: TablesOffer) -> None:
        n = len({move.person for one in offer.rounds for move in one.mend.moves})
        self._tell(
            ngettext_("{n} person sits elsewhere now.", "{n} people sit elsewhere now.", n).format(n=n)
        )

    def _tell(self, words: str) -> None:
        back = _("{words} {key} takes it back.").format(words=words, key=key_of("edit.undo"))
        self._notices.tell(_DONE, BannerKind.INFO, back)

    def _show(self) -> None:
        card = self._console.side.seats
        card.show_offer(self._workshop.record, self._offer, self._replan)
        if card.asks():
            self._console.announcer.say(card.words()[0])
        self.asked.emit()


def _looking(record: WorkshopRecord) -> Work:
    return lambda _progress, _cancelled: seating.tables_offer(record)


def _planning(record: WorkshopRecord) -> Work:
    return lambda _progress, cancelled: seating.make_plan(
        seating.seating_task(record), seconds=PLAN_SECONDS, cancelled=cancelled
    )
