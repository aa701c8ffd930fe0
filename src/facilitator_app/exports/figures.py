"""The numbers of a report, each computed once from the record: text, tables and charts show the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Final, TypeVar

from facilitator_app.records.actuals import Fate, PlanAgainstActual
from facilitator_app.records.capture import ActionItem, ReportBack, ReportPoint
from facilitator_app.records.enums import SegmentKind
from facilitator_app.records.findings import Cluster
from facilitator_app.records.people import Participant
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import statistics
from facilitator_app.rules.actuals import compare
from facilitator_app.rules.schedule import BREAK_KINDS
from facilitator_app.support.clock import Reading

K = TypeVar("K", bound=Hashable)

_NOT_WORK: Final = BREAK_KINDS | {SegmentKind.REGISTRATION, SegmentKind.EVENING}
_LIKERT: Final = (1, 5)


@dataclass(frozen=True, slots=True)
class Held:
    """One item of the agenda: how the first plan had it, and when and how long it really was (seconds).

    `day` is the number of the day on which the first plan had it; a guest has the day on which he came and no
    planned start. `actual_seconds` are None until it has ended.
    """

    day: int
    segment_id: str
    title: str
    kind: SegmentKind
    planned_seconds: int
    planned_start: datetime | None
    started: datetime | None
    actual_seconds: int | None
    fate: Fate
    carried_to: int | None = None

    @property
    def over_seconds(self) -> int:
        """How much longer than planned it was; 0 where nobody measured."""
        return 0 if self.actual_seconds is None else self.actual_seconds - self.planned_seconds


@dataclass(frozen=True, slots=True)
class Prioritised:
    """One cluster: weighted mean over all tables, the lowest and highest table's own, scores and dots."""

    cluster: Cluster
    mean: float | None
    low: float | None
    high: float | None
    scores: int
    dots: int


@dataclass(frozen=True, slots=True)
class KeyNumbers:
    """The tiles of the first page. `measured` says whether the hours are the run log's or the plan's."""

    participants: int
    countries: int
    organisations: int
    work_seconds: int
    measured: bool
    report_backs: int
    points: int
    actions_with_owner: int
    actions: int


def people(record: WorkshopRecord) -> tuple[Participant, ...]:
    """Return who took part: not those who withdrew or sent somebody else."""
    return tuple(one for one in record.participants if not one.withdrawn and one.replaced_by_id is None)


def counted(values: Iterable[K]) -> tuple[tuple[K, int], ...]:
    """Return how often each value occurs, most frequent first, ties as they appeared."""
    return tuple(Counter(values).most_common())


def published(report_back: ReportBack) -> tuple[ReportPoint, ...]:
    """Return the points that may be printed, in order."""
    return tuple(one for one in report_back.points if not one.is_empty and not one.do_not_publish)


def printed_report_backs(record: WorkshopRecord) -> tuple[ReportBack, ...]:
    """Return the report-backs with anything to print, by segment, step and table."""
    segments = {segment.id: place for place, segment in enumerate(record.agenda.segments())}
    tables = {table.id: table.number for table in record.tables}
    found = [one for one in record.report_backs if published(one)]
    found.sort(key=lambda one: (segments.get(one.segment_id, -1), one.step or 0, tables.get(one.table_id, 0)))
    return tuple(found)


def against_plan(record: WorkshopRecord) -> PlanAgainstActual:
    """Return planned against actual as the run log has it, with the first plan as the measure."""
    last = record.run_entries[-1] if record.run_entries else None
    if last is not None:
        return compare(record, last.ended or last.started)
    return compare(record, Reading(datetime.combine(record.details.start, time(), UTC), "", 0))


def held(record: WorkshopRecord) -> tuple[Held, ...]:
    """Return the agenda as it was held against the first plan, day by day.

    Evenings and what nobody measured have no length; what was parked before the first plan is left out.
    """
    told = against_plan(record)
    numbers = {day.day_id: day.number for day in told.days}
    return tuple(
        Held(
            day=day.number,
            segment_id=one.segment_id,
            title=one.title,
            kind=one.kind,
            planned_seconds=one.planned_seconds,
            planned_start=one.planned_start,
            started=one.actual_start,
            actual_seconds=one.used_seconds if one.actual_end is not None else None,
            fate=one.fate,
            carried_to=numbers.get(one.day_id) if one.was_carried else None,
        )
        for day in told.days
        for one in day.segments
        if one.planned_start is not None or one.used_seconds is not None
    )


