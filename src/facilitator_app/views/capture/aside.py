"""Beside the points: what waits for a translation, and quick entry of parked questions and actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from facilitator_app.records.capture import ReportBack, ReportPoint
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.capture.places import PlaceKey
from facilitator_app.views.shared.buttons import Button, Kind, Size
from facilitator_app.views.shared.editor import EditorKeys, PlainTextEditor
from facilitator_app.views.shared.fields import Choice, NumberField
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import ElidedLabel, caption, heading, text_label
from facilitator_app.views.shared.languages import own_name
from facilitator_app.views.shared.layouts import clear, row
from facilitator_app.views.shared.panels import Card
from facilitator_app.views.shared.tokens import Role, Space

SHOWN_IN_QUEUE: Final = 6
DAYS: Final = 100
"""The agenda of step 7 is for a hundred days."""


class TranslationQueue(Card):
    """Points without English, oldest first, for the tea break."""

    point_chosen = Signal(object, str)
    """(PlaceKey, point id)."""

    def __init__(self) -> None:
        super().__init__(margin=Space.M)
        self._heading = heading("")
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.S)
        self.body.addWidget(self._heading)
        self.body.addLayout(self._list)
        self._shown: tuple[str, ...] | None = None

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Show what lacks English in this workshop."""
        waiting = [(b, p) for b in record.report_backs for p in b.points if p.lacks_english]
        key = tuple(f"{p.id}{p.local_text}" for _b, p in waiting)
        if key == self._shown:
            return
        self._shown = key
        words = ngettext_("To translate: {n} point", "To translate: {n} points", len(waiting))
        self._heading.setText(words.format(n=len(waiting)) if waiting else _("Nothing to translate"))
        clear(self._list)
        if not waiting:
            self._list.addWidget(caption(_("Every point has its English.")))
        for back, point in waiting[:SHOWN_IN_QUEUE]:
            self._list.addWidget(self._entry(record, back, point))
        if len(waiting) > SHOWN_IN_QUEUE:
            more = len(waiting) - SHOWN_IN_QUEUE
            self._list.addWidget(caption(ngettext_("and {n} more", "and {n} more", more).format(n=more)))

    def _entry(self, record: WorkshopRecord, back: ReportBack, point: ReportPoint) -> Card:
        table = record.table(back.table_id)
        place = _("Table {n}").format(n=table.number if table else "?")
        if back.step:
            place = _("{table} · Step {step}").format(table=place, step=back.step)
        entry = Card(pressable=True, margin=Space.S, space=0)
        entry.body.addWidget(ElidedLabel(f"{place} · {own_name(point.language)}", Role.CAPTION, tone="soft"))
        entry.body.addWidget(ElidedLabel(isolate(point.local_text)))
        entry.setAccessibleName(f"{place}: {point.local_text}")
        key = PlaceKey(back.segment_id, back.step, back.table_id)
        entry.pressed.connect(partial(self.point_chosen.emit, key, point.id))
        return entry


class QuickNote(Card):
    """A question for the parking lot, or an action: typed, Enter, done. Tab goes through its fields."""

    parking_noted = Signal(str, str)
    """(question, language)."""
    action_noted = Signal(str, str, object)
    """(what, owner's participant id or empty, due date or None)."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(margin=Space.M)
        self._is_action = False
        self._people: tuple[tuple[str, str], ...] = ()
        self._heading = heading("")
        self._hint = caption("")
        self.editor = PlainTextEditor(keys=EditorKeys.POINT, name=_("Parking lot"), min_lines=2)
        self.language = Choice(_("Asked in"))
        self.owner = Choice(_("Owner"))
        self.due = NumberField(_("Due in days"), least=1, most=365, suffix=_("days from today"))
        self._today = date.min
        self._owner_words = text_label(_("Owner and due date; without them it is an idea."), Role.CAPTION)
        self._keep = Button(_("Keep it"), kind=Kind.PRIMARY, size=Size.SMALL, icon=Icon.CHECK)
        self._away = Button(_("Cancel"), kind=Kind.QUIET, size=Size.SMALL)
        fields = (self.language, self._owner_words, self.owner, self.due)
        for widget in (self._heading, self._hint, self.editor, *fields):
            self.body.addWidget(widget)
        self.body.addLayout(row(self._keep, self._away, 1))
        self.editor.next_requested.connect(self.keep)
        self.editor.leave_requested.connect(self._leave)
        self.editor.other_language_requested.connect(self.focusNextChild)
        self.editor.previous_requested.connect(self.focusPreviousChild)
        self._keep.clicked.connect(self.keep)
        self._away.clicked.connect(self.put_away)
        self.show_people(())
        self.hide()

    def show_people(self, people: Sequence[tuple[str, str]]) -> None:
        """Offer these (id, name) as owners."""
        if tuple(people) != self._people or not self.owner.count():
            self._people = tuple(people)
            self.owner.show_choices([("", _("Nobody yet")), *people], self.owner.key())

    def open_for(self, *, action: bool, today: date, languages: Sequence[tuple[str, str]] = ()) -> None:
        """Open for a question (in one of these languages) or for an action; what stands in it is kept."""
        self._is_action = action
        self._heading.setText(_("Action") if action else _("Parking lot"))
        self._hint.setText(
            _("What will be done?") if action else _("The question, in any language. It is not lost.")
        )
        self.editor.setAccessibleName(self._heading.text())
        for widget in (self._owner_words, self.owner, self.due):
            widget.setVisible(action)
        self.language.setVisible(not action and bool(languages))
        self._today = today
        if not self.isVisible() or not self.editor.text():
            self.due.setValue(DAYS)
            self.owner.setCurrentIndex(0)
            if languages:
                self.language.show_choices(languages, languages[0][0])
        self.show()
        self.editor.setFocus()

    def keep(self) -> None:
        """Note it and close."""
        self.editor.commit_input_method()
        text = self.editor.text().strip()
        if text:
            if self._is_action:
                owner = self.owner.key()
                due = self._today + timedelta(days=self.due.value()) if owner else None
                self.action_noted.emit(text, owner, due)
            else:
                self.parking_noted.emit(text, self.language.key() or "en")
        self.put_away()

    def put_away(self) -> None:
        """Close without noting anything."""
        self.hide()
        self.editor.show_text("")
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Let Enter keep the note and F6 or Escape leave it, from the fields below the text too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.keep()
        elif event.key() in {Qt.Key.Key_F6, Qt.Key.Key_Escape}:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        if self.editor.text().strip() or self.editor.has_preedit():
            self.closed.emit()  # it stays open with what was typed
        else:
            self.put_away()


def aside(*items: QWidget | QLayout) -> QWidget:
    """Return the column beside the points."""
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.M)
    for item in items:
        if isinstance(item, QWidget):
            column.addWidget(item)
        else:
            column.addLayout(item)
    column.addStretch()
    side.setFixedWidth(290)
    return side
