"""What the tests of the agenda share: changed agendas, drags as they are delivered, what is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, SignalInstance
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from facilitator_app.records.agenda import Agenda, Segment
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.views.prepare.agendadays import AgendaDays
from facilitator_app.views.prepare.daycard import DayCard

MOVE = Qt.DropAction.MoveAction
LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


class Told(list[tuple[object, ...]]):
    """What signals said, in order; connect with `Told(view.some_signal, …)`."""

    def __init__(self, *signals: SignalInstance) -> None:
        super().__init__()
        for signal in signals:
            signal.connect(lambda *values: self.append(values))


def words(view: QWidget) -> set[str]:
    """Return every text that is seen."""
    return {label.text() for label in view.findChildren(QLabel) if label.isVisible()}


def changed(record: WorkshopRecord, place: int, **values: object) -> WorkshopRecord:
    """Return the record with other values in one segment of the first day; its one stage has its minutes."""

    def other(segment: Segment) -> Segment:
        made = replace(segment, **values)  # type: ignore[arg-type]
        if len(made.stages) == 1:
            seconds = made.planned_seconds, made.minimum_seconds
            stage = replace(made.stages[0], planned_seconds=seconds[0], minimum_seconds=seconds[1])
            made = replace(made, stages=(stage,))
        return made

    return reordered(record, lambda s: [other(x) if n == place else x for n, x in enumerate(s)])


def reordered(
    record: WorkshopRecord, how: Callable[[list[Segment]], list[Segment]], day: int = 0
) -> WorkshopRecord:
    """Return the record with the segments of one day rearranged."""
    days = list(record.agenda.days)
    days[day] = replace(days[day], segments=tuple(how(list(days[day].segments))))
    return replace(record, agenda=Agenda(record.agenda.zone, tuple(days)))


def drag(card: DayCard, mime: QMimeData, place: QPoint) -> None:
    """Drag something over a place of a day."""
    days = _days(card)
    here = card.mapTo(days, place)
    QApplication.sendEvent(days, QDragEnterEvent(here, MOVE, mime, LEFT, NO_KEYS))
    QApplication.sendEvent(days, QDragMoveEvent(here, MOVE, mime, LEFT, NO_KEYS))


def drop(card: DayCard, mime: QMimeData, place: QPoint) -> bool:
    """Drag something over a place of a day and let it go; say whether the day took it."""
    drag(card, mime, place)
    days = _days(card)
    event = QDropEvent(QPointF(card.mapTo(days, place)), MOVE, mime, LEFT, NO_KEYS)
    QApplication.sendEvent(days, event)
    return event.isAccepted()


def _days(card: DayCard) -> AgendaDays:
    parent: QWidget | None = card
    while not isinstance(parent, AgendaDays):
        assert parent is not None
        parent = parent.parentWidget()
    return parent


def above(card: DayCard, segment_id: str) -> QPoint:
    """Return a point in the upper half of a row."""
    area = card.rows[segment_id].geometry()
    return QPoint(area.center().x(), area.top() + 3)


def ids(record: WorkshopRecord, day: int = 0) -> list[str]:
    """Return the ids of a day's segments."""
    return [one.id for one in record.agenda.days[day].segments]
