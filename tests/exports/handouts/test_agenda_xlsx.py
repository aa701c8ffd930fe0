"""The agenda as a spreadsheet holds what things are: dates, times, numbers, and texts that stay texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from facilitator_app.exports import agenda_xlsx
from facilitator_app.records.enums import StageName
from facilitator_app.records.run import Position
from facilitator_app.rules.schedule import schedule
from facilitator_app.rules.text import clean
from tests.builders import kaunas, played, reading_at, segment_of_step
from tests.examples import one_in
from tests.exports.handouts.rooms import night, with_segments

FORMULAS = ("=1+1", '=HYPERLINK("x")', "+1", "-2", "@x", "#REF!", "0123")


def sheet_of(path: Path) -> Worksheet:
    """Return the one sheet of a workbook."""
    book = openpyxl.load_workbook(path)
    assert len(book.worksheets) == 1
    sheet: Worksheet = book.worksheets[0]
    return sheet


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows by the names of their columns."""
    head, *body = sheet_of(path).iter_rows(values_only=True)
    return [dict(zip((str(name) for name in head), row, strict=True)) for row in body]


def test_every_item_is_a_row_with_its_times_as_times(tmp_path: Path) -> None:
    path = tmp_path / "agenda.xlsx"
    agenda_xlsx.write(kaunas(), path)
    found = rows(path)
    plan = schedule(kaunas().agenda).segments
    assert [row["Item"] for row in found] == [one.segment.title for one in plan]
    for row, one in zip(found, plan, strict=True):
        assert row["Date"] == datetime.combine(one.planned_start.date(), time())
        assert (row["Start"], row["End"]) == (one.planned_start.time(), one.planned_end.time())
        assert row["Minutes"] == one.segment.planned_seconds / 60
        assert row["Minimum"] == one.segment.minimum_seconds / 60
        assert isinstance(row["Minutes"], int)
        assert (row["Buffer"], row["Parked"]) == (one.segment.buffer, False)
    lunch = next(row for row in found if row["Kind"] == "Meal")
    assert lunch["Anchor"] == "starts 12:00"
    assert next(row for row in found if row["Kind"] == "Step")["Steps"] == "1"
    assert "Private notes" not in found[0]


def test_the_head_stays_in_sight_and_columns_are_wide_enough(tmp_path: Path) -> None:
    agenda_xlsx.write(kaunas(), tmp_path / "agenda.xlsx")
    sheet = sheet_of(tmp_path / "agenda.xlsx")
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["H"].width > 40
    assert sheet["C2"].number_format == "hh:mm"
    assert sheet["B2"].is_date
    assert not sheet.sheet_view.rightToLeft


@pytest.mark.parametrize("language", ["ar", "he"])
def test_sheets_of_rtl_languages_run_from_the_right(language: str, tmp_path: Path) -> None:
    agenda_xlsx.write(kaunas(), tmp_path / "agenda.xlsx", language=language)
    assert sheet_of(tmp_path / "agenda.xlsx").sheet_view.rightToLeft


@one_in(20)
@given(
    title=st.one_of(
        st.sampled_from(("=1+1", '=HYPERLINK("x")', "+1", "-2", "@x", "#REF!", "0123")), st.text()
    )
)
def test_a_title_is_a_text_whatever_it_looks_like(
    title: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("titles") / "agenda.xlsx"
    record = with_segments(kaunas(), lambda _n, one: replace(one, title=title, note=title))
    agenda_xlsx.write(record, path)
    cell = sheet_of(path)["H2"]
    assert cell.data_type in {"s", "n"}
    expected = clean(title).replace("\ufffe", "").replace("\uffff", "")
    assert (cell.value or "") == expected
    assert cell.data_type != "f"


def test_private_notes_have_a_column_only_when_asked_for(tmp_path: Path) -> None:
    record = with_segments(kaunas(), lambda _n, one: replace(one, private_notes="Not for them"))
    agenda_xlsx.write(record, tmp_path / "open.xlsx")
    agenda_xlsx.write(record, tmp_path / "own.xlsx", private_notes=True)
    assert "Private notes" not in rows(tmp_path / "open.xlsx")[0]
    assert all("Not for them" not in map(str, row.values()) for row in rows(tmp_path / "open.xlsx"))
    assert {row["Private notes"] for row in rows(tmp_path / "own.xlsx")} == {"Not for them"}


def test_parked_items_have_no_time(tmp_path: Path) -> None:
    record = with_segments(kaunas(), lambda n, one: replace(one, parked=n == 6))
    agenda_xlsx.write(record, tmp_path / "agenda.xlsx")
    parked = [row for row in rows(tmp_path / "agenda.xlsx") if row["Parked"]]
    assert [(row["Item"], row["Start"], row["End"]) for row in parked] == [
        (record.agenda.segments()[6].title, None, None)
    ]


def test_what_was_held_stands_beside_the_plan(tmp_path: Path) -> None:
    segment = segment_of_step(kaunas(), 2)
    record = played(kaunas(), Position(segment.id, StageName.PRESENT), 300)
    longer = list(record.run_entries)
    longer[1] = replace(longer[1], ended=reading_at(longer[1].ended.wall + timedelta(minutes=4)))  # type: ignore[union-attr]  # it has ended
    agenda_xlsx.write(replace(record, run_entries=tuple(longer)), tmp_path / "agenda.xlsx")
    found = rows(tmp_path / "agenda.xlsx")
    assert (found[0]["Actual start"], found[0]["Actual end"]) == (time(8, 35), time(9, 5))
    assert (found[0]["Actual minutes"], found[0]["Difference"]) == (30, 0)
    assert (found[1]["Actual minutes"], found[1]["Difference"]) == (24, 4)
    assert found[1]["Minutes in first plan"] == 20
    assert (found[5]["Actual start"], found[5]["Actual end"], found[5]["Difference"]) == (
        time(10, 39, 40),
        None,
        None,
    )
    assert found[6]["Actual start"] is None


def test_a_night_has_the_times_of_the_wall(tmp_path: Path) -> None:
    agenda_xlsx.write(night(), tmp_path / "night.xlsx")
    found = rows(tmp_path / "night.xlsx")
    assert [(row["Start"], row["End"]) for row in found] == [(time(23), time(1)), (time(1), time(4))]
    assert [row["Minutes"] for row in found] == [120, 120]
    assert found[1]["Anchor"] == "ends by 06:00"
    assert found[0]["Date"] == datetime.combine(date(2027, 3, 27), time())
