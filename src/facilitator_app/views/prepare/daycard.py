"""One day of the agenda: its rows, what does not fit, what is parked, and where a dragged row would go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.records.remedies import Remedy
from facilitator_app.rules.schedule import Conflict, ScheduledDay
from facilitator_app.support.wording import _
from facilitator_app.views.prepare.agendawords import conflict_words
from facilitator_app.views.prepare.conflictstrip import ConflictStrip
from facilitator_app.views.prepare.dayhead import DayHead
from facilitator_app.views.prepare.rowface import columns
from facilitator_app.views.prepare.segmentrow import SegmentRow
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.panels import Card, EmptyState
from facilitator_app.views.shared.theme import current_palette, font_of
from facilitator_app.views.shared.tokens import Role, Space

Remedies = Mapping[Conflict, tuple[Remedy, ...]]


@dataclass(frozen=True, slots=True)
class DropPlace:
    """Where something dragged would go: before a segment, at the day's end, or among what is parked."""

    before: str | None
    line: int
    parked: bool = False


class DayCard(Card):
    """Emits what is asked for; the widget of a row stays the same while the row stays in the day."""

    move_asked = Signal(str, str, object)
    """(segment id, day id, id of the segment it goes before, or None for the end)."""
    park_asked = Signal(str)
    insert_asked = Signal(str, object)
    changed = Signal(str, object, object, bool)
    """(day id, start, end, must end then)."""
    remedy_chosen = Signal(object)
    row_made = Signal(object)

    def __init__(self, day_id: str, parent: QWidget | None = None) -> None:
        super().__init__(space=0, margin=Space.M, parent=parent)
        self.day_id = day_id
        self.rows: dict[str, SegmentRow] = {}
        self.timed: tuple[str, ...] = ()
        self.parked: tuple[str, ...] = ()
        self.strips: tuple[ConflictStrip, ...] = ()
        self._begun: frozenset[str] = frozenset()
        self._shown: object = None
        self.head = DayHead()
        self.head.insert_asked.connect(lambda: self.insert_asked.emit(self.day_id, None))
        self.head.changed.connect(lambda *values: self.changed.emit(self.day_id, *values))
        self._empty = EmptyState(
            _("Nothing is planned on this day yet"),
            _("Insert the first item, or drag one here from another day."),
            _("Insert the first item"),
            icon=Icon.CALENDAR,
        )
        self._empty.action_requested.connect(lambda: self.insert_asked.emit(self.day_id, None))
        self._parked_name = text_label(_("Parked: out of the clock, content kept"), Role.OVERLINE)
        self._parked_name.setContentsMargins(Space.S, Space.M, Space.S, Space.XS)
        self._rows, self._foot = QVBoxLayout(), QVBoxLayout()
        for layout in (self._rows, self._foot):
            layout.setSpacing(0)
        self.body.addWidget(self.head)
        self.body.addSpacing(Space.S)
        self.body.addWidget(self._empty)
        self.heads = ColumnHeads()
        self.heads.hide()
        self.body.addWidget(self.heads)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._parked_name)
        self.body.addLayout(self._foot)
        self._mark = InsertionMark(self)

    def show_day(self, day: ScheduledDay, remedies: Remedies) -> None:
        """Show a day as planned; what its rows say is shown by the owner."""
        self.head.show_day(day)
        timed = tuple(one.segment.id for one in day.segments)
        parked = tuple(one.id for one in day.parked)
        told = tuple((c.segment_id, conflict_words(c, day), remedies.get(c, ())) for c in day.conflicts)
        if (timed, parked, told) != self._shown:
            self._shown = (timed, parked, told)
            self._arrange(timed, parked, told)
        self._empty.setVisible(not timed)
        self._parked_name.setVisible(bool(parked))

    def show_begun(self, begun: frozenset[str]) -> None:
        """Say what has begun: nothing is dropped before it."""
        self._begun = begun

    def before(self, segment_id: str, step: int) -> str | None:
        """Return before which segment of this day one goes that is moved a step; itself where it cannot."""
        place = self.timed.index(segment_id)
        target = place + step if step < 0 else place + step + 1
        if target < self.free_from() or place + step >= len(self.timed):
            return segment_id
        return self.timed[target] if target < len(self.timed) else None

    def free_from(self) -> int:
        """Return the place before which nothing can be put: behind the last one that has begun."""
        return max((place + 1 for place, one in enumerate(self.timed) if one in self._begun), default=0)

    # --- layout -----------------------------------------------------------------------------------------

    def _arrange(
        self,
        timed: tuple[str, ...],
        parked: tuple[str, ...],
        told: Sequence[tuple[str, str, tuple[Remedy, ...]]],
    ) -> None:
        for gone in set(self.rows) - {*timed, *parked}:
            _free(self.rows.pop(gone))
        for strip in self.strips:
            _free(strip)
        self.timed, self.parked = timed, parked
        strips: list[ConflictStrip] = []
        # Not takeAt: the items that Python takes out nobody frees.
        for widget in (*self.rows.values(), *self.strips):
            self._rows.removeWidget(widget)
            self._foot.removeWidget(widget)
        for segment_id in timed:
            self._rows.addWidget(self._row(segment_id))
            for where, words, offers in told:
                if where == segment_id:
                    strips.append(self._strip(words, offers))
                    self._rows.addWidget(strips[-1])
        for segment_id in parked:
            self._foot.addWidget(self._row(segment_id))
        self.strips = tuple(strips)

    def _row(self, segment_id: str) -> SegmentRow:
        known = self.rows.get(segment_id)
        if known is None:
            known = self.rows[segment_id] = SegmentRow(segment_id, self)
            known.show()  # now, so that it can take the focus at once
            self.row_made.emit(known)
        return known

    def _strip(self, words: str, offers: tuple[Remedy, ...]) -> ConflictStrip:
        made = ConflictStrip(words, offers, self)
        made.chosen.connect(self.remedy_chosen)
        made.show()
        return made

    def stops(self) -> list[QWidget]:
        """Return what the Tab key stops at, from top to bottom."""
        found: list[QWidget] = self.head.stops()
        for layout in (self._rows, self._foot):
            for place in range(layout.count()):
                item = layout.itemAt(place)
                widget = item.widget() if item else None
                if isinstance(widget, SegmentRow):
                    found.append(widget)
                elif isinstance(widget, ConflictStrip):
                    found += widget.buttons
        return found

    # --- dragging ---------------------------------------------------------------------------------------

    def place_at(self, segment_id: str, y: int) -> DropPlace | None:
        """Return where a segment dragged to this height would go, or None where it cannot."""
        if self.parked and self._parked_name.isVisible() and y > self._parked_name.geometry().center().y():
            own = segment_id in self.timed
            return DropPlace(None, self._parked_name.geometry().bottom(), parked=True) if own else None
        middles = [self.rows[one].geometry().center().y() for one in self.timed]
        below = next((place for place, middle in enumerate(middles) if y < middle), None)
        if below is None:
            last = self._rows.geometry().bottom() if self.timed else self._empty.geometry().bottom()
            return DropPlace(None, last)
        if below < self.free_from():
            return None
        before = self.timed[below]
        return DropPlace(before, self.rows[before].geometry().top())

    def drop(self, segment_id: str, place: DropPlace) -> None:
        """Ask for what a segment that was let go here means."""
        if place.parked:
            self.park_asked.emit(segment_id)
        elif not self._stands_there(segment_id, place.before):
            self.move_asked.emit(segment_id, self.day_id, place.before)

    def show_mark(self, place: DropPlace | None) -> None:
        """Draw the line where something dragged would go."""
        self._mark.setVisible(place is not None)
        if place is not None:
            self._mark.setGeometry(Space.M, place.line - 2, self.width() - 2 * Space.M, 4)
            self._mark.raise_()

    def mark_at(self) -> int | None:
        """Return where the insertion mark stands, or None where none is shown."""
        return self._mark.geometry().center().y() if self._mark.isVisible() else None

    def _stands_there(self, segment_id: str, before: str | None) -> bool:
        if segment_id not in self.timed:
            return False
        following = self.timed.index(segment_id) + 1
        after = self.timed[following] if following < len(self.timed) else None
        return before in {segment_id, after}


class ColumnHeads(QWidget):
    """What the two columns of times are while the workshop runs."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(24)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        area = columns(self.width(), self.height(), runs=True, mirrored=mirrored)
        painter.setPen(QColor(current_palette().soft))
        painter.setFont(font_of(Role.OVERLINE))
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(area.time, flags, _("Planned"))
        wide = area.now.united(area.title)
        painter.drawText(wide, flags, _("Was, then expected"))
        painter.end()
        del event


class InsertionMark(QWidget):
    """The line where something dragged would go."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(current_palette().accent))
        painter.end()
        del event


def _free(widget: QWidget) -> None:
    # Its parent stays its parent: without one Python would destroy it at once, in the middle of an event.
    widget.hide()
    widget.deleteLater()
