"""The lights board: cluster · table by step, a word in every language, clearly seen reds named."""

from __future__ import annotations

from typing import Final

from facilitator_app.records.enums import LightColour
from facilitator_app.records.room import RoomSignal, RoomText
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import board as rules
from facilitator_app.rules.board import BoardKey
from facilitator_app.rules.lights import Signal, SignalColour
from facilitator_app.services.room import whitelist
from facilitator_app.services.room.words import ENGLISH, Languages, in_each, say

_WORDS: Final = {
    SignalColour.GREEN: "green",
    SignalColour.AMBER: "amber",
    SignalColour.RED: "red",
    SignalColour.NOT_ENOUGH: "too few",
}


def cells(record: WorkshopRecord, languages: Languages) -> tuple[RoomSignal, ...]:
    """Return the cells of the board: rows with a cluster first, each row's steps in order."""
    tables = {table.id: table.number for table in record.tables}
    return tuple(
        RoomSignal(
            row=_row(record, key, tables.get(key.table_id, 0)),
            column=say("Step {n}", languages[0], n=key.step) or say("Step {n}", ENGLISH, n=key.step),
            colour="MIXED" if signal.mixed else signal.colour.value,
            word=_word(signal),
            words=in_each(languages, _word(signal)),
        )
        for key, signal in rules.signals(record).items()
    )


def clear_reds(
    record: WorkshopRecord, steps: tuple[int, ...], languages: Languages
) -> tuple[tuple[LightColour, RoomText], ...]:
    """Return every red that a table has clearly seen, most tables first, in every language that has it.

    While a step is at work its own reds are named; all of them when no step runs or it has none yet.
    """
    of_steps = {
        one.item for one in record.light_ratings if one.colour is LightColour.RED and one.step in steps
    }
    seen = rules.clear_reds(record)
    own = [one for one in seen if one[0] in of_steps]
    lights = {light.item: light for light in record.light_items}
    return tuple(
        (LightColour.RED, _at_tables(text, tables))
        for item, tables in own or seen
        if item in lights
        for text in whitelist.light_text(record, lights[item], languages)
    )


def differences(record: WorkshopRecord, languages: Languages) -> tuple[RoomText, ...]:
    """Return where tables of one cluster came to different colours: a finding, in every language."""
    apart = rules.disagreements(record)
    if not apart:
        return ()
    lines = []
    for heading in in_each(languages, "Tables see it differently:"):
        places = ", ".join(
            f"{_cluster_name(record, cluster)} {say('Step {n}', heading.language, n=step)}"
            for cluster, step in apart
        )
        lines.append(RoomText(f"{heading.text} {places}", heading.language))
    return tuple(lines)


def _row(record: WorkshopRecord, key: BoardKey, number: int) -> RoomText:
    cluster = record.cluster(key.cluster_id)
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


def _at_tables(text: RoomText, tables: tuple[int, ...]) -> RoomText:
    numbers = ", ".join(str(number) for number in tables)
    return RoomText(f"{text.text} ({numbers})", text.language)
