"""What the room sees: follows the run, stays with what was chosen, goes dark; on its own screen only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from facilitator_app.app.projector import Projector
from facilitator_app.records.changes import NOTHING_CHANGED
from facilitator_app.records.enums import StageName
from facilitator_app.records.room import RoomScene, SceneKind, SeatsView
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services import running
from facilitator_app.views.console.bars import RoomStatus
from tests import builders
from tests.tools.unplug_offscreen import CONSOLE, PROJECTOR, Screen, set_screens
from tests.views.console.cases import at_step


class Booth:
    """A projector with everything it has told."""

    def __init__(self) -> None:
        self.console = QWidget()
        self.console.show()
        self.projector = Projector(self.console)
        self.scenes: list[RoomScene] = []
        self.statuses: list[RoomStatus] = []
        self.times: list[object] = []
        self.told: list[str] = []
        self.projector.scene_changed.connect(self.scenes.append)
        self.projector.status_changed.connect(self.statuses.append)
        self.projector.time_changed.connect(self.times.append)
        self.projector.lost.connect(lambda _name: self.told.append("lost"))
        self.projector.found.connect(lambda _name: self.told.append("found"))

    def show(self, record: WorkshopRecord, seconds: float = 1) -> None:
        self.projector.show_run(record, builders.state_after(record, seconds))


@pytest.fixture
def booth(qapp: QApplication) -> Iterator[Booth]:
    made = Booth()
    yield made
    made.projector.close()
    made.console.close()
    made.console.deleteLater()
    qapp.processEvents()


def _at(stage: StageName) -> WorkshopRecord:
    record = builders.kaunas()
    segment = builders.segment_of_step(record, 2).id
    day = next(one for one in record.agenda.days if any(s.id == segment for s in one.segments))
    turns = [p for p in running.positions(record, day) if (p.segment_id, p.stage) == (segment, stage)]
    return at_step(record, 2, stage, turns[0].turn)


def test_the_scene_follows_the_run(booth: Booth) -> None:
    for stage in (StageName.DISCUSS, StageName.REPORT):
        booth.show(_at(stage))
    assert [scene.kind for scene in booth.scenes] == [SceneKind.TASK, SceneKind.TURN]
    assert booth.statuses[-1].kind is SceneKind.TURN
    assert booth.statuses[-1].follows


def test_a_tick_in_which_nothing_changes_builds_no_scene(booth: Booth) -> None:
    record = _at(StageName.DISCUSS)
    for second in (1, 2, 3):
        booth.show(record, second)
    assert len(booth.scenes) == 1
    assert len(booth.times) == 3


def test_a_chosen_scene_stays_until_the_run_is_followed_again(booth: Booth) -> None:
    booth.projector.choose(SceneKind.LIGHTS)
    booth.show(_at(StageName.DISCUSS))
    booth.show(_at(StageName.REPORT))
    assert {scene.kind for scene in booth.scenes} == {SceneKind.LIGHTS}
    assert not booth.statuses[-1].follows
    booth.projector.choose(None)
    booth.show(_at(StageName.REPORT))
    assert booth.scenes[-1].kind is SceneKind.TURN


def test_the_seats_may_be_held_by_name_or_by_table(booth: Booth) -> None:
    booth.projector.choose(SceneKind.GROUPS)
    booth.show(_at(StageName.DISCUSS))
    booth.projector.hold_seats(SeatsView.BY_TABLE)
    booth.show(_at(StageName.DISCUSS))
    assert [scene.seats_view for scene in booth.scenes] == [SeatsView.BOTH, SeatsView.BY_TABLE]
    assert booth.statuses[-1].seats_view is SeatsView.BY_TABLE
    booth.projector.hold_seats(SeatsView.BOTH)
    booth.show(_at(StageName.DISCUSS))
    assert booth.scenes[-1].seats_view is SeatsView.BOTH


def test_blank_is_a_switch_and_the_scene_is_there_again_afterwards(booth: Booth) -> None:
    booth.show(_at(StageName.DISCUSS))
    booth.projector.blank()
    assert booth.projector.window.is_blank()
    assert booth.statuses[-1].blank
    booth.projector.blank()
    assert not booth.projector.window.is_blank()
    assert not booth.statuses[-1].blank
    booth.projector.blank(on=False)
    assert not booth.projector.window.is_blank()


def test_a_change_in_the_file_is_seen_at_the_next_tick(booth: Booth) -> None:
    record = _at(StageName.DISCUSS)
    booth.show(record)
    booth.projector.show_changes(NOTHING_CHANGED)
    booth.show(record)
    assert len(booth.scenes) == 2


def test_without_a_second_screen_the_room_window_stays_away(booth: Booth) -> None:
    assert not booth.projector.open()
    assert not booth.projector.window.isVisible()
    assert not booth.statuses[-1].projector


def test_the_room_window_is_on_the_projector_goes_with_it_and_comes_back(
    projector: Screen, booth: Booth, qapp: QApplication
) -> None:
    assert booth.projector.open()
    qapp.processEvents()
    assert booth.projector.window.screen().name() == projector.name
    assert booth.statuses[-1].projector
    set_screens([CONSOLE])
    qapp.processEvents()
    assert not booth.projector.window.isVisible()
    assert not booth.statuses[-1].projector
    set_screens([CONSOLE, PROJECTOR])
    qapp.processEvents()
    assert booth.projector.window.isVisible()
    assert booth.told == ["lost", "found"]


def test_the_room_can_be_taken_off_its_screen_by_hand(
    projector: Screen, booth: Booth, qapp: QApplication
) -> None:
    del projector
    booth.projector.open()
    qapp.processEvents()
    booth.projector.leave()
    assert not booth.projector.window.isVisible()
    assert not booth.statuses[-1].projector
    assert booth.told == []
