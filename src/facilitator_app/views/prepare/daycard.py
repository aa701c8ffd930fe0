"""One day of the agenda: its rows, whether it fits, and where a dragged row would go."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.records.agenda import Segment
from facilitator_app.rules.schedule import ScheduledDay
from facilitator_app.support.wording import _
from facilitator_app.views.prepare.agendawords import conflict_words, fit_words, over_minutes
from facilitator_app.views.prepare.segmentrow import MIME, SegmentRow
from facilitator_app.views.shared.buttons import Size, button
from facilitator_app.views.shared.dates import weekday_words
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import clear, row
from facilitator_app.views.shared.marks import Badge
from facilitator_app.views.shared.panels import Card
from facilitator_app.views.shared.theme import current_palette
from facilitator_app.views.shared.tokens import Role, Space, Tone


class DayCard(Card):
    """Emits what is asked for; rows are rebuilt only when their order changes."""

    move_asked = Signal(str, str, object)
    """(segment id, day id, id of the segment it goes before, or None for the end)."""
    insert_asked = Signal(str, object)
    row_made = Signal(object)

    def __init__(self, day_id: str, parent: QWidget | None = None) -> None:
        super().__init__(space=0, margin=Space.M, parent=parent)
        self.day_id = day_id
        self.rows: dict[str, SegmentRow] = {}
        self._timed: tuple[str, ...] = ()
        self._line_at: int | None = None
        self._name = text_label("", Role.HEADING)
        self._fit = Badge()
        insert = button(_("Insert…"), size=Size.SMALL, icon=Icon.PLUS)
        insert.clicked.connect(lambda: self.insert_asked.emit(self.day_id, None))
        head = row(self._name, self._fit, insert, space=Space.M)
        head.setStretch(0, 1)
        self._parked_name = text_label(_("Parked: out of the clock, content kept"), Role.OVERLINE)
        self._rows = QVBoxLayout()
        self._parked = QVBoxLayout()
        self.body.addLayout(head)
        self.body.addSpacing(Space.S)
        self.body.addLayout(self._rows)
        self.body.addSpacing(Space.S)
        self.body.addWidget(self._parked_name)
        self.body.addLayout(self._parked)
        self.setAcceptDrops(True)

    def show_day(self, day: ScheduledDay) -> None:
        """Show a day as planned."""
        name = _("Day {n} · {date}").format(n=day.day.number, date=weekday_words(day.day.on))
        self._name.setText(name)
        late = over_minutes(day) > 0
        self._fit.show_state(Tone.RED if late else Tone.GREEN, fit_words(day), None if late else Icon.CHECK)
        timed = tuple(one.segment.id for one in day.segments)
        parked = tuple(one.id for one in day.parked)
        if (*timed, *parked) != tuple(self.rows) or timed != self._timed:
            self._rebuild([one.segment for one in day.segments], list(day.parked))
        self._timed = timed
        wrong: dict[str, str] = {}
        for conflict in day.conflicts:
            wrong.setdefault(conflict.segment_id, conflict_words(conflict, day))
        for placed in day.segments:
            self.rows[placed.segment.id].show_segment(
                placed.segment, placed, wrong.get(placed.segment.id, "")
            )
        for segment in day.parked:
            self.rows[segment.id].show_segment(segment, None, "")
        self._parked_name.setVisible(bool(parked))

    def _rebuild(self, timed: list[Segment], parked: list[Segment]) -> None:
        clear(self._rows)
        clear(self._parked)
        self.rows = {}
        for segment in (*timed, *parked):
            made = SegmentRow(segment)
            self.rows[segment.id] = made
            (self._parked if segment in parked else self._rows).addWidget(made)
            made.show()  # now, so that it can take the focus at once
            self.row_made.emit(made)

    def before(self, segment_id: str, step: int) -> str | None:
        """Return before which segment of this day one goes that is moved a step; itself where it cannot."""
        place = self._timed.index(segment_id)
        target = place + step if step < 0 else place + step + 1
        if target < 0 or place + step >= len(self._timed):
            return segment_id
        return self._timed[target] if target < len(self._timed) else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802, D102
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802, D102
        if not event.mimeData().hasFormat(MIME):
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        below = self._row_below(event.position().toPoint().y())
        last = self.rows[self._timed[-1]] if self._timed else None
        self._line_at = below.y() if below is not None else last.geometry().bottom() if last else None
        self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802, D102
        self._line_at = None
        self.update()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802, D102
        self._line_at = None
        self.update()
        segment_id = bytes(event.mimeData().data(MIME).data()).decode()
        below = self._row_below(event.position().toPoint().y())
        if segment_id and (below is None or below.segment_id != segment_id):
            event.acceptProposedAction()
            self.move_asked.emit(segment_id, self.day_id, below.segment_id if below else None)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        super().paintEvent(event)
        if self._line_at is not None:
            painter = QPainter(self)
            painter.fillRect(
                Space.M, self._line_at - 1, self.width() - 2 * Space.M, 3, QColor(current_palette().accent)
            )
            painter.end()

    def _row_below(self, y: int) -> SegmentRow | None:
        rows = (self.rows[segment_id] for segment_id in self._timed)
        return next((one for one in rows if y < one.geometry().center().y()), None)
