"""Every awkward text goes through the capture window, the file, an export and the session PDF unchanged."""

from __future__ import annotations

import csv
import json
import shutil
import unicodedata
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from facilitator_app import cli
from facilitator_app.app.rehearsal.stage import without_what_is_typed
from facilitator_app.content.catalogue import load
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services.exchange.importing import import_data_set
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock
from tests.exports.session_pdf.reading import holds, holds_rtl, text_of
from tests.journeys.visit import DEVICE, Visit, read
from tests.services.exchange.conftest import edit_json, same_bytes

CASES: list[dict[str, str]] = json.loads((paths.rehearsals() / "edge_cases.json").read_text("utf-8"))["cases"]
TABLES = 5
UNTRANSLATED = "Be vertimo, nes nebuvo vertėjo"


def expected(case: dict[str, str]) -> tuple[str, str]:
    """Return the local and the English text of a case: said in English, translated, or not translated."""
    text = unicodedata.normalize("NFC", case["text"])
    if case["id"] == "e14":
        return UNTRANSLATED, text
    if case["lang"] == "en":
        return "", text
    return text, f"English of {case['id']}"


@pytest.fixture
def everywhere(tmp_path: Path) -> Path:
    """A bare workshop in which every language of the cases may be spoken."""
    source = without_what_is_typed(paths.rehearsals() / "kaunas_2day", tmp_path / "bare")
    spoken = sorted({"lt", *(case["lang"] for case in CASES)})
    edit_json(source, lambda value: value["workshop"].update(local_languages=spoken))
    path = tmp_path / "Kaunas.workshop"
    import_data_set(source, path, content=load(paths.content()), clock=FakeClock(), device=DEVICE)
    return path


def type_all(seat: Visit) -> dict[str, str]:
    """Type every case at the desk; return what each point's English heading says then."""
    seat.key(Qt.Key.Key_F7)
    capture, headings = seat.desks.capture, {}
    for number, case in enumerate(CASES):
        seat.key(Qt.Key(Qt.Key.Key_1 + number % TABLES), Qt.KeyboardModifier.AltModifier)
        local, english = expected(case)
        language = "lt" if case["id"] == "e14" else case["lang"]
        seat.choose(capture.language, language)
        row = seat.type_point(local, english)
        headings[case["id"]] = row.english.heading.text()
        seat.key(Qt.Key.Key_Return)
    return headings


def said(record: WorkshopRecord) -> list[tuple[str, str]]:
    """Return both texts of every point, in the order of the cases."""
    tables = {table.id: table.number for table in record.tables}
    backs = sorted(record.report_backs, key=lambda back: tables[back.table_id])
    points = [[(p.local_text, p.english_text) for p in back.points] for back in backs]
    return [points[number % TABLES][number // TABLES] for number in range(len(CASES))]


def test_every_edge_case_goes_through_capture_file_export_and_pdf_unchanged(
    visit: Callable[..., Visit], everywhere: Path, tmp_path: Path
) -> None:
    seat = visit(everywhere)
    headings = type_all(seat)
    assert said(seat.record) == [expected(case) for case in CASES]
    seat.program.show_library()
    seat.rest()
    assert said(read(everywhere)) == [expected(case) for case in CASES]
    assert "missing" in headings["e14"]
    assert [case for case, words in headings.items() if "missing" in words] == ["e14"]

    out_and_in_again(everywhere, tmp_path)

    pdf = tmp_path / "session.pdf"
    assert cli.main(["report", str(everywhere), str(pdf)]) == 0
    report = text_of(pdf)
    for case in CASES:
        local, english = expected(case)
        found = holds_rtl if case["lang"] == "ar" else holds
        assert found(report, local), case["why"]
        assert holds(report, english), case["why"]
    after = report[report.index("".join(UNTRANSLATED.split())) :]
    assert "translationmissing" in after.lower()[:200]


def out_and_in_again(path: Path, folder: Path) -> None:
    """Export as a folder and as a package, import each, export again: the same bytes every time."""
    assert cli.main(["export", str(path), str(folder / "first")]) == 0
    for package in ("first", "first.zip"):
        if package.endswith(".zip"):
            assert cli.main(["export", str(path), str(folder / package)]) == 0
        again = folder / f"again-{package.replace('.', '-')}.workshop"
        assert cli.main(["import", str(folder / package), str(again)]) == 0
        assert said(read(again)) == [expected(case) for case in CASES]
        out = folder / f"out-{package.replace('.', '-')}"
        assert cli.main(["export", str(again), str(out)]) == 0
        assert same_bytes(folder / "first", out) == []
    rows = rows_of(folder / "first" / "report_backs.csv")
    assert "'=SUM(A1:A9)" in {row["english_text"] for row in rows}, "no formula runs in a spreadsheet"
    shutil.rmtree(folder / "first")


def rows_of(path: Path) -> list[dict[str, Any]]:
    return list(csv.DictReader(StringIO(path.read_text("utf-8-sig"), newline="")))


def test_lines_stay_lines_in_the_window_and_on_paper(
    visit: Callable[..., Visit], workshop: Path, tmp_path: Path
) -> None:
    text = next(case["text"] for case in CASES if case["id"] == "e18")
    seat = visit(workshop)
    seat.key(Qt.Key.Key_F7)
    row = seat.type_point("", text)
    assert row.english.editor.document().blockCount() == text.count("\n") + 1
    seat.program.show_library()
    seat.rest()
    pdf = tmp_path / "session.pdf"
    assert cli.main(["report", str(workshop), str(pdf)]) == 0
    assert {"Line one", "Line two", "- bullet"} <= printed_lines(pdf)


def printed_lines(path: Path) -> set[str]:
    import pymupdf  # noqa: PLC0415 - here alone

    with pymupdf.open(path) as document:
        return {line.strip() for page in document for line in page.get_text().splitlines()}
