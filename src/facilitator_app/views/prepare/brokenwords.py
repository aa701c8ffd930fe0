"""What a seating does not keep of what was wished, in sentences with names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from facilitator_app.records.people import Participant
from facilitator_app.rules.seating.facts import Fact
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _, ngettext_

Roster = Mapping[str, Participant]


def broken_words(fact: Fact, roster: Roster) -> str:
    """Return what a seating does not keep, with everybody's name."""
    people = all_names(fact.people, roster)
    if fact.values.get("wish") == "interpreter":
        one, other = (isolate(roster[who].name) for who in fact.people)
        words = _("{interpreter} interprets for {delegate}, but they sit at different tables.")
        return words.format(interpreter=other, delegate=one)
    number = fact.values.get("number", "")
    words = {
        "together": _("{people} were to sit together; they do not."),
        "apart": _("{people} were to sit apart; they sit together."),
        "at_table": _("{people} was to sit at table {n}, but does not."),
        "locked": _("The seat of {people} is locked at table {n}, but they sit elsewhere."),
    }[str(fact.values["wish"])]
    return words.format(people=people, n=number)


def lonely_words(fact: Fact, roster: Roster) -> str:
    """Return who is the only one of their kind at a table."""
    words = {
        "gender": ngettext_(
            "{people} is the only woman or man.",
            "{people} are the only woman and the only man.",
            len(fact.people),
        ),
        "country": ngettext_(
            "{people} is the only one of a country.",
            "{people} are each the only one of a country.",
            len(fact.people),
        ),
        "org": ngettext_(
            "{people} is the only one of an organisation.",
            "{people} are each the only one of an organisation.",
            len(fact.people),
        ),
        "sector": ngettext_(
            "{people} is the only one of a sector.",
            "{people} are each the only one of a sector.",
            len(fact.people),
        ),
    }[str(fact.values["attribute"])]
    return words.format(people=all_names(fact.people, roster))


def all_names(people: Iterable[str], roster: Roster) -> str:
    """Return all names for a sentence, the last after “and”, each isolated."""
    shown = [name_of(roster.get(who)) for who in people]
    if len(shown) <= 1:
        return "".join(shown)
    return _("{some} and {last}").format(some=_(", ").join(shown[:-1]), last=shown[-1])


def name_of(person: Participant | None) -> str:
    """Return a name for a sentence, isolated; a dash for nobody."""
    return isolate(person.name) if person else "–"
