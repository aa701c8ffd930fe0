"""The board as rows and columns: pure functions of the record. Rows are cluster · table, never pooled."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import board as rules
from facilitator_app.rules.board import BoardKey, LightKey, StepSignal
from facilitator_app.rules.board import judgements as signals
from facilitator_app.rules.lights import Signal

__all__ = ["BoardRow", "LightKey", "LightsBoard", "StepSignal", "board", "signals"]


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
    disagreements: tuple[tuple[str, int], ...]


def board(record: WorkshopRecord) -> LightsBoard:
    """Return the board; where a table judged a step twice, the later segment's judgement is shown."""
    found = rules.signals(record)
    steps = tuple(sorted({key.step for key in found}))
    rows = dict.fromkeys((key.cluster_id, key.table_id) for key in found)
    return LightsBoard(
        steps,
        tuple(
            BoardRow(cluster, table, tuple(found.get(BoardKey(cluster, table, step)) for step in steps))
            for cluster, table in rows
        ),
        rules.disagreements(record),
    )
