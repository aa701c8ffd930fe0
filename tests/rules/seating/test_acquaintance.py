"""Who meets whom: each round of mixing, a team once, earlier modules, and nobody who is away."""

from __future__ import annotations

from dataclasses import replace

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import RoundKind
from facilitator_app.records.people import Attendance
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.halfdays import session_of
from facilitator_app.rules.seating.acquaintance import EARLIER, acquaintance
from facilitator_app.rules.seating.held import table_rounds
from tests.builders import kaunas


def mates(record: WorkshopRecord, segment: Segment) -> tuple[str, str]:
    """Return two people of one table in a round."""
    people = next(p for t in record.tables if len(p := record.seated(segment.id, t.id)) > 1)
    return people[0].id, people[1].id


def of_kind(record: WorkshopRecord, kind: RoundKind) -> list[Segment]:
    return [one for one in table_rounds(record) if one.round_kind is kind]


def test_every_round_of_mixing_is_a_meeting() -> None:
    record = kaunas()
    mixed = of_kind(record, RoundKind.MIX)
    one, other = mates(record, mixed[0])
    # Everybody of the rehearsal keeps the seat for the whole workshop.
    assert acquaintance(record).rounds(one, other) == tuple(segment.id for segment in mixed)


def test_a_team_that_sits_together_for_days_meets_once() -> None:
    record = in_teams(kaunas())
    first = table_rounds(record)[0]
    one, other = mates(record, first)
    assert acquaintance(record).rounds(one, other) == (first.id,)


def in_teams(record: WorkshopRecord) -> WorkshopRecord:
    """Return the workshop with every round one of cluster teams."""
    days = tuple(
        replace(
            day,
            segments=tuple(
                replace(one, round_kind=RoundKind.CLUSTER) if one.round_kind else one for one in day.segments
            ),
        )
        for day in record.agenda.days
    )
    return replace(record, agenda=replace(record.agenda, days=days))


def test_people_who_are_away_meet_nobody_in_that_half_day() -> None:
    record = kaunas()
    first = of_kind(record, RoundKind.MIX)[0]
    one, other = mates(record, first)
    session = session_of(record.agenda, first.id) or ""
    away = tuple(a for a in record.attendance if (a.participant_id, a.session) != (one, session))
    gone = replace(record, attendance=(*away, Attendance("a", one, session, present=False)))
    assert first.id not in acquaintance(gone).rounds(one, other)


def test_earlier_modules_count_before_this_one() -> None:
    record = kaunas()
    one, other = record.participants[0].id, record.participants[-1].id
    assert acquaintance(record).rounds(one, other) == ()
    again = replace(record, earlier_rounds=(((one, other, "somebody who left"),),))
    assert acquaintance(again).rounds(other, one) == (EARLIER,)
    assert acquaintance(again).times()[frozenset((one, other))] == 1
