"""The giant time in the middle: read from three metres, painted only when it changes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator_app.records.run import RunState
from facilitator_app.rules.timebox import FaceKind, clock_face
from facilitator_app.support.wording import _, pgettext_
from facilitator_app.views.shared.runwords import time_left
from facilitator_app.views.shared.theme import current_palette, font_of
from facilitator_app.views.shared.tokens import Role, Space, type_of

# Digits are no higher than capitals: the figure needs no room below its foot.
_HEIGHT: Final = 0.86


def face_words(remaining_seconds: int) -> tuple[str, str]:
    """Return figure and words: ("13", "min left"), ("4:59", "left"), ("0:12", "over")."""
    face = clock_face(remaining_seconds)
    if face.kind is FaceKind.MINUTES_LEFT:
        return str(face.minutes), pgettext_("after a number", "min left")
    figure = f"{face.minutes}:{face.seconds:02}"
    after = (
        pgettext_("after a time", "left")
        if face.kind is FaceKind.COUNTDOWN
        else pgettext_("after a time", "over")
    )
    return figure, after


class BigTime(QWidget):
    """The figure and its words; it shrinks to the width there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[str, str, bool] = ("", "", False)
        self.paints = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Time left"))

    def show_run(self, state: RunState) -> None:
        """Show what is left; nothing is painted while the words stay the same."""
        figure, words = face_words(state.remaining_seconds)
        shown = (figure, words, state.remaining_seconds < 0)
        if shown == self._shown:
            return
        wider = len(shown[0]) != len(self._shown[0]) or shown[1] != self._shown[1]
        self._shown = shown
        self.setAccessibleDescription(time_left(state.remaining_seconds))
        if wider:
            self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return what is shown."""
        return " ".join(self._shown[:2])

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        figure, words = self._widths(1.0)
        return QSize(round(figure + words) + Space.M, round(type_of(Role.GIANT).pixels * _HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(160, round(type_of(Role.GIANT).pixels * 0.6))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        self.paints += 1
        figure, words, over = self._shown
        colours = current_palette()
        natural = sum(self._widths(1.0)) + Space.M
        scale = min(1.0, self.width() / natural, self.height() / (type_of(Role.GIANT).pixels * _HEIGHT))
        large = font_of(Role.GIANT, pixels=max(12, round(type_of(Role.GIANT).pixels * scale)))
        small = font_of(Role.FIGURE, pixels=max(12, round(type_of(Role.FIGURE).pixels * scale)))
        wide = QFontMetricsF(large).horizontalAdvance(figure)
        after = QFontMetricsF(small).horizontalAdvance(words)
        gap = Space.M * scale
        foot = self.height() / 2 + QFontMetricsF(large).capHeight() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.red if over else colours.ink))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - wide if mirrored else 0.0
        painter.setFont(large)
        painter.drawText(QPointF(left, foot), figure)
        painter.setFont(small)
        left = left - gap - after if mirrored else wide + gap
        painter.drawText(QPointF(left, foot), words)
        painter.end()
        del event

    def _widths(self, scale: float) -> tuple[float, float]:
        figure, words, _over = self._shown
        large = font_of(Role.GIANT, pixels=round(type_of(Role.GIANT).pixels * scale))
        small = font_of(Role.FIGURE, pixels=round(type_of(Role.FIGURE).pixels * scale))
        return QFontMetricsF(large).horizontalAdvance(figure), QFontMetricsF(small).horizontalAdvance(words)
