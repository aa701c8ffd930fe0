"""A data set as it was sent: JSON and CSV side by side, joined into rows. CSV wins (decisions.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from facilitator_app.content.json_text import JsonValue, parse
from facilitator_app.records.problems import Problem
from facilitator_app.services.exchange.fields import Fields
from facilitator_app.services.exchange.layout import (
    ANSWER_COLUMN,
    JOURNAL,
    MANIFEST_JSON,
    POINTS,
    WORKSHOP_JSON,
    NounFile,
    is_known_file,
)
from facilitator_app.services.exchange.packages import open_bundle
from facilitator_app.services.exchange.sheets import Sheet, sheet_from_bytes
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

Values = Mapping[str, JsonValue]

# What a report-back's point is called in the JSON and in the CSV.
_POINT_NAMES = {"n": "point", "local": "local_text", "en": "english_text"}


@dataclass(slots=True)
class DataSet:
    """The parsed files. `problems`, `left_out` and `notes` grow while rows are read."""

    name: str
    json: Values
    sheets: Mapping[str, Sheet]
    guarded: bool
    problems: list[Problem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def has(self, noun: NounFile) -> bool:
        """Return whether the noun has a CSV or a list in the JSON."""
        return noun.csv in self.sheets or noun.stem in self.json

    def rows(self, noun: NounFile, key: tuple[str, ...] = ()) -> list[Fields]:
        """Return the rows of a noun; with `key`, cells the CSV lacks come from the JSON row of that key."""
        return self.joined(noun, self.listed(noun.stem), key)

    def joined(self, noun: NounFile, from_json: list[Values], key: tuple[str, ...]) -> list[Fields]:
        """Return CSV rows completed by `from_json`, or those alone where there is no CSV."""
        sheet = self.sheets.get(noun.csv)
        if sheet is None:
            return list(self.from_json(noun.stem, from_json))
        known = {_key_of(values, key): values for values in from_json} if key else {}
        rows = []
        used = set()
        for number, values in self._cells(sheet, noun):
            identity = _key_of(values, key)
            used.add(identity)
            rows.append(self._fields(sheet.name, number, _completed(values, known.get(identity, {}), noun)))
        for identity in known:
            if identity not in used:
                self.left_out.append(
                    _("{json}: {noun} {id} is not in {csv} and was left out.").format(
                        json=WORKSHOP_JSON, noun=noun.stem, id=" · ".join(identity), csv=sheet.name
                    )
                )
        return rows

    def listed(self, name: str) -> list[Values]:
        """Return a list of objects of the JSON; what is none becomes a problem."""
        raw = self.json.get(name)
        if raw is None:
            return []
        items = raw if isinstance(raw, list) else [raw]
        for number, item in enumerate(items, start=1):
            if not isinstance(item, dict):
                self.problems.append(
                    Problem(WORKSHOP_JSON, None, f"{name} → {number}", _("no entry."), _("an object"))
                )
        return [item for item in items if isinstance(item, dict)]

    def from_json(self, name: str, items: Iterable[Values]) -> Iterator[Fields]:
        """Return the fields of JSON objects; their place is `workshop.json, name → number`."""
        for number, values in enumerate(items, start=1):
            yield self._fields(f"{WORKSHOP_JSON}, {name} → {number}", None, values)

    def points(self) -> list[Values]:
        """Return the points of the JSON's report-backs under the names the CSV uses."""
        flat: list[Values] = []
        for back in self.listed("report_backs"):
            points = back.get("points")
            for point in points if isinstance(points, list) else []:
                if isinstance(point, dict):
                    row = {_POINT_NAMES.get(name, name): value for name, value in point.items()}
                    above = {
                        name: back[name] for name in ("segment", "step", "table", "language") if name in back
                    }
                    status = {"translation_status": back.get("translation_status")}
                    flat.append({"report_back_id": back.get("id")} | above | status | row)
        return flat

    def point_rows(self) -> list[Fields]:
        """Return the points, joined by report-back and number, or by step, table and number."""
        sheet = self.sheets.get(POINTS.csv)
        by_id = sheet is not None and "report_back_id" in sheet.heading
        key = ("report_back_id", "point") if by_id else ("step", "table", "point")
        return self.joined(POINTS, self.points(), key)

    def _fields(self, file: str, row: int | None, values: Values) -> Fields:
        return Fields(file, row, values, self.problems)

    def _cells(self, sheet: Sheet, noun: NounFile) -> Iterator[tuple[int, dict[str, JsonValue]]]:
        columns = _columns(sheet, noun, self)
        missing = [name for name in noun.required if name not in columns.values()]
        if missing:
            raise KnownError(
                _("{file} lacks the column “{column}”.").format(file=sheet.name, column=missing[0]),
                _("Nothing was imported. Its columns are: {columns}.").format(
                    columns=", ".join(noun.columns)
                ),
            )
        for row in sheet.rows:
            if row.surplus:
                wrong = _("“{text}” stands beyond the last heading and was left out.").format(
                    text=row.surplus[:60]
                )
                self.problems.append(
                    Problem(sheet.name, row.number, "", wrong, _("as many cells as headings"))
                )
            yield row.number, {name: self.unguarded(row.cells[at]) for at, name in columns.items()}

    def unguarded(self, cell: str) -> str:
        """Return a cell as it was before our own export guarded it against formulas."""
        return cell[1:] if self.guarded and cell.startswith("'") else cell


