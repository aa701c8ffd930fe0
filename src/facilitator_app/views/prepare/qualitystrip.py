"""The qualities of a seating in one line of marks and words; the chosen one is told in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.prepare.qualitywords import QualityShown
from facilitator_app.views.shared.buttons import Button, Kind, Size
from facilitator_app.views.shared.icons import Icon, IconMark, shape_of
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import FlowLayout, clear, row
from facilitator_app.views.shared.tokens import Space, Tone

FEW_SENTENCES = 2
MOST_SENTENCES = 12


class QualityStrip(QWidget):
    """Takes `QualityShown`s. The gravest is open until somebody chooses another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[QualityShown, ...] = ()
        self._chosen = ""
        self._wide = False
        self._marks = QWidget()
        self._flow = FlowLayout(self._marks, space=Space.XS)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.XS)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._marks.setSizePolicy(policy)
        self.setSizePolicy(policy)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.XS)
        whole.addWidget(self._marks)
        whole.addLayout(self._lines)

    def show_qualities(self, shown: Sequence[QualityShown]) -> None:
        """Show the qualities; the chosen one stays chosen."""
        if tuple(shown) == self._shown:
            return
        self._shown = tuple(shown)
        self.hide()  # every mark that is shown in sight would lay out the whole page once more
        clear(self._flow)
        for one in self._shown:
            self._flow.addWidget(self._mark(one))
        self._tell()
        self.setVisible(bool(self._shown))

    def choose(self, key: str) -> None:
        """Tell the quality with this key in sentences."""
        self._chosen, self._wide = key, False
        self._tell()

    def troubled(self) -> frozenset[tuple[str, int]]:
        """Return (segment id, table number) of every table with something wrong."""
        return frozenset(mark for one in self._shown for mark in one.marks)

    def _mark(self, one: QualityShown) -> Button:
        kind = {Tone.RED: Kind.DANGER, Tone.AMBER: Kind.WARN}.get(one.tone, Kind.PLAIN)
        icon = Icon.CHECK if one.proven else shape_of(one.tone) if one.tone is not Tone.NEUTRAL else None
        words = _("{quality}: proven best").format(quality=one.name) if one.proven else one.name
        made = Button(words, kind=kind, size=Size.SMALL, icon=icon, parent=self._marks)
        made.setObjectName(one.kind.value)
        made.setCheckable(True)
        made.clicked.connect(lambda: self.choose(one.kind.value))
        made.show()
        return made

    def _tell(self) -> None:
        known = {one.kind.value: one for one in self._shown}
        order = (Tone.RED, Tone.AMBER, Tone.GREEN, Tone.NEUTRAL)
        gravest = min(self._shown, key=lambda one: order.index(one.tone), default=None)
        open_now = known.get(self._chosen, gravest)
        clear(self._lines)
        for place in range(self._flow.count()):
            item = self._flow.itemAt(place)
            made = item.widget() if item else None
            if isinstance(made, Button) and open_now is not None:
                made.setChecked(made.objectName() == open_now.kind.value)
        if open_now is None:
            return
        seen = open_now.lines[: MOST_SENTENCES if self._wide else FEW_SENTENCES]
        for line in seen:
            mark = IconMark(shape_of(line.tone), 12, line.tone)
            laid = row(mark, text_label(line.words), space=Space.S)
            laid.setStretch(1, 1)
            self._lines.addLayout(laid)
        rest = len(open_now.lines) - len(seen)
        if self._wide or rest > 0:
            words = ngettext_("and {n} more", "and {n} more", rest).format(n=rest) if rest else _("fewer")
            more = Button(words, kind=Kind.QUIET, size=Size.SMALL, icon=Icon.MORE)
            more.clicked.connect(self._widen)
            self._lines.addLayout(row(more, 1))

    def _widen(self) -> None:
        self._wide = not self._wide
        self._tell()
