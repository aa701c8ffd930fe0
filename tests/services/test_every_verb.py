"""Every verb on a workshop: one transaction, one journal entry, and undo and redo restore every column."""

from __future__ import annotations

import inspect
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from facilitator_app.content.catalogue import Content
from facilitator_app.records.agenda import Agenda, Anchor
from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.enums import (
    AnchorKind,
    GuestStatus,
    LanguageMode,
    PauseReason,
    PlanKind,
    RecoveryAction,
    RoomSide,
    SegmentKind,
    StageName,
    TableRoleName,
    TranslationStatus,
    WishKind,
)
from facilitator_app.records.recovery import PlanChange, RecoveryChoice, RecoveryPlan
from facilitator_app.records.remedies import Remedy, RemedyKind
from facilitator_app.records.run import Position
from facilitator_app.rules.schedule import schedule
from facilitator_app.rules.seating.forming import TeamProposal, TeamTask
from facilitator_app.rules.seating.mending import TablesOffer
from facilitator_app.rules.seating.workshop import WorkshopSeating
from facilitator_app.rules.text.direction import Direction
from facilitator_app.services import capturing, lights, people, planning, recovery, running, seating
from facilitator_app.store.files import open_workshop
from facilitator_app.store.journal import timeline
from facilitator_app.support.clock import FakeClock
from facilitator_app.support.errors import KnownError
from facilitator_app.support.ids import new_id
from tests.services.conftest import DEVICE, START, Desk

Rows = dict[str, list[tuple[object, ...]]]
_ROOMS = (planning, recovery, running, capturing, lights, people, seating)
# Makes a file, or works on two files: not a command on an open one. What was printed is no undo step.
_OTHERS = {"create_workshop", "note_printed", "recover_drafts", "solve_instance"}


class Work:
    """A workshop in which something of everything has happened, with the ids the verbs need."""

    def __init__(self, desk: Desk) -> None:
        self.file, self.workshop, self.clock, self.content = (
            desk.file,
            desk.workshop,
            desk.clock,
            desk.content,
        )
        self.desk = desk

    @property
    def back(self) -> str:
        return self.desk.record().report_backs[0].id

    @property
    def points(self) -> list[str]:
        return [point.id for point in self.desk.record().report_backs[0].points]

    @property
    def question(self) -> str:
        return self.desk.record().parking_lot[0].id

    @property
    def action(self) -> str:
        return self.desk.record().actions[0].id

    def segment(self, step: int) -> str:
        return next(s.id for s in self.desk.record().agenda.segments() if s.steps == (step,))

    def a_cluster(self) -> str:
        """Add a selected cluster; return its id."""
        seating.add_cluster(self.file, self.workshop, "Food")
        return self.desk.record().clusters[-1].id

    def teams(self) -> TeamProposal:
        """Propose teams for the clusters there are, and one more."""
        self.a_cluster()
        return seating.propose_teams(self.desk.record())

    def coded(self, code: str) -> str:
        return next(s.id for s in self.desk.record().agenda.segments() if s.code == code)

    def table(self, number: int) -> str:
        return self.desk.record().tables[number - 1].id

    def person(self, place: int = 0) -> str:
        return self.desk.record().participants[place].id

    def day(self, number: int) -> str:
        return self.desk.record().agenda.days[number - 1].id

    def position(self) -> Position | None:
        entry = running.running_entry(self.desk.record())
        return entry.position if entry else None

    def seat(self, step: int, place: int) -> tuple[str, str]:
        """Return (table, person) of a seat in the round of a step."""
        seats = [s for s in self.desk.record().seats if s.segment_id == self.segment(step)]
        return seats[place].table_id, seats[place].participant_id


