"""One point as a card: as said and English side by side, its status in words, and what can be done to it."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from facilitator_app.records.capture import ReportPoint
from facilitator_app.records.enums import PointField, TranslationStatus
from facilitator_app.rules.text import Direction, clean
from facilitator_app.rules.text.languages import is_english
from facilitator_app.support.wording import _
from facilitator_app.views.capture.cells import Cell, can_be, status_words
from facilitator_app.views.shared.buttons import icon_button
from facilitator_app.views.shared.editor import PlainTextEditor
from facilitator_app.views.shared.handover import Handover
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.languages import direction_of, own_name
from facilitator_app.views.shared.panels import Card, CardKind
from facilitator_app.views.shared.tokens import Role, Space, Tone

SETTLE_MS: Final = 1500
"""A pause in typing after which a text is sealed as a revision; drafts are on the disk long before."""

Texts = tuple[str, str]
"""Local text, English text."""


def texts_handover(language: str) -> Handover[Texts]:
    """Return the hand-over of a point that is said in `language`."""
    return Handover(("", ""), partial(_came_back, english=is_english(language)))


def _came_back(sent: Texts, found: Texts, *, english: bool) -> bool:
    """Say whether the file's texts are the ones that were sent, as it keeps them."""
    local, other = clean(sent[0]), clean(sent[1])
    if found == (local, other):
        return True
    # What is said in English stands in English, wherever it was typed.
    return english and not other.strip() and found == ("", local)


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
        self._file = texts_handover(language)
        self._typed_since = False
        self._active: PointField | None = None
        self._number = text_label("", Role.HEADING, tone="soft", wrap=False)
        self.local = Cell()
        self.english = Cell()
        self.more = icon_button(Icon.MORE, _("More"))
        self.more.clicked.connect(self.show_menu)
        policy = self.more.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.more.setSizePolicy(policy)
        self._hidden = text_label("", Role.CAPTION, tone=Tone.AMBER)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SETTLE_MS)
        self._pause.timeout.connect(self._on_pause)
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
        """Show a point from the file; what has been typed here since is never overwritten."""
        self.point_id = point.id
        self._point = point
        if point.language and not is_english(point.language) and point.language != self._language:
            self.show_language(point.language)
        news = self._file.is_news((point.local_text, point.english_text))
        if not self._typed_since and (news or self._may_catch_up()):
            self._show_file()
        override = Direction(point.direction) if point.direction else None
        self.local.editor.show_direction(override)
        self._refresh()

    def take_over(self, point_id: str, file: Handover[Texts], texts: Texts) -> None:
        """Go on with a point whose last texts are still on their way to the file."""
        self.point_id = point_id
        self._file = file
        for (_field, cell), text in zip(self._cells(), texts, strict=True):
            cell.show_text(text)
        self._refresh()

    def texts(self) -> Texts:
        """Return what stands in the two editors."""
        return self.local.editor.text(), self.english.editor.text()

    def handover(self) -> Handover[Texts]:
        """Return what is between this row and the file."""
        return self._file

    def is_empty(self) -> bool:
        """Say whether nothing has been typed in either language."""
        return not any(text.strip() for text in self.texts())

    def unsettled(self) -> bool:
        """Say whether something was typed, or is being composed, that is not sealed yet."""
        return self._typed_since or self._composing()

    def editor_in_use(self) -> PlainTextEditor | None:
        """Return the editor that has the cursor, if one of ours has it."""
        return next((c.editor for _f, c in self._cells() if c.editor.hasFocus()), None)

    # --- typing -----------------------------------------------------------------------------------------

    def focus(self, field: PointField) -> None:
        """Put the cursor at the end of one language."""
        cell = self.local if field is PointField.LOCAL else self.english
        cell.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> None:
        """Seal what is typed; what an input method still composes is put into the text first."""
        for _f, cell in self._cells():
            if cell.editor.has_preedit():
                cell.editor.commit_input_method()
        self._seal()

    def _on_pause(self) -> None:
        if self._composing():
            self._pause.start()  # whoever looks for a character has not paused
        else:
            self._seal()

    def _seal(self) -> None:
        self._pause.stop()
        if self._typed_since and self.point_id is not None:
            self._typed_since = False
            texts = self.texts()
            self._file.hand_over(texts)
            for _f, cell in self._cells():
                cell.editor.settle()
            self.settled.emit(*texts)

    def _on_typed(self, field: PointField, text: str) -> None:
        self._typed_since = True
        self._pause.start()
        self.typed.emit(field.value, text)
        self._refresh()

    def _on_entered(self, field: PointField) -> None:
        self._active = field
        self._refresh()
        self.entered.emit()

    def _on_left(self) -> None:
        self._active = None
        self._seal()
        if not self._typed_since and self._may_catch_up():
            self._show_file()
        self._refresh()

    def _other(self, field: PointField) -> None:
        self.focus(PointField.ENGLISH if field is PointField.LOCAL else PointField.LOCAL)

    def _composing(self) -> bool:
        return any(cell.editor.has_preedit() for _f, cell in self._cells())

    def _may_catch_up(self) -> bool:
        """Say whether the file's own form of our text (cleaned, or moved to English) may be shown."""
        known = self._point is not None and self._point.id == self.point_id
        return known and self._file.is_quiet and self.editor_in_use() is None

    def _show_file(self) -> None:
        for (_field, cell), text in zip(self._cells(), self._file.known, strict=True):
            cell.show_text(text)

    # --- the menu ---------------------------------------------------------------------------------------

    def menu(self) -> QMenu:
        """Return what can be done to this point: status, direction, publishing, order, deleting."""
        menu = QMenu(self)
        menu.setAccessibleName(self.more.accessibleName())
        point = self._point
        for status in TranslationStatus:
            act = menu.addAction(_("Status: {words}").format(words=status_words(status)))
            act.setCheckable(True)
            act.setChecked(point is not None and point.status is status)
            act.setEnabled(can_be(point, status))
            act.triggered.connect(partial(self.status_chosen.emit, status))
        menu.addSeparator()
        hide = menu.addAction(_("Do not publish"))
        hide.setCheckable(True)
        hide.setChecked(point is not None and point.do_not_publish)
        hide.triggered.connect(self.publish_chosen)
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
        local, english = (bool(text.strip()) for text in self.texts())
        missing = local and not english
        self.local.show_state(self._said_words(), active=self._active is PointField.LOCAL, missing=False)
        status = self._status(local=local, english=english)
        self.english.show_state(
            _("English · {status}").format(status=status_words(status)) if status else _("English"),
            active=self._active is PointField.ENGLISH,
            missing=missing,
            checked=status is TranslationStatus.CHECKED,
        )
        new = self.point_id is None
        in_english = is_english(self._language)
        said = _("Type what the table says")
        waiting = _("Tab to translate, or later")
        self.local.editor.setPlaceholderText(said if new and not in_english else "")
        self.english.editor.setPlaceholderText(
            waiting if missing else said if new and in_english else "",
        )
        hidden = self._point is not None and self._point.do_not_publish
        self._hidden.setText(
            _("Do not publish: this point stays in the file and is in no report.") if hidden else ""
        )
        self._hidden.setVisible(hidden)
        self.more.setVisible(not new)

    def _said_words(self) -> str:
        if is_english(self._language):
            return _("Original, if it was not English")
        return _("{language} · as said").format(language=own_name(self._language))

    def _status(self, *, local: bool, english: bool) -> TranslationStatus | None:
        """Return the point's status as it is with what has been typed; None for an empty point."""
        if not (local or english):
            return None
        if not english:
            return TranslationStatus.MISSING
        status = self._point.status if self._point is not None else TranslationStatus.MISSING
        if status is not TranslationStatus.MISSING:
            return status
        return TranslationStatus.DRAFT if local else TranslationStatus.AS_SAID  # as the file will say
