"""Seats of all rounds on a real file: planned, frozen once held, moved by hand, explained."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from facilitator_app.records.changes import NOTHING_CHANGED
from facilitator_app.records.enums import Desk as Where
from facilitator_app.records.enums import RoundKind, StageName, TableRoleName
from facilitator_app.records.run import Position
from facilitator_app.rules.seating.facts import FactKind
from facilitator_app.rules.seating.languages import reports_in, table_language
from facilitator_app.services import people, running, seating
from facilitator_app.support.errors import CannotWriteError, KnownError
from tests import builders
from tests.services.conftest import Desk


def _invite(desk: Desk) -> list[str]:
    """Put the 28 people of the Kaunas rehearsal on the roster; return their ids."""
    ids = []
    for one in builders.kaunas().participants:
        person, _changes = people.add_participant(
            desk.file,
            desk.workshop,
            display_name=one.display_name,
            organisation=one.organisation,
            languages=one.languages,
            english_level=one.english_level,
            country=one.country,
        )
        ids.append(person)
    return ids


def _rounds(desk: Desk) -> list[str]:
    return [s.id for s in desk.record().agenda.segments() if s.has_table_work]


def _tables(desk: Desk, segment: str) -> list[set[str]]:
    record = desk.record()
    return [{p.id for p in record.seated(segment, table.id)} for table in record.tables]


@pytest.fixture
def seated(desk: Desk) -> Desk:
    """The two-day course with its people at tables."""
    _invite(desk)
    seating.plan_seats(desk.file, desk.workshop, seed=1, seconds=1.0)
    return desk


def test_everybody_has_one_seat_in_every_round_and_sizes_differ_by_one_at_most(seated: Desk) -> None:
    record = seated.record()
    for segment in _rounds(seated):
        tables = _tables(seated, segment)
        assert sorted(len(table) for table in tables) == [5, 5, 6, 6, 6]
        assert Counter(s.participant_id for s in record.seats if s.segment_id == segment) == Counter(
            p.id for p in record.participants
        )


def test_every_table_shares_a_language_and_has_all_roles_with_a_reporter_who_can(seated: Desk) -> None:
    record = seated.record()
    roster = {p.id: p for p in record.participants}
    for segment in _rounds(seated):
        for table in record.tables:
            sitting = [p.id for p in record.seated(segment, table.id)]
            assert table_language(sitting, roster).shared is not None
            roles = {
                r.role: r.participant_id
                for r in record.roles
                if (r.segment_id, r.table_id) == (segment, table.id)
            }
            assert set(roles) == set(TableRoleName)
            assert set(roles.values()) <= set(sitting)
            assert reports_in(roster[roles[TableRoleName.REPORTER]], "en")


def test_teams_sit_together_in_all_their_rounds(seated: Desk) -> None:
    kinds = {s.id: s.round_kind for s in seated.record().agenda.segments()}
    teams = [_tables(seated, s) for s in _rounds(seated) if kinds[s] is RoundKind.CLUSTER]
    assert len(teams) == 10
    assert all(team == teams[0] for team in teams)


def test_a_plan_is_one_step_and_undo_takes_it_back_whole(seated: Desk) -> None:
    before = seated.record()
    seated.file.undo(Where.PREPARE)
    assert (seated.record().seats, seated.record().roles) == ((), ())
    seated.file.redo(Where.PREPARE)
    assert seated.record() == before


def test_tables_without_a_language_get_the_one_they_share(seated: Desk) -> None:
    assert all(table.discussion_language and table.report_language for table in seated.record().tables)


def test_rounds_that_were_held_keep_their_seats(seated: Desk) -> None:
    first, *_rest = _rounds(seated)
    held = _tables(seated, first)
    running.jump(seated.file, seated.workshop, Position(first, StageName.DISCUSS))
    later = _tables(seated, _rest[0])
    seating.plan_seats(seated.file, seated.workshop, seed=99, seconds=1.0)
    assert _tables(seated, first) == held
    assert _tables(seated, _rest[0]) != later


def test_teams_that_have_worked_together_are_never_torn_apart_by_a_new_plan(seated: Desk) -> None:
    kinds = {s.id: s.round_kind for s in seated.record().agenda.segments()}
    teams = [s for s in _rounds(seated) if kinds[s] is RoundKind.CLUSTER]
    together = _tables(seated, teams[0])
    running.jump(seated.file, seated.workshop, Position(teams[0], StageName.DISCUSS))
    seating.plan_seats(seated.file, seated.workshop, seed=5, seconds=1.0)
    assert all(_tables(seated, team) == together for team in teams)


def test_who_is_not_there_in_a_half_day_gets_no_seat_then(desk: Desk) -> None:
    ids = _invite(desk)
    people.mark(desk.file, desk.workshop, ids[3], "D1-AM", present=False)
    people.withdraw(desk.file, ids[7])
    seating.plan_seats(desk.file, desk.workshop, seconds=1.0)
    morning, *_between, last = _rounds(desk)
    assert ids[3] not in set().union(*_tables(desk, morning))
    assert ids[3] in set().union(*_tables(desk, last))
    assert ids[7] not in {seat.participant_id for seat in desk.record().seats}


def test_a_late_arrival_is_seated_everywhere_and_nobody_else_moves(seated: Desk) -> None:
    before = {(s.segment_id, s.participant_id): s.table_id for s in seated.record().seats}
    person, _changes = people.add_participant(
        seated.file, seated.workshop, display_name="Late Person", languages=["lt", "en"], english_level="B2"
    )
    number, _changes = people.came_late(seated.file, seated.workshop, person, "D1-AM")
    record = seated.record()
    after = {(s.segment_id, s.participant_id): s.table_id for s in record.seats}
    assert {key: after[key] for key in before} == before
    assert {key[0] for key in after if key[1] == person} == set(_rounds(seated))
    assert number in {1, 2, 3, 4, 5}
    roster = {p.id: p for p in record.participants}
    for segment in _rounds(seated):
        table = next(t for t in _tables(seated, segment) if person in t)
        assert table_language(sorted(table), roster).shared is not None
        assert len(table) <= 6


def test_a_person_is_moved_in_this_round_or_in_this_and_all_later_ones(seated: Desk) -> None:
    rounds = _rounds(seated)
    record = seated.record()
    person = record.seated(rounds[0], record.tables[0].id)[0].id
    seating.move_person(seated.file, rounds[0], person, record.tables[1].id)
    assert person in _tables(seated, rounds[0])[1]
    seating.move_person(seated.file, rounds[1], person, record.tables[4].id, and_later=True)
    assert all(person in _tables(seated, segment)[4] for segment in rounds[1:])
    assert person in _tables(seated, rounds[0])[1]
    held = [r for r in seated.record().roles if r.participant_id == person]
    assert all(person in {p.id for p in seated.record().seated(r.segment_id, r.table_id)} for r in held)


def test_two_people_swap_seats_and_roles(seated: Desk) -> None:
    segment = _rounds(seated)[0]
    record = seated.record()
    one, other = (record.seated(segment, record.tables[n].id)[0].id for n in (0, 1))
    roles = {(r.table_id, r.role): r.participant_id for r in record.roles if r.segment_id == segment}
    seating.swap_people(seated.file, segment, one, other)
    assert other in _tables(seated, segment)[0]
    assert one in _tables(seated, segment)[1]
    swapped = {one: other, other: one}
    after = {(r.table_id, r.role): r.participant_id for r in seated.record().roles if r.segment_id == segment}
    assert after == {key: swapped.get(who, who) for key, who in roles.items()}


def test_a_role_is_given_only_to_somebody_who_sits_there(seated: Desk) -> None:
    segment = _rounds(seated)[0]
    record = seated.record()
    table = record.tables[0].id
    stranger = record.seated(segment, record.tables[1].id)[0].id
    with pytest.raises(KnownError, match="does not sit at table 1"):
        seating.set_role(seated.file, segment, table, TableRoleName.HOST, stranger)
    insider = record.seated(segment, table)[-1].id
    seating.set_role(seated.file, segment, table, TableRoleName.HOST, insider)
    seating.set_role(seated.file, segment, table, TableRoleName.SCRIBE, None)
    assert seating.set_role(seated.file, segment, table, TableRoleName.SCRIBE, None) == NOTHING_CHANGED
    roles = {
        r.role: r.participant_id
        for r in seated.record().roles
        if (r.segment_id, r.table_id) == (segment, table)
    }
    assert roles[TableRoleName.HOST] == insider
    assert TableRoleName.SCRIBE not in roles


def test_the_seating_is_explained_round_by_round(seated: Desk) -> None:
    explained = seating.explain(seated.record())
    assert [one.segment_id for one in explained.rounds] == _rounds(seated)
    assert all(sorted(one.sizes) == [5, 5, 6, 6, 6] for one in explained.rounds)
    assert not any(fact.is_trouble for one in explained.rounds for fact in one.facts)
    assert explained.unseated == ()
    assert FactKind.MEETS_OTHERS in {fact.kind for fact in explained.meetings}
    people.add_participant(seated.file, seated.workshop, display_name="New", languages=["lt"])
    assert len(seating.explain(seated.record()).unseated) == len(_rounds(seated))


def test_sharjahs_khmer_table_is_told_to_share_only_english_with_two() -> None:
    facts = [fact for one in seating.explain(builders.sharjah()).rounds for fact in one.facts]
    only = [fact for fact in facts if fact.kind is FactKind.SHARES_ONLY and fact.table == 5]
    assert only
    assert all(fact.values["language"] == "en" and len(fact.people) == 2 for fact in only)


def test_without_people_or_outside_a_round_nothing_is_seated(desk: Desk) -> None:
    with pytest.raises(KnownError, match="no people yet"):
        seating.plan_seats(desk.file, desk.workshop)
    (person, *_rest) = _invite(desk)
    lunch = next(s.id for s in desk.record().agenda.segments() if s.title == "Lunch")
    with pytest.raises(KnownError, match="no table work"):
        seating.move_person(desk.file, lunch, person, desk.record().tables[0].id)
    with pytest.raises(KnownError, match="no seat in this round"):
        seating.swap_people(desk.file, _rounds(desk)[0], person, _rest[0])


def test_a_table_has_name_languages_and_cluster(desk: Desk) -> None:
    table = desk.record().tables[0].id
    seating.set_table(desk.file, table, name="Nemunas", discussion_language="lt", report_language="lt")
    row = desk.record().tables[0]
    assert (row.name, row.discussion_language, row.report_language) == ("Nemunas", "lt", "lt")
    with pytest.raises(KnownError, match="language code"):
        seating.set_table(desk.file, table, report_language="Lithuanian language")
    with pytest.raises(KnownError, match="no longer"):
        seating.set_table(desk.file, table, cluster_id="gone")


_INSTANCE = {
    "format": "groups-benchmark/1",
    "name": "eight",
    "seed": 3,
    "participants": [
        {"id": f"p{n}", "org": f"o{n % 3}", "sector": "business", "country": "LT", "gender": "x",
         "experience": 3, "languages": ["lt"]}
        for n in range(8)
    ],
    "rounds": [
        {"id": r, "mode": "mix", "tables": 2, "min_size": 4, "max_size": 4, "common_language": True}
        for r in (1, 2)
    ],
    "keep_together": [], "keep_apart": [], "pins": [], "history": [], "mix": {"org": 8}, "spokesperson": True,
}  # fmt: skip


def test_an_instance_is_solved_into_a_plan_file_and_the_same_seed_gives_the_same_bytes(
    tmp_path: Path,
) -> None:
    source = tmp_path / "eight.json"
    source.write_text(json.dumps(_INSTANCE), "utf-8")
    plans = [tmp_path / "one.json", tmp_path / "two.json"]
    for path in plans:
        score = seating.solve_instance(source, path, seconds=30, seed=4, steps=200)
        assert score.hard == 0
    assert plans[0].read_bytes() == plans[1].read_bytes()
    plan = json.loads(plans[0].read_text("utf-8"))
    assert [sorted(p for table in one["tables"] for p in table) for one in plan["rounds"]] == [
        [f"p{n}" for n in range(8)]
    ] * 2
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "eight.json", "one.json", "two.json",
    ]  # fmt: skip


def test_an_instance_that_cannot_be_read_or_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="cannot be read"):
        seating.solve_instance(tmp_path / "missing.json", tmp_path / "plan.json")
    broken = tmp_path / "broken.json"
    broken.write_text("{", "utf-8")
    with pytest.raises(KnownError, match="not readable as JSON"):
        seating.solve_instance(broken, tmp_path / "plan.json")
    broken.write_text(json.dumps(_INSTANCE), "utf-8")
    with pytest.raises(CannotWriteError):
        seating.solve_instance(broken, tmp_path / "no folder" / "plan.json", steps=5)