_Do = Callable[[Work], Any]
_ROW: dict[str, Any] = {
    "title": "Kaunas II",
    "zone": "Asia/Dubai",
    "local_languages": ("ar",),
    "start": date(2027, 4, 6),
}
_VERBS: dict[str, _Do] = {
    "apply_plan": lambda w: recovery.apply_plan(w.file, w.workshop, _shorter(w), reason="The speaker"),
    "duplicate_segment": lambda w: planning.duplicate_segment(w.file, w.segment(3)),
    "insert_segment": lambda w: planning.insert_segment(
        w.file, w.day(1), SegmentKind.PRAYER, "Asr", before=w.segment(5),
        anchor=Anchor(AnchorKind.START_AT, time(15)),
    ),
    "move_segment": lambda w: planning.move_segment(w.file, w.segment(3), w.day(2), w.segment(8)),
    "park_segment": lambda w: planning.park_segment(w.file, w.segment(3)),
    "remove_segment": lambda w: planning.remove_segment(w.file, w.segment(4)),
    "set_anchor": lambda w: planning.set_anchor(w.file, w.segment(3), Anchor(AnchorKind.END_BY, time(14))),
    "set_buffer": lambda w: planning.set_buffer(w.file, w.segment(3)),
    "set_consent": lambda w: planning.set_consent(w.file, w.segment(3)),
    "set_day": lambda w: planning.set_day(w.file, w.day(1), end=time(18), end_anchored=False),
    "set_language": lambda w: planning.set_language(
        w.file, w.workshop, mode=LanguageMode.CONSECUTIVE, tables=6, content=w.content
    ),
    "set_minimum": lambda w: planning.set_minimum(w.file, w.segment(3), 5, stage=StageName.REPORT),
    "set_minutes": lambda w: planning.set_minutes(w.file, w.segment(3), 47),
    "set_optional": lambda w: planning.set_optional(w.file, w.segment(3)),
    "shorten_segment": lambda w: planning.shorten_segment(w.file, w.segment(3)),
    "split_segment": lambda w: planning.split_segment(w.file, w.segment(2), 25),
    "update_details": lambda w: planning.update_details(w.file, w.workshop, **_ROW),
    "update_segment": lambda w: planning.update_segment(w.file, w.segment(3), title="New", private_notes="x"),
    "update_step": lambda w: planning.update_step(w.file, w.workshop, 3, synthesis="So", tips=["One"]),
    "add_guest": lambda w: running.add_guest(
        w.file, w.workshop, name="Ona", title="Minister", minutes=12, day_id=w.day(1), expected_at=time(10)
    ),
    "adjust": lambda w: running.adjust(w.file, w.workshop, 5),
    "apply_remedy": lambda w: recovery.apply_remedy(w.file, w.workshop, _remedy(w)),
    "back": lambda w: running.back(w.file, w.workshop, _second(w)),
    "correct_start": lambda w: running.correct_start(
        w.file, w.workshop, w.clock.read().wall - timedelta(minutes=2)
    ),
    "come_back_later": lambda w: running.come_back_later(w.file, w.workshop, _reporting(w)),
    "end_timer": lambda w: running.end_timer(w.file, running.start_timer(w.file, w.workshop, 300, "Tea")[0]),
    "finish": lambda w: running.finish(w.file, w.workshop),
    "jump": lambda w: running.jump(w.file, w.workshop, Position(w.segment(5), StageName.REPORT, 1)),
    "leave_out_gap": lambda w: running.leave_out_gap(w.file, w.workshop, 30),
    "let_speak": lambda w: running.let_speak(w.file, w.workshop, _guest(w), w.position()),
    "let_speak_after": lambda w: running.let_speak_after(w.file, w.workshop, _guest(w), w.segment(3)),
    "next_": lambda w: running.next_(w.file, w.workshop, w.position()),
    "pause": lambda w: running.pause(w.file, w.workshop, reason=PauseReason.INTERPRETER),
    "remove_guest": lambda w: running.remove_guest(w.file, _seated_guest(w)),
    "resume": lambda w: running.resume(w.file, _paused(w)),
    "set_guest_status": lambda w: running.set_guest_status(w.file, _guest(w), GuestStatus.AT_THE_DOOR),
    "skip_turn": lambda w: running.skip_turn(w.file, w.workshop, _reporting(w)),
    "start": lambda w: running.start(w.file, _finished(w)),
    "start_timer": lambda w: running.start_timer(w.file, w.workshop, 300, "Tea"),
    "swap_turns": lambda w: running.swap_turns(w.file, w.workshop, *_two_to_come(w)),
    "update_guest": lambda w: running.update_guest(w.file, _seated_guest(w), name="Rasa", minutes=7),
    "add_point": lambda w: capturing.add_point(w.file, w.back, after=w.points[0]),
    "begin_point": lambda w: capturing.begin_point(
        w.file, w.workshop, (w.segment(5), 5, w.table(2)), new_id(), "pl"
    ),
    "delete_action": lambda w: capturing.delete_action(w.file, w.action),
    "delete_parking_lot": lambda w: capturing.delete_parking_lot(w.file, w.question),
    "delete_point": lambda w: capturing.delete_point(w.file, w.points[0]),
    "move_point": lambda w: capturing.move_point(w.file, w.points[1], w.points[0]),
    "note_action": lambda w: capturing.note_action(
        w.file, w.workshop, title_local="Kvietimas", owner_id=w.person()
    ),
    "note_parking_lot": lambda w: capturing.note_parking_lot(w.file, w.workshop, english_text="Why?"),
    "open_report_back": lambda w: capturing.open_report_back(w.file, w.workshop, w.segment(3), 3, w.table(2)),
    "set_direction": lambda w: capturing.set_direction(w.file, w.points[0], Direction.RTL),
    "set_publish": lambda w: capturing.set_publish(w.file, w.points[0], publish=False),
    "set_status": lambda w: capturing.set_status(w.file, w.points[0], TranslationStatus.CHECKED),
    "settle_point": lambda w: capturing.settle_point(w.file, w.points[1], local_text="Antras"),
    "update_action": lambda w: capturing.update_action(w.file, w.action, due_date=date(2027, 4, 1)),
    "update_parking_lot": lambda w: capturing.update_parking_lot(w.file, w.question, answer="Yes"),
    "edit_light": lambda w: lights.edit_light(w.file, w.desk.record().light_items[0].id, "Ours"),
    "note_evidence": lambda w: lights.note_evidence(
        w.file, w.workshop, w.segment(2), 2, w.table(1), None, "G02.1", local_text="Matėme"
    ),
    "rate": lambda w: lights.rate(w.file, w.workshop, w.segment(2), 2, w.table(1), None, "R02.2", 1),
    "add_participant": lambda w: people.add_participant(w.file, w.workshop, native_name="علي"),
    "came_late": lambda w: people.came_late(w.file, w.workshop, _newcomer(w), "D1-AM"),
    "change_participant": lambda w: people.change_participant(w.file, w.person(), organisation="UAB"),
    "leaves": lambda w: people.leaves(w.file, w.workshop, w.person(), "D1-PM", until="D2-AM"),
    "mark": lambda w: people.mark(w.file, w.workshop, w.person(), "D1-AM", present=False),
    "remove_participant": lambda w: people.remove_participant(w.file, w.person()),
    "sweep": lambda w: people.sweep(w.file, w.workshop, "D1-AM", [w.person()]),
    "walk_in": lambda w: people.walk_in(
        w.file, w.workshop, "D1-AM", name="Nino Beridze", languages=["ka", "en"], organisation="GITA"
    ),
    "withdraw": lambda w: people.withdraw(w.file, w.person()),
    "lock_seat": lambda w: seating.lock_seat(w.file, w.segment(3), w.seat(3, 0)[1]),
    "lock_seats": lambda w: seating.lock_seats(w.file, w.segment(3), w.seat(3, 0)[0]),
    "set_choices": lambda w: seating.set_choices(w.file, w.workshop, w.seat(3, 0)[1], w.a_cluster()),
    "add_cluster": lambda w: seating.add_cluster(w.file, w.workshop, "Timber"),
    "change_cluster": lambda w: seating.change_cluster(w.file, w.a_cluster(), name="Wood", selected=False),
    "apply_teams": lambda w: seating.apply_teams(w.file, w.workshop, w.teams()),
    "confirm_seats": lambda w: seating.confirm_seats(w.file, w.segment(3), {w.seat(3, 0)[1]: 2}),
    "mend_tables": lambda w: seating.mend_tables(w.file, w.workshop, _mended(w)),
    "take_back_confirmation": lambda w: seating.take_back_confirmation(w.file, _confirmed(w)),
    "move_person": lambda w: seating.move_person(w.file, w.segment(3), w.seat(3, 0)[1], w.seat(3, 5)[0]),
    "place_table": lambda w: seating.place_table(w.file, w.table(1), 0.25, 0.75),
    "plan_seats": lambda w: seating.plan_seats(w.file, w.workshop, seed=77, seconds=0.5),
    "reset_places": lambda w: seating.reset_places(w.file, _with_a_table_moved(w)),
    "set_doors": lambda w: seating.set_doors(w.file, w.workshop, RoomSide.RIGHT),
    "set_role": lambda w: seating.set_role(
        w.file, w.segment(3), w.seat(3, 0)[0], TableRoleName.SCRIBE, w.seat(3, 1)[1]
    ),
    "set_table": lambda w: seating.set_table(w.file, w.table(1), name="Nemunas", report_language="lt"),
    "swap_people": lambda w: seating.swap_people(w.file, w.segment(3), w.seat(3, 0)[1], w.seat(3, 5)[1]),
    "add_wish": lambda w: seating.add_wish(
        w.file, w.workshop, WishKind.APART, w.person(), other_id=w.person(1), note="A quarrel"
    ),
    "remove_wish": lambda w: seating.remove_wish(w.file, _wish(w)),
    "set_mix": lambda w: seating.set_mix(w.file, w.workshop, {"org": 4, "gender": 0}, ["gender"]),
    "set_round_kind": lambda w: seating.set_round_kind(w.file, w.segment(4), None),
    "write_plan": lambda w: seating.write_plan(
        w.file, w.workshop, seating.make_plan(seating.seating_task(w.desk.record()), seed=78, seconds=0.5)
    ),
}  # fmt: skip
# "Language" is a verb of planning and of capturing.
_VERBS["capturing.set_language"] = lambda w: capturing.set_language(w.file, w.points[1], "pl")


