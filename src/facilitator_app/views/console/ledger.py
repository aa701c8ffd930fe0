"""The ledger of the day: how long each table has spoken, as a small bar and in minutes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.support.wording import _
from facilitator_app.views.shared.labels import run_by_own_letters, text_label
from facilitator_app.views.shared.runwords import spoken_minutes
from facilitator_app.views.shared.theme import current_palette, font_of
from facilitator_app.views.shared.tokens import Palette, Role, Space

_ROW: Final = 22
_BAR: Final = 8


class _Bars(QWidget):
    """One bar to a table, all on one scale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spoken: tuple[tuple[int, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, _ROW * len(self.spoken))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(120, _ROW * len(self.spoken))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        colours = current_palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(font_of(Role.CAPTION))
        words = [(str(number), spoken_minutes(seconds)) for number, seconds in self.spoken]
        first = max((metrics.horizontalAdvance(number) for number, _m in words), default=0) + Space.M
        last = max((metrics.horizontalAdvance(minutes) for _n, minutes in words), default=0) + Space.S
        most = max((seconds for _n, seconds in self.spoken), default=0) or 1
        room = max(1.0, self.width() - first - last)
        for index, (_number, seconds) in enumerate(self.spoken):
            line = QRectF(0, index * _ROW, self.width(), _ROW)
            self._words(painter, words[index], line, colours)
            wide = room * seconds / most
            left = self.width() - first - wide if self._mirrored() else first
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(QRectF(left, line.center().y() - _BAR / 2, wide, _BAR), 4, 4)
        painter.end()
        del event

    def _words(self, painter: QPainter, words: tuple[str, str], line: QRectF, colours: Palette) -> None:
        leading, trailing = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if self._mirrored():
            leading, trailing = trailing, leading
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine
        painter.setFont(font_of(Role.CAPTION))
        painter.setPen(QColor(colours.soft))
        painter.drawText(line, int(flags | leading), words[0])
        run_by_own_letters(painter, words[1])
        painter.drawText(line, int(flags | trailing), words[1])

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft


class Ledger(QWidget):
    """“Spoken today, by table”; nothing before a table has spoken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars = _Bars()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(Space.S, Space.S, Space.S, 0)
        inside.setSpacing(Space.XS)
        inside.addWidget(text_label(_("Spoken today, by table"), Role.CAPTION))
        inside.addWidget(self._bars)
        self.hide()

    def show_spoken(self, spoken: tuple[tuple[int, int], ...]) -> None:
        """Show (table number, seconds); painted again only when a half minute changes."""
        told = tuple((number, seconds // 30 * 30) for number, seconds in spoken)
        if told == self._bars.spoken:
            return
        self._bars.spoken = told
        self._bars.updateGeometry()
        self._bars.update()
        words = (
            _("Table {n}: {minutes}").format(n=number, minutes=spoken_minutes(seconds))
            for number, seconds in told
        )
        self._bars.setAccessibleName(", ".join(words))
        self.setVisible(any(seconds for _number, seconds in told))

    def spoken(self) -> tuple[tuple[int, int], ...]:
        """Return what is shown."""
        return self._bars.spoken
