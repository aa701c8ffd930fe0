"""The card of one workshop file, read without opening the file for work."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import text as sql
from sqlmodel import Session as DbSession

from facilitator_app.records.library import LibraryCard
from facilitator_app.services.library.reading import looking_into
from facilitator_app.store.files import list_backups
from facilitator_app.support.errors import KnownError

_COVER: Final = sql('SELECT id, title, start, "end", place, course FROM workshops ORDER BY start, id LIMIT 1')
_STEPS: Final = sql("""
    SELECT ss.step AS step, max(EXISTS (
        SELECT 1 FROM run_entries r WHERE r.segment_id = s.id AND r.ended_wall IS NOT NULL
        UNION ALL
        SELECT 1 FROM report_backs b JOIN report_points p ON p.report_back_id = b.id WHERE b.segment_id = s.id
    )) AS done
    FROM segment_steps ss JOIN segments s ON s.id = ss.segment_id JOIN days d ON d.id = s.day_id
    WHERE d.workshop_id = :workshop AND NOT s.parked GROUP BY ss.step
""")


def card_of(path: Path, opened_at: datetime | None = None) -> LibraryCard:
    """Return the card of a workshop file; `trouble` says in a plain sentence why one cannot be opened.

    A step is done when it ran or a table has reported on it. Several workshops: the first by date.
    """
    backups = list_backups(path)
    backed_up = backups[0].at if backups else None
    try:
        with looking_into(path) as session:
            return _card(session, path, opened_at, backed_up)
    except KnownError as problem:
        return LibraryCard(
            str(path), path.stem, opened_at=opened_at, backed_up_at=backed_up, trouble=str(problem)
        )


def _card(
    session: DbSession, path: Path, opened_at: datetime | None, backed_up: datetime | None
) -> LibraryCard:
    connection = session.connection()
    row = connection.execute(_COVER).mappings().first()
    if row is None:
        return LibraryCard(str(path), path.stem, opened_at=opened_at, backed_up_at=backed_up)
    steps = connection.execute(_STEPS, {"workshop": row["id"]}).mappings().all()
    return LibraryCard(
        path=str(path),
        title=row["title"],
        start=date.fromisoformat(row["start"]),
        end=date.fromisoformat(row["end"]),
        place=row["place"],
        course=row["course"],
        steps_done=sum(1 for step in steps if step["done"]),
        steps_total=len(steps),
        opened_at=opened_at,
        backed_up_at=backed_up,
    )
