"""The day at the left: what was, what runs and what is expected, each slip where it slips."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetricsF,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from facilitator_app.records.enums import StageName
from facilitator_app.records.run import Position, RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.wording import _
from facilitator_app.views.console.dayrows import DayRow, Tense, day_rows
from facilitator_app.views.shared.icons import Icon, paint_icon
from facilitator_app.views.shared.labels import run_by_own_letters, text_label, tooltip_of
from facilitator_app.views.shared.theme import current_palette, font_of
from facilitator_app.views.shared.tokens import Palette, Radius, Role, Space

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_TIME_WIDTH: Final = 52
_ROW_PADDING: Final = 7
_ANCHOR: Final = 13
_MOST_LINES: Final = 3
_PILL: Final = 20
_SLACK_HEIGHT: Final = 3
_LEGEND_BAR: Final = 16


class _DayModel(QAbstractListModel):
    """The rows; tells only of those that changed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[DayRow, ...] = ()

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.rows[index.row()].spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_of(self.rows[index.row()].tooltip())
        return None

    def show_rows(self, rows: Sequence[DayRow]) -> int:
        """Take other rows; return how many changed."""
        new = tuple(rows)
        if [row.segment_id for row in new] != [row.segment_id for row in self.rows]:
            self.beginResetModel()
            self.rows = new
            self.endResetModel()
            return len(new)
        changed = [i for i, (old, row) in enumerate(zip(self.rows, new, strict=True)) if old != row]
        self.rows = new
        for number in changed:
            index = self.index(number, 0)
            self.dataChanged.emit(index, index)
        return len(changed)


