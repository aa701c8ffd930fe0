"""One light: the sign, three answers (or none), and a sentence of evidence."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.records.enums import LightColour
from facilitator_app.records.findings import LightItem, LightRating
from facilitator_app.support.wording import _, pgettext_
from facilitator_app.views.shared.buttons import Button, Size
from facilitator_app.views.shared.fields import LineField
from facilitator_app.views.shared.icons import Icon, IconMark
from facilitator_app.views.shared.labels import restyle, text_label
from facilitator_app.views.shared.layouts import FlowLayout, row
from facilitator_app.views.shared.panels import Card, CardKind
from facilitator_app.views.shared.tokens import Role, Space, Tone

_KEYS: Final = {Qt.Key.Key_0: 0, Qt.Key.Key_1: 1, Qt.Key.Key_2: 2}
CLEARLY: Final = 2
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_BLANK: Final = frozenset({Qt.Key.Key_Minus, Qt.Key.Key_Backspace, Qt.Key.Key_Delete})


def rating_words(rating: int | None) -> str:
    """Return one answer in words."""
    return {
        0: pgettext_("light", "Not seen"),
        1: pgettext_("light", "Partly"),
        2: pgettext_("light", "Clearly"),
        None: pgettext_("light", "Not discussed"),
    }[rating]


class LightRow(Card):
    """One sign of a step.

    With the focus, 0, 1 and 2 rate it and go on, − takes the answer back, Enter goes to the evidence, ↑ and ↓
    move. A mouse rates it and stays.
    """

    rated = Signal(object)
    """0, 1, 2 or None."""
    evidence_settled = Signal(str)
    step_requested = Signal(int)
    entered = Signal()

    def __init__(self, item: LightItem) -> None:
        super().__init__(space=Space.XS, margin=Space.S)
        self.item = item
        self._rating: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        tone = Tone.GREEN if item.colour is LightColour.GREEN else Tone.RED
        shape = Icon.CIRCLE if item.colour is LightColour.GREEN else Icon.TRIANGLE
        words = text_label(item.text, Role.BODY)
        self._answers = {rating: self._answer(rating) for rating in (0, 1, 2)}
        self.evidence = LineField(
            _("Evidence for: {sign}").format(sign=item.text),
            placeholder=_("Evidence, in the table's language"),
        )
        self.evidence.left.connect(self._on_evidence_left)
        self.evidence.returnPressed.connect(self._on_evidence_done)
        self._held = ""
        self._sent: str | None = None
        text = QVBoxLayout()
        text.setSpacing(Space.XS)
        text.addWidget(words)
        text.addWidget(_wrapping(*self._answers.values()))
        text.addWidget(self.evidence)
        line = row(space=Space.S)
        line.addWidget(IconMark(shape, 16, tone), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(text, 1)
        self.body.addLayout(line)
        self.show_rating(None)

    def show_rating(self, rating: LightRating | None) -> None:
        """Show what the table has said; evidence that is being typed is left alone."""
        self._rating = rating.rating if rating else None
        for value, answer in self._answers.items():
            chosen = value == self._rating
            if answer.isChecked() != chosen or answer.property("chosen") is None:
                answer.setChecked(chosen)
                answer.setProperty("chosen", "true" if chosen else "false")
                restyle(answer)
        evidence = (rating.evidence_local or rating.evidence_english) if rating else ""
        if self.evidence.text() == self._held:
            self.evidence.show_text(evidence)
        self._held = evidence
        self._sent = None
        self._show_evidence()
        self.setAccessibleName(f"{self.item.text}: {rating_words(self._rating)}")

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802, D102
        super().focusInEvent(event)
        self.show_kind(CardKind.ACTIVE)
        self._show_evidence()
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802, D102
        super().focusOutEvent(event)
        self.show_kind(CardKind.PLAIN)
        self._show_evidence()

    def rate(self, rating: int | None) -> None:
        """Rate this sign; the same answer again takes it back. The cursor stays here for the evidence."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.rated.emit(None if rating == self._rating else rating)

    def settle(self) -> None:
        """Hand over the evidence as it is typed; until the file has it, every settling does so again."""
        text = self.evidence.text().strip()
        on_its_way = self._sent if self._sent is not None else self._held.strip()
        if text != on_its_way:
            self._sent = text
            self.evidence_settled.emit(text)

    def leave(self) -> None:
        """Make room for another table's rating: nothing of this one's stays."""
        self.settle()
        self._held, self._sent = "", None
        self.evidence.setText("")

    def open_evidence(self) -> None:
        """Put the cursor into the evidence."""
        self.evidence.show()
        self.evidence.setFocus(Qt.FocusReason.OtherFocusReason)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if event.key() in _KEYS:
            self.rated.emit(_KEYS[Qt.Key(event.key())])
            self.step_requested.emit(1)
        elif event.key() in _BLANK:
            self.rated.emit(None)
        elif event.key() in _ENTER:
            if self.hasFocus():  # and not because the evidence has just been left by it
                self.open_evidence()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.step_requested.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _answer(self, rating: int) -> Button:
        answer = Button(rating_words(rating), size=Size.SMALL, key_hint=str(rating))
        answer.setCheckable(True)
        answer.setAccessibleName(f"{self.item.text}: {rating_words(rating)}")
        answer.clicked.connect(lambda: self.rate(rating))
        return answer

    def _show_evidence(self) -> None:
        # A sentence is asked for where something is clearly seen; elsewhere the field is in the way.
        asked = self._rating == CLEARLY and self.hasFocus()
        self.evidence.setVisible(asked or bool(self.evidence.text()) or self.evidence.hasFocus())

    def _on_evidence_left(self) -> None:
        self.settle()
        self._show_evidence()

    def _on_evidence_done(self) -> None:
        self.step_requested.emit(1)  # leaving the field settles it


def _wrapping(*answers: QWidget) -> QWidget:
    """Return answers side by side; on a narrow screen the last one goes to the next line."""
    widget = QWidget()
    flow = FlowLayout(widget, space=Space.XS)
    for answer in answers:
        flow.addWidget(answer)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
    return widget


def column_of(rows: list[LightRow]) -> QWidget:
    """Return the signs of one colour below each other."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.S)
    for one in rows:
        column.addWidget(one)
    column.addStretch()
    return widget
