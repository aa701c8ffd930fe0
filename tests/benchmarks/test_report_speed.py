"""How long the Kaunas report takes, as a ratio to a plain ReportLab document in the same run.

Run with `python -m pytest tests/benchmarks/test_report_speed.py --benchmark-only`.
"""

from __future__ import annotations

import io
import time
from pathlib import Path
from typing import Final

import pymupdf
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from facilitator_app.content import catalogue
from facilitator_app.exports import session_pdf
from facilitator_app.records.enums import Edition
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services.exchange.importing import import_data_set
from facilitator_app.services.reading import read_workshop
from facilitator_app.store import files
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock

_SENTENCE: Final = "We put food processing first because the supply chain crosses the border. "


@pytest.fixture
def kaunas(tmp_path: Path) -> WorkshopRecord:
    """The two-day rehearsal as it is in its file."""
    target = tmp_path / "kaunas.workshop"
    clock, content = FakeClock(), catalogue.load(paths.content())
    import_data_set(paths.rehearsals() / "kaunas_2day", target, content=content, clock=clock, device="bench")
    with files.open_workshop(target, clock=clock, device="bench") as file, file.read() as session:
        return read_workshop(session)


def plain_seconds_per_page() -> float:
    """Return the pace of a plain text document by ReportLab alone: no shaping, no tables, no charts."""
    style = ParagraphStyle("plain", fontName="Helvetica", fontSize=9.5, leading=13)
    story = [Paragraph(_SENTENCE * 6, style) for _n in range(250)]
    template = SimpleDocTemplate(io.BytesIO())
    start = time.perf_counter()
    template.build(story)
    return float((time.perf_counter() - start) / template.page)


@pytest.mark.parametrize("edition", list(Edition))
def test_seconds_for_the_report(
    edition: Edition, benchmark: BenchmarkFixture, kaunas: WorkshopRecord, tmp_path: Path, qapp: object
) -> None:
    target = tmp_path / "report.pdf"
    session_pdf.write(kaunas, target, edition=edition)
    log: session_pdf.ExportLog = benchmark.pedantic(  # type: ignore[no-untyped-call]  # it has no types
        lambda: session_pdf.write(kaunas, target, edition=edition), rounds=3
    )
    assert benchmark.stats is not None
    seconds = float(benchmark.stats["min"])
    plain = plain_seconds_per_page()
    benchmark.extra_info["pages"] = log.pages
    benchmark.extra_info["seconds"] = round(seconds, 2)
    benchmark.extra_info["seconds_per_page"] = round(seconds / log.pages, 3)
    benchmark.extra_info["ratio_to_plain_reportlab_per_page"] = round(seconds / log.pages / plain, 1)
    benchmark.extra_info["kilobytes"] = round(target.stat().st_size / 1024)
    with pymupdf.open(target) as document:
        assert document.page_count == log.pages
