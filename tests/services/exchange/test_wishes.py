"""Wishes, choices and looked-at rounds travel with a data set, or are named and left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from facilitator_app.records.enums import RoomSide, WishKind
from facilitator_app.services.exchange.importing import ImportReport
from facilitator_app.support import paths
from tests.services.exchange.conftest import Exchange, edit_json


def taken(exchange: Exchange, **further: Any) -> tuple[Path, ImportReport]:
    """Import Kaunas with further lists in its JSON."""
    source = exchange.copy("kaunas_2day")

    def add(content: dict[str, Any]) -> None:
        content.update(further)

    edit_json(source, add)
    return exchange.take_in(source)


def test_wishes_of_a_data_set_are_read_with_the_people_they_name(exchange: Exchange) -> None:
    wishes = [
        {"kind": "together", "participant": "K01", "other": "K02", "note": "neighbours"},
        {"kind": "at_table", "participant": "K03", "table": 2},
    ]
    path, report = taken(exchange, seating_wishes=wishes)
    record = exchange.read(path)
    codes = {person.id: person.code for person in record.participants}
    assert report.problems == ()
    assert report.counts["wishes"] == 2
    first, second = record.wishes
    assert (first.kind, codes[first.participant_id], first.note) == (WishKind.TOGETHER, "K01", "neighbours")
    assert codes[first.other_id or ""] == "K02"
    assert (second.kind, codes[second.participant_id], second.other_id) == (WishKind.AT_TABLE, "K03", None)
    table = record.table(second.table_id)
    assert table is not None
    assert table.number == 2


def test_a_wish_that_cannot_be_is_named_and_the_others_are_kept(exchange: Exchange) -> None:
    wishes = [
        {"kind": "together", "participant": "K01"},
        {"kind": "apart", "participant": "K01", "other": "K01"},
        {"kind": "beside", "participant": "K01", "other": "K02"},
        {"kind": "at_table", "participant": "K01", "table": 40},
        {"kind": "apart", "participant": "K01", "other": "nobody"},
        {"kind": "apart", "participant": "K04", "other": "K05"},
    ]
    path, report = taken(exchange, seating_wishes=wishes)
    assert [(problem.file, problem.column) for problem in report.problems] == [
        ("workshop.json, seating_wishes → 1", "other"),
        ("workshop.json, seating_wishes → 2", "other"),
        ("workshop.json, seating_wishes → 3", "kind"),
        ("workshop.json, seating_wishes → 4", "table"),
        ("workshop.json, seating_wishes → 5", "other"),
    ]
    assert [wish.kind for wish in exchange.read(path).wishes] == [WishKind.APART]


def test_nobody_chooses_a_cluster_twice_or_two_clusters_first(exchange: Exchange) -> None:
    choices = [
        {"participant": "K01", "choice": 1, "cluster": "K1"},
        {"participant": "K01", "choice": 1, "cluster": "K2"},
        {"participant": "K01", "choice": 2, "cluster": "K1"},
        {"participant": "K02", "choice": 3, "cluster": "K1"},
        {"participant": "K02", "choice": 2, "cluster": "K2"},
    ]
    path, report = taken(exchange, cluster_choices=choices)
    assert [problem.file for problem in report.problems] == [
        f"workshop.json, cluster_choices → {number}" for number in (2, 3, 4)
    ]
    assert [choice.choice for choice in exchange.read(path).choices] == [1, 2]


def test_how_much_is_mixed_and_where_tables_stand_comes_back(exchange: Exchange) -> None:
    source = exchange.copy("kaunas_2day")

    def say(content: dict[str, Any]) -> None:
        content["workshop"] |= {
            "mix_weights": {"org": 8, "gender": -1},
            "not_alone": ["gender"],
            "doors": "left",
        }
        content["tables"][0] |= {"place_x": 0.2, "place_y": 0.9}
        content["tables"][1] |= {"place_x": 7}

    edit_json(source, say)
    path, report = exchange.take_in(source)
    record = exchange.read(path)
    assert dict(record.details.mix_weights) == {"org": 8}
    assert (record.details.not_alone, record.details.doors) == (("gender",), RoomSide.LEFT)
    assert (record.tables[0].place_x, record.tables[0].place_y) == (0.2, 0.9)
    assert [problem.column for problem in report.problems][:2] == ["mix_weights", "place_x"]


def test_a_looked_at_round_keeps_its_moment(exchange: Exchange) -> None:
    plain, _report = exchange.take_in(paths.rehearsals() / "kaunas_2day")
    first = next(one for one in exchange.read(plain).agenda.segments() if one.has_table_work)
    said = [{"segment": first.code, "at": "2027-03-02T09:45:00"}, {"segment": first.code, "at": ""}]
    path, report = taken(exchange, seating_confirmations=said)
    [one] = exchange.read(path).confirmations
    assert one.at.isoformat() == "2027-03-02T07:45:00+00:00"
    assert [problem.column for problem in report.problems] == ["at"]
