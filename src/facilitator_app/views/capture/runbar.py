"""The slim bar on top of the capture desk: whoever types has no other screen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.records.run import RunPhase, RunState
from facilitator_app.support.wording import _, pgettext_
from facilitator_app.views.capture.saving import Safety
from facilitator_app.views.shared.buttons import Button, Size
from facilitator_app.views.shared.fields import Choice
from facilitator_app.views.shared.icons import Icon, IconMark
from facilitator_app.views.shared.labels import ElidedLabel, set_tone, text_label
from facilitator_app.views.shared.layouts import row
from facilitator_app.views.shared.marks import Badge
from facilitator_app.views.shared.runwords import pace_tone, time_left
from facilitator_app.views.shared.tokens import Role, Space, Tone


class RoomBadge(QFrame):
    """What everybody sees, in words that end in … where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("badge", Tone.ACCENT.value)
        self._words = ElidedLabel("", Role.STRONG)
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 2, 10, 2)
        line.setSpacing(6)
        line.addWidget(IconMark(Icon.SCREEN, 12, Tone.ACCENT))
        line.addWidget(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return the words."""
        return self._words.text()

    def show_words(self, words: str) -> None:
        """Say something else."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()


class RunBar(QFrame):
    """Where we are, time, ±1, what the room shows, whether everything is saved."""

    adjust_requested = Signal(int)
    follow_toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("edge", "below")
        self.round = Choice(_("Report-back on"))
        self.round.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.round.setMinimumContentsLength(34)
        self.round.setMinimumWidth(150)
        self.round.setMaximumWidth(480)
        self.question = ElidedLabel("", Role.BODY, tone="soft")
        self.question.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.saved = Badge(Tone.NEUTRAL, _("Nothing typed yet"))
        self.reason = text_label("", Role.STRONG, tone=Tone.RED)
        self.room = RoomBadge()
        self.follow = Button("", size=Size.SMALL, elides=True)
        self.follow.clicked.connect(self.follow_toggled)
        self.less = Button("−1", size=Size.SMALL)
        self.less.setAccessibleName(_("One minute less"))
        self.less.clicked.connect(lambda: self.adjust_requested.emit(-1))
        self.longer = Button("+1", size=Size.SMALL)
        self.longer.setAccessibleName(_("One minute more"))
        self.longer.clicked.connect(lambda: self.adjust_requested.emit(1))
        self.time = text_label("", Role.TITLE, wrap=False)
        line = row(space=Space.M)
        line.addWidget(self.round)
        line.addWidget(self.question, 1)
        for widget in (self.saved, self.room, self.follow, self.less, self.longer, self.time):
            line.addWidget(widget)
        both = QVBoxLayout(self)
        both.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        both.setSpacing(Space.XS)
        both.addLayout(line)
        both.addWidget(self.reason)
        self.reason.hide()
        self.show_follow(following=True)
        self.show_room("")

    def show_time(self, state: RunState) -> None:
        """Show the remaining time; called at every tick, so only changes are set."""
        running = state.phase in {RunPhase.RUNNING, RunPhase.PAUSED}
        words = time_left(state.remaining_seconds) if running else _("not running")
        if state.phase is RunPhase.PAUSED:
            words = _("paused, {time}").format(time=words)
        if self.time.text() != words:
            self.time.setText(words)
            set_tone(self.time, pace_tone(state.pace) if running else "soft")
        for button in (self.less, self.longer):
            if button.isEnabled() != running:
                button.setEnabled(running)

    def show_safety(self, safety: Safety, words: str, reason: str = "") -> None:
        """Say whether everything typed is on the disk, and why it is not in a line of its own."""
        tone, said, icon = {
            Safety.NOTHING: (Tone.NEUTRAL, _("Nothing typed yet"), None),
            Safety.SAVING: (Tone.NEUTRAL, _("Saving…"), None),
            Safety.SAVED: (Tone.GREEN, words, Icon.CHECK),
            Safety.NOT_SAVED: (Tone.RED, words, Icon.ERROR),
        }[safety]
        if (self.saved.tone(), self.saved.text()) != (tone, said):
            self.saved.show_state(tone, said, icon)
            # It changes with every burst of typing: nothing beside it may move.
            self.saved.setMinimumWidth(max(self.saved.minimumWidth(), self.saved.sizeHint().width()))
        reason = reason if safety is Safety.NOT_SAVED else ""
        if self.reason.text() != reason:
            self.reason.setText(reason)
            self.reason.setVisible(bool(reason))

    def show_follow(self, *, following: bool) -> None:
        """Say whether the table shown follows the one that speaks."""
        self.follow.setText(_("Follows the room") if following else _("Locked: follow the room"))
        self.follow.show_icon(Icon.UNLOCK if following else Icon.LOCK)

    def show_room(self, scene: str) -> None:
        """Say what everybody sees."""
        words = pgettext_("room", "Room shows: {scene}").format(scene=scene) if scene else _("No projector")
        if self.room.text() != words:
            self.room.show_words(words)
