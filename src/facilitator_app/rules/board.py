"""The lights board: one signal for every cluster, table and step; rows are never pooled.

The one place where ratings become signals: screens, room, report and command line read it here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from facilitator_app.records.enums import LightColour
from facilitator_app.records.findings import LightItem, LightRating
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.lights import Rating, Signal, Thresholds, signal_of, tables_disagree


@dataclass(frozen=True, slots=True)
class BoardKey:
    """One cell: the cluster the table worked for (or none), the table, the step."""

    cluster_id: str | None
    table_id: str
    step: int


@dataclass(frozen=True, slots=True)
class LightKey:
    """Who judged what, and when: segment (or none), step, table, cluster (or none)."""

    segment_id: str | None
    step: int
    table_id: str
    cluster_id: str | None

    @property
    def cell(self) -> BoardKey:
        """The cell of the board in which this judgement is shown."""
        return BoardKey(self.cluster_id, self.table_id, self.step)


@dataclass(frozen=True, slots=True)
class StepSignal:
    """The signal of one table for one step; `clear_reds` of the signal are item codes."""

    key: LightKey
    signal: Signal


def judgements(record: WorkshopRecord, thresholds: Thresholds | None = None) -> tuple[StepSignal, ...]:
    """Return a signal for everything that was judged, by step, then table, then cluster, then segment.

    All lights of the step count, rated or not. Something judged again in a later segment has a signal for
    each time. Raises ValueError for a rating other than 0, 1, 2 or None.
    """
    given: dict[LightKey, list[LightRating]] = defaultdict(list)
    for one in record.light_ratings:
        given[LightKey(one.segment_id, one.step, one.table_id, one.cluster_id)].append(one)
    lights: dict[int, list[LightItem]] = defaultdict(list)
    for light in record.light_items:
        lights[light.step].append(light)
    order = _Order(record)
    return tuple(
        StepSignal(key, _signal(lights[key.step], given[key], thresholds))
        for key in sorted(given, key=order.judgement)
    )


def signals(record: WorkshopRecord, thresholds: Thresholds | None = None) -> dict[BoardKey, Signal]:
    """Return the signal of every cell in which anybody has rated anything, by cluster, table and step.

    Where a table judged a step twice, the later segment's judgement is shown. Cells without a cluster come
    last.
    """
    latest = {one.key.cell: one.signal for one in judgements(record, thresholds) if one.signal.rated}
    return {key: latest[key] for key in sorted(latest, key=_Order(record).cell)}


def signal_in(record: WorkshopRecord, key: BoardKey, thresholds: Thresholds | None = None) -> Signal:
    """Return the signal of one cell, rated or not."""
    lights = [light for light in record.light_items if light.step == key.step]
    return signals(record, thresholds).get(key) or _signal(lights, [], thresholds)


def disagreements(record: WorkshopRecord) -> tuple[tuple[str, int], ...]:
    """Return (cluster, step) wherever tables of one cluster came to different colours: a finding.

    By step, then cluster. A table without enough information disagrees with nobody.
    """
    by_cluster: dict[tuple[str, int], list[Signal]] = defaultdict(list)
    for key, signal in signals(record).items():
        if key.cluster_id is not None:
            by_cluster[key.cluster_id, key.step].append(signal)
    order = _Order(record)
    apart = [key for key, given in by_cluster.items() if tables_disagree(given)]
    return tuple(sorted(apart, key=lambda key: (key[1], order.cluster(key[0]))))


def clear_reds(record: WorkshopRecord) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return (item code, table numbers) of every red that a table has clearly seen, most tables first."""
    seen: dict[str, set[int]] = defaultdict(set)
    numbers = {table.id: table.number for table in record.tables}
    for one in record.light_ratings:
        if one.colour is LightColour.RED and one.rating == Rating.CLEARLY:
            seen[one.item].add(numbers.get(one.table_id, 0))
    order = sorted(seen, key=lambda item: (-len(seen[item]), item))
    return tuple((item, tuple(sorted(seen[item]))) for item in order)


def _signal(lights: list[LightItem], ratings: list[LightRating], thresholds: Thresholds | None) -> Signal:
    given = {one.item: one.rating for one in ratings}
    colours = {light.item: light.colour for light in lights}
    for one in ratings:
        colours.setdefault(one.item, one.colour)  # a light the host has taken out since it was rated
    green = {item: given.get(item) for item, colour in colours.items() if colour is LightColour.GREEN}
    red = {item: given.get(item) for item, colour in colours.items() if colour is LightColour.RED}
    return signal_of(green, red, thresholds)


class _Order:
    """Places of clusters, tables and segments as people know them."""

    def __init__(self, record: WorkshopRecord) -> None:
        self._clusters = {cluster.id: place for place, cluster in enumerate(record.clusters)}
        self._tables = {table.id: table.number for table in record.tables}
        self._segments = {segment.id: place for place, segment in enumerate(record.agenda.segments())}

    def judgement(self, key: LightKey) -> tuple[int, int, int, int]:
        """Return where a judgement stands in the list."""
        segment = self._segments.get(key.segment_id or "", -1)
        return key.step, self._tables.get(key.table_id, 0), self.cluster(key.cluster_id), segment

    def cell(self, key: BoardKey) -> tuple[bool, int, int, int]:
        """Return where a cell stands on the board: clusters first, tables without one last."""
        table = self._tables.get(key.table_id, 0)
        return key.cluster_id is None, self.cluster(key.cluster_id), table, key.step

    def cluster(self, cluster: str | None) -> int:
        """Return the place of a cluster; behind all others where it is unknown."""
        return self._clusters.get(cluster or "", len(self._clusters))
