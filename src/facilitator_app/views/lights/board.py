"""The board: cluster · table by step, as word, shape and colour; clearly seen reds named."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import board
from facilitator_app.rules.board import BoardKey
from facilitator_app.rules.lights import Signal, SignalColour
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _, ngettext_, pgettext_
from facilitator_app.views.shared.labels import caption, heading, text_label
from facilitator_app.views.shared.layouts import clear
from facilitator_app.views.shared.marks import Badge
from facilitator_app.views.shared.panels import Card
from facilitator_app.views.shared.tokens import Role, Space, Tone


def signal_look(signal: Signal) -> tuple[Tone, str]:
    """Return colour (and so shape) and word of a signal."""
    if signal.mixed:
        return Tone.MIXED, pgettext_("signal", "mixed")
    return {
        SignalColour.GREEN: (Tone.GREEN, pgettext_("signal", "green")),
        SignalColour.AMBER: (Tone.AMBER, pgettext_("signal", "amber")),
        SignalColour.RED: (Tone.RED, pgettext_("signal", "red")),
        SignalColour.NOT_ENOUGH: (Tone.NONE, pgettext_("signal", "too few")),
    }[signal.colour]


class SignalCard(Card):
    """The signal of the step and table that are open, with its figures and its clearly seen reds."""

    def __init__(self) -> None:
        super().__init__(margin=Space.M)
        self._badge = Badge()
        self._figures = caption("")
        self._reds = text_label("", Role.BODY, tone=Tone.RED)
        self.body.addWidget(heading(_("Signal")))
        self.body.addWidget(self._badge)
        self.body.addWidget(self._figures)
        self.body.addWidget(self._reds)

    def show_signal(self, record: WorkshopRecord, key: BoardKey) -> None:
        """Show what the ratings so far amount to."""
        signal = board.signal_in(record, key)
        self._badge.show_state(*signal_look(signal))
        if signal.green_score is None or signal.red_score is None:
            words = _("{rated} of {items} rated. At least half are needed, and some of each colour.")
            self._figures.setText(words.format(rated=signal.rated, items=signal.items))
        else:
            words = _("{rated} of {items} rated. Green {green:.0%}, red {red:.0%}.")
            self._figures.setText(
                words.format(
                    rated=signal.rated, items=signal.items, green=signal.green_score, red=signal.red_score
                )
            )
        texts = {light.item: light.text for light in record.light_items}
        named = "\n".join(f"▲ {isolate(texts.get(code, code))}" for code in signal.clear_reds)
        self._reds.setText(_("Clearly seen:\n{reds}").format(reds=named) if named else "")
        self._reds.setVisible(bool(named))


class BoardCard(Card):
    """All signals so far, a row for each cluster · table."""

    def __init__(self) -> None:
        super().__init__(margin=Space.M)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.S)
        self._nothing = caption(_("Nothing has been rated yet."))
        self.body.addWidget(heading(_("All signals")))
        self.body.addWidget(self._nothing)
        self.body.addLayout(self._grid)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._shown: object = None

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Show the board of a record."""
        found = board.signals(record)
        if found == self._shown:
            return
        self._shown = found
        clear(self._grid)
        self._nothing.setVisible(not found)
        rows = list(dict.fromkeys((key.cluster_id, key.table_id) for key in found))
        steps = sorted({key.step for key in found})
        for column, step in enumerate(steps):
            self._grid.addWidget(
                text_label(_("Step {n}").format(n=step), Role.CAPTION, wrap=False), 0, column + 1
            )
        for place, (cluster_id, table_id) in enumerate(rows):
            self._grid.addWidget(
                text_label(_row_words(record, cluster_id, table_id), Role.STRONG, wrap=False), place + 1, 0
            )
            for column, step in enumerate(steps):
                key = BoardKey(cluster_id, table_id, step)
                if key in found:
                    self._grid.addWidget(self._cell(found[key]), place + 1, column + 1)
        self._grid.setColumnStretch(len(steps) + 1, 1)

    def _cell(self, signal: Signal) -> QWidget:
        cell = QWidget()
        line = QVBoxLayout(cell)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Badge(*signal_look(signal)), 0, Qt.AlignmentFlag.AlignLeft)
        return cell


class FindingsCard(Card):
    """What the board amounts to in sentences: where tables disagree, and every red clearly seen."""

    def __init__(self) -> None:
        super().__init__(margin=Space.M)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.S)
        self.body.addWidget(heading(_("What to talk about")))
        self.body.addLayout(self._lines)
        self._shown: object = None

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Show the findings of a record; nothing where there are none."""
        apart, reds = difference_sentences(record), red_sentences(record)
        if (apart, reds) == self._shown:
            return
        self._shown = (apart, reds)
        self.setVisible(bool(apart or reds))
        clear(self._lines)
        for words in apart:
            self._lines.addWidget(text_label(words))
        for words in reds:
            self._lines.addWidget(text_label(words, tone=Tone.RED))


def difference_sentences(record: WorkshopRecord) -> list[str]:
    """Return a sentence for each cluster and step that its tables see differently; never an average."""
    found = board.signals(record)
    sentences = []
    for cluster_id, step in board.disagreements(record):
        cluster = record.cluster(cluster_id)
        views = [
            _("{table} {colour}").format(table=_table_words(record, key.table_id), colour=signal_look(one)[1])
            for key, one in found.items()
            if (key.cluster_id, key.step) == (cluster_id, step)
        ]
        words = _("Step {n}: tables see {cluster} differently: {views}.")
        name = isolate(cluster.name_english or cluster.name_local) if cluster else ""
        sentences.append(words.format(n=step, cluster=name, views=", ".join(views)))
    return sentences


def red_sentences(record: WorkshopRecord) -> list[str]:
    """Return a sentence for each red that a table has clearly seen, most tables first."""
    lights = {light.item: light for light in record.light_items}
    sentences = []
    for item, tables in board.clear_reds(record):
        light = lights.get(item)
        words = ngettext_(
            "▲ Step {step}, clearly seen at Table {tables}: {sign}",
            "▲ Step {step}, clearly seen at Tables {tables}: {sign}",
            len(tables),
        )
        numbers = ", ".join(str(number) for number in tables)
        sign, step = (light.text, light.step) if light else (item, "?")
        sentences.append(words.format(step=step, tables=numbers, sign=isolate(sign)))
    return sentences


def _table_words(record: WorkshopRecord, table_id: str) -> str:
    table = record.table(table_id)
    return _("Table {n}").format(n=table.number if table else "?")


def _row_words(record: WorkshopRecord, cluster_id: str | None, table_id: str) -> str:
    number = _table_words(record, table_id)
    cluster = record.cluster(cluster_id)
    return f"{isolate(cluster.name_english or cluster.name_local)} · {number}" if cluster else number
