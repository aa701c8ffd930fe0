"""The player: presses Next through the whole agenda and does what belongs to each stage."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from facilitator_app.app.desks import WorkshopDesks
from facilitator_app.app.program import Program
from facilitator_app.app.rehearsal import Say
from facilitator_app.app.rehearsal.acts import Acts
from facilitator_app.app.rehearsal.camera import Camera
from facilitator_app.app.rehearsal.clock import RehearsalClock
from facilitator_app.app.rehearsal.hands import Hands
from facilitator_app.app.rehearsal.seat import CONTROL, SHIFT, Seat
from facilitator_app.app.rehearsal.work import DeskWork, button_named
from facilitator_app.app.start import application
from facilitator_app.app.sweeping import Sweeper
from facilitator_app.content.catalogue import load
from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import StageName
from facilitator_app.records.room import SceneKind
from facilitator_app.records.run import Pace, Position, RunPhase, RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.schedule import schedule
from facilitator_app.services.exchange.importing import import_data_set
from facilitator_app.services.reading import read_workshop
from facilitator_app.store.files import open_workshop
from facilitator_app.support import paths
from facilitator_app.support.clock import SystemClock
from facilitator_app.support.errors import ExitCode
from facilitator_app.support.settings import Settings
from facilitator_app.support.wording import _, ngettext_

EARLY: Final = timedelta(minutes=25)
ACTIONS_AT: Final = 7
_SUMMARY: Final = "This is a rehearsal: people, clusters and figures are invented."


def play(source: Path, bare: Path, target: Path, *, speed: float, say: Say) -> int:
    """Play a data set from `bare` (without what is typed), typing what `source` has; return the exit code."""
    settings = Settings()
    app = application(settings)
    sweeper = Sweeper()
    script = read_script(source, bare.parent)
    hands = Hands(app)
    clock = RehearsalClock(first_moment(script) - EARLY, speed, partial(live, app))
    camera = Camera(target, hands.settle)
    program = Program(app, clock, settings, milliseconds=clock.milliseconds)
    try:
        pdf, pages = Player(program, clock, hands, camera, script).play(bare, target)
    finally:
        program.close()
        program.window.close()
        program.window.deleteLater()
        hands.settle()
        sweeper.stop()
    say(
        ngettext_("{n} picture in {folder}.", "{n} pictures in {folder}.", len(camera.taken())).format(
            n=len(camera.taken()), folder=target
        )
    )
    say(ngettext_("{path}: {n} page.", "{path}: {n} pages.", pages).format(path=pdf, n=pages))
    return int(ExitCode.DONE)


def read_script(source: Path, folder: Path) -> WorkshopRecord:
    """Return the whole data set as a record: what the hands type from."""
    path = folder / "script.workshop"
    clock = SystemClock()
    import_data_set(source, path, content=load(paths.content()), clock=clock, device="script")
    with open_workshop(path, clock=clock, device="script", read_only=True) as file, file.read() as session:
        return read_workshop(session)


def first_moment(script: WorkshopRecord) -> datetime:
    """Return when the first segment is planned to start."""
    return schedule(script.agenda).segments[0].planned_start


def live(app: QApplication, seconds: float) -> None:
    """Let the windows live for some real seconds (none: handle what is waiting)."""
    if seconds <= 0:
        app.processEvents()
        return
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop, loop.quit)
    loop.exec()


class Player:
    """One whole workshop."""

    def __init__(
        self, program: Program, clock: RehearsalClock, hands: Hands, camera: Camera, script: WorkshopRecord
    ) -> None:
        self._seat = Seat(program, clock, hands, camera)
        self._program = program
        self._clock = clock
        self._hands = hands
        self._camera = camera
        self._script = script
        self._parked: set[str] = set()
        self._tried = False

    def play(self, bare: Path, target: Path) -> tuple[Path, int]:
        """Open, seat, run, capture, rate, finish, report; return the PDF and its pages."""
        self._program.show()
        self._hands.until(lambda: self._program.is_ready, "the program to be ready")
        self._seat.take("library first start")
        self._look_at_the_form()
        self._program.library.files_dropped.emit((str(bare),))
        self._hands.until(lambda: self._program.desks is not None, "the workshop to open")
        self._program.window.activateWindow()  # the room's window came last
        self._work = DeskWork(self._desks, self._hands, self._camera, self._script)
        self._acts = Acts(self._seat, self._work)
        self._prepare()
        self._run()
        return self._report(target)

    # --- before the doors open --------------------------------------------------------------------------

    def _look_at_the_form(self) -> None:
        self._program.actions.trigger("library.new")
        self._hands.settle()
        self._seat.take("new workshop")
        self._program.show_library()

    def _prepare(self) -> None:
        desks = self._desks
        desks.go("people")
        self._seat.take("people")
        desks.go("agenda")
        self._seat.take("agenda")
        desks.go("tables")
        self._seat.take("tables before the plan")
        self._hands.click(button_named(desks.prepare.tables, lambda words: words == _("Plan the tables")))
        self._hands.until(lambda: bool(desks.workshop.record.seats), "the tables to be planned")
        self._seat.rest()
        self._seat.take("tables")
        desks.go("console")
        self._seat.take("console before the start")
        self._put_away("import")
        self._seat.take_room("welcome")

    def _put_away(self, key: str) -> None:
        """Press “Put away” once a message has been read."""
        banners = self._program.window.banners
        if key in banners.keys():  # noqa: SIM118 - a stack of banners is no mapping
            self._hands.click(button_named(banners, lambda words: words == _("Put away")))
            self._hands.settle()

    # --- the run ----------------------------------------------------------------------------------------

    def _run(self) -> None:
        while (state := self._seat.state()).phase is not RunPhase.FINISHED:
            if state.position is None:
                self._start_day(state)
            else:
                self._live_through(state.position, state)
                self._seat.press_next(state.position)
        self._desks.go("console")
        self._seat.take("console finished")

    def _start_day(self, state: RunState) -> None:
        coming = state.following
        if coming is None:
            raise LookupError("there is nothing to start and the workshop is not over")
        times = next(one for one in state.times if one.segment_id == coming.segment_id)
        self._desks.go("console")
        self._clock.skip_to(times.planned_start)
        self._desks.workshop.tick()
        self._seat.press_next(None)

    def _live_through(self, position: Position, state: RunState) -> None:
        desks = self._desks
        segment = desks.workshop.record.agenda.segment(position.segment_id)
        if segment is None:
            raise LookupError("the run stands at a segment that is not in the agenda")
        desks.go("console")
        self._seat.take(f"console {_kind(segment, position)}")
        self._seat.take_room(_kind(segment, position))
        seconds = state.box_seconds * self._pace_of(segment)
        self._work.sweep()
        self._acts.before(segment, position)
        self._clock.wait(seconds / 2)
        if position.stage is StageName.DISCUSS:
            self._try_the_keys()
        self._acts.in_the_middle(segment, position)
        if position.turn is not None:
            for step in segment.steps:
                desks.workshop.tick()
                self._work.capture_turn(segment.id, step, position.turn)
        self._clock.wait(seconds / 2)
        if self._seat.state().pace is Pace.OVERTIME:
            desks.go("console")
            self._seat.take("console overtime")
            self._seat.take_room("overtime")
        self._acts.at_the_end(segment, position)
        following = self._seat.state().following
        if following is None or following.segment_id != segment.id:
            self._close_segment(segment)

    def _close_segment(self, segment: Segment) -> None:
        work = self._work
        for step in segment.steps:
            work.rate_lights(step)
            if step == ACTIONS_AT:
                for action in self._script.actions:
                    work.note(action)
        now = self._clock.read().wall
        for item in self._script.parking_lot:
            if item.id not in self._parked and item.noted_at is not None and item.noted_at <= now:
                self._parked.add(item.id)
                work.park(item)

    def _try_the_keys(self) -> None:
        """Press once what a facilitator may press: ±1, +5, pause, blank, Back and Next, a double press."""
        if self._tried:
            return
        self._tried = True
        self._seat.key(Qt.Key.Key_Equal, CONTROL | SHIFT)
        self._seat.key(Qt.Key.Key_Minus, CONTROL)
        self._seat.key(Qt.Key.Key_Space)
        self._seat.take("console paused")
        self._seat.take_room("paused")
        self._clock.wait(90)
        self._seat.key(Qt.Key.Key_Space)
        self._seat.key(Qt.Key.Key_B)
        self._seat.take("console with a blank room")
        self._clock.wait(1)
        self._seat.key(Qt.Key.Key_B)
        here = self._seat.state().position
        self._seat.press_next(here)
        self._clock.wait(1)
        self._seat.key(Qt.Key.Key_PageUp)
        if self._seat.state().position != here:
            raise LookupError("Back did not return to where Next was pressed")
        self._clock.wait(1)
        self._clock.sleep_laptop(180)
        self._desks.workshop.tick()
        self._seat.take("console after a sleep")
        self._hands.click(button_named(self._desks.console.banners, lambda words: words == _("Leave it out")))
        self._seat.rest()

    # --- the end ----------------------------------------------------------------------------------------

    def _report(self, target: Path) -> tuple[Path, int]:
        desks = self._desks
        desks.projector.choose(SceneKind.LIGHTS)
        desks.workshop.tick()
        self._seat.take_room("lights board")
        desks.go("lights")
        desks.lights.page.choose("board")
        self._seat.take("lights board")
        desks.go("report")
        desks.reporting.folder = target
        self._hands.type_into(desks.report.summary.editor, _SUMMARY)
        self._seat.take("report")
        made: list[tuple[Path, int]] = []
        failed: list[str] = []
        desks.reporting.worker.finished.connect(made.append)
        desks.reporting.worker.failed.connect(lambda error: failed.append(str(error)))
        self._hands.click(desks.report.make)
        self._hands.until(lambda: bool(made or failed), "the report")
        if failed:
            raise LookupError(failed[0])
        self._seat.take("report done")
        self._program.actions.trigger("view.dark")
        desks.go("console")
        self._seat.take("console dark")
        self._program.actions.trigger("view.dark")
        self._program.show_library()
        self._seat.take("library")
        return made[0]

    # --- little things ----------------------------------------------------------------------------------

    @property
    def _desks(self) -> WorkshopDesks:
        return self._seat.desks

    def _pace_of(self, segment: Segment) -> float:
        """Return how long the segment took in the script against its plan; 1 where nobody timed it."""
        planned = next((s for s in self._script.agenda.segments() if s.code == segment.code), None)
        if planned is None or not planned.planned_seconds:
            return 1.0
        entries = [one for one in self._script.run_entries if one.position.segment_id == planned.id]
        took = sum((one.ended.wall - one.started.wall).total_seconds() for one in entries if one.ended)
        return took / planned.planned_seconds if took else 1.0


def _kind(segment: Segment, position: Position) -> str:
    """Return what kind of moment this is: a stage of a cycle, or a kind of segment."""
    return position.stage.value if position.stage is not StageName.WHOLE else segment.kind.value