def _wish(w: Work) -> str:
    table = w.table(2)
    return seating.add_wish(w.file, w.workshop, WishKind.AT_TABLE, w.person(), table_id=table)[0]


def _shorter(w: Work) -> RecoveryChoice:
    shorter = PlanChange(w.segment(3), StageName.REPORT, 13 * 60, 10 * 60, RecoveryAction.SHORTEN)
    plan = RecoveryPlan(PlanKind.SQUEEZE, (shorter,), w.desk.record().agenda)
    return RecoveryChoice(plan, title="Squeeze a little", badge="Lunch 12:00", holds=True)


def _remedy(w: Work) -> Remedy:
    planning.set_minutes(w.file, w.segment(2), 90)
    agenda = w.desk.record().agenda
    return recovery.remedies(agenda, schedule(agenda).conflicts[0])[-1]


def _mended(w: Work) -> TablesOffer:
    """Let all but one of a table of three be absent; return who would move."""
    record, step = w.desk.record(), w.segment(3)
    mates = next(found for t in record.tables if len(found := record.seated(step, t.id)) > 2)
    half_day = people.session_of(record.agenda, step) or ""
    for person in mates[1:]:
        people.mark(w.file, w.workshop, person.id, half_day, present=False)
    offer = seating.tables_offer(w.desk.record())
    assert offer is not None
    return offer


