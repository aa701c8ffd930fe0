"""What the screens say about a number of tables: what anybody can reach with it, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.schedule import schedule
from facilitator_app.rules.seating.choosing_tables import Found, Limit, TableChoice
from facilitator_app.rules.seating.conflicts import ConflictKind
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.prepare.agendawords import long_words, over_minutes
from facilitator_app.views.prepare.wishwords import ONE_OF_THEM, clash_words
from facilitator_app.views.shared.dates import clock_words
from facilitator_app.views.shared.runwords import spoken_minutes
from facilitator_app.views.shared.tokens import Tone


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to know about a number of tables."""

    tone: Tone
    words: str


def choice_lines(choice: TableChoice, record: WorkshopRecord) -> tuple[Line, ...]:
    """Return what is to be said about a number of tables: meetings, time, languages and wishes."""
    lines = [Line(*meeting_words(choice.limit, earlier=choice.history))]
    if choice.limit.rounds:
        lines.append(Line(Tone.NEUTRAL, _others_words(choice.limit)))
    if choice.found:
        lines.append(_found_line(choice.found))
    lines += _time_lines(choice)
    lines += _clash_lines(choice, record)
    if choice.refused:
        lines.append(Line(Tone.RED, choice.refused))
    return tuple(lines)


def size_words(limit: Limit) -> str:
    """Return how many people sit at a table."""
    if limit.smallest == limit.largest:
        words = ngettext_("{n} person at each table", "{n} people at each table", limit.largest)
        return words.format(n=limit.largest)
    return _("{few} or {many} people at a table").format(few=limit.smallest, many=limit.largest)


def meeting_words(limit: Limit, *, earlier: int = 0) -> tuple[Tone, str]:
    """Return whether anybody has to meet anybody twice, and in which round that begins."""
    rounds = limit.rounds
    if not rounds:
        return Tone.NEUTRAL, _("No round of mixing is still to come.")
    if limit.largest <= 1:
        return Tone.AMBER, _("Everybody sits alone.")
    if limit.is_free:
        words = ngettext_(
            "{n} round: nobody meets anybody twice.",
            "Nobody need meet anybody twice in {n} rounds: proven.",
            rounds,
        ).format(n=rounds)
        if earlier:
            more = _("Who met in earlier rounds is not counted here.")
            return Tone.GREEN, f"{words} {more}"
        return Tone.GREEN, words
    if limit.is_open:
        words = _("Whether somebody has to meet twice in {n} rounds only a plan can tell.")
        return Tone.NEUTRAL, words.format(n=rounds)
    least = ngettext_("at least {n} repeat", "at least {n} repeats", limit.repeats).format(n=limit.repeats)
    if 1 < limit.certain_rounds == limit.possible_rounds:
        words = _("Nobody meets twice in {free} rounds; {least} in {n}, whatever anybody computes.")
    elif limit.certain_rounds > 1:
        words = _("Nobody meets twice in {free} rounds or a few more; {least} in {n}: proven.")
    else:
        words = _("Repeats from round {first} on, whatever anybody computes: {least} in {n} rounds.")
    first = limit.possible_rounds + 1
    return Tone.AMBER, words.format(free=limit.certain_rounds, first=first, least=least, n=rounds)


def _others_words(limit: Limit) -> str:
    if limit.others >= limit.people - 1:
        return _("Everybody can meet everybody.")
    words = ngettext_(
        "Everybody can meet up to {n} other.", "Everybody can meet up to {n} others.", limit.others
    )
    return words.format(n=limit.others)


def _found_line(found: Found) -> Line:
    if found.broken or found.unsafe:
        parts = []
        if found.broken:
            parts.append(
                ngettext_("{n} wish broken", "wishes broken {n} times", found.broken).format(n=found.broken)
            )
        if found.unsafe:
            parts.append(
                ngettext_(
                    "{n} table without a language or a reporter",
                    "{n} tables without a language or a reporter",
                    found.unsafe,
                ).format(n=found.unsafe)
            )
        return Line(Tone.RED, _("A plan of some seconds: {what}.").format(what=_(", ").join(parts)))
    if not found.pairs:
        return Line(Tone.GREEN, _("Found: nobody meets anybody twice."))
    twice = 2
    if found.most == twice:
        words = ngettext_("{n} pair meets twice", "{n} pairs meet twice", found.pairs)
    else:
        words = ngettext_(
            "{n} pair meets {most} times", "{n} pairs meet again, up to {most} times", found.pairs
        )
    what = words.format(n=found.pairs, most=found.most)
    if found.is_proven:
        return Line(Tone.GREEN, _("Found: {what}; nobody can do better.").format(what=what))
    if found.fewest:
        words = _("Found in some seconds: {what}; nobody can have fewer than {n} repeats.")
        return Line(Tone.NEUTRAL, words.format(what=what, n=found.fewest))
    return Line(Tone.NEUTRAL, _("Found in some seconds: {what}.").format(what=what))


def _time_lines(choice: TableChoice) -> list[Line]:
    lines = []
    if choice.turn_seconds:
        lines.append(Line(Tone.NEUTRAL, _turn_words(choice.turn_seconds)))
    more = round(choice.more_seconds / 60)
    if more:
        words = _("Reporting back takes {time} less on the fullest day.")
        if more > 0:
            words = _("Reporting back takes {time} more on the fullest day.")
        lines.append(Line(Tone.NEUTRAL, words.format(time=long_words(abs(more)))))
    days = schedule(choice.agenda).days
    late = [day for day in days if over_minutes(day) > 0]
    if not late:
        lines.append(
            Line(Tone.GREEN, ngettext_("The day fits.", "All {n} days fit.", len(days)).format(n=len(days)))
        )
    for day in late:
        words = _("Day {day} ends {time}, {late} too late.").format(
            day=day.day.number, time=clock_words(day.planned_end), late=long_words(over_minutes(day))
        )
        lines.append(Line(Tone.AMBER, words))
    return lines


def _turn_words(seconds: int) -> str:
    return _("Each table reports {length} a round.").format(length=spoken_minutes(seconds))


def _clash_lines(choice: TableChoice, record: WorkshopRecord) -> list[Line]:
    told = [one for one in choice.clashes if one.kind is not ConflictKind.INTERPRETER_ABSENT]
    if not told:
        words = _("Every table can share a language and have somebody who reports.")
        if record.wishes:
            words = _("Every table can share a language and have somebody who reports; all wishes fit.")
        return [Line(Tone.GREEN, words)]
    lines = [Line(Tone.RED, clash_words(one, record)) for one in told if one.kind not in ONE_OF_THEM]
    if len(lines) < len(told):
        words = _("Some wishes clash at any number of tables: see “{page}”.").format(page=_("Wishes"))
        lines.append(Line(Tone.AMBER, words))
    return lines
