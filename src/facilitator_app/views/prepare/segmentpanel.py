"""Everything about the chosen segment: its minutes stage by stage, its anchor, what may be done with it."""

from __future__ import annotations

from datetime import time
from typing import Final

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator_app.records.agenda import Anchor, Segment
from facilitator_app.records.enums import AnchorKind
from facilitator_app.rules.schedule import ScheduledSegment
from facilitator_app.support.wording import _
from facilitator_app.views.prepare.agendawords import kind_words
from facilitator_app.views.prepare.rowwishes import Wish, wish_words
from facilitator_app.views.prepare.stagetable import StageTable
from facilitator_app.views.prepare.timefield import TimeField
from facilitator_app.views.shared.buttons import Button, Size, button
from facilitator_app.views.shared.dates import clock_words
from facilitator_app.views.shared.editor import EditorKeys, PlainTextEditor
from facilitator_app.views.shared.fields import Choice, Labelled, LineField, TickBox
from facilitator_app.views.shared.icons import Icon, IconMark
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import FlowLayout, column, row
from facilitator_app.views.shared.panels import Card, CardKind
from facilitator_app.views.shared.tokens import Role, Space

_FREE: Final = "free"
_NOON: Final = time(12)
OFFERED: Final = (Wish.DUPLICATE, Wish.SPLIT, Wish.SHORTEN, Wish.PARK, Wish.REMOVE)


