"""Hands at the capture desk, and a file at the other end that answers as late as a test wants."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from facilitator_app.records.capture import ReportBack, ReportPoint
from facilitator_app.records.enums import StageName, TranslationStatus
from facilitator_app.records.run import Position, RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.text import clean
from facilitator_app.views.capture import CaptureView, PlaceKey
from facilitator_app.views.capture.sight import PointScroll
from facilitator_app.views.shared.actions import ActionSet
from facilitator_app.views.shared.editor import PlainTextEditor
from tests import builders

Key = Qt.Key
Command = Callable[[WorkshopRecord], WorkshopRecord]
SIGNALS = (
    "point_started", "typed", "settled", "status_chosen", "publish_chosen", "direction_chosen",
    "move_requested", "delete_requested", "next_requested", "adjust_requested",
    "parking_noted", "action_noted",
)  # fmt: skip


def at_report(record: WorkshopRecord, step: int, turn_place: int = 0) -> WorkshopRecord:
    """Return the record with a run in which a table of a step's report-back round has just begun to speak."""
    segment = builders.segment_of_step(record, step)
    order = builders.state_after(builders.played(record, Position(segment.id, StageName.BRIEF)), 1).turn_order
    return builders.played(record, Position(segment.id, StageName.REPORT, order[turn_place]))


def without_points(record: WorkshopRecord) -> WorkshopRecord:
    """Return the record before anybody has reported."""
    return replace(record, report_backs=(), light_ratings=())


def compose(editor: QWidget, preedit: str = "", commit: str = "") -> None:
    """Send what an input method sends."""
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(editor, event)


def type_into(editor: PlainTextEditor, text: str, *, step: int = 4) -> None:
    """Type at the end of an editor as an input method does: composed, then committed, piece by piece."""
    editor.setFocus()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    for start in range(0, len(text), step):
        compose(editor, preedit=text[start : start + step])
        compose(editor, commit=text[start : start + step])


@dataclass(repr=False)
class LateFile:
    """Takes what the desk emits, in order, and gives records back one by one, as late as it is asked to."""

    view: CaptureView
    record: WorkshopRecord
    waiting: deque[Command] = field(default_factory=deque)

    def __post_init__(self) -> None:
        """Listen to the desk."""
        self.view.point_started.connect(lambda *a: self.waiting.append(lambda r: _begun(r, *a)))
        self.view.settled.connect(lambda *a: self.waiting.append(lambda r: _settled(r, *a)))
        self.view.delete_requested.connect(lambda p: self.waiting.append(lambda r: _deleted(r, p)))
        self.view.move_requested.connect(lambda p, by: self.waiting.append(lambda r: _moved(r, p, by)))
        self.view.publish_chosen.connect(
            lambda p, hidden: self.waiting.append(
                lambda r: _point_changed(r, p, lambda one: replace(one, do_not_publish=hidden))
            )
        )

    def post(self, command: Command) -> None:
        """Do something else to the file, behind what the desk has sent."""
        self.waiting.append(command)

    def answer(self) -> None:
        """Do the next command and show the record after it."""
        if self.waiting:
            self.record = self.waiting.popleft()(self.record)
            self.view.show_workshop(self.record)

    def answer_all(self) -> None:
        """Do everything that waits."""
        while self.waiting:
            self.answer()

    def points(self) -> dict[str, ReportPoint]:
        """Return the points of the file by id."""
        return {point.id: point for back in self.record.report_backs for point in back.points}


