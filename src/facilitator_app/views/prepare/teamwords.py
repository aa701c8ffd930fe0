"""What is said about cluster teams: who got what they chose, who did not and why, and what a move costs."""

from __future__ import annotations

from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.forming import Neither, TeamProposal, Why, moved
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.shared.languages import own_name

MOST_NAMED = 4


def cluster_words(record: WorkshopRecord, cluster_id: str) -> str:
    """Return a cluster's names, the English one first, each once."""
    found = record.cluster(cluster_id)
    names = (found.name_english, found.name_local) if found else ()
    return " · ".join(dict.fromkeys(isolate(name) for name in names if name))


def choice_sentence(proposal: TeamProposal) -> str:
    """Say how many got their first choice and how many their second."""
    if not proposal.chose:
        return _("Nobody has chosen yet: the teams are even in size and mixed.")
    said = ngettext_(
        "{first} of {n} person who chose got the first choice, {second} the second.",
        "{first} of {n} people who chose got their first choice, {second} their second.",
        proposal.chose,
    )
    return said.format(first=proposal.first, n=proposal.chose, second=proposal.second)


def language_sentence(proposal: TeamProposal) -> str:
    """Say whether every team shares a language and has a reporter."""
    if not proposal.unsafe:
        return _("Every team shares a language and has somebody who can report.")
    numbers = ", ".join(str(one) for one in proposal.unsafe)
    said = ngettext_(
        "Table {tables} has no language for all, or nobody who can report.",
        "Tables {tables} have no language for all, or nobody who can report.",
        len(proposal.unsafe),
    )
    return said.format(tables=numbers)


def neither_sentences(record: WorkshopRecord, proposal: TeamProposal) -> tuple[str, ...]:
    """Say of everybody who got neither choice why; the last sentence counts the rest."""
    said = [_neither(record, proposal, one) for one in proposal.neither[:MOST_NAMED]]
    rest = len(proposal.neither) - MOST_NAMED
    if rest > 0:
        words = ngettext_("{n} more person got neither choice.", "{n} more people got neither choice.", rest)
        said.append(words.format(n=rest))
    worked = {team.cluster_id for team in proposal.teams}
    for cluster in proposal.task.clusters:
        if cluster not in worked:
            words = _("No table works on {cluster}: too few people chose it first.")
            said.append(words.format(cluster=cluster_words(record, cluster)))
    return tuple(said)


def move_sentence(record: WorkshopRecord, proposal: TeamProposal, person_id: str, table: int) -> str:
    """Say what it costs or gives to move one person to another table."""
    after = moved(proposal, person_id, table)
    person = record.participant(person_id)
    name = isolate(person.name) if person else ""
    said = [_("If {name} moves to Table {n}:").format(name=name, n=table)]
    if after.unsafe != proposal.unsafe:
        said.append(language_sentence(after))
    elif after.broken > proposal.broken:
        said.append(_("a wish for who sits together, apart or at one table is broken."))
    if (after.first, after.second) != (proposal.first, proposal.second):
        words = _("{first} get their first choice (now {was}), {second} their second (now {had}).")
        said.append(
            words.format(first=after.first, was=proposal.first, second=after.second, had=proposal.second)
        )
    sizes = [len(team.people) for team in after.teams]
    if max(sizes) - min(sizes) > 1:
        said.append(_("Tables then hold {least} to {most} people.").format(least=min(sizes), most=max(sizes)))
    if len(said) == 1:
        said.append(_("nobody loses anything."))
    return " ".join(said)


def _neither(record: WorkshopRecord, proposal: TeamProposal, one: Neither) -> str:
    person = record.participant(one.participant_id)
    words = {
        Why.FULL: _("{name} got neither: the tables of both clusters are full."),
        Why.LANGUAGE: _("{name} got neither: no table there shares a language with {name}."),
        Why.REPORTER: _("{name} got neither: Table {n} needed somebody who speaks {language}."),
        Why.WISH: _("{name} got neither: a wish or an interpreter holds {name} at Table {n}."),
    }[one.why]
    return words.format(
        name=isolate(person.name) if person else "",
        n=one.table,
        language=isolate(own_name(proposal.task.report_language)),
    )
