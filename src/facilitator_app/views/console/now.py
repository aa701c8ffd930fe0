"""The middle: phase, step, stage, the time that is left, the task in two languages, what only one sees."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.records.run import RunPhase, RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.running import change_over_due
from facilitator_app.support.wording import _, pgettext_
from facilitator_app.views.console.clock import BigTime
from facilitator_app.views.console.column import ContentColumn
from facilitator_app.views.console.dayrows import PAUSES
from facilitator_app.views.console.interpreting import (
    InterpreterField,
    waited_seconds,
    waits_for_interpreter,
)
from facilitator_app.views.console.startfield import StartField
from facilitator_app.views.console.tasks import Subject, TaskText, subject
from facilitator_app.views.shared.icons import Icon, IconMark
from facilitator_app.views.shared.labels import SOFT, text_label, title
from facilitator_app.views.shared.languages import own_name
from facilitator_app.views.shared.layouts import clear, column, row
from facilitator_app.views.shared.marks import Badge, ProgressStrip
from facilitator_app.views.shared.meters import TimeBar
from facilitator_app.views.shared.panels import Card, CardKind
from facilitator_app.views.shared.runwords import (
    exact_left,
    pace_tone,
    running_words,
    spoken_minutes,
    stage_name,
    time_left,
    waiting_words,
)
from facilitator_app.views.shared.tokens import Role, Space, Tone

_FORGOTTEN_SECONDS = 180
_ROOMY = 900
_LONG_WORD = 28
_BREAK = "\u200b"


class TaskCard(Card):
    """A task in one language, in its own direction."""

    def __init__(self, text: TaskText, role: Role) -> None:
        super().__init__(CardKind.PLAIN, space=Space.XS, margin=Space.M)
        heading = _("Task · {language}").format(language=own_name(text.language))
        self.body.addWidget(text_label(heading, Role.OVERLINE, tone=SOFT))
        shown = text.text or text.question
        body = text_label(shown or _("Not translated yet"), role, tone="" if shown else SOFT)
        self.body.addWidget(body)
        if text.question and text.text:
            asked = text_label(text.question, Role.STRONG)
            self.body.addWidget(asked)
        self.body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)


def breakable(text: str) -> str:
    """Return a text in which words too long for a line may be broken (invisible breaks every 16 letters)."""
    return " ".join(
        _BREAK.join(word[i : i + 16] for i in range(0, len(word), 16)) if len(word) > _LONG_WORD else word
        for word in text.split(" ")
    )


class NowPanel(ContentColumn):
    """What the room does at this moment."""

    start_corrected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: Subject | None = None
        self._task_role = Role.BODY
        self._clock_line = ""
        self._phase = text_label("", Role.STRONG, tone=SOFT)
        self._title = title()
        self._stages = ProgressStrip()
        self.time = BigTime()
        self._state = Badge(Tone.GREEN)
        self._of = text_label("", Role.READING, tone=SOFT)
        self._bar = TimeBar()
        self._hint = text_label("", Role.CAPTION, tone=Tone.AMBER)
        self.start = StartField()
        self.interpreter = InterpreterField()
        self._waiting = text_label("", Role.STRONG, own=True)
        self._waits = Card(CardKind.ACTIVE, margin=Space.M)
        self._waiting.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._waits.body.addLayout(row(IconMark(Icon.PAUSE, 16, "accent"), self._waiting))
        self._waits.hide()
        self._tasks = QHBoxLayout()
        self._private = Card(CardKind.NOTE, space=Space.XS, margin=Space.M)
        self._private_text = text_label("", Role.BODY, own=True)
        self._arrange()
        self.start.start_corrected.connect(self.start_corrected)

    def show_workshop(self, record: WorkshopRecord, state: RunState) -> None:
        """Show the words of the running segment; nothing happens while they are the same."""
        words = subject(record, state)
        if words is None or words == self._subject:
            return
        before, self._subject = self._subject, words
        self._phase.setText(words.phase)
        self._phase.setVisible(bool(words.phase))
        self._title.setText(breakable(words.title))
        self._title.setAccessibleName(words.title)
        self._stages.show_stages([stage_name(stage) for stage in words.stages], words.stage_index)
        self._stages.setVisible(bool(words.stages))
        if before is None or before.tasks != words.tasks:
            self._show_tasks(words.tasks)
        self._private_text.setText(words.private)
        self._private.setVisible(bool(words.private))

    def show_run(self, record: WorkshopRecord, state: RunState) -> None:
        """Show the time; each part is touched only when its words change."""
        self.time.show_run(state)
        running = state.phase is RunPhase.RUNNING
        self._show_state(*_state_words(record, state))
        line = _of_line(state)
        if line != self._clock_line:
            self._clock_line = line
            self._of.setText(line)
        over = state.remaining_seconds < 0
        pixels = round(state.fraction_left * 1000)
        tone = Tone.RED if over else pace_tone(state.pace) if running else Tone.NEUTRAL
        if self._bar.property("shown") != (pixels, tone.value, over):
            self._bar.setProperty("shown", (pixels, tone.value, over))
            self._bar.show_left(
                1.0 if over else state.fraction_left, tone, time_left(state.remaining_seconds)
            )
        self._show_hint(_hint(state))
        self._show_waiting(record, state)
        self.start.show_run(state)
        self.interpreter.show_run(record, state)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        role = Role.READING if event.size().width() >= _ROOMY else Role.BODY
        if role is not self._task_role:
            self._task_role = role
            if self._subject is not None:
                self._show_tasks(self._subject.tasks)

    def state_words(self) -> str:
        """Return what the badge says."""
        return self._state.text()

    def hint(self) -> str:
        """Return the quiet hint, if any."""
        return self._hint.text()

    def _show_state(self, tone: Tone, words: str, icon: Icon | None) -> None:
        if (self._state.tone(), self._state.text()) != (tone, words):
            self._state.show_state(tone, words, icon)

    def _show_hint(self, words: str) -> None:
        if words != self._hint.text():
            self._hint.setText(words)
            self._hint.setVisible(bool(words))

    def waiting(self) -> str:
        """Return what waits while a guest speaks, if anything."""
        return self._waiting.text()

    def _show_waiting(self, record: WorkshopRecord, state: RunState) -> None:
        words = ""
        if state.parked is not None:
            what, left = waiting_words(record, state.parked), exact_left(state.parked.left_seconds)
            words = _("{what} waits with {time}. Next goes back to it.").format(what=what, time=left)
        if words != self._waiting.text():
            self._waiting.setText(words)
            self._waits.setVisible(bool(words))

    def _show_tasks(self, tasks: tuple[TaskText, ...]) -> None:
        clear(self._tasks)
        for task in tasks:
            self._tasks.addWidget(TaskCard(task, self._task_role), 1)

    def _arrange(self) -> None:
        beside = column(self._state, self._of, self.start, self.interpreter, space=Space.XS)
        beside.setAlignment(self._state, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignLeft)
        beside_frame = QFrame()
        beside_frame.setLayout(column(1, beside, space=0))
        head = row(self.time, beside_frame, 1, space=Space.L)
        self._private.body.addWidget(text_label(_("Only you see this"), Role.OVERLINE, tone=SOFT))
        self._private.body.addWidget(self._private_text)
        self._tasks.setSpacing(Space.M)
        self._hint.hide()
        everything = QVBoxLayout(self)
        everything.setContentsMargins(Space.M, Space.M, Space.S, Space.M)
        everything.setSpacing(Space.S)
        for widget in (self._phase, self._title, self._stages):
            everything.addWidget(widget)
        everything.addLayout(head)
        everything.addWidget(self._bar)
        everything.addWidget(self._waits)
        everything.addWidget(self._hint)
        everything.addSpacing(Space.XS)
        everything.addLayout(self._tasks)
        everything.addWidget(self._private)
        everything.addStretch(1)


def _of_line(state: RunState) -> str:
    """Return "of 24 min · ends 11:31"; while it is paused nobody knows when it ends."""
    length = _("of {length}").format(length=spoken_minutes(state.box_seconds))
    if state.phase is RunPhase.PAUSED or state.remaining_seconds < 0:
        return length
    return _("{length} · ends {time}").format(length=length, time=f"{_end(state):%H:%M}")


def _end(state: RunState) -> datetime:
    return state.now + timedelta(seconds=state.remaining_seconds)


def _hint(state: RunState) -> str:
    over = -state.remaining_seconds
    if state.phase is RunPhase.RUNNING and over >= _FORGOTTEN_SECONDS and over * 4 >= state.box_seconds:
        return _("Has the room moved on? Press Next, then correct the start.")
    if change_over_due(state.interpreting_seconds):
        return _("The interpreters relieve each other now: 20 minutes are over.")
    return ""


def _state_words(record: WorkshopRecord, state: RunState) -> tuple[Tone, str, Icon | None]:
    """Return how the stretch stands: whose pause it is, and a break that runs over by its own word."""
    if waits_for_interpreter(state):
        minutes, seconds = divmod(waited_seconds(state), 60)
        words = _("Waiting for the interpreter {time}").format(time=f"{minutes}:{seconds:02}")
        return Tone.ACCENT, words, Icon.MICROPHONE
    segment = record.agenda.segment(state.position.segment_id) if state.position else None
    over = state.phase is RunPhase.RUNNING and state.remaining_seconds < 0
    if over and segment is not None and segment.kind in PAUSES:
        return Tone.RED, pgettext_("state", "The break runs over"), None
    return running_words(state)