def _confirmed(w: Work) -> str:
    seating.confirm_seats(w.file, w.segment(3))
    return w.segment(3)


def _second(w: Work) -> Position | None:
    running.next_(w.file, w.workshop, w.position())
    return w.position()


def _guest(w: Work) -> str:
    return running.add_guest(w.file, w.workshop, name="Ona")[0]


def _seated_guest(w: Work) -> str:
    guest = _guest(w)
    running.let_speak_after(w.file, w.workshop, guest, w.segment(3))
    return guest


def _reporting(w: Work) -> int:
    """Let the first table of Step 2's round report; return its number."""
    table = running.turn_order(w.desk.record(), w.segment(2))[0]
    running.jump(w.file, w.workshop, Position(w.segment(2), StageName.REPORT, table))
    return table


def _two_to_come(w: Work) -> tuple[int, int]:
    _reporting(w)
    order = running.turn_order(w.desk.record(), w.segment(2))
    return order[1], order[2]


def _paused(w: Work) -> str:
    running.pause(w.file, w.workshop)
    w.clock.advance(33.3)
    return w.workshop


def _finished(w: Work) -> str:
    running.finish(w.file, w.workshop)
    return w.workshop


def _newcomer(w: Work) -> str:
    return people.add_participant(w.file, w.workshop, display_name="Late", languages=["lt"])[0]


