"""A roster before it is taken in: what is new, changed, gone, replaced, and what cannot be used."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from facilitator_app.records.people import Participant
from facilitator_app.records.problems import Problem


class RosterField(StrEnum):
    """What a column of a roster can mean."""

    CODE = "id"
    NAME = "name"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    NATIVE_NAME = "native_name"
    GENDER = "gender"
    ORGANISATION = "organisation"
    ORG_TYPE = "org_type"
    ROLE_TITLE = "role_title"
    COUNTRY = "country"
    LANGUAGES = "languages"
    ENGLISH_LEVEL = "english_level"
    CLUSTER_KNOWN = "cluster_known"
    EMAIL = "email"
    TABLE = "table"
    SEAT = "seat"
    CONSENT_PHOTO = "consent_photo"
    CONSENT_CONTACT_LIST = "consent_contact_list"
    REPLACES = "replaces"
    NOTES = "notes"


class ReplacedBecause(StrEnum):
    """Why one person is taken to stand in for another."""

    ROSTER_SAYS_SO = "roster_says_so"
    SAME_ID = "same_id"
    SAME_ORGANISATION_AND_ROLE = "same_organisation_and_role"
    SAME_ORGANISATION_AND_SEAT = "same_organisation_and_seat"
    ONLY_ONE_OF_ORGANISATION = "only_one_of_organisation"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person of the roster who is not in the workshop yet; `row` counts as a spreadsheet does."""

    row: int
    person: Participant
    table: int | None = None
    seat: int | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that the roster now gives otherwise, as text."""

    field: RosterField
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedPerson:
    """A person whose row changed: the person as they will be, and what changes."""

    row: int
    person: Participant
    changes: tuple[FieldChange, ...]
    table: int | None = None
    seat: int | None = None


@dataclass(frozen=True, slots=True)
class Replacement:
    """A newcomer who takes the seat and the role of somebody who is gone."""

    gone: Participant
    newcomer: Newcomer
    because: ReplacedBecause


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """What taking a roster in would do. Rows in `kept_out` are not taken in; `problems` say why."""

    file: str
    new: tuple[Newcomer, ...]
    changed: tuple[ChangedPerson, ...]
    gone: tuple[Participant, ...]
    replaced: tuple[Replacement, ...]
    unchanged: int
    problems: tuple[Problem, ...]
    kept_out: tuple[int, ...]
    unused_columns: tuple[str, ...]

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to take in."""
        return bool(self.new or self.changed or self.replaced or self.gone)
