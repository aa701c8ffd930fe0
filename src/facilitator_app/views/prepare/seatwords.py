"""What the screens say about a seating: sentences made of the facts of `rules.seating`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import RoundKind, TableRoleName
from facilitator_app.records.people import Participant
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.halfdays import session_of
from facilitator_app.rules.seating.facts import Fact, FactKind, language_facts, meeting_facts
from facilitator_app.rules.seating.wished import broken_in, tied
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.prepare.brokenwords import broken_words, lonely_words
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.languages import own_name
from facilitator_app.views.shared.tokens import Tone


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing to know about the tables; without words it only marks a table."""

    tone: Tone
    words: str
    segment_id: str = ""
    table: int | None = None


def rounds_of(record: WorkshopRecord) -> tuple[Segment, ...]:
    """Return the rounds: segments with table work that are on the clock."""
    return tuple(one for one in record.agenda.segments() if one.has_table_work and not one.parked)


def placed(record: WorkshopRecord) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return everybody who has a seat, by (segment id, table id) and in seat order, in one pass."""
    known = {one.id for one in record.participants}
    found: dict[tuple[str, str], list[tuple[bool, int, str]]] = {}
    for seat in record.seats:
        if seat.participant_id in known:
            order = (seat.seat_number is None, seat.seat_number or 0, seat.participant_id)
            found.setdefault((seat.segment_id, seat.table_id), []).append(order)
    return {key: tuple(one[2] for one in sorted(seats, key=lambda o: o[:2])) for key, seats in found.items()}


def away_in(record: WorkshopRecord, segment_id: str) -> frozenset[str]:
    """Return the ids of the people who are marked absent in the half-day of a round."""
    session = session_of(record.agenda, segment_id)
    return frozenset(
        one.participant_id for one in record.attendance if one.session == session and not one.present
    )


def sentences(record: WorkshopRecord) -> tuple[Sentence, ...]:
    """Return what is to be said about the whole seating: what is wrong first, then what is good."""
    roster = {one.id: one for one in record.participants}
    wrong: list[Sentence] = []
    gone: list[Sentence] = []
    alike: dict[tuple[object, ...], list[tuple[Fact, Segment]]] = {}
    rounds = rounds_of(record)
    sat = placed(record)
    seated = {one.id: tuple(sat.get((one.id, t.id), ()) for t in record.tables) for one in rounds}
    for one in rounds:
        tables = seated[one.id]
        if not any(tables):
            continue
        away = away_in(record, one.id)
        wrong += _unseated(record, one, tables, away)
        gone += _away(record, one, tables, away)
        there = tuple(tuple(who for who in table if who not in away) for table in tables)
        for fact in _facts_of(record, one, there):
            if fact.kind is not FactKind.LANGUAGE_SAFE:
                key = (fact.kind, fact.table, fact.people, tuple(fact.values.items()))
                alike.setdefault(key, []).append((fact, one))
    for found in alike.values():
        wrong += _said_once(found, roster)
    mixed = [seated[one.id] for one in rounds if one.round_kind is RoundKind.MIX]
    met = meeting_facts([t for t in mixed if any(t)], history=record.earlier_rounds, tied=tied(record))
    good = [_of(fact, roster) for fact in met]
    if not any(one.tone is Tone.RED for one in wrong) and any(map(any, seated.values())):
        safe = _("Every table shares a language and has somebody who can report in English.")
        good.insert(0, Sentence(Tone.GREEN, safe))
    order = [Tone.RED, Tone.AMBER]
    return (*sorted(wrong, key=lambda s: order.index(s.tone)), *gone, *good)


def _facts_of(record: WorkshopRecord, one: Segment, tables: tuple[tuple[str, ...], ...]) -> tuple[Fact, ...]:
    """Return what is to be said of the tables of one round: wishes first, then languages."""
    spoken = language_facts(
        tables,
        {person.id: person for person in record.participants},
        segment_id=one.id,
        numbers=[table.number for table in record.tables],
        report_language=record.details.working_language,
    )
    return (*broken_in(record, one.id, tables), *spoken)


def _said_once(found: Sequence[tuple[Fact, Segment]], roster: Mapping[str, Participant]) -> list[Sentence]:
    """Return one sentence for what is the same in several rounds; the others only mark their tables."""
    (fact, one), *more = found
    first = _of(fact, roster, one, rounds=len(found))
    marks = [Sentence(first.tone, "", segment.id, fact.table) for fact, segment in more]
    return [first, *marks]


def _unseated(
    record: WorkshopRecord, one: Segment, tables: Sequence[Sequence[str]], away: frozenset[str]
) -> list[Sentence]:
    left = [person for person in _left(record, tables) if person.id not in away]
    if not left:
        return []
    words = ngettext_(
        "{round}: {people} has no seat.",
        "{round}: {people} have no seat.",
        len(left),
    )
    return [Sentence(Tone.RED, words.format(round=isolate(one.title), people=names(left)), one.id)]


def _away(
    record: WorkshopRecord, one: Segment, tables: Sequence[Sequence[str]], away: frozenset[str]
) -> list[Sentence]:
    """Say who has no seat because they are not there: nothing to see to."""
    left = [person for person in _left(record, tables) if person.id in away]
    if not left:
        return []
    words = ngettext_("{round}: {people} is away.", "{round}: {people} are away.", len(left))
    return [Sentence(Tone.NEUTRAL, words.format(round=isolate(one.title), people=names(left)), one.id)]


def _left(record: WorkshopRecord, tables: Sequence[Sequence[str]]) -> list[Participant]:
    seated = {who for table in tables for who in table}
    return [p for p in record.participants if not p.withdrawn and p.id not in seated]


def _of(
    fact: Fact,
    roster: Mapping[str, Participant],
    one: Segment | None = None,
    *,
    rounds: int = 1,
) -> Sentence:
    tone = Tone.RED if fact.is_trouble else Tone.GREEN
    if fact.kind in {FactKind.SHARES_ONLY, FactKind.ALONE}:
        tone = Tone.AMBER
    elif fact.kind in {FactKind.MEETS_AGAIN, FactKind.MEETS_OTHERS}:
        tone = Tone.NEUTRAL
    who = names([roster[person] for person in fact.people if person in roster])
    language = own_name(str(fact.values.get("language", "")))
    words = _words(fact, who, isolate(language))
    if fact.kind is FactKind.WISH_BROKEN:
        words = broken_words(fact, roster)
    elif fact.kind is FactKind.ALONE:
        words = lonely_words(fact, roster)
    if one is not None and fact.table is not None:
        place = _("{round}, table {n}").format(round=isolate(one.title), n=fact.table)
        if rounds > 1:
            place = _("{count} rounds, table {n}").format(count=rounds, n=fact.table)
        words = _("{place}: {what}").format(place=place, what=words)
    return Sentence(tone, words, fact.segment_id, fact.table)


def _words(fact: Fact, who: str, language: str) -> str:
    count = int(fact.values.get("rounds", 0))
    if fact.kind is FactKind.MEETS_AGAIN:
        return _again_words(fact)
    if fact.kind is FactKind.NOBODY_TWICE:
        words = ngettext_("{n} round of mixing.", "Nobody meets anybody twice in {n} rounds.", count)
        return words.format(n=count)
    if fact.kind is FactKind.MEETS_OTHERS:
        fewest, most = fact.values["fewest"], fact.values["most"]
        if fewest == most:
            return _("Everybody meets {n} others.").format(n=most)
        return _("Everybody meets {fewest} to {most} others.").format(fewest=fewest, most=most)
    sentence = {
        FactKind.NO_COMMON_LANGUAGE: _("{people} cannot follow the others."),
        FactKind.SHARES_ONLY: _("{people} can talk with the others in {language} only."),
        FactKind.NO_REPORTER: _("nobody can report in {language}; it needs an interpreter."),
        FactKind.LANGUAGE_SAFE: _("Every table shares a language and has somebody who can report."),
        FactKind.PROVEN_BEST: _("Nobody can make people meet more evenly: proven best."),
    }.get(fact.kind, "")
    return sentence.format(people=who, language=language)


def _again_words(fact: Fact) -> str:
    pairs, times = int(fact.values["pairs"]), int(fact.values["most"])
    if times == 2:  # noqa: PLR2004 - twice
        words = ngettext_("{n} pair meets twice.", "{n} pairs meet twice.", pairs).format(n=pairs)
    else:
        words = ngettext_("{n} pair meets {most} times.", "{n} pairs meet again, up to {most} times.", pairs)
        words = words.format(n=pairs, most=times)
    fewest = int(fact.values.get("fewest", 0))
    if not 0 < fewest < int(fact.values.get("repeats", 0)):
        return words
    bound = ngettext_("{n} repeat cannot be avoided.", "At least {n} repeats cannot be avoided.", fewest)
    return f"{words} {bound.format(n=fewest)}"


def names(people: Sequence[Participant]) -> str:
    """Return names for a sentence, each isolated."""
    most = 3
    shown = [isolate(one.name) for one in people[:most]]
    if len(people) > most:
        rest = len(people) - most
        shown.append(ngettext_("{n} other", "{n} others", rest).format(n=rest))
    return _(", ").join(shown)


def role_words(role: TableRoleName) -> str:
    """Return the name of a role at a table."""
    return {
        TableRoleName.HOST: _("Host"),
        TableRoleName.SCRIBE: _("Scribe"),
        TableRoleName.TIMEKEEPER: _("Timekeeper"),
        TableRoleName.REPORTER: _("Reporter"),
    }[role]


def role_icon(role: TableRoleName) -> Icon:
    """Return the icon of a role at a table."""
    return {
        TableRoleName.HOST: Icon.PERSON,
        TableRoleName.SCRIBE: Icon.CAPTURE,
        TableRoleName.TIMEKEEPER: Icon.CLOCK,
        TableRoleName.REPORTER: Icon.MICROPHONE,
    }[role]
