"""Text copied from the PDF is the text that was typed."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import pymupdf
import pytest
import uharfbuzz as hb
from reportlab.platypus import Flowable

from facilitator_app.exports.text import GlyphParagraph, TextStyle, next_page
from facilitator_app.exports.text.embedding import EmbeddedFont
from facilitator_app.exports.text.fonts import library
from facilitator_app.rules.text import clean
from facilitator_app.support import paths
from tests.exports.text.reading import mupdf_texts, poppler_texts, samples, visible

SAMPLES = samples()
Write = Callable[[Sequence[Flowable]], Path]
HOSTILE = {
    "markup": '<b>unclosed & R&D; <img src="file:///etc/passwd"/> <a href="javascript:x">',
    "controls": "NUL\x00 bell\x07 in \u202ereversed\u202c text",
    "long word": "W" * 10_000,
    "emoji": "\U0001f600 ❤\ufe0f \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "lone surrogate": "lone \ud800 surrogate",
    "marks": "a" + "\u0316\u0301" * 100 + "b",
    "stray isolates": "\u2069\u2069 \u2067ab\u2067",
    "nothing": "",
    "noncharacters": "\ufdd0 \ufffe \U0010ffff \ue000",
    "formula": "=SUM(A1:A9)",
    "lines": "Line one\nLine two\n\n- bullet\ttab",
}


@pytest.fixture
def all_languages(written: Write) -> Path:
    """A page for each sample."""
    story: list[Flowable] = []
    for sample in SAMPLES:
        style = TextStyle(size=11, language=sample.language)
        story += [GlyphParagraph(sample.text, style), *next_page()]
    return written(story)


def test_mupdf_copies_all_languages_exactly(all_languages: Path) -> None:
    texts = mupdf_texts(all_languages)
    wrong = [s.language for s, text in zip(SAMPLES, texts, strict=False) if visible(text) != visible(s.text)]
    assert not wrong


def test_poppler_copies_thirty_six_of_thirty_nine_languages_exactly(all_languages: Path) -> None:
    texts = poppler_texts(all_languages)
    wrong = [s.language for s, text in zip(SAMPLES, texts, strict=False) if visible(text) != visible(s.text)]
    # Poppler reorders what is written from right to left by itself; no engine is exact in these three.
    assert set(wrong) <= {"ar", "he", "ur"}


def test_no_private_character_is_ever_copied(all_languages: Path) -> None:
    for text in (*mupdf_texts(all_languages), *poppler_texts(all_languages)):
        assert not [c for c in text if unicodedata.category(c) == "Co"]


def test_only_bundled_fonts_are_in_the_pdf(all_languages: Path) -> None:
    bundled = {file.stem for file in paths.fonts().glob("*.ttf")}
    with pymupdf.open(all_languages) as document:
        fonts = {font[3]: font[1] for page in document for font in page.get_fonts()}
    assert fonts
    assert {name.split("+")[-1] for name in fonts} <= bundled
    assert set(fonts.values()) == {"ttf"}
    assert len({name.split("+")[0] for name in fonts}) == len(fonts)


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_is_exported_as_it_is(kind: str, written: Write) -> None:
    path = written([GlyphParagraph("before"), GlyphParagraph(HOSTILE[kind]), GlyphParagraph("after")])
    # MuPDF leaves out U+FFFD, its own sign for what it does not know.
    text = visible("".join(mupdf_texts(path)).replace("\ufffd", ""))
    expected = visible(clean(HOSTILE[kind]).replace("\ufffd", ""))
    if kind == "noncharacters":
        # Readers replace what is no character; that it was there is seen on the page.
        assert text.startswith("before")
        assert text.endswith("after")
    else:
        assert text == f"before{expected}after"


def test_the_edge_cases_of_the_rehearsal_come_back(written: Write) -> None:
    cases = json.loads((paths.rehearsals() / "edge_cases.json").read_text(encoding="utf-8"))["cases"]
    story: list[Flowable] = []
    for case in cases:
        style = TextStyle(language=case["lang"])
        story += [GlyphParagraph(case["id"]), GlyphParagraph(case["text"], style), *next_page()]
    texts = mupdf_texts(written(story))
    for case, text in zip(cases, texts, strict=False):
        assert visible(text) == visible(case["id"] + case["text"])


def test_a_subset_draws_the_same_shapes_as_the_whole_font() -> None:
    for family, text in (("NotoSansKhmer", "ក្រុម"), ("NotoSansSC", "信任"), ("NotoSans", "ﬁ Å ọ")):
        face = next(one for one in library().families if one.name == family).regular
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(face.hb_font, buffer)
        glyphs = {info.codepoint for info in buffer.glyph_infos}
        font = EmbeddedFont(face, "G1")
        for glyph in glyphs:
            font.code(glyph, "x")
        data, numbers = font._subset(glyphs)
        subset = hb.Font(hb.Face(data))
        for glyph in glyphs:
            assert outline(subset, numbers[glyph]) == outline(face.hb_font, glyph)
            assert subset.get_glyph_h_advance(numbers[glyph]) == face.hb_font.get_glyph_h_advance(glyph)
        assert len(data) < face.path.stat().st_size / 5


def outline(font: hb.Font, glyph: int) -> list[object]:
    drawn: list[object] = []
    functions = hb.DrawFuncs()
    functions.set_move_to_func(lambda x, y, _c: drawn.append(("M", x, y)))
    functions.set_line_to_func(lambda x, y, _c: drawn.append(("L", x, y)))
    functions.set_quadratic_to_func(lambda a, b, x, y, _c: drawn.append(("Q", a, b, x, y)))
    functions.set_close_path_func(lambda _c: drawn.append("Z"))
    font.draw_glyph(glyph, functions, None)
    return drawn
