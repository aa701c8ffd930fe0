"""Where do I sit: everybody who is here and nobody else, in order, and who changes the table."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.enums import RoomSide, RoundKind, StageName
from facilitator_app.records.people import Attendance, Participant
from facilitator_app.records.room import RoomScene, SceneKind, SeatsView
from facilitator_app.records.run import Position
from facilitator_app.records.seating import Seat
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services.room import fitting_kind, scene
from tests.builders import before_start, kaunas, played, sharjah, state_after


def rounds(record: WorkshopRecord) -> list[str]:
    return [one.id for one in record.agenda.segments() if one.has_table_work and not one.parked]


def shown_in(record: WorkshopRecord, number: int) -> RoomScene:
    """What the room sees while the round of this number is presented."""
    step = record.agenda.segment(rounds(record)[number])
    assert step is not None
    at = played(record, Position(step.id, step.stages[0].stage))
    return scene(at, state_after(at), SceneKind.GROUPS)


def moved(record: WorkshopRecord, number: int, *people: int) -> WorkshopRecord:
    """The record in which some people sit at table 1 in one round."""
    first = min(record.tables, key=lambda table: table.number).id
    ids = {record.participants[one].id for one in people}
    segment = rounds(record)[number]
    seats = (
        replace(seat, table_id=first) if seat.segment_id == segment and seat.participant_id in ids else seat
        for seat in record.seats
    )
    return replace(record, seats=tuple(seats))


def of_kind(record: WorkshopRecord, *kinds: RoundKind) -> WorkshopRecord:
    wanted = dict(zip(rounds(record), kinds, strict=False))
    days = tuple(
        replace(
            day,
            segments=tuple(replace(s, round_kind=wanted.get(s.id, s.round_kind)) for s in day.segments),
        )
        for day in record.agenda.days
    )
    return replace(record, agenda=replace(record.agenda, days=days))


def names(shown: RoomScene) -> list[str]:
    return [seat.name.text for seat in shown.seats]


def test_names_stand_in_the_alphabet_of_the_room() -> None:
    shown = names(shown_in(kaunas(), 0))
    assert shown[:4] == ["Aino Hietasalmi", "Arūnas Dobilas", "Åsa Björkängen", "Aušra Medeinytė"]
    assert shown[-2:] == ["Tomas Girnius", "Tõnu Õunapuu"]
    swedish = replace(kaunas(), details=replace(kaunas().details, local_languages=("sv",)))
    assert names(shown_in(swedish, 0))[-1] == "Åsa Björkängen"


def test_in_an_arabic_workshop_arabic_names_come_first_then_latin_then_the_others() -> None:
    shown = shown_in(sharjah(), 0)
    assert shown.reads_in == "ar"
    assert names(shown)[:2] == ["آمنة الشرقاوي", "حمد الكعبتي"]
    latin = names(shown).index("Aroha Kingsmoor")
    assert names(shown)[latin + 1] == "Gareth Penhallow"
    assert names(shown)[latin + 2] == "กัญญา ดอยแดง"
    assert names(shown)[-1] == "សុភា សូត្រ"


def test_nobody_who_is_away_in_this_half_day_is_looked_for() -> None:
    record = kaunas()
    away = record.participants[5]
    assert away.own_name not in names(shown_in(record, 0))
    later = next(n for n, one in enumerate(rounds(record)) if one.startswith("two_day.d2"))
    assert away.own_name in names(shown_in(record, later))


def test_a_walk_in_is_there_as_soon_as_they_have_a_seat() -> None:
    record = kaunas()
    guest = Participant("walk-in", "", "Žydrė", "Naujokė", "Žydrė Naujokė", languages=("lt",))
    record = replace(record, participants=(*record.participants, guest))
    assert guest.own_name not in names(shown_in(record, 1))
    seat = Seat("s", rounds(record)[1], record.tables[2].id, guest.id)
    shown = shown_in(replace(record, seats=(*record.seats, seat)), 1)
    found = next(one for one in shown.seats if one.name.text == guest.own_name)
    assert (found.table, found.moved) == (record.tables[2].number, True), "nobody knows the table yet"
    assert "Žydrė N." in [name.text for name in shown.tables[2].names]


def test_where_nobody_moves_the_scene_says_so() -> None:
    shown = shown_in(kaunas(), 1)
    assert shown.headline[0].text == "Stay where you sit"
    assert shown.moved_words == ()
    assert shown_in(kaunas(), 0).headline[0].text == "Where do I sit?", "there was no round before"


def test_those_who_change_the_table_are_marked() -> None:
    record = moved(kaunas(), 1, 10, 20)
    shown = shown_in(record, 1)
    ids = (10, 20)
    assert [s.name.text for s in shown.seats if s.moved] == sorted(
        record.participants[i].own_name for i in ids
    )
    assert shown.headline[0].text == "Where do I sit?"
    assert shown.moved_words[0].text == "New table"


def test_where_everybody_moves_nobody_is_marked_out() -> None:
    record = kaunas()
    numbers = [table.id for table in record.tables]
    segment = rounds(record)[1]
    seats = tuple(
        replace(seat, table_id=numbers[(numbers.index(seat.table_id) + 1) % len(numbers)])
        if seat.segment_id == segment
        else seat
        for seat in record.seats
    )
    shown = shown_in(replace(record, seats=seats), 1)
    assert all(seat.moved for seat in shown.seats)
    assert shown.moved_words == ()


def test_a_cluster_round_and_those_that_stay_in_it_name_each_tables_cluster() -> None:
    record = of_kind(kaunas(), RoundKind.MIX, RoundKind.CLUSTER, RoundKind.SAME, RoundKind.MIX)
    assert all(table.cluster == () for table in shown_in(record, 0).tables)
    for number in (1, 2):
        said = [text.text for table in shown_in(record, number).tables for text in table.cluster]
        assert set(said) <= {cluster.name_english for cluster in record.clusters}
        assert said
    assert all(table.cluster == () for table in shown_in(record, 3).tables)


def test_tables_are_shown_where_they_stand_and_the_doors_where_they_are() -> None:
    record = kaunas()
    tables = (replace(record.tables[0], place_x=0.9, place_y=0.2), *record.tables[1:])
    details = replace(record.details, doors=RoomSide.LEFT)
    shown = shown_in(replace(record, tables=tables, details=details), 0)
    assert shown.tables[0].place == (0.9, 0.2)
    assert len({table.place for table in shown.tables}) == 5
    assert shown.plan is not None
    assert shown.plan.doors is RoomSide.LEFT


def test_the_facilitator_may_hold_one_of_the_two_views() -> None:
    record = kaunas()
    held = scene(record, before_start(record), SceneKind.GROUPS, SeatsView.BY_TABLE)
    assert held.seats_view is SeatsView.BY_TABLE
    other = scene(record, before_start(record), SceneKind.WELCOME, SeatsView.BY_TABLE)
    assert other == scene(record, before_start(record), SceneKind.WELCOME), "other scenes know nothing of it"


def test_a_name_that_its_owner_does_not_begin_with_the_given_name_stays_as_it_is() -> None:
    record = kaunas()
    nagy = replace(record.participants[0], given_name="Anna", family_name="Nagy", display_name="Nagy Anna")
    shown = shown_in(replace(record, participants=(nagy, *record.participants[1:])), 0)
    assert shown.tables[0].names[0].text == "Nagy Anna"


def test_registration_without_a_plan_welcomes_people_and_does_not_send_them_to_empty_tables() -> None:
    record = replace(kaunas(), seats=())
    first = record.agenda.days[0].segments[0]
    at = played(record, Position(first.id, StageName.WHOLE))
    assert fitting_kind(at, state_after(at)) is SceneKind.WELCOME


@given(
    gone=st.sets(st.integers(0, 27)),
    replaced=st.sets(st.integers(0, 27)),
    away=st.sets(st.integers(0, 27)),
    number=st.integers(0, 11),
)
def test_whoever_is_gone_replaced_or_away_is_nowhere_and_everybody_else_is_once(
    gone: set[int], replaced: set[int], away: set[int], number: int
) -> None:
    record = kaunas()
    people = tuple(
        replace(one, withdrawn=i in gone, replaced_by_id="somebody" if i in replaced else None)
        for i, one in enumerate(record.participants)
    )
    marks = tuple(
        Attendance(f"{session}-{i}", record.participants[i].id, session, present=False)
        for session in ("D1-AM", "D1-PM", "D2-AM", "D2-PM")
        for i in away
    )
    record = replace(record, participants=people, attendance=marks)
    shown = shown_in(record, number)
    expected = {one.own_name for i, one in enumerate(people) if i not in gone | replaced | away}
    assert sorted(names(shown)) == sorted(expected)
    assert sum(len(table.names) for table in shown.tables) == len(expected)
