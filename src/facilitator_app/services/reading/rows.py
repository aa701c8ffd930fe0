"""Rows of one workshop as plain mappings: Core selects, because screens and exports need no objects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, Select, Table, select
from sqlmodel import Session as DbSession
from sqlmodel import SQLModel

from facilitator_app import models as m


def table_of(model: type[SQLModel]) -> Table:
    """Return the table behind a model."""
    table: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel sets it on table classes
    return table


def fetch(session: DbSession, query: Select[Any]) -> Sequence[RowMapping]:
    """Run one select and return mappings by column name."""
    return session.connection().execute(query).mappings().all()


def of_workshop(
    session: DbSession, model: type[SQLModel], workshop: str, *order: str
) -> Sequence[RowMapping]:
    """Return the rows of a model that carry this workshop's id, ordered by columns, then id."""
    table = table_of(model)
    columns = [table.c[name] for name in (*order, "id")]
    return fetch(session, select(table).where(table.c.workshop_id == workshop).order_by(*columns))


def of_days(session: DbSession, model: type[SQLModel], workshop: str, *order: str) -> Sequence[RowMapping]:
    """Return rows that hang on the workshop's segments, ordered by columns, then id."""
    table, segments, days = table_of(model), table_of(m.Segment), table_of(m.Day)
    columns = [table.c[name] for name in (*order, "id")]
    joined = table.join(segments, table.c.segment_id == segments.c.id).join(
        days, segments.c.day_id == days.c.id
    )
    query = select(table).select_from(joined).where(days.c.workshop_id == workshop).order_by(*columns)
    return fetch(session, query)
