"""The seconds between two looks at the whole run: what moves with each of them, and nothing else.

A console that is open all day asks sixty times a minute. The expected times of the day, shares and ledger
are told in minutes: within `FEW_SECONDS` of a whole state they are taken over from it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from facilitator_app.records.run import RunPhase, RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import running as rules
from facilitator_app.rules.timebox import FaceKind, clock_face
from facilitator_app.support.clock import Reading, elapsed_seconds

FEW_SECONDS: Final = 5.0
_SAME: Final = 1.0


def few_seconds_on(seen: Reading, now: Reading) -> bool:
    """Say whether `now` is so little later that minutes need not be worked out again.

    Never across a boot, nor where somebody has set the computer's time meanwhile.
    """
    if seen.boot != now.boot or now.mono_ms < seen.mono_ms:
        return False
    passed = elapsed_seconds(seen, now)
    moved = (now.wall - seen.wall).total_seconds()
    return passed < FEW_SECONDS and abs(moved - passed) < _SAME


def later(record: WorkshopRecord, before: RunState, now: Reading) -> RunState:
    """Return the state of a running stretch a few seconds after `before`, of the same record.

    What is left, its colour, the timers and the time of day are exact; all else stands as it did.
    """
    entry = before.entry
    if entry is None:
        raise ValueError("nothing runs: there are no seconds to count")
    reading = rules.read_entry(entry, now, record.run_entries)
    left = rules.remaining_in(entry, now, record.run_entries)
    return replace(
        before,
        elapsed_seconds=before.box_seconds - left,
        remaining_seconds=left,
        fraction_left=reading.fraction_left,
        pace=reading.pace,
        timers=tuple(rules.read_timer(one, now) for one in record.timers if one.ended is None),
        now=now.wall.astimezone(before.now.tzinfo),
    )


def says_more(record: WorkshopRecord, told: RunState, now: Reading) -> bool:
    """Say whether a screen that shows `told`, a few seconds old, would show another word at `now`.

    While whole minutes are shown, that is once a minute: twice, as the time of day turns as well.
    """
    entry = told.entry
    if entry is None or told.phase is not RunPhase.RUNNING or told.timers:
        return True
    face = clock_face(rules.remaining_in(entry, now, record.run_entries))
    if face.kind is not FaceKind.MINUTES_LEFT or face != clock_face(told.remaining_seconds):
        return True
    return now.wall.astimezone(told.now.tzinfo).minute != told.now.minute