def _with_a_table_moved(w: Work) -> str:
    seating.place_table(w.file, w.table(2), 0.5, 0.5)
    return w.workshop


def _rows(work: Work) -> Rows:
    """Return every row of every table that a verb can write."""
    with work.file.read() as session:
        run = session.connection().exec_driver_sql
        names = run("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").scalars().all()
        kept = [name for name in names if name not in {"journal", "file_facts", "alembic_version"}]
        return {name: [tuple(row) for row in run(f'SELECT * FROM "{name}" ORDER BY 1')] for name in kept}  # noqa: S608


def _entries(work: Work) -> int:
    with work.file.read() as session:
        return len(timeline(session))


def _begin(work: Work) -> None:
    """Let something of everything happen."""
    file, workshop = work.file, work.workshop
    for name in ("Ona", "Jonas", "Rasa", "Petras", "Ieva", "Tomas"):
        people.add_participant(file, workshop, display_name=name, languages=["lt", "en"], english_level="B2")
    for name in ("Aida", "Lina", "Marius", "Rytis", "Saulė", "Vilius"):
        people.add_participant(file, workshop, display_name=name, languages=["lt", "en"])
    running.jump(file, workshop, Position(work.segment(1), StageName.DISCUSS))
    work.clock.advance(300)
    seating.plan_seats(file, workshop, seconds=0.5)
    capturing.open_report_back(file, workshop, work.segment(2), 2, work.table(1))
    for _point in range(2):
        capturing.add_point(file, work.back)
    capturing.settle_point(file, work.points[0], local_text="Labas", english_text="Hello")
    lights.rate(file, workshop, work.segment(2), 2, work.table(1), None, "G02.1", 2)
    capturing.note_parking_lot(file, workshop, local_text="Kas?")
    capturing.note_action(file, workshop, title_english="Call")


@pytest.fixture(scope="session")
def _in_full_swing(tmp_path_factory: pytest.TempPathFactory, _kaunas: Path, content: Content) -> Path:
    path = tmp_path_factory.mktemp("swing") / "swing.workshop"
    shutil.copyfile(_kaunas, path)
    clock = FakeClock(START)
    with open_workshop(path, clock=clock, device=DEVICE) as file:
        _begin(Work(Desk(file, clock, content)))
    return path


@pytest.fixture
def work(tmp_path: Path, clock: FakeClock, content: Content, _in_full_swing: Path) -> Iterator[Work]:
    """A workshop in full swing, six minutes after it began."""
    path = tmp_path / "swing.workshop"
    shutil.copyfile(_in_full_swing, path)
    clock.advance(360)
    with open_workshop(path, clock=clock, device=DEVICE) as file:
        yield Work(Desk(file, clock, content))


