"""Everything gathered in the rehearsals stands in the report, and every figure is the expected one."""

from __future__ import annotations

import csv
import json
import unicodedata
from dataclasses import replace
from typing import Any

import pytest

from facilitator_app.exports import figures
from facilitator_app.records.enums import Edition
from facilitator_app.rules.board import signals
from facilitator_app.rules.statistics import Summary
from facilitator_app.support import paths
from tests.exports.session_pdf.conftest import Records, Reports
from tests.exports.session_pdf.reading import holds, holds_rtl, text_of
from tests.exports.text.reading import poppler_texts, visible

SETS = ("kaunas_2day", "sharjah_1day")
POINTS = {"kaunas_2day": 65, "sharjah_1day": 23}
PEOPLE = {"kaunas_2day": 28, "sharjah_1day": 26}


def rows_of(name: str, file: str) -> list[dict[str, str]]:
    path = paths.rehearsals() / name / file
    with path.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def is_rtl(text: str) -> bool:
    return any(unicodedata.bidirectional(c) in {"R", "AL"} for c in text)


def expected() -> dict[str, Any]:
    path = paths.rehearsals() / "kaunas_2day" / "expected.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("edition", [Edition.FULL, Edition.PARTICIPANTS])
def test_every_point_stands_in_the_report_in_both_languages(
    name: str, edition: Edition, reports: Reports
) -> None:
    report = text_of(reports(name, edition))
    rows = rows_of(name, "report_backs.csv")
    missing = [
        text
        for row in rows
        for text in (row["local_text"], row["english_text"])
        if not (holds_rtl if is_rtl(text) else holds)(report, text)
    ]
    assert len(rows) == POINTS[name]
    assert missing == []


def test_poppler_reads_every_point_too(reports: Reports) -> None:
    report = visible("".join(poppler_texts(reports("kaunas_2day", Edition.FULL))))
    rows = rows_of("kaunas_2day", "report_backs.csv")
    # Poppler reads columns across: whole lines of a cell, not always the whole cell.
    words = {visible(word) for row in rows for word in row["local_text"].split()}
    assert [word for word in words if word not in report] == []


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("edition", list(Edition))
def test_everybody_who_took_part_is_named(name: str, edition: Edition, reports: Reports) -> None:
    report = text_of(reports(name, edition))
    rows = rows_of(name, "participants.csv")
    names = [row.get("display_name") or f"{row['given_name']} {row['family_name']}" for row in rows]
    assert len(names) == PEOPLE[name]
    assert [one for one in names if visible(one) not in report] == []
    own = [row.get("native_name") or "" for row in rows]
    assert [one for one in own if not holds_rtl(report, one)] == []


def test_actions_and_open_questions_stand_in_the_report(reports: Reports) -> None:
    report = text_of(reports("kaunas_2day", Edition.FULL))
    actions = rows_of("kaunas_2day", "actions.csv")
    questions = rows_of("kaunas_2day", "parking_lot.csv")
    assert (len(actions), len(questions)) == (5, 4)
    for row in actions:
        assert visible(row["title_en"]) in report
        assert visible(row["title_local"]) in report
        assert visible(row["done_when"]) in report
    for row in questions:
        assert visible(row["local_text"]) in report
        assert visible(row["english_text"]) in report
    due = [report.index(visible(row["title_en"])) for row in sorted(actions, key=lambda row: row["due_date"])]
    assert due == sorted(due)


def test_scores_and_dots_are_the_expected_ones(records: Records, reports: Reports) -> None:
    found = figures.prioritised(records("kaunas_2day"))
    assert {one.cluster.code: one.mean for one in found} == expected()["weighted_mean_score"]
    assert {one.cluster.code: one.dots for one in found} == expected()["dots"]
    report = text_of(reports("kaunas_2day", Edition.FULL))
    for one in found:
        assert f"{visible(one.cluster.name_english)}{one.mean:.3f}" in report


def _expected_summary(summary: Summary) -> dict[str, float | None]:
    return {"n": summary.n, "mean": summary.mean, "median": summary.median}


def test_learning_and_evaluation_are_the_expected_ones(records: Records, reports: Reports) -> None:
    changes = figures.learning(records("kaunas_2day"))
    assert {
        code: {
            "pre": _expected_summary(one.before),
            "post": _expected_summary(one.after),
            "then_retrospective": _expected_summary(one.then),
        }
        for code, one in changes.items()
    } == expected()["self_assessment"]
    answers = figures.evaluation(records("kaunas_2day"))
    assert {code: {"n": one.n, "mean": one.mean} for code, one in answers.items()} == expected()["evaluation"]
    report = text_of(reports("kaunas_2day", Edition.FULL))
    for one in changes.values():
        row = "".join(f"{part.n}{part.mean:.3f}" for part in (one.before, one.then, one.after))
        assert row in report


def test_attendance_and_overrun_are_the_expected_ones(records: Records, reports: Reports) -> None:
    record = records("kaunas_2day")
    assert figures.attendance(record) == expected()["attendance"]
    minutes = figures.overrun_seconds(figures.held(record)) / 60
    assert minutes == expected()["total_overrun_minutes"]
    assert visible("took 26 minutes longer than planned") in text_of(reports("kaunas_2day", Edition.FULL))


def test_who_was_not_ticked_off_was_there(records: Records) -> None:
    record = records("kaunas_2day")
    missing = tuple(one for one in record.attendance if not one.present)
    live = replace(record, attendance=missing)
    assert {one.session for one in missing} == set(expected()["attendance"])
    assert figures.attendance(live) == expected()["attendance"]
    away = replace(live.participants[0], withdrawn=True)
    fewer = replace(live, participants=(away, *live.participants[1:]))
    first = missing[0].session
    assert figures.attendance(fewer)[first] == expected()["attendance"][first] - 1


@pytest.mark.parametrize("name", SETS)
def test_signals_are_the_expected_ones(name: str, records: Records, reports: Reports) -> None:
    record = records(name)
    report = text_of(reports(name, Edition.FULL))
    found = {}
    for key, signal in signals(record).items():
        table = record.table(key.table_id)
        assert table is not None
        found[str(key.step), str(table.number)] = signal
    rows = rows_of(name, "expected_signals.csv")
    assert len(rows) == len(found)
    for row in rows:
        signal = found[row["step"], row["table"]]
        assert (str(signal.rated), signal.colour) == (row["rated"], row["signal"])
        if row["green_score"]:
            green, red = float(row["green_score"]), float(row["red_score"])
            assert round(signal.green_score or 0, 3) == green
            assert round(signal.red_score or 0, 3) == red
            assert f"{green:.3f}{red:.3f}{row['rated']}/12" in report


def test_key_numbers_of_the_first_page(records: Records) -> None:
    numbers = figures.key_numbers(records("kaunas_2day"))
    assert (numbers.participants, numbers.countries, numbers.report_backs) == (28, 6, 25)
    assert (numbers.points, numbers.actions_with_owner, numbers.measured) == (65, 5, True)
    sharjah = figures.key_numbers(records("sharjah_1day"))
    assert (sharjah.participants, sharjah.report_backs, sharjah.points) == (26, 20, 23)
    assert not sharjah.measured
