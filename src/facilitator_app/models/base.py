"""What every table has: a UUIDv7 key and a place for columns that only somebody's data set has."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint
from sqlmodel import Field, SQLModel

from facilitator_app.support.ids import new_id


class Row(SQLModel):
    """A row with an id. `extra` keeps columns of an imported data set that we do not know."""

    __table_args__: ClassVar[Any] = ()

    id: str = Field(default_factory=new_id, primary_key=True)
    extra: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


def one_of(column: str, values: type, *, optional: bool = False) -> CheckConstraint:
    """Return a CHECK that holds `column` to the values of a StrEnum."""
    listed = ", ".join(f"'{value}'" for value in values)  # type: ignore[attr-defined]  # a StrEnum class iterates
    empty = f"{column} IS NULL OR " if optional else ""
    return CheckConstraint(f"{empty}{column} IN ({listed})", name=f"{column}_known")


def between(column: str, low: float, high: float) -> CheckConstraint:
    """Return a CHECK that a number, where there is one, lies within two bounds."""
    return CheckConstraint(
        f'"{column}" IS NULL OR "{column}" BETWEEN {low} AND {high}', name=f"{column}_in_range"
    )


def not_negative(column: str) -> CheckConstraint:
    """Return a CHECK that a number is zero or more."""
    return CheckConstraint(f"{column} >= 0", name=f"{column}_not_negative")


def not_blank(column: str) -> CheckConstraint:
    """Return a CHECK that a text is there."""
    return CheckConstraint(f"length(trim({column})) > 0", name=f"{column}_not_blank")
