"""Before the doors open: agenda, people and tables; a roster is looked at first, a plan made in a worker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from facilitator_app.app.agendaanswers import AgendaAnswers, AgendaPrinting
from facilitator_app.app.agendaintents import AgendaIntents
from facilitator_app.app.asking import ask_to_open
from facilitator_app.app.cardprinting import CardPrinting
from facilitator_app.app.notices import Notices
from facilitator_app.app.teamforming import TeamForming
from facilitator_app.app.trouble import trouble_words
from facilitator_app.app.wishintents import TablePages, WishIntents
from facilitator_app.app.worker import Work, Worker
from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.records.roster import RosterPreview
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services import roster, seating
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _
from facilitator_app.views.prepare.agenda import AgendaView
from facilitator_app.views.prepare.people import PeopleView
from facilitator_app.views.prepare.roomplan import RoomPlanView
from facilitator_app.views.prepare.tables import TablesView
from facilitator_app.views.prepare.teams import TeamsView
from facilitator_app.views.shared.panels import BannerKind

_PLAN_SECONDS: Final = 2.0
_TOLD_EVERY: Final = 0.1


class PreparePlaces(QObject):
    """The places of preparation, and what takes two steps there: ask first, then write."""

    def __init__(self, workshop: OpenWorkshop, notices: Notices) -> None:
        super().__init__()
        self._workshop = workshop
        self._notices = notices
        self._preview: RosterPreview | None = None
        self.agenda = AgendaView()
        self.answers = AgendaAnswers(workshop, self.agenda)
        self.agenda_plan = AgendaIntents(workshop)
        self.printing = AgendaPrinting(workshop, notices)
        self.cards = CardPrinting(workshop, notices)
        self.people = PeopleView()
        self.tables = TablesView()
        self.planner = Worker()
        self.wishing = WishIntents(workshop)
        self.pages = TablePages(workshop, self.tables, notices, self.answers.content, self.plan)
        self.room_plan = RoomPlanView()
        self.tables.add_page("room", _("The room"), self.room_plan)
        self.teams = TeamsView()
        self.teaming = TeamForming(workshop, self.teams, notices, self._show_rounds)
        self.tables.add_page("teams", _("Cluster teams"), self.teams)

    def places(self) -> dict[str, QWidget]:
        """Return the views by the key of their place."""
        return {"agenda": self.agenda, "people": self.people, "tables": self.tables}

    def close(self) -> None:
        """Stop a plan that is being made and wait for it."""
        self.printing.close()
        self.cards.close()
        self.answers.close()
        self.pages.close()
        self.teaming.close()
        self.planner.cancel()
        self.planner.wait()

    def show_again(self, _error: object) -> None:
        """Something was refused: show what is, not what was typed."""
        if self.agenda.isVisible():
            self.agenda.show_workshop(self._workshop.record)
        self.teams.list.forget_typed()

    # --- people -----------------------------------------------------------------------------------------

    def ask_roster(self) -> None:
        """Ask for the file of a list of people and show what it would change."""
        names = _("Lists of people ({pattern})").format(pattern="*.xlsx *.csv *.tsv *.txt")
        ask_to_open(self.people, _("Import a list of people"), None, names, self.show_roster)

    def show_roster(self, source: Path | str) -> None:
        """Show what a roster (a file, or pasted text) would change, before anything is taken in."""
        record = self._workshop.record
        try:
            table = roster.read_roster(source, record.details.local_languages)
            self._preview = roster.preview_roster(record, table, roster.guess_columns(table))
        except KnownError as error:
            self._notices.tell("roster", BannerKind.WARN, trouble_words(error))
            return
        self._notices.take_away("roster")
        self.people.show_preview(self._preview)

    def accept_roster(self) -> None:
        """Take in what was shown, as one step that can be undone."""
        preview = self._preview
        if preview is None:
            return
        identity = self._workshop.workshop_id
        self._workshop.post(
            "roster",
            lambda file: roster.import_roster(file, identity, preview),
            self._on_taken,
        )

    def refuse_roster(self) -> None:
        """Forget what was shown."""
        self._preview = None

    def _on_taken(self, _changes: object) -> None:
        self._preview = None
        self.people.close_preview()

    # --- tables -----------------------------------------------------------------------------------------

    def show_room_plan(self, *_what_changed: object) -> None:
        """Show where tables stand, if that is seen."""
        if self.room_plan.isVisible():
            self.room_plan.show_workshop(self._workshop.record)

    def plan(self) -> None:
        """Plan every round to come in a worker, then write the plan as one step."""
        if self.planner.start(_planning(self._workshop.record)):
            self._notices.take_away("plan")
            self.tables.show_planning(running=True)

    def _show_rounds(self) -> None:
        self.tables.show_page("rounds")

    def write_plan(self, plan: object) -> None:
        """Write a plan that was made."""
        from facilitator_app.rules.seating.workshop import WorkshopSeating

        identity = self._workshop.workshop_id
        wanted = isinstance(plan, WorkshopSeating) and not self.planner.cancelled
        self.tables.show_planning(running=False, written=wanted)
        if isinstance(plan, WorkshopSeating) and wanted:
            self._workshop.post("plan", lambda file: seating.write_plan(file, identity, plan))

    def show_plan_progress(self, share: float, _what: str) -> None:
        """Say how far the plan that is being made has come."""
        self.tables.show_progress(share)

    def plan_failed(self, error: KnownError) -> None:
        """Say why there is no plan."""
        self.tables.show_planning(running=False)
        self._notices.tell("plan", BannerKind.WARN, trouble_words(error))


def _planning(record: WorkshopRecord) -> Work:
    """Return the work; the time it may take is its measure: the planner asks often whether to stop."""

    def work(progress: Callable[[float, str], None], cancelled: Callable[[], bool]) -> object:
        begun = told = monotonic()

        def stop() -> bool:
            nonlocal told
            now = monotonic()
            if now - told > _TOLD_EVERY:
                told = now
                progress((now - begun) / _PLAN_SECONDS, "")
            return cancelled()

        task = seating.seating_task(record)
        return seating.make_plan(task, seconds=_PLAN_SECONDS, cancelled=stop)

    return work