def read_data_set(source: Path) -> DataSet:
    """Read a folder or zip in the data-set layout.

    Raises KnownError where it cannot be read, breaks a limit, or holds no usable workshop.json.
    """
    bundle = open_bundle(source, is_known_file)
    if WORKSHOP_JSON not in bundle.files:
        raise KnownError(
            _("{source} is no data set: it holds no {file}.").format(source=bundle.name, file=WORKSHOP_JSON),
            _("Choose the folder or zip that was exported, or import a roster as XLSX or CSV."),
        )
    value = parse(bundle.files[WORKSHOP_JSON], WORKSHOP_JSON)
    if not isinstance(value, dict) or not isinstance(value.get("workshop"), dict):
        raise KnownError(
            _("{file} describes no workshop.").format(file=WORKSHOP_JSON),
            _("It should hold an object with “workshop”, “tables” and “participants”."),
        )
    manifest = bundle.files.get(MANIFEST_JSON)
    described = parse(manifest, MANIFEST_JSON) if manifest else {}
    sheets = {
        name: sheet_from_bytes(raw, name)
        for name, raw in sorted(bundle.files.items())
        if name.endswith(".csv") and raw.strip()
    }
    left_out = [_left_out(name) for name in bundle.left_out]
    guarded = isinstance(described, dict) and described.get("csv_guard") == "'"
    return DataSet(bundle.name, value, sheets, guarded, left_out=left_out)


def _left_out(name: str) -> str:
    if name.rsplit("/", maxsplit=1)[-1] == JOURNAL:
        return _("{file}: the history stays in the package; the new workshop begins its own.").format(
            file=name
        )
    return _("{file} is not part of a data set and was not read.").format(file=name)


def _columns(sheet: Sheet, noun: NounFile, data: DataSet) -> dict[int, str]:
    columns: dict[int, str] = {}
    problems = data.problems
    for at, heading in enumerate(sheet.heading):
        name = data.unguarded(heading)
        name = name.lower() if name.lower() in noun.columns else name
        if not name:
            if any(row.cells[at].strip() for row in sheet.rows):
                wrong = _("column {n} has no heading and was left out.").format(n=at + 1)
                problems.append(Problem(sheet.name, 1, "", wrong, _("a heading")))
        elif name in columns.values():
            problems.append(
                Problem(sheet.name, 1, name, _("the heading stands there twice."), _("one column"))
            )
        elif _says_nothing(sheet, at, name, noun):
            data.left_out.append(
                _("{file}: column “{column}” is empty.").format(file=sheet.name, column=name)
            )
        else:
            columns[at] = name
    return columns


def _says_nothing(sheet: Sheet, at: int, name: str, noun: NounFile) -> bool:
    if name in noun.columns or ANSWER_COLUMN.match(name):
        return False
    return bool(sheet.rows) and not any(row.cells[at] for row in sheet.rows)


def _completed(values: Values, behind: Values, noun: NounFile) -> Values:
    """Return CSV cells completed by JSON; an empty cell is a value, but hides no list of our own."""
    unknown = {
        name: value
        for name, value in behind.items()
        if name not in noun.columns and values.get(name) == "" and not isinstance(value, str)
    }
    # An empty cell of a further column says nothing where the JSON knows the row without it.
    said = {
        name: value
        for name, value in values.items()
        if value != "" or name in behind or name in noun.columns or not behind
    }
    return dict(behind) | said | unknown


def _key_of(values: Values, key: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(values.get(name, "") if values.get(name) is not None else "").strip() for name in key)
