"""Ratings on a real file, and the signals of the rehearsals against their expected ones."""

from __future__ import annotations

import csv

import pytest

from facilitator_app.records.changes import NOTHING_CHANGED
from facilitator_app.records.enums import StageName
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.lights import SignalColour
from facilitator_app.services import lights
from facilitator_app.support import paths
from facilitator_app.support.errors import KnownError
from tests import builders
from tests.services.conftest import Desk


def _key(desk: Desk, step: int = 2, table: int = 1) -> tuple[str, str, int, str, None]:
    record = desk.record()
    segment = next(s for s in record.agenda.segments() if s.steps == (step,))
    assert any(slot.stage is StageName.LIGHTS for slot in segment.stages)
    chosen = next(t for t in record.tables if t.number == table)
    return desk.workshop, segment.id, step, chosen.id, None


def test_a_light_is_rated_changed_and_left_open_in_one_row(desk: Desk) -> None:
    key = _key(desk)
    for rating in (2, 1, None):
        lights.rate(desk.file, *key, "G02.1", rating)
        rows = desk.record().light_ratings
        assert [(row.item, row.rating) for row in rows] == [("G02.1", rating)]
    assert lights.rate(desk.file, *key, "G02.2", None) == NOTHING_CHANGED


def test_evidence_takes_the_language_of_the_table_and_its_own_row(desk: Desk) -> None:
    key = _key(desk)
    lights.note_evidence(desk.file, *key, "R02.1", local_text="Jau nuspręsta", language="lt")
    lights.note_evidence(desk.file, *key, "R02.1", english_text="Already decided")
    row = desk.record().light_ratings[0]
    assert (row.evidence_local, row.evidence_english, row.evidence_language, row.rating) == (
        "Jau nuspręsta", "Already decided", "lt", None,
    )  # fmt: skip
    assert lights.note_evidence(desk.file, *key, "R02.2", local_text=" ") == NOTHING_CHANGED


@pytest.mark.parametrize(
    ("item", "rating", "word"), [("G02.1", 3, "cannot be rated"), ("G03.1", 1, "no light G03.1")]
)
def test_a_light_that_cannot_be_rated_so_is_refused(desk: Desk, item: str, rating: int, word: str) -> None:
    with pytest.raises(KnownError, match=word):
        lights.rate(desk.file, *_key(desk), item, rating)
    assert desk.record().light_ratings == ()


def test_a_table_that_is_gone_is_told(desk: Desk) -> None:
    workshop, segment, step, _table, cluster = _key(desk)
    with pytest.raises(KnownError, match="no longer in the workshop"):
        lights.rate(desk.file, workshop, segment, step, "gone", cluster, "G02.1", 1)


def test_a_light_in_the_hosts_words_is_marked_as_local(desk: Desk) -> None:
    light = desk.record().light_items[0]
    lights.edit_light(desk.file, light.id, "Our own sign")
    assert desk.record().light_items[0].text == "Our own sign"
    assert lights.edit_light(desk.file, light.id, "Our own sign") == NOTHING_CHANGED
    with pytest.raises(KnownError, match="empty"):
        lights.edit_light(desk.file, light.id, " ")


def test_few_ratings_are_not_enough_information(desk: Desk) -> None:
    key = _key(desk)
    lights.rate(desk.file, *key, "G02.1", 2)
    (only,) = lights.signals(desk.record())
    assert (only.signal.colour, only.signal.rated, only.signal.items) == (SignalColour.NOT_ENOUGH, 1, 12)


@pytest.mark.parametrize(
    ("record", "folder"), [(builders.kaunas(), "kaunas_2day"), (builders.sharjah(), "sharjah_1day")]
)
def test_signals_are_the_expected_ones(record: WorkshopRecord, folder: str) -> None:
    path = paths.rehearsals() / folder / "expected_signals.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        expected = {(int(row["step"]), int(row["table"])): row for row in csv.DictReader(file)}
    tables = {table.id: table.number for table in record.tables}
    found = {(one.key.step, tables[one.key.table_id]): one.signal for one in lights.signals(record)}
    assert found.keys() == expected.keys()
    for key, signal in found.items():
        row = expected[key]
        assert (str(signal.rated), signal.colour.value) == (row["rated"], row["signal"])
        if signal.colour is not SignalColour.NOT_ENOUGH:
            assert signal.green_score == pytest.approx(float(row["green_score"]), abs=5e-4)
            assert signal.red_score == pytest.approx(float(row["red_score"]), abs=5e-4)


def test_the_board_shows_each_table_of_a_cluster_and_where_they_disagree() -> None:
    board = lights.board(builders.kaunas())
    assert all(len(row.cells) == len(board.steps) for row in board.rows)
    rows = [(row.cluster_id, row.table_id) for row in board.rows]
    assert len(rows) == len(set(rows))
    colours: dict[tuple[str | None, int], set[SignalColour]] = {}
    for row in board.rows:
        for step, cell in zip(board.steps, row.cells, strict=True):
            if row.cluster_id and cell and cell.colour is not SignalColour.NOT_ENOUGH:
                colours.setdefault((row.cluster_id, step), set()).add(cell.colour)
    assert set(board.disagreements) == {key for key, seen in colours.items() if len(seen) > 1}
    assert board.disagreements