@pytest.mark.parametrize("name", _VERBS)
def test_undo_and_redo_of_a_verb_restore_every_column(work: Work, name: str) -> None:
    prepared: list[Rows] = []
    entries: list[int] = []
    inner = work.file.transact

    def watched(*args: Any, **kwargs: Any) -> Any:
        """Look at the file right before each of the verb's transactions; the last look counts."""
        prepared.append(_rows(work))
        entries.append(_entries(work))
        return inner(*args, **kwargs)

    work.file.transact = watched  # type: ignore[method-assign]  # a look, the method itself is called
    result = _VERBS[name](work)
    work.file.transact = inner  # type: ignore[method-assign]  # as it was
    changes = result[-1] if isinstance(result, tuple) else result
    assert isinstance(changes, Changes)
    assert changes != NOTHING_CHANGED
    assert changes.label
    after = _rows(work)
    assert after != prepared[-1]
    assert _entries(work) == entries[-1] + 1
    undone = work.file.undo(changes.desk)
    assert undone.nouns == changes.nouns
    assert _rows(work) == prepared[-1]
    work.file.redo(changes.desk)
    assert _rows(work) == after
    assert work.file.check().sound


def test_no_verb_is_left_out() -> None:
    verbs = {name for room in _ROOMS for name in _verbs_of(room)}
    assert verbs - _OTHERS == {name.rsplit(".", 1)[-1] for name in _VERBS}


def _verbs_of(room: ModuleType) -> list[str]:
    found = []
    for name in room.__all__:
        one = getattr(room, name)
        if inspect.isfunction(one) and "Changes" in str(inspect.signature(one).return_annotation):
            found.append(name)
    return found


@pytest.mark.parametrize("name", _VERBS)
def test_a_verb_on_a_workshop_that_is_gone_is_refused_in_words(work: Work, name: str) -> None:
    """Every id is one that is nowhere: no verb lets a broken reference reach the schema."""
    for room in _ROOMS:
        verb = getattr(room, name.rsplit(".", 1)[-1], None)
        if verb is None or (name.startswith("capturing.") and room is not capturing):
            continue
        before = _rows(work)
        arguments = [_nowhere(p) for p in list(inspect.signature(verb).parameters.values())[1:] if _needed(p)]
        named = {
            p.name: _nowhere(p)
            for p in inspect.signature(verb).parameters.values()
            if p.kind is p.KEYWORD_ONLY and p.default is p.empty
        }
        with pytest.raises(KnownError):
            verb(work.file, *arguments, **{**named, **_EXTRA.get(name, {})})
        assert _rows(work) == before
        return
    raise AssertionError(name)


_EXTRA: dict[str, dict[str, Any]] = {"set_language": {"mode": LanguageMode.NONE, "tables": 5}}


def _needed(parameter: inspect.Parameter) -> bool:
    return parameter.kind is parameter.POSITIONAL_OR_KEYWORD and parameter.default is parameter.empty


def _nowhere(parameter: inspect.Parameter) -> Any:
    known: dict[str, Any] = {
        "int": 2, "SegmentKind": SegmentKind.STEP, "datetime": None, "bool": True, "Content": None,
        "TranslationStatus": TranslationStatus.DRAFT, "TableRoleName": TableRoleName.HOST,
        "GuestStatus": GuestStatus.LEFT,
        "Direction | None": None, "tuple[str, int | None, str]": ("nowhere", None, "nowhere"),
        "Collection[str]": (), "LanguageMode": LanguageMode.NONE,
        "WishKind": WishKind.APART, "RoundKind | None": None, "Mapping[str, float]": {},
        "Position": Position("nowhere", StageName.WHOLE), "Position | None": None,
    }  # fmt: skip
    made: dict[str, Callable[[], Any]] = {
        "datetime": lambda: datetime(2027, 3, 2, 7, tzinfo=UTC),
        "WorkshopSeating": lambda: WorkshopSeating((), (), None),
        "TeamProposal": lambda: TeamProposal((), 0, 0, 0, (), (), 0, TeamTask((), (), ())),
        "TablesOffer": lambda: TablesOffer(()),
        "Remedy": lambda: Remedy(
            RemedyKind.PARK, "", "", 1, solves=True, before=Agenda("UTC"), after=Agenda("UTC")
        ),
        "RecoveryChoice": lambda: RecoveryChoice(
            RecoveryPlan(PlanKind.SQUEEZE, (), Agenda("UTC")), "", "", holds=True
        ),
    }
    asked = str(parameter.annotation)
    return made[asked]() if asked in made else known.get(asked, "nowhere")
