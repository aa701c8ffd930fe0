"""The scenes of the room window: a record and a moment in, one picture for everybody out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import RoundKind, SegmentKind, StageName, TableRoleName
from facilitator_app.records.room import RoomPlan, RoomScene, RoomText, RoomTime, SceneKind, SeatsView
from facilitator_app.records.run import Pace, RunPhase, RunState
from facilitator_app.records.workshop import Step, WorkshopRecord
from facilitator_app.rules.timebox import minutes_for_people
from facilitator_app.services.room import board, groups, whitelist
from facilitator_app.services.room.words import ENGLISH, Languages, in_each, room_languages, say, time_words

PAUSED: Final = "paused"
_PAUSES: Final = frozenset({SegmentKind.BREAK, SegmentKind.MEAL, SegmentKind.STRETCH, SegmentKind.PRAYER})
_BY_KIND: Final = {
    **dict.fromkeys(_PAUSES, SceneKind.BREAK),
    SegmentKind.GUEST: SceneKind.SPEAKER,
    SegmentKind.TEAM_FORMING: SceneKind.GROUPS,
}
_ARRIVALS: Final = frozenset({SegmentKind.REGISTRATION})
_BRIEFINGS: Final = frozenset({StageName.PRESENT, StageName.BRIEF})
_AT_TABLES: Final = frozenset({StageName.BRIEF, StageName.THINK, StageName.DISCUSS})
_STAGE_WORDS: Final = {
    StageName.BRIEF: "Your task",
    StageName.THINK: "Think for yourself",
    StageName.DISCUSS: "At your tables",
    StageName.REPORT: "Report-back",
    StageName.SYNTHESIS: "Putting it together",
    StageName.LIGHTS: "Green lights, red lights",
}


def scene(
    record: WorkshopRecord, state: RunState, kind: SceneKind, seats_view: SeatsView = SeatsView.BOTH
) -> RoomScene:
    """Return what everybody may see of `record` at the moment of `state`: whitelisted fields alone.

    `seats_view` is how people look for their seats in the scene that has them.
    """
    makers = {
        SceneKind.WELCOME: _welcome,
        SceneKind.TASK: _task,
        SceneKind.TIMEBOX: _timebox,
        SceneKind.GROUPS: _groups,
        SceneKind.TURN: _turn,
        SceneKind.LIGHTS: _lights,
        SceneKind.BREAK: _break,
        SceneKind.LOGO: _logo,
        SceneKind.SPEAKER: _speaker,
    }
    maker = makers.get(kind)
    made = maker(record, state) if maker else RoomScene(kind=kind)
    return replace(made, seats_view=seats_view) if made.kind is SceneKind.GROUPS else made


def room_time(state: RunState) -> RoomTime:
    """Return the timebox as the room sees it; `pace` is a `Pace` or `paused`."""
    return RoomTime(
        seconds_left=state.remaining_seconds,
        box_seconds=state.box_seconds,
        pace=PAUSED if state.phase is RunPhase.PAUSED else state.pace.value,
        fraction_left=state.fraction_left,
        clock=_clock(state.now),
    )


def fitting_kind(record: WorkshopRecord, state: RunState) -> SceneKind:
    """Return the scene that goes with what the room is doing, for a projector that follows the run."""
    segment = _segment(record, state)
    if segment is None or state.position is None or state.phase is RunPhase.FINISHED:
        return SceneKind.WELCOME
    if segment.speaker:
        return SceneKind.SPEAKER  # nobody counts down, or over, who opens the day
    if segment.kind in _BY_KIND:
        return _BY_KIND[segment.kind]
    if segment.kind in _ARRIVALS:
        seated = groups.seats_by_name(record, groups.round_for(record, state))
        return SceneKind.GROUPS if seated else SceneKind.WELCOME
    stage = state.position.stage
    if stage in _AT_TABLES:
        return SceneKind.TASK
    # A board on which nothing is rated yet tells nobody anything.
    rated = any(one.rating is not None for one in record.light_ratings)
    by_stage = {
        StageName.REPORT: SceneKind.TURN,
        StageName.PRESENT: SceneKind.LOGO,
        StageName.LIGHTS: SceneKind.LIGHTS if rated else SceneKind.TIMEBOX,
    }
    return by_stage.get(stage, SceneKind.TIMEBOX)


def _welcome(record: WorkshopRecord, state: RunState) -> RoomScene:
    languages = room_languages(record)
    over = state.phase is RunPhase.FINISHED
    starts = _next_start(record, state)
    return RoomScene(
        kind=SceneKind.WELCOME,
        eyebrow=_plain(record, record.details.title),
        headline=in_each(languages, "Thank you" if over else "Welcome"),
        body=in_each(languages, "We start at {time}", time=_clock(starts)) if starts and not over else (),
        bring=_plain(record, " · ".join(filter(None, (record.details.host, record.details.sponsor)))),
    )


def _task(record: WorkshopRecord, state: RunState) -> RoomScene:
    languages = room_languages(record)
    segment = _segment(record, state)
    steps = _steps(record, segment)
    if segment is None or not steps:
        return _timebox(record, state, SceneKind.TASK)
    brief = state.position is not None and state.position.stage in _BRIEFINGS
    ask = whitelist.task_title if brief else whitelist.question
    return RoomScene(
        kind=SceneKind.TASK,
        eyebrow=_eyebrow(record, state, segment, languages),
        headline=_numbered(steps, lambda step: ask(record, step, languages)),
        body=_numbered(steps, lambda step: whitelist.task_text(record, step, languages)) if brief else (),
        bring=_bring(record, steps, languages),
        turns=state.turn_order,
        then=in_each(languages, "then") if state.turn_order else (),
        shows_time=True,
        time_words=time_words(languages),
    )


def _timebox(record: WorkshopRecord, state: RunState, kind: SceneKind = SceneKind.TIMEBOX) -> RoomScene:
    languages = room_languages(record)
    segment = _segment(record, state)
    return RoomScene(
        kind=kind,
        eyebrow=_eyebrow(record, state, segment, languages) if segment and segment.steps else (),
        headline=whitelist.segment_title(record, segment, languages) if segment else (),
        shows_time=True,
        time_words=time_words(languages),
    )


def _groups(record: WorkshopRecord, state: RunState) -> RoomScene:
    languages = room_languages(record)
    segment = groups.round_for(record, state)
    starts = _start_of(state, segment)
    coming = starts is not None and starts > state.now
    seats = groups.seats_by_name(record, segment)
    stay = groups.everybody_stays(record, segment, seats)
    some_move = 0 < sum(seat.moved for seat in seats) < len(seats)
    return RoomScene(
        kind=SceneKind.GROUPS,
        eyebrow=_step_names(segment, languages) if segment else (),
        headline=in_each(languages, "Stay where you sit" if stay else "Where do I sit?"),
        body=in_each(languages, "We start at {time}", time=_clock(starts)) if starts and coming else (),
        tables=groups.seated_tables(record, segment),
        seats=seats,
        plan=RoomPlan(record.details.doors, in_each(languages, "Screen"), in_each(languages, "Doors")),
        moved_words=in_each(languages, "New table") if some_move else (),
        reads_in=groups.first_language(record),
    )


def _turn(record: WorkshopRecord, state: RunState) -> RoomScene:
    segment = _segment(record, state)
    number = state.position.turn if state.position else None
    table = next((t for t in record.tables if t.number == number), None)
    languages = room_languages(record, table.discussion_language if table else "")
    words = in_each(languages, "Table {n}", n=number) if table else in_each(languages, "Report-back")
    coming = state.turn_order[state.turn_order.index(number) + 1 :] if number in state.turn_order else ()
    return RoomScene(
        kind=SceneKind.TURN,
        eyebrow=_eyebrow(record, state, segment, languages) if segment else (),
        headline=words,
        body=_reporter(record, segment, table.id) if segment and table else (),
        bring=_who_is_next(state, number, coming, languages),
        turns=state.turn_order,
        current_turn=number,
        then=in_each(languages, "then"),
        shows_time=True,
        time_words=time_words(languages),
    )


def _lights(record: WorkshopRecord, state: RunState) -> RoomScene:
    languages = room_languages(record)
    segment = _segment(record, state)
    return RoomScene(
        kind=SceneKind.LIGHTS,
        eyebrow=in_each(languages, "Clearly seen:"),
        headline=in_each(languages, "Green lights, red lights"),
        body=board.differences(record, languages),
        signals=board.cells(record, languages),
        clearly_seen=board.clear_reds(record, segment.steps if segment else (), languages),
    )


def _break(record: WorkshopRecord, state: RunState) -> RoomScene:
    languages = room_languages(record)
    segment = _segment(record, state)
    pauses = segment is not None and segment.kind in _PAUSES
    over = pauses and state.pace is Pace.OVERTIME
    meal = segment is not None and segment.kind is SegmentKind.MEAL
    ends = _end_of(state, segment) if pauses and not over else None
    words = "Please come back" if over else "Lunch" if meal else "Break"
    return RoomScene(
        kind=SceneKind.BREAK,
        headline=in_each(languages, words),
        body=in_each(languages, "We go on at {time}", time=_clock(ends)) if ends else (),
        shows_time=pauses,
        time_words=time_words(languages) if pauses else (),
    )


def _logo(record: WorkshopRecord, state: RunState) -> RoomScene:
    del state
    details = record.details
    return RoomScene(
        kind=SceneKind.LOGO,
        headline=_plain(record, details.title),
        body=_plain(record, " · ".join(filter(None, (details.host, details.sponsor)))),
    )


def _speaker(record: WorkshopRecord, state: RunState) -> RoomScene:
    """Return who speaks: name and title in the room's languages. Nobody counts down a guest."""
    segment = _segment(record, state)
    guest = whitelist.guest_of(record, segment)
    if guest is not None:
        name, titles = whitelist.guest_name(record, guest), whitelist.guest_titles(record, guest)
    else:
        title = segment.title if segment is not None and segment.speaker else ""
        name, titles = _plain(record, whitelist.speaker_name(record, segment) or title), ()
    if not name:
        return _logo(record, state)
    return RoomScene(kind=SceneKind.SPEAKER, headline=name, body=titles)


