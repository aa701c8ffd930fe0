"""What the room sees: the right words in every language, and never a private one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.capture import ReportPoint
from facilitator_app.records.enums import (
    LightColour,
    RoundKind,
    SegmentKind,
    StageName,
    TranslationStatus,
    WishKind,
)
from facilitator_app.records.room import RoomScene, SceneKind, SeatsView
from facilitator_app.records.run import Position
from facilitator_app.records.seating import ClusterChoice, SeatingWish
from facilitator_app.records.workshop import Step, WorkshopRecord
from facilitator_app.services import running
from facilitator_app.services.room import fitting_kind, room_time, scene
from tests.builders import (
    before_start,
    kaunas,
    played,
    reading_at,
    segment_of_step,
    sharjah,
    state_after,
    translated,
)

R = TypeVar("R")
PLANTED = "§§"


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from texts_in(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))


def at_step(record: WorkshopRecord, step: int, stage: StageName, turn: int | None = None) -> WorkshopRecord:
    return played(record, Position(segment_of_step(record, step).id, stage, turn))


def filled(rows: tuple[R, ...], names: str, secret: str) -> tuple[R, ...]:
    """Write `secret` into the named fields of every row."""
    return tuple(replace(row, **dict.fromkeys(names.split(), secret)) for row in rows)  # type: ignore[type-var]


def with_secrets(record: WorkshopRecord, secret: str) -> WorkshopRecord:
    """Write `secret` into every field that is not for the room, and source keys into those that are."""
    point = ReportPoint(
        "p", "rb", 1, secret, "lt", secret, TranslationStatus.MISSING, do_not_publish=True, author=secret
    )
    private = "private_notes note form code cycle"
    days = tuple(replace(day, segments=filled(day.segments, private, secret)) for day in record.agenda.days)
    people = "email notes organisation role_title cluster_known gender english_level code"
    backs = filled(record.report_backs, "question captured_by", secret)
    (details,) = filled((record.details,), "note summary recommendations code aim", secret)
    return replace(
        record,
        agenda=replace(record.agenda, days=days),
        details=details,
        steps=tuple(with_source_keys(one, secret) for one in record.steps),
        participants=filled(record.participants, people, secret),
        report_backs=tuple(replace(one, points=(point,)) for one in backs),
        light_ratings=filled(record.light_ratings, "evidence_local evidence_english", secret),
        light_items=tuple(replace(one, text=f"{one.text} [GB03]") for one in record.light_items),
        clusters=filled(record.clusters, "summary code", secret),
        parking_lot=filled(record.parking_lot, "local_text english_text raised_by answer", secret),
        actions=filled(record.actions, "title_english title_local owner_text partners done_when", secret),
        wishes=tuple(
            SeatingWish(f"w{at}", WishKind.APART, one.id, record.participants[0].id, note=secret)
            for at, one in enumerate(record.participants[1:])
        ),
        choices=tuple(ClusterChoice(one.id, one.id, 1, secret) for one in record.participants),
        tables=filled(record.tables, "name", secret),
        drafts=(("p", "local_text", secret),),
    )


def with_source_keys(step: Step, secret: str) -> Step:
    return replace(
        step,
        private_notes=secret,
        tips=(secret,),
        presents=(secret,),
        synthesis=secret,
        report_format=secret,
        questions=tuple(f"{question} [CN-12, {secret}]" for question in step.questions),
        task_text=f"{step.task_text} [PD]",
        deliverable=f"[UNIDO] {step.deliverable}",
    )


@given(
    words=st.text(min_size=1, max_size=20),
    kind=st.sampled_from(list(SceneKind)),
    place=st.integers(0, 100),
    of=st.sampled_from([kaunas, sharjah]),
)
def test_nothing_private_ever_reaches_a_scene(words: str, kind: SceneKind, place: int, of: object) -> None:
    record = with_secrets(of(), PLANTED + words.replace("]", ""))  # type: ignore[operator]  # a builder
    day = record.agenda.days[0]
    positions = running.positions(record, day)
    record = played(record, positions[place % len(positions)])
    for view in SeatsView:
        shown = list(texts_in(scene(record, state_after(record, 30), kind, view)))
        assert not [text for text in shown if PLANTED in text]
        assert not [text for text in shown if "[" in text]


def test_the_scenes_with_secrets_still_say_something() -> None:
    record = at_step(with_secrets(kaunas(), PLANTED), 2, StageName.DISCUSS)
    shown = scene(record, state_after(record), SceneKind.TASK)
    assert shown.headline[0].text == "Which criterion matters most here, and why?"
    assert shown.bring[0].text == "Bring: Scored matrix and two nominated clusters with one-line reasons"


def test_a_task_is_shown_in_the_working_language_and_the_languages_of_most_tables() -> None:
    record = translated(
        kaunas(),
        ("steps", "step-2", "questions.0", "lt", "Kuris kriterijus svarbiausias? [CN-12]"),
        ("steps", "step-2", "deliverable", "lt", "Matricą"),
        ("steps", "step-2", "questions.0", "lv", "Kurš kritērijs ir svarīgākais?"),
    )
    record = at_step(record, 2, StageName.DISCUSS)
    shown = scene(record, state_after(record), SceneKind.TASK)
    assert [(t.text, t.language) for t in shown.headline] == [
        ("Which criterion matters most here, and why?", "en"),
        ("Kuris kriterijus svarbiausias?", "lt"),
    ]
    assert shown.bring[1].text == "Atneškite: Matricą"
    assert [t.text for t in shown.eyebrow] == [
        "Step 2 · At your tables",
        "2 žingsnis · Prie stalų",
        "Krok 2 · Przy stolikach",
    ]
    assert [words.left for words in shown.time_words] == ["left", "liko", "pozostało"]


def test_the_text_of_a_task_is_shown_while_it_is_given() -> None:
    record = at_step(kaunas(), 2, StageName.BRIEF)
    shown = scene(record, state_after(record), SceneKind.TASK)
    assert shown.headline[0].text == "Prioritisation matrix"
    assert shown.body[0].text.startswith("List six to ten clusters")


def test_who_speaks_who_is_next_and_how_long_in_peoples_words() -> None:
    record = at_step(kaunas(), 2, StageName.REPORT, 4)
    shown = scene(record, state_after(record, 10), SceneKind.TURN)
    assert shown.headline[0].text == "Table 4"
    assert shown.headline[1].text == "Stolik 4", "the speaking table's language comes next"
    assert shown.body[0].text == "Paweł Źródlany"
    assert shown.bring[0].text.startswith("Next: table 5 · ")
    assert shown.bring[0].text.endswith("min each")
    assert ":" not in shown.bring[0].text.removeprefix("Next:")
    assert shown.current_turn == 4
    assert shown.turns == state_after(record).turn_order


def test_the_last_table_has_nobody_after_it() -> None:
    record = at_step(
        kaunas(), 2, StageName.REPORT, state_after(at_step(kaunas(), 2, StageName.BRIEF)).turn_order[-1]
    )
    assert scene(record, state_after(record), SceneKind.TURN).bring[0].text == "The last table"


def test_everybody_finds_a_seat_by_table_and_by_name() -> None:
    record = at_step(kaunas(), 2, StageName.PRESENT)
    shown = scene(record, state_after(record), SceneKind.GROUPS)
    assert sum(len(table.names) for table in shown.tables) == 27, "one of 28 is away this morning"
    assert shown.tables[0].names[1].text == "Mindaugas P."
    assert shown.tables[4].languages == ("en", "lv")
    assert len(shown.seats) == 27
    assert [seat.name.text for seat in shown.seats[:3]] == [
        "Aino Hietasalmi",
        "Arūnas Dobilas",
        "Åsa Björkängen",
    ]


def test_names_are_in_their_owners_script() -> None:
    record = at_step(sharjah(), 1, StageName.PRESENT)
    shown = scene(record, state_after(record), SceneKind.GROUPS)
    assert shown.tables[0].names[0].text == "نورة السويحلي"
    assert shown.tables[3].names[0].text == "สมชาย พฤกษากุล"


def test_two_people_who_would_be_called_the_same_are_called_by_their_whole_names() -> None:
    record = kaunas()
    people = tuple(
        replace(p, given_name="Rasa", family_name=f"V{i}", display_name=f"Rasa V{i}") if i < 2 else p
        for i, p in enumerate(record.participants)
    )
    record = at_step(replace(record, participants=people), 2, StageName.PRESENT)
    shown = scene(record, state_after(record), SceneKind.GROUPS)
    assert [name.text for name in shown.tables[0].names[:2]] == ["Rasa V0", "Rasa V1"]


def test_somebody_who_withdrew_has_no_seat() -> None:
    record = kaunas()
    gone = replace(record.participants[1], withdrawn=True)
    people = tuple(gone if one.id == gone.id else one for one in record.participants)
    record = at_step(replace(record, participants=people), 2, StageName.PRESENT)
    shown = scene(record, state_after(record), SceneKind.GROUPS)
    assert "Mindaugas P." not in [name.text for name in shown.tables[0].names]
    assert len(shown.seats) == 26


def test_the_lights_board_has_word_and_colour_and_is_never_pooled() -> None:
    shown = scene(kaunas(), before_start(kaunas()), SceneKind.LIGHTS)
    rows = {signal.row.text for signal in shown.signals}
    assert "Nemunas Food Valley ·\u00a01" in rows
    assert "Nemunas Food Valley ·\u00a04" in rows
    assert "Table 3" in rows, "rated before clusters were chosen"
    mixed = next(s for s in shown.signals if s.colour == "MIXED")
    assert [text.text for text in mixed.words] == ["mixed", "mišru", "mieszane"]
    assert shown.body[0].text.startswith("Tables see it differently: ")


def test_every_red_that_a_table_has_clearly_seen_is_named() -> None:
    record = kaunas()
    seen = {one.item for one in record.light_ratings if one.colour is LightColour.RED and one.rating == 2}
    shown = scene(record, before_start(record), SceneKind.LIGHTS)
    assert len(shown.clearly_seen) == len(seen) > 0
    assert shown.clearly_seen[0][1].text.endswith("(1, 4, 5)")


def test_while_a_step_runs_its_own_reds_are_named() -> None:
    record = at_step(kaunas(), 2, StageName.LIGHTS)
    shown = scene(record, state_after(record), SceneKind.LIGHTS)
    assert (
        0
        < len(shown.clearly_seen)
        < len(scene(kaunas(), before_start(kaunas()), SceneKind.LIGHTS).clearly_seen)
    )


def test_a_break_says_when_the_room_goes_on_and_then_calls_it_back() -> None:
    record = kaunas()
    pause = next(s for s in record.agenda.segments() if s.kind is SegmentKind.BREAK)
    record = played(record, Position(pause.id, StageName.WHOLE), late_seconds=480)
    shown = scene(record, state_after(record, 60), SceneKind.BREAK)
    assert [text.text for text in shown.headline] == ["Break", "Pertrauka", "Przerwa"]
    assert shown.body[0].text == "We go on at 10:42"
    over = scene(record, state_after(record, 21 * 60), SceneKind.BREAK)
    assert over.headline[0].text == "Please come back"
    assert over.body == ()


def test_the_welcome_says_when_it_starts_until_it_has_started() -> None:
    record = kaunas()
    shown = scene(record, before_start(record), SceneKind.WELCOME)
    assert shown.headline[1].text == "Sveiki atvykę"
    assert shown.body[0].text == "We start at 09:00", "registration is no start"
    later = at_step(record, 2, StageName.DISCUSS)
    assert scene(later, state_after(later), SceneKind.WELCOME).body == ()


def test_a_language_nobody_translated_the_words_to_is_left_out() -> None:
    record = replace(kaunas(), details=replace(kaunas().details, local_languages=("mi",)))
    shown = scene(record, before_start(record), SceneKind.WELCOME)
    assert [text.language for text in shown.headline] == ["en"]


def test_a_blank_scene_is_empty() -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    assert scene(record, state_after(record), SceneKind.BLANK) == RoomScene(SceneKind.BLANK)


@pytest.mark.parametrize("seconds", [0, 700, 1500])
def test_the_time_of_the_room_is_that_of_the_run(seconds: int) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    state = state_after(record, seconds)
    shown = room_time(state)
    assert shown.seconds_left == state.remaining_seconds == 1440 - seconds
    assert shown.clock == f"{state.now:%H:%M}"


def test_a_pause_is_told_to_the_room() -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    last = record.run_entries[-1]
    since = reading_at(last.started.wall + timedelta(seconds=60))
    record = replace(record, run_entries=(*record.run_entries[:-1], replace(last, paused_since=since)))
    shown = room_time(state_after(record, 500))
    assert (shown.pace, shown.seconds_left) == ("paused", 1380)


@pytest.mark.parametrize(
    ("stage", "kind"),
    [
        (StageName.PRESENT, SceneKind.LOGO),
        (StageName.BRIEF, SceneKind.TASK),
        (StageName.DISCUSS, SceneKind.TASK),
        (StageName.SYNTHESIS, SceneKind.TIMEBOX),
        (StageName.LIGHTS, SceneKind.LIGHTS),
    ],
)
def test_a_projector_that_follows_the_run_shows_what_fits(stage: StageName, kind: SceneKind) -> None:
    record = at_step(kaunas(), 2, stage)
    assert fitting_kind(record, state_after(record)) is kind


def test_before_the_start_the_room_is_welcomed_and_finds_its_seats_at_registration() -> None:
    record = kaunas()
    assert fitting_kind(record, before_start(record)) is SceneKind.WELCOME
    first = record.agenda.days[0].segments[0]
    record = played(record, Position(first.id, StageName.WHOLE))
    assert fitting_kind(record, state_after(record)) is SceneKind.GROUPS


@pytest.mark.parametrize("kind", [RoundKind.MIX, RoundKind.CLUSTER])
def test_a_table_has_a_cluster_in_the_room_only_after_it_adopted_one(kind: RoundKind) -> None:
    record = kaunas()
    step = segment_of_step(record, 3)
    days = tuple(
        replace(day, segments=tuple(replace(s, round_kind=kind) if s is step else s for s in day.segments))
        for day in record.agenda.days
    )
    record = replace(record, agenda=replace(record.agenda, days=days))
    turn = played(record, Position(step.id, StageName.REPORT, 1))
    shown = scene(turn, state_after(turn), SceneKind.TURN)
    said = {line.text for line in shown.body} & {cluster.name_english for cluster in record.clusters}
    assert bool(said) == (kind is RoundKind.CLUSTER)


def test_a_lights_stage_with_nothing_rated_yet_shows_the_time() -> None:
    record = kaunas()
    segment = segment_of_step(record, 2).id
    running_lights = played(record, Position(segment, StageName.LIGHTS))
    assert fitting_kind(running_lights, state_after(running_lights)) is SceneKind.LIGHTS
    unrated = replace(running_lights, light_ratings=())
    assert fitting_kind(unrated, state_after(unrated)) is SceneKind.TIMEBOX


def test_a_mixed_table_shows_the_language_its_people_share_not_the_one_it_was_given() -> None:
    record = kaunas()
    tables = tuple(replace(t, discussion_language="uk", report_language="en") for t in record.tables)
    mixed = replace(record, tables=tables)
    shown = scene(mixed, before_start(mixed), SceneKind.GROUPS).tables
    assert shown[0].languages == ("lt", "en")
    assert all("uk" not in table.languages for table in shown)
    nobody = replace(mixed, seats=())
    unseated = scene(nobody, before_start(nobody), SceneKind.GROUPS).tables
    assert all(table.languages == ("uk", "en") for table in unseated)


def test_a_table_keeps_the_script_of_its_own_language_where_that_is_what_people_share() -> None:
    record = kaunas()
    tables = tuple(
        replace(t, discussion_language="lt-LT", report_language="en") if t.number == 1 else t
        for t in record.tables
    )
    shown = scene(replace(record, tables=tables), before_start(record), SceneKind.GROUPS).tables
    assert shown[0].languages == ("lt-LT", "en")
