"""The page of cluster teams with real records: choosing, formed, and before any cluster is selected."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from facilitator_app.records.enums import RoundKind
from facilitator_app.records.seating import ClusterChoice
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services.seating import propose_teams
from facilitator_app.views.prepare.teams import TeamsView
from tests.builders import kaunas


def with_choices(record: WorkshopRecord, silent: int = 4) -> WorkshopRecord:
    """Return the record with rounds of teams, and choices of all but the last few."""
    days = tuple(
        replace(
            day,
            segments=tuple(
                replace(s, round_kind=RoundKind.CLUSTER) if s.round_kind else s for s in day.segments
            ),
        )
        for day in record.agenda.days
    )
    record = replace(record, run_entries=(), report_backs=(), light_ratings=())
    selected = [one.id for one in record.clusters if one.selected]
    choices = []
    for place, person in enumerate(record.participants[: len(record.participants) - silent]):
        first, second = selected[place % 5 % 3], selected[(place % 5 + 1) % 3]
        choices.append(ClusterChoice(f"{person.id}-1", person.id, 1, first))
        choices.append(ClusterChoice(f"{person.id}-2", person.id, 2, second))
    return replace(record, agenda=replace(record.agenda, days=days), choices=tuple(choices))


def make_choices() -> QWidget:
    """Return the page while people choose: four have not."""
    view = TeamsView()
    view.show_workshop(with_choices(kaunas()))
    return view


def make_formed() -> QWidget:
    """Return the teams that were formed, and a move that is asked about."""
    view = TeamsView()
    record = with_choices(kaunas())
    view.show_workshop(record)
    proposal = propose_teams(record)
    view.show_proposal(proposal)
    view.result.lists[1].asked_for.emit(proposal.teams[0].people[0], "2")
    return view


def make_no_cluster() -> QWidget:
    """Return the page before any cluster is selected."""
    view = TeamsView()
    record = kaunas()
    view.show_workshop(replace(record, clusters=tuple(replace(c, selected=False) for c in record.clusters)))
    return view
