"""Signals and board: pure functions of the record. Rows are cluster · table; tables are never pooled."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from facilitator_app.records.enums import LightColour
from facilitator_app.records.findings import LightItem, LightRating
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.lights import Signal, signal_of, tables_disagree


@dataclass(frozen=True, slots=True)
class LightKey:
    """Who judged what, and when: segment (or none), step, table, cluster (or none)."""

    segment_id: str | None
    step: int
    table_id: str
    cluster_id: str | None


@dataclass(frozen=True, slots=True)
class StepSignal:
    """The signal of one table for one step; `clear_reds` of the signal are item codes."""

    key: LightKey
    signal: Signal


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One cluster at one table; one cell per column of the board, None where nothing was rated."""

    cluster_id: str | None
    table_id: str
    cells: tuple[Signal | None, ...]


@dataclass(frozen=True, slots=True)
class LightsBoard:
    """All signals, a column for each step; `disagreements` are (cluster, step): a finding to talk about."""

    steps: tuple[int, ...]
    rows: tuple[BoardRow, ...]
    disagreements: tuple[tuple[str | None, int], ...]


def signals(record: WorkshopRecord) -> tuple[StepSignal, ...]:
    """Return a signal for everything that was rated, by step, then table, then cluster, then segment.

    All lights of the step count, rated or not. Something judged again in a later segment has a signal for
    each time.
    """
    found: dict[LightKey, list[LightRating]] = defaultdict(list)
    for one in record.light_ratings:
        found[LightKey(one.segment_id, one.step, one.table_id, one.cluster_id)].append(one)
    items: dict[int, list[LightItem]] = defaultdict(list)
    for item in record.light_items:
        items[item.step].append(item)
    order = _Order(record)
    return tuple(
        StepSignal(key, _signal(items[key.step], found[key])) for key in sorted(found, key=order.place)
    )


def board(record: WorkshopRecord) -> LightsBoard:
    """Return the board; where a table judged a step twice, the later segment's judgement is shown."""
    latest: dict[tuple[str | None, str, int], Signal] = {}
    for one in signals(record):
        latest[one.key.cluster_id, one.key.table_id, one.key.step] = one.signal
    steps = tuple(sorted({step for _cluster, _table, step in latest}))
    order = _Order(record)
    rows = sorted({(cluster, table) for cluster, table, _step in latest}, key=lambda row: order.row(*row))
    by_cluster: dict[tuple[str | None, int], list[Signal]] = defaultdict(list)
    for (cluster, _table, step), signal in latest.items():
        if cluster is not None:
            by_cluster[cluster, step].append(signal)
    return LightsBoard(
        steps,
        tuple(
            BoardRow(cluster, table, tuple(latest.get((cluster, table, step)) for step in steps))
            for cluster, table in rows
        ),
        tuple(key for key in sorted(by_cluster, key=order.finding) if tables_disagree(by_cluster[key])),
    )


def _signal(items: list[LightItem], ratings: list[LightRating]) -> Signal:
    given = {one.item: one.rating for one in ratings}
    colours = {item.item: item.colour for item in items} | {one.item: one.colour for one in ratings}
    green = {code: given.get(code) for code, colour in colours.items() if colour is LightColour.GREEN}
    red = {code: given.get(code) for code, colour in colours.items() if colour is LightColour.RED}
    return signal_of(green, red)


class _Order:
    """Places of clusters, tables and segments as people know them."""

    def __init__(self, record: WorkshopRecord) -> None:
        self._clusters = {cluster.id: place for place, cluster in enumerate(record.clusters)}
        self._tables = {table.id: table.number for table in record.tables}
        self._segments = {segment.id: place for place, segment in enumerate(record.agenda.segments())}

    def place(self, key: LightKey) -> tuple[int, int, int, int]:
        """Return where a signal stands in the list."""
        segment = self._segments.get(key.segment_id or "", -1)
        return key.step, self._tables.get(key.table_id, 0), self._cluster(key.cluster_id), segment

    def row(self, cluster: str | None, table: str) -> tuple[int, int]:
        """Return where a row stands on the board: clusters first, tables without one last."""
        return self._cluster(cluster), self._tables.get(table, 0)

    def finding(self, key: tuple[str | None, int]) -> tuple[int, int]:
        """Return where a disagreement stands in the list."""
        return self._cluster(key[0]), key[1]

    def _cluster(self, cluster: str | None) -> int:
        return self._clusters.get(cluster or "", len(self._clusters))
