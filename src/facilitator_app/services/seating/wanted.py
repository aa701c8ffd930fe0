"""What the host wants of the tables, as the seating rules take it."""

from __future__ import annotations

from collections import Counter

from facilitator_app.records.enums import TableRoleName, WishKind
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.workshop import Wishes
from facilitator_app.services.seating.rounds import held_teams, history_of, rounds_of, tables_in
from facilitator_app.services.seating.wishes import MIXED


def wishes_of(record: WorkshopRecord, *, as_seated: bool = True) -> Wishes:
    """Return what the host wants of the tables, what was before, and who works on which cluster.

    Without `as_seated` nothing is as it was: the room has another number of tables. Wishes of people who
    have withdrawn are left out, and attributes that a data set brought and nobody knows.
    """
    here = {person.id for person in record.participants if not person.withdrawn}
    numbers = {table.id: table.number for table in record.tables}
    pairs: dict[WishKind, list[tuple[str, str]]] = {WishKind.TOGETHER: [], WishKind.APART: []}
    at_table = []
    for wish in record.wishes:
        if wish.participant_id in here and wish.other_id in here and wish.kind in pairs:
            pairs[wish.kind].append((wish.participant_id, wish.other_id))
        elif wish.participant_id in here and wish.table_id in numbers:
            at_table.append((wish.participant_id, numbers[wish.table_id]))
    held = rounds_of(record).held
    return Wishes(
        keep_together=tuple(pairs[WishKind.TOGETHER]),
        keep_apart=tuple(pairs[WishKind.APART]),
        cluster_of=_clusters(record),
        history=history_of(record),
        at_table=tuple(at_table),
        mix={name: weight for name, weight in record.details.mix_weights if name in MIXED},
        not_alone=tuple(name for name in record.details.not_alone if name in MIXED),
        teams=held_teams(record) if as_seated else None,
        roles_held=_roles_held(record),
        before=tables_in(record, held[-1].id) if held and as_seated else None,
    )


def _roles_held(record: WorkshopRecord) -> dict[TableRoleName, Counter[str]]:
    """Return how often each person had each role in the rounds that were held."""
    held = {segment.id for segment in rounds_of(record).held}
    counts: dict[TableRoleName, Counter[str]] = {role: Counter() for role in TableRoleName}
    for one in record.roles:
        if one.segment_id in held:
            counts[one.role][one.participant_id] += 1
    return counts


def _clusters(record: WorkshopRecord) -> dict[str, str]:
    """Return the selected cluster each person knows, by id: who knows none joins any team."""
    names = {
        name.casefold(): cluster.id
        for cluster in record.clusters
        if cluster.selected
        for name in (cluster.code, cluster.name_english, cluster.name_local)
        if name
    }
    known = {person.id: names.get(person.cluster_known.strip().casefold()) for person in record.participants}
    return {person: cluster for person, cluster in known.items() if cluster}
