"""How long a run sheet and an agenda take, as a ratio to a bare ReportLab page in the same run.

Run with `python -m pytest tests/benchmarks/test_run_sheet_speed.py --benchmark-only`.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from facilitator_app.exports import agenda_pdf, run_sheet
from facilitator_app.exports.files import ExportLog
from tests.builders import kaunas

_ROWS: Final = 45
_PAGES: Final = 20


def bare_seconds_per_page() -> float:
    """Return the pace of bare ReportLab tables of as many rows a page, without shaping or tags."""
    style = ParagraphStyle("bare", fontName="Helvetica", fontSize=11, leading=13)
    row = ["10:35", Paragraph("Report-back, tables 2, 3, 4, 5, 1", style), "16", "down to 11", ""]
    story = [Table([row] * _ROWS, colWidths=[60, 230, 50, 80, 80]) for _n in range(_PAGES)]
    template = SimpleDocTemplate(io.BytesIO(), topMargin=30, bottomMargin=30)
    start = time.perf_counter()
    template.build(story)
    return float((time.perf_counter() - start) / template.page)


@pytest.mark.parametrize("write", [run_sheet.write, agenda_pdf.write], ids=["run_sheet", "agenda"])
def test_seconds_for_a_sheet(
    write: Callable[..., ExportLog], benchmark: BenchmarkFixture, tmp_path: Path, qapp: object
) -> None:
    target = tmp_path / "sheet.pdf"
    write(kaunas(), target)
    log: ExportLog = benchmark.pedantic(lambda: write(kaunas(), target), rounds=5)  # type: ignore[no-untyped-call]  # it has no types
    assert benchmark.stats is not None
    seconds = float(benchmark.stats["min"])
    bare = bare_seconds_per_page()
    benchmark.extra_info["pages"] = log.pages
    benchmark.extra_info["milliseconds"] = round(seconds * 1000)
    benchmark.extra_info["milliseconds_per_page"] = round(seconds / log.pages * 1000)
    benchmark.extra_info["ratio_to_bare_reportlab_page"] = round(seconds / log.pages / bare, 1)
    print(dict(benchmark.extra_info))
