"""Small forms beside the agenda: insert, split, print. They open where details stand and close themselves."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import SegmentKind
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _
from facilitator_app.views.prepare.agendawords import kind_words
from facilitator_app.views.prepare.segmentrow import MOST_MINUTES
from facilitator_app.views.shared.buttons import Button, Kind, Size, button
from facilitator_app.views.shared.fields import Choice, Labelled, LineField, NumberField, TickBox
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import row
from facilitator_app.views.shared.panels import Card, CardKind
from facilitator_app.views.shared.tokens import Role, Space

INSERTABLE: Final = (
    SegmentKind.BREAK,
    SegmentKind.STRETCH,
    SegmentKind.MEAL,
    SegmentKind.PRAYER,
    SegmentKind.BUFFER,
    SegmentKind.GUEST,
    SegmentKind.OPENING,
    SegmentKind.PANEL,
    SegmentKind.VISIT,
    SegmentKind.CLINIC,
    SegmentKind.EVENING,
)
_USUAL: Final = MappingProxyType(
    {
        SegmentKind.BREAK: 20,
        SegmentKind.STRETCH: 5,
        SegmentKind.MEAL: 60,
        SegmentKind.BUFFER: 10,
        SegmentKind.GUEST: 10,
        SegmentKind.CLINIC: 30,
        SegmentKind.PANEL: 30,
        SegmentKind.VISIT: 90,
        SegmentKind.EVENING: 120,
    }
)
USUAL_MINUTES: Final = 15


class SideForm(Card):
    """A form with its two buttons; Esc and the quiet one close it."""

    closed = Signal()

    def __init__(self, title: str, give: str) -> None:
        super().__init__(CardKind.PLAIN, margin=Space.L, space=Space.M)
        self.heading = text_label(title, Role.HEADING)
        self.body.addWidget(self.heading)
        self.give = button(give, Kind.PRIMARY, size=Size.SMALL)
        self.away = button(_("Not now"), size=Size.SMALL)
        self.away.clicked.connect(self.closed)

    def add(self, *parts: QWidget) -> None:
        """Add the fields, then the buttons."""
        for part in parts:
            self.body.addWidget(part)
        self.body.addLayout(row(1, self.away, self.give))
        self.body.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focus = self.focusWidget()
            (focus if isinstance(focus, Button) else self.give).click()
            return
        super().keyPressEvent(event)


class InsertForm(SideForm):
    """What to insert, and how long it takes."""

    given = Signal(str, object, object, str, int)
    """(day id, before segment id or None, SegmentKind, title, minutes)."""

    def __init__(self) -> None:
        super().__init__(_("Insert"), _("Insert"))
        self._day = ""
        self._before: object = None
        self._where = text_label("", Role.CAPTION)
        self.kind = Choice(_("Kind"))
        self.kind.show_choices([(kind.value, kind_words(kind)) for kind in INSERTABLE])
        self.name = LineField(_("Title"))
        self.minutes = NumberField(_("Minutes"), least=1, most=MOST_MINUTES, suffix=_("min"))
        self.add(
            self._where,
            Labelled(_("Kind"), self.kind),
            Labelled(_("Title"), self.name),
            Labelled(_("Minutes"), self.minutes),
        )
        self.kind.chosen.connect(self._name_it)
        self.give.clicked.connect(self._give)

    def open_for(self, day_id: str, before: object, where: str) -> None:
        """Open for a place in a day, which is said in words."""
        self._day, self._before = day_id, before
        self._where.setText(where)
        self._name_it()
        self.kind.setFocus()

    def _name_it(self) -> None:
        kind = SegmentKind(self.kind.key())
        self.name.setText(kind_words(kind))
        self.name.selectAll()
        self.minutes.setValue(_USUAL.get(kind, USUAL_MINUTES))

    def _give(self) -> None:
        title = self.name.text().strip()
        if title:
            kind = SegmentKind(self.kind.key())
            self.given.emit(self._day, self._before, kind, title, self.minutes.value())
            self.closed.emit()


class SplitForm(SideForm):
    """How long the first part is; the second has the rest."""

    given = Signal(str, int)
    """(segment id, minutes of the first part)."""

    def __init__(self) -> None:
        super().__init__(_("Split in two"), _("Split"))
        self._segment = ""
        self._whole = 0
        self._what = text_label("", Role.BODY)
        self.minutes = NumberField(_("Minutes of the first part"), least=1, suffix=_("min"))
        self._rest = text_label("", Role.CAPTION)
        self.add(self._what, Labelled(_("Minutes of the first part"), self.minutes), self._rest)
        self.minutes.valueChanged.connect(self._tell_rest)
        self.give.clicked.connect(self._give)

    def open_for(self, segment: Segment) -> None:
        """Open for a segment: half and half."""
        self._segment, self._whole = segment.id, round(segment.planned_seconds / 60)
        self._what.setText(_("{title}, {n} min").format(title=isolate(segment.title), n=self._whole))
        self.minutes.setRange(1, max(1, self._whole - 1))
        self.minutes.setValue(max(1, self._whole // 2))
        self._tell_rest(self.minutes.value())
        self.minutes.setFocus()
        self.minutes.selectAll()

    def _tell_rest(self, minutes: int) -> None:
        words = _("The second part has {n} min and comes right after it.")
        self._rest.setText(words.format(n=max(0, self._whole - minutes)))

    def _give(self) -> None:
        self.given.emit(self._segment, self.minutes.value())
        self.closed.emit()


class PrintForm(SideForm):
    """As a page or as a spreadsheet; private notes only where somebody asks for them."""

    given = Signal(str, bool)
    """(`pdf` or `xlsx`, with private notes)."""

    def __init__(self) -> None:
        super().__init__(_("Print the agenda"), _("Make the PDF"))
        self.private = TickBox(_("With private notes"))
        self.sheet = button(_("Spreadsheet (XLSX)"), size=Size.SMALL, icon=Icon.EXPORT)
        own = text_label(_("With them it is for you only: do not leave it in the room."), Role.CAPTION)
        note = text_label(_("It is put beside the workshop; open it there to print it."), tone="soft")
        self.add(self.private, own, note, self.sheet)
        self.give.clicked.connect(lambda: self._give("pdf"))
        self.sheet.clicked.connect(lambda: self._give("xlsx"))

    def open_fresh(self) -> None:
        """Open without private notes, whatever was chosen last."""
        self.private.setChecked(False)
        self.give.setFocus()

    def _give(self, how: str) -> None:
        self.given.emit(how, self.private.isChecked())
        self.closed.emit()
