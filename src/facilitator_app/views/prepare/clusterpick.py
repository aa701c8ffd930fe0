"""The clusters there are: add, rename, and tick those the room has selected."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.records.findings import Cluster
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.wording import _
from facilitator_app.views.shared.buttons import Kind, button
from facilitator_app.views.shared.fields import LineField, TickBox
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import clear, column, row
from facilitator_app.views.shared.panels import scrolling
from facilitator_app.views.shared.tokens import Role, Space


class ClusterPick(QWidget):
    """Signals: `added(name)`, `renamed(id, name)`, `ticked(id, selected)`, `done()`."""

    added = Signal(str)
    renamed = Signal(str, str)
    ticked = Signal(str, bool)
    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Cluster, ...] | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.S)
        self._new = LineField(_("New cluster"), placeholder=_("Name of a cluster, then Enter"))
        self._new.returnPressed.connect(self._add)
        self._done = button(_("Let people choose"), Kind.PRIMARY, icon=Icon.PEOPLE)
        self._done.clicked.connect(self.done)
        words = _(
            "After step 2 the room selects three to five clusters. Tick them here: each table then works on"
            " one of them, and everybody says which they would like."
        )
        body = QWidget()
        body.setLayout(
            column(
                text_label(_("Which clusters are selected?"), Role.HEADING),
                text_label(words, tone="soft"),
                self._list,
                self._new,
                row(self._done, 1),
                1,
                space=Space.M,
                margins=QMargins(Space.XL, Space.L, Space.XL, Space.XL),
            )
        )
        self.setLayout(column(scrolling(body)))

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Show the clusters of the workshop."""
        self._done.setEnabled(any(one.selected for one in record.clusters))
        if record.clusters == self._shown:
            return
        self._shown = record.clusters
        clear(self._list)
        for one in record.clusters:
            self._list.addLayout(self._line(one))

    def _line(self, cluster: Cluster) -> QVBoxLayout:
        name = cluster.name_english or cluster.name_local
        tick = TickBox(_("selected"))
        tick.setAccessibleName(_("{name} is selected").format(name=name))
        tick.setChecked(cluster.selected)
        tick.toggled.connect(lambda on: self.ticked.emit(cluster.id, on))
        field = LineField(_("Name of the cluster {name}").format(name=name))
        field.setText(cluster.name_english)
        field.left.connect(lambda: self._rename(cluster, field.text().strip()))
        line = row(field, tick, space=Space.M)
        line.setStretch(0, 1)
        local = cluster.name_local if cluster.name_local != cluster.name_english else ""
        return column(line, *([text_label(local, Role.CAPTION, own=True)] if local else []), space=0)

    def _rename(self, cluster: Cluster, name: str) -> None:
        if name and name != cluster.name_english:
            self.renamed.emit(cluster.id, name)

    def _add(self) -> None:
        name = self._new.text().strip()
        if name:
            self._new.clear()
            self.added.emit(name)
