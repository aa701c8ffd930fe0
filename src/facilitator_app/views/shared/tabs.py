"""A row of words, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from facilitator_app.views.shared.buttons import Button, Kind, Size
from facilitator_app.views.shared.layouts import FlowLayout, clear
from facilitator_app.views.shared.tokens import Space


class SegmentedTabs(QFrame):
    """One of a few: click, or Tab to it and use the arrow keys; wraps where there is no room."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, Button] = {}
        self._name = name
        self.setProperty("segmented", "true")
        self.setAccessibleName(name)
        self._flow = FlowLayout(self, space=2)
        self._flow.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_tabs(self, tabs: Sequence[tuple[str, str]]) -> None:
        """Show these (key, words); the chosen one stays chosen where its key is still there."""
        if [key for key, _words in tabs] == list(self._buttons):
            for key, words in tabs:
                self._buttons[key].setText(words)
            return
        before = self.chosen_key()
        clear(self._flow)
        self._buttons = {}
        for key, words in tabs:
            one = Button(words, kind=Kind.SEGMENT, size=Size.SMALL, parent=self)
            one.setObjectName(key)
            one.setCheckable(True)
            one.setAutoExclusive(True)
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            one.toggled.connect(self._tell)
            self._buttons[key] = one
            self._flow.addWidget(one)
            one.show()
        kept = before if before in self._buttons else next(iter(self._buttons), "")
        if kept:
            self._check_silently(kept)
        self.updateGeometry()

    def choose(self, key: str) -> None:
        """Choose the one with this key and tell."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def chosen_key(self) -> str:
        """Return the key of the chosen one, or nothing."""
        return next((key for key, one in self._buttons.items() if one.isChecked()), "")

    def _check_silently(self, key: str) -> None:
        one = self._buttons[key]
        one.blockSignals(True)  # noqa: FBT003
        one.setChecked(True)
        one.blockSignals(False)  # noqa: FBT003

    def _tell(self, checked: bool) -> None:  # noqa: FBT001
        sender = self.sender()
        if checked and sender is not None:
            self.chosen.emit(sender.objectName())
