"""Rooms in which people look for their seats: small and large, with every kind of name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from facilitator_app.records.enums import RoundKind
from facilitator_app.records.people import Participant
from facilitator_app.records.room import SeatsView
from facilitator_app.records.run import Position, RunState
from facilitator_app.records.seating import Seat, Table
from facilitator_app.records.workshop import WorkshopRecord
from tests.builders import before_start, kaunas, played, sharjah, state_after

Case = tuple[WorkshopRecord, RunState, SeatsView]

_IN_OTHER_SCRIPTS: Final = {
    0: ("王晓明", "Wang Xiaoming", "zh-Hans"),
    1: ("陈静", "Chen Jing", "zh-Hans"),
    2: ("სოფიო მაისურაძე", "Sopio Maisuradze", "ka"),
    3: ("გიორგი ბერიძე", "Giorgi Beridze", "ka"),
    4: ("রহিমা খাতুন", "Rahima Khatun", "bn"),
    5: ("অরুণ চৌধুরী", "Arun Chowdhury", "bn"),
}
_LONG: Final = (
    ("Maximiliane-Friederike", "von Hohenlohe-Langenburg"),
    ("Bartholomäus", "Wolfeschlegelsteinhausen"),
    ("Konstantinos Alexandros", "Papadimitrakopoulos"),
    ("Wilhelmina Charlotte", "van Bronckhorst-Oldenbarnevelt"),
    ("Venkatanarasimharajuvaripeta", "Sri"),
)


def rounds(record: WorkshopRecord) -> list[str]:
    return [one.id for one in record.agenda.segments() if one.has_table_work and not one.parked]


def _before(record: WorkshopRecord) -> Case:
    return record, before_start(record), SeatsView.BOTH


def _in_round(record: WorkshopRecord, number: int) -> Case:
    segment = record.agenda.segment(rounds(record)[number])
    assert segment is not None
    at = played(record, Position(segment.id, segment.stages[0].stage))
    return at, state_after(at), SeatsView.BOTH


def _held(case: Callable[[], Case], view: SeatsView) -> Callable[[], Case]:
    return lambda: (*case()[:2], view)


def room_of(people: list[Participant], tables: int) -> WorkshopRecord:
    """Kaunas with other people, dealt out to so many tables in every round."""
    record = kaunas()
    rows = tuple(Table(f"t{n}", n, discussion_language="lt") for n in range(1, tables + 1))
    seats = tuple(
        Seat(f"{segment}-{at}", segment, rows[at % tables].id, person.id, at)
        for segment in rounds(record)
        for at, person in enumerate(people)
    )
    return replace(record, participants=tuple(people), tables=rows, seats=seats, attendance=(), roles=())


def long_names() -> Case:
    """30 people with very long names at seven tables."""
    people = []
    for at in range(30):
        given, family = _LONG[at % len(_LONG)]
        given = f"{given[: 12 + at % 10].strip()}{'aeiou'[at // 6]}"
        people.append(Participant(f"p{at}", "", given, family, f"{given} {family}", languages=("de",)))
    return _before(room_of(people, 7))


def sixty() -> Case:
    """60 people at ten tables."""
    known = (*kaunas().participants, *kaunas().participants, *kaunas().participants)[:60]
    people = [
        replace(one, id=f"p{at}", given_name=given, display_name=f"{given} {one.family_name}")
        for at, one in enumerate(known)
        for given in [one.given_name + ("", "as", "ė")[at // 28]]
    ]
    return _before(room_of(people, 10))


def many_scripts() -> Case:
    """Sharjah with Chinese, Georgian and Bengali people beside the Arabic, Thai and Khmer ones."""
    record = sharjah()
    people = list(record.participants)
    for at, (native, latin, language) in _IN_OTHER_SCRIPTS.items():
        given, _space, family = latin.partition(" ")
        people[at] = replace(
            people[at],
            given_name=given,
            family_name=family,
            display_name=latin,
            native_name=native,
            languages=(language, "en"),
        )
    return _before(replace(record, participants=tuple(people)))


def some_move() -> Case:
    """Kaunas where four people change the table after the first round."""
    record = kaunas()
    segment, first = rounds(record)[1], record.tables[0].id
    ids = {record.participants[at].id for at in (8, 12, 20, 26)}
    seats = tuple(
        replace(one, table_id=first) if one.segment_id == segment and one.participant_id in ids else one
        for one in record.seats
    )
    return _in_round(replace(record, seats=seats), 1)


def by_cluster() -> Case:
    """Kaunas where people sit by their clusters."""
    record = kaunas()
    segment = rounds(record)[1]
    days = tuple(
        replace(
            day,
            segments=tuple(
                replace(one, round_kind=RoundKind.CLUSTER) if one.id == segment else one
                for one in day.segments
            ),
        )
        for day in record.agenda.days
    )
    tables = tuple(
        replace(one, cluster_id=record.clusters[at % len(record.clusters)].id)
        for at, one in enumerate(record.tables)
    )
    return _in_round(replace(record, tables=tables, agenda=replace(record.agenda, days=days)), 1)


def moved_tables() -> Case:
    """Kaunas with two tables pushed together in a corner and doors at the left."""
    record = kaunas()
    tables = (
        replace(record.tables[0], place_x=0.1, place_y=0.9),
        replace(record.tables[1], place_x=0.14, place_y=0.92),
        *record.tables[2:],
    )
    return _before(replace(record, tables=tables))


_ROOMS: Final[dict[str, Callable[[], Case]]] = {
    "kaunas": lambda: _before(kaunas()),
    "sharjah": lambda: _before(sharjah()),
    "many scripts": many_scripts,
    "long names": long_names,
    "sixty": sixty,
    "some move": some_move,
    "nobody moves": lambda: _in_round(kaunas(), 1),
    "by cluster": by_cluster,
    "moved tables": moved_tables,
}
CASES: Final[dict[str, Callable[[], Case]]] = {
    f"{name} {view.value}": _held(case, view) for name, case in _ROOMS.items() for view in SeatsView
}
