"""Another way to interpret, or another table, while the room runs: what it costs is said at once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.records.enums import LanguageMode
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.wording import _
from facilitator_app.views.console.column import ContentColumn
from facilitator_app.views.shared.buttons import Kind, Size, button
from facilitator_app.views.shared.fields import Choice, Labelled, NumberField
from facilitator_app.views.shared.labels import heading, text_label
from facilitator_app.views.shared.languages import language_mode_words
from facilitator_app.views.shared.layouts import row
from facilitator_app.views.shared.panels import scrolling
from facilitator_app.views.shared.tokens import Role, Space

_MOST_TABLES: Final = 30


class LanguagePage(QWidget):
    """Language mode and tables beside the run. `asked` wants the cost of a setting, `switched` means it."""

    asked = Signal(object, int)
    switched = Signal(object, int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: tuple[LanguageMode, int] | None = None
        self.mode = Choice(_("Language mode"))
        self.tables = NumberField(_("Tables"), least=1, most=_MOST_TABLES)
        self._cost = text_label("", Role.BODY)
        self.switch = button(_("Switch"), Kind.PRIMARY, size=Size.SMALL)
        done = button(_("Leave it"), size=Size.SMALL)
        done.clicked.connect(self.closed)
        content = ContentColumn()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, Space.XS, 0)
        inside.setSpacing(Space.M)
        self.mode.setMinimumWidth(120)
        inside.addWidget(Labelled(_("How the room is interpreted"), self.mode))
        inside.addWidget(Labelled(_("Tables"), self.tables))
        inside.addWidget(self._cost)
        inside.addLayout(row(self.switch, 1))
        hint = _("What has begun keeps its time. What would slip comes back as plans; Ctrl+Z takes it back.")
        inside.addWidget(text_label(hint, Role.CAPTION))
        inside.addStretch(1)
        everything = QVBoxLayout(self)
        everything.setContentsMargins(0, 0, 0, 0)
        everything.setSpacing(Space.S)
        everything.addLayout(row(heading(_("Language and tables")), 1, done))
        everything.addWidget(scrolling(content), 1)
        self.mode.chosen.connect(self._ask)
        self.tables.valueChanged.connect(self._ask)
        self.switch.clicked.connect(self._switch)

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Begin with the room as it is; what somebody is choosing here stays."""
        now = (record.details.language_mode, record.details.table_count)
        if now == self._now:
            return
        self._now = now
        self.mode.show_choices([(one.value, language_mode_words(one)) for one in LanguageMode], now[0].value)
        self.tables.blockSignals(True)  # noqa: FBT003
        self.tables.setValue(now[1])
        self.tables.blockSignals(False)  # noqa: FBT003
        self._show_unchanged()

    def show_cost(self, mode: LanguageMode, tables: int, words: str) -> None:
        """Say what a setting costs, if it is still the one that is chosen."""
        if (mode, tables) == self.setting():
            self._cost.setText(words)
            self.switch.setEnabled((mode, tables) != self._now)

    def setting(self) -> tuple[LanguageMode, int]:
        """Return what is chosen."""
        return LanguageMode(self.mode.key()), self.tables.value()

    def cost(self) -> str:
        """Return what is said about the cost."""
        return self._cost.text()

    def _ask(self) -> None:
        if self.setting() == self._now:
            self._show_unchanged()
            return
        self.switch.setEnabled(False)
        self._cost.setText("")
        self.asked.emit(*self.setting())

    def _show_unchanged(self) -> None:
        self._cost.setText(_("This is how the room works now."))
        self.switch.setEnabled(False)

    def _switch(self) -> None:
        self.switched.emit(*self.setting())
        self.closed.emit()
