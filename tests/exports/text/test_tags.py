"""A screen reader finds everything: a tree of headings, paragraphs, lists, tables and described pictures."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ContentStream, IndirectObject
from reportlab.platypus import Flowable

from facilitator_app.exports.text import (
    Cell,
    Figure,
    GlyphParagraph,
    GlyphTable,
    ReportDocument,
    Rule,
    Running,
    TextStyle,
    bullets,
    heading,
    next_page,
    panel,
)

Write = Callable[[Sequence[Flowable]], Path]
SHOWING = {b"Tj", b"TJ", b"f", b"Do"}


@pytest.fixture
def reader(tmp_path: Path) -> PdfReader:
    """A report with everything in it, read back."""
    picture = io.BytesIO()
    Image.new("RGB", (40, 20), "#226688").save(picture, "PNG")
    cells = [[Cell([GlyphParagraph(word)]) for word in ("Table", "Point")]]
    cells += [
        [Cell([GlyphParagraph(f"{row}")], header=True), Cell([GlyphParagraph("x " * 90)])]
        for row in range(40)
    ]
    story: list[Flowable] = [
        heading("Harvest ثقة", 1, TextStyle(size=20)),
        *next_page(),
        heading("Day 1", 2, TextStyle(size=14)),
        heading("Skipped level", 4, TextStyle(size=12)),
        GlyphParagraph("ثقة بين الشركات", TextStyle(language="ar")),
        *bullets(["one", "two"], TextStyle()),
        Rule("#cccccc"),
        panel([GlyphParagraph("inside a panel")], background="#eeeeee"),
        GlyphTable(cells, [1, 4]),
        Figure(picture.getvalue(), "Lights by step, n = 12"),
        GlyphParagraph("long " * 3000),
    ]
    path = tmp_path / "tagged.pdf"
    ReportDocument(
        "Report · ضوء", language="en-GB", running=lambda page: Running("Head", "", "", str(page))
    ).write(story, path)
    return PdfReader(path)


def root_of(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def operations(page: Any, reader: PdfReader) -> Any:
    return ContentStream(page["/Contents"].get_object(), reader).operations


def elements(node: Any) -> Iterator[Any]:
    node = node.get_object()
    yield node
    for kid in node.get("/K", []):
        if kid.get_object().get("/Type") == "/StructElem":
            yield from elements(kid)


def document_element(reader: PdfReader) -> Any:
    return root_of(reader)["/StructTreeRoot"]["/K"][0].get_object()


def roles(node: Any) -> list[str]:
    return [kid.get_object()["/S"] for kid in node["/K"] if kid.get_object().get("/Type") == "/StructElem"]


def test_the_document_says_that_it_is_tagged_and_what_it_is(reader: PdfReader) -> None:
    root = root_of(reader)
    assert reader.pdf_header == "%PDF-1.7"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Report · ضوء"
    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.dc_title == {"x-default": "Report · ضوء"}


def test_the_tree_holds_everything_in_reading_order(reader: PdfReader) -> None:
    top = document_element(reader)
    assert top["/S"] == "/Document"
    assert roles(top) == ["/H1", "/H2", "/H4", "/P", "/L", "/P", "/Table", "/Figure", "/P"]


def test_lists_and_tables_have_their_parts(reader: PdfReader) -> None:
    found = {node["/S"]: node for node in elements(document_element(reader))}
    assert roles(found["/L"]) == ["/LI", "/LI"]
    assert roles(found["/LI"]) == ["/Lbl", "/LBody"]
    rows = [row.get_object() for row in found["/Table"]["/K"]]
    assert [row["/S"] for row in rows] == ["/TR"] * 41
    assert roles(rows[0]) == ["/TH", "/TH"]
    assert roles(rows[7]) == ["/TH", "/TD"]
    scopes = [cell.get_object()["/A"][0]["/Scope"] for cell in rows[0]["/K"]]
    assert scopes == ["/Column", "/Column"]
    assert rows[7]["/K"][0].get_object()["/A"][0]["/Scope"] == "/Row"


def test_pictures_are_described_and_paragraphs_know_their_language(reader: PdfReader) -> None:
    nodes = list(elements(document_element(reader)))
    figure = next(node for node in nodes if node["/S"] == "/Figure")
    assert figure["/Alt"] == "Lights by step, n = 12"
    assert len(figure["/A"][0]["/BBox"]) == 4
    assert [node["/Lang"] for node in nodes if node["/S"] == "/P" and "/Lang" in node] == ["ar"]


def test_everything_drawn_belongs_to_an_element_or_is_an_artifact(reader: PdfReader) -> None:
    drawn = 0
    for page in reader.pages:
        depth = 0
        for _operands, operator in operations(page, reader):
            depth += (operator in {b"BDC", b"BMC"}) - (operator == b"EMC")
            if operator in SHOWING:
                drawn += 1
                assert depth > 0, operator
        assert depth == 0
    assert drawn > 100


def test_pieces_and_elements_point_at_each_other(reader: PdfReader) -> None:
    numbers = root_of(reader)["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    by_page = dict(zip(numbers[::2], numbers[1::2], strict=True))
    owners: dict[tuple[int, int], IndirectObject] = {}
    pages: dict[int, Any] = {
        one.indirect_reference.idnum: one for one in reader.pages if one.indirect_reference
    }
    for index, page in enumerate(pages.values()):
        assert page["/StructParents"] == index
        assert page["/Tabs"] == "/S"
        begun = [operands for operands, operator in operations(page, reader) if operator == b"BDC"]
        marks = [operands[1]["/MCID"] for operands in begun if "/MCID" in operands[1]]
        assert marks == list(range(len(by_page[index])))
        owners |= {(index, mark): by_page[index][mark] for mark in marks}
    seen = 0
    for node in elements(document_element(reader)):
        for kid in node["/K"]:
            piece = kid.get_object()
            if piece.get("/Type") == "/MCR":
                page = pages[piece.raw_get("/Pg").idnum]
                assert owners[page["/StructParents"], piece["/MCID"]].get_object() == node
                seen += 1
    assert seen == len(owners)


def test_a_paragraph_over_pages_is_one_element(reader: PdfReader) -> None:
    last = document_element(reader)["/K"][-1].get_object()
    assert last["/S"] == "/P"
    assert len(last["/K"]) > 1


def test_headings_are_the_outline(reader: PdfReader) -> None:
    def titles(entries: Any, level: int = 0) -> Iterator[tuple[int, str]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from titles(entry, level + 1)
            else:
                yield level, entry.title

    assert list(titles(reader.outline)) == [(0, "Harvest ثقة"), (1, "Day 1"), (2, "Skipped level")]
