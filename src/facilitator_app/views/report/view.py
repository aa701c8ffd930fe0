"""The report screen: review on the left, the written words in the middle, the button at the right."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QProgressBar, QVBoxLayout, QWidget

from facilitator_app.records.enums import Edition, Noun
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.text import Direction, isolate
from facilitator_app.support.wording import _, ngettext_, pgettext_
from facilitator_app.views.report.harvest import counts, missing
from facilitator_app.views.shared.buttons import Button, Kind, Size
from facilitator_app.views.shared.editor import EditorKeys, PlainTextEditor
from facilitator_app.views.shared.fields import Choice, Labelled
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import caption, heading, text_label, title
from facilitator_app.views.shared.languages import own_name
from facilitator_app.views.shared.layouts import clear, row
from facilitator_app.views.shared.marks import Badge
from facilitator_app.views.shared.panels import Card, CardKind, scrolling
from facilitator_app.views.shared.tokens import Role, Space, Tone


class WrittenText(QWidget):
    """One text that only a person can write; it lives in the file, so the next PDF has it."""

    settled = Signal(str)

    def __init__(self, name: str, hint: str, lines: int) -> None:
        super().__init__()
        self.editor = PlainTextEditor(keys=EditorKeys.NOTE, name=name, placeholder=hint, min_lines=lines)
        self._held = ""
        self.editor.left.connect(self.settle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(text_label(name, Role.STRONG))
        column.addWidget(self.editor)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Let an empty text begin where reading begins on this screen."""
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.editor.show_default_direction(Direction.RTL if right else Direction.LTR)
        super().showEvent(event)

    def show_text(self, text: str) -> None:
        """Show what the file holds; what is being typed, or could not be saved, is left alone."""
        if self.editor.text() == self._held:
            self.editor.show_text(text)
        self._held = text

    def settle(self) -> None:
        """Hand over what was written; until the file has it, every settling hands it over again."""
        self.editor.commit_input_method()
        text = self.editor.text()
        if text != self._held:
            self.settled.emit(text)


