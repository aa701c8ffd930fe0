"""The seconds between two looks at the whole run: they say what a whole look would have said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.enums import StageName
from facilitator_app.records.run import Position, Timer
from facilitator_app.rules.timebox import clock_face
from facilitator_app.services import running
from facilitator_app.services.running import seconds
from facilitator_app.support.clock import FakeClock, Reading
from tests.builders import before_start, kaunas, played, reading_at

_RUNNING = played(kaunas(), Position("two_day.d1.b06", StageName.DISCUSS))
_BEGAN = _RUNNING.run_entries[-1].started
_TOLD_IN_SECONDS = (
    "phase",
    "position",
    "entry",
    "elapsed_seconds",
    "remaining_seconds",
    "box_seconds",
    "fraction_left",
    "pace",
    "timers",
    "now",
)


def _at(after: float) -> Reading:
    return reading_at(_BEGAN.wall + timedelta(seconds=after))


@given(st.floats(0, 4000), st.floats(0, seconds.FEW_SECONDS - 0.01), st.integers(-1, 900))
def test_what_is_told_in_seconds_is_exact(after: float, more: float, paused_after: int) -> None:
    entry = _RUNNING.run_entries[-1]
    if paused_after >= 0:
        entry = replace(entry, paused_since=_at(paused_after))
    timers = (Timer("t", "Tea", 600, _at(30)),)
    record = replace(_RUNNING, run_entries=(*_RUNNING.run_entries[:-1], entry), timers=timers)
    before = running.state(record, _at(after))
    soon = seconds.later(record, before, _at(after + more))
    whole = running.state(record, _at(after + more))
    for name in _TOLD_IN_SECONDS:
        assert getattr(soon, name) == getattr(whole, name), name


@given(st.floats(0, 4000), st.floats(0, seconds.FEW_SECONDS - 0.01))
def test_expected_times_are_never_older_than_a_few_seconds(after: float, more: float) -> None:
    before = running.state(_RUNNING, _at(after))
    soon = seconds.later(_RUNNING, before, _at(after + more))
    whole = running.state(_RUNNING, _at(after + more))
    assert abs(soon.offset_seconds - whole.offset_seconds) <= seconds.FEW_SECONDS + 1
    for one, other in zip(soon.times, whole.times, strict=True):
        late = abs((one.expected_start - other.expected_start).total_seconds())
        assert late <= seconds.FEW_SECONDS + 1


def test_the_whole_is_looked_at_again_where_seconds_alone_would_be_wrong() -> None:
    clock = FakeClock()
    seen = clock.read()
    assert seconds.few_seconds_on(seen, clock.advance(2))
    assert not seconds.few_seconds_on(seen, clock.advance(seconds.FEW_SECONDS))
    seen = clock.read()
    assert not seconds.few_seconds_on(seen, clock.set_wall_clock(3600))
    seen = clock.read()
    assert not seconds.few_seconds_on(seen, clock.set_wall_clock(-3600))
    seen = clock.read()
    assert not seconds.few_seconds_on(seen, clock.reboot(1))


@given(st.floats(0, 2400), st.floats(0, seconds.FEW_SECONDS - 0.01))
def test_a_screen_that_is_not_told_shows_the_right_words_all_the_same(after: float, more: float) -> None:
    told, now = running.state(_RUNNING, _at(after)), _at(after + more)
    if seconds.says_more(_RUNNING, told, now):
        return
    whole = running.state(_RUNNING, now)
    assert clock_face(whole.remaining_seconds) == clock_face(told.remaining_seconds)
    assert (whole.pace, whole.phase, f"{whole.now:%H:%M}") == (told.pace, told.phase, f"{told.now:%H:%M}")


def test_in_the_countdown_in_a_pause_and_beside_a_timer_every_second_is_told() -> None:
    whole = running.state(_RUNNING, _at(60))
    assert not seconds.says_more(_RUNNING, whole, _at(62))
    countdown = running.state(_RUNNING, _at(whole.box_seconds - 200))
    assert seconds.says_more(_RUNNING, countdown, _at(whole.box_seconds - 199))
    over = running.state(_RUNNING, _at(whole.box_seconds + 200))
    assert seconds.says_more(_RUNNING, over, _at(whole.box_seconds + 201))
    timed = replace(_RUNNING, timers=(Timer("t", "Tea", 600, _at(30)),))
    assert seconds.says_more(timed, running.state(timed, _at(60)), _at(61))
    paused = replace(_RUNNING.run_entries[-1], paused_since=_at(50))
    waits = replace(_RUNNING, run_entries=(*_RUNNING.run_entries[:-1], paused))
    assert seconds.says_more(waits, running.state(waits, _at(60)), _at(61))
    assert seconds.says_more(kaunas(), before_start(kaunas()), _at(0))


def test_where_nothing_runs_there_are_no_seconds() -> None:
    with pytest.raises(ValueError, match="nothing runs"):
        seconds.later(kaunas(), before_start(kaunas()), _at(0))


def test_the_time_of_day_stays_in_the_zone_of_the_workshop() -> None:
    before = running.state(_RUNNING, _at(10))
    assert seconds.later(_RUNNING, before, _at(12)).now.tzinfo == ZoneInfo("Europe/Vilnius")
