"""Who speaks is named in the room's languages; nobody counts down a guest."""

from __future__ import annotations

from dataclasses import replace

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import GuestStatus, SegmentKind, StageName
from facilitator_app.records.guests import Guest
from facilitator_app.records.room import SceneKind
from facilitator_app.records.run import Position
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services.room import fitting_kind, scene
from tests.builders import kaunas, played, segment_of_step, sharjah, state_after


def at_step(record: WorkshopRecord, step: int, stage: StageName) -> WorkshopRecord:
    return played(record, Position(segment_of_step(record, step).id, stage))


def _minister(record: WorkshopRecord, status: GuestStatus, segment_id: str | None = None) -> WorkshopRecord:
    guest = Guest(
        "guest-1", "Jonas Petraitis", "Minister of Economy", "Ekonomikos ministras", 720,
        status=status, segment_id=segment_id,
    )  # fmt: skip
    return replace(record, guests=(guest,))


def test_a_guest_who_speaks_is_named_with_both_titles_and_no_countdown() -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    last = record.run_entries[-1]
    day = record.agenda.days[0]
    item = Segment("visit", "visit", SegmentKind.GUEST, "Jonas Petraitis", 720, 0)
    agenda = replace(record.agenda, days=(replace(day, segments=(*day.segments, item)),))
    entry = replace(last, position=Position("visit", StageName.WHOLE))
    record = replace(record, agenda=agenda, run_entries=(*record.run_entries[:-1], entry))
    record = _minister(record, GuestStatus.SPEAKING, "visit")
    state = state_after(record, 60)
    assert fitting_kind(record, state) is SceneKind.SPEAKER
    shown = scene(record, state, SceneKind.SPEAKER)
    assert [one.text for one in shown.headline] == ["Jonas Petraitis"]
    assert [(one.text, one.language) for one in shown.body] == [
        ("Minister of Economy", "en"),
        ("Ekonomikos ministras", "lt"),
    ]
    assert not shown.shows_time
    assert shown.time_words == ()


def test_who_is_awaited_can_be_shown_before_and_nobody_else_is() -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    state = state_after(record)
    coming = _minister(record, GuestStatus.AT_THE_DOOR)
    assert [one.text for one in scene(coming, state, SceneKind.SPEAKER).headline] == ["Jonas Petraitis"]
    for status in (GuestStatus.EXPECTED, GuestStatus.LEFT):
        assert "Petraitis" not in str(scene(_minister(record, status), state, SceneKind.SPEAKER))


def test_who_opens_the_day_without_a_name_is_not_counted_down_either() -> None:
    record = sharjah()
    opening = next(one for one in record.agenda.segments() if one.kind is SegmentKind.OPENING)
    record = played(record, Position(opening.id, StageName.WHOLE))
    state = state_after(record, 3600)
    assert fitting_kind(record, state) is SceneKind.SPEAKER
    shown = scene(record, state, SceneKind.SPEAKER)
    assert [one.text for one in shown.headline] == [opening.title]
    assert not shown.shows_time


def test_who_opens_the_day_is_shown_as_announced() -> None:
    record = kaunas()
    opening = next(one for one in record.agenda.segments() if one.kind is SegmentKind.OPENING)
    record = played(record, Position(opening.id, StageName.WHOLE))
    state = state_after(record)
    assert fitting_kind(record, state) is SceneKind.SPEAKER
    shown = scene(record, state, SceneKind.SPEAKER)
    assert [one.text for one in shown.headline] == ["Deputy mayor (fictional)"]
    assert not shown.shows_time
