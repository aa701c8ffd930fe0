"""One language of one point, and its status in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QTextCursor

from facilitator_app.records.capture import ReportPoint
from facilitator_app.records.enums import TranslationStatus
from facilitator_app.support.wording import pgettext_
from facilitator_app.views.shared.editor import PlainTextEditor
from facilitator_app.views.shared.icons import Icon, IconMark
from facilitator_app.views.shared.labels import set_tone, text_label
from facilitator_app.views.shared.layouts import row
from facilitator_app.views.shared.panels import Card, CardKind
from facilitator_app.views.shared.tokens import Role, Space, Tone


def status_words(status: TranslationStatus) -> str:
    """Return a point's status in words."""
    return {
        TranslationStatus.AS_SAID: pgettext_("translation", "as said"),
        TranslationStatus.AS_INTERPRETED: pgettext_("translation", "as interpreted"),
        TranslationStatus.MISSING: pgettext_("translation", "missing"),
        TranslationStatus.DRAFT: pgettext_("translation", "draft"),
        TranslationStatus.CHECKED: pgettext_("translation", "checked"),
    }[status]


def can_be(point: ReportPoint | None, status: TranslationStatus) -> bool:
    """Say whether a status fits the texts a point has; others are not offered."""
    if point is None:
        return False
    has_local, has_english = bool(point.local_text.strip()), bool(point.english_text.strip())
    if status is TranslationStatus.MISSING:
        return not has_english
    if status is TranslationStatus.AS_SAID:
        return has_english and not has_local
    return has_english


class Cell(Card):
    """One language of one point: a heading that says which, and the editor."""

    def __init__(self) -> None:
        super().__init__(CardKind.PLAIN, space=Space.XS, margin=Space.M)
        self.heading = text_label("", Role.OVERLINE, tone="soft", wrap=False)
        self.editor = PlainTextEditor(frame=False)
        self._check = IconMark(Icon.CHECK, 12, "soft")
        self.body.addLayout(row(self.heading, self._check, 1, space=Space.XS))
        self.body.addWidget(self.editor)
        self.body.addStretch()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let the whole card be the field for whoever clicks."""
        self.editor.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def show_state(self, words: str, *, active: bool, missing: bool, checked: bool = False) -> None:
        """Say language and status; the cell in use has the accent, a missing translation the cream."""
        self._check.setVisible(checked)
        if self.heading.text() != words:
            self.heading.setText(words)
        set_tone(self.heading, Tone.AMBER if missing else "soft")
        kind = CardKind.ACTIVE if active else CardKind.NOTE if missing else CardKind.PLAIN
        self.show_kind(kind)

    def show_text(self, text: str) -> None:
        """Show a text from the file; the cursor stays at the end, where typing goes on."""
        if self.editor.text() != text and self.editor.show_text(text) and self.editor.hasFocus():
            self.editor.moveCursor(QTextCursor.MoveOperation.End)
