"""The rows of one workshop while a data set is read: what is already known, by the set's own ids."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TypeVar

from facilitator_app import models as m
from facilitator_app.content.catalogue import Content
from facilitator_app.models.base import Row
from facilitator_app.records.enums import Noun
from facilitator_app.services.exchange.fields import Fields
from facilitator_app.services.exchange.source import DataSet
from facilitator_app.support.wording import _

R = TypeVar("R", bound=Row)


@dataclass(slots=True)
class Building:
    """Rows in the order in which they may be inserted, and the references between them."""

    data: DataSet
    content: Content
    workshop: m.Workshop
    rows: list[Row] = field(default_factory=list)
    people: dict[str, m.Participant] = field(default_factory=dict)
    tables: dict[int, m.Table] = field(default_factory=dict)
    clusters: dict[str, m.Cluster] = field(default_factory=dict)
    segments: dict[str, m.Segment] = field(default_factory=dict)
    step_segments: dict[int, m.Segment] = field(default_factory=dict)
    copies_steps: bool = False
    refs: dict[tuple[str, str], str] = field(default_factory=dict)
    _counts: Counter[type[Row]] = field(default_factory=Counter)
    _first_rows: dict[tuple[str, ...], Fields] = field(default_factory=dict)

    @property
    def zone(self) -> str:
        """The workshop's IANA zone."""
        return self.workshop.zone

    def add(self, row: R, noun: Noun, ref: str = "") -> R:
        """Keep a row; `ref` is how translations call it."""
        self.rows.append(row)
        self._counts[type(row)] += 1
        if ref:
            self.refs.setdefault((str(noun), ref), row.id)
        return row

    def count(self, model: type[Row]) -> int:
        """Return how many rows of a model are kept."""
        return self._counts[model]

    def once(self, fields: Fields, *identity: str) -> bool:
        """Return whether this row is the first of its identity; a second one is named and kept out."""
        key = (fields.file.split(", ")[0], *identity)
        first = self._first_rows.setdefault(key, fields)
        if first is fields:
            return True
        where = _("row {row}").format(row=first.row) if first.row else first.file
        fields.spoil("", _("stands there twice (first in {place}).").format(place=where), _("one row"))
        return False

    def person(self, fields: Fields, column: str) -> str | None:
        """Return the id of a participant that must be on the roster."""
        return self._required(fields, column, {code: row.id for code, row in self.people.items()})

    def maybe_person(self, fields: Fields, column: str) -> str | None:
        """Return the id of a participant, or None; an unknown one is named and left empty."""
        return self._optional(fields, column, {code: row.id for code, row in self.people.items()})

    def table(self, fields: Fields, column: str = "table") -> str | None:
        """Return the id of a table that must be there."""
        return self._required(fields, column, {str(n): row.id for n, row in self.tables.items()})

    def maybe_table(self, fields: Fields, column: str = "table") -> str | None:
        """Return the id of a table, or None; an unknown one is named and left empty."""
        return self._optional(fields, column, {str(n): row.id for n, row in self.tables.items()})

    def cluster(self, fields: Fields, column: str = "cluster") -> str | None:
        """Return the id of a cluster that must be there."""
        return self._required(fields, column, {code: row.id for code, row in self.clusters.items()})

    def maybe_cluster(self, fields: Fields, column: str = "cluster") -> str | None:
        """Return the id of a cluster, or None; an unknown one is named and left empty."""
        return self._optional(fields, column, {code: row.id for code, row in self.clusters.items()})

    def segment(self, fields: Fields, step: int | None) -> m.Segment | None:
        """Return the segment that the row names, or else the one with table work on its step."""
        code = fields.name("segment")
        if code:
            found = self.segments.get(code)
            if found is None:
                fields.spoil(
                    "segment", _("“{code}” is not in the agenda.").format(code=code), _("a segment’s id")
                )
            return found
        if step is None:
            fields.spoil("step", _("the cell is empty."), _("a step from 1 to 12, or a segment’s id"))
            return None
        found = self.step_segments.get(step)
        if found is None:
            wrong = _("no table works on step {step} in this agenda.").format(step=step)
            fields.spoil("step", wrong, _("a step that is worked at tables"))
        return found

    def _required(self, fields: Fields, column: str, known: dict[str, str]) -> str | None:
        code = fields.name(column)
        if not code:
            fields.spoil(column, _("the cell is empty."), _expected(known))
            return None
        if code not in known:
            fields.spoil(column, _("“{code}” is not known.").format(code=code), _expected(known))
        return known.get(code)

    def _optional(self, fields: Fields, column: str, known: dict[str, str]) -> str | None:
        code = fields.name(column)
        if code and code not in known:
            fields.mention(
                column, _("“{code}” is not known; left empty.").format(code=code), _expected(known)
            )
        return known.get(code)


def _expected(known: dict[str, str]) -> str:
    shown = list(known)[:5]
    return ", ".join([*shown, "…"] if len(known) > len(shown) else shown) or _("nothing, the list is empty")
