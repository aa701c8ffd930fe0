"""Every script is shaped as HarfBuzz shapes it, with bundled fonts, and broken where ICU allows."""

from __future__ import annotations

import pytest
import uharfbuzz as hb
from hypothesis import example, given
from hypothesis import strategies as st

from facilitator_app.exports.text.breaks import legal_ends
from facilitator_app.exports.text.fonts import library
from facilitator_app.exports.text.glyphs import GlyphRun, Line
from facilitator_app.exports.text.layout import Layout, lay_out, natural_width
from facilitator_app.exports.text.styles import Alignment, Span, TextStyle
from facilitator_app.rules.text import clean, isolate
from tests.exports.text.reading import Sample, samples, visible

SAMPLES = samples()
BY_LANGUAGE = {sample.language: sample for sample in SAMPLES}
# Korean is an optional font pack: without it its characters are shown as code points.
COVERED = [s for s in SAMPLES if s.language != "ko" or library().family_for("한", "ko")]
QUICK = [BY_LANGUAGE[language] for language in ("en", "ar", "th", "km", "my", "bn", "zh-Hans", "ka", "ur")]
UNWRAPPED = 100_000.0


def laid(text: str, width: float = 300, **style: object) -> Layout:
    return lay_out([Span(text)], TextStyle(**style), width, library())  # type: ignore[arg-type]  # test values


def copied(layout: Layout) -> str:
    return "".join(cluster.text for line in layout.lines for run in line.runs for cluster in run.clusters)


def ids(run: GlyphRun) -> list[int]:
    return [glyph for cluster in run.clusters for glyph, _x, _y in cluster.glyphs]


def shaped(run: GlyphRun, language: str) -> tuple[bool, list[int], list[tuple[float, float]]]:
    """Return whether HarfBuzz takes the run as right to left, its glyphs and places in reading order."""
    text = "".join(cluster.text for cluster in run.clusters)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = language
    hb.shape(run.face.hb_font, buffer)
    found = []
    x = 0.0
    scale = run.size / run.face.hb_face.upem
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if text[info.cluster] not in "\u200b\u200c\u200d":
            found.append((info.codepoint, (x + place.x_offset) * scale, place.y_offset * scale))
        x += place.x_advance
    if rtl := buffer.direction == "rtl":
        found.reverse()
    return rtl, [glyph for glyph, _x, _y in found], [(x, y) for _glyph, x, y in found]


@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
@pytest.mark.parametrize("sample", COVERED, ids=lambda s: s.language)
def test_glyphs_and_their_places_are_those_of_harfbuzz(sample: Sample, *, bold: bool) -> None:
    layout = laid(sample.text, UNWRAPPED, bold=bold, language=sample.language)
    compared = 0
    for run in layout.lines[0].runs:
        _rtl, expected, places = shaped(run, sample.language)
        assert ids(run) == expected, "".join(cluster.text for cluster in run.clusters)
        drawn = [(x, y) for cluster in run.clusters for _glyph, x, y in cluster.glyphs]
        shift = drawn[0][0] - places[0][0]
        for (x, y), (wanted_x, wanted_y) in zip(drawn, places, strict=True):
            assert abs(x - shift - wanted_x) < 0.02
            assert abs(y - wanted_y) < 0.02
        compared += len(expected)
    # Two clusters of Sinhala or Khmer may be one glyph; far fewer would mean that text went missing.
    assert compared > len(sample.text.replace(" ", "")) / 2


@pytest.mark.parametrize("sample", COVERED, ids=lambda s: s.language)
def test_nothing_is_drawn_as_an_empty_box(sample: Sample) -> None:
    layout = laid(sample.text, language=sample.language)
    assert not layout.missing
    assert all(0 not in ids(run) for line in layout.lines for run in line.runs)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s.language)
def test_what_is_laid_out_is_what_was_typed(sample: Sample) -> None:
    assert visible(copied(laid(sample.text, 140, language=sample.language))) == visible(sample.text)


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=40), st.sampled_from([40.0, 400.0]))
@example("<b>unclosed & R&D; </para>", 60.0)
@example("a" + "\u0316" * 200 + "b", 60.0)
@example("\U0001f468\u200d\U0001f469 ❤\ufe0f", 60.0)
@example("\u2067\u2067\u2069", 60.0)
@example("\u0e33\u0e33\u17d2", 40.0)
@example("\U000e0000", 40.0)
def test_any_text_can_be_laid_out_and_copied_back(text: str, width: float) -> None:
    layout = laid(text, width)
    assert visible(copied(layout)) == visible(clean(text))
    assert all(line.height > 0 for line in layout.lines)


