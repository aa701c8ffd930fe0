"""How long the interpreter has spoken without a rest: two people change over about every 20 minutes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from facilitator_app.records.agenda import Agenda
from facilitator_app.records.enums import StageName
from facilitator_app.records.run import RunEntry
from facilitator_app.rules import timebox
from facilitator_app.rules.schedule import RESTING_KINDS
from facilitator_app.support.clock import Reading, elapsed_seconds

INTERPRETER_TURN_SECONDS: Final = 20 * 60
REST_SECONDS: Final = 60
"""A pause of so long is a rest."""

_REMINDED_FOR: Final = 90
_AT_THE_TABLES: Final = frozenset({StageName.THINK, StageName.DISCUSS, StageName.LIGHTS})


def interpreting_seconds(agenda: Agenda, entries: Sequence[RunEntry], now: Reading) -> int:
    """Return the seconds somebody has spoken to the whole room since the interpreter last rested.

    A rest is a break, work at the tables, a pause that runs, and a minute in which nothing ran. Of a pause
    that is over nobody knows when in its stretch it was: then all of that stretch counts but the pause, and
    nothing before it.
    """
    if not entries or entries[-1].ended is not None or entries[-1].paused_since is not None:
        return 0
    total = 0
    for entry, before in pairwise((*reversed(entries), None)):
        segment = agenda.segment(entry.position.segment_id) if entry else None
        if entry is None or segment is None:
            break
        if segment.kind in RESTING_KINDS or entry.position.stage in _AT_THE_TABLES:
            break
        total += timebox.whole_seconds(entry, now)
        apart = elapsed_seconds(before.ended, entry.started) if before and before.ended else 0.0
        if entry.paused_seconds >= REST_SECONDS or apart >= REST_SECONDS:
            break
    return total


def change_over_due(seconds: int) -> bool:
    """Say whether the interpreters should change over now: for a minute and a half after every twenty."""
    return seconds >= INTERPRETER_TURN_SECONDS and seconds % INTERPRETER_TURN_SECONDS < _REMINDED_FOR
