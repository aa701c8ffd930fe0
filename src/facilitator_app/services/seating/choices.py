"""What people wish to work on, and the clusters there are to choose from."""

from __future__ import annotations

from sqlmodel import col, delete, select

from facilitator_app import models as m
from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.enums import Desk
from facilitator_app.services.fields import line_of
from facilitator_app.services.rows import row_of
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _


def set_choices(
    file: WorkshopFile,
    workshop: str,
    participant_id: str,
    first: str | None,
    second: str | None = None,
    *,
    desk: Desk = Desk.PREPARE,
) -> Changes:
    """Keep the first and second cluster (ids) a person wishes to work on; None is no choice.

    Raises KnownError for one cluster twice, a second choice without a first, and ids that are gone.
    """
    with file.transact("Choose a cluster", desk) as transaction:
        session = transaction.session
        row_of(session, m.Workshop, workshop)
        row_of(session, m.Participant, participant_id)
        if second is not None and first in {None, second}:
            raise KnownError(
                _("A second choice is another cluster than the first."), _("Choose two clusters, or one.")
            )
        wanted = {n: row_of(session, m.Cluster, one).id for n, one in ((1, first), (2, second)) if one}
        held = session.exec(
            select(m.ClusterChoice).where(col(m.ClusterChoice.participant_id) == participant_id)
        ).all()
        if {one.choice: one.cluster_id for one in held} == wanted:
            return NOTHING_CHANGED
        session.exec(delete(m.ClusterChoice).where(col(m.ClusterChoice.participant_id) == participant_id))
        session.flush()
        for choice, cluster in wanted.items():
            session.add(
                m.ClusterChoice(
                    workshop_id=workshop, participant_id=participant_id, choice=choice, cluster_id=cluster
                )
            )
    return transaction.changes


def add_cluster(
    file: WorkshopFile, workshop: str, name: str, *, selected: bool = True, desk: Desk = Desk.PREPARE
) -> Changes:
    """Add a cluster under its English name, selected for the teams. Raises KnownError without a name."""
    with file.transact("Add a cluster", desk) as transaction:
        session = transaction.session
        row_of(session, m.Workshop, workshop)
        words = _named(name)
        query = select(m.Cluster).where(col(m.Cluster.workshop_id) == workshop)
        there = session.exec(query).all()
        codes = {one.code for one in there}
        code = next(f"K{n}" for n in range(1, len(codes) + 2) if f"K{n}" not in codes)
        session.add(
            m.Cluster(
                workshop_id=workshop,
                position=max((one.position for one in there), default=-1) + 1,
                code=code,
                name_english=words,
                selected=selected,
            )
        )
    return transaction.changes


def change_cluster(
    file: WorkshopFile,
    cluster_id: str,
    *,
    name: str | None = None,
    selected: bool | None = None,
    desk: Desk = Desk.PREPARE,
) -> Changes:
    """Rename a cluster (its English name) or select it for the teams, or not; what is None stays."""
    with file.transact("Change a cluster", desk) as transaction:
        row = row_of(transaction.session, m.Cluster, cluster_id)
        if name is not None:
            row.name_english = _named(name)
        if selected is not None:
            row.selected = selected
    return transaction.changes


def _named(name: str) -> str:
    words = line_of(name, _("Cluster"))
    if not words:
        raise KnownError(_("The cluster has no name."), _("Type a name people in the room know."))
    return words
