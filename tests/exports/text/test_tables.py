"""Rows that belong together stay on one page; lines stand between groups alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest
from reportlab.platypus import Flowable

from facilitator_app.exports.text import (
    PORTRAIT,
    Cell,
    GlyphParagraph,
    GlyphTable,
    Grid,
    ReportDocument,
    Running,
    TextStyle,
)
from facilitator_app.exports.text.fonts import library
from facilitator_app.rules.text import Direction

Written = Callable[[Sequence[Flowable]], Path]


def table(groups: int, rows: int, *, torn: bool = False) -> GlyphTable:
    """Return a table of groups, each of a head and rows that belong to it."""
    cells = [[Cell([GlyphParagraph("head of the table")])]]
    joined = set()
    for group in range(groups):
        cells.append([Cell([GlyphParagraph(f"group{group}")])])
        for row in range(rows):
            joined.add(len(cells))
            cells.append([Cell([GlyphParagraph(f"row{group}.{row}")])])
    return GlyphTable(cells, [1], joined=joined, torn=torn, grid=Grid(joined_padding=0.5))


def groups_of(path: Path) -> list[set[str]]:
    """Return the groups named on each page, by their heads or their rows."""
    with pymupdf.open(path) as document:
        return [set(re.findall(r"(?:group|row)(\d+)", page.get_text())) for page in document]


def test_a_group_is_not_torn_apart(written: Written) -> None:
    found = groups_of(written([table(9, 9)]))
    assert len(found) > 1
    for one, other in pairwise(found):
        assert not one & other


def test_torn_groups_fill_the_page(written: Written) -> None:
    whole, torn = groups_of(written([table(9, 9)])), groups_of(written([table(9, 9, torn=True)]))
    assert len(torn) <= len(whole)
    assert any(one & other for one, other in pairwise(torn))


def test_a_group_higher_than_a_page_is_torn_all_the_same(written: Written) -> None:
    assert len(groups_of(written([table(1, 120)]))) > 1


def test_digits_beside_a_sign_are_the_texts_own() -> None:
    for text in ("▲1", "16 → 11", "◆ 12:00"):
        families = {
            run.family.name: text[run.start : run.end]
            for run in library().runs(text)
            if run.family is not None
        }
        assert any(character.isdigit() for character in families["NotoSans"])
        others = "".join(part for name, part in families.items() if name != "NotoSans")
        assert not any(character.isdigit() for character in others)


def test_pages_are_counted_without_a_file(tmp_path: Path, qapp: object) -> None:
    document = ReportDocument("Counted")
    assert document.pages([table(9, 9)]) == document.write([table(9, 9)], tmp_path / "a.pdf").pages


@pytest.mark.parametrize("direction", list(Direction))
def test_untranslated_running_lines_keep_their_order(direction: Direction, tmp_path: Path) -> None:
    document = ReportDocument(
        "Running", direction=direction, first=PORTRAIT,
        running=lambda page: Running(header_start="start", footer_end=f"Page {page} of 9"),
    )  # fmt: skip
    document.write([GlyphParagraph("text", TextStyle())], tmp_path / "a.pdf")
    with pymupdf.open(tmp_path / "a.pdf") as opened:
        places = {word[4]: word[0] for word in opened[0].get_text("words")}
    assert places["Page"] < places["1"] < places["of"] < places["9"]
    assert (places["start"] > places["Page"]) is (direction is Direction.RTL)
