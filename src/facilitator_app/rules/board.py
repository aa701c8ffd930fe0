"""The lights board: one signal for every cluster, table and step; rows are never pooled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from facilitator_app.records.enums import LightColour
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.lights import Signal, Thresholds, signal_of


@dataclass(frozen=True, slots=True)
class BoardKey:
    """One cell: the cluster the table worked for (or none), the table, the step."""

    cluster_id: str | None
    table_id: str
    step: int


def signals(record: WorkshopRecord, thresholds: Thresholds | None = None) -> dict[BoardKey, Signal]:
    """Return the signal of every cell in which anybody has rated anything, by cluster, table and step."""
    ratings: dict[BoardKey, dict[str, int | None]] = defaultdict(dict)
    for one in record.light_ratings:
        ratings[BoardKey(one.cluster_id, one.table_id, one.step)][one.item] = one.rating
    rated = {
        key: given for key, given in ratings.items() if any(value is not None for value in given.values())
    }
    order = _order(record)
    return {
        key: signal_of(
            _of_colour(record, key.step, LightColour.GREEN, rated[key]),
            _of_colour(record, key.step, LightColour.RED, rated[key]),
            thresholds,
        )
        for key in sorted(rated, key=order)
    }


def signal_in(record: WorkshopRecord, key: BoardKey, thresholds: Thresholds | None = None) -> Signal:
    """Return the signal of one cell, rated or not."""
    given = {
        one.item: one.rating
        for one in record.light_ratings
        if BoardKey(one.cluster_id, one.table_id, one.step) == key
    }
    green = _of_colour(record, key.step, LightColour.GREEN, given)
    return signal_of(green, _of_colour(record, key.step, LightColour.RED, given), thresholds)


def _order(record: WorkshopRecord) -> Callable[[BoardKey], tuple[bool, int, int, int]]:
    clusters = {cluster.id: place for place, cluster in enumerate(record.clusters)}
    tables = {table.id: table.number for table in record.tables}

    def place(key: BoardKey) -> tuple[bool, int, int, int]:
        cluster = clusters.get(key.cluster_id or "", len(clusters))
        return key.cluster_id is None, cluster, tables.get(key.table_id, 0), key.step

    return place


def _of_colour(
    record: WorkshopRecord, step: int, colour: LightColour, given: dict[str, int | None]
) -> dict[str, int | None]:
    items = [one.item for one in record.light_items if one.step == step and one.colour is colour]
    own = [item for item in given if item not in items and item.upper().startswith(colour.value[0].upper())]
    return {item: given.get(item) for item in (*items, *own)}
