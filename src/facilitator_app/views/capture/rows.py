"""One point as a card: as said and English side by side, its status in words, and what can be done to it."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from facilitator_app.records.capture import ReportPoint
from facilitator_app.records.enums import PointField, TranslationStatus
from facilitator_app.rules.text import Direction
from facilitator_app.support.wording import _, pgettext_
from facilitator_app.views.shared.buttons import icon_button
from facilitator_app.views.shared.editor import PlainTextEditor
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import set_tone, text_label
from facilitator_app.views.shared.languages import direction_of, own_name
from facilitator_app.views.shared.panels import Card, CardKind
from facilitator_app.views.shared.tokens import Role, Space, Tone

SETTLE_MS: Final = 1500
"""A pause in typing after which a text is sealed as a revision; drafts are on the disk long before."""


def status_words(status: TranslationStatus) -> str:
    """Return a point's status in words."""
    return {
        TranslationStatus.AS_SAID: pgettext_("translation", "as said"),
        TranslationStatus.AS_INTERPRETED: pgettext_("translation", "as interpreted"),
        TranslationStatus.MISSING: pgettext_("translation", "missing"),
        TranslationStatus.DRAFT: pgettext_("translation", "draft"),
        TranslationStatus.CHECKED: pgettext_("translation", "checked ✓"),
    }[status]


class Cell(Card):
    """One language of one point: a heading that says which, and the editor."""

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__(CardKind.PLAIN, space=Space.XS, margin=Space.M)
        self.heading = text_label("", Role.OVERLINE, tone="soft", wrap=False)
        self.editor = PlainTextEditor(placeholder=placeholder, name=name, frame=False)
        self.body.addWidget(self.heading)
        self.body.addWidget(self.editor)
        self.body.addStretch()

    def show_state(self, words: str, *, active: bool, missing: bool) -> None:
        """Say language and status; the cell in use has the accent, a missing translation the cream."""
        self.heading.setText(words)
        set_tone(self.heading, Tone.AMBER if missing else "soft")
        kind = CardKind.ACTIVE if active else CardKind.NOTE if missing else CardKind.PLAIN
        self.show_kind(kind)