def _segment(record: WorkshopRecord, state: RunState) -> Segment | None:
    return record.agenda.segment(state.position.segment_id) if state.position else None


def _steps(record: WorkshopRecord, segment: Segment | None) -> tuple[Step, ...]:
    numbers = segment.steps if segment else ()
    return tuple(step for number in numbers if (step := record.step(number)))


def _plain(record: WorkshopRecord, text: str) -> tuple[RoomText, ...]:
    shown = whitelist.public(text)
    return (RoomText(shown, record.details.working_language or ENGLISH),) if shown else ()


def _clock(at: datetime) -> str:
    return f"{at:%H:%M}"


def _step_names(segment: Segment, languages: Languages) -> tuple[RoomText, ...]:
    if not segment.steps:
        return ()
    return in_each(languages, "Step {n}", n=" + ".join(map(str, segment.steps)))


def _eyebrow(
    record: WorkshopRecord, state: RunState, segment: Segment, languages: Languages
) -> tuple[RoomText, ...]:
    """Return "Step 2" and what people do now, in every language."""
    stage = _STAGE_WORDS.get(state.position.stage) if state.position else None
    names = _step_names(segment, languages) or whitelist.segment_title(record, segment, languages)
    if not stage:
        return names
    return tuple(
        RoomText(
            f"{name.text} · {doing}" if (doing := say(stage, name.language)) else name.text, name.language
        )
        for name in names
    )


