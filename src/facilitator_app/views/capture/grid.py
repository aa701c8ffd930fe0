"""The points of one report-back, with an empty one always ready at the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.records.capture import ReportBack, ReportPoint
from facilitator_app.records.enums import PointField
from facilitator_app.rules.text.languages import is_english
from facilitator_app.support.ids import new_id
from facilitator_app.views.capture.places import PlaceKey
from facilitator_app.views.capture.rows import PointRow, Texts
from facilitator_app.views.shared.handover import Handover
from facilitator_app.views.shared.tokens import Space


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """A point of a place that is not shown now, with texts that are not back from the file yet."""

    key: PlaceKey | None
    file: Handover[Texts]
    texts: Texts
    is_new: bool


class PointGrid(QWidget):
    """Rows of one place.

    A row becomes a point with the first character: its id is made here, at once, so that nothing waits for
    the disk and nothing typed is without a home.
    """

    point_started = Signal(object, str, str)
    """(PlaceKey, new point id, language)."""
    typed = Signal(str, str, str)
    """(point id, field, text)."""
    settled = Signal(str, str, str)
    """(point id, local text, English text)."""
    status_chosen = Signal(str, object)
    publish_chosen = Signal(str, bool)
    direction_chosen = Signal(str, str)
    move_requested = Signal(str, int)
    delete_requested = Signal(str)
    leave_requested = Signal()
    cursor_moved = Signal()
    """The cursor is in another field, or what stands around it has another height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key: PlaceKey | None = None
        self._language = "en"
        self._rows: list[PointRow] = []
        self._new: set[str] = set()
        self._unwanted: set[str] = set()
        self._elsewhere: dict[str, _UnderWay] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)
        self._column.addStretch()

    def rows(self) -> tuple[PointRow, ...]:
        """Return the rows in order; the last one is empty."""
        return tuple(self._rows)

    def key(self) -> PlaceKey | None:
        """Return the place that is shown."""
        return self._key

    def heed(self, points: Iterable[ReportPoint]) -> None:
        """Take a record's points: what came back from the file for places that are not shown now."""
        if not self._elsewhere:
            return
        for point in points:
            waiting = self._elsewhere.get(point.id)
            if waiting is not None:
                waiting.file.is_news((point.local_text, point.english_text))
                self._elsewhere[point.id] = replace(waiting, is_new=False)
                if waiting.file.is_quiet:
                    del self._elsewhere[point.id]

    def show_place(self, key: PlaceKey, language: str, back: ReportBack | None) -> None:
        """Show a place; what was typed at the one before is sealed first."""
        self._language = language
        if key != self._key:
            self._leave_place()
            self._key = key
        points = {point.id: point for point in back.points} if back else {}
        cursor_at = self._drop_deleted(points)
        known = {one.point_id: one for one in self._rows if one.point_id}
        for point in points.values():
            if point.id not in known:
                known[point.id] = self._add(before_empty=True)
            self._resume(known[point.id], point.id)
            known[point.id].show_point(point)
            self._new.discard(point.id)
        self._resume_new(known.keys())
        self._order([known[point_id] for point_id in points])
        self._keep_one_empty()
        for one in self._rows:
            if one.point_id is None:
                one.show_language(language)
        if cursor_at is not None:
            self._rows[min(cursor_at, len(self._rows) - 1)].focus(self._first_field())
        self.cursor_moved.emit()

    def focus_empty(self) -> None:
        """Put the cursor where the next point is typed."""
        if self._rows:
            self._rows[-1].focus(self._first_field())

    def current(self) -> PointRow | None:
        """Return the row that has the cursor."""
        return next((one for one in self._rows if one.editor_in_use() is not None), None)

    def settle(self) -> None:
        """Seal everything typed."""
        for one in self._rows:
            one.settle()

    def delete(self, point_id: str) -> None:
        """Ask for a point to be deleted; whatever stands in it goes with it (undo brings it back)."""
        self._unwanted.add(point_id)
        self.delete_requested.emit(point_id)

    # --- what is on its way to the file -----------------------------------------------------------------

    def _leave_place(self) -> None:
        self.settle()
        for one in list(self._rows):
            point_id = one.point_id
            if point_id is not None and (point_id in self._new or not one.handover().is_quiet):
                is_new = point_id in self._new
                self._elsewhere[point_id] = _UnderWay(self._key, one.handover(), one.texts(), is_new)
            self._drop(one)
        self._new.clear()
        self._unwanted.clear()

    def _resume(self, one: PointRow, point_id: str) -> None:
        waiting = self._elsewhere.pop(point_id, None)
        if waiting is not None:
            one.take_over(point_id, waiting.file, waiting.texts)

    def _resume_new(self, known: Iterable[str]) -> None:
        """Show points again that the file has not got yet."""
        here = set(known)
        for point_id, waiting in list(self._elsewhere.items()):
            if waiting.is_new and waiting.key == self._key and point_id not in here:
                self._resume(self._add(before_empty=True), point_id)
                self._new.add(point_id)

    def _drop_deleted(self, points: dict[str, ReportPoint]) -> int | None:
        """Take away what the file no longer has; return where the cursor was if it was there."""
        cursor_at = None
        for place, one in enumerate(list(self._rows)):
            if one.point_id is None or one.point_id in points or one.point_id in self._new:
                continue
            if one.unsettled() and one.point_id not in self._unwanted:
                self._begin_again(one)
                continue
            if one.editor_in_use() is not None:
                cursor_at = place
            self._drop(one)
        return cursor_at

    def _begin_again(self, one: PointRow) -> None:
        """Give what is being typed in a point that somebody deleted a point of its own."""
        one.point_id = None
        for field, text in zip(PointField, one.texts(), strict=True):
            if text:
                self._on_typed(one, field.value, text)

    # --- rows -------------------------------------------------------------------------------------------

    def _first_field(self) -> PointField:
        return PointField.ENGLISH if is_english(self._language) else PointField.LOCAL

    def _add(self, *, before_empty: bool = False) -> PointRow:
        one = PointRow(len(self._rows) + 1, self._language)
        one.typed.connect(partial(self._on_typed, one))
        one.settled.connect(lambda local, english: self.settled.emit(one.point_id, local, english))
        one.next_requested.connect(partial(self._go_on, one))
        one.leave_requested.connect(self.leave_requested)
        one.entered.connect(self.cursor_moved)
        one.status_chosen.connect(lambda status: self.status_chosen.emit(one.point_id, status))
        one.publish_chosen.connect(lambda hidden: self.publish_chosen.emit(one.point_id, hidden))
        one.direction_chosen.connect(lambda way: self.direction_chosen.emit(one.point_id, way))
        one.move_requested.connect(lambda by: self.move_requested.emit(one.point_id, by))
        one.delete_requested.connect(lambda: self.delete(one.point_id or ""))
        place = len(self._rows)
        if before_empty and self._rows and self._rows[-1].point_id is None:
            place -= 1
        self._rows.insert(place, one)
        self._column.insertWidget(place, one)
        one.show()  # at once: the cursor may be put there before the layout gets to it
        return one

    def _drop(self, one: PointRow) -> None:
        one.point_id = None  # losing the cursor must not seal a text for a point that is gone
        self._rows.remove(one)
        self._column.removeWidget(one)
        one.hide()
        one.deleteLater()

    def _order(self, settled: list[PointRow]) -> None:
        others = [one for one in self._rows if one not in settled]
        wanted = [*settled, *others]
        if wanted != self._rows:
            self._rows = wanted
            for place, one in enumerate(wanted):
                self._column.insertWidget(place, one)

    def _keep_one_empty(self) -> None:
        if not self._rows or self._rows[-1].point_id is not None:
            self._add()
        before: QWidget | None = None
        for place, one in enumerate(self._rows):
            one.show_number(place + 1)
            for cell in (one.local, one.english):
                if before is not None:
                    QWidget.setTabOrder(before, cell.editor)
                before = cell.editor

    def _on_typed(self, one: PointRow, field: str, text: str) -> None:
        if one.point_id is None:
            if not text or self._key is None:
                return
            one.point_id = new_id()
            self._new.add(one.point_id)
            self.point_started.emit(
                self._key, one.point_id, "en" if is_english(self._language) else self._language
            )
            self._keep_one_empty()
        self.typed.emit(one.point_id, field, text)
        self.cursor_moved.emit()

    def _go_on(self, one: PointRow) -> None:
        one.settle()
        place = self._rows.index(one)
        if one.point_id is None:
            return
        following = self._rows[min(place + 1, len(self._rows) - 1)]
        following.focus(self._first_field())
