"""The head of the agenda: does it fit, what interpreting and tables cost before they are chosen, printing."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtWidgets import QWidget

from facilitator_app.records.agenda import Agenda
from facilitator_app.records.enums import LanguageMode
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.prepare.agendawords import cost_words, fits
from facilitator_app.views.shared.buttons import Kind, Size, button
from facilitator_app.views.shared.fields import Choice, Labelled, NumberField
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import plain_tooltip, set_tone, text_label
from facilitator_app.views.shared.languages import language_mode_words
from facilitator_app.views.shared.layouts import column, row
from facilitator_app.views.shared.marks import Badge
from facilitator_app.views.shared.panels import Card, CardKind
from facilitator_app.views.shared.tokens import Role, Space, Tone

MOST_TABLES = 30
MOST_CHANGE_OVER = 300


class AgendaHead(QWidget):
    """Choosing a language mode or a number of tables asks first (`considered`); one click applies it."""

    considered = Signal(object, int)
    """(LanguageMode, tables): answer with `show_cost`."""
    language_chosen = Signal(object, int)
    change_over_chosen = Signal(int)
    """Seconds until the next table stands and speaks; they come off every table's share."""
    print_asked = Signal()
    next_asked = Signal()
    """Show the next thing that does not fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = (LanguageMode.NONE, 0)
        self._change_over = 0
        self._asked: tuple[LanguageMode, int] | None = None
        self.fit = Badge()
        self.wrong = button("", Kind.WARN, size=Size.SMALL, icon=Icon.WARNING)
        plain_tooltip(self.wrong, _("Show the next one"))
        self.wrong.hide()
        self.mode = Choice(_("Language mode"))
        self.mode.show_choices([(mode.value, language_mode_words(mode)) for mode in LanguageMode])
        self.tables = NumberField(_("Tables"), least=1, most=MOST_TABLES)
        self.tables.setFixedWidth(64)
        self.tables.setFixedHeight(self.mode.sizeHint().height())
        self.change_over = NumberField(_("Change-over"), most=MOST_CHANGE_OVER, suffix=_("s"))
        self.change_over.setMinimumWidth(88)
        self.change_over.setFixedHeight(self.mode.sizeHint().height())
        plain_tooltip(self.change_over, _("Until the next table stands and speaks in a report-back round"))
        self.print = button(_("Print agenda…"), size=Size.SMALL, icon=Icon.REPORT)
        self.cost = CostStrip()
        self._lay_out()
        self.mode.chosen.connect(self._consider)
        self.tables.valueChanged.connect(self._consider)
        self.change_over.editingFinished.connect(self._settle_change_over)
        self.print.clicked.connect(self.print_asked)
        self.wrong.clicked.connect(self.next_asked)
        self.cost.apply.clicked.connect(self._choose)
        self.cost.leave.clicked.connect(self._leave)

    def show_details(self, mode: LanguageMode, tables: int, change_over: int) -> None:
        """Show what the workshop has; what is being considered stays in the fields and is asked again."""
        self._now = (mode, tables)
        self._change_over = change_over
        if not self.change_over.hasFocus():
            self.change_over.setValue(change_over)
        if self._asked in {None, self._now}:
            self._leave()
        elif self._asked is not None:
            self.considered.emit(*self._asked)

    def show_fit(self, conflicts: int) -> None:
        """Say whether everything fits."""
        words = ngettext_("{n} thing does not fit", "{n} things do not fit", conflicts).format(n=conflicts)
        self.wrong.setText(words)
        self.wrong.setVisible(conflicts > 0)
        self.fit.setVisible(conflicts == 0)
        if conflicts:
            self.fit.show_state(Tone.AMBER, words, Icon.WARNING)
        else:
            self.fit.show_state(Tone.GREEN, _("Everything fits"), Icon.CHECK)

    def show_pace(self, offset_seconds: int) -> None:
        """While the workshop runs: say how late the room is."""
        self.wrong.hide()
        self.fit.show()
        late = round(offset_seconds / 60)
        if late > 0:
            words = ngettext_("{n} min behind", "{n} min behind", late).format(n=late)
            self.fit.show_state(Tone.AMBER, words, Icon.WARNING)
        elif late < 0:
            words = ngettext_("{n} min ahead", "{n} min ahead", -late).format(n=-late)
            self.fit.show_state(Tone.GREEN, words, Icon.CHECK)
        else:
            self.fit.show_state(Tone.GREEN, _("On time"), Icon.CHECK)

    def show_cost(self, before: Agenda, after: Agenda) -> None:
        """Show what the choice in the fields would cost."""
        if self._asked is not None:
            self.cost.show_cost(cost_words(before, after, self._what(*self._asked)), good=fits(after))

    def show_refusal(self, words: str) -> None:
        """Say why the choice in the fields cannot be."""
        self.cost.show_refusal(words)

    def stops(self) -> list[QWidget]:
        """Return what the Tab key stops at."""
        return [
            self.wrong,
            self.mode,
            self.tables,
            self.change_over,
            self.print,
            self.cost.leave,
            self.cost.apply,
        ]

    def _what(self, mode: LanguageMode, tables: int) -> str:
        parts = []
        if mode is not self._now[0]:
            parts.append(language_mode_words(mode))
        if tables != self._now[1]:
            parts.append(ngettext_("{n} table", "{n} tables", tables).format(n=tables))
        if len(parts) == 1:
            return parts[0]
        return _("{mode} with {tables}").format(mode=parts[0], tables=parts[1])

    def _consider(self) -> None:
        wanted = (LanguageMode(self.mode.key()), self.tables.value())
        if wanted == self._now:
            self._leave()
            return
        self._asked = wanted
        self.considered.emit(*wanted)

    def _settle_change_over(self) -> None:
        if self.change_over.value() != self._change_over:
            self._change_over = self.change_over.value()
            self.change_over_chosen.emit(self._change_over)

    def _choose(self) -> None:
        if self._asked is not None:
            self.language_chosen.emit(*self._asked)

    def _leave(self) -> None:
        self._asked = None
        self.cost.hide()
        mode, tables = self._now
        for field in (self.mode, self.tables):
            field.blockSignals(True)  # noqa: FBT003
        self.mode.choose(mode.value)
        self.tables.setValue(tables)
        for field in (self.mode, self.tables):
            field.blockSignals(False)  # noqa: FBT003

    def _lay_out(self) -> None:
        mode = Labelled(_("Language mode"), self.mode)
        tables = Labelled(_("Tables"), self.tables)
        over = Labelled(_("Change-over"), self.change_over)
        line = row(text_label(_("Agenda"), Role.TITLE, wrap=False), self.fit, self.wrong, 1, space=Space.M)
        for part in (mode, tables, over, self.print):
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(
            column(line, self.cost, space=Space.S, margins=QMargins(Space.XL, Space.M, Space.XL, Space.M))
        )


class CostStrip(Card):
    """What a choice costs, said before it is made."""

    def __init__(self) -> None:
        super().__init__(CardKind.WARN, margin=Space.S)
        self._words = text_label("", Role.STRONG)
        self.apply = button(_("Apply"), Kind.PRIMARY, size=Size.SMALL)
        self.leave = button(_("Leave as it is"), size=Size.SMALL)
        line = row(self._words, self.leave, self.apply, space=Space.M)
        line.setStretch(0, 1)
        self.body.addLayout(line)
        self.hide()

    def text(self) -> str:
        """Return the sentence."""
        return self._words.text()

    def show_cost(self, words: str, *, good: bool) -> None:
        """Show the cost; amber where a day would not fit."""
        self._show(words, CardKind.CHOSEN if good else CardKind.WARN, "" if good else Tone.AMBER)
        self.apply.setEnabled(True)

    def show_refusal(self, words: str) -> None:
        """Say why it cannot be."""
        self._show(words, CardKind.ERROR, Tone.RED)
        self.apply.setEnabled(False)

    def _show(self, words: str, kind: CardKind, tone: Tone | str) -> None:
        self._words.setText(words)
        set_tone(self._words, tone)
        self.setAccessibleName(words)
        self.show_kind(kind)
        self.show()
