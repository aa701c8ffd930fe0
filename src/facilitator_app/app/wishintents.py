"""What the pages of wishes and of the number of tables ask for; plans on trial are made in a worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject

from facilitator_app.app.notices import Notices
from facilitator_app.app.trouble import trouble_words
from facilitator_app.app.worker import Work, Worker
from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.content.catalogue import Content
from facilitator_app.records.enums import WishKind
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.choosing_tables import Found, TableChoice
from facilitator_app.services import people, planning, seating
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.prepare.tablechoice import TableChoiceView
from facilitator_app.views.prepare.tables import TablesView
from facilitator_app.views.prepare.wishadding import INTERPRETS
from facilitator_app.views.prepare.wishes import WishesView
from facilitator_app.views.shared.panels import BannerKind

TRIAL_SECONDS: Final = 2.0
"""How long a plan for one number of tables may look for something better."""


class WishIntents:
    """What the page of wishes asks for."""

    def __init__(self, workshop: OpenWorkshop) -> None:
        self._workshop = workshop

    def add(self, kind: str, participant_id: str, other: str) -> None:
        """Note a wish for two people, or for one and a table; an interpreter is noted with the delegate."""
        if kind == INTERPRETS:
            self._workshop.post(
                "wish", lambda file: people.change_participant(file, other, interpreter_id=participant_id)
            )
            return
        identity, wanted = self._workshop.workshop_id, WishKind(kind)
        at_table = wanted is WishKind.AT_TABLE
        self._workshop.post(
            "wish",
            lambda file: seating.add_wish(
                file,
                identity,
                wanted,
                participant_id,
                other_id=None if at_table else other,
                table_id=other if at_table else None,
            ),
        )

    def remove(self, wish_id: str) -> None:
        """Take a wish back."""
        self._workshop.post("wish", lambda file: seating.remove_wish(file, wish_id))

    def remove_interpreter(self, delegate_id: str) -> None:
        """Note that somebody needs no interpreter."""
        self._workshop.post(
            "wish", lambda file: people.change_participant(file, delegate_id, interpreter_id=None)
        )

    def set_mix(self, weights: dict[str, float], not_alone: Sequence[str]) -> None:
        """Say what is mixed, and what nobody shall be alone in."""
        identity = self._workshop.workshop_id
        self._workshop.post("mix", lambda file: seating.set_mix(file, identity, weights, not_alone))


class TablePages(QObject):
    """The pages beside the rounds: wishes, and how many tables. Each is told of the workshop when seen."""

    def __init__(
        self,
        workshop: OpenWorkshop,
        tables: TablesView,
        notices: Notices,
        content: Callable[[], Content],
        plan: Callable[[], None],
    ) -> None:
        super().__init__()
        self._workshop = workshop
        self._notices = notices
        self._content = content
        self._plan = plan
        self._choices: tuple[TableChoice, ...] = ()
        self._weighed: WorkshopRecord | None = None
        self._found: dict[int, Found] = {}
        self._waiting: list[int] = []
        self.wishes = WishesView()
        self.choice = TableChoiceView()
        self.weigher = Worker()
        self.trier = Worker()
        tables.add_page("wishes", _("Wishes"), self.wishes)
        tables.add_page("choose", _("How many tables"), self.choice)

    def close(self) -> None:
        """Stop a plan on trial and wait for it."""
        self._waiting = []
        self.trier.cancel()
        self.trier.wait()
        self.weigher.wait()

    def take_record(self, _changes: object, _record: object) -> None:
        """Something was written: show it where it is seen."""
        self.show_wishes()
        self.show_choices()

    def show_wishes(self) -> None:
        """Show the wishes as they are now, if they are seen."""
        if self.wishes.isVisible():
            self.wishes.show_workshop(self._workshop.record)

    def show_choices(self) -> None:
        """Weigh the numbers of tables anew, beside everything else, if they are seen."""
        record = self._workshop.record
        if self.choice.isVisible() and record is not self._weighed:
            self.weigher.start(_weighing(record, self._content))

    def take_choices(self, result: object) -> None:
        """Show what was weighed; what was found on trial is of another day."""
        if not isinstance(result, tuple):
            return
        record, choices = result
        if record is not self._workshop.record:
            self.show_choices()
            return
        self.stop_trying()
        self._weighed, self._choices, self._found = record, choices, {}
        self.choice.show_choices(choices, record)

    def weighing_failed(self, error: KnownError) -> None:
        """Say why the numbers cannot be weighed."""
        self._notices.tell("tables", BannerKind.WARN, trouble_words(error))

    def choose(self, number: int) -> None:
        """Have another number of tables, with the minutes that follow; offer to plan the seats anew."""
        identity, record = self._workshop.workshop_id, self._workshop.record
        content, mode, had_seats = self._content(), record.details.language_mode, bool(record.seats)
        self._workshop.post(
            "language",
            lambda file: planning.set_language(file, identity, mode=mode, tables=number, content=content),
            lambda _value: self._offer_plan() if had_seats else None,
        )

    def try_all(self) -> None:
        """Make a plan for each number of tables, one after another, beside everything else."""
        self._waiting = [one.limit.tables for one in self._choices if not one.refused]
        self._try_next()

    def stop_trying(self) -> None:
        """Leave the rest untried."""
        self._waiting = []
        self.trier.cancel()
        self.choice.show_trying("")

    def take_found(self, result: object) -> None:
        """Show what a plan on trial reached, and go on with the next number."""
        if isinstance(result, tuple) and result[0] is self._weighed and not self.trier.cancelled:
            _record, number, found = result
            self._found[number] = found
            shown = [replace(one, found=self._found.get(one.limit.tables)) for one in self._choices]
            self.choice.show_choices(shown, self._workshop.record)
        self._try_next()

    def trial_failed(self, error: KnownError) -> None:
        """Say why nothing could be tried."""
        self.stop_trying()
        self._notices.tell("tables", BannerKind.WARN, trouble_words(error))

    def _try_next(self) -> None:
        if not self._waiting or self._weighed is None:
            self.choice.show_trying("")
            return
        number = self._waiting[0]
        if self.trier.start(_trying(self._weighed, number)):
            self._waiting.pop(0)
            words = ngettext_("Planning {n} table…", "Planning {n} tables…", number)
            self.choice.show_trying(words.format(n=number))

    def _offer_plan(self) -> None:
        words = _("The seats are those of the plan before. Plan the tables again to use every table.")
        self._notices.tell("plan", BannerKind.INFO, words, _("Plan the tables"), self._plan)


def _weighing(record: WorkshopRecord, content: Callable[[], Content]) -> Work:
    return lambda _progress, _cancelled: (record, seating.compare_tables(record, content()))


def _trying(record: WorkshopRecord, number: int) -> Work:
    def work(_progress: Callable[[float, str], None], cancelled: Callable[[], bool]) -> object:
        found = seating.try_tables(record, number, seconds=TRIAL_SECONDS, cancelled=cancelled)
        return record, number, found

    return work
