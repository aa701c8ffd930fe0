"""One row of a roster as a person; a cell that cannot be used is named and left empty."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from facilitator_app.records.people import Participant
from facilitator_app.records.problems import Problem
from facilitator_app.records.roster import RosterField
from facilitator_app.rules.text import clean
from facilitator_app.services.exchange.sheets import Sheet, SheetRow
from facilitator_app.services.roster.languages import read_country, read_languages, read_level, read_yes
from facilitator_app.support.wording import _

_LONGEST: Final = 300
_LONGEST_NOTES: Final = 4000
_MAX_SEAT: Final = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """A readable row: the person (without an id), what was filled in, and who is replaced."""

    row: int
    person: Participant
    filled: frozenset[RosterField]
    table: int | None
    seat: int | None
    replaces: str


class RowReader:
    """Reads the rows of one table by one mapping of columns, collecting problems."""

    def __init__(self, table: Sheet, columns: Mapping[RosterField, int], tables: Collection[int]) -> None:
        self.problems: list[Problem] = []
        self._table = table
        self._columns = columns
        self._tables = tables

    def read(self, row: SheetRow) -> Entry | None:
        """Return the person of a row, or None (with a problem) where it names nobody."""
        given, family = self._names(row)
        native = self._line(row, RosterField.NATIVE_NAME)
        display = self._line(row, RosterField.NAME)
        if not (given or family or display or native):
            self.name(row, RosterField.NAME, _("nobody is named in this row."), _("a name"))
            return None
        languages, level = self._languages(row)
        person = Participant(
            id="",
            code=self._line(row, RosterField.CODE),
            given_name=given,
            family_name=family,
            display_name=display,
            native_name=native,
            gender=self._line(row, RosterField.GENDER),
            organisation=self._line(row, RosterField.ORGANISATION),
            org_type=self._line(row, RosterField.ORG_TYPE),
            role_title=self._line(row, RosterField.ROLE_TITLE),
            country=read_country(self._line(row, RosterField.COUNTRY)),
            languages=languages,
            english_level=level,
            cluster_known=self._line(row, RosterField.CLUSTER_KNOWN),
            email=self._email(row),
            consent_photo=self._yes(row, RosterField.CONSENT_PHOTO),
            consent_contact_list=self._yes(row, RosterField.CONSENT_CONTACT_LIST),
            notes=clean(self._cell(row, RosterField.NOTES)).strip()[:_LONGEST_NOTES],
        )
        filled = {field for field in self._columns if self._cell(row, field).strip()}
        if level:
            filled.add(RosterField.ENGLISH_LEVEL)
        table, seat = self._place(row)
        replaces = self._line(row, RosterField.REPLACES)
        return Entry(row.number, person, frozenset(filled), table, seat, replaces)

    def name(self, row: SheetRow, field: RosterField, wrong: str, expected: str) -> None:
        """Name a problem by row and by the heading that the person knows."""
        at = self._columns.get(field)
        column = self._table.heading[at] if at is not None else ""
        self.problems.append(Problem(self._table.name, row.number, column, wrong, expected))

    def _cell(self, row: SheetRow, field: RosterField) -> str:
        at = self._columns.get(field)
        return row.cells[at] if at is not None and at < len(row.cells) else ""

    def _line(self, row: SheetRow, field: RosterField) -> str:
        text = " ".join(clean(self._cell(row, field)).split())
        if len(text) > _LONGEST:
            expected = _("at most {limit} characters").format(limit=_LONGEST)
            self.name(row, field, _("the text is too long and was left out."), expected)
            return ""
        return text

    def _names(self, row: SheetRow) -> tuple[str, str]:
        given = self._line(row, RosterField.GIVEN_NAME)
        family = self._line(row, RosterField.FAMILY_NAME)
        whole = self._line(row, RosterField.NAME)
        if whole and not (given or family):
            before, comma, after = whole.partition(",")
            if comma:
                return after.strip(), before.strip()
            words = whole.split()
            return " ".join(words[:-1]), words[-1]
        return given, family

    def _languages(self, row: SheetRow) -> tuple[tuple[str, ...], str]:
        tags, level, unknown = read_languages(clean(self._cell(row, RosterField.LANGUAGES)))
        if unknown:
            wrong = _("“{word}” is no language that is known; left out.").format(word=unknown[0][:60])
            self.name(row, RosterField.LANGUAGES, wrong, _("codes or names such as lt;en"))
        text = clean(self._cell(row, RosterField.ENGLISH_LEVEL))
        said = read_level(text)
        if said is None:
            wrong = _("“{word}” is no level; left empty.").format(word=text.strip()[:60])
            self.name(row, RosterField.ENGLISH_LEVEL, wrong, "A1, A2, B1, B2, C1, C2")
        return tuple(tags), said or level

    def _email(self, row: SheetRow) -> str:
        email = self._line(row, RosterField.EMAIL)
        before, at, after = email.partition("@")
        if email and not (before and at and "." in after and " " not in email and "@" not in after):
            wrong = _("“{text}” is no e-mail address; left empty.").format(text=email[:60])
            self.name(row, RosterField.EMAIL, wrong, "name@example.org")
            return ""
        return email

    def _yes(self, row: SheetRow, field: RosterField) -> bool:
        text = self._cell(row, field)
        answer = read_yes(text)
        if answer is None:
            # Consent is never guessed.
            wrong = _("“{text}” is neither yes nor no; taken as no.").format(text=clean(text).strip()[:60])
            self.name(row, field, wrong, _("yes or no"))
        return bool(answer)

    def _place(self, row: SheetRow) -> tuple[int | None, int | None]:
        table = self._number(row, RosterField.TABLE)
        if table is not None and table not in self._tables:
            known = ", ".join(str(number) for number in sorted(self._tables))
            wrong = _("there is no table {n}; left empty.").format(n=table)
            self.name(row, RosterField.TABLE, wrong, known or _("an empty cell: there are no tables yet"))
            return None, None
        seat = self._number(row, RosterField.SEAT)
        if seat is not None and not 1 <= seat <= _MAX_SEAT:
            wrong = _("“{text}” is no seat; left empty.").format(text=seat)
            self.name(row, RosterField.SEAT, wrong, f"1–{_MAX_SEAT}")
            seat = None
        return table, seat

    def _number(self, row: SheetRow, field: RosterField) -> int | None:
        text = self._line(row, field)
        digits = "".join(character for character in text if character.isdecimal())
        if not text:
            return None
        if not digits or len(digits) > 3:  # noqa: PLR2004 - no room has a thousand tables
            wrong = _("“{text}” is no number; left empty.").format(text=text[:60])
            self.name(row, field, wrong, _("a number"))
            return None
        return int(digits)
