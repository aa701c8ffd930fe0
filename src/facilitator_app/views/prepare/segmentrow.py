"""One segment of the agenda as a row: when, what, how long, and what does not work."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, QMargins, QMimeData, Qt, Signal
from PySide6.QtGui import QAction, QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QWidget

from facilitator_app.records.agenda import Segment
from facilitator_app.rules.schedule import ScheduledSegment
from facilitator_app.support.wording import _
from facilitator_app.views.prepare.agendawords import RESTING, anchor_words, kind_icon
from facilitator_app.views.shared.buttons import icon_button
from facilitator_app.views.shared.dates import clock_words
from facilitator_app.views.shared.fields import NumberField
from facilitator_app.views.shared.icons import Icon, IconMark
from facilitator_app.views.shared.labels import SOFT, set_tone, text_label
from facilitator_app.views.shared.layouts import FlowLayout, row
from facilitator_app.views.shared.marks import Badge
from facilitator_app.views.shared.tokens import Role, Space, Tone

MIME: Final = "application/x-facilitator-segment"
MOST_MINUTES: Final = 24 * 60


class SegmentRow(QFrame):
    """Focus it by Tab; Ctrl+↑ and Ctrl+↓ move it, Enter opens what can be done with it."""

    minutes_chosen = Signal(str, int)
    step_asked = Signal(str, int)
    park_asked = Signal(str, bool)
    duplicate_asked = Signal(str)
    remove_asked = Signal(str)
    insert_asked = Signal(str)

    def __init__(self, segment: Segment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.segment_id = segment.id
        self._segment = segment
        self.setProperty("rowframe", "true")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._make_parts(segment)
        self._lay_out()

    def _make_parts(self, segment: Segment) -> None:
        self._grip = IconMark(Icon.GRIP, 18, "soft")
        self._grip.setCursor(Qt.CursorShape.OpenHandCursor)
        self._grip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)  # noqa: FBT003
        self._start = text_label("", Role.STRONG, wrap=False)
        self._start.setMinimumWidth(46)
        self._icon = IconMark(kind_icon(segment.kind), 18, "soft")
        self._title = text_label(segment.title, own=True)
        self._anchor = Badge()
        self._conflict = Badge()
        self.minutes = NumberField("", least=1, most=MOST_MINUTES, suffix=_("min"))
        self.minutes.setKeyboardTracking(False)
        self.minutes.setFixedWidth(96)
        self.minutes.valueChanged.connect(self._choose_minutes)
        self._least = text_label("", Role.CAPTION, wrap=False)
        self._more = icon_button(Icon.MORE, "")
        self._more.clicked.connect(self._open_menu)

    def _lay_out(self) -> None:
        self._marks = marks = QWidget()
        flow = FlowLayout(marks, space=Space.XS)
        flow.addWidget(self._anchor)
        flow.addWidget(self._conflict)
        before = (self._grip, self._start, self._icon, self._title)
        parts = (*before, marks, self._least, self.minutes, self._more)
        edges = QMargins(Space.S, 2, Space.S, 2)
        line = row(*parts, space=Space.M, margins=edges)
        line.setAlignment(marks, Qt.AlignmentFlag.AlignVCenter)
        line.setStretch(3, 3)
        line.setStretch(4, 2)
        self.setLayout(line)

    def show_segment(self, segment: Segment, placed: ScheduledSegment | None, conflict: str) -> None:
        """Show a segment where the clock puts it; without a place it is parked."""
        self._segment = segment
        resting = segment.kind in RESTING
        self._title.setText(segment.title)
        set_tone(self._title, SOFT if resting or placed is None else "")
        self._start.setText(clock_words(placed.planned_start) if placed else "–")
        self._icon.show_icon(kind_icon(segment.kind), "soft")
        self._anchor.setVisible(segment.anchor is not None)
        if segment.anchor is not None:
            self._anchor.show_state(Tone.NEUTRAL, anchor_words(segment.anchor), Icon.ANCHOR)
        self._conflict.setVisible(bool(conflict))
        self._conflict.show_state(Tone.AMBER, conflict, Icon.WARNING)
        self._marks.setVisible(segment.anchor is not None or bool(conflict))
        least = round(segment.minimum_seconds / 60)
        self._least.setText(_("at least {n}").format(n=least) if least else "")
        self._show_minutes(round(segment.planned_seconds / 60))
        started = self._start.text()
        self.setAccessibleName(_("{time} {title}").format(time=started, title=segment.title))
        self.minutes.setAccessibleName(_("Minutes of {title}").format(title=segment.title))
        self._more.setAccessibleName(_("More for {title}").format(title=segment.title))

    def menu(self) -> QMenu:
        """Return what can be done with this segment."""
        menu = QMenu(self)
        where = self.segment_id
        if not self._segment.parked:
            _entry(menu, _("Move up")).triggered.connect(lambda: self.step_asked.emit(where, -1))
            _entry(menu, _("Move down")).triggered.connect(lambda: self.step_asked.emit(where, 1))
            _entry(menu, _("Insert before…")).triggered.connect(lambda: self.insert_asked.emit(where))
            _entry(menu, _("Duplicate")).triggered.connect(lambda: self.duplicate_asked.emit(where))
        parked = self._segment.parked
        words = _("Take back into the day") if parked else _("Park (keep its content)")
        _entry(menu, words).triggered.connect(lambda: self.park_asked.emit(where, not parked))
        _entry(menu, _("Remove")).triggered.connect(lambda: self.remove_asked.emit(where))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            if not event.isAutoRepeat() and not self._segment.parked:
                self.step_asked.emit(self.segment_id, -1 if event.key() == Qt.Key.Key_Up else 1)
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu}:
            self._open_menu()
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        from_grip = self._grip.geometry().adjusted(-8, -8, 8, 8).contains(event.position().toPoint())
        if event.buttons() & Qt.MouseButton.LeftButton and from_grip:
            drag = QDrag(self)
            drag.setMimeData(self.mime())
            drag.setPixmap(self.grab())
            drag.exec(Qt.DropAction.MoveAction)

    def mime(self) -> QMimeData:
        """Return what is dragged."""
        data = QMimeData()
        data.setData(MIME, QByteArray(self.segment_id.encode()))
        return data

    def _show_minutes(self, minutes: int) -> None:
        self.minutes.blockSignals(True)  # noqa: FBT003
        self.minutes.setValue(minutes)
        self.minutes.blockSignals(False)  # noqa: FBT003

    def _choose_minutes(self, minutes: int) -> None:
        if minutes != round(self._segment.planned_seconds / 60):
            self.minutes_chosen.emit(self.segment_id, minutes)

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))


def _entry(menu: QMenu, words: str) -> QAction:
    return menu.addAction(words.replace("&", "&&"))