class ReportView(QWidget):
    """Takes a WorkshopRecord; asks for the PDF in an edition and a language, and hands over written texts."""

    report_requested = Signal(object, str)
    """(Edition, BCP 47 tag)."""
    cancel_requested = Signal()
    open_requested = Signal(str)
    folder_requested = Signal(str)
    export_requested = Signal()
    place_requested = Signal(str)
    text_settled = Signal(object, str, str, str)
    """(Noun, row id, field, text)."""

    def __init__(self, languages: tuple[str, ...] = ("en",), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        self._workshop = ""
        self._path = ""
        self._steps: dict[str, WrittenText] = {}
        self._findings = QVBoxLayout()
        self._numbers = QGridLayout()
        self._syntheses = QVBoxLayout()
        hint = _("Five lines: who, what, which clusters, what was found, when we meet again.")
        self.summary = WrittenText(_("Summary"), hint, 5)
        hint = _("What the host and the sponsor should decide or do next, and by when.")
        self.recommendations = WrittenText(_("Recommendations and next steps"), hint, 4)
        self.edition = Choice(_("Edition"))
        self.edition.show_choices(
            [
                (Edition.FULL, pgettext_("edition", "Full report")),
                (Edition.SPONSOR, pgettext_("edition", "Sponsor's short report")),
                (Edition.PARTICIPANTS, pgettext_("edition", "Participants' report")),
            ]
        )
        self.language = Choice(_("Language of headings and dates"))
        self.language.show_choices([(tag, own_name(tag)) for tag in languages])
        self.make = Button(_("Make the PDF"), kind=Kind.PRIMARY, size=Size.LARGE, icon=Icon.REPORT)
        self.cancel = Button(_("Stop"), size=Size.SMALL, icon=Icon.CLOSE)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("Progress of the report"))
        self.progress.setTextVisible(False)
        self.state = Badge()
        self.where = caption("")
        self.open = Button(_("Open the PDF"), size=Size.SMALL, icon=Icon.REPORT)
        self.folder = Button(_("Show in folder"), size=Size.SMALL, icon=Icon.FOLDER)
        self.package = Button(_("Export package…"), size=Size.SMALL, icon=Icon.EXPORT)
        self._lay_out()
        self._connect()
        self.show_idle()

    # --- what is shown ----------------------------------------------------------------------------------

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Show counts, what is missing, and the written texts."""
        self._workshop = record.details.id
        self.summary.show_text(record.details.summary)
        self.recommendations.show_text(record.details.recommendations)
        clear(self._numbers)
        for place, (number, words) in enumerate(counts(record)):
            figure = text_label(str(number), Role.HEADING, wrap=False)
            figure.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            self._numbers.addWidget(figure, place, 0)
            self._numbers.addWidget(text_label(words), place, 1)
        clear(self._findings)
        found = missing(record)
        for finding in found:
            line = Card(CardKind.WARN, pressable=True, margin=Space.S)
            line.body.addWidget(text_label(finding.words))
            line.setAccessibleName(finding.words)
            line.pressed.connect(partial(self.place_requested.emit, finding.place))
            self._findings.addWidget(line)
        if not found:
            self._findings.addWidget(Badge(Tone.GREEN, _("Nothing is missing."), Icon.CHECK))
        self._show_syntheses(record)

    def show_progress(self, done: int, pages: str) -> None:
        """Show how far the report is (0 to 100) and what is being made."""
        self.progress.setVisible(True)
        self.progress.setValue(done)
        self.cancel.setVisible(True)
        self.make.setEnabled(False)
        self.state.show_state(Tone.ACCENT, _("Working… you can go on meanwhile"))
        self.where.setText(pages)

    def show_done(self, path: str, pages: int) -> None:
        """Say where the finished report lies."""
        self.show_idle()
        self._path = path
        self.state.show_state(
            Tone.GREEN,
            ngettext_("PDF saved, {n} page", "PDF saved, {n} pages", pages).format(n=pages),
            Icon.CHECK,
        )
        self.where.setText(isolate(Path(path).name))
        self.open.setVisible(True)
        self.folder.setVisible(True)

    def show_exported(self, path: str) -> None:
        """Say where the package lies."""
        self.show_idle()
        self._path = path
        self.state.show_state(Tone.GREEN, _("Package saved"), Icon.CHECK)
        self.where.setText(isolate(Path(path).name))
        self.folder.setVisible(True)

    def show_failed(self, words: str) -> None:
        """Say why there is no report."""
        self.show_idle()
        self.state.show_state(Tone.RED, _("No PDF was made"), Icon.ERROR)
        self.where.setText(words)

    def show_idle(self) -> None:
        """Be ready for a report."""
        self.progress.setVisible(False)
        self.cancel.setVisible(False)
        self.open.setVisible(False)
        self.folder.setVisible(False)
        self.make.setEnabled(True)
        self.state.show_state(Tone.NEUTRAL, _("Ready"))
        self.where.setText("")

    def settle(self) -> None:
        """Hand over every text that is still being written."""
        for text in (self.summary, self.recommendations, *self._steps.values()):
            text.settle()

    # --- inside -----------------------------------------------------------------------------------------

    def _show_syntheses(self, record: WorkshopRecord) -> None:
        reported = {back.step for back in record.report_backs}
        steps = [step for step in record.steps if step.number in reported]
        if [step.id for step in steps] != list(self._steps):
            clear(self._syntheses)
            self._steps = {}
            for step in steps:
                name = _("Step {n}: {name}").format(n=step.number, name=isolate(step.name))
                text = WrittenText(name, _("Two or three common points and one difference."), 2)
                text.settled.connect(partial(self.text_settled.emit, Noun.STEP, step.id, "synthesis"))
                self._steps[step.id] = text
                self._syntheses.addWidget(text)
        for step in steps:
            self._steps[step.id].show_text(step.synthesis)

    def _ask(self) -> None:
        self.settle()
        self.report_requested.emit(Edition(self.edition.key()), self.language.key() or "en")

    def _lay_out(self) -> None:
        review = self._review()
        words = QWidget()
        middle = QVBoxLayout(words)
        middle.setContentsMargins(0, 0, Space.S, 0)
        middle.setSpacing(Space.L)
        middle.addWidget(self.summary)
        middle.addWidget(self.recommendations)
        middle.addWidget(heading(_("Synthesis of each step")))
        self._syntheses.setSpacing(Space.M)
        middle.addLayout(self._syntheses)
        middle.addStretch()
        press = Card(margin=Space.M, space=Space.M)
        press.body.addWidget(heading(_("Session PDF")))
        press.body.addWidget(Labelled(_("Edition"), self.edition))
        press.body.addWidget(Labelled(_("Language of headings and dates"), self.language))
        for widget in (self.make, self.progress, self.state, self.where):
            press.body.addWidget(widget)
        for button in (self.open, self.folder, self.cancel):
            press.body.addWidget(button)
        press.body.addWidget(self.package)
        press.body.addStretch()
        body = row(space=Space.L)
        around = scrolling(review)
        around.setMinimumWidth(270)
        around.setMaximumWidth(330)
        press.setMaximumWidth(310)
        for part, share in ((around, 3), (scrolling(words), 5), (press, 3)):
            body.addWidget(part, share)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        outer.setSpacing(Space.M)
        outer.addWidget(title(_("Report")))
        outer.addLayout(body, 1)

    def _review(self) -> QWidget:
        review = QWidget()
        left = QVBoxLayout(review)
        left.setContentsMargins(0, 0, Space.S, 0)
        left.setSpacing(Space.M)
        gathered = Card(margin=Space.M)
        gathered.body.addWidget(heading(_("Gathered")))
        gathered.body.addLayout(self._numbers)
        self._numbers.setColumnStretch(1, 1)
        self._numbers.setHorizontalSpacing(Space.M)
        left.addWidget(gathered)
        left.addWidget(heading(_("Before it is sent")))
        left.addLayout(self._findings)
        left.addStretch()
        return review

    def _connect(self) -> None:
        self.make.clicked.connect(self._ask)
        self.cancel.clicked.connect(self.cancel_requested)
        self.open.clicked.connect(lambda: self.open_requested.emit(self._path))
        self.folder.clicked.connect(lambda: self.folder_requested.emit(self._path))
        self.package.clicked.connect(self.export_requested)
        for text, column in ((self.summary, "summary"), (self.recommendations, "recommendations")):
            text.settled.connect(partial(self._on_workshop_text, column))

    def _on_workshop_text(self, column: str, text: str) -> None:
        self.text_settled.emit(Noun.WORKSHOP, self._workshop, column, text)
