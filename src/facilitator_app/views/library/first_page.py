"""The first page: three pictures that say what the program does, and where to begin."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from facilitator_app.support.wording import _
from facilitator_app.views.shared.actions import ActionSet
from facilitator_app.views.shared.buttons import Kind, Size, button
from facilitator_app.views.shared.icons import Icon, paint_icon
from facilitator_app.views.shared.labels import SOFT, text_label
from facilitator_app.views.shared.layouts import column, row
from facilitator_app.views.shared.panels import card
from facilitator_app.views.shared.theme import current_palette, font_of
from facilitator_app.views.shared.tokens import Role, Space


class Picture(StrEnum):
    """What is drawn."""

    PREPARE = "prepare"
    RUN = "run"
    REPORT = "report"


class Drawing(QWidget):
    """One of the three pictures, drawn from the tokens, so that it is light or dark and needs no file."""

    def __init__(self, picture: Picture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self.setMinimumHeight(168)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(260, 168)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = current_palette()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft))
        painter.drawRoundedRect(self.rect(), 10, 10)
        painter.translate((self.width() - 220) / 2, (self.height() - 120) / 2)
        {Picture.PREPARE: _paint_tables, Picture.RUN: _paint_clock, Picture.REPORT: _paint_page}[
            self._picture
        ](painter)
        painter.end()
        del event


def _paint_tables(painter: QPainter) -> None:
    colours = current_palette()
    for x, y, seats in ((40, 34, 5), (110, 60, 6), (180, 34, 5), (62, 92, 4), (162, 92, 5)):
        painter.setBrush(QColor(colours.card))
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.drawEllipse(QRectF(x - 16, y - 12, 32, 24))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.on_accent_soft))
        for seat in range(seats):
            painter.save()
            painter.translate(x, y)
            painter.rotate(360 / seats * seat)
            painter.drawEllipse(QRectF(18, -3.5, 7, 7))
            painter.restore()


def _paint_clock(painter: QPainter) -> None:
    colours = current_palette()
    painter.setBrush(QColor(colours.card))
    painter.setPen(QPen(QColor(colours.accent), 2))
    painter.drawRoundedRect(QRectF(30, 8, 160, 92), 8, 8)
    painter.drawLine(110, 100, 110, 112)
    painter.drawLine(86, 112, 134, 112)
    painter.setPen(QColor(colours.ink))
    painter.setFont(font_of(pixels=40, bold=True))
    painter.drawText(QRectF(30, 14, 160, 52), int(Qt.AlignmentFlag.AlignCenter), "13")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.line))
    painter.drawRoundedRect(QRectF(46, 76, 128, 8), 4, 4)
    painter.setBrush(QColor(colours.green))
    painter.drawRoundedRect(QRectF(46, 76, 72, 8), 4, 4)


def _paint_page(painter: QPainter) -> None:
    colours = current_palette()
    for left in (92, 64):
        painter.setBrush(QColor(colours.card))
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.drawRoundedRect(QRectF(left, 6 + (92 - left) / 7, 76, 104), 6, 6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.line))
    for line in range(4):
        painter.drawRoundedRect(QRectF(76, 28 + 12 * line, 52 if line % 3 else 36, 5), 2, 2)
    for place, (icon, colour) in enumerate(
        ((Icon.CIRCLE, colours.green), (Icon.DIAMOND, colours.amber), (Icon.TRIANGLE, colours.red)),
    ):
        paint_icon(painter, icon, QRectF(76 + 18 * place, 86, 14, 14), colour)


class FirstPage(QWidget):
    """What somebody sees who has no workshop yet: not an empty list."""

    rehearse_requested = Signal()

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        new = button(actions.action("library.new"), Kind.PRIMARY, size=Size.LARGE, icon=Icon.NEW)
        rehearse = button(_("Rehearse with a made-up workshop"), size=Size.LARGE, icon=Icon.REHEARSE)
        rehearse.clicked.connect(self.rehearse_requested)
        hint = text_label(
            _("Or drop a workshop, a package or the host’s list of people onto this window."),
            Role.BODY,
            tone=SOFT,
        )
        self.setLayout(
            column(
                text_label(_("Run a workshop from the first name to the last page"), Role.TITLE),
                text_label(
                    _("Without internet. Nothing typed is lost, everything can be undone."),
                    Role.READING,
                    tone=SOFT,
                ),
                row(*_cards(), space=Space.L),
                row(new, rehearse, 1, space=Space.M),
                hint,
                1,
                space=Space.L,
            ),
        )


def _cards() -> Iterator[QFrame]:
    """Yield what the program does before, during and after a workshop."""
    pages = (
        (
            Picture.PREPARE,
            _("Prepare"),
            _("The agenda, the people and who sits where, from the host’s list."),
        ),
        (
            Picture.RUN,
            _("Run the room"),
            _("The time, the task on the projector, and what every table reports, in its own language."),
        ),
        (
            Picture.REPORT,
            _("Hand over the report"),
            _("The session as a PDF a minute after the last word: points, lights, actions."),
        ),
    )
    for picture, name, sentence in pages:
        yield card(Drawing(picture), text_label(name, Role.HEADING), text_label(sentence, tone=SOFT))