def test_the_tags_that_make_a_flag_are_copied_with_it() -> None:
    flag = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
    kept = [one for one in copied(laid(f"a {flag} b")) if one not in "\u200b "]
    assert "".join(kept) == f"a{flag}b"


def illegal_ends(sample: Sample, width: float) -> list[int]:
    """Return ends of lines that ICU forbids, save those inside a word wider than the column."""
    style = TextStyle(size=11, language=sample.language)
    legal = legal_ends(sample.text, sample.language)
    ends = [line.end for line in lay_out([Span(sample.text)], style, width, library()).lines]
    wrong = []
    for end in ends:
        if end in legal:
            continue
        first, last = max(place for place in (0, *legal) if place < end), min(p for p in legal if p > end)
        if natural_width([Span(sample.text[first:last].strip())], style, library()) <= width - 1:
            wrong.append(end)
    return wrong


@pytest.mark.parametrize("sample", QUICK, ids=lambda s: s.language)
def test_lines_end_where_the_language_allows(sample: Sample) -> None:
    for width in (60, 105, 150, 285, 420):
        assert not illegal_ends(sample, width), width


@pytest.mark.long
@pytest.mark.parametrize("sample", COVERED, ids=lambda s: s.language)
def test_lines_end_where_the_language_allows_in_every_width(sample: Sample) -> None:
    for width in range(60, 421, 15):
        assert not illegal_ends(sample, width), width


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s.language)
def test_no_line_is_wider_than_its_column(sample: Sample) -> None:
    for width in (100, 240):
        for line in laid(sample.text, width, language=sample.language).lines:
            assert line.width <= width + 0.5


def left_to_right(line: Line) -> str:
    """Return the clusters of a line as they stand from left to right."""
    clusters = [cluster for run in line.runs for cluster in run.clusters]
    return "".join(c.text for c in sorted(clusters, key=lambda c: min(x for _glyph, x, _y in c.glyphs)))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("ABC אבג 12", "ABC 12 גבא"),
        (f"ABC {isolate('אבג')} 12", "ABC גבא 12"),
        ("אבג ABC 12", "ABC 12 גבא"),
        ("שלום 2027/15 ABC (x)", "ABC (x) 2027/15 םולש"),
        (f"{isolate('אבג')} - 3 - x", "גבא - 3 - x"),
    ],
)
def test_mixed_directions_stand_as_unicode_orders_them(text: str, seen: str) -> None:
    line = laid(text, UNWRAPPED).lines[0]
    assert left_to_right(line) == seen


def test_every_paragraph_of_a_text_has_its_own_direction() -> None:
    layout = laid("Trust\nثقة\n12", 300, size=10)
    starts = [
        min(x for run in line.runs for c in run.clusters for _g, x, _y in c.glyphs) for line in layout.lines
    ]
    assert starts[0] < 1
    assert starts[1] > 250
    assert starts[2] < 1


def test_alignment_follows_the_direction() -> None:
    def start(text: str, alignment: Alignment) -> float:
        runs = laid(text, 300, alignment=alignment).lines[0].runs
        return min(x for run in runs for c in run.clusters for _g, x, _y in c.glyphs)

    assert start("Trust", Alignment.END) > 250
    assert start("ثقة", Alignment.END) < 1
    assert 120 < start("Trust", Alignment.CENTRE) < 150


def test_a_character_without_a_glyph_shows_its_code_point_and_copies_as_itself() -> None:
    layout = laid("so \U0001f600!")
    glyphs = [glyph for run in layout.lines[0].runs for glyph in ids(run)]
    expected = [glyph for run in laid("so [U+1F600]!").lines[0].runs for glyph in ids(run)]
    assert glyphs == expected
    assert layout.missing == ("\U0001f600",)
    assert visible(copied(layout)) == "so\U0001f600!"


def test_the_language_decides_which_font_draws_chinese_punctuation() -> None:
    def families(language: str) -> set[str]:
        return {run.face.family for line in laid("“信任”", language=language).lines for run in line.runs}

    assert families("zh-Hans") == {"NotoSansSC"}


def test_spans_change_weight_and_colour_and_nothing_else() -> None:
    spans = [Span("Trust "), Span("grows", bold=True, colour="#aa0000"), Span(" slowly ثقة")]
    layout = lay_out(spans, TextStyle(), 300, library())
    runs = [
        (run.face.bold, run.colour, "".join(c.text for c in run.clusters).strip())
        for run in layout.lines[0].runs
    ]
    assert (True, "#aa0000", "grows") in runs
    assert visible(copied(layout)) == visible("Trust grows slowly ثقة")


def test_the_fonts_of_the_system_are_never_taken() -> None:
    for family in library().families:
        for bold in (False, True):
            assert family.face(bold=bold).qt_family.startswith("Fclt ")
