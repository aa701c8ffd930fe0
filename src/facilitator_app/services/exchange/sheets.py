"""A table out of CSV, XLSX or the clipboard: plain text cells with the row numbers people see."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

from facilitator_app.services.exchange.encodings import decode
from facilitator_app.services.exchange.packages import check_zip
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

MAX_BYTES: Final = 16 * 2**20
MAX_ROWS: Final = 50_000
MAX_COLUMNS: Final = 400
MAX_CELLS: Final = 2_000_000
MAX_CELL: Final = 100_000
_SEPARATORS: Final = (",", ";", "\t", "|")
_ZIP_MAGIC: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row below the heading; `number` counts as a spreadsheet does (the heading is usually 1)."""

    number: int
    cells: tuple[str, ...]
    surplus: str = ""
    """What stands beyond the last heading, for a message."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A heading and its rows. All rows have as many cells as the heading has columns."""

    name: str
    heading: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    encoding: str = ""
    separator: str = ""


def read_sheet(source: Path, languages: Sequence[str] = ()) -> Sheet:
    """Read a CSV, TSV or XLSX file, told apart by their content, not their name.

    Raises KnownError where the file cannot be read, is no table, or is larger than a roster may be.
    """
    try:
        with source.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise KnownError(
            _("{file} cannot be read: {reason}.").format(file=source.name, reason=error.strerror),
            _("Check that the file is there and is not opened by another program."),
        ) from error
    if len(raw) > MAX_BYTES:
        raise _too_large(source.name)
    if raw.startswith(_ZIP_MAGIC):
        return _from_xlsx(raw, source.name)
    if raw.startswith(_OLD_EXCEL):
        raise KnownError(
            _("{file} is an old or password-protected Excel file.").format(file=source.name),
            _("Open it in your spreadsheet program and save it as XLSX or CSV without a password."),
        )
    return sheet_from_bytes(raw, source.name, languages)


def sheet_from_bytes(raw: bytes, name: str, languages: Sequence[str] = ()) -> Sheet:
    """Read CSV bytes in any usual encoding and separator; raises KnownError as `read_sheet`."""
    if len(raw) > MAX_BYTES:
        raise _too_large(name)
    text, encoding = decode(raw, name, languages)
    return sheet_from_text(text, name, encoding=encoding)


def sheet_from_text(text: str, name: str, *, encoding: str = "") -> Sheet:
    """Read pasted or decoded text: tab, comma, semicolon or bar between the cells."""
    first, _newline, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=,"):
        separator, text, skipped = first.strip()[-1], rest, 1
    else:
        separator, skipped = _separator(text), 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    numbered: list[tuple[int, Sequence[str]]] = []
    try:
        for cells in reader:
            # Rows are counted as a spreadsheet shows them: a cell of several lines is one row.
            numbered.append((len(numbered) + 1 + skipped, cells))
            if len(numbered) > MAX_ROWS:
                raise _too_large(name)
    except csv.Error as error:
        raise KnownError(
            _("{file}: row {row} cannot be read as a table row.").format(
                file=name, row=len(numbered) + 1 + skipped
            ),
            _("Look for a missing quotation mark in this row and save the file again."),
        ) from error
    return _sheet(name, numbered, encoding, separator)


def _separator(text: str) -> str:
    """Return the separator under which the first lines have the same number of cells, and most of them."""
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:50]
    best, best_score = ",", (0.0, 0)
    for separator in _SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=separator)]
        except csv.Error:
            continue
        if not widths or widths[0] < 2:  # noqa: PLR2004 - one cell means: not this separator
            continue
        steady = sum(width == widths[0] for width in widths) / len(widths)
        if (score := (round(steady, 1), widths[0])) > best_score:
            best, best_score = separator, score
    return best


def _from_xlsx(raw: bytes, name: str) -> Sheet:
    from openpyxl import load_workbook  # noqa: PLC0415 - a second of import that a first start need not pay
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 - see above

    require_defused()
    check_zip(io.BytesIO(raw), name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
            try:
                sheet = next((s for s in book.worksheets if s.sheet_state == "visible"), None)
                if sheet is None:
                    raise _not_a_table(name)
                sheet.reset_dimensions()
                return _sheet(name, _xlsx_rows(sheet.iter_rows(values_only=True), name), "xlsx", "")
            finally:
                book.close()
    except (
        InvalidFileException,
        ParseError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
    ) as error:
        # openpyxl wraps what its XML reader raises.
        if isinstance(error, DefusedXmlException) or isinstance(error.__cause__, DefusedXmlException):
            raise KnownError(
                _("{file} was refused: it holds what no roster needs (XML entities).").format(file=name),
                _("Ask for the file once more as CSV."),
            ) from error
        raise _not_a_table(name) from error


def require_defused() -> None:
    """Check that XLSX files are read by the parser that refuses entity bombs; also run in the frozen app."""
    from openpyxl.xml import functions  # noqa: PLC0415 - see `_from_xlsx`

    for parse in (functions.fromstring, functions.iterparse):
        if not parse.__module__.startswith("defusedxml"):
            raise RuntimeError("openpyxl does not read through defusedxml")


def _xlsx_rows(rows: Iterable[tuple[object, ...]], name: str) -> list[tuple[int, Sequence[str]]]:
    numbered: list[tuple[int, Sequence[str]]] = []
    cells_read = 0
    for number, row in enumerate(rows, start=1):
        cells_read += len(row)
        if number > MAX_ROWS or cells_read > MAX_CELLS or len(row) > 16_384:  # noqa: PLR2004 - Excel's own limit
            raise _too_large(name)
        numbered.append((number, [_text_of(value) for value in row]))
    return numbered


def _text_of(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - exact integers
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _sheet(name: str, numbered: list[tuple[int, Sequence[str]]], encoding: str, separator: str) -> Sheet:
    filled = [(number, cells) for number, cells in numbered if any(cell.strip() for cell in cells)]
    if not filled:
        raise KnownError(
            _("{file} holds no rows.").format(file=name),
            _("Choose a table with a heading in its first row."),
        )
    heading = [_heading(cell) for cell in filled[0][1]]
    while heading and not heading[-1]:
        heading.pop()
    width = max(len(heading), 1)
    if width > MAX_COLUMNS:
        raise _too_large(name)
    rows = []
    for number, cells in filled[1:]:
        if any(len(cell) > MAX_CELL for cell in cells):
            raise _too_large(name)
        surplus = " ".join(cell.strip() for cell in cells[width:]).strip()
        rows.append(SheetRow(number, tuple(_fit(cells, width)), surplus))
    return Sheet(name, tuple(heading), tuple(rows), encoding, separator)


def _heading(cell: str) -> str:
    return " ".join(cell.replace("\ufeff", "").split())


def _fit(cells: Sequence[str], width: int) -> list[str]:
    return [*cells[:width], *([""] * (width - len(cells)))]


def _too_large(name: str) -> KnownError:
    return KnownError(
        _("{file} is larger than any roster or record of a workshop.").format(file=name),
        _("Keep only the sheet and the columns that are needed and save it again."),
    )


def _not_a_table(name: str) -> KnownError:
    return KnownError(
        _("{file} cannot be read as a spreadsheet.").format(file=name),
        _("Open it in your spreadsheet program, save it as XLSX or CSV, and try again."),
    )
