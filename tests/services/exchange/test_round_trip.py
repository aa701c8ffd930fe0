"""What is exported imports to an equal workshop: exporting again gives the same bytes."""

from __future__ import annotations

import csv
import json
import zipfile
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.enums import PointField
from facilitator_app.rules.text import clean
from facilitator_app.services.exchange.exporting import export_data_set
from facilitator_app.services.exchange.giving_tables import csv_bytes, guarded
from facilitator_app.services.exchange.layout import PARTICIPANTS
from facilitator_app.services.exchange.sheets import sheet_from_bytes
from facilitator_app.store import files
from facilitator_app.support import paths
from facilitator_app.support.errors import CannotWriteError, KnownError
from tests.services.exchange.conftest import Exchange, edit_csv, edit_json, same_bytes


def edge_cases() -> list[Any]:
    value = json.loads((paths.rehearsals() / "edge_cases.json").read_text("utf-8"))
    return list(value["cases"])


@pytest.mark.parametrize("name", ["kaunas_2day", "sharjah_1day"])
@pytest.mark.parametrize("suffix", ["", ".zip"])
def test_an_export_imports_to_an_equal_workshop(exchange: Exchange, name: str, suffix: str) -> None:
    path, first = exchange.take_in(paths.rehearsals() / name)
    package = exchange.give(path, f"first{suffix}")
    again, second = exchange.take_in(package)
    assert second.counts == first.counts
    assert second.problems == ()
    assert same_bytes(exchange.give(path, "a"), exchange.give(again, "b")) == []


def test_unknown_columns_and_fields_are_kept_and_written_back(exchange: Exchange) -> None:
    folder = exchange.copy("kaunas_2day")
    edit_csv(folder, "participants.csv", lambda lines: lines.__setitem__(0, f"{lines[0]},diet,=odd"))
    edit_csv(folder, "participants.csv", lambda lines: lines.__setitem__(1, f"{lines[1]},vegan,=1+1"))
    edit_json(folder, lambda v: v["workshop"].update(budget={"EUR": 4200}))
    edit_json(folder, lambda v: v["report_backs"][0].update(mood="bright"))
    path, report = exchange.take_in(folder)
    assert report.problems == ()
    out = exchange.give(path, "out")
    rows = list(csv.DictReader(StringIO((out / "participants.csv").read_text("utf-8-sig"))))
    assert (rows[0]["diet"], rows[0]["'=odd"]) == ("vegan", "'=1+1")
    value = json.loads((out / "workshop.json").read_text("utf-8"))
    assert value["workshop"]["budget"] == {"EUR": 4200}
    assert value["report_backs"][0]["mood"] == "bright"
    again, _report = exchange.take_in(out)
    assert same_bytes(out, exchange.give(again, "out2")) == []


def test_every_edge_case_survives_capture_file_export_and_import(exchange: Exchange) -> None:
    path, _report = exchange.take_in(paths.rehearsals() / "sharjah_1day")
    with files.open_workshop(path, clock=exchange.clock, device="test-laptop") as file:
        points = [point for back in exchange_record(file).report_backs for point in back.points]
        for case, point in zip(edge_cases(), points, strict=False):
            file.save_draft(point.id, PointField.LOCAL, case["text"])
            file.save_draft(point.id, PointField.ENGLISH, f"{case['text']} ·")
        export_data_set(file, exchange.folder / "out", now=exchange.clock.read().wall)
    record = exchange.read(exchange.take_in(exchange.folder / "out")[0])
    kept = [point for back in record.report_backs for point in back.points]
    for case, point in zip(edge_cases(), kept, strict=False):
        assert point.local_text == clean(case["text"]), case["why"]
        assert point.english_text == clean(f"{case['text']} ·"), case["why"]
    again = exchange.take_in(exchange.folder / "out")[0]
    assert same_bytes(exchange.folder / "out", exchange.give(again, "out2")) == []


def exchange_record(file: Any) -> Any:
    from facilitator_app.services.reading import read_workshop  # noqa: PLC0415 - beside its one use

    with file.read() as session:
        return read_workshop(session)


def add(lines: list[str], line: str) -> None:
    lines.append(line)


