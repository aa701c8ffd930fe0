"""Badges, chips and the strip of stages: colour never without shape and word."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from facilitator_app.support.wording import pgettext_
from facilitator_app.views.shared.icons import Icon, IconMark, shape_of
from facilitator_app.views.shared.labels import restyle, text_label
from facilitator_app.views.shared.layouts import FlowLayout, clear
from facilitator_app.views.shared.tokens import Role, Space, Tone


class Badge(QFrame):
    """A word in a soft colour with its shape: ✓ Saved 11:18, ▲ 8 min behind."""

    def __init__(
        self,
        tone: Tone = Tone.NEUTRAL,
        text: str = "",
        icon: Icon | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._mark = IconMark(shape_of(tone), 12)
        self._label = text_label("", Role.STRONG, wrap=False)
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 2, 10, 2)
        line.setSpacing(6)
        line.addWidget(self._mark)
        line.addWidget(self._label)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_state(tone, text, icon)

    def show_state(self, tone: Tone, text: str, icon: Icon | None = None) -> None:
        """Say something else; without an icon the tone's own shape stands before the words."""
        self._tone = tone
        self._mark.setVisible(icon is not None or tone is not Tone.NEUTRAL)
        self._mark.show_icon(icon or shape_of(tone), tone)
        self._label.setText(text)
        self.setAccessibleName(text)
        if self.property("badge") != tone.value:
            self.setProperty("badge", tone.value)
            restyle(self)
            restyle(self._label)

    def text(self) -> str:
        """Return the words."""
        return self._label.text()

    def tone(self) -> Tone:
        """Return what the colour says."""
        return self._tone


def badge(tone: Tone, text: str, icon: Icon | None = None) -> Badge:
    """Return a badge."""
    return Badge(tone, text, icon)


class ChipState(StrEnum):
    """Where one stage of several stands."""

    DONE = "done"
    NOW = "now"
    COMING = "coming"


class Chip(QFrame):
    """One stage in a strip: done with a tick, now in ink, coming in grey."""

    def __init__(
        self,
        text: str,
        state: ChipState = ChipState.COMING,
        icon: Icon | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        shape = icon or {ChipState.DONE: Icon.CHECK, ChipState.NOW: Icon.CIRCLE}.get(state)
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.M, 4, Space.M, 4)
        line.setSpacing(6)
        if shape is not None:
            line.addWidget(
                IconMark(
                    shape, 9 if state is ChipState.NOW else 12, "paper" if state is ChipState.NOW else "soft"
                )
            )
        line.addWidget(text_label(text, Role.STRONG, wrap=False), 0, Qt.AlignmentFlag.AlignCenter)
        self.setProperty("chip", state.value)
        self.setFixedHeight(32)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        words = {
            ChipState.DONE: pgettext_("stage", "done"),
            ChipState.NOW: pgettext_("stage", "now"),
            ChipState.COMING: pgettext_("stage", "coming"),
        }
        self.setAccessibleName(f"{text}, {words[state]}")


class ProgressStrip(QWidget):
    """The stages of a cycle in order; wraps where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, space=6)
        self._shown: tuple[tuple[str, ...], int] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_stages(self, names: Sequence[str], now: int) -> None:
        """Show the stages; `now` is the index of the running one, -1 before and len(names) after all."""
        if self._shown == (tuple(names), now):
            return
        self._shown = (tuple(names), now)
        clear(self._flow)
        for index, name in enumerate(names):
            state = ChipState.NOW if index == now else ChipState.DONE if index < now else ChipState.COMING
            chip = Chip(name, state)
            self._flow.addWidget(chip)
            chip.show()
        self.updateGeometry()
