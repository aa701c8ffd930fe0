"""The card of a guest and his place in the agenda: noted, changed, reached by Next, taken out."""

from __future__ import annotations

import pytest

from facilitator_app.records.changes import NOTHING_CHANGED
from facilitator_app.records.enums import GuestStatus, SegmentKind, StageName
from facilitator_app.records.run import Position
from facilitator_app.services import planning, running
from facilitator_app.support.errors import KnownError
from tests.services.conftest import Desk
from tests.services.running.hands import (
    add_minister,
    back,
    discussing,
    guest_of,
    let_in,
    press,
    segment_id,
    state_of,
)


def test_a_guest_with_a_place_in_the_agenda_speaks_when_next_gets_there(desk: Desk) -> None:
    break_ = Position(segment_id(desk, "d1.b05"), StageName.WHOLE)
    running.jump(desk.file, desk.workshop, break_)
    guest = add_minister(desk)
    running.let_speak_after(desk.file, desk.workshop, guest, break_.segment_id)
    assert guest_of(desk, guest).status is GuestStatus.EXPECTED
    before = desk.record()
    assert press(desk).entered == Position(guest_of(desk, guest).segment_id or "", StageName.WHOLE)
    assert guest_of(desk, guest).status is GuestStatus.SPEAKING
    assert state_of(desk).parked is None
    back(desk)
    assert desk.record() == before
    press(desk)
    assert press(desk).entered == Position(segment_id(desk, "d1.b06"), StageName.PRESENT)
    assert guest_of(desk, guest).status is GuestStatus.LEFT


def test_a_guest_with_a_place_who_comes_early_moves_and_back_puts_his_place_back(desk: Desk) -> None:
    guest = add_minister(desk)
    running.let_speak_after(desk.file, desk.workshop, guest, segment_id(desk, "d2.b03"))
    position = discussing(desk)
    before = desk.record()
    let_in(desk, guest)
    day = desk.record().agenda.days[0]
    codes = [s.code for s in day.segments]
    assert day.segments[codes.index("two_day.d1.b06") + 1].kind is SegmentKind.GUEST
    assert len(desk.record().agenda.segments()) == len(before.agenda.segments())
    assert state_of(desk).following == position
    back(desk)
    assert desk.record() == before


def test_minutes_the_host_gave_the_item_stand_and_a_parked_one_is_taken_back(desk: Desk) -> None:
    guest = add_minister(desk)
    running.let_speak_after(desk.file, desk.workshop, guest, segment_id(desk, "d1.b08"))
    item = guest_of(desk, guest).segment_id or ""
    planning.set_minutes(desk.file, item, 6)
    planning.park_segment(desk.file, item)
    running.update_guest(desk.file, guest, title="Prime Minister")
    discussing(desk)
    before = desk.record()
    let_in(desk, guest)
    assert state_of(desk).box_seconds == 6 * 60
    back(desk)
    assert desk.record() == before


def test_a_place_that_is_over_is_refused_and_the_same_one_changes_nothing(desk: Desk) -> None:
    discussing(desk)
    guest = add_minister(desk)
    with pytest.raises(KnownError, match="is over"):
        running.let_speak_after(desk.file, desk.workshop, guest, segment_id(desk, "d1.b05"))
    lunch = segment_id(desk, "d1.b08")
    running.let_speak_after(desk.file, desk.workshop, guest, lunch)
    assert running.let_speak_after(desk.file, desk.workshop, guest, lunch) == NOTHING_CHANGED


def test_a_guest_who_comes_when_nothing_runs_speaks_first(desk: Desk) -> None:
    guest = add_minister(desk)
    let_in(desk, guest)
    assert desk.record().agenda.days[0].segments[0].kind is SegmentKind.GUEST
    assert press(desk).entered == Position(segment_id(desk, "d1.b01"), StageName.WHOLE)


def test_a_guest_who_comes_after_the_day_was_ended_leads_back_into_the_rest_of_it(desk: Desk) -> None:
    position = discussing(desk)
    running.finish(desk.file, desk.workshop)
    coming = state_of(desk).following
    let_in(desk, add_minister(desk))
    assert state_of(desk).following == coming == Position(position.segment_id, StageName.REPORT, 3)


def test_the_card_of_a_guest_is_kept_and_his_item_follows_it(desk: Desk) -> None:
    guest = add_minister(desk)
    running.let_speak_after(desk.file, desk.workshop, guest, segment_id(desk, "d1.b08"))
    running.update_guest(desk.file, guest, name=" Rasa ", title="", minutes=7, any_time=True)
    running.set_guest_status(desk.file, guest, GuestStatus.ON_THE_WAY)
    assert running.set_guest_status(desk.file, guest, GuestStatus.ON_THE_WAY) == NOTHING_CHANGED
    card = guest_of(desk, guest)
    assert (card.name, card.seconds, card.expected_at, card.status) == ("Rasa", 420, None, "on_the_way")
    assert card.changed_at == desk.clock.read().wall
    item = desk.record().agenda.segment(card.segment_id or "")
    assert item is not None
    assert (item.title, item.planned_seconds, item.stages[0].planned_seconds) == ("Rasa", 420, 420)
    running.remove_guest(desk.file, guest)
    assert desk.record().guests == ()
    assert desk.record().agenda.segment(item.id) is None


def test_a_guest_who_spoke_stays_in_the_day_when_the_card_goes(desk: Desk) -> None:
    discussing(desk)
    guest = add_minister(desk)
    let_in(desk, guest)
    with pytest.raises(KnownError, match="is speaking"):
        running.remove_guest(desk.file, guest)
    with pytest.raises(KnownError, match="is speaking"):
        running.set_guest_status(desk.file, guest, GuestStatus.LEFT)
    item = guest_of(desk, guest).segment_id or ""
    press(desk)
    running.remove_guest(desk.file, guest)
    assert desk.record().agenda.segment(item) is not None


def test_speaking_is_said_by_the_run(desk: Desk) -> None:
    with pytest.raises(KnownError, match="running day"):
        running.set_guest_status(desk.file, add_minister(desk), GuestStatus.SPEAKING)


@pytest.mark.parametrize(("name", "minutes"), [("  ", 10), ("Ona", 0), ("Ona", 5000)])
def test_a_card_that_cannot_be_is_refused(desk: Desk, name: str, minutes: int) -> None:
    with pytest.raises(KnownError):
        running.add_guest(desk.file, desk.workshop, name=name, minutes=minutes)
    assert desk.record().guests == ()
