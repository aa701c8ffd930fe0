"""People, and whether they were there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Participant:
    """One person of the roster. `languages` are BCP 47 tags in the person's own order."""

    id: str
    code: str
    given_name: str
    family_name: str
    display_name: str
    native_name: str = ""
    gender: str = ""
    organisation: str = ""
    org_type: str = ""
    role_title: str = ""
    country: str = ""
    languages: tuple[str, ...] = ()
    english_level: str = ""
    cluster_known: str = ""
    interpreter_id: str | None = None
    email: str = ""
    consent_photo: bool = False
    consent_contact_list: bool = False
    replaced_by_id: str | None = None
    withdrawn: bool = False
    notes: str = ""

    @property
    def name(self) -> str:
        """The name as its owner writes it in Latin script, or the nearest there is."""
        return self.display_name or f"{self.given_name} {self.family_name}".strip() or self.native_name

    @property
    def own_name(self) -> str:
        """The name in its owner's own script."""
        return self.native_name or self.name

    @property
    def reports_in_english(self) -> bool:
        """English at B1 or better, or English with no level given."""
        if "en" not in {tag.split("-", maxsplit=1)[0].lower() for tag in self.languages}:
            return False
        return self.english_level.upper() not in {"A0", "A1", "A2"}


@dataclass(frozen=True, slots=True)
class Attendance:
    """Whether one person was there in one half-day, such as `D1-AM`."""

    id: str
    participant_id: str
    session: str
    present: bool
