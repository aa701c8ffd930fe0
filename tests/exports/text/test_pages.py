"""Paragraphs and tables flow over pages without losing, doubling or stranding a line."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pymupdf
from hypothesis import given
from hypothesis import strategies as st
from reportlab.platypus import Flowable

from facilitator_app.exports.text import (
    Cell,
    GlyphParagraph,
    GlyphTable,
    TextStyle,
    bullets,
    heading,
    panel,
)
from tests.exports.text.reading import mupdf_texts, samples, visible

Write = Callable[[Sequence[Flowable]], Path]
SMALL = TextStyle(size=9, space_after=0)


def pieces(paragraph: GlyphParagraph, heights: Sequence[float]) -> list[GlyphParagraph]:
    """Return a paragraph split at the given heights, one after the other."""
    parts = []
    rest = paragraph
    for height in heights:
        split = rest.split(200, height)
        if len(split) == 2:
            parts.append(split[0])
            rest = split[1]
    return [*parts, rest]


@given(st.integers(1, 120), st.lists(st.floats(5, 200), max_size=4))
def test_a_split_paragraph_keeps_every_line_and_strands_none(words: int, heights: list[float]) -> None:
    whole = GlyphParagraph("word " * words, TextStyle(size=10))
    whole.wrap(200, 1e6)
    parts = pieces(whole, heights)
    for part in parts:
        part.wrap(200, 1e6)
    assert sum(part.height for part in parts) - whole.height < 1e-6
    counts = [len(part._own_lines()) for part in parts]
    assert sum(counts) == len(whole._own_lines())
    if len(parts) > 1:
        assert min(counts) >= 2


@given(st.integers(4, 60), st.floats(30, 300))
def test_the_first_part_of_a_split_fits(words: int, height: float) -> None:
    whole = GlyphParagraph("word " * words, TextStyle(size=10))
    split = whole.split(100, height)
    if split:
        assert split[0].wrap(100, height)[1] <= height + 1e-6


def test_a_long_text_fills_pages_in_order(written: Write) -> None:
    numbers = " ".join(f"n{number}" for number in range(6000))
    texts = mupdf_texts(written([GlyphParagraph(numbers)]))
    assert len(texts) > 3
    assert " ".join("".join(texts).split()) == numbers


def test_a_heading_is_never_last_on_a_page(written: Write) -> None:
    for lines in range(40, 60):
        filler = [GlyphParagraph("x", SMALL) for _line in range(lines)]
        path = written(
            [*filler, heading("Actions", 2, TextStyle(size=14)), GlyphParagraph("y " * 900, SMALL)]
        )
        for text in mupdf_texts(path):
            assert text.split()[-1] != "Actions"


def report_table(rows: int) -> GlyphTable:
    texts = itertools.cycle(sample.text for sample in samples())
    header = [Cell([GlyphParagraph(word, SMALL)]) for word in ("Nr", "Report-back")]
    body = [
        [Cell([GlyphParagraph(f"row{row}", SMALL)]), Cell([GlyphParagraph(text, SMALL)])]
        for row, text in zip(range(rows), texts, strict=False)
    ]
    return GlyphTable([header, *body], [1, 5])


def test_a_table_repeats_its_header_and_keeps_every_row_whole(written: Write) -> None:
    texts = mupdf_texts(written([report_table(60)]))
    assert len(texts) > 2
    assert all(text.split()[:2] == ["Nr", "Report-back"] for text in texts)
    found = [int(number) for text in texts for number in re.findall(r"row(\d+)", text)]
    assert found == list(range(60))
    for row, sample in enumerate(samples()):
        page = next(text for text in texts if re.search(rf"row{row}(?!\d)", text))
        assert visible(sample.text) in visible(page)


def test_a_row_higher_than_a_page_is_split(written: Write) -> None:
    tall = " ".join(f"n{number}" for number in range(3000))
    rows = [
        [Cell([GlyphParagraph("Head", SMALL)]), Cell([GlyphParagraph("x", SMALL)])],
        [Cell([GlyphParagraph(tall, SMALL)]), Cell([GlyphParagraph("beside", SMALL)])],
    ]
    texts = mupdf_texts(written([GlyphTable(rows, [3, 1])]))
    words = [word for text in texts for word in text.split() if word.startswith("n")]
    assert words == tall.split()
    assert sum(text.count("beside") for text in texts) == 1


def test_a_right_to_left_table_begins_at_the_right(written: Write) -> None:
    for rtl in (False, True):
        rows = [[Cell([GlyphParagraph("first", SMALL)]), Cell([GlyphParagraph("second", SMALL)])]]
        path = written([GlyphTable(rows, [1, 3], header_rows=0, rtl=rtl)])
        with pymupdf.open(path) as document:
            places = {word[4]: word[0] for word in document[0].get_text("words")}
        assert (places["first"] > places["second"]) is rtl


def test_a_list_and_a_panel_stay_in_reading_order(written: Write) -> None:
    story: list[Flowable] = [
        *bullets(["one", "اثنان"], TextStyle(size=10, indent=14)),
        panel(
            [GlyphParagraph("inside"), *bullets(["three"], TextStyle())], background="#eef5ff", bar="#2266cc"
        ),
    ]
    text = visible(mupdf_texts(written(story))[0])
    assert text == "•one•اثنانinside•three"
