"""The ten minutes between steps 2 and 3: everybody says a number, tables adopt clusters, seats change."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.forming import TeamProposal
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.prepare.choicelist import ChoiceList
from facilitator_app.views.prepare.clusterpick import ClusterPick
from facilitator_app.views.prepare.teamresult import TeamResult
from facilitator_app.views.prepare.teamwords import cluster_words
from facilitator_app.views.shared.buttons import KeyLine, Kind, button
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import FlowLayout, clear, column, row
from facilitator_app.views.shared.marks import badge
from facilitator_app.views.shared.panels import EmptyState
from facilitator_app.views.shared.tokens import Role, Space, Tone

_PICK, _CHOOSE, _RESULT, _NOBODY = range(4)


class TeamsView(QWidget):
    """Takes a WorkshopRecord and a TeamProposal; emits choices, clusters, and the teams to use.

    Signals: `chosen(participant id, first, second)` (ids or nothing), `form_requested()`,
    `used(TeamProposal)`, `cluster_added(name)`, `cluster_renamed(id, name)`, `cluster_ticked(id, selected)`.
    """

    chosen = Signal(str, str, str)
    form_requested = Signal()
    used = Signal(object)
    cluster_added = Signal(str)
    cluster_renamed = Signal(str, str)
    cluster_ticked = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        self._record: WorkshopRecord | None = None
        self._picking = False
        self.list = ChoiceList()
        self.pick = ClusterPick()
        self.result = TeamResult()
        self.missing = text_label("", Role.STRONG)
        self.form = button(_("Form teams"), Kind.PRIMARY, icon=Icon.PEOPLE)
        self.form.setAutoDefault(True)
        self._counts = QWidget()
        self._flow = FlowLayout(self._counts, space=Space.S)
        self._stack = QStackedLayout()
        self.setLayout(self._stack)
        nobody = EmptyState(
            _("Nobody is on the list yet"),
            _("Import the list of people first; here everybody then says which cluster they work on."),
            icon=Icon.PEOPLE,
        )
        for page in (self.pick, self._choosing(), self.result, nobody):
            self._stack.addWidget(page)
        self.list.chosen.connect(self.chosen)
        self.list.chosen.connect(self._count)
        self.list.finished.connect(self.form.setFocus)
        self.form.clicked.connect(self.form_requested)
        self.result.used.connect(self.used)
        self.result.left.connect(self._choose_again)
        self.pick.added.connect(self.cluster_added)
        self.pick.renamed.connect(self.cluster_renamed)
        self.pick.ticked.connect(self._tick)
        self.pick.done.connect(self._choose_again)

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Show clusters, people and what they chose; teams that are being looked at stay."""
        self._record = record
        self.pick.show_workshop(record)
        self.list.show_workshop(record)
        self._count()
        if not any(one.selected for one in record.clusters):
            self._picking = True
        if not any(not one.withdrawn for one in record.participants):
            self._stack.setCurrentIndex(_NOBODY)
        elif self._stack.currentIndex() != _RESULT or self._picking:
            self._stack.setCurrentIndex(_PICK if self._picking else _CHOOSE)

    def show_forming(self, *, running: bool) -> None:
        """Say that teams are being formed."""
        self.form.setEnabled(not running)
        self.form.setText(_("Forming teams…") if running else _("Form teams"))

    def show_proposal(self, proposal: TeamProposal) -> None:
        """Show the teams that were formed."""
        if self._record is not None:
            self.result.show_proposal(self._record, proposal)
            self._stack.setCurrentIndex(_RESULT)
            self.result.use.setFocus()

    def show_used(self) -> None:
        """Go back to the choices: the teams are used, and the rounds show them."""
        self._choose_again()

    def begin(self) -> None:
        """Take the keys: the first digit is a choice of the person in hand."""
        if self._stack.currentIndex() == _CHOOSE:
            self.list.setFocus()

    def _choosing(self) -> QWidget:
        page = QWidget()
        clusters = button(_("Clusters…"), Kind.QUIET)
        clusters.clicked.connect(self._pick_again)
        head = row(self.missing, clusters, self.form, space=Space.M)
        head.setStretch(0, 1)
        legend = QWidget()
        flow = FlowLayout(legend, space=Space.M)
        keys = (
            ("1–9", _("first, then second choice")),
            (_("Enter"), _("next person")),
            (_("Backspace"), _("take a choice away")),
            (_("A–Z"), _("go to a name")),
        )
        for key, words in keys:
            flow.addWidget(KeyLine(key, words))
        edges = QMargins(Space.XL, Space.S, Space.XL, Space.M)
        body = column(self._counts, head, self.list, legend, space=Space.M, margins=edges)
        body.setStretch(2, 1)
        page.setLayout(body)
        return page

    def _count(self, *_what: object) -> None:
        """Show how many put each cluster first, and how many have not chosen."""
        record = self._record
        if record is None:
            return
        wishes = self.list.wishes()
        clear(self._flow)
        for number, one in enumerate((c for c in record.clusters if c.selected), start=1):
            count = sum(1 for wish in wishes.values() if wish and wish[0] == one.id)
            words = _("{n} · {cluster}: {count}")
            said = words.format(n=number, cluster=cluster_words(record, one.id), count=count)
            self._flow.addWidget(badge(Tone.NEUTRAL, said))
        left = sum(1 for wish in wishes.values() if not wish)
        words = ngettext_("{n} person has not chosen yet", "{n} people have not chosen yet", left)
        self.missing.setText(words.format(n=left) if left else _("Everybody has chosen"))

    def _tick(self, cluster_id: str, selected: bool) -> None:  # noqa: FBT001  # as the signal says it
        self._picking = True
        self.cluster_ticked.emit(cluster_id, selected)

    def _pick_again(self) -> None:
        self._picking = True
        self._stack.setCurrentIndex(_PICK)

    def _choose_again(self) -> None:
        self._picking = False
        self._stack.setCurrentIndex(_CHOOSE)
        self.begin()
