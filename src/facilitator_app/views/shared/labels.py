"""The one factory of labels: plain text only, whoever wrote it."""

from __future__ import annotations

import html
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from facilitator_app.rules.text import Direction, direction, isolate
from facilitator_app.views.shared.tokens import Role, Tone

SOFT: Final = "soft"


def text_label(
    text: str = "",
    role: Role = Role.BODY,
    *,
    tone: Tone | str = "",
    wrap: bool = True,
    selectable: bool = False,
    own: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """Return a label that shows its text as it is: no markup, no mnemonics, wrapping where it must.

    `tone` is a `Tone` or `SOFT`. `own` is for names and titles somebody typed: they stand where reading
    begins and run by their own first letter. Paragraphs need no `own`: they go left or right as a whole.
    Set other words later with `setText`; they stay plain.
    """
    label = OwnWordsLabel(parent) if own else QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role.value)
    if tone:
        label.setProperty("tone", str(tone))
    label.setWordWrap(wrap)
    label.setOpenExternalLinks(False)
    flags = Qt.TextInteractionFlag.NoTextInteraction
    if selectable:
        flags = Qt.TextInteractionFlag.TextSelectableByMouse
    label.setTextInteractionFlags(flags)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
    label.setText(text)
    return label


def title(text: str = "", parent: QWidget | None = None) -> QLabel:
    """Return the title of a screen."""
    return text_label(text, Role.TITLE, parent=parent)


def heading(text: str = "", parent: QWidget | None = None) -> QLabel:
    """Return the heading of a card or a part of a screen."""
    return text_label(text, Role.HEADING, parent=parent)


def caption(text: str = "", parent: QWidget | None = None) -> QLabel:
    """Return small soft text."""
    return text_label(text, Role.CAPTION, parent=parent)


def strong(text: str = "", parent: QWidget | None = None) -> QLabel:
    """Return bold text of body size."""
    return text_label(text, Role.STRONG, parent=parent)


def set_tone(label: QWidget, tone: Tone | str) -> None:
    """Give a label another colour."""
    if (label.property("tone") or "") != str(tone):
        label.setProperty("tone", str(tone))
        restyle(label)


def restyle(widget: QWidget) -> None:
    """Let the stylesheet look at a widget's properties again."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def plain_tooltip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip that shows other people's text as it is (Qt guesses at markup otherwise)."""
    widget.setToolTip(tooltip_of(text))


def tooltip_of(text: str) -> str:
    """Return text as a tooltip that cannot be taken for markup."""
    return f"<p style='white-space:pre-wrap'>{html.escape(text)}</p>" if text else ""


def run_by_own_letters(painter: QPainter, words: str) -> None:
    """Let painted words run by their own first letter: “1½ min” stays so on an Arabic screen."""
    right = direction(words, Direction.LTR) is Direction.RTL
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)


class OwnWordsLabel(QLabel):
    """A label at the edge where reading begins, whose every line finds its direction by itself.

    U+2068 … 2069 stand around each line. (A plain QLabel puts a whole text to the left or right by its first
    letter: right for paragraphs, wrong for a column of names.)
    """

    def event(self, event: QEvent) -> bool:
        """Follow the direction of the screen."""
        if event.type() in {QEvent.Type.Polish, QEvent.Type.LayoutDirectionChange}:
            self._align()
        return super().event(event)

    def _align(self) -> None:
        if not self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def text(self) -> str:
        """Return the words without the isolates."""
        return super().text().replace("\u2068", "").replace("\u2069", "")

    def setText(self, text: str) -> None:  # noqa: N802
        """Show other words."""
        super().setText("\n".join(isolate(line) if line else "" for line in text.split("\n")))


class ElidedLabel(QLabel):
    """One line that ends in … where there is no room; the whole text is its tooltip."""

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        *,
        tone: Tone | str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role.value)
        if tone:
            self.setProperty("tone", str(tone))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802
        """Show another text."""
        super().setText(text)
        plain_tooltip(self, text if self._is_elided() else "")

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the room for a few letters."""
        metrics = self.fontMetrics()
        return QSize(min(super().sizeHint().width(), metrics.averageCharWidth() * 8), metrics.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        plain_tooltip(self, self.text() if self._is_elided() else "")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        area = self.contentsRect()
        line = self.text().replace("\n", " ")
        own_way = direction(line, Direction.LTR) is Direction.RTL
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if own_way else Qt.LayoutDirection.LeftToRight,
        )
        shown = self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, area.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute | side
        painter.drawText(area, int(flags | Qt.TextFlag.TextSingleLine), shown)
        painter.end()
        del event

    def _is_elided(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
