"""Every verb that changes time, as one does it in the middle of the Kaunas rehearsal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any, Final, TypeAlias

from facilitator_app.records.agenda import Anchor, Segment
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import (
    AnchorKind,
    GuestStatus,
    LanguageMode,
    PauseReason,
    SegmentKind,
    StageName,
)
from facilitator_app.records.recovery import RecoveryChoice
from facilitator_app.records.run import Position
from facilitator_app.rules.schedule import schedule
from facilitator_app.rules.seating.mending import TablesOffer
from facilitator_app.services import people, planning, recovery, running, seating
from tests.services.conftest import Desk

Do: TypeAlias = Callable[[Desk], Any]


class Impossible(Exception):  # noqa: N818 - a place in the day, not a fault
    """What is to be done has no place at this moment of the day."""


def on(desk: Desk, step: int) -> Segment:
    """Return the segment in which tables work on a step."""
    return next(one for one in desk.record().agenda.segments() if one.steps == (step,) and one.round_kind)


def of(desk: Desk, kind: SegmentKind) -> Segment:
    found = [one for one in desk.record().agenda.segments() if one.kind is kind]
    if not found:
        raise Impossible
    return found[0]


def day(desk: Desk, number: int) -> str:
    return desk.record().agenda.days[number - 1].id


def position(desk: Desk) -> Position | None:
    entry = running.running_entry(desk.record())
    return entry.position if entry else None


def late(desk: Desk) -> str:
    """Give a step so many minutes that what is fixed behind it slips."""
    planning.set_minutes(desk.file, on(desk, 5).id, 150)
    return desk.workshop


def remedy(desk: Desk, number: int) -> Changes:
    late(desk)
    agenda = desk.record().agenda
    found = recovery.remedies(agenda, schedule(agenda).conflicts[0])
    if not found:
        raise Impossible
    return recovery.apply_remedy(desk.file, desk.workshop, found[number])


def offered(desk: Desk) -> tuple[RecoveryChoice, ...]:
    offer = recovery.offer(desk.record(), desk.clock.read(), desk.content)
    assert offer is not None
    assert offer.move is not None
    return (*offer.choices, offer.move)


def recover(desk: Desk, number: int) -> Changes:
    choice = offered(desk)[number]
    return recovery.apply_plan(desk.file, desk.workshop, choice, reason="The speaker spoke on")


def guest(desk: Desk) -> str:
    return running.add_guest(desk.file, desk.workshop, name="Rasa Žemaitė", title="Vice-minister")[0]


def speaking(desk: Desk) -> str:
    """Let a guest interrupt what runs, for four minutes."""
    found = guest(desk)
    running.let_speak(desk.file, desk.workshop, found, position(desk))
    desk.clock.advance(240.5)
    return found


def waited(desk: Desk) -> str:
    running.pause(desk.file, desk.workshop, reason=PauseReason.INTERPRETER)
    desk.clock.advance(77)
    return desk.workshop


def timer(desk: Desk) -> str:
    return running.start_timer(desk.file, desk.workshop, 300, "Group photo")[0]


PLANNING: Final[dict[str, Do]] = {
    "set_minutes of a step": lambda d: planning.set_minutes(d.file, on(d, 6).id, 47),
    "set_minutes of a stage": lambda d: planning.set_minutes(d.file, on(d, 6).id, 9, stage=StageName.REPORT),
    "set_minimum": lambda d: planning.set_minimum(d.file, on(d, 6).id, 2, stage=StageName.REPORT),
    "set_buffer": lambda d: planning.set_buffer(d.file, of(d, SegmentKind.WRAP).id),
    "set_consent": lambda d: planning.set_consent(d.file, on(d, 6).id),
    "set_optional": lambda d: planning.set_optional(d.file, on(d, 6).id),
    "set_day": lambda d: planning.set_day(d.file, day(d, 2), start=time(9, 15), end=time(18)),
    "set_anchor": lambda d: planning.set_anchor(d.file, on(d, 6).id, Anchor(AnchorKind.END_BY, time(17))),
    "set_anchor, none": lambda d: planning.set_anchor(d.file, of(d, SegmentKind.MEAL).id, None),
    "move_segment on its day": lambda d: planning.move_segment(d.file, on(d, 7).id, day(d, 2), None),
    "move_segment to the other day": lambda d: planning.move_segment(
        d.file, on(d, 6).id, day(d, 2), on(d, 8).id
    ),
    "park_segment": lambda d: planning.park_segment(d.file, on(d, 6).id),
    "insert_segment": lambda d: planning.insert_segment(
        d.file, day(d, 2), SegmentKind.PRAYER, "صلاة الظهر", before=on(d, 8).id,
        anchor=Anchor(AnchorKind.START_AT, time(13)),
    ),
    "remove_segment": lambda d: planning.remove_segment(d.file, of(d, SegmentKind.EVALUATION).id),
    "duplicate_segment": lambda d: planning.duplicate_segment(d.file, on(d, 6).id),
    "split_segment": lambda d: planning.split_segment(d.file, on(d, 6).id, 20),
    "shorten_segment": lambda d: planning.shorten_segment(d.file, on(d, 6).id),
    "update_segment": lambda d: planning.update_segment(d.file, on(d, 6).id, title="New", note="=1+1"),
    "set_language": lambda d: planning.set_language(
        d.file, d.workshop, mode=LanguageMode.CONSECUTIVE, tables=6, content=d.content
    ),
    "update_details": lambda d: planning.update_details(
        d.file, d.workshop, zone="Asia/Dubai", start=date(2027, 4, 6)
    ),
    "apply_remedy, the first": lambda d: remedy(d, 0),
    "apply_remedy, the last": lambda d: remedy(d, -1),
}  # fmt: skip

RUNNING: Final[dict[str, Do]] = {
    "next_": lambda d: running.next_(d.file, d.workshop, position(d)),
    "back": lambda d: running.back(d.file, d.workshop, position(d)),
    "jump": lambda d: running.jump(d.file, d.workshop, Position(on(d, 5).id, StageName.DISCUSS)),
    "adjust": lambda d: running.adjust(d.file, d.workshop, 5),
    "correct_start": lambda d: running.correct_start(
        d.file, d.workshop, d.clock.read().wall - timedelta(seconds=40)
    ),
    "leave_out_gap": lambda d: running.leave_out_gap(d.file, d.workshop, 20),
    "pause": lambda d: running.pause(d.file, d.workshop),
    "pause for the interpreter": lambda d: running.pause(d.file, d.workshop, reason=PauseReason.INTERPRETER),
    "resume": lambda d: running.resume(d.file, waited(d)),
    "next_ in a pause": lambda d: running.next_(d.file, waited(d), position(d)),
    "finish": lambda d: running.finish(d.file, d.workshop),
    "skip_turn": lambda d: running.skip_turn(d.file, d.workshop, turn(d)),
    "swap_turns": lambda d: running.swap_turns(d.file, d.workshop, *coming(d)[-2:]),
    "come_back_later": lambda d: running.come_back_later(d.file, d.workshop, turn(d)),
    "add_guest": lambda d: running.add_guest(d.file, d.workshop, name="Rasa", expected_at=time(11, 30)),
    "update_guest": lambda d: running.update_guest(d.file, guest(d), minutes=7, local_title="viceministrė"),
    "set_guest_status": lambda d: running.set_guest_status(d.file, guest(d), GuestStatus.AT_THE_DOOR),
    "remove_guest": lambda d: running.remove_guest(d.file, guest(d)),
    "let_speak": lambda d: running.let_speak(d.file, d.workshop, guest(d), position(d)),
    "let_speak_after": lambda d: running.let_speak_after(d.file, d.workshop, guest(d), on(d, 5).id),
    "next_ after a guest": lambda d: running.next_(d.file, d.workshop, spoken(d)),
    "back to before a guest": lambda d: running.back(d.file, d.workshop, spoken(d)),
    "start_timer": lambda d: running.start_timer(d.file, d.workshop, 300, "Group photo"),
    "end_timer": lambda d: running.end_timer(d.file, timer(d)),
}
SEATING: Final[dict[str, Do]] = {
    "walk_in": lambda d: people.walk_in(
        d.file, d.workshop, "D1-AM", name="Nino Beridze", languages=["ka", "en"], organisation="GITA"
    ),
    "leaves": lambda d: people.leaves(d.file, d.workshop, d.record().participants[3].id, "D1-PM"),
    "mark": lambda d: people.mark(d.file, d.workshop, d.record().participants[4].id, "D1-AM", present=False),
    "confirm_seats": lambda d: seating.confirm_seats(d.file, on(d, 2).id, elsewhere(d)),
    "mend_tables": lambda d: seating.mend_tables(d.file, d.workshop, few_left(d)),
}
RECOVERING: Final[dict[str, Do]] = {
    "apply_plan, the first": lambda d: recover(d, 0),
    "apply_plan, the last": lambda d: recover(d, -2),
    "apply_plan, the anchor": lambda d: recover(d, -1),
}


def elsewhere(desk: Desk) -> dict[str, int]:
    """Let two of the first table sit at the second."""
    record = desk.record()
    return {person.id: 2 for person in record.seated(on(desk, 2).id, record.tables[0].id)[:2]}


def few_left(desk: Desk) -> TablesOffer:
    """Leave two people at the second table of the round that runs; return who would move."""
    record = desk.record()
    for person in record.seated(on(desk, 2).id, record.tables[1].id)[2:]:
        people.mark(desk.file, desk.workshop, person.id, "D1-AM", present=False)
    offer = seating.tables_offer(desk.record())
    if offer is None:
        raise Impossible
    return offer


def turn(desk: Desk) -> int:
    """Return the table that reports."""
    here = position(desk)
    if here is None or here.turn is None:
        raise Impossible
    return here.turn


def coming(desk: Desk) -> tuple[int, ...]:
    here = position(desk)
    order = running.turn_order(desk.record(), here.segment_id) if here else ()
    if len(order) < 2:
        raise Impossible
    return order


def spoken(desk: Desk) -> Position | None:
    speaking(desk)
    return position(desk)
