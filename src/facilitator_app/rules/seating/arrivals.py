"""Somebody who comes when the others sit already: the table is chosen so that nobody has to move."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from facilitator_app.rules.seating.languages import table_language
from facilitator_app.rules.seating.live import SittingRound, common_languages, interpreted_pairs


class PlacingReason(StrEnum):
    """What decided most: the interpreter sits there, a wish, a missing reporter, a language, or room."""

    INTERPRETER = "interpreter"
    WISH = "wish"
    REPORTER = "reporter"
    LANGUAGE = "language"
    NO_LANGUAGE = "no_language"


@dataclass(frozen=True, slots=True)
class Placing:
    """Where somebody sits now: the table's number, the languages everybody there follows, and why there.

    `lost` cannot follow the others (there is no language in common): they need an interpreter.
    """

    table: int
    languages: tuple[str, ...]
    reason: PlacingReason
    lost: tuple[str, ...] = ()


def choose_table(who: str, now: SittingRound) -> int | None:
    """Return the place (index) of the table for somebody who comes, None where there are no tables.

    In this order: where the interpreter is; not alone; a language in common; a reporter where none is;
    the host's wishes; no chair too many; nobody who could only listen; the fewest who met before; the
    smallest; the first.
    """
    ranked = [(_rank(who, now, place), place) for place in range(len(now.tables))]
    return min(ranked)[-1] if ranked else None


def placing(who: str, now: SittingRound) -> Placing | None:
    """Return where somebody sits in a round, and what speaks for it; None for somebody without a seat."""
    place = next((n for n, people in enumerate(now.tables) if who in people), None)
    if place is None:
        return None
    people = now.tables[place]
    others = tuple(one for one in people if one != who)
    languages = common_languages(people, now.roster)
    lost = () if languages else table_language(people, now.roster).lost
    return Placing(now.numbers[place], languages, _reason(who, now, place, others), lost)


def _rank(who: str, now: SittingRound, place: int) -> tuple[int, ...]:
    people = tuple(one for one in now.tables[place] if one != who)
    after = (*people, who)
    everybody = {one for table in now.tables for one in table} | {who}
    beside = {one for pair in interpreted_pairs(now.roster) if who in pair for one in pair} & everybody - {
        who
    }
    mute, _silent = now.faults(after)
    helps = now.can_report.isdisjoint(people) and who in now.can_report
    needed = who in now.can_report and any(now.faults(table)[1] for table in now.tables)
    return (
        len(beside - set(people)),
        int(not people and len(everybody) > 1),
        mute,
        int(needed and not helps),
        now.wishes_broken(place, after) - now.wishes_broken(place, people) - _kept(who, now, people),
        int(len(after) > -(-len(everybody) // len(now.tables))),
        int(who in table_language(after, now.roster).outsiders),
        now.meetings(who, people),
        len(people),
        now.numbers[place],
    )


def _kept(who: str, now: SittingRound, people: tuple[str, ...]) -> int:
    """Return how many wishes to sit together come true at a table."""
    return sum(who in pair and bool(pair & set(people)) for pair in now.together)


def _reason(who: str, now: SittingRound, place: int, others: tuple[str, ...]) -> PlacingReason:
    beside = set(others)
    if any(who in pair and pair & beside for pair in interpreted_pairs(now.roster)):
        return PlacingReason.INTERPRETER
    if now.faults((*others, who))[0]:
        return PlacingReason.NO_LANGUAGE
    if others and now.faults(others)[1] and who in now.can_report:
        return PlacingReason.REPORTER
    if now.at_table.get(who) == now.numbers[place] or _kept(who, now, others):
        return PlacingReason.WISH
    return PlacingReason.LANGUAGE
