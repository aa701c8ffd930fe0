"""The cards of the start screen, kept so that the first paint needs no database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from facilitator_app.records.library import LibraryCard
from facilitator_app.support.durable_text import write_text

FILE: Final = "cards.json"
_DATES: Final = {"start": date, "end": date, "opened_at": datetime, "backed_up_at": datetime}


def remembered(folder: Path) -> tuple[LibraryCard, ...]:
    """Return the cards as they were shown last; none where nothing (or nothing readable) is kept."""
    try:
        kept = json.loads((folder / FILE).read_text("utf-8"))
        return tuple(_card(one) for one in kept)
    except (OSError, ValueError, TypeError, AttributeError):
        return ()


def keep(folder: Path, cards: Sequence[LibraryCard]) -> None:
    """Keep the cards for the next start."""
    rows = [
        {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(card).items()
        }
        for card in cards
    ]
    write_text(folder / FILE, json.dumps(rows, ensure_ascii=False, indent=1))


def _card(kept: dict[str, Any]) -> LibraryCard:
    names = {field.name for field in fields(LibraryCard)}
    values = {name: value for name, value in kept.items() if name in names}
    for name, kind in _DATES.items():
        if values.get(name):
            values[name] = kind.fromisoformat(values[name])
    return LibraryCard(**values)
