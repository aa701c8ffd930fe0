"""The days of the agenda below each other, in one place that scrolls."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.support.wording import _
from facilitator_app.views.prepare.conflictstrip import ConflictStrip
from facilitator_app.views.prepare.daycard import DayCard, DropPlace
from facilitator_app.views.prepare.edgescroll import EDGE, EdgeScroll
from facilitator_app.views.prepare.segmentrow import MIME, SegmentRow
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import clear, column
from facilitator_app.views.shared.panels import scrolling
from facilitator_app.views.shared.tokens import Space


class AgendaDays(QWidget):
    """Knows which row is where; made anew only when there are other days."""

    move_asked = Signal(str, str, object)
    park_asked = Signal(str)
    insert_asked = Signal(str, object)
    changed = Signal(str, object, object, bool)
    remedy_chosen = Signal(object)
    row_made = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[str, DayCard] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.L)
        self._column.addWidget(text_label(_("This workshop has no days yet."), tone="soft"))
        body = QWidget()
        body.setLayout(column(self._column, 1, margins=QMargins(Space.XL, 0, Space.L, Space.XL)))
        self.area = scrolling(body)
        self._edge = EdgeScroll(self.area)
        self._edge.scrolled.connect(self._mark)
        self._seen: ConflictStrip | None = None
        self._dragged = ""
        self._pointer = QPoint()
        # Days scroll below a pointer that rests: what is dragged is let go over the place that stands still.
        self.setAcceptDrops(True)
        self.setLayout(column(self.area, space=0))

    def show_days(self, days: list[str]) -> None:
        """Make the cards of these days; the same days keep theirs."""
        if days == list(self.cards):
            return
        clear(self._column)
        self.cards = {}
        for day_id in days:
            made = self.cards[day_id] = DayCard(day_id)
            made.move_asked.connect(self.move_asked)
            made.park_asked.connect(self.park_asked)
            made.insert_asked.connect(self.insert_asked)
            made.changed.connect(self.changed)
            made.remedy_chosen.connect(self.remedy_chosen)
            made.row_made.connect(self.row_made)
            self._column.addWidget(made)

    def segments(self) -> list[str]:
        """Return the ids of all rows as they are seen: day by day, what is parked last."""
        return [one for day in self.cards.values() for one in (*day.timed, *day.parked)]

    def day_of(self, segment_id: str) -> DayCard:
        """Return the day in which a row stands."""
        return next(day for day in self.cards.values() if segment_id in day.rows)

    def row(self, segment_id: str) -> SegmentRow:
        """Return the row of a segment."""
        return self.day_of(segment_id).rows[segment_id]

    def has(self, segment_id: str) -> bool:
        """Say whether a segment has a row."""
        return any(segment_id in day.rows for day in self.cards.values())

    def show_row(self, made: SegmentRow) -> None:
        """Scroll until a row is seen, with what is next to it."""
        self.area.ensureWidgetVisible(made, 0, EDGE)

    def show_next_conflict(self) -> None:
        """Scroll to the next thing that does not fit, and to the first again behind the last."""
        strips = [strip for day in self.cards.values() for strip in day.strips]
        if not strips:
            return
        after = strips.index(self._seen) + 1 if self._seen in strips else 0
        self._seen = strips[after % len(strips)]
        self.area.ensureWidgetVisible(self._seen, 0, 3 * EDGE)
        if self._seen.buttons:
            self._seen.buttons[0].setFocus()

    def neighbour(self, segment_id: str, now: list[str]) -> str:
        """Return which of the segments `now` is next to one that has gone; none where there are none."""
        before = self.segments()
        place = before.index(segment_id) if segment_id in before else 0
        left = [one for one in (*before[place:], *reversed(before[:place])) if one in now]
        return left[0] if left else next(iter(now), "")

    # --- dragging ---------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802, D102
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802, D102
        self._dragged = bytes(event.mimeData().data(MIME).data()).decode()
        self._pointer = event.position().toPoint()
        if not self._dragged:
            event.ignore()
            return
        self._edge.follow(self.mapToGlobal(self._pointer))
        self._mark()
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()  # elsewhere too: a drag that is refused is not told any more where it goes

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802, D102
        self._rest()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802, D102
        segment_id = bytes(event.mimeData().data(MIME).data()).decode()
        card, place = self._place_at(segment_id, event.position().toPoint())
        self._rest()
        if card is None or place is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        card.drop(segment_id, place)

    def _place_at(self, segment_id: str, pointer: QPoint) -> tuple[DayCard | None, DropPlace | None]:
        """Return the day below the pointer, or the nearest, and the place in it."""
        if not segment_id or not self.cards:
            return None, None

        def away(card: DayCard) -> int:
            y = card.mapFrom(self, pointer).y()
            return max(-y, y - card.height(), 0)

        card = min(self.cards.values(), key=away)
        return card, card.place_at(segment_id, card.mapFrom(self, pointer).y())

    def _mark(self) -> None:
        card, place = self._place_at(self._dragged, self._pointer)
        for one in self.cards.values():
            one.show_mark(place if one is card else None)

    def _rest(self) -> None:
        self._dragged = ""
        self._edge.stop()
        self._mark()
