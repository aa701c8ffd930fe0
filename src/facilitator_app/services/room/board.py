"""The lights board: cluster · table by step, a word in every language, clearly seen reds named."""

from __future__ import annotations

from collections import defaultdict
from typing import Final, TypeAlias

from facilitator_app.records.enums import LightColour
from facilitator_app.records.findings import LightItem
from facilitator_app.records.room import RoomSignal, RoomText
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.lights import Rating, Signal, SignalColour, signal_of, tables_disagree
from facilitator_app.services.room import whitelist
from facilitator_app.services.room.words import ENGLISH, Languages, in_each, say

Key: TypeAlias = tuple[str | None, str, int]
"""Cluster (or none), table, step."""

_WORDS: Final = {
    SignalColour.GREEN: "green",
    SignalColour.AMBER: "amber",
    SignalColour.RED: "red",
    SignalColour.NOT_ENOUGH: "too few",
}


def signals(record: WorkshopRecord) -> dict[Key, Signal]:
    """Return the signal of every (cluster, table, step) that anybody has rated."""
    ratings: dict[Key, dict[str, int | None]] = defaultdict(dict)
    for one in record.light_ratings:
        ratings[one.cluster_id, one.table_id, one.step][one.item] = one.rating
    return {
        key: signal_of(
            _of_colour(record, key[2], LightColour.GREEN, given),
            _of_colour(record, key[2], LightColour.RED, given),
        )
        for key, given in ratings.items()
        if any(rating is not None for rating in given.values())
    }


def cells(record: WorkshopRecord, languages: Languages) -> tuple[RoomSignal, ...]:
    """Return the cells of the board: rows with a cluster first, each row's steps in order."""
    found = signals(record)
    tables = {table.id: table.number for table in record.tables}
    clusters = [cluster.id for cluster in record.clusters]

    def place(key: Key) -> tuple[bool, int, int, int]:
        cluster = clusters.index(key[0]) if key[0] in clusters else len(clusters)
        return key[0] is None, cluster, tables.get(key[1], 0), key[2]

    return tuple(
        RoomSignal(
            row=_row(record, key, tables.get(key[1], 0)),
            column=say("Step {n}", languages[0], n=key[2]) or say("Step {n}", ENGLISH, n=key[2]),
            colour="MIXED" if found[key].mixed else found[key].colour.value,
            word=_word(found[key]),
            words=in_each(languages, _word(found[key])),
        )
        for key in sorted(found, key=place)
    )


def clear_reds(
    record: WorkshopRecord, steps: tuple[int, ...], languages: Languages
) -> tuple[tuple[LightColour, RoomText], ...]:
    """Return every red that a table has clearly seen, most tables first, in every language that has it.

    While a step is at work its own reds are named; all of them when no step runs or it has none yet.
    """
    seen: dict[str, set[int]] = defaultdict(set)
    of_steps: set[str] = set()
    numbers = {table.id: table.number for table in record.tables}
    for one in record.light_ratings:
        if one.colour is LightColour.RED and one.rating == Rating.CLEARLY:
            seen[one.item].add(numbers.get(one.table_id, 0))
            of_steps.update({one.item} if one.step in steps else ())
    lights = {light.item: light for light in record.light_items}
    order = sorted(of_steps or seen, key=lambda item: (-len(seen[item]), item))
    return tuple(
        (LightColour.RED, _at_tables(text, seen[item]))
        for item in order
        if item in lights
        for text in whitelist.light_text(record, lights[item], languages)
    )


def differences(record: WorkshopRecord, languages: Languages) -> tuple[RoomText, ...]:
    """Return where tables of one cluster came to different colours: a finding, in every language."""
    by_cluster: dict[tuple[str, int], list[Signal]] = defaultdict(list)
    for (cluster, _table, step), signal in signals(record).items():
        if cluster is not None:
            by_cluster[cluster, step].append(signal)
    apart = [key for key, given in by_cluster.items() if tables_disagree(given)]
    if not apart:
        return ()
    lines = []
    for heading in in_each(languages, "Tables see it differently:"):
        places = ", ".join(
            f"{_cluster_name(record, cluster)} {say('Step {n}', heading.language, n=step)}"
            for cluster, step in sorted(apart, key=lambda key: (key[1], key[0]))
        )
        lines.append(RoomText(f"{heading.text} {places}", heading.language))
    return tuple(lines)


def _of_colour(
    record: WorkshopRecord, step: int, colour: LightColour, given: dict[str, int | None]
) -> dict[str, int | None]:
    items = [one.item for one in record.light_items if _is(one, step, colour)]
    first = colour.value[0].upper()
    own = [item for item in given if item not in items and item.upper().startswith(first)]
    return {item: given.get(item) for item in (*items, *own)}


def _is(light: LightItem, step: int, colour: LightColour) -> bool:
    return light.step == step and light.colour is colour


def _row(record: WorkshopRecord, key: Key, number: int) -> RoomText:
    cluster = record.cluster(key[0])
    language = record.details.working_language or ENGLISH
    table = say("Table {n}", language, n=number) or say("Table {n}", ENGLISH, n=number)
    if cluster is None:
        return RoomText(table, language)
    name = whitelist.cluster_name(record, cluster)
    return RoomText(f"{name.text} ·\u00a0{number}", name.language)


def _cluster_name(record: WorkshopRecord, cluster_id: str) -> str:
    cluster = record.cluster(cluster_id)
    return whitelist.cluster_name(record, cluster).text if cluster else ""


def _word(signal: Signal) -> str:
    return "mixed" if signal.mixed else _WORDS[signal.colour]


def _at_tables(text: RoomText, tables: set[int]) -> RoomText:
    numbers = ", ".join(str(number) for number in sorted(tables))
    return RoomText(f"{text.text} ({numbers})", text.language)
