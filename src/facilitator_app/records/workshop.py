"""Everything one workshop holds, frozen: what screens show and reports are written from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from facilitator_app.records.agenda import Agenda
from facilitator_app.records.capture import ActionItem, ParkingLotItem, ReportBack
from facilitator_app.records.enums import LanguageMode, RoomSide, TranslationStatus
from facilitator_app.records.findings import (
    Cluster,
    Criterion,
    DotVote,
    Evaluation,
    LightItem,
    LightRating,
    Score,
    SelfRating,
)
from facilitator_app.records.guests import Guest
from facilitator_app.records.people import Attendance, Participant
from facilitator_app.records.recovery import Recovery
from facilitator_app.records.run import RunEntry, Timer
from facilitator_app.records.seating import (
    ClusterChoice,
    Meetings,
    Printing,
    Seat,
    SeatingConfirmation,
    SeatingWish,
    Table,
    TableRole,
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks to the room: name and title, minutes asked, and when (`opening`, `evening`)."""

    slot: str
    name: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """The cover of a workshop. `zone` is an IANA name; languages are BCP 47 tags."""

    id: str
    programme_id: str
    code: str
    title: str
    course: str
    start: date
    end: date
    place: str
    country: str
    zone: str
    host: str
    sponsor: str
    working_language: str
    local_languages: tuple[str, ...]
    language_mode: LanguageMode
    table_count: int
    facilitator: str = ""
    co_facilitator: str = ""
    speakers: tuple[Speaker, ...] = ()
    framework: str = ""
    content_version: str = ""
    note: str = ""
    aim: str = ""
    summary: str = ""
    recommendations: str = ""
    change_over_seconds: int = 20
    """What it takes until the next table stands and speaks."""

    mix_weights: tuple[tuple[str, float], ...] = ()
    """What the host wants mixed and how much, such as ("org", 8); empty is the usual (`rules.seating`)."""

    not_alone: tuple[str, ...] = ()
    """Attributes of which nobody shall be the only one at a table, such as "gender"."""

    doors: RoomSide = RoomSide.BACK
    """The wall through which people come in; the screen is in front."""


@dataclass(frozen=True, slots=True)
class Step:
    """One framework step as this workshop copied it (texts may be edited by the host)."""

    id: str
    number: int
    phase: str
    phase_name: str
    name: str
    purpose: str
    presents: tuple[str, ...]
    task_title: str
    task_text: str
    deliverable: str
    questions: tuple[str, ...]
    report_format: str
    report_fields: tuple[str, ...]
    outputs: tuple[str, ...]
    materials: tuple[str, ...]
    tips: tuple[str, ...]
    private_notes: str = ""
    synthesis: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """One text of one row in one further language."""

    id: str
    noun: str
    row_id: str
    field: str
    language: str
    text: str
    status: TranslationStatus


@dataclass(frozen=True, slots=True)
class WorkshopRecord:
    """One workshop at one moment. All tuples are in the order people expect them."""

    details: Details
    agenda: Agenda
    steps: tuple[Step, ...] = ()
    participants: tuple[Participant, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    tables: tuple[Table, ...] = ()
    seats: tuple[Seat, ...] = ()
    roles: tuple[TableRole, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    scores: tuple[Score, ...] = ()
    dots: tuple[DotVote, ...] = ()
    self_ratings: tuple[SelfRating, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    report_backs: tuple[ReportBack, ...] = ()
    light_items: tuple[LightItem, ...] = ()
    light_ratings: tuple[LightRating, ...] = ()
    parking_lot: tuple[ParkingLotItem, ...] = ()
    actions: tuple[ActionItem, ...] = ()
    run_entries: tuple[RunEntry, ...] = ()
    recoveries: tuple[Recovery, ...] = ()
    guests: tuple[Guest, ...] = ()
    timers: tuple[Timer, ...] = ()
    wishes: tuple[SeatingWish, ...] = ()
    choices: tuple[ClusterChoice, ...] = ()
    confirmations: tuple[SeatingConfirmation, ...] = ()
    printings: tuple[Printing, ...] = ()
    earlier_rounds: tuple[Meetings, ...] = ()
    """Rounds of mixing in earlier workshops of the programme, in playing order."""

    translations: tuple[Translation, ...] = ()
    drafts: tuple[tuple[str, str, str], ...] = field(default=())
    """Unsettled texts as (point id, field, text); already laid over `report_backs`."""

    def participant(self, participant_id: str | None) -> Participant | None:
        """Return the person with this id."""
        return next((p for p in self.participants if p.id == participant_id), None)

    def table(self, table_id: str | None) -> Table | None:
        """Return the table with this id."""
        return next((t for t in self.tables if t.id == table_id), None)

    def cluster(self, cluster_id: str | None) -> Cluster | None:
        """Return the cluster with this id."""
        return next((c for c in self.clusters if c.id == cluster_id), None)

    def step(self, number: int | None) -> Step | None:
        """Return the step with this framework number."""
        return next((s for s in self.steps if s.number == number), None)

    def seated(self, segment_id: str, table_id: str) -> tuple[Participant, ...]:
        """Who sits at this table in this round, in seat order."""
        seats = [s for s in self.seats if s.segment_id == segment_id and s.table_id == table_id]
        seats.sort(key=lambda s: (s.seat_number is None, s.seat_number or 0))
        people = {p.id: p for p in self.participants}
        return tuple(people[s.participant_id] for s in seats if s.participant_id in people)

    def report_back(self, segment_id: str, step: int | None, table_id: str) -> ReportBack | None:
        """Return what this table reported in this segment on this step."""
        return next(
            (
                r
                for r in self.report_backs
                if r.segment_id == segment_id and r.step == step and r.table_id == table_id
            ),
            None,
        )

    def translated(self, noun: str, row_id: str, of: str, language: str) -> str:
        """Return the text of one field in a further language, or empty."""
        return next(
            (
                t.text
                for t in self.translations
                if t.noun == noun and t.row_id == row_id and t.field == of and t.language == language
            ),
            "",
        )
