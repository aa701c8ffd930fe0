"""The agenda as a spreadsheet: one sheet, one row for each item, times and numbers as what they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextvars import copy_context
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, TypeAlias, cast

from facilitator_app.content import catalogue
from facilitator_app.content.catalogue import Content
from facilitator_app.exports import figures
from facilitator_app.exports.dayplan import DayPlan, Item, day_plans
from facilitator_app.exports.files import ExportLog, cancelled_error, whole_file
from facilitator_app.exports.palette import ACCENT_SOFT, FILL
from facilitator_app.exports.words import Words, anchor_words, kind_name
from facilitator_app.records.agenda import Segment
from facilitator_app.records.workshop import Step, WorkshopRecord
from facilitator_app.rules.schedule import BREAK_KINDS
from facilitator_app.rules.text import clean
from facilitator_app.support import paths
from facilitator_app.support.clock import Reading
from facilitator_app.support.wording import _, speak

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

Value: TypeAlias = str | int | float | bool | date | time | None
Column: TypeAlias = tuple[str, int, str]

_DATE: Final = "yyyy-mm-dd"
_TIME: Final = "hh:mm"
_MINUTES: Final = "0.##"
_TEXT: Final = "@"
_MINUTE: Final = 60
# Excel holds no more characters in a cell.
_LONGEST: Final = 32_767


def write(
    record: WorkshopRecord,
    path: Path,
    *,
    language: str = "en",
    private_notes: bool = False,
    now: Reading | None = None,
    progress: Callable[[float, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportLog:
    """Write the agenda as a spreadsheet to `path`; a file there is replaced only when all is written.

    `language` (BCP 47) is that of the headings and decides the direction of the sheet. Start and end are the
    plan's, local to the workshop; minutes may have fractions. What was held (actual start, end, minutes, and
    the difference to the minutes of the first plan) is as at `now`, or at the end of the last stretch where
    no time is given. The column of private notes is there only with `private_notes`; parked items have no
    times. `progress` is told a share (0 to 1) and what is being done. Raises CannotWriteError and
    ExportCancelledError: nothing is left then.
    """

    def in_its_language() -> ExportLog:
        speak(language, paths.locale())
        if cancelled and cancelled():
            raise cancelled_error()
        book = _Book(record, Words(language), catalogue.load(paths.content()), private_notes, now)
        with whole_file(path) as file:
            book.write(file)
            if cancelled and cancelled():
                raise cancelled_error()
        if progress:
            progress(1.0, _("Finished"))
        return ExportLog(1)

    return copy_context().run(in_its_language)


@dataclass(frozen=True, slots=True)
class _Book:
    """The one sheet."""

    record: WorkshopRecord
    words: Words
    content: Content
    private_notes: bool
    now: Reading | None

    def write(self, file: BinaryIO) -> None:
        """Write the workbook."""
        from openpyxl import Workbook  # noqa: PLC0415 - loaded with the first spreadsheet

        book = Workbook()
        book.properties.creator = clean(self.record.details.facilitator or self.record.details.host)
        book.properties.title = clean(self.record.details.title)
        sheet: Worksheet = book.worksheets[0]
        sheet.title = _sheet_name(_("Agenda"))
        sheet.sheet_view.rightToLeft = self.words.rtl
        columns = self._columns()
        self._head(sheet, columns)
        for number, (segment, row) in enumerate(self._rows(), 2):
            for place, (value, (_name, _width, form)) in enumerate(zip(row, columns, strict=True), 1):
                _put(_cell(sheet, number, place), value, form)
            if segment.kind in BREAK_KINDS:
                _ground(sheet, number, len(columns), FILL)
        _set_for_print(sheet, len(columns))
        book.save(file)

    def _columns(self) -> tuple[Column, ...]:
        return (
            (_("Day"), 6, "0"),
            (_("Date"), 12, _DATE),
            (_("Start"), 8, _TIME),
            (_("End"), 8, _TIME),
            (_("Minutes"), 9, _MINUTES),
            (_("Minimum"), 9, _MINUTES),
            (_("Kind"), 16, _TEXT),
            (_("Item"), 52, _TEXT),
            (_("Steps"), 12, _TEXT),
            (_("Anchor"), 16, _TEXT),
            (_("Buffer"), 8, "General"),
            (_("Parked"), 8, "General"),
            (_("Actual start"), 12, _TIME),
            (_("Actual end"), 12, _TIME),
            (_("Actual minutes"), 12, _MINUTES),
            (_("Minutes in first plan"), 12, _MINUTES),
            (_("Difference"), 11, f"+{_MINUTES};-{_MINUTES};0"),
            (_("Note"), 40, _TEXT),
            *(((_("Private notes"), 40, _TEXT),) if self.private_notes else ()),
        )

    def _head(self, sheet: Worksheet, columns: Sequence[Column]) -> None:
        from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as above

        for place, (name, width, _form) in enumerate(columns, 1):
            cell = _cell(sheet, 1, place)
            _put(cell, name, _TEXT)
            cell.font = Font(bold=True)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            sheet.column_dimensions[cell.column_letter].width = width
        _ground(sheet, 1, len(columns), ACCENT_SOFT)
        sheet.freeze_panes = "A2"

    def _rows(self) -> list[tuple[Segment, tuple[Value, ...]]]:
        days = day_plans(self.record, self.now or self._last_reading())
        took = {one.segment_id: one for one in figures.held(self.record)}
        found: list[tuple[Segment, tuple[Value, ...]]] = []
        for day in days:
            found += [(item.segment, self._row(day, item.segment, item, took)) for item in day.items]
            found += [(segment, self._row(day, segment, None, took)) for segment in day.parked]
        return found

    def _last_reading(self) -> Reading | None:
        """Return the last instant anybody wrote down: without a present there is nothing after it."""
        last = self.record.run_entries[-1] if self.record.run_entries else None
        return (last.ended or last.started) if last else None

    def _row(
        self, day: DayPlan, segment: Segment, item: Item | None, took: Mapping[str, figures.Held]
    ) -> tuple[Value, ...]:
        steps = [step for number in segment.steps if (step := self.record.step(number))]
        start = item.placed.planned_start if item else None
        end = item.placed.planned_end if item else None
        return (
            day.day.number,
            day.day.on,
            _time(start),
            _time(end),
            _minutes(segment.planned_seconds),
            _minutes(segment.minimum_seconds),
            kind_name(segment.kind),
            segment.title,
            ", ".join(str(number) for number in segment.steps) or None,
            anchor_words(segment.anchor) if segment.anchor else None,
            segment.buffer,
            segment.parked,
            *_actual(item, took.get(segment.id)),
            self.content.plain(segment.note) or None,
            *((self._private(segment, steps),) if self.private_notes else ()),
        )

    def _private(self, segment: Segment, steps: Sequence[Step]) -> str | None:
        notes = [segment.private_notes, *(step.private_notes for step in steps)]
        return "\n".join(note.strip() for note in notes if note.strip()) or None


def _actual(item: Item | None, held: figures.Held | None) -> tuple[Value, ...]:
    """Return start, end, minutes (pauses left out), those of the first plan and the difference."""
    if item is None or item.placed.actual_start is None or held is None:
        return (None,) * 5
    start, end = _time(item.placed.actual_start), _time(item.placed.actual_end)
    planned = _minutes(held.planned_seconds)
    if held.actual_seconds is None:
        return (start, end, None, planned, None)
    return (start, end, _minutes(held.actual_seconds), planned, _minutes(held.over_seconds))


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    # Nothing is merged here.
    return cast("Cell", sheet.cell(row, column))


def _put(cell: Cell, value: Value, form: str) -> None:
    """Write a value as what it is: a text that looks like a formula stays a text."""
    from openpyxl.styles import Alignment  # noqa: PLC0415 - as above

    cell.number_format = form
    if isinstance(value, str):
        text = clean(value).replace("\ufffe", "").replace("\uffff", "")[:_LONGEST]
        if not text:
            return
        cell.value = text
        cell.data_type = "s"
        # Edited in a spreadsheet program, it stays one.
        cell.quotePrefix = True
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif value is not None:
        cell.value = value
        cell.alignment = Alignment(vertical="top")


def _ground(sheet: Worksheet, row: int, columns: int, colour: str) -> None:
    from openpyxl.styles import PatternFill  # noqa: PLC0415 - as above

    fill = PatternFill("solid", start_color=colour.removeprefix("#"))
    for place in range(1, columns + 1):
        sheet.cell(row, place).fill = fill


def _set_for_print(sheet: Worksheet, columns: int) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415 - as above

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = f"A1:{_cell(sheet, 1, columns).column_letter}{sheet.max_row}"


def _sheet_name(name: str) -> str:
    """Return a name a sheet may have: at most 31 characters, no brackets, colons, stars or slashes."""
    return "".join(" " if one in "[]:*?/\\" else one for one in name)[:31]


def _time(moment: datetime | None) -> time | None:
    return moment.time().replace(microsecond=0) if moment else None


def _minutes(seconds: int) -> float | int:
    whole, rest = divmod(seconds, _MINUTE)
    return round(seconds / _MINUTE, 2) if rest else whole
