"""Print by how many minutes every course overruns its days, in each language mode with 4 to 7 tables.

python -m tests.tools.fits
"""

from __future__ import annotations

import sys

from facilitator_app.content.catalogue import Content, load
from facilitator_app.records.enums import LanguageMode
from facilitator_app.services import planning
from facilitator_app.support import paths

TABLES = (4, 5, 6, 7)


def cell(content: Content, course: str, mode: LanguageMode, tables: int) -> str:
    """Return `fits`, or the minutes over of each day, and the worst anchor that is missed."""
    fits = planning.day_fits(planning.course_agenda(content, course, mode=mode, tables=tables))
    if all(fit.fits for fit in fits):
        return "fits"
    over = "+".join(str(fit.over_minutes) for fit in fits)
    missed = [one for fit in fits for one in fit.late_anchors]
    worst = max(missed, key=lambda one: one.late_seconds, default=None)
    total = round(sum(max(0, fit.over_seconds) for fit in fits) / 60)
    days = f" ({over})" if len(fits) > 1 else ""
    late = f", {worst.title.split()[0].lower()} {round(worst.late_seconds / 60)} late" if worst else ""
    return f"over {total}{days}{late}"


def rows(content: Content) -> list[tuple[str, str, list[str]]]:
    """Return (course, mode, one cell for each number of tables)."""
    return [
        (course, mode.value, [cell(content, course, mode, tables) for tables in TABLES])
        for course in content.courses
        for mode in LanguageMode
    ]


def main() -> None:
    """Print the table."""
    lines = ["| Course | Mode | " + " | ".join(f"{tables} tables" for tables in TABLES) + " |"]
    lines.append("|---|---|" + "---|" * len(TABLES))
    lines += [
        f"| {course} | {mode} | {' | '.join(cells)} |" for course, mode, cells in rows(load(paths.content()))
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
