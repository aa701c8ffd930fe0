"""What happens on the day beyond the plan, as rows: applied plans, guests, timers, interruptions."""

from __future__ import annotations

from typing import Any, Final

from sqlmodel import Session as DbSession
from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.records.enums import (
    GuestStatus,
    PauseReason,
    PlanKind,
    RecoveryAction,
    SegmentKind,
    WishKind,
)

AT: Final = "2027-03-02T09:15:30.250000+00:00"
LATER: Final = "2027-03-02T09:25:30+00:00"


def happened_on_the_day(session: DbSession) -> None:
    """Add one of everything to the workshop of a file: a guest segment, plans, guests, timers."""
    workshop = session.exec(select(m.Workshop)).one()
    days = session.exec(select(m.Day).order_by(col(m.Day.number))).all()
    segments = session.exec(
        select(m.Segment).where(m.Segment.day_id == days[0].id).order_by(col(m.Segment.position))
    ).all()
    guest = m.Segment(
        day_id=days[0].id,
        position=len(segments) + 1,
        code="d1.guest",
        kind=SegmentKind.GUEST.value,
        title="Vice-minister Žemaitė",
        planned_seconds=600,
        minimum_seconds=600,
    )
    session.add(guest)
    session.flush()
    session.add(
        m.Stage(segment_id=guest.id, position=1, stage="whole", planned_seconds=600, minimum_seconds=600)
    )
    session.add_all(_recoveries(session, workshop, [*days], [*segments]))
    session.add(
        m.Guest(
            workshop_id=workshop.id,
            name="Rasa Žemaitė",
            title="Vice-minister",
            local_title="viceministrė",
            seconds=480,
            day_id=days[0].id,
            expected_at="11:30",
            status=GuestStatus.SPEAKING.value,
            segment_id=guest.id,
            changed_at=AT,
        )
    )
    session.add(m.Guest(workshop_id=workshop.id, name="=the mayor"))
    session.add_all(_timers(workshop))
    _interrupted(session)


def was_wished_and_chosen(session: DbSession) -> None:
    """Add a wish of each kind, choices of a cluster, and a round that somebody looked at."""
    workshop = session.exec(select(m.Workshop)).one()
    people = session.exec(select(m.Participant).order_by(col(m.Participant.position)).limit(4)).all()
    tables = session.exec(select(m.Table).order_by(col(m.Table.number))).all()
    clusters = session.exec(select(m.Cluster).order_by(col(m.Cluster.position))).all()
    round_ = session.exec(select(m.Segment).where(col(m.Segment.round_kind).is_not(None))).first()
    if round_ is None:
        raise ValueError("no table works in this agenda")
    kinds = (
        (WishKind.TOGETHER, people[1], None),
        (WishKind.APART, people[2], None),
        (WishKind.AT_TABLE, None, 2),
    )
    for position, (kind, other, table) in enumerate(kinds, start=1):
        wish = m.SeatingWish(
            workshop_id=workshop.id,
            position=position,
            kind=kind.value,
            participant_id=people[0].id,
            other_id=other.id if other else None,
            table_id=tables[table].id if table is not None else None,
            note="=asked by the host" if other else "",
        )
        session.add(wish)
    for choice, cluster in enumerate(clusters[:2], start=1):
        session.add(
            m.ClusterChoice(
                workshop_id=workshop.id, participant_id=people[3].id, choice=choice, cluster_id=cluster.id
            )
        )
    session.add(m.SeatingConfirmation(segment_id=round_.id, at=AT))


def _interrupted(session: DbSession) -> None:
    """Have the last stretch, where something was run, interrupted with nothing left of it."""
    entry = session.exec(select(m.RunEntry).order_by(col(m.RunEntry.sequence).desc())).first()
    if entry is not None:
        entry.paused_seconds, entry.interpreter_seconds, entry.parked_seconds = 90, 60, 0


def paused_for_the_interpreter(session: DbSession) -> None:
    """Have the last stretch of the run paused at this moment, for the interpreter."""
    entry = session.exec(select(m.RunEntry).order_by(col(m.RunEntry.sequence).desc())).first()
    if entry is None:
        raise ValueError("nothing has been run")
    entry.ended_wall = entry.ended_boot = entry.ended_mono_ms = None
    entry.paused_wall, entry.paused_boot, entry.paused_mono_ms = LATER, "boot", 900_000
    entry.paused_for = PauseReason.INTERPRETER.value


def planned_what_has_gone(session: DbSession) -> None:
    """Have one plan speak of a segment that was removed from the agenda afterwards."""
    row = session.exec(select(m.Recovery).order_by(col(m.Recovery.id))).first()
    if row is None:
        raise ValueError("no plan was applied")
    first, *others = row.changes
    row.changes = [{**first, "segment_id": "no-longer-there"}, *others]


def _recoveries(
    session: DbSession, workshop: m.Workshop, days: list[m.Day], segments: list[m.Segment]
) -> list[m.Recovery]:
    first, second = segments[3], segments[6]
    slots = session.exec(
        select(m.Stage).where(m.Stage.segment_id == first.id).order_by(col(m.Stage.position))
    ).all()
    stages = [
        {
            "id": one.id,
            "stage": one.stage,
            "planned_seconds": one.planned_seconds // 2,
            "minimum_seconds": one.minimum_seconds // 2,
        }
        for one in slots
    ]
    was = {"day_id": days[0].id, "before": segments[4].id, "stages": stages, "cycle": "long"}
    shorten = _change(first, RecoveryAction.SHORTEN, stage=slots[0].stage)
    smaller = _change(first, RecoveryAction.SMALLER_CYCLE, cycle="short", stages=stages, was=was)
    carry = _change(second, RecoveryAction.CARRY, day_id=days[-1].id, before=segments[4].id)
    to_the_end = _change(second, RecoveryAction.CARRY, day_id=days[-1].id)
    end = _change(second, RecoveryAction.MOVE_ANCHOR, day_end=True, was=None)
    return [
        m.Recovery(
            workshop_id=workshop.id,
            at=AT,
            kind=PlanKind.SMALLER.value,
            reason="The bus was late.\nឡានក្រុងយឺត",
            shortfall_seconds=120,
            changes=[shorten, smaller],
        ),
        m.Recovery(workshop_id=workshop.id, at=LATER, kind=PlanKind.CARRY.value, changes=[carry, to_the_end]),
        m.Recovery(workshop_id=workshop.id, at=LATER, kind=PlanKind.MOVE_ANCHOR.value, changes=[end]),
    ]


def _change(segment: m.Segment, action: RecoveryAction, **further: Any) -> dict[str, Any]:
    change: dict[str, Any] = {
        "segment_id": segment.id,
        "stage": None,
        "from_seconds": segment.planned_seconds,
        "to_seconds": segment.planned_seconds // 2,
        "action": action.value,
        "cycle": None,
        "stages": [],
        "day_id": None,
        "before": None,
        "day_end": False,
        "was": {"day_id": segment.day_id, "before": None, "stages": [], "cycle": segment.cycle},
    }
    return change | further


def _timers(workshop: m.Workshop) -> list[m.Timer]:
    ended: dict[str, Any] = {"ended_wall": LATER, "ended_boot": "boot", "ended_mono_ms": 630_250}
    begun: dict[str, Any] = {"started_wall": AT, "started_boot": "boot", "started_mono_ms": 30_250}
    return [
        m.Timer(workshop_id=workshop.id, label="Group photo", seconds=300, **begun, **ended),
        m.Timer(workshop_id=workshop.id, seconds=90, **begun),
    ]
