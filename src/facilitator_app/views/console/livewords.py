"""The words about tables while the room works: who sits where, who moves, what is left of a table."""

from __future__ import annotations

from facilitator_app.records.agenda import Segment
from facilitator_app.records.people import Participant
from facilitator_app.records.run import RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import halfdays
from facilitator_app.rules.seating.arrivals import Placing, PlacingReason
from facilitator_app.rules.seating.live import LEAST_AT_A_TABLE
from facilitator_app.rules.seating.mending import RoundMend, TablesOffer
from facilitator_app.rules.text import fold, isolate
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.shared.languages import own_name
from facilitator_app.views.shared.runwords import short_title


def running_round(record: WorkshopRecord, state: RunState) -> Segment | None:
    """Return the round of table work that runs, if one does."""
    found = record.agenda.segment(state.position.segment_id) if state.position else None
    return found if found is not None and found.has_table_work else None


def round_for(record: WorkshopRecord, state: RunState) -> Segment | None:
    """Return the round that runs, else the next one to come that has seats."""
    here = running_round(record, state)
    if here is not None:
        return here
    seated = {seat.segment_id for seat in record.seats}
    begun = {entry.position.segment_id for entry in record.run_entries}
    coming = (s for s in record.agenda.segments() if s.has_table_work and not s.parked and s.id not in begun)
    return next((s for s in coming if s.id in seated), None)


def missing(record: WorkshopRecord, segment_id: str) -> frozenset[str]:
    """Return who is not there in a round: withdrawn, replaced, or noted as absent in its half-day."""
    session = halfdays.session_of(record.agenda, segment_id)
    away = {a.participant_id for a in record.attendance if a.session == session and not a.present}
    return frozenset(away | {p.id for p in record.participants if p.withdrawn or p.replaced_by_id})


def people_at(record: WorkshopRecord, segment_id: str) -> dict[int, tuple[Participant, ...]]:
    """Return who is there at each table (by number) of a round."""
    gone = missing(record, segment_id)
    return {
        table.number: tuple(p for p in record.seated(segment_id, table.id) if p.id not in gone)
        for table in sorted(record.tables, key=lambda table: table.number)
    }


def half_day_words(name: str) -> str:
    """Return a half-day such as `D1-PM` in words; a name of another kind as it is."""
    day, _dash, half = name.partition("-")
    words = {"AM": _("day {n}, morning"), "PM": _("day {n}, afternoon")}.get(half)
    return words.format(n=day[1:]) if words and day.startswith("D") else name


def left_words(record: WorkshopRecord, segment: Segment) -> str:
    """Return “Table 2 has 2 people left.” for every table with one or two; nothing where none has."""
    found = []
    for number, people in people_at(record, segment.id).items():
        if 0 < len(people) < LEAST_AT_A_TABLE:
            words = ngettext_(
                "Table {table} has {n} person left.", "Table {table} has {n} people left.", len(people)
            )
            found.append(words.format(table=number, n=len(people)))
    return " ".join(found)


def placing_words(record: WorkshopRecord, person: Participant, where: Placing | None) -> str:
    """Return where somebody sits and why, such as “Nino sits at table 3: English is spoken there”."""
    name = isolate(person.name)
    if where is None:
        return _("{name} is on the list. There is no round to come.").format(name=name)
    if where.reason is PlacingReason.NO_LANGUAGE:
        lost = [p.name for p in record.participants if p.id in where.lost]
        words = ngettext_(
            "{name} sits at table {n}. They share no language: {people} needs an interpreter.",
            "{name} sits at table {n}. They share no language: {people} need an interpreter.",
            len(lost),
        )
        return words.format(name=name, n=where.table, people=listed(lost))
    sentence = {
        PlacingReason.INTERPRETER: _("{name} sits at table {n}: the interpreter is there."),
        PlacingReason.REPORTER: _("{name} sits at table {n}: nobody else there can report in English."),
        PlacingReason.WISH: _("{name} sits at table {n}, as was wished."),
    }.get(where.reason)
    if sentence is None:
        spoken = [own_name(tag) for tag in where.languages]
        sentence = ngettext_(
            "{name} sits at table {n}: {languages} is spoken there.",
            "{name} sits at table {n}: {languages} are spoken there.",
            len(spoken),
        )
        return sentence.format(name=name, n=where.table, languages=listed(spoken))
    return sentence.format(name=name, n=where.table)


def listed(words: list[str]) -> str:
    """Return “Ona, Jonas and Rasa”, each in isolation."""
    apart = [isolate(one) for one in words]
    if len(apart) < 2:  # noqa: PLR2004 - one needs no “and”
        return "".join(apart)
    return _("{some} and {last}").format(some=_(", ").join(apart[:-1]), last=apart[-1])


def offer_words(record: WorkshopRecord, offer: TablesOffer) -> tuple[str, str]:
    """Return what would be done, “2 people move”, and who, from where to where and why, line by line."""
    first = offer.rounds[0]
    n = len({move.person for one in offer.rounds for move in one.mend.moves})
    title = ngettext_("{n} person moves", "{n} people move", n).format(n=n)
    lines = [_why(first), *_moves(record, first)]
    others = [one for one in offer.rounds[1:] if one.mend.moves != first.mend.moves]
    alike = len(offer.rounds) - len(others) - 1
    if alike:
        words = ngettext_("The same in {n} round to come.", "The same in {n} rounds to come.", alike)
        lines.append(words.format(n=alike))
    for one in others:
        segment = record.agenda.segment(one.segment_id)
        lines += [f"{isolate(short_title(segment))}:" if segment else "", *_moves(record, one)]
    if not all(one.mend.safe for one in offer.rounds):
        lines.append(_("One table will need an interpreter or somebody who reports."))
    return title, "\n".join(filter(None, lines))


def _why(one: RoundMend) -> str:
    words = [
        ngettext_("Table {table} has {n} person left.", "Table {table} has {n} people left.", n).format(
            table=table, n=n
        )
        for table, n in one.mend.small
    ]
    return " ".join(words)


def _moves(record: WorkshopRecord, one: RoundMend) -> list[str]:
    return [
        _("{name}: table {way}").format(name=isolate(person.name), way=way_words(move.origin, move.target))
        for move in one.mend.moves
        if (person := record.participant(move.person)) is not None
    ]


def way_words(origin: int | None, target: int) -> str:
    """Return “1 → 2”, which runs from left to right in any language: the arrow points to where one goes."""
    return isolate(f"{origin or ''} → {target}".strip())


def found_people(people: tuple[Participant, ...], typed: str) -> tuple[Participant, ...]:
    """Return who is meant by a few letters of a name in any script: a whole name before a beginning."""
    wanted = fold(typed).strip()
    if not wanted:
        return ()
    names = {p.id: fold(f"{p.name} {p.given_name} {p.family_name} {p.native_name}") for p in people}
    tiers = (
        [p for p in people if f" {wanted} " in f" {names[p.id]} "],
        [p for p in people if fold(p.name).startswith(wanted) or fold(p.native_name).startswith(wanted)],
        [p for p in people if f" {wanted}" in f" {names[p.id]}"],
        [p for p in people if wanted in names[p.id]],
    )
    return next((tuple(tier) for tier in tiers if tier), ())
