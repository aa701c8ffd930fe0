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
    said = [*_forbidding(effect, roster), *_meeting(effect)]
    if effect.alike:
        said.append(_("same organisation as {people}").format(people=_named(effect.alike, roster)))
    said += [_("helps table {n}").format(n=number) for number in effect.helped]
    if effect.sizes is not None:
        stay, there = effect.sizes
        said.append(_("{there} people there, {stay} stay").format(there=there, stay=stay))
    return tuple(said) or (_("nothing gets worse"),)


def effect_tone(effect: Effect) -> Tone:
    """Return how a movement is to be taken."""
    if effect.forbidden or effect.too_few is not None:
        return Tone.RED
    if effect.worth > 0 or effect.alike:
        return Tone.AMBER
    return Tone.GREEN if effect.better else Tone.NEUTRAL


def short_words(effect: Effect) -> str:
    """Return the gravest thing in as few words as a cell has room for."""
    few = (
        (bool(effect.lost), _("no common language")),
        (bool(effect.no_reporter), _("nobody left to report")),
        (bool(effect.broken), _("against a wish")),
        (effect.too_few is not None, _("too few left")),
        (effect.worth > 0 >= effect.again, _("less even")),
        (
            effect.worth > 0,
            ngettext_("+{n} meets again", "+{n} meet again", effect.again).format(n=effect.again),
        ),
        (bool(effect.alike), _("same organisation")),
        (
            effect.worth < 0 and effect.again < 0,
            ngettext_("{n} pair fewer", "{n} pairs fewer", -effect.again).format(n=-effect.again),
        ),
        (effect.worth < 0, _("more even")),
        (bool(effect.helped), _("helps")),
    )
    return next((words for so, words in few if so), _("no worse"))


def _forbidding(effect: Effect, roster: Mapping[str, Participant]) -> list[str]:
    said = []
    if effect.lost:
        said.append(_("no common language for {people}").format(people=_named(effect.lost, roster)))
    said += [_("nobody left to report at table {n}").format(n=number) for number in effect.no_reporter]
    if effect.broken:
        said.append(_("against the wish for {people}").format(people=_named(effect.broken, roster)))
    if effect.too_few is not None:
        said.append(_("too few left at table {n}").format(n=effect.too_few))
    return said


def _meeting(effect: Effect) -> list[str]:
    """Say what becomes of pairs that meet again: their number, and where it stays, whether more evenly."""
    if effect.worth > 0 >= effect.again:
        return [_("meetings are less even")]
    if effect.worth > 0:
        words = ngettext_("+{n} pair meets again", "+{n} pairs meet again", effect.again)
        return [words.format(n=effect.again)]
    if effect.worth < 0 and effect.again < 0:
        words = ngettext_(
            "better: {n} pair fewer meets again", "better: {n} pairs fewer meet again", -effect.again
        )
        return [words.format(n=-effect.again)]
    return [_("better: meetings are more even")] if effect.worth < 0 else []


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
