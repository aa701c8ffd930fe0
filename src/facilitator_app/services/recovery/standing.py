"""Where a day stands when somebody asks what can still be done about it: what every plan is made from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from facilitator_app.content.catalogue import Content
from facilitator_app.records.agenda import Agenda
from facilitator_app.records.enums import LanguageMode
from facilitator_app.records.workshop import Details, WorkshopRecord
from facilitator_app.rules import running as rules
from facilitator_app.rules.cycles import TABLES_ASSUMED
from facilitator_app.rules.recovery import Cycles
from facilitator_app.rules.schedule import Actual, Agreed, Schedule, schedule
from facilitator_app.rules.timebox import CHANGE_OVER_SECONDS
from facilitator_app.services.planning.courses import cycle_seconds
from facilitator_app.services.planning.languages import with_language
from facilitator_app.services.running import agreed, turn_order
from facilitator_app.support.clock import Reading


@dataclass(frozen=True, slots=True)
class Standing:
    """One agenda at one moment: what ran (`actuals` by segment id), what a cycle costs.

    `now` is None for the plan alone. `tables` tells how many tables report in a segment; `table_count`,
    `mode` and `change_over_seconds` are the room's. `added` tells by day id what interpretation, and what
    tables beyond five, add to the day's plan, in seconds.
    """

    agenda: Agenda
    actuals: Mapping[str, Actual]
    now: datetime | None
    cycles: Cycles
    tables: Callable[[str], int]
    added: Callable[[str], tuple[int, int]]
    mode: LanguageMode = LanguageMode.NONE
    table_count: int = TABLES_ASSUMED
    change_over_seconds: int = CHANGE_OVER_SECONDS
    agreed: Agreed | None = None
    """The last recovery plan that was applied: the day is held to it from then on."""

    @property
    def schedule(self) -> Schedule:
        """Return the agenda on the clock, as it goes on if nobody does anything."""
        return schedule(self.agenda, self.actuals, self.now, agreed=self.agreed)


def standing_of(
    record: WorkshopRecord, now: Reading, content: Content, agenda: Agenda | None = None
) -> Standing:
    """Return where a workshop stands at `now`; with `agenda` as it would stand with that one."""
    details = record.details
    wanted = record.agenda if agenda is None else agenda
    actuals = actuals_of(record, now, wanted)
    return Standing(
        agenda=wanted,
        actuals=actuals,
        now=now.wall,
        cycles=cycles_of(record, content),
        tables=lambda segment: len(turn_order(record, segment)) or details.table_count,
        added=lambda day: added_to(wanted, day, content, details, begun=actuals),
        mode=details.language_mode,
        table_count=details.table_count,
        change_over_seconds=details.change_over_seconds,
        agreed=agreed(record, now),
    )


def added_to(
    agenda: Agenda, day: str, content: Content, details: Details, *, begun: Collection[str] = ()
) -> tuple[int, int]:
    """Return what interpretation, and what tables beyond five, add to what still comes on a day (seconds).

    An agenda that keeps the standard minutes, as an import does, has nothing added.
    """
    was = details.language_mode, details.table_count

    def seconds(mode: LanguageMode | None, tables: int | None) -> int:
        other = with_language(agenda, content, details.course, was=was, mode=mode, tables=tables, begun=begun)
        return sum(each.planned_seconds for each in other.days if each.id == day)

    whole = seconds(None, None)
    return whole - seconds(LanguageMode.NONE, None), whole - seconds(None, TABLES_ASSUMED)


def actuals_of(record: WorkshopRecord, now: Reading, agenda: Agenda | None = None) -> dict[str, Actual]:
    """Return by segment id what has begun, from the run log."""
    return rules.actuals(
        record.agenda if agenda is None else agenda,
        record.run_entries,
        lambda segment: turn_order(record, segment.id),
        now,
    )


def cycles_of(record: WorkshopRecord, content: Content) -> Cycles:
    """Return what every cycle costs in this room: in its language mode, with its tables."""
    return cycle_costs(content, record.details.language_mode, record.details.table_count)


def cycle_costs(content: Content, mode: LanguageMode, tables: int = TABLES_ASSUMED) -> Cycles:
    """Return planned and least seconds of every stage of every cycle, in a mode and with so many tables."""
    return {name: cycle_seconds(cycle, mode, tables) for name, cycle in content.cycles.items()}