class PointRow(QWidget):
    """One point. `typed` follows every keystroke; `settled` seals both texts after a pause or on leaving."""

    typed = Signal(str, str)
    """(field, text): the draft so far."""
    settled = Signal(str, str)
    """(local text, English text)."""
    next_requested = Signal()
    leave_requested = Signal()
    entered = Signal()
    status_chosen = Signal(object)
    publish_chosen = Signal(bool)
    direction_chosen = Signal(str)
    move_requested = Signal(int)
    delete_requested = Signal()

    def __init__(self, number: int, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.point_id: str | None = None
        self._point: ReportPoint | None = None
        self._language = language
        self._sealed = ("", "")
        self._active: PointField | None = None
        self._number = text_label("", Role.HEADING, tone="soft", wrap=False)
        self.local = Cell("", "")
        self.english = Cell("", "")
        self.more = icon_button(Icon.MORE, _("More"))
        self.more.clicked.connect(self.show_menu)
        policy = self.more.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.more.setSizePolicy(policy)
        self._hidden = text_label("", Role.CAPTION, tone=Tone.AMBER)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SETTLE_MS)
        self._pause.timeout.connect(self.settle)
        self._lay_out()
        for field, cell in self._cells():
            cell.editor.typed.connect(partial(self._on_typed, field))
            cell.editor.entered.connect(partial(self._on_entered, field))
            cell.editor.left.connect(self._on_left)
            cell.editor.next_requested.connect(self.next_requested)
            cell.editor.leave_requested.connect(self.leave_requested)
            cell.editor.other_language_requested.connect(partial(self._other, field))
            cell.editor.previous_requested.connect(partial(self._other, field))
        self.show_number(number)
        self.show_language(language)

    # --- what is shown ----------------------------------------------------------------------------------

    def show_number(self, number: int) -> None:
        """Show the point's place in the report-back."""
        self._number.setText(str(number))
        self.local.editor.setAccessibleName(_("Point {n}, as said").format(n=number))
        self.english.editor.setAccessibleName(_("Point {n}, English").format(n=number))
        self.more.setAccessibleName(_("More about point {n}").format(n=number))

    def show_language(self, language: str) -> None:
        """Show the language in which this point is said."""
        self._language = language
        self.local.editor.show_default_direction(direction_of(language))
        self.english.editor.show_default_direction(Direction.LTR)
        self._refresh()

    def show_point(self, point: ReportPoint) -> None:
        """Show a point from the file; a text that is being typed here is never overwritten."""
        self.point_id = point.id
        self._point = point
        if point.language and point.language != "en":
            self._language = point.language
        if not self.unsettled():
            self.local.editor.show_text(point.local_text)
            self.english.editor.show_text(point.english_text)
            self._sealed = (point.local_text, point.english_text)
        override = Direction(point.direction) if point.direction else None
        self.local.editor.show_direction(override)
        self._refresh()

    def is_empty(self) -> bool:
        """Say whether nothing has been typed in either language."""
        return not (self.local.editor.text().strip() or self.english.editor.text().strip())

    def unsettled(self) -> bool:
        """Say whether there is text here that is not sealed yet."""
        return (self.local.editor.text(), self.english.editor.text()) != self._sealed

    def editor_in_use(self) -> PlainTextEditor | None:
        """Return the editor that has the cursor, if one of ours has it."""
        return next((c.editor for _f, c in self._cells() if c.editor.hasFocus()), None)

    # --- typing -----------------------------------------------------------------------------------------

    def focus(self, field: PointField) -> None:
        """Put the cursor at the end of one language."""
        cell = self.local if field is PointField.LOCAL else self.english
        cell.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> None:
        """Seal what is typed, unless an input method is still composing."""
        self._pause.stop()
        if any(cell.editor.has_preedit() for _f, cell in self._cells()):
            for _f, cell in self._cells():
                cell.editor.commit_input_method()
        if self.unsettled() and self.point_id is not None:
            self._sealed = (self.local.editor.text(), self.english.editor.text())
            for _f, cell in self._cells():
                cell.editor.settle()
            self.settled.emit(*self._sealed)

    def _on_typed(self, field: PointField, text: str) -> None:
        self._pause.start()
        self.typed.emit(field.value, text)
        self._refresh()

    def _on_entered(self, field: PointField) -> None:
        self._active = field
        self._refresh()
        self.entered.emit()

    def _on_left(self) -> None:
        self._active = None
        self.settle()
        self._refresh()

    def _other(self, field: PointField) -> None:
        self.focus(PointField.ENGLISH if field is PointField.LOCAL else PointField.LOCAL)

    # --- the menu ---------------------------------------------------------------------------------------

    def menu(self) -> QMenu:
        """Return what can be done to this point: status, direction, publishing, order, deleting."""
        menu = QMenu(self)
        point = self._point
        for status in TranslationStatus:
            act = menu.addAction(_("Status: {words}").format(words=status_words(status)))
            act.setCheckable(True)
            act.setChecked(point is not None and point.status is status)
            act.triggered.connect(partial(self.status_chosen.emit, status))
        menu.addSeparator()
        hide = menu.addAction(_("Do not publish"))
        hide.setCheckable(True)
        hide.setChecked(point is not None and point.do_not_publish)
        hide.toggled.connect(self.publish_chosen)
        turn = menu.addAction(_("Change the writing direction"))
        turn.triggered.connect(self.turn_direction)
        menu.addSeparator()
        menu.addAction(_("Move up")).triggered.connect(lambda: self.move_requested.emit(-1))
        menu.addAction(_("Move down")).triggered.connect(lambda: self.move_requested.emit(1))
        menu.addAction(_("Delete the point")).triggered.connect(self.delete_requested)
        return menu

    def show_menu(self) -> None:
        """Open the menu beside its button."""
        self.settle()
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def turn_direction(self) -> None:
        """Let the local text run the other way."""
        now = self.local.editor.shown_direction()
        other = Direction.LTR if now is Direction.RTL else Direction.RTL
        self.local.editor.show_direction(other)
        self.direction_chosen.emit(other.value)

    # --- looks ------------------------------------------------------------------------------------------

    def _cells(self) -> tuple[tuple[PointField, Cell], ...]:
        return ((PointField.LOCAL, self.local), (PointField.ENGLISH, self.english))

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, Space.S, 0, 0)
        left.addWidget(self._number)
        left.addStretch()
        texts = QHBoxLayout()
        texts.setSpacing(Space.M)
        texts.addWidget(self.local, 1)
        texts.addWidget(self.english, 1)
        middle = QVBoxLayout()
        middle.setSpacing(Space.XS)
        middle.addLayout(texts)
        middle.addWidget(self._hidden)
        card = Card(CardKind.PLAIN, margin=Space.M)
        line = QHBoxLayout()
        line.setSpacing(Space.M)
        line.addLayout(left)
        line.addLayout(middle, 1)
        line.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(line)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self._number.setFixedWidth(30)

    def _refresh(self) -> None:
        point = self._point
        english_text = self.english.editor.text().strip()
        local_text = self.local.editor.text().strip()
        in_english = self._language == "en"
        said = _("{language} · as said").format(language=own_name(self._language).upper())
        if in_english:
            said = _("Original, if it was not English")
        missing = bool(local_text) and not english_text
        status = point.status if point is not None else TranslationStatus.MISSING
        words = status_words(TranslationStatus.MISSING if missing else status)
        english = (
            _("English · {status}").format(status=words) if (local_text or english_text) else _("English")
        )
        if english_text and not local_text and status is TranslationStatus.MISSING:
            english = _("English · {status}").format(status=status_words(TranslationStatus.AS_SAID))
        self.local.show_state(said, active=self._active is PointField.LOCAL, missing=False)
        self.english.show_state(english, active=self._active is PointField.ENGLISH, missing=missing)
        self.local.editor.setPlaceholderText("" if point else _("Type what the table says"))
        waiting = _("Tab to translate, or leave it to the tea break")
        self.english.editor.setPlaceholderText(waiting if missing else "")
        hidden = point is not None and point.do_not_publish
        self._hidden.setText(
            _("Do not publish: this point stays in the file and is in no report.") if hidden else ""
        )
        self._hidden.setVisible(hidden)
        self.more.setVisible(self.point_id is not None)
