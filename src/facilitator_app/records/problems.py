"""What is wrong with somebody's file: named by place, in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One row or cell that could not be used. `row` counts as a spreadsheet does (heading is 1)."""

    file: str
    row: int | None
    column: str
    wrong: str
    expected: str

    def __str__(self) -> str:
        """`participants.csv, row 14, column “country”: … Expected: …`."""
        place = [self.file] if self.file else []
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column:
            place.append(f"column “{self.column}”")
        expected = f" Expected: {self.expected}" if self.expected else ""
        return f"{', '.join(place)}: {self.wrong}{expected}"
