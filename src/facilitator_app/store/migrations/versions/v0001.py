"""Format 1: the first one. Its statements stand in v0001.sql and never change once it has been released."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import op

revision = "0001"
down_revision = None

schema_number: Final = 1
rewrites: Final = frozenset[str]()


def upgrade() -> None:
    """Make the tables."""
    for statement in Path(__file__).with_suffix(".sql").read_text("utf-8").split(";"):
        if statement.strip():
            op.execute(statement)