def overrun_seconds(rows: Iterable[Held]) -> int:
    """Return how much longer than planned everything measured was, in seconds; early ends count back."""
    return statistics.total_overrun(
        (one.planned_seconds, one.actual_seconds) for one in rows if one.actual_seconds is not None
    )


def key_numbers(record: WorkshopRecord) -> KeyNumbers:
    """Return the numbers of the first page."""
    present = people(record)
    rows = [one for one in held(record) if one.kind not in _NOT_WORK]
    measured = any(one.actual_seconds is not None for one in rows)
    work = sum((one.actual_seconds or 0) if measured else one.planned_seconds for one in rows)
    printed = printed_report_backs(record)
    return KeyNumbers(
        participants=len(present),
        countries=len({one.country.upper() for one in present if one.country}),
        organisations=len({one.organisation.casefold() for one in present if one.organisation}),
        work_seconds=work,
        measured=measured,
        report_backs=len(printed),
        points=sum(len(published(one)) for one in printed),
        actions_with_owner=sum(not one.is_idea for one in record.actions),
        actions=len(record.actions),
    )


def prioritised(record: WorkshopRecord) -> tuple[Prioritised, ...]:
    """Return every cluster with its scores and dots, the highest mean first.

    The mean is Σ weight × score ÷ Σ weight over all tables and criteria.
    """
    weights = {one.id: one.weight for one in record.criteria}
    all_scores: list[statistics.Score] = []
    by_table: dict[str, list[statistics.Score]] = {}
    for row in record.scores:
        if row.score is not None and weights.get(row.criterion_id, 0) > 0:
            score = statistics.Score(row.cluster_id, weights[row.criterion_id], row.score)
            all_scores.append(score)
            by_table.setdefault(row.table_id, []).append(score)
    means = statistics.weighted_mean_scores(all_scores)
    own = [statistics.weighted_mean_scores(scores) for scores in by_table.values()]
    dots = statistics.count_each(one.cluster_id for one in record.dots)
    given = Counter(one.cluster for one in all_scores)
    found = [
        Prioritised(
            cluster=one,
            mean=means.get(one.id),
            low=min((table[one.id] for table in own if one.id in table), default=None),
            high=max((table[one.id] for table in own if one.id in table), default=None),
            scores=given[one.id],
            dots=dots.get(one.id, 0),
        )
        for one in record.clusters
    ]
    return tuple(sorted(found, key=lambda one: (-(one.mean or 0), -one.dots)))


def learning(record: WorkshopRecord) -> dict[str, statistics.Change]:
    """Return the change per competency that enough people answered to be shown."""
    found = statistics.changes((one.competency, one.before, one.now, one.then) for one in record.self_ratings)
    return {code: change for code, change in found.items() if _may_be_shown(change)}


def _may_be_shown(change: statistics.Change) -> bool:
    answered = [part for part in (change.before, change.after, change.then) if part.n]
    return bool(answered) and all(statistics.may_be_shown(part) for part in answered)


def evaluation(record: WorkshopRecord) -> dict[str, statistics.Summary]:
    """Return the answers per question; questions that fewer than five answered are left out."""
    found = statistics.summarise_by(answer for form in record.evaluations for answer in form.answers)
    return {code: summary for code, summary in found.items() if statistics.may_be_shown(summary)}


def is_agreement(summary: statistics.Summary) -> bool:
    """Say whether all answers lie on the scale of agreement, 1 to 5."""
    return all(_LIKERT[0] <= value <= _LIKERT[1] for value, _count in summary.counts)


def presences(record: WorkshopRecord) -> tuple[tuple[str, bool], ...]:
    """Return (half-day, there) for everybody who was expected, in the order of the half-days.

    At the console only who is missing is ticked off: who is expected and not marked was there. A half-day
    that nobody marked is left out.
    """
    expected = [p.id for p in record.participants if not p.withdrawn and p.replaced_by_id is None]
    marks = {(one.session, one.participant_id): one.present for one in record.attendance}
    found: list[tuple[str, bool]] = []
    for session in dict.fromkeys(one.session for one in record.attendance):
        marked = [person for at, person in marks if at == session]
        found += [
            (session, marks.get((session, person), True)) for person in dict.fromkeys(expected + marked)
        ]
    return tuple(found)


def attendance(record: WorkshopRecord) -> dict[str, int]:
    """Return how many were there per half-day, in order."""
    return statistics.attendance_by_session(presences(record))


def by_date(actions: Iterable[ActionItem]) -> tuple[ActionItem, ...]:
    """Return actions by due date; those without one last."""
    return tuple(sorted(actions, key=lambda one: (one.due_date is None, one.due_date or 0, one.code)))
