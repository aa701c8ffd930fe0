"""Plans that bring a day back to its anchors, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from facilitator_app.records.agenda import Agenda, StageSlot
from facilitator_app.records.enums import PlanKind, RecoveryAction, StageName


@dataclass(frozen=True, slots=True)
class Stood:
    """How a segment stood before a plan changed it: its day, what it stood before, its stages and cycle."""

    day_id: str | None
    before: str | None
    stages: tuple[StageSlot, ...] = ()
    cycle: str | None = None


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One change of a recovery plan; applying it twice is applying it once.

    `stage` is None where the whole segment changes. Seconds are planned seconds before and after; for
    `MOVE_ANCHOR` they are local times of day in seconds after midnight, and with `day_end` it is the end
    of the segment's day that moves, not an anchor of its own. `stages` are the segment's stages after a
    smaller cycle or an overview, `cycle` the name of the smaller one. `CARRY` puts the segment into
    `day_id`, before `before` (None: at the day's end). `was` is noted when a plan is applied, so that planned
    against actual can be told by the first plan.
    """

    segment_id: str
    stage: StageName | None
    from_seconds: int
    to_seconds: int
    action: RecoveryAction
    cycle: str | None = None
    stages: tuple[StageSlot, ...] = ()
    day_id: str | None = None
    before: str | None = None
    day_end: bool = False
    was: Stood | None = None


@dataclass(frozen=True, slots=True)
class Miss:
    """An anchor or a day's end that is not kept: the segment it stands at, and by how many seconds."""

    segment_id: str
    seconds: int
    day_end: bool = False


@dataclass(frozen=True, slots=True)
class RecoveryPlan:
    """One way to keep the anchors ahead: its changes, the agenda they lead to, and what they cannot win.

    `shortfall_seconds` sums the worst miss of each day that stays; `missed` names every one.
    """

    kind: PlanKind
    changes: tuple[PlanChange, ...]
    agenda: Agenda
    shortfall_seconds: int = 0
    missed: tuple[Miss, ...] = ()


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """One line of a plan as people read it: "Report-back, five tables  16 → 13 min"; soft ones explain."""

    words: str
    before: str = ""
    after: str = ""
    soft: bool = False


@dataclass(frozen=True, slots=True)
class BarPart:
    """One block of a plan's strip: its share of the time until the anchor, and what happens to it."""

    seconds: int
    changed: bool
    anchored: bool
    words: str


@dataclass(frozen=True, slots=True)
class RecoveryChoice:
    """One plan in the words of the room. `badge` says what it keeps or misses; `holds` whether all of it.

    `then` lists what comes when afterwards as (title, local time). `consequences` are the same facts as
    whole sentences, for the command line and the log.
    """

    plan: RecoveryPlan
    title: str
    badge: str
    holds: bool
    lines: tuple[ChoiceLine, ...] = ()
    then: tuple[tuple[str, str], ...] = ()
    bar: tuple[BarPart, ...] = ()
    consequences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecoveryOffer:
    """What to decide when something ahead would slip.

    `cause` says why ("The opening speaker took 28 min instead of 20"), `question` what is at stake
    ("Lunch would start at 12:08. Bring it back to 12:00?"). `choices` are up to three plans side by side;
    `move` moves the anchor instead.
    """

    cause: str
    question: str
    choices: tuple[RecoveryChoice, ...]
    move: RecoveryChoice | None = None
    late_seconds: int = 0
    reason: str = ""
    """The cause alone, for the log: it does not say what time it was."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """A plan that was applied: when (UTC), which, why, and what it changed."""

    id: str
    at: datetime
    kind: PlanKind
    reason: str
    changes: tuple[PlanChange, ...]
    shortfall_seconds: int = 0
