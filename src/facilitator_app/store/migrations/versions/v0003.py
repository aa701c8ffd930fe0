"""Format 3: what people wish of the tables, which cluster they choose, where tables stand, what was printed.

Its statements stand in v0003.sql, made by `tests/store/freeze_format.py`. A table whose columns or CHECKs
change is made anew and its rows are copied in their order; what the older format did not know gets the
value the program takes where nobody has said anything.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import op

revision = "0003"
down_revision = "0002"

schema_number: Final = 3
# The rows keep every value they had; the columns that came are written into the history all the same.
rewrites: Final = frozenset[str]()


def upgrade() -> None:
    """Make the new tables, and those that changed anew."""
    for statement in Path(__file__).with_suffix(".sql").read_text("utf-8").split(";"):
        if statement.strip():
            op.execute(statement)
