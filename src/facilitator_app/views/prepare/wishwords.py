"""What the screens say about wishes for the tables: each one, what of them clashes, what a seating breaks."""

from __future__ import annotations

from facilitator_app.records.enums import WishKind
from facilitator_app.records.people import Participant
from facilitator_app.records.seating import SeatingWish
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.conflicts import Conflict, ConflictKind, Tie, TieKind, conflicts
from facilitator_app.rules.seating.wanted import RoundWanted
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.prepare.brokenwords import Roster, all_names, name_of
from facilitator_app.views.prepare.seatwords import away_in, rounds_of
from facilitator_app.views.shared.languages import own_name

ONE_OF_THEM = frozenset(
    {
        ConflictKind.TOGETHER_AND_APART,
        ConflictKind.INTERPRETER_APART,
        ConflictKind.TWO_TABLES,
        ConflictKind.LOCKED_OTHERWISE,
        ConflictKind.APART_AT_ONE_TABLE,
    }
)
"""What clashes by itself, whatever the number of tables: one of its ties has to go."""


def clashes_of(record: WorkshopRecord) -> tuple[Conflict, ...]:
    """Return the wishes of a workshop that cannot be kept in its rounds."""
    count = len(record.tables)
    rounds = [
        RoundWanted(one.id, one.round_kind, count, away_in(record, one.id))
        for one in rounds_of(record)
        if one.round_kind is not None
    ]
    language = record.details.working_language
    return conflicts(
        record.participants, rounds, record.wishes, record.seats, record.tables, report_language=language
    )


def wish_words(wish: SeatingWish, record: WorkshopRecord) -> str:
    """Return a wish as a sentence."""
    one = name_of(record.participant(wish.participant_id))
    if wish.kind is WishKind.AT_TABLE:
        table = record.table(wish.table_id)
        return _("{one} sits at table {n}.").format(one=one, n=table.number if table else "–")
    other = name_of(record.participant(wish.other_id))
    words = _("{one} and {other} sit together.")
    if wish.kind is WishKind.APART:
        words = _("{one} and {other} sit apart.")
    return words.format(one=one, other=other)


def interpreter_words(delegate: Participant, interpreter: Participant) -> str:
    """Return a delegate with their interpreter as a sentence."""
    words = _("{interpreter} interprets for {delegate}: they sit together.")
    return words.format(interpreter=name_of(interpreter), delegate=name_of(delegate))


def clash_words(conflict: Conflict, record: WorkshopRecord) -> str:
    """Return in a sentence what cannot be kept, with everybody it names and the rounds, if not all."""
    roster = {one.id: one for one in record.participants}
    words = _what_clashes(conflict, roster)
    titles = [isolate(one.title) for one in rounds_of(record) if one.id in conflict.rounds]
    if not titles:
        return words
    most = 2
    where = _(", ").join(titles)
    if len(titles) > most:
        where = ngettext_("{n} round", "{n} rounds", len(titles)).format(n=len(titles))
    return _("{place}: {what}").format(place=where, what=words)


def _what_clashes(conflict: Conflict, roster: Roster) -> str:
    people = all_names(conflict.people, roster)
    values = conflict.values
    if conflict.kind in ONE_OF_THEM:
        *before, last = [_asked(tie, roster) for tie in conflict.ties]
        clauses = _("{some}; but {last}").format(some=_("; ").join(before), last=last)
        words = ngettext_(
            "{what}. It cannot be kept.", "{what}. One of the {n} cannot be kept.", len(before) + 1
        )
        return words.format(what=clauses, n=len(before) + 1)
    if conflict.kind is ConflictKind.CANNOT_ALL:
        clauses = _("; ").join(_asked(tie, roster) for tie in conflict.ties)
        words = _("{what}. At {tables} tables of even size they cannot all be kept.")
        return words.format(what=clauses, tables=values["tables"])
    if conflict.kind is ConflictKind.INTERPRETER_ABSENT:
        delegate, interpreter = (name_of(roster.get(who)) for who in conflict.people)
        words = _("{interpreter} is not there, who interprets for {delegate}.")
        return words.format(interpreter=interpreter, delegate=delegate)
    if conflict.kind is ConflictKind.TOO_FEW_REPORTERS:
        return reporters_words(conflict, roster)
    if conflict.kind is ConflictKind.LANGUAGES_DO_NOT_FIT:
        return _languages_words(conflict, people)
    words = {
        ConflictKind.GROUP_TOO_LARGE: _(
            "{people} shall all sit together: {size} people, but the largest table has {seats} seats."
        ),
        ConflictKind.TABLE_TOO_FULL: _(
            "{people} shall sit at table {table}: {size} people, but it has {seats} seats at most."
        ),
        ConflictKind.NO_COMMON_LANGUAGE: _(
            "{people} shall sit together, but share no language, and nobody interprets."
        ),
        ConflictKind.TOO_MANY_APART: _(
            "{people} shall all sit apart: {size} people, but there are only {tables} tables."
        ),
    }[conflict.kind]
    return words.format(people=people, **{"size": len(conflict.people), **values})


def reporters_words(conflict: Conflict, roster: Roster) -> str:
    """Return that fewer people can report than there are tables."""
    language = isolate(own_name(str(conflict.values["language"])))
    count = len(conflict.people)
    if not count:
        return _("Nobody can report in {language}.").format(language=language)
    words = ngettext_(
        "Only {n} person can report in {language}, for {tables} tables: {people}.",
        "Only {n} people can report in {language}, for {tables} tables: {people}.",
        count,
    )
    people = all_names(conflict.people, roster)
    return words.format(n=count, language=language, tables=conflict.values["tables"], people=people)


def _languages_words(conflict: Conflict, people: str) -> str:
    words = ngettext_(
        "{people} does not follow {language}: at {tables} tables not everybody can sit with people "
        "they understand. It needs an interpreter.",
        "{people} do not follow {language}: at {tables} tables not everybody can sit with people "
        "they understand. It needs an interpreter.",
        len(conflict.people),
    )
    language = isolate(own_name(str(conflict.values["language"])))
    return words.format(people=people, language=language, tables=conflict.values["tables"])


def _asked(tie: Tie, roster: Roster) -> str:
    one, *more = [name_of(roster.get(who)) for who in tie.people]
    if tie.kind is TieKind.INTERPRETER:
        return _("{interpreter} interprets for {delegate}").format(interpreter=more[0], delegate=one)
    words = {
        TieKind.TOGETHER: _("{one} and {other} shall sit together"),
        TieKind.APART: _("{one} and {other} shall sit apart"),
        TieKind.AT_TABLE: _("{one} shall sit at table {n}"),
        TieKind.LOCKED: _("the seat of {one} is locked at table {n}"),
    }[tie.kind]
    return words.format(one=one, other=more[0] if more else "", n=tie.table)
