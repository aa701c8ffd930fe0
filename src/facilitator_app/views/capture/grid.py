"""The points of one report-back, with an empty one always ready at the end."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.records.capture import ReportBack
from facilitator_app.records.enums import PointField
from facilitator_app.support.ids import new_id
from facilitator_app.views.capture.places import PlaceKey
from facilitator_app.views.capture.rows import PointRow
from facilitator_app.views.shared.tokens import Space


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

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key: PlaceKey | None = None
        self._language = "en"
        self._rows: list[PointRow] = []
        self._waiting: set[str] = set()
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

    def show_place(self, key: PlaceKey, language: str, back: ReportBack | None) -> None:
        """Show a place; what was typed at the one before is sealed first."""
        if key != self._key:
            self.settle()
            self._key = key
            self._waiting.clear()
            for one in list(self._rows):
                self._drop(one)
        self._language = language
        points = {point.id: point for point in back.points} if back else {}
        for one in list(self._rows):
            if one.point_id in points:
                self._waiting.discard(one.point_id or "")
            elif one.point_id is not None and one.point_id not in self._waiting:
                self._drop(one)
        known = {one.point_id: one for one in self._rows if one.point_id}
        for point in points.values():
            if point.id not in known:
                known[point.id] = self._add(before_empty=True)
            known[point.id].show_point(point)
        self._order([known[point_id] for point_id in points])
        self._keep_one_empty()
        for one in self._rows:
            if one.point_id is None:
                one.show_language(language)

    def focus_empty(self) -> None:
        """Put the cursor where the next point is typed."""
        if self._rows:
            field = PointField.ENGLISH if self._language == "en" else PointField.LOCAL
            self._rows[-1].focus(field)

    def current(self) -> PointRow | None:
        """Return the row that has the cursor."""
        return next((one for one in self._rows if one.editor_in_use() is not None), None)

    def settle(self) -> None:
        """Seal everything typed."""
        for one in self._rows:
            one.settle()

    # --- rows -------------------------------------------------------------------------------------------

    def _add(self, *, before_empty: bool = False) -> PointRow:
        one = PointRow(len(self._rows) + 1, self._language)
        one.typed.connect(partial(self._on_typed, one))
        one.settled.connect(lambda local, english: self.settled.emit(one.point_id, local, english))
        one.next_requested.connect(partial(self._go_on, one))
        one.leave_requested.connect(self.leave_requested)
        one.status_chosen.connect(lambda status: self.status_chosen.emit(one.point_id, status))
        one.publish_chosen.connect(lambda hidden: self.publish_chosen.emit(one.point_id, hidden))
        one.direction_chosen.connect(lambda way: self.direction_chosen.emit(one.point_id or "", way))
        one.move_requested.connect(lambda by: self.move_requested.emit(one.point_id, by))
        one.delete_requested.connect(lambda: self.delete_requested.emit(one.point_id))
        place = len(self._rows)
        if before_empty and self._rows and self._rows[-1].point_id is None:
            place -= 1
        self._rows.insert(place, one)
        self._column.insertWidget(place, one)
        return one

    def _drop(self, one: PointRow) -> None:
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
        for place, one in enumerate(self._rows):
            one.show_number(place + 1)

    def _keep_one_empty(self) -> None:
        if not self._rows or self._rows[-1].point_id is not None:
            self._add()
        for place, one in enumerate(self._rows):
            one.show_number(place + 1)
        before: QWidget | None = None
        for one in self._rows:
            for cell in (one.local, one.english):
                if before is not None:
                    QWidget.setTabOrder(before, cell.editor)
                before = cell.editor

    def _on_typed(self, one: PointRow, field: str, text: str) -> None:
        if one.point_id is None:
            if not text or self._key is None:
                return
            one.point_id = new_id()
            self._waiting.add(one.point_id)
            said_in_english = field == PointField.ENGLISH.value and self._language == "en"
            self.point_started.emit(self._key, one.point_id, "en" if said_in_english else self._language)
            self._keep_one_empty()
        self.typed.emit(one.point_id, field, text)

    def _go_on(self, one: PointRow) -> None:
        one.settle()
        place = self._rows.index(one)
        if one.is_empty() and one.point_id is None:
            return
        following = self._rows[min(place + 1, len(self._rows) - 1)]
        field = PointField.ENGLISH if self._language == "en" else PointField.LOCAL
        following.focus(field)