class _DayDelegate(QStyledItemDelegate):
    """Draws time, title and minutes; the running row on the accent, in as many lines as its title takes."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002, N802
        row = _row_at(index)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 260
        lines = len(_lines(row, _title_width(row, width)))
        return QSize(
            width, round(lines * _metrics(row).lineSpacing()) + 2 * _ROW_PADDING + _overdue_height(row)
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row, colours = _row_at(index), current_palette()
        area = QRectF(option.rect)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        focus = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, row, area, colours, chosen=option.state & focus == focus)
        _RowPainter(painter, area, colours, mirrored=mirrored).paint(row)
        painter.restore()


def _row_at(index: _Index) -> DayRow:
    model = index.model()
    if not isinstance(model, _DayModel):
        raise TypeError("the day's delegate draws the day's rows")
    return model.rows[index.row()]


def _metrics(row: DayRow) -> QFontMetricsF:
    return QFontMetricsF(font_of(Role.BODY, bold=row.tense is Tense.NOW))


def _minutes_width(row: DayRow) -> float:
    wide = QFontMetricsF(font_of(Role.CAPTION)).horizontalAdvance(f"{row.minutes}′")
    if row.over:
        wide += QFontMetricsF(font_of(Role.CAPTION, bold=True)).horizontalAdvance(f" {row.over}")
    return wide + 2


def _overdue_height(row: DayRow) -> int:
    return _PILL + Space.XS if row.overdue or row.waits else 0


def _anchor_width(row: DayRow) -> float:
    if not row.anchor:
        return 0.0
    return _ANCHOR + Space.XS + Space.S + QFontMetricsF(font_of(Role.CAPTION)).horizontalAdvance(row.anchor)


def _title_width(row: DayRow, width: float) -> float:
    return width - _TIME_WIDTH - _minutes_width(row) - _anchor_width(row) - 2 * Space.S - Space.XS


def _lines(row: DayRow, width: float) -> list[str]:
    """Return the title in lines: one, ended by …, or up to three in the running row."""
    metrics = _metrics(row)
    rest = row.title
    lines: list[str] = []
    while row.tense is Tense.NOW and len(lines) < _MOST_LINES - 1 and metrics.horizontalAdvance(rest) > width:
        words = rest.split(" ")
        fits = len(words)
        while fits > 1 and metrics.horizontalAdvance(" ".join(words[:fits])) > width:
            fits -= 1
        lines.append(metrics.elidedText(" ".join(words[:fits]), Qt.TextElideMode.ElideRight, width))
        rest = " ".join(words[fits:])
    return [*lines, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)] if rest else lines


def _paint_ground(painter: QPainter, row: DayRow, area: QRectF, colours: Palette, *, chosen: bool) -> None:
    box = area.adjusted(1, 1, -1, -1)
    if row.tense is Tense.NOW:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(box, Radius.CONTROL, Radius.CONTROL)
    if chosen:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(colours.ink if row.tense is Tense.NOW else colours.accent))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), Radius.CONTROL, Radius.CONTROL)


class _RowPainter:
    """Draws the parts of one row from its reading edge."""

    def __init__(self, painter: QPainter, area: QRectF, colours: Palette, *, mirrored: bool) -> None:
        self._painter = painter
        self._area = area
        self._colours = colours
        self._mirrored = mirrored

    def paint(self, row: DayRow) -> None:
        """Draw time, title, anchor and minutes."""
        colours, now = self._colours, row.tense is Tense.NOW
        soft = row.tense is Tense.PAST or row.is_pause
        ink = colours.on_accent if now else colours.soft if soft else colours.ink
        quiet = colours.on_accent if now else colours.soft
        self._text(row.at, Space.S, _TIME_WIDTH, colours.amber if row.late else quiet, bold=row.late or now)
        width = _title_width(row, self._area.width())
        lines = _lines(row, width)
        for number, line in enumerate(lines):
            self._text(line, Space.S + _TIME_WIDTH, width, ink, role=Role.BODY, bold=now, line=number)
        if row.anchor:
            used = min(width, _metrics(row).horizontalAdvance(lines[-1])) if lines else 0
            self._anchor(row.anchor, Space.S + _TIME_WIDTH + used + Space.S, quiet, len(lines) - 1)
        left = self._area.width() - Space.S - _minutes_width(row)
        plain = f"{row.minutes}′"
        self._text(plain, left, _minutes_width(row), quiet)
        if row.over:
            wide = QFontMetricsF(font_of(Role.CAPTION)).horizontalAdvance(plain)
            self._text(f" {row.over}", left + wide, _minutes_width(row), colours.amber, bold=True)
        if row.slack:
            self._slack(row)
        if row.overdue:
            self._pill(row.overdue, len(lines), Icon.TRIANGLE, (colours.red, colours.red_soft))
        if row.waits:
            self._pill(row.waits, len(lines), Icon.PAUSE, (colours.on_accent_soft, colours.accent_soft))

    def _slack(self, row: DayRow) -> None:
        """Draw what the row can give as a bar under its minutes: one pixel to a minute."""
        wide = min(_minutes_width(row) + Space.S, float(row.slack))
        box = self._box(self._area.width() - Space.S - wide, wide, 0)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._colours.accent))
        bar = QRectF(box.left(), box.bottom() + 1, wide, _SLACK_HEIGHT)
        self._painter.drawRoundedRect(bar, _SLACK_HEIGHT / 2, _SLACK_HEIGHT / 2)

    def _pill(self, words: str, line: int, icon: Icon, inks: tuple[str, str]) -> None:
        """Draw what is out of the ordinary below the title: colour, shape and words on their own ground."""
        font = font_of(Role.CAPTION, bold=True)
        wide = QFontMetricsF(font).horizontalAdvance(words) + _ANCHOR + Space.XS + 2 * Space.S
        box = self._box(Space.S + _TIME_WIDTH, wide, line)
        pill = QRectF(box.left(), box.top() + 2, wide, _PILL)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(inks[1]))
        self._painter.drawRoundedRect(pill, _PILL / 2, _PILL / 2)
        start = pill.right() - Space.S - _ANCHOR if self._mirrored else pill.left() + Space.S
        mark = QRectF(start, pill.center().y() - _ANCHOR / 2, _ANCHOR, _ANCHOR)
        paint_icon(self._painter, icon, mark, inks[0])
        self._painter.setFont(font)
        self._painter.setPen(QColor(inks[0]))
        room = _ANCHOR + Space.XS + Space.S
        text = pill.adjusted(Space.S if self._mirrored else room, 0, -room if self._mirrored else -Space.S, 0)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
        run_by_own_letters(self._painter, words)
        self._painter.drawText(text, int(flags), words)

    def _box(self, left: float, width: float, line: int) -> QRectF:
        height = QFontMetricsF(font_of(Role.BODY)).lineSpacing()
        top = self._area.top() + _ROW_PADDING + line * height
        start = self._area.right() - left - width if self._mirrored else self._area.left() + left
        return QRectF(start, top, width, height)

    def _text(
        self,
        words: str,
        left: float,
        width: float,
        colour: str,
        *,
        role: Role = Role.CAPTION,
        bold: bool = False,
        line: int = 0,
    ) -> None:
        side = Qt.AlignmentFlag.AlignRight if self._mirrored else Qt.AlignmentFlag.AlignLeft
        flags = (
            side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine
        )
        self._painter.setFont(font_of(role, bold=bold))
        self._painter.setPen(QColor(colour))
        run_by_own_letters(self._painter, words)
        self._painter.drawText(self._box(left, width + 2, line), int(flags), words)

    def _anchor(self, at: str, left: float, colour: str, line: int) -> None:
        box = self._box(left, _ANCHOR, line)
        mark = QRectF(box.left(), box.center().y() - _ANCHOR / 2, _ANCHOR, _ANCHOR)
        paint_icon(self._painter, Icon.ANCHOR, mark, colour)
        self._text(at, left + _ANCHOR + Space.XS, 60, colour, line=line)


class SlackLegend(QWidget):
    """What the bar under a row's minutes means; there where a row has one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = QFrame()
        self._bar.setProperty("slack", "true")
        self._bar.setFixedSize(_LEGEND_BAR, _SLACK_HEIGHT)
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.S, 0, Space.S, 0)
        line.setSpacing(Space.S)
        line.addWidget(text_label(_("what can still be given"), Role.CAPTION, wrap=False))
        line.addWidget(self._bar)
        line.addStretch(1)
        self.hide()

    def show_rows(self, rows: Sequence[DayRow], *, roomy: bool) -> None:
        """Be there, or not: on a small screen the day itself needs the room, and a tooltip says it."""
        needed = roomy and any(row.slack for row in rows)
        if self.isHidden() is needed:
            self.setVisible(needed)


