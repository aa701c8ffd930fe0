"""Who takes over what somebody did at a table who is no longer there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from facilitator_app.records.enums import TableRoleName
from facilitator_app.rules.seating.roles import Roles

Turns = Counter[tuple[TableRoleName, str]]
"""How often somebody (id) had a role in other rounds."""

_ORDER = (TableRoleName.REPORTER, TableRoleName.HOST, TableRoleName.SCRIBE, TableRoleName.TIMEKEEPER)


def hand_over(people: Sequence[str], given: Roles, can_report: Callable[[str], bool], turns: Turns) -> Roles:
    """Return the roles of a table at which only `people` (ids) sit; those who are there keep theirs.

    A role that fell free goes to somebody with none, who had it least often, then who did least; a reporter
    is chosen among those who can report, anybody where nobody can. A table nobody sits at has no roles.
    """
    kept = {role: who for role, who in given.items() if who in people}
    for role in _ORDER:
        if role in given and role not in kept and people:
            kept[role] = _heir(people, kept, role, can_report, turns)
    return kept


def _heir(
    people: Sequence[str], kept: Roles, role: TableRoleName, can_report: Callable[[str], bool], turns: Turns
) -> str:
    able = [who for who in people if can_report(who)] if role is TableRoleName.REPORTER else list(people)
    free = [who for who in able if who not in kept.values()]
    did = Counter({who: sum(turns[one, who] for one in TableRoleName) for who in people})
    return min(free or able or people, key=lambda who: (turns[role, who], did[who], people.index(who)))
