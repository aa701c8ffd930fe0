"""What rounds, tables, roles and languages are called on paper, short enough for a card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from facilitator_app.exports.seating_pdf.press import Press
from facilitator_app.exports.words import language_in_itself
from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import RoundKind, TableRoleName
from facilitator_app.records.seating import Table
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.languages import base_language, table_language
from facilitator_app.rules.seating.printed import Sitting, TableCard
from facilitator_app.rules.text import fold, isolate
from facilitator_app.support.wording import _

# A segment that works on more steps than this is known by its title.
_MOST_STEPS: Final = 2
_LONGEST: Final = 44
_TWO: Final = 2


def round_name(segment: Segment) -> str:
    """Return the short name of a round: “Step 2”, “Steps 6–7”, else its title, shortened, isolated."""
    if 0 < len(segment.steps) <= _MOST_STEPS:
        return _steps(segment.steps)
    title = " ".join(segment.title.split())
    short = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
    return isolate(short)


def sitting_name(sitting: Sitting) -> str:
    """Return the short name of rounds in which nobody moves: “Steps 3–12”, “Steps 1–7 · Clinic”."""
    parts: list[str] = []
    steps: list[int] = []
    for segment in sitting.segments:
        if 0 < len(segment.steps) <= _MOST_STEPS:
            steps += segment.steps
            continue
        parts += [_steps(steps)] if steps else []
        parts.append(round_name(segment))
        steps = []
    parts += [_steps(steps)] if steps else []
    return " · ".join(dict.fromkeys(parts))


def sitting_title(sitting: Sitting) -> str:
    """Return the whole title of a round; the short names where one sitting serves several."""
    if len(sitting.segments) == 1:
        return " ".join(sitting.segments[0].title.split())
    return sitting_name(sitting)


def day_words(record: WorkshopRecord, sitting: Sitting) -> str:
    """Return on which days people sit so: “Day 1”, “Days 1–2”; nothing in a workshop of one day."""
    if len(record.agenda.days) < _TWO:
        return ""
    ids = {segment.id for segment in sitting.segments}
    days = [day.number for day in record.agenda.days if ids & {one.id for one in day.segments}]
    if len(days) == 1:
        return _("Day {n}").format(n=days[0])
    return _("Days {first}–{last}").format(first=days[0], last=days[-1])


def table_name(table: Table) -> str:
    """Return the name somebody gave a table; nothing where it only says its number again."""
    name = table.name.strip()
    numbered = {fold(f"Table {table.number}"), fold(_("Table {n}").format(n=table.number)), str(table.number)}
    return "" if fold(name) in numbered else name


def cluster_names(record: WorkshopRecord, card: TableCard) -> tuple[tuple[str, str], ...]:
    """Return what a table's cluster team is called, as (name, language), where teams sit together."""
    if not any(segment.round_kind is RoundKind.CLUSTER for segment in card.sitting.segments):
        return ()
    cluster = record.cluster(card.table.cluster_id)
    if cluster is None:
        return ()
    names = {cluster.name_local.strip(): cluster.language, cluster.name_english.strip(): "en"}
    return tuple((name, language) for name, language in names.items() if name)


def table_languages(record: WorkshopRecord, card: TableCard) -> tuple[str, ...]:
    """Return what the people of a table talk and, where it is another, report in (BCP 47).

    As in the room's scene: mixed rounds seat other people than the ones whose language the table was given,
    so it is the language they share; where they share none, the table's own.
    """
    roster = {one.id: one for one in record.participants}
    shared = table_language(card.people, roster).shared
    talks = card.table.discussion_language
    if shared is not None and shared != base_language(talks):
        talks = shared
    return tuple(dict.fromkeys(tag for tag in (talks, card.table.report_language) if tag))


def language_names(tags: Sequence[str]) -> str:
    """Return languages in their own names: “Lietuvių · English”."""
    return " · ".join(isolate(language_in_itself(tag)) for tag in tags)


def role_words(role: TableRoleName) -> str:
    """Return what somebody does at a table."""
    return {
        TableRoleName.HOST: _("Host"),
        TableRoleName.SCRIBE: _("Scribe"),
        TableRoleName.TIMEKEEPER: _("Timekeeper"),
        TableRoleName.REPORTER: _("Reporter"),
    }[role]


def roles_at(record: WorkshopRecord, card: TableCard) -> dict[str, list[str]]:
    """Return by person id what each does at a card's table; where roles rotate, in which round."""
    rounds = [segment.id for segment in card.sitting.segments]
    held: dict[tuple[str, TableRoleName], set[str]] = {}
    for one in record.roles:
        if one.table_id == card.table.id and one.segment_id in rounds and one.participant_id in card.people:
            held.setdefault((one.participant_id, one.role), set()).add(one.segment_id)
    found: dict[str, list[str]] = {}
    order = list(TableRoleName)
    for (person, role), where in sorted(held.items(), key=lambda item: order.index(item[0][1])):
        words = role_words(role)
        if len(where) < len(rounds):
            part = Sitting(tuple(one for one in card.sitting.segments if one.id in where), {})
            words = _("{role} ({round})").format(role=words, round=sitting_name(part))
        found.setdefault(person, []).append(words)
    return found


def printed_at(press: Press) -> str:
    """Return when a sheet was printed, so that an old one is told from a new one; nothing without a time."""
    if press.now is None:
        return ""
    moment = press.now.wall.astimezone(press.zone)
    day = press.words.short_day(moment.date())
    return _("Printed {day}, {time}").format(day=isolate(day), time=press.words.clock(moment))


def _steps(numbers: Sequence[int]) -> str:
    numbers = sorted(set(numbers))
    if len(numbers) == 1:
        return _("Step {n}").format(n=numbers[0])
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
    return _("Steps {numbers}").format(numbers=said)
