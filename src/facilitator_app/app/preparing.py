"""Before the doors open: agenda, people and tables of the open workshop, and where their intents go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from facilitator_app.app.worker import Work, Worker
from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.content.catalogue import Content
from facilitator_app.records.enums import TableRoleName
from facilitator_app.records.roster import RosterField, RosterPreview
from facilitator_app.records.run import RunState
from facilitator_app.rules.seating.workshop import WorkshopSeating
from facilitator_app.services import people, planning, roster, seating
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _
from facilitator_app.views.prepare.agenda import AgendaView
from facilitator_app.views.prepare.people import PeopleView
from facilitator_app.views.prepare.tables import TablesView
from facilitator_app.views.shared.actions import ActionSet
from facilitator_app.views.shared.panels import BannerKind, BannerStack


class PreparePlaces(QObject):
    """The places of preparation; each is a view that knows nothing of files."""

    def __init__(
        self, workshop: OpenWorkshop, actions: ActionSet, banners: BannerStack, content: Content
    ) -> None:
        super().__init__()
        self._workshop = workshop
        self._banners = banners
        self._preview: RosterPreview | None = None
        self._content = content
        self._actions = actions
        self.agenda = AgendaView()
        self.people = PeopleView()
        self.tables = TablesView()
        self.planner = Worker()
        self._connect()

    def places(self) -> dict[str, QWidget]:
        """Return the views by the key of their place."""
        return {"agenda": self.agenda, "people": self.people, "tables": self.tables}

    def show_run(self, place: str, state: RunState) -> None:
        """Pass the time on to the place that shows it."""

    def settle(self) -> None:
        """Seal what is being typed; fields here settle when they are left."""

    def close(self) -> None:
        """Stop a plan that is being made and wait for it."""
        self.planner.cancel()
        self.planner.wait()

    # --- agenda -----------------------------------------------------------------------------------------

    def _connect_agenda(self) -> None:
        view, post = self.agenda, self._workshop.post
        view.minutes_chosen.connect(
            lambda segment, minutes: post("agenda", lambda file: planning.set_minutes(file, segment, minutes))
        )
        view.move_requested.connect(
            lambda segment, day, before: post(
                "agenda", lambda file: planning.move_segment(file, segment, day, before)
            )
        )
        view.park_requested.connect(
            lambda segment, parked: post(
                "agenda", lambda file: planning.park_segment(file, segment, parked=parked)
            )
        )
        view.duplicate_requested.connect(
            lambda segment: post("agenda", lambda file: planning.duplicate_segment(file, segment))
        )
        view.remove_requested.connect(
            lambda segment: post("agenda", lambda file: planning.remove_segment(file, segment))
        )
        view.insert_requested.connect(
            lambda day, before, kind, title, minutes: post(
                "agenda",
                lambda file: planning.insert_segment(file, day, kind, title, minutes, before=before),
            )
        )

    # --- people -----------------------------------------------------------------------------------------

    def show_roster(self, source: Path | str) -> None:
        """Show what a roster (a file, or pasted text) would change, before anything is taken in."""
        record = self._workshop.record
        try:
            table = roster.read_roster(source, record.details.local_languages)
            self._preview = roster.preview_roster(record, table, roster.guess_columns(table))
        except KnownError as error:
            self._banners.show_banner("roster", BannerKind.WARN, str(error))
            return
        self._banners.take_away("roster")
        self.people.show_preview(self._preview)

    def _ask_roster(self) -> None:
        words = _("Lists of people ({pattern})").format(pattern="*.xlsx *.csv *.tsv *.txt")
        chosen, _filter = QFileDialog.getOpenFileName(self.people, _("Import a list of people"), "", words)
        if chosen:
            self.show_roster(Path(chosen))

    def _accept_roster(self) -> None:
        preview, self._preview = self._preview, None
        if preview is None:
            return
        identity = self._workshop.workshop_id
        self._workshop.post(
            "roster",
            lambda file: roster.import_roster(file, identity, preview),
            lambda _changes: self.people.close_preview(),
        )

    def _change_person(self, participant_id: str, field: str, text: str) -> None:
        fields = _person_fields(field, text)
        self._workshop.post("person", lambda file: people.change_participant(file, participant_id, **fields))

    def _add_person(self, name: str) -> None:
        identity = self._workshop.workshop_id
        given, _space, family = name.partition(" ")
        fields: dict[str, Any] = {"given_name": given, "family_name": family, "display_name": name}
        self._workshop.post("person", lambda file: people.add_participant(file, identity, **fields))

    def _withdraw(self, participant_id: str, withdrawn: bool) -> None:  # noqa: FBT001  # as the signal says it
        self._workshop.post("person", lambda file: people.withdraw(file, participant_id, withdrawn=withdrawn))

    def _mark(self, participant_id: str, session: str, present: bool) -> None:  # noqa: FBT001
        identity = self._workshop.workshop_id
        self._workshop.post(
            "attendance", lambda file: people.mark(file, identity, participant_id, session, present=present)
        )

    # --- tables -----------------------------------------------------------------------------------------

    def plan(self) -> None:
        """Plan every round to come in a worker, then write the plan as one step."""
        try:
            task = seating.seating_task(self._workshop.record)
        except KnownError as error:
            self._banners.show_banner("plan", BannerKind.WARN, str(error))
            return
        self._banners.take_away("plan")
        if self.planner.start(_planning(task)):
            self.tables.show_planning(running=True)

    def _write_plan(self, plan: object) -> None:
        identity = self._workshop.workshop_id
        self.tables.show_planning(running=False)
        if isinstance(plan, WorkshopSeating):
            self._workshop.post("plan", lambda file: seating.write_plan(file, identity, plan))

    def _plan_failed(self, error: KnownError) -> None:
        self.tables.show_planning(running=False)
        self._banners.show_banner("plan", BannerKind.WARN, str(error))

    def _move(self, segment_id: str, participant_id: str, table_id: str) -> None:
        self._workshop.post(
            "seat", lambda file: seating.move_person(file, segment_id, participant_id, table_id)
        )

    def _set_role(self, segment_id: str, table_id: str, role: str, participant_id: str) -> None:
        self._workshop.post(
            "role",
            lambda file: seating.set_role(
                file, segment_id, table_id, TableRoleName(role), participant_id or None
            ),
        )

    def _connect(self) -> None:
        view, tables = self.people, self.tables
        self._connect_agenda()
        view.import_requested.connect(self._ask_roster)
        view.list_pasted.connect(self.show_roster)
        view.preview_accepted.connect(self._accept_roster)
        view.person_changed.connect(self._change_person)
        view.person_added.connect(self._add_person)
        view.withdrawn_chosen.connect(self._withdraw)
        view.attendance_changed.connect(self._mark)
        tables.plan_requested.connect(self.plan)
        tables.move_requested.connect(self._move)
        tables.role_requested.connect(self._set_role)
        self.planner.finished.connect(self._write_plan)
        self.planner.failed.connect(self._plan_failed)


def _planning(task: seating.SeatingTask) -> Work:
    return lambda _progress, cancelled: seating.make_plan(task, cancelled=cancelled)


def _person_fields(field: str, text: str) -> dict[str, Any]:
    """Return the fields of a participant that one cell of the list changes."""
    if field == RosterField.LANGUAGES:
        tags = text.replace(",", ";").split(";")
        return {"languages": tuple(tag.strip() for tag in tags if tag.strip())}
    if field == RosterField.NAME:
        return {"display_name": text.strip()}
    return {field: text.strip()}