@dataclass(repr=False)
class Desk:
    """The capture desk with its keys, a log of what it emits, and the file behind it."""

    view: CaptureView
    actions: ActionSet
    file: LateFile
    log: list[tuple[Any, ...]] = field(default_factory=list)
    now: int = 10_000

    def __post_init__(self) -> None:
        """Write down everything the desk emits."""
        for name in SIGNALS:
            getattr(self.view, name).connect(lambda *args, name=name: self.log.append((name, *args)))

    def emitted(self, *names: str) -> list[tuple[Any, ...]]:
        """Return what was emitted under these names."""
        return [entry for entry in self.log if entry[0] in names]

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is, a second after the last one."""
        self.now += 1000
        QTest.keyClick(QApplication.focusWidget() or self.view, key, modifiers)

    def row(self, place: int) -> Any:
        """Return a row of the grid."""
        return self.view.grid.rows()[place]

    def area(self) -> QWidget:
        """Return what of the points is seen."""
        scroll = self.view.findChild(PointScroll)
        assert scroll is not None
        return scroll.viewport()

    def texts(self) -> list[tuple[str, str]]:
        """Return what the rows show, the empty one left out."""
        return [row.texts() for row in self.view.grid.rows()[:-1]]

    def open(self, step: int, number: int) -> PlaceKey:
        """Capture for a table by hand."""
        segment = builders.segment_of_step(self.file.record, step)
        key = PlaceKey(segment.id, step, f"table-{number}")
        self.view.open_place(key)
        self.view.grid.focus_empty()
        return key

    def do(self, action: str) -> None:
        """Do what the composition root does with an action of this desk."""
        view = self.view
        if action.startswith("capture.table_") and action[-1].isdecimal():
            view.open_table(int(action[-1]))
            return
        doing: dict[str, Callable[[], object]] = {
            "capture.move_up": lambda: view.move_point(-1),
            "capture.move_down": lambda: view.move_point(1),
            "capture.direction": lambda: view.with_current("direction"),
            "capture.delete_point": lambda: view.with_current("delete"),
            "capture.do_not_publish": lambda: view.with_current("publish"),
            "capture.follow": view.follow_room,
            "capture.table_done": view.next_requested.emit,
            "parking.new": view.note_parking,
            "action.new": view.note_action,
        }
        doing[action]()


def shown(view: CaptureView, record: WorkshopRecord, state: RunState | None = None) -> None:
    """Show a record and a state as the composition root does."""
    view.show_workshop(record)
    if state is not None:
        view.show_run(state)


def back_with(record: WorkshopRecord, key: PlaceKey, points: Iterable[ReportPoint]) -> WorkshopRecord:
    """Return the record with a report-back of these points."""
    rest = [back for back in record.report_backs if (back.segment_id, back.step, back.table_id) != _of(key)]
    table = record.table(key.table_id)
    language = (table.report_language or table.discussion_language) if table else ""
    back = ReportBack(
        f"rb-{key.table_id}-{key.step}", "", key.segment_id, key.step, key.table_id, None, language,
        points=tuple(points),
    )  # fmt: skip
    return replace(record, report_backs=(*rest, back))


def point(number: int, local: str, english: str = "", language: str = "lt", **more: Any) -> ReportPoint:
    """Return a point as the file holds it."""
    status = TranslationStatus.DRAFT if english else TranslationStatus.MISSING
    return ReportPoint(
        f"p{number}", "rb", number, local, language, english, more.pop("status", status), **more
    )


# --- what the services do, on a record ------------------------------------------------------------------


def _of(key: PlaceKey) -> tuple[str, int | None, str]:
    return key.segment_id, key.step, key.table_id


def _begun(record: WorkshopRecord, key: PlaceKey, point_id: str, language: str) -> WorkshopRecord:
    back = key.found_in(record)
    points = back.points if back else ()
    if any(one.id == point_id for one in points):
        return record
    new = ReportPoint(point_id, "rb", len(points) + 1, "", language, "", TranslationStatus.MISSING)
    return back_with(record, key, (*points, new))


def _settled(record: WorkshopRecord, point_id: str, local: str, english: str) -> WorkshopRecord:
    local, english = clean(local), clean(english)

    def change(one: ReportPoint) -> ReportPoint:
        if one.language == "en" and not english.strip():
            return replace(one, local_text="", english_text=local, status=TranslationStatus.AS_SAID)
        status = TranslationStatus.MISSING
        if english.strip():
            status = TranslationStatus.DRAFT if local.strip() else TranslationStatus.AS_SAID
        return replace(one, local_text=local, english_text=english, status=status)

    return _point_changed(record, point_id, change)


def _point_changed(
    record: WorkshopRecord, point_id: str, change: Callable[[ReportPoint], ReportPoint]
) -> WorkshopRecord:
    backs = tuple(
        replace(back, points=tuple(change(one) if one.id == point_id else one for one in back.points))
        for back in record.report_backs
    )
    return replace(record, report_backs=backs)


def _deleted(record: WorkshopRecord, point_id: str) -> WorkshopRecord:
    backs = tuple(
        replace(back, points=tuple(one for one in back.points if one.id != point_id))
        for back in record.report_backs
    )
    return replace(record, report_backs=backs)


def _moved(record: WorkshopRecord, point_id: str, by: int) -> WorkshopRecord:
    backs = []
    for back in record.report_backs:
        points = list(back.points)
        for place, one in enumerate(points):
            if one.id == point_id and 0 <= place + by < len(points):
                points.insert(place + by, points.pop(place))
                break
        backs.append(replace(back, points=tuple(points)))
    return replace(record, report_backs=tuple(backs))
