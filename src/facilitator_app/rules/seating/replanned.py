"""What a new plan changed, in figures: who changes tables, and what became of pairs that meet again."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.held import seated_tables, tied_pairs
from facilitator_app.rules.seating.qualities import meetings


@dataclass(frozen=True, slots=True)
class Replanned:
    """`people` change tables in `rounds` rounds; `again`: pairs that meet again, more (+) or fewer (−)."""

    people: int
    rounds: int
    again: int


def replanned(before: WorkshopRecord, after: WorkshopRecord) -> Replanned:
    """Return what differs between two seatings of one workshop (pure); people without a seat before count."""
    old, new = seated_tables(before), seated_tables(after)
    moved: set[str] = set()
    rounds = 0
    for segment_id, tables in new.items():
        was = {who: n for n, table in enumerate(old.get(segment_id, ())) for who in table}
        here = {who for n, table in enumerate(tables) for who in table if was.get(who) != n}
        moved |= here
        rounds += bool(here)
    return Replanned(len(moved), rounds, _again(after) - _again(before))


def _again(record: WorkshopRecord) -> int:
    tied = tied_pairs(record)
    return sum(times > 1 for pair, times in meetings(record).items() if pair not in tied)