def _numbered(steps: tuple[Step, ...], of: Callable[[Step], tuple[RoomText, ...]]) -> tuple[RoomText, ...]:
    """Return one text per step and language; where there are several steps their numbers stand in front."""
    several = len(steps) > 1
    return tuple(
        RoomText(f"{step.number} · {text.text}" if several else text.text, text.language)
        for step in steps
        for text in of(step)
    )


def _bring(record: WorkshopRecord, steps: tuple[Step, ...], languages: Languages) -> tuple[RoomText, ...]:
    return tuple(
        RoomText(f"{say('Bring:', text.language)} {text.text}".strip(), text.language)
        for text in _numbered(steps, lambda step: whitelist.deliverable(record, step, languages))
    )


def _reporter(record: WorkshopRecord, segment: Segment, table_id: str) -> tuple[RoomText, ...]:
    """Return who speaks for a table, and the table's cluster, as far as they are known."""
    table = record.table(table_id)
    role = next(
        (
            one
            for one in record.roles
            if one.role is TableRoleName.REPORTER
            and one.table_id == table_id
            and one.segment_id == segment.id
        ),
        None,
    )
    person = record.participant(role.participant_id) if role else None
    lines = [whitelist.full_name(person)] if person and whitelist.is_here(person) else []
    # Before the tables have adopted a cluster they sit mixed: none is theirs yet.
    teams = segment.round_kind in {RoundKind.CLUSTER, RoundKind.SAME}
    cluster = record.cluster(table.cluster_id) if table and teams else None
    if cluster is not None:
        lines.append(whitelist.cluster_name(record, cluster))
    return tuple(lines)


def _who_is_next(
    state: RunState, number: int | None, coming: tuple[int, ...], languages: Languages
) -> tuple[RoomText, ...]:
    each = minutes_for_people(state.share_seconds).figures if state.share_seconds else ""
    if coming:
        nexts = in_each(languages, "Next: table {n}", n=coming[0])
    elif number is not None and state.turn_order:
        nexts = in_each(languages, "The last table")
    else:
        return in_each(languages, "{minutes} min each", minutes=each) if each else ()
    if not each or not coming:
        return nexts
    return tuple(
        RoomText(f"{text.text} · {say('{minutes} min each', text.language, minutes=each)}", text.language)
        for text in nexts
    )


def _next_start(record: WorkshopRecord, state: RunState) -> datetime | None:
    """Return when today's first thing after the arrivals begins; None once it has begun."""
    running = _segment(record, state)
    if running is not None and running.kind not in _ARRIVALS:
        return None
    for one in state.times:
        segment = record.agenda.segment(one.segment_id)
        if segment is not None and segment.kind not in _ARRIVALS and one.expected_start > state.now:
            return one.expected_start
    return None


def _start_of(state: RunState, segment: Segment | None) -> datetime | None:
    found = (one for one in state.times if segment is not None and one.segment_id == segment.id)
    return next((one.actual_start or one.expected_start for one in found), None)


def _end_of(state: RunState, segment: Segment | None) -> datetime | None:
    found = (one for one in state.times if segment is not None and one.segment_id == segment.id)
    return next((one.expected_end for one in found), None)
