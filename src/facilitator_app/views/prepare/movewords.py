"""What a movement of the hand would mean, and what a new plan changed, in words."""

from __future__ import annotations

from collections.abc import Mapping

from facilitator_app.records.people import Participant
from facilitator_app.rules.seating.moving import Effect
from facilitator_app.rules.seating.replanned import Replanned
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.prepare.seatwords import names
from facilitator_app.views.shared.tokens import Tone


def effect_words(effect: Effect, roster: Mapping[str, Participant]) -> tuple[str, ...]:
    """Return everything to be said of a movement, the gravest first; never empty."""
    said: list[str] = []
    if effect.lost:
        said.append(_("no common language for {people}").format(people=_named(effect.lost, roster)))
    for number in effect.no_reporter:
        said.append(_("nobody left to report at table {n}").format(n=number))
    if effect.broken:
        said.append(_("against the wish for {people}").format(people=_named(effect.broken, roster)))
    if effect.too_few is not None:
        said.append(_("too few left at table {n}").format(n=effect.too_few))
    if effect.again > 0:
        said.append(
            ngettext_("+{n} pair meets again", "+{n} meet again", effect.again).format(n=effect.again)
        )
    if effect.alike:
        said.append(_("same organisation as {people}").format(people=_named(effect.alike, roster)))
    said += [_("helps table {n}").format(n=number) for number in effect.helped]
    if effect.again < 0:
        fewer = -effect.again
        words = ngettext_("better: {n} pair fewer meets again", "better: {n} pairs fewer meet again", fewer)
        said.append(words.format(n=fewer))
    elif effect.again == 0 and effect.worth < 0:
        said.append(_("better: meetings are more even"))
    if effect.sizes is not None:
        stay, there = effect.sizes
        said.append(_("{there} people there, {stay} stay").format(there=there, stay=stay))
    return tuple(said) or (_("nothing gets worse"),)


def effect_tone(effect: Effect) -> Tone:
    """Return how a movement is to be taken."""
    if effect.forbidden or effect.too_few is not None:
        return Tone.RED
    if effect.again > 0 or effect.worth > 0 or effect.alike:
        return Tone.AMBER
    return Tone.GREEN if effect.better else Tone.NEUTRAL


def short_words(effect: Effect, roster: Mapping[str, Participant]) -> str:
    """Return the gravest thing in as few words as a cell has room for."""
    if effect.lost:
        return _("no common language")
    if effect.no_reporter:
        return _("nobody left to report")
    if effect.broken:
        return _("against a wish")
    if effect.again > 0:
        return ngettext_("+{n} meets again", "+{n} meet again", effect.again).format(n=effect.again)
    if effect.alike:
        return _("same organisation")
    if effect.again < 0:
        return ngettext_("{n} pair fewer", "{n} pairs fewer", -effect.again).format(n=-effect.again)
    return effect_words(effect, roster)[0]


def replanned_words(found: Replanned) -> str:
    """Return what a new plan changed, in one sentence."""
    if not found.people:
        return _("The plan is as good as it was: nobody changes tables.")
    rounds = ngettext_("{n} round", "{n} rounds", found.rounds).format(n=found.rounds)
    words = ngettext_(
        "{n} person changes tables in {rounds}", "{n} people change tables in {rounds}", found.people
    )
    moved = words.format(n=found.people, rounds=rounds)
    if found.again < 0:
        more = ngettext_("{n} pair fewer meets again", "{n} pairs fewer meet again", -found.again)
        return _("{moved}; {pairs}.").format(moved=moved, pairs=more.format(n=-found.again))
    if found.again > 0:
        more = ngettext_("{n} pair more meets again", "{n} pairs more meet again", found.again)
        return _("{moved}; {pairs}.").format(moved=moved, pairs=more.format(n=found.again))
    return _("{moved}; as many pairs meet again as before.").format(moved=moved)


def carried_words(person: Participant) -> str:
    """Return what is said when somebody is taken up and no target is chosen yet."""
    return _("{person} in hand: choose a table.").format(person=isolate(person.name))


def target_words(
    person: Participant,
    place: str,
    other: Participant | None,
    effect: Effect,
    roster: Mapping[str, Participant],
) -> str:
    """Return the sentence for one target: where, with whom, and what it would mean."""
    what = _("; ").join(effect_words(effect, roster))
    if other is not None:
        words = _("{person} and {other} ({place}) change places: {what}.")
        return words.format(person=isolate(person.name), other=isolate(other.name), place=place, what=what)
    return _("{person} to {place}: {what}.").format(person=isolate(person.name), place=place, what=what)


def _named(people: tuple[str, ...], roster: Mapping[str, Participant]) -> str:
    return names([roster[who] for who in people if who in roster])
