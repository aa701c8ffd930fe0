"""One way to bring the day back, side by side with the others: what it does, and what comes when then."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QMargins, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.records.recovery import BarPart, ChoiceLine, RecoveryChoice
from facilitator_app.support.wording import _
from facilitator_app.views.console.column import ContentColumn
from facilitator_app.views.shared.buttons import Button, Kind, button
from facilitator_app.views.shared.icons import Icon, IconMark, paint_icon
from facilitator_app.views.shared.labels import SOFT, plain_tooltip, run_by_own_letters, text_label
from facilitator_app.views.shared.layouts import row, rule
from facilitator_app.views.shared.marks import badge
from facilitator_app.views.shared.panels import Card, CardKind, scrolling
from facilitator_app.views.shared.theme import current_palette, font_of
from facilitator_app.views.shared.tokens import Palette, Role, Space, Tone

_STRIP_HEIGHT: Final = 32
_LEAST_BLOCK: Final = 9
_GAP: Final = 3
_MARK: Final = 12
_EDGE: Final = 4
_ISOLATES: Final = dict.fromkeys((0x2068, 0x2069))
_MARGIN: Final = 15


class Fit(StrEnum):
    """How much room the cards have: larger type, the usual, or everything in one scrolling column."""

    ROOMY = "roomy"
    USUAL = "usual"
    TIGHT = "tight"


class PlanStrip(QWidget):
    """The time until the anchor as blocks: what gets shorter has an amber edge, the anchor stands in ink."""

    def __init__(self, parts: tuple[BarPart, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self.setFixedHeight(_STRIP_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words = " · ".join(part.words for part in parts if part.words)
        self.setAccessibleName(words)
        plain_tooltip(self, words)

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(200, _STRIP_HEIGHT)

    def widths(self, room: float) -> list[float]:
        """Return the width of each block in `room` pixels; none is too small to be seen."""
        if not self._parts:
            return []
        total = sum(max(0, part.seconds) for part in self._parts) or 1
        free = room - _GAP * (len(self._parts) - 1)
        wide = [max(_LEAST_BLOCK, free * max(0, part.seconds) / total) for part in self._parts]
        over = sum(wide) - free
        if over > 0:
            spare = sum(one - _LEAST_BLOCK for one in wide) or 1
            wide = [one - over * (one - _LEAST_BLOCK) / spare for one in wide]
        return wide

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        colours = current_palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 0.0
        for part, wide in zip(self._parts, self.widths(self.width()), strict=True):
            start = self.width() - left - wide if mirrored else left
            self._paint(painter, part, QRectF(start, 0, wide, self.height()), colours)
            left += wide + _GAP
        painter.end()
        del event

    def _paint(self, painter: QPainter, part: BarPart, area: QRectF, colours: Palette) -> None:
        ground = colours.ink if part.anchored else colours.amber_soft if part.changed else colours.accent_soft
        ink = colours.paper if part.anchored else colours.amber if part.changed else colours.on_accent_soft
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(area, 5, 5)
        if part.changed:
            painter.setClipRect(QRectF(area.left(), area.bottom() - _EDGE, area.width(), _EDGE))
            painter.setBrush(QColor(colours.amber_line))
            painter.drawRoundedRect(area, 5, 5)
            painter.setClipping(False)
        inside = area.adjusted(4, 0, -4, 0)
        if part.anchored and inside.width() >= _MARK:
            at = inside.right() - _MARK if self._mirrored() else inside.left()
            paint_icon(painter, Icon.ANCHOR, QRectF(at, area.center().y() - _MARK / 2, _MARK, _MARK), ink)
            room = _MARK + Space.XS
            inside.adjust(0 if self._mirrored() else room, 0, -room if self._mirrored() else 0, 0)
        font = font_of(pixels=12, bold=part.changed or part.anchored)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine)
        words = fitting_words(part.words, QFontMetricsF(font), inside.width())
        run_by_own_letters(painter, words)
        painter.drawText(inside, flags, words)

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft


def fitting_words(words: str, metrics: QFontMetricsF, room: float) -> str:
    """Return the words, their first one, or none, as there is room: half a word tells nobody anything."""
    whole = words.translate(_ISOLATES)
    name = whole.partition(",")[0]
    first, _space, rest = name.partition(" ")
    tries = (whole, name) if rest.isdigit() else (whole, name, first)
    return next((one for one in tries if metrics.horizontalAdvance(one) <= room), "")


class _Line(QWidget):
    """One line: what, and how much before and after."""

    def __init__(self, line: ChoiceLine, *, roomy: bool) -> None:
        super().__init__()
        tone = SOFT if line.soft else ""
        role = Role.READING if roomy else Role.BODY
        words = text_label(line.words, role, tone=tone, own=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        parts: list[QWidget] = [words]
        if line.before:
            parts.append(text_label(line.before, role, tone=tone, wrap=False))
            parts.append(IconMark(Icon.NEXT, 13, "soft"))
        if line.after:
            after = role if line.soft else Role.HEADING if roomy else Role.STRONG
            parts.append(text_label(line.after, after, tone=tone, wrap=False))
        edge = Space.S if roomy else Space.XS
        self.setLayout(row(*parts, space=Space.S, margins=QMargins(0, edge, 0, edge)))


class PlanCard(Card):
    """One plan; its button applies it."""

    chosen = Signal(object)

    def __init__(self, choice: RecoveryChoice, number: int, *, first: bool, fit: Fit = Fit.USUAL) -> None:
        super().__init__(CardKind.CHOSEN if first else CardKind.PLAIN, space=Space.S, margin=_MARGIN)
        self.choice = choice
        self._name = text_label(choice.title, Role.HEADING)
        tone, icon = (Tone.GREEN, Icon.SQUARE) if choice.holds else (Tone.AMBER, None)
        self._badge = badge(tone, choice.badge, icon)
        self._head = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._head.setSpacing(Space.S)
        self._head.addWidget(self._name, 1)
        self._head.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addLayout(self._head)
        self.body.addWidget(PlanStrip(choice.bar))
        self.body.addWidget(scrolling(_lines_of(choice, fit)), 1)
        if fit is not Fit.TIGHT:
            self.body.addWidget(_then_of(choice, fit))
        self.button = _apply_button(choice, number, first=first)
        self.button.clicked.connect(lambda: self.chosen.emit(self.choice))
        self.body.addWidget(self.button)
        self.setAccessibleName(f"{choice.title}, {choice.badge}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        title = QFontMetricsF(font_of(Role.HEADING)).horizontalAdvance(self.choice.title)
        needed = title + self._badge.sizeHint().width() + Space.M
        wide = event.size().width() - 2 * _MARGIN >= needed
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._head.direction() is not way:
            self._head.setDirection(way)


def _apply_button(choice: RecoveryChoice, number: int, *, first: bool) -> Button:
    made = button(_("Do this"), Kind.PRIMARY if first else Kind.PLAIN, key_hint=str(number))
    made.setAccessibleName(_("Do this: {plan}").format(plan=choice.title))
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


def _lines_of(choice: RecoveryChoice, fit: Fit) -> QWidget:
    made = ContentColumn()
    inside = QVBoxLayout(made)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(0)
    for line in choice.lines:
        inside.addWidget(rule())
        inside.addWidget(_Line(line, roomy=fit is Fit.ROOMY))
    if fit is Fit.TIGHT:
        inside.addWidget(_then_of(choice, fit))  # all of it scrolls: the buttons must stay in sight
    inside.addStretch(1)
    return made


def _then_of(choice: RecoveryChoice, fit: Fit) -> QWidget:
    """Return what comes when then: where there is room always in sight, on one height in all plans."""
    made = QWidget()
    inside = QVBoxLayout(made)
    inside.setContentsMargins(0, Space.XS if fit is Fit.TIGHT else 0, 0, 0)
    inside.setSpacing(0)
    if choice.then:
        inside.addWidget(text_label(_("Then"), Role.CAPTION))
        inside.addSpacing(Space.XS)
    for title, at in choice.then:
        inside.addWidget(rule())
        inside.addWidget(_Line(ChoiceLine(title, after=at), roomy=fit is Fit.ROOMY))
    return made
