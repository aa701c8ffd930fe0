"""Which wishes cannot be kept, and why: found before anybody plans, named with everything that clashes."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from typing import Final

from facilitator_app.records.enums import RoundKind, WishKind
from facilitator_app.records.people import Participant
from facilitator_app.records.seating import Seat, SeatingWish, Table
from facilitator_app.rules.seating.feasible import (
    Bonds,
    can_be_kept,
    groups_of,
    largest_circle,
    seats_of,
    tables_can_speak,
)
from facilitator_app.rules.seating.languages import own_languages, reporters
from facilitator_app.rules.seating.wanted import RoundWanted


class TieKind(StrEnum):
    """What one thing says that is asked of the tables."""

    TOGETHER = "together"
    APART = "apart"
    AT_TABLE = "at_table"
    INTERPRETER = "interpreter"
    LOCKED = "locked"


class ConflictKind(StrEnum):
    """The message ids. `ties` are what clashes; in brackets the values.

    together_and_apart: of `ties` one cannot be kept. interpreter_apart: the same, and one of them is an
    interpreter. two_tables: people who sit together are to sit at two tables, or one person is.
    locked_otherwise: the same, and one of them is a locked seat. apart_at_one_table: two who are to sit
    apart are to sit at one table. group_too_large: `people` sit together (`size`), a table has `seats`.
    table_too_full: `people` are to sit at `table`, which has `seats`. no_common_language: `people` sit
    together and share no language. too_many_apart: each two of `people` sit apart, there are `tables`.
    cannot_all: `ties` cannot all be kept with tables of even size, any all but one could.
    interpreter_absent: `people` are a delegate and the interpreter who is away. too_few_reporters:
    only `people` can report in `language`, there are `tables`. languages_do_not_fit: `people` do not
    follow `language`, as most do, and cannot all sit with others whom they understand at `tables`.
    """

    TOGETHER_AND_APART = "together_and_apart"
    INTERPRETER_APART = "interpreter_apart"
    TWO_TABLES = "two_tables"
    LOCKED_OTHERWISE = "locked_otherwise"
    APART_AT_ONE_TABLE = "apart_at_one_table"
    GROUP_TOO_LARGE = "group_too_large"
    TABLE_TOO_FULL = "table_too_full"
    NO_COMMON_LANGUAGE = "no_common_language"
    TOO_MANY_APART = "too_many_apart"
    CANNOT_ALL = "cannot_all"
    INTERPRETER_ABSENT = "interpreter_absent"
    TOO_FEW_REPORTERS = "too_few_reporters"
    LANGUAGES_DO_NOT_FIT = "languages_do_not_fit"


OF_WISHES: Final = frozenset(ConflictKind) - {
    ConflictKind.NO_COMMON_LANGUAGE,
    ConflictKind.INTERPRETER_ABSENT,
    ConflictKind.TOO_FEW_REPORTERS,
    ConflictKind.LANGUAGES_DO_NOT_FIT,
}
"""What clashes whatever anybody speaks."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One thing asked: of one person (and a table's number) or of two. `wish` is its id, if it is one."""

    kind: TieKind
    people: tuple[str, ...]
    table: int | None = None
    wish: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What cannot be: what clashes, who is concerned, in which rounds (segment ids; none: in every one)."""

    kind: ConflictKind
    ties: tuple[Tie, ...] = ()
    people: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def wishes(self) -> tuple[str, ...]:
        """The ids of the wishes that are named."""
        return tuple(dict.fromkeys(tie.wish for tie in self.ties if tie.wish))


def conflicts(
    people: Sequence[Participant],
    rounds: Sequence[RoundWanted],
    wishes: Sequence[SeatingWish],
    locks: Sequence[Seat],
    tables: Sequence[Table],
    *,
    report_language: str = "en",
) -> tuple[Conflict, ...]:
    """Return everything that cannot be kept, the same in several rounds told once.

    `locks` are locked seats; who has withdrawn or is away in a round asks for nothing there. What is named
    is proven: no seating at tables of even size keeps it. Where nothing is named of the kinds OF_WISHES,
    a seating that keeps all wishes and locks exists, up to about 20,000 trials of the exact search (rooms
    of 30 with a dozen wishes stay far below); languages, reporters and wishes are looked at one by one, so
    that together they may still clash: for those nothing named is necessary, not sufficient.
    """
    if not tables:
        return ()
    wanted = rounds or [RoundWanted("", RoundKind.MIX, len(tables))]
    known: dict[_Room, tuple[Conflict, ...]] = {}
    found: dict[object, tuple[Conflict, list[str]]] = {}
    for one in wanted:
        numbers = {table.id: table.number for table in tables if table.number <= one.tables}
        asked = partial(_asked, wishes=wishes, locks=locks, segment_id=one.segment_id, numbers=numbers)
        room = _room(people, one, asked, report_language)
        if room not in known:
            known[room] = tuple(_in_room(room)) if room.people else ()
        for conflict in known[room]:
            key = conflict.kind, conflict.ties, conflict.people, tuple(conflict.values.items())
            found.setdefault(key, (conflict, []))[1].append(one.segment_id)
    every = len(wanted)
    return tuple(
        replace(conflict, rounds=() if len(ids) == every else tuple(ids)) for conflict, ids in found.values()
    )


@dataclass(frozen=True, slots=True)
class _Room:
    """One round: who is there, what is asked, who can report, and whose interpreter is away."""

    people: tuple[str, ...]
    tables: int
    ties: tuple[Tie, ...]
    follows: tuple[frozenset[str], ...]
    able: tuple[str, ...]
    left_alone: tuple[tuple[str, str], ...]
    report_language: str

    @property
    def bonds(self) -> tuple[Tie, ...]:
        """What keeps two people together."""
        return tuple(tie for tie in self.ties if tie.kind in {TieKind.TOGETHER, TieKind.INTERPRETER})

    @property
    def apart(self) -> tuple[Tie, ...]:
        """What keeps two people apart."""
        return tuple(tie for tie in self.ties if tie.kind is TieKind.APART)

    @property
    def places(self) -> tuple[Tie, ...]:
        """What gives somebody a table."""
        return tuple(tie for tie in self.ties if tie.table is not None)

    def groups(self) -> list[tuple[str, ...]]:
        """Return the people, those together who must be."""
        return groups_of(self.people, [(tie.people[0], tie.people[1]) for tie in self.bonds])


def _room(
    people: Sequence[Participant],
    one: RoundWanted,
    asked: Callable[[Mapping[str, Participant]], Iterator[Tie]],
    report_language: str,
) -> _Room:
    roster = {person.id: person for person in people}
    here = {who: p for who, p in roster.items() if not p.withdrawn and who not in one.absent}
    interpreted = [(who, p.interpreter_id) for who, p in here.items() if p.interpreter_id in roster]
    pairs = [(who, by) for who, by in interpreted if by and by != who]
    able = reporters(here.values(), report_language)
    return _Room(
        people=tuple(here),
        tables=one.tables,
        ties=(*asked(here), *(Tie(TieKind.INTERPRETER, pair) for pair in pairs if pair[1] in here)),
        follows=tuple(_follows(person, here) for person in here.values()),
        able=tuple(who for who in here if who in able),
        left_alone=tuple(pair for pair in pairs if pair[1] not in here),
        report_language=report_language,
    )


def _asked(
    here: Mapping[str, Participant],
    *,
    wishes: Sequence[SeatingWish],
    locks: Sequence[Seat],
    segment_id: str,
    numbers: Mapping[str, int],
) -> Iterator[Tie]:
    """Yield what wishes and locked seats ask of those who are there."""
    for wish in wishes:
        tie = _tie(wish, here, numbers)
        if tie:
            yield tie
    for seat in locks:
        if seat.locked and seat.segment_id == segment_id and seat.participant_id in here:
            number = numbers.get(seat.table_id)
            if number:
                yield Tie(TieKind.LOCKED, (seat.participant_id,), number)


def _tie(wish: SeatingWish, here: Mapping[str, object], numbers: Mapping[str, int]) -> Tie | None:
    if wish.participant_id not in here:
        return None
    if wish.kind is WishKind.AT_TABLE:
        number = numbers.get(wish.table_id or "")
        return Tie(TieKind.AT_TABLE, (wish.participant_id,), number, wish.id) if number else None
    if wish.other_id is None or wish.other_id not in here:
        return None
    kind = TieKind.TOGETHER if wish.kind is WishKind.TOGETHER else TieKind.APART
    return Tie(kind, (wish.participant_id, wish.other_id), None, wish.id)


def _follows(person: Participant, here: Mapping[str, Participant]) -> frozenset[str]:
    """Return the languages somebody follows; nobody knows of any: then nothing is said against it."""
    interpreter = here.get(person.interpreter_id or "")
    return frozenset(own_languages(person)) | frozenset(own_languages(interpreter) if interpreter else ())


def _in_room(room: _Room) -> Iterator[Conflict]:
    clashes = [*_parted(room), *_two_tables(room), *_one_table(room), *_too_large(room), *_too_many(room)]
    yield from clashes
    if not clashes:
        yield from _cannot_all(room)
    yield from _speechless(room)
    for pair in room.left_alone:
        yield Conflict(ConflictKind.INTERPRETER_ABSENT, people=pair)
    if len(room.able) < min(room.tables, len(room.people)):
        values: dict[str, str | int] = {"tables": room.tables, "language": room.report_language}
        yield Conflict(ConflictKind.TOO_FEW_REPORTERS, people=room.able, values=values)
    yield from _languages(room)


def _parted(room: _Room) -> Iterator[Conflict]:
    """Find who is tied together, directly or through others, and is to sit apart all the same."""
    for tie in room.apart:
        path = _path(room.bonds, *tie.people)
        if path:
            direct = len(path) == 1 and path[0].kind is TieKind.INTERPRETER
            kind = ConflictKind.INTERPRETER_APART if direct else ConflictKind.TOGETHER_AND_APART
            yield _clash(kind, (*path, tie))


def _two_tables(room: _Room) -> Iterator[Conflict]:
    for group in room.groups():
        places = [tie for tie in room.places if tie.people[0] in group]
        for tie in places[1:]:
            if tie.table != places[0].table:
                ties = (places[0], *_path(room.bonds, places[0].people[0], tie.people[0]), tie)
                locked = any(one.kind is TieKind.LOCKED for one in ties)
                yield _clash(ConflictKind.LOCKED_OTHERWISE if locked else ConflictKind.TWO_TABLES, ties)


def _one_table(room: _Room) -> Iterator[Conflict]:
    of = {who: group for group in room.groups() for who in group}
    place = {of[tie.people[0]]: tie for tie in reversed(room.places)}
    for tie in room.apart:
        one, other = (place.get(of[who]) for who in tie.people)
        if one and other and one.table == other.table and of[tie.people[0]] != of[tie.people[1]]:
            ties = (
                one,
                *_path(room.bonds, one.people[0], tie.people[0]),
                tie,
                *_path(room.bonds, tie.people[1], other.people[0]),
                other,
            )
            yield _clash(ConflictKind.APART_AT_ONE_TABLE, ties)


def _too_large(room: _Room) -> Iterator[Conflict]:
    seats, _larger = seats_of(len(room.people), room.tables)
    groups = room.groups()
    for group in groups:
        if len(group) > seats:
            values = {"size": len(group), "seats": seats}
            yield Conflict(ConflictKind.GROUP_TOO_LARGE, _within(room.bonds, group), group, values=values)
    for number in sorted({tie.table or 0 for tie in room.places}):
        ties = tuple(tie for tie in room.places if tie.table == number)
        sitting = [group for group in groups if any(tie.people[0] in group for tie in ties)]
        people = tuple(who for group in sitting for who in group)
        if len(people) > seats >= max(map(len, sitting)):
            bonds = tuple(tie for group in sitting for tie in _within(room.bonds, group))
            values = {"table": number, "size": len(people), "seats": seats}
            yield Conflict(ConflictKind.TABLE_TOO_FULL, (*bonds, *ties), people, values=values)


def _too_many(room: _Room) -> Iterator[Conflict]:
    circle = largest_circle(room.people, [(tie.people[0], tie.people[1]) for tie in room.apart])
    if len(circle) > room.tables:
        values = {"tables": room.tables}
        yield Conflict(ConflictKind.TOO_MANY_APART, _within(room.apart, circle), circle, values=values)


def _cannot_all(room: _Room) -> Iterator[Conflict]:
    """Find what cannot be kept all together, and leave out whatever is not to blame."""
    ties = list(room.ties)
    if _kept(room, ties):
        return
    for tie in room.ties:
        others = [one for one in ties if one is not tie]
        if not _kept(room, others):
            ties = others
    yield _clash(ConflictKind.CANNOT_ALL, tuple(ties), tables=room.tables)


def _kept(room: _Room, ties: Sequence[Tie]) -> bool:
    pairs: dict[TieKind, list[tuple[str, str]]] = {kind: [] for kind in TieKind}
    for tie in ties:
        if tie.table is None:
            pairs[tie.kind].append((tie.people[0], tie.people[1]))
    bonds = Bonds(
        together=(*pairs[TieKind.TOGETHER], *pairs[TieKind.INTERPRETER]),
        apart=tuple(pairs[TieKind.APART]),
        places=tuple((tie.people[0], tie.table - 1) for tie in ties if tie.table is not None),
    )
    return can_be_kept(room.people, room.tables, bonds)


def _speechless(room: _Room) -> Iterator[Conflict]:
    follows = dict(zip(room.people, room.follows, strict=True))
    for group in room.groups():
        spoken = [follows[who] for who in group if follows[who]]
        if not spoken or frozenset.intersection(*spoken):
            continue
        ties = _within(room.bonds, group)
        worst = next((t for t in ties if all(map(follows.get, t.people)) and not _shared(t, follows)), None)
        people = worst.people if worst else group
        yield Conflict(ConflictKind.NO_COMMON_LANGUAGE, (worst,) if worst else ties, people)


def _shared(tie: Tie, follows: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return follows[tie.people[0]] & follows[tie.people[1]]


def _languages(room: _Room) -> Iterator[Conflict]:
    spoken = Counter(language for kind in room.follows for language in kind)
    every = frozenset(spoken)
    kinds = Counter(kind or every for kind in room.follows)
    if not spoken or tables_can_speak(kinds, room.tables):
        return
    most = min(spoken, key=lambda one: (-spoken[one], one))
    people = zip(room.people, room.follows, strict=True)
    lost = tuple(who for who, kind in people if kind and most not in kind)
    values: dict[str, str | int] = {"language": most, "tables": room.tables}
    yield Conflict(ConflictKind.LANGUAGES_DO_NOT_FIT, people=lost, values=values)


def _clash(kind: ConflictKind, ties: tuple[Tie, ...], **values: int) -> Conflict:
    people = tuple(dict.fromkeys(who for tie in ties for who in tie.people))
    return Conflict(kind, ties, people, values=dict(values))


def _within(ties: Sequence[Tie], group: Sequence[str]) -> tuple[Tie, ...]:
    return tuple(tie for tie in ties if set(tie.people) <= set(group))


def _path(ties: Sequence[Tie], one: str, other: str) -> tuple[Tie, ...]:
    """Return the fewest ties that lead from one person to another; nothing where none does."""
    before: dict[str, tuple[str, Tie]] = {}
    seen, waiting = {one}, deque([one])
    while waiting:
        who = waiting.popleft()
        for tie in ties:
            if who in tie.people:
                friend = tie.people[1] if tie.people[0] == who else tie.people[0]
                if friend not in seen:
                    seen.add(friend)
                    before[friend] = (who, tie)
                    waiting.append(friend)
    path: list[Tie] = []
    while other in before:
        other, tie = before[other]
        path.append(tie)
    return tuple(reversed(path))