class DayList(QListView):
    """The list; Enter or a double click asks to go to a segment."""

    jump_requested = Signal(object)
    correction_requested = Signal(str)
    """The start of a segment that is over was another one (segment id)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _DayModel(self)
        self._stages: dict[str, StageName] = {}
        self._record: WorkshopRecord | None = None
        self._told: tuple[object, ...] | None = None
        self.setModel(self._model)
        self.setItemDelegate(_DayDelegate(self))
        self.setProperty("frame", "none")
        self.setAccessibleName(_("The day"))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.activated.connect(self._ask)
        self._menu = QMenu(self)

    def show_day(self, record: WorkshopRecord, state: RunState) -> int:
        """Show the day; return how many rows changed."""
        told = _told(state)
        if record is self._record and told == self._told:
            return 0
        self._record, self._told = record, told
        before = [(row.tense, bool(row.overdue or row.waits)) for row in self._model.rows]
        changed = self._model.show_rows(day_rows(record, state))
        if changed:
            self._stages = {
                segment.id: next(
                    (slot.stage for slot in segment.stages if slot.planned_seconds), StageName.WHOLE
                )
                for segment in record.agenda.segments()
            }
            tenses = [row.tense for row in self._model.rows]
            if [(row.tense, bool(row.overdue or row.waits)) for row in self._model.rows] != before:
                # The running row is bold and may need another line.
                self.scheduleDelayedItemsLayout()
                if Tense.NOW in tenses:
                    self.scrollTo(self._model.index(tenses.index(Tense.NOW), 0))
        return changed

    def rows(self) -> tuple[DayRow, ...]:
        """Return what is shown."""
        return self._model.rows

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def menu(self, index: QModelIndex) -> QMenu:
        """Return what can be done with a row: go there, or set right when it began."""
        self._menu.clear()
        row = self._model.rows[index.row()]
        if row.tense is not Tense.NOW:
            self._menu.addAction(_("Go there"), lambda: self._ask(index))
        if row.tense is not Tense.COMING:
            correct = _("Correct the start…")
            self._menu.addAction(correct, lambda: self.correction_requested.emit(row.segment_id))
        return self._menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802, D102
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            self.menu(index).popup(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))

    def _ask(self, index: QModelIndex) -> None:
        row = self._model.rows[index.row()]
        if row.tense is not Tense.NOW:
            self.jump_requested.emit(Position(row.segment_id, self._stages[row.segment_id]))


def _told(state: RunState) -> tuple[object, ...]:
    """Return what the rows depend on beside the record: from second to second it is mostly the same."""
    over = state.remaining_seconds < 0
    minutes_over = -state.remaining_seconds // 60 if over else 0
    moment = (state.position, state.following, state.parked, state.phase, state.now.date())
    return (state.times, moment, over, minutes_over)
