"""The qualities of a seating in words: a short one for its mark, a sentence for the tired reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.qualities import Quality, QualityKind, qualities
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.prepare.seatwords import Sentence, sentences
from facilitator_app.views.shared.tokens import Tone


@dataclass(frozen=True, slots=True)
class QualityShown:
    """One quality on the screen: its name, a few words, whether proven best, and the sentences."""

    kind: QualityKind
    tone: Tone
    name: str
    proven: bool
    lines: tuple[Sentence, ...]
    marks: tuple[tuple[str, int], ...] = ()
    """(Segment id, table number) of the tables with something wrong."""


def shown_qualities(record: WorkshopRecord) -> tuple[QualityShown, ...]:
    """Return the qualities with their sentences; what is wrong with languages and seats is in the first."""
    told = sentences(record)
    marks = tuple((s.segment_id, s.table) for s in told if s.tone is Tone.RED and s.table is not None)
    wrong = [s for s in told if s.words and s.tone is not Tone.GREEN and (s.segment_id or s.table)]
    made = []
    for one in qualities(record):
        lines = [_as_sentence(one, record)]
        if one.kind is QualityKind.LANGUAGES:
            lines = _without_seat(wrong) + ([] if any(s.tone is Tone.RED for s in wrong) else lines)
        tone = min((s.tone for s in lines), key=_gravity)
        proven = one.proven and tone is Tone.GREEN and one.kind in _PROVABLE
        mine = marks if one.kind is QualityKind.LANGUAGES else ()
        made.append(QualityShown(one.kind, tone, _NAMES[one.kind](), proven, tuple(lines), mine))
    return tuple(made)


def _without_seat(wrong: list[Sentence]) -> list[Sentence]:
    """Return the sentences with those about missing seats as one, where they are of several rounds."""
    unseated = [one for one in wrong if one.tone is Tone.RED and one.segment_id and one.table is None]
    if len(unseated) <= 1:
        return wrong
    words = ngettext_(
        "In {n} round somebody has no seat; the last column names them.",
        "In {n} rounds somebody has no seat; the last column names them.",
        len({one.segment_id for one in unseated}),
    )
    told = Sentence(Tone.RED, words.format(n=len({one.segment_id for one in unseated})))
    return [told, *(one for one in wrong if one not in unseated)]


def _gravity(tone: Tone) -> int:
    order: Sequence[Tone] = (Tone.RED, Tone.AMBER, Tone.GREEN, Tone.NEUTRAL)
    return order.index(tone)


def _as_sentence(one: Quality, record: WorkshopRecord) -> Sentence:
    tone, words = {
        QualityKind.LANGUAGES: _languages,
        QualityKind.MEETINGS: _meetings,
        QualityKind.MIX: _mix,
        QualityKind.ROLES: _roles,
        QualityKind.SIZES: _sizes,
        QualityKind.WORST: lambda quality: _worst(quality, record),
        QualityKind.MOVES: _moves,
    }[one.kind](one)
    return Sentence(tone, words, one.segment_id)


def _languages(one: Quality) -> tuple[Tone, str]:
    if one.value:
        return Tone.RED, _("Not every table shares a language and has somebody who can report.")
    return Tone.GREEN, _("Every table shares a language and has somebody who can report.")


def _meetings(one: Quality) -> tuple[Tone, str]:
    fewest, most = one.values["fewest"], one.values["most"]
    met = _("Everybody meets {fewest} to {most} others").format(fewest=fewest, most=most)
    if fewest == most:
        met = ngettext_("Everybody meets {n} other", "Everybody meets {n} others", most).format(n=most)
    again, times = one.values["again"], one.values["times"]
    if not again:
        pairs = _("nobody meets twice")
    elif times > 2:  # noqa: PLR2004 - more often than twice
        pairs = ngettext_(
            "{n} pair meets again, {most} times", "{n} pairs meet again, up to {most} times", again
        ).format(n=again, most=times)
    else:
        pairs = ngettext_("{n} pair meets twice", "{n} pairs meet twice", again).format(n=again)
    if one.proven:
        best = _("proven best: nobody can have fewer") if again else _("proven best")
        if times > 2:  # noqa: PLR2004 - fewer pairs could meet again, were they to meet still oftener
            best = _("proven best: nobody can make people meet more evenly")
        return Tone.GREEN, _("{met}; {pairs} – {best}.").format(met=met, pairs=pairs, best=best)
    return Tone.NEUTRAL, _("{met}; {pairs}.").format(met=met, pairs=pairs)


def _mix(one: Quality) -> tuple[Tone, str]:
    names = (
        ("org", _("one organisation")),
        ("sector", _("one sector")),
        ("country", _("one country")),
        ("gender", _("one gender")),
    )
    parts = []
    for key, name in names:
        count, least = one.values.get(key, 0), one.values.get(f"least_{key}", 0)
        if not count:
            continue
        words = ngettext_("{n} pair from {name}", "{n} pairs from {name}", count).format(n=count, name=name)
        if count == least:
            parts.append(_("{pairs} (cannot be avoided)").format(pairs=words))
        else:
            parts.append(_("{pairs} ({least} cannot be avoided)").format(pairs=words, least=least))
    if not parts:
        return Tone.GREEN, _("Nobody sits with somebody of the same organisation, sector, country or gender.")
    told = _("At one table: {pairs}.").format(pairs=_(", ").join(parts))
    if one.proven:
        return Tone.GREEN, _("{told} Proven best.").format(told=told)
    avoidable = one.values.get("org", 0) > one.values.get("least_org", 0)
    return (Tone.AMBER if avoidable else Tone.NEUTRAL), told


def _roles(one: Quality) -> tuple[Tone, str]:
    fewest, most = one.values["fewest"], one.values["most"]
    if fewest == most:
        words = ngettext_(
            "Everybody who can report does so once", "Everybody who can report does so {n} times", most
        ).format(n=most)
    elif fewest == 0 and most == 1:
        words = _("Nobody reports twice")
    elif most == fewest + 1:
        words = _("Everybody reports {fewest} or {most} times").format(fewest=fewest, most=most)
    else:
        words = _("People report {fewest} to {most} times").format(fewest=fewest, most=most)
    missing = one.values["missing"]
    if missing:
        more = ngettext_("{n} table has no reporter yet", "{n} tables have no reporter yet", missing)
        return Tone.AMBER, _("{words}; {more}.").format(words=words, more=more.format(n=missing))
    if one.proven:
        return Tone.GREEN, _("{words} – proven best.").format(words=words)
    return Tone.AMBER, _("{words}.").format(words=words)


def _sizes(one: Quality) -> tuple[Tone, str]:
    fewest, most, small = one.values["fewest"], one.values["most"], one.values["small"]
    if fewest == most:
        words = ngettext_("{n} person at every table.", "{n} people at every table.", most).format(n=most)
    elif most == fewest + 1:
        words = _("{fewest} or {most} people at every table.").format(fewest=fewest, most=most)
    else:
        words = _("{fewest} to {most} people at a table.").format(fewest=fewest, most=most)
    if small:
        more = ngettext_("{n} table has fewer than 3.", "{n} tables have fewer than 3.", small)
        return Tone.AMBER, _("{words} {more}").format(words=words, more=more.format(n=small))
    return (Tone.GREEN if one.proven else Tone.NEUTRAL), words


def _worst(one: Quality, record: WorkshopRecord) -> tuple[Tone, str]:
    segment = record.agenda.segment(one.segment_id)
    again, org = one.values["again"], one.values["org"]
    parts = []
    if again:
        words = ngettext_("{n} pair meets again there", "{n} pairs meet again there", again)
        parts.append(words.format(n=again))
    if org:
        words = ngettext_("{n} pair is from one organisation", "{n} pairs are from one organisation", org)
        parts.append(words.format(n=org))
    words = _("The weakest is table {n} in {round}: {what}.")
    title = isolate(segment.title) if segment else ""
    return Tone.NEUTRAL, words.format(n=one.values["number"], round=title, what=_(", ").join(parts))


def _moves(one: Quality) -> tuple[Tone, str]:
    fewest, most = one.values["fewest"], one.values["most"]
    if not most:
        return Tone.NEUTRAL, _("Nobody changes tables between rounds.")
    if fewest == most:
        words = ngettext_("Everybody changes tables once.", "Everybody changes tables {n} times.", most)
        return Tone.NEUTRAL, words.format(n=most)
    return Tone.NEUTRAL, _("People change tables {fewest} to {most} times.").format(fewest=fewest, most=most)


_PROVABLE = frozenset({QualityKind.MEETINGS, QualityKind.MIX, QualityKind.ROLES})
_NAMES = {
    QualityKind.LANGUAGES: lambda: _("Seats and languages"),
    QualityKind.MEETINGS: lambda: _("Who meets whom"),
    QualityKind.MIX: lambda: _("Mix"),
    QualityKind.ROLES: lambda: _("Reporting"),
    QualityKind.SIZES: lambda: _("Sizes"),
    QualityKind.WORST: lambda: _("Weakest table"),
    QualityKind.MOVES: lambda: _("Changes"),
}