def test_no_spreadsheet_runs_what_somebody_typed(exchange: Exchange) -> None:
    folder = exchange.copy("kaunas_2day")
    for row, text in enumerate(
        ("=SUM(A1:A9)", "+cmd", "-2+3", "@SUM", "'quoted", '=HYPERLINK("x")'), start=1
    ):
        quoted = '"' + text.replace('"', '""') + '"'
        edit_csv(folder, "actions.csv", partial(add, line=f"A2{row},,,{quoted},,,,,"))
    path, _report = exchange.take_in(folder)
    out = exchange.give(path, "out")
    cells = [
        cell for row in csv.reader(StringIO((out / "actions.csv").read_text("utf-8-sig"))) for cell in row
    ]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    titles = [action.title_english for action in exchange.read(exchange.take_in(out)[0]).actions]
    assert titles[5:] == ["=SUM(A1:A9)", "+cmd", "-2+3", "@SUM", "'quoted", '=HYPERLINK("x")']


def test_a_package_holds_the_journal_and_its_own_checksums(exchange: Exchange) -> None:
    path, _report = exchange.take_in(paths.rehearsals() / "sharjah_1day")
    package = exchange.give(path, "s.zip")
    with zipfile.ZipFile(package) as archive:
        names = set(archive.namelist())
        manifest = json.loads(archive.read("manifest.json"))
        assert "journal.jsonl" in names
        assert set(manifest["files"]) == names - {"manifest.json"}
        first = json.loads(archive.read("journal.jsonl").splitlines()[0])
        assert first["seq"] == 1


def test_an_export_never_replaces_anything(exchange: Exchange) -> None:
    path, _report = exchange.take_in(paths.rehearsals() / "sharjah_1day")
    (exchange.folder / "full").mkdir()
    (exchange.folder / "full" / "mine.txt").write_text("mine")
    with pytest.raises(CannotWriteError):
        exchange.give(path, "full")
    (exchange.folder / "mine.zip").write_text("mine")
    with pytest.raises(CannotWriteError):
        exchange.give(path, "mine.zip")
    assert (exchange.folder / "mine.zip").read_text() == "mine"
    assert [p.name for p in (exchange.folder / "full").iterdir()] == ["mine.txt"]
    with pytest.raises(CannotWriteError):
        exchange.give(path, "nowhere/deep")
    assert not list(exchange.folder.glob(".*part*"))


def test_an_unknown_workshop_is_refused(exchange: Exchange) -> None:
    path, _report = exchange.take_in(paths.rehearsals() / "sharjah_1day")
    with (
        files.open_workshop(path, clock=exchange.clock, device="test-laptop") as file,
        pytest.raises(KnownError, match="riga"),
    ):
        export_data_set(file, exchange.folder / "x", now=exchange.clock.read().wall, workshop="riga")


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40) | st.text(
    "=+-@'\"\t\n;, a", max_size=12
)


@given(st.lists(texts, min_size=1, max_size=6))
def test_any_text_comes_back_from_a_guarded_cell(cells: list[str]) -> None:
    kept = [clean(cell) for cell in cells]
    raw = csv_bytes(PARTICIPANTS, [{"id": str(n), "notes": text} for n, text in enumerate(kept)])
    sheet = sheet_from_bytes(raw, "participants.csv")
    at = sheet.heading.index("notes")
    back = [row.cells[at].removeprefix("'") for row in sheet.rows]
    assert back == kept


@given(texts)
def test_no_guarded_text_begins_like_a_formula(text: str) -> None:
    assert not guarded(text).lstrip().startswith(("=", "+", "-", "@"))


def test_translations_find_their_rows_again(exchange: Exchange) -> None:
    path, _report = exchange.take_in(paths.rehearsals() / "sharjah_1day")
    out = exchange.give(path, "out")
    first = {
        "noun": "steps",
        "ref": "1",
        "field": "task_text",
        "language": "ar",
        "text": "اختر",
        "status": "checked",
    }
    lost = {**first, "ref": "99"}
    edit_json(out, lambda v: v.update(translations=[first, lost]))
    again, report = exchange.take_in(out)
    record = exchange.read(again)
    assert record.translated("steps", record.steps[0].id, "task_text", "ar") == "اختر"
    assert [problem.column for problem in report.problems] == ["ref"]


def test_marks_on_a_point_travel_with_it(exchange: Exchange) -> None:
    folder = exchange.copy("kaunas_2day")
    edit_csv(
        folder, "report_backs.csv", lambda lines: lines.__setitem__(0, f"{lines[0]},do_not_publish,author")
    )
    edit_csv(folder, "report_backs.csv", lambda lines: lines.__setitem__(1, f"{lines[1]},True,Rasa"))
    path, _report = exchange.take_in(folder)
    record = exchange.read(exchange.take_in(exchange.give(path, "out"))[0])
    point = record.report_backs[0].points[0]
    assert (point.do_not_publish, point.author) == (True, "Rasa")
    assert Path(exchange.folder / "out").is_dir()
