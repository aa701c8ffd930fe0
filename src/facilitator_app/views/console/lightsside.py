"""The lights of the running step, table by table: word, shape and how many signs were rated."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.records.enums import LightColour
from facilitator_app.records.run import RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.lights import Signal as LightSignal
from facilitator_app.rules.lights import SignalColour, signal_of
from facilitator_app.support.wording import _, pgettext_
from facilitator_app.views.console.column import ContentColumn
from facilitator_app.views.console.tables import NumberTile
from facilitator_app.views.shared.buttons import Size, button
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import clear, row
from facilitator_app.views.shared.marks import badge
from facilitator_app.views.shared.tokens import Role, Space, Tone

_TONES = {
    SignalColour.GREEN: Tone.GREEN,
    SignalColour.AMBER: Tone.AMBER,
    SignalColour.RED: Tone.RED,
    SignalColour.NOT_ENOUGH: Tone.NONE,
}


def shown_step(record: WorkshopRecord, state: RunState) -> int | None:
    """Return the step whose lights are shown: the running one, else the last that was rated."""
    segment = record.agenda.segment(state.position.segment_id) if state.position else None
    if segment is not None and segment.steps:
        return segment.steps[-1]
    return max((one.step for one in record.light_ratings if one.rating is not None), default=None)


def signals_of(record: WorkshopRecord, step: int) -> tuple[tuple[int, LightSignal], ...]:
    """Return (table number, signal) of every table for a step."""
    greens = [one.item for one in record.light_items if one.step == step and one.colour is LightColour.GREEN]
    reds = [one.item for one in record.light_items if one.step == step and one.colour is LightColour.RED]
    found = []
    for table in sorted(record.tables, key=lambda one: one.number):
        given = {r.item: r.rating for r in record.light_ratings if (r.step, r.table_id) == (step, table.id)}
        green = {item: given.get(item) for item in greens}
        found.append((table.number, signal_of(green, {item: given.get(item) for item in reds})))
    return tuple(found)


def signal_words(signal: LightSignal) -> tuple[Tone, str]:
    """Return the tone and the word of a signal."""
    if signal.mixed:
        return Tone.MIXED, pgettext_("signal", "mixed")
    words = {
        SignalColour.GREEN: pgettext_("signal", "green"),
        SignalColour.AMBER: pgettext_("signal", "amber"),
        SignalColour.RED: pgettext_("signal", "red"),
        SignalColour.NOT_ENOUGH: pgettext_("signal", "not enough"),
    }
    return _TONES[signal.colour], words[signal.colour]


class LightsPanel(ContentColumn):
    """The signals, and the way to the desk where they are rated."""

    rate_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] | None = None
        self._line = text_label("", Role.CAPTION)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(Space.S)
        rate = button(_("Rate the lights"), size=Size.SMALL, icon=Icon.LIGHTS)
        rate.clicked.connect(self.rate_requested)
        everything = QVBoxLayout(self)
        everything.setContentsMargins(0, 0, 0, 0)
        everything.setSpacing(Space.S)
        everything.addWidget(self._line)
        everything.addLayout(self._rows)
        everything.addLayout(row(rate, 1))
        everything.addStretch(1)

    def show_lights(self, record: WorkshopRecord, state: RunState) -> None:
        """Show the lights; nothing is built anew while step and ratings are the same."""
        step = shown_step(record, state)
        shown = (step, record.light_ratings, record.tables)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._rows)
        if step is None:
            self._line.setText(_("Lights are rated at the end of a step."))
            return
        self._line.setText(_("Step {n}, by table").format(n=step))
        for number, signal in signals_of(record, step):
            self._rows.addWidget(_signal_row(number, signal))


def _signal_row(number: int, signal: LightSignal) -> QWidget:
    made = QWidget()
    tone, word = signal_words(signal)
    count = _("{n} of {all} rated").format(n=signal.rated, all=signal.items)
    line = row(
        NumberTile(number), badge(tone, word), 1, text_label(count, Role.CAPTION, wrap=False), space=Space.M
    )
    made.setLayout(line)
    made.setAccessibleName(f"{_('Table {n}').format(n=number)}: {word}, {count}")
    return made
