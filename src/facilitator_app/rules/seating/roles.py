"""Host, scribe, timekeeper and reporter of every table, rotating so that everybody has a turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from facilitator_app.records.enums import TableRoleName
from facilitator_app.rules.seating.instance import Tables
from facilitator_app.rules.seating.speakers import rotate

Roles = dict[TableRoleName, str]

_ORDER = (TableRoleName.REPORTER, TableRoleName.HOST, TableRoleName.SCRIBE, TableRoleName.TIMEKEEPER)


def assign_roles(
    rounds: Sequence[Tables],
    can_report: Callable[[str], bool],
    seed: int = 0,
    *,
    already: Mapping[TableRoleName, Counter[str]] | None = None,
) -> list[list[Roles]]:
    """Return the roles of every table of every round; an empty table has none.

    Reporters are chosen among those who can report (anybody where nobody can). Each role is shared as
    evenly as the tables allow and nobody has one twice running if it can be helped; as long as a table is
    large enough nobody has two roles at once. `already` counts the turns everybody had in earlier rounds,
    role by role. The same seed gives the same roles.
    """
    had = already or {}
    given: list[list[Roles]] = [[{} for _table in tables] for tables in rounds]
    turns: Counter[str] = sum(had.values(), Counter())
    for offset, role in enumerate(_ORDER):
        candidates = [
            [_candidates(table, given[r][t], role, can_report) for t, table in enumerate(tables)]
            for r, tables in enumerate(rounds)
        ]
        order = _least_burdened(candidates, turns)
        for r, chosen in enumerate(rotate(order, seed + offset, already=had.get(role))):
            for t, who in enumerate(chosen):
                if who:
                    given[r][t][role] = who
                    turns[who] += 1
    return given


def _candidates(
    table: tuple[str, ...], given: Roles, role: TableRoleName, can_report: Callable[[str], bool]
) -> tuple[str, ...]:
    able = tuple(filter(can_report, table)) if role is TableRoleName.REPORTER else table
    free = tuple(who for who in able if who not in given.values())
    return free or able or table


def _least_burdened(candidates: list[list[tuple[str, ...]]], turns: Counter[str]) -> list[list[list[str]]]:
    """Put those with the fewest turns in other roles first: ties go to them."""
    return [[sorted(who, key=lambda one: (turns[one], one)) for who in tables] for tables in candidates]
