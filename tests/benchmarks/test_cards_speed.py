"""How long cards and wall lists of 28 people take, everybody at another table in each of nine rounds.

Run with `python -m pytest tests/benchmarks/test_cards_speed.py --benchmark-only -s`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from facilitator_app.exports import seating_pdf
from facilitator_app.exports.files import ExportLog
from facilitator_app.records.enums import Sheet
from facilitator_app.records.workshop import WorkshopRecord
from tests.crowd import many_scripts
from tests.exports.handouts.rooms import with_segments

_ROUNDS = 9


def _nine_rounds() -> WorkshopRecord:
    record = many_scripts()
    kept = [one.id for one in record.agenda.segments() if one.has_table_work][:_ROUNDS]
    return with_segments(record, lambda _n, one: one if one.id in kept else replace(one, round_kind=None))


@pytest.mark.parametrize("sheets", [tuple(Sheet), *((one,) for one in Sheet)], ids=["all", *Sheet])
def test_seconds_for_cards(
    sheets: tuple[Sheet, ...], benchmark: BenchmarkFixture, tmp_path: Path, qapp: object
) -> None:
    record, target = _nine_rounds(), tmp_path / "cards.pdf"
    seating_pdf.write(record, target, sheets=sheets)
    log: ExportLog = benchmark.pedantic(  # type: ignore[no-untyped-call]  # it has no types
        lambda: seating_pdf.write(record, target, sheets=sheets), rounds=3
    )
    assert benchmark.stats is not None
    benchmark.extra_info["pages"] = log.pages
    benchmark.extra_info["milliseconds"] = round(float(benchmark.stats["min"]) * 1000)
    print(dict(benchmark.extra_info))
