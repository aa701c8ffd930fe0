"""The minutes of a segment, stage by stage: planned, and at least."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from facilitator_app.records.agenda import Segment, StageSlot
from facilitator_app.records.enums import StageName
from facilitator_app.support.wording import _
from facilitator_app.views.prepare.segmentrow import MOST_MINUTES
from facilitator_app.views.shared.fields import NumberField
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import clear
from facilitator_app.views.shared.runwords import stage_name
from facilitator_app.views.shared.tokens import Role, Space

_WIDE = 84
_HIGH = 36


class StageTable(QWidget):
    """Rebuilt only for a segment with other stages; a field in which somebody types is left alone."""

    planned_chosen = Signal(object, int)
    """(StageName, minutes)."""
    least_chosen = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.planned: dict[StageName, NumberField] = {}
        self.least: dict[StageName, NumberField] = {}
        self._slots: dict[StageName, StageSlot] = {}
        self._of = ""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.S)
        self._grid.setVerticalSpacing(Space.XS)
        self._grid.setColumnStretch(0, 1)
        self._total = text_label("", Role.STRONG, parent=self)
        self._total.hide()

    def show_segment(self, segment: Segment) -> None:
        """Show the stages of a segment."""
        stages = tuple(slot.stage for slot in segment.stages)
        if (self._of, stages) != (segment.id, tuple(self._slots)):
            self._of = segment.id
            self._build(stages)
        self._slots = {slot.stage: slot for slot in segment.stages}
        for slot in segment.stages:
            _show(self.planned[slot.stage], slot.planned_seconds)
            _show(self.least[slot.stage], slot.minimum_seconds, most=slot.planned_seconds)
        words = _("{n} min in all, at least {least}").format(
            n=round(segment.planned_seconds / 60), least=round(segment.minimum_seconds / 60)
        )
        self._total.setText(words)
        self._total.setVisible(len(stages) > 1)

    def stops(self) -> list[QWidget]:
        """Return what the Tab key stops at, line by line."""
        return [field for stage in self.planned for field in (self.planned[stage], self.least[stage])]

    def _build(self, stages: tuple[StageName, ...]) -> None:
        self._grid.removeWidget(self._total)
        clear(self._grid)
        self.planned, self.least = {}, {}
        for place, words in enumerate((_("Minutes"), _("At least")), start=1):
            self._grid.addWidget(text_label(words, Role.OVERLINE, wrap=False), 0, place)
        for line, stage in enumerate(stages, start=1):
            name = stage_name(stage) or _("The whole")
            label = text_label(name)
            self._grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignVCenter)
            planned = _field(_("{stage}, planned minutes").format(stage=name), int(stage is StageName.WHOLE))
            least = _field(_("{stage}, at least minutes").format(stage=name), 0)
            planned.valueChanged.connect(lambda n, stage=stage: self._tell(stage, n, least=False))
            least.valueChanged.connect(lambda n, stage=stage: self._tell(stage, n, least=True))
            self.planned[stage], self.least[stage] = planned, least
            self._grid.addWidget(planned, line, 1)
            self._grid.addWidget(least, line, 2)
            for widget in (label, planned, least):
                widget.show()
        self._grid.addWidget(self._total, len(stages) + 1, 0, 1, 3)

    def _tell(self, stage: StageName, minutes: int, *, least: bool) -> None:
        slot = self._slots[stage]
        known = slot.minimum_seconds if least else slot.planned_seconds
        if minutes != round(known / 60):
            (self.least_chosen if least else self.planned_chosen).emit(stage, minutes)


def _field(name: str, least: int) -> NumberField:
    made = NumberField(name, least=least, most=MOST_MINUTES)
    made.setKeyboardTracking(False)
    made.setFixedSize(_WIDE, _HIGH)
    return made


def _show(field: NumberField, seconds: int, *, most: int | None = None) -> None:
    field.blockSignals(True)  # noqa: FBT003
    if most is not None:
        field.setMaximum(max(1, most // 60))
    field.setValue(round(seconds / 60))
    field.blockSignals(False)  # noqa: FBT003
