"""Rounds that scroll below a head that stays."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.views.prepare.seatmatrix import HeadRow
from facilitator_app.views.shared.layouts import column
from facilitator_app.views.shared.panels import scrolling
from facilitator_app.views.shared.tokens import Space

_HIGH = 30


class StickyBody(QWidget):
    """A scrolled column of rounds. The head lies in what is scrolled, so that it goes sideways with it."""

    def __init__(self, rounds: QVBoxLayout) -> None:
        super().__init__()
        self._head: HeadRow | None = None
        self._body = QWidget()
        self._edges = QMargins(Space.XL, 0, Space.XL, Space.M)
        self._column = column(rounds, 1, space=0)
        self._body.setLayout(self._column)
        self._area = scrolling(self._body, sideways=True)
        self._area.verticalScrollBar().valueChanged.connect(self._place_head)
        self._body.installEventFilter(self)
        self.setLayout(column(self._area))

    def show_head(self, head: HeadRow | None) -> None:
        """Put a head above the rounds, or none."""
        if self._head is not None:
            self._head.hide()
            self._head.deleteLater()
        self._head = head
        edges = self._edges + QMargins(0, _HIGH if head else 0, 0, 0)
        self._column.setContentsMargins(edges)
        if head is not None:
            head.setParent(self._body)
            head.setContentsMargins(0, 0, 0, 0)
            layout = head.layout()
            if layout is not None:
                layout.setContentsMargins(Space.XL, 0, Space.XL, 0)
            head.show()
            self._place_head()

    def show_unseated_column(self, *, shown: bool) -> None:
        """Show the name of the column of those without a seat, or not."""
        if self._head is not None:
            self._head.show_unseated_column(shown=shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.ChildAdded}:
            self._place_head()
        return super().eventFilter(watched, event)

    def _place_head(self) -> None:
        if self._head is not None:
            top = self._area.verticalScrollBar().value()
            self._head.setGeometry(0, top, self._body.width(), _HIGH)
            self._head.raise_()
