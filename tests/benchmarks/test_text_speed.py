"""How fast the text engine is, as a ratio to ReportLab's own Paragraph in the same run.

Run with `python -m pytest tests/benchmarks/test_text_speed.py --benchmark-only`.
"""

from __future__ import annotations

import io
import json
import time
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from facilitator_app.exports.text import GlyphParagraph, ReportDocument, TextStyle
from facilitator_app.support import paths

_PARAGRAPHS: Final = 400
_SAMPLES: Final = json.loads(
    (Path(__file__).parents[1] / "files" / "samples.json").read_text(encoding="utf-8")
)


def story(languages: list[dict[str, Any]]) -> list[Flowable]:
    """Return 400 paragraphs, about 40 pages."""
    chosen = [languages[number % len(languages)] for number in range(_PARAGRAPHS)]
    return [GlyphParagraph(one["text"] * 2, TextStyle(size=11, language=one["lang"])) for one in chosen]


def reportlab_pages_per_second() -> float:
    """Return the pace of ReportLab's Paragraph with English text, the same font, shaped."""
    pdfmetrics.registerFont(TTFont("NotoSans", paths.fonts() / "NotoSans-Regular.ttf", shapable=True))
    text = escape(_SAMPLES[0]["text"] * 2)
    style = ParagraphStyle("x", fontName="NotoSans", fontSize=11, leading=15, shaping=1)
    paragraphs = [Paragraph(text, style) for _n in range(_PARAGRAPHS)]
    template = SimpleDocTemplate(io.BytesIO())
    start = time.perf_counter()
    template.build(paragraphs)
    return float(template.page / (time.perf_counter() - start))


@pytest.mark.parametrize("kind", ["English", "39 languages"])
def test_pages_per_second(kind: str, benchmark: BenchmarkFixture, tmp_path: Path, qapp: object) -> None:
    languages = _SAMPLES[:1] if kind == "English" else _SAMPLES
    target = tmp_path / "speed.pdf"
    report = ReportDocument("Speed")
    report.write(story(_SAMPLES), target)
    clock: Any = benchmark  # its methods carry no annotations
    result = clock.pedantic(
        lambda flowables: report.write(flowables, target),
        setup=lambda: ((story(languages),), {}),
        rounds=3,
    )
    pace = result.pages / clock.stats["min"]
    benchmark.extra_info["pages"] = result.pages
    benchmark.extra_info["pages_per_second"] = round(pace, 1)
    benchmark.extra_info["ratio_to_shaped_reportlab"] = round(pace / reportlab_pages_per_second(), 2)
    benchmark.extra_info["kilobytes_per_page"] = round(target.stat().st_size / 1024 / result.pages, 1)
    assert result.pages > 20
