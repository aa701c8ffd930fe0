"""Anybody's text comes out of the report as it went in."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from facilitator_app.records.enums import Edition, TranslationStatus
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support import paths
from tests.exports.session_pdf.conftest import Records, Reports
from tests.exports.session_pdf.reading import holds, holds_rtl, text_of
from tests.exports.text.reading import visible

Write = Callable[..., Path]
CASES = json.loads((paths.rehearsals() / "edge_cases.json").read_text("utf-8"))["cases"]


def with_points(record: WorkshopRecord, cases: list[dict[str, str]]) -> WorkshopRecord:
    """Return the record with every case as a point of one table."""
    back = record.report_backs[0]
    points = tuple(
        replace(
            back.points[0],
            id=case["id"],
            position=place,
            language=case["lang"],
            local_text=case["text"] if case["lang"] != "en" else "",
            english_text=case["text"] if case["lang"] == "en" else "",
            status=TranslationStatus.AS_SAID,
        )
        for place, case in enumerate(cases, 1)
    )
    return replace(record, report_backs=(replace(back, points=points), *record.report_backs[1:]))


def test_every_edge_case_comes_out_unchanged(records: Records, written: Write) -> None:
    report = text_of(written(with_points(records("kaunas_2day"), CASES)))
    # Where a page ends inside a text, its row's mark and the repeated header stand between the two parts.
    for between in ("said in English", "Table 1 Lithuanian – English Translation"):
        report = report.replace(visible(between), "")
    wrong = [
        case["id"]
        for case in CASES
        if not (holds_rtl if case["lang"] == "ar" else holds)(report, case["text"])
    ]
    assert len(CASES) == 18
    assert wrong == []


def test_marks_stay_with_their_words_in_every_place(records: Records, written: Write) -> None:
    hostile = '<b>unclosed & R&D; <img src="file:///x"/>'
    record = records("sharjah_1day")
    changed = replace(
        record,
        details=replace(record.details, title=hostile, place=hostile, summary=hostile, host=hostile),
        clusters=tuple(replace(one, name_english=hostile) for one in record.clusters),
    )
    report = text_of(written(changed))
    assert report.count(visible(hostile)) >= 8


def test_no_picture_lacks_words_and_no_page_is_empty(reports: Reports) -> None:
    for edition in Edition:
        with pymupdf.open(reports("kaunas_2day", edition)) as document:
            pictures = sum(len(page.get_images()) for page in document)
            alt = sum(
                "/Alt" in document.xref_object(x, compressed=True) for x in range(1, document.xref_length())
            )
            assert alt == pictures > 0
            assert [page.number for page in document if len(page.get_text().split()) < 25] == []


def test_nothing_stands_outside_the_margins(reports: Reports) -> None:
    for name in ("kaunas_2day", "sharjah_1day"):
        with pymupdf.open(reports(name, Edition.FULL)) as document:
            outside = [
                (page.number, word[4])
                for page in document
                for word in page.get_text("words")
                if word[0] < 50 or word[2] > page.rect.width - 50
            ]
        assert outside == []


def test_titles_are_never_the_last_thing_on_a_page(reports: Reports) -> None:
    with pymupdf.open(reports("kaunas_2day", Edition.FULL)) as document:
        titles = [(title, page) for _level, title, page in document.get_toc()]
        for title, number in titles:
            page = document[number - 1]
            place = max(found.y1 for found in page.search_for(title.split(":")[0]))
            below = [word for word in page.get_text("words") if place < word[1] < 780]
            below += page.get_image_rects(page.get_images()[0][0]) if page.get_images() else []
            assert below, title


@pytest.mark.parametrize("module", ["facilitator_app.exports.session_pdf"])
def test_nothing_heavy_is_loaded_before_the_first_export(module: str) -> None:
    heavy = ("reportlab", "matplotlib", "PySide6")
    code = f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
