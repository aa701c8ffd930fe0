"""What the host wishes of the tables: added by keyboard, listed as sentences, what clashes on top."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.conflicts import Conflict, ConflictKind
from facilitator_app.rules.seating.wished import interpreted
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.prepare.mixcard import MixCard
from facilitator_app.views.prepare.wishadding import WishAdding
from facilitator_app.views.prepare.wishwords import clash_words, clashes_of, interpreter_words, wish_words
from facilitator_app.views.shared.buttons import Kind, Size, button
from facilitator_app.views.shared.icons import Icon, IconMark, shape_of
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import clear, column, row
from facilitator_app.views.shared.panels import Card, CardKind, EmptyState, scrolling
from facilitator_app.views.shared.tokens import Role, Space, Tone

_BESIDE = 960
"""From this width on what is mixed stands beside the wishes."""

_MILD = frozenset({ConflictKind.INTERPRETER_ABSENT})


class WishesView(QWidget):
    """Takes a WorkshopRecord; emits wishes, what is mixed, and that it wants to be told of the workshop.

    Signals: `wished(kind, person id, other's or table's id)` as `WishAdding`; `wish_removed(wish id)`;
    `interpreter_removed(delegate id)`; `mix_chosen(weights, not alone)`; `shown()`.
    """

    wished = Signal(str, str, str)
    wish_removed = Signal(str)
    interpreter_removed = Signal(str)
    mix_chosen = Signal(dict, tuple)
    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        self.adding = WishAdding()
        self.mix = MixCard()
        self._clashes = Card(CardKind.ERROR, space=Space.S, margin=Space.M)
        self._listed = Card(space=Space.S, margin=Space.M)
        self._empty = EmptyState(
            _("No wishes yet"),
            _(
                "Who shall sit together, apart, or at a certain table? Type a few letters of a name above. "
                "Every plan keeps what stands here, in every round, and says so where it cannot."
            ),
            icon=Icon.PEOPLE,
        )
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.XS)
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._build()
        self.adding.wished.connect(self.wished)
        self.mix.mix_chosen.connect(self.mix_chosen)

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Show the wishes of a workshop and what of them cannot be kept."""
        self.adding.show_workshop(record)
        self.mix.show_details(record.details)
        clashes = clashes_of(record)
        self._say(clashes, record)
        clear(self._lines)
        blamed = {wish for one in clashes for wish in one.wishes}
        for wish in record.wishes:
            line = _WishLine(wish_words(wish, record), wish.note, blamed=wish.id in blamed)
            line.removed.connect(lambda wish_id=wish.id: self.wish_removed.emit(wish_id))
            self._lines.addWidget(line)
        roster = {one.id: one for one in record.participants}
        pairs = interpreted(record.participants)
        for delegate, interpreter in pairs:
            line = _WishLine(interpreter_words(roster[delegate], roster[interpreter]))
            line.removed.connect(lambda who=delegate: self.interpreter_removed.emit(who))
            self._lines.addWidget(line)
        self._empty.setVisible(not record.wishes and not pairs)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, D102
        super().showEvent(event)
        self.shown.emit()

    def resizeEvent(self, event: object) -> None:  # noqa: N802, D102
        wide = self.width() >= _BESIDE
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(way)
        self.mix.setMaximumWidth(380 if wide else 16_777_215)
        super().resizeEvent(event)  # type: ignore[arg-type]  # the event as Qt gives it

    def _build(self) -> None:
        self._listed.body.addWidget(self._empty)
        self._listed.body.addLayout(self._lines)
        left = QWidget()
        left.setLayout(column(self.adding, self._clashes, self._listed, 1, space=Space.M))
        self._sides.setSpacing(Space.M)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.addWidget(left, 1)
        self._sides.addWidget(self.mix, 0, Qt.AlignmentFlag.AlignTop)
        body = QWidget()
        edges = QMargins(Space.XL, 0, Space.XL, Space.XL)
        body.setLayout(column(self._sides, 1, space=0, margins=edges))
        self.setLayout(column(scrolling(body), space=0))

    def _say(self, clashes: tuple[Conflict, ...], record: WorkshopRecord) -> None:
        clear(self._clashes.body)
        self._clashes.setVisible(bool(clashes))
        if not clashes:
            return
        words = ngettext_("This cannot be kept", "{n} things cannot be kept", len(clashes))
        self._clashes.body.addWidget(text_label(words.format(n=len(clashes)), Role.HEADING))
        for one in clashes:
            tone = Tone.AMBER if one.kind in _MILD else Tone.RED
            line = row(
                IconMark(shape_of(tone), 14, tone), text_label(clash_words(one, record)), space=Space.M
            )
            line.setStretch(1, 1)
            self._clashes.body.addLayout(line)
        mild = all(one.kind in _MILD for one in clashes)
        self._clashes.show_kind(CardKind.WARN if mild else CardKind.ERROR)


class _WishLine(QWidget):
    """One wish as a sentence, with a button that takes it back."""

    removed = Signal()

    def __init__(self, words: str, note: str = "", *, blamed: bool = False) -> None:
        super().__init__()
        tone = Tone.RED if blamed else Tone.NEUTRAL
        mark = IconMark(shape_of(tone), 12, tone)
        said = text_label(words)
        line = row(mark, said, space=Space.M)
        line.setStretch(1, 1)
        if note:
            line.insertWidget(2, text_label(note, Role.CAPTION, own=True))
        away = button(_("Remove"), Kind.QUIET, icon=Icon.CLOSE, size=Size.SMALL)
        away.setAccessibleName(_("Remove: {wish}").format(wish=words))
        away.clicked.connect(self.removed)
        line.addWidget(away)
        self.setLayout(line)
