"""What people wish of the tables, which cluster they choose, and which rounds somebody looked at."""

from __future__ import annotations

from facilitator_app import models as m
from facilitator_app.content.json_text import JsonValue
from facilitator_app.services.exchange.gathering import Gathered
from facilitator_app.services.exchange.giving import Values, local_text, with_extra
from facilitator_app.services.exchange.layout import CHOICES, CONFIRMATIONS, WISHES


def seating_json(found: Gathered) -> dict[str, JsonValue]:
    """Return the lists that are not empty: few workshops have them."""
    lists: dict[str, list[JsonValue]] = {
        WISHES: [_wish(found, row) for row in found.wishes],
        CHOICES: [_choice(found, row) for row in found.choices],
        CONFIRMATIONS: [_confirmation(found, row) for row in found.confirmations],
    }
    return {name: rows for name, rows in lists.items() if rows}


def _wish(found: Gathered, row: m.SeatingWish) -> Values:
    table = found.code(row.table_id)
    values: Values = {
        "kind": row.kind,
        "participant": found.code(row.participant_id),
        "other": found.code(row.other_id) or None,
        "table": int(table) if table else None,
        "note": row.note,
    }
    return with_extra(row, values)


def _choice(found: Gathered, row: m.ClusterChoice) -> Values:
    values: Values = {
        "participant": found.code(row.participant_id),
        "choice": row.choice,
        "cluster": found.code(row.cluster_id),
    }
    return with_extra(row, values)


def _confirmation(found: Gathered, row: m.SeatingConfirmation) -> Values:
    values: Values = {
        "segment": found.code(row.segment_id),
        "at": local_text(row.at, found.workshop.zone),
    }
    return with_extra(row, values)