class SegmentPanel(QWidget):
    """Texts are told when they are left, numbers and ticks at once; Esc goes back to the row."""

    text_settled = Signal(str, str, str)
    """(segment id, field of the record, text)."""
    stage_chosen = Signal(str, object, int)
    least_chosen = Signal(str, object, int)
    anchor_chosen = Signal(str, object)
    mark_chosen = Signal(str, str, bool)
    """(segment id, `buffer`, `shorten_needs_consent` or `optional`, on)."""
    wished = Signal(str, object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segment: Segment | None = None
        self._span = (_NOON, _NOON)
        self._what = text_label("", Role.OVERLINE)
        self.name = LineField(_("Title"))
        self.hint = _Hint()
        self.stages = StageTable()
        self.anchor = Choice(_("Fixed time"))
        self.at = TimeField(_("Time that must hold"))
        self.buffer = TickBox(_("Buffer: used up first"))
        self.consent = TickBox(_("Ask before shortening"))
        self.optional = TickBox(_("May be left out first"))
        for tick in (self.buffer, self.consent, self.optional):
            policy = tick.sizePolicy()
            policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)  # two lines where there is no room for one
            tick.setSizePolicy(policy)
        self.note = _editor(_("Note"), _("Printed with the agenda"), 1)
        self.private = _editor(_("Private notes"), _("What only you should know"), 2)
        self.wishes: dict[Wish, Button] = {}
        self._lay_out()
        self._connect()

    def show_segment(self, segment: Segment, placed: ScheduledSegment | None, day: int, hint: str) -> None:
        """Show a segment, where the clock puts it, and what past workshops say of it."""
        if self._segment is not None and self._segment.id != segment.id:
            self.settle()
        same = self._segment is not None and self._segment.id == segment.id
        self._segment = segment
        where = _("Parked")
        if placed is not None:
            self._span = (placed.planned_start.time(), placed.planned_end.time())
            where = _("Day {n}, {start}–{end}").format(
                n=day, start=clock_words(placed.planned_start), end=clock_words(placed.planned_end)
            )
        self._what.setText(_("{kind} · {where}").format(kind=kind_words(segment.kind), where=where))
        if not same:
            self.name.setModified(False)
        self.name.show_text(segment.title)
        if not self.name.hasFocus():
            self.name.setCursorPosition(0)
        self.hint.show_words(hint)
        self.stages.show_segment(segment)
        self._show_anchor(segment.anchor)
        self.buffer.setChecked(segment.buffer)
        self.consent.setChecked(segment.shorten_needs_consent)
        self.optional.setChecked(segment.optional)
        for editor, text in ((self.note, segment.note), (self.private, segment.private_notes)):
            if not (same and editor.hasFocus()):
                editor.show_text(text)
                editor.settle()

    def show_wishes(self, wishes: tuple[Wish, ...]) -> None:
        """Show what can be done with it now."""
        segment = self._segment
        if segment is None:
            return
        least = round(segment.minimum_seconds / 60)
        for wish, made in self.wishes.items():
            made.setText(wish_words(wish, parked=segment.parked, least=least))
            made.setVisible(wish in wishes)

    def show_fixed(self, *, past: bool) -> None:
        """Say whether it is over: what has been is not planned any more."""
        for widget in (self.stages, self.anchor, self.at, self.buffer, self.consent, self.optional):
            widget.setEnabled(not past)

    def settle(self) -> None:
        """Tell the texts that have not been told."""
        segment = self._segment
        if segment is None:
            return
        texts = (
            ("title", self.name.text().strip(), segment.title),
            ("note", self.note.text(), segment.note),
            ("private_notes", self.private.text(), segment.private_notes),
        )
        for field, text, known in texts:
            if text != known and (text or field != "title"):
                self.text_settled.emit(segment.id, field, text)
        if not self.name.text().strip():
            self.name.setText(segment.title)
        self.name.setModified(False)

    def stops(self) -> list[QWidget]:
        """Return what the Tab key stops at, from top to bottom."""
        fields = (
            self.anchor, self.at, self.buffer, self.consent, self.optional, self.note, self.private,
        )  # fmt: skip
        return [self.name, *self.stages.stops(), *fields, *self.wishes.values()]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    # --- anchor -----------------------------------------------------------------------------------------

    def _show_anchor(self, anchor: Anchor | None) -> None:
        self.anchor.blockSignals(True)  # noqa: FBT003
        self.anchor.choose(anchor.kind.value if anchor else _FREE)
        self.anchor.blockSignals(False)  # noqa: FBT003
        self.at.setVisible(anchor is not None)
        if anchor is not None:
            self.at.show_time(anchor.at)

    def _choose_anchor(self, key: str) -> None:
        segment = self._segment
        if segment is None:
            return
        if key == _FREE:
            self._tell_anchor(None)
            return
        kind = AnchorKind(key)
        if segment.anchor is not None:
            at = segment.anchor.at
        else:  # where it stands now: fixing it moves nothing
            start, end = self._span
            at = start if kind is AnchorKind.START_AT else end
        self._tell_anchor(Anchor(kind, at))

    def _choose_time(self, at: object) -> None:
        key = self.anchor.key()
        if key != _FREE:
            self._tell_anchor(Anchor(AnchorKind(key), at))  # type: ignore[arg-type]  # the field tells a time

    def _tell_anchor(self, anchor: Anchor | None) -> None:
        segment = self._segment
        if segment is not None and anchor != segment.anchor:
            self.anchor_chosen.emit(segment.id, anchor)

    # --- layout -----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.anchor.show_choices(
            [
                (_FREE, _("No fixed time")),
                (AnchorKind.START_AT.value, _("Starts at")),
                (AnchorKind.END_BY.value, _("Ends by")),
            ],
            _FREE,
        )
        self.anchor.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.anchor.setMinimumContentsLength(6)
        fixed = QWidget()
        line = row(self.anchor, self.at, space=Space.S)
        line.setStretch(0, 1)
        fixed.setLayout(line)
        things = QWidget()
        flow = FlowLayout(things, space=Space.S)
        for wish in OFFERED:
            made = button(wish_words(wish), size=Size.SMALL)
            made.clicked.connect(lambda _on=False, wish=wish: self._wish(wish))
            self.wishes[wish] = made
            flow.addWidget(made)
        private = Card(CardKind.NOTE, margin=Space.M, space=Space.XS)
        words = _("Only you see this: never in the room, printed only if you ask for it")
        private.body.addWidget(text_label(words, Role.OVERLINE))
        private.body.addWidget(self.private)
        whole = column(self._what, self.name, self.hint, self.stages, space=Space.M)
        for part in (
            Labelled(_("Fixed time"), fixed),
            self.buffer,
            self.consent,
            self.optional,
            Labelled(_("Note"), self.note),
            private,
            things,
        ):
            whole.addWidget(part)
        whole.addStretch(1)
        whole.setContentsMargins(QMargins(0, 0, 0, 0))
        self.setLayout(whole)

    def _connect(self) -> None:
        self.name.left.connect(self.settle)
        self.note.left.connect(self.settle)
        self.private.left.connect(self.settle)
        self.anchor.chosen.connect(self._choose_anchor)
        self.at.chosen.connect(self._choose_time)
        self.buffer.clicked.connect(lambda on: self._mark("buffer", on=on))
        self.consent.clicked.connect(lambda on: self._mark("shorten_needs_consent", on=on))
        self.optional.clicked.connect(lambda on: self._mark("optional", on=on))
        self.stages.planned_chosen.connect(lambda stage, n: self._stage(stage, n, least=False))
        self.stages.least_chosen.connect(lambda stage, n: self._stage(stage, n, least=True))

    def _mark(self, name: str, *, on: bool) -> None:
        if self._segment is not None:
            self.mark_chosen.emit(self._segment.id, name, on)

    def _stage(self, stage: object, minutes: int, *, least: bool) -> None:
        if self._segment is not None:
            (self.least_chosen if least else self.stage_chosen).emit(self._segment.id, stage, minutes)

    def _wish(self, wish: Wish) -> None:
        if self._segment is not None:
            self.wished.emit(self._segment.id, wish)


class _Hint(QWidget):
    """What was learned from past workshops; nothing where nothing was."""

    def __init__(self) -> None:
        super().__init__()
        self._words = text_label("", Role.CAPTION)
        line = row(IconMark(Icon.INFO, 16, "soft"), self._words, space=Space.S)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.hide()

    def show_words(self, words: str) -> None:
        self._words.setText(words)
        self.setVisible(bool(words))


def _editor(name: str, placeholder: str, lines: int) -> PlainTextEditor:
    return PlainTextEditor(
        keys=EditorKeys.NOTE, role=Role.BODY, name=name, placeholder=placeholder, min_lines=lines
    )
