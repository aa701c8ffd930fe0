"""From what the screens of preparation ask to the command that does it: agenda, people and tables."""

from __future__ import annotations

from datetime import time
from typing import Any

from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.records.agenda import Anchor
from facilitator_app.records.enums import Desk, SegmentKind, StageName, TableRoleName
from facilitator_app.records.remedies import Remedy
from facilitator_app.records.roster import RosterField
from facilitator_app.services import people, planning, seating


class PlanIntents:
    """What agenda, people and tables ask for."""

    def __init__(self, workshop: OpenWorkshop) -> None:
        self._workshop = workshop

    def set_minutes(self, segment: str, minutes: int) -> None:
        """Give a segment other minutes."""
        self._workshop.post("agenda", lambda file: planning.set_minutes(file, segment, minutes))

    def set_stage(self, segment: str, stage: StageName, minutes: int) -> None:
        """Give one stage of a segment other minutes."""
        self._workshop.post("agenda", lambda file: planning.set_minutes(file, segment, minutes, stage=stage))

    def set_least(self, segment: str, stage: StageName, minutes: int) -> None:
        """Say how short one stage of a segment may get."""
        self._workshop.post("agenda", lambda file: planning.set_minimum(file, segment, minutes, stage=stage))

    def shorten(self, segment: str) -> None:
        """Bring every stage of a segment down to its least minutes."""
        self._workshop.post("agenda", lambda file: planning.shorten_segment(file, segment))

    def set_anchor(self, segment: str, anchor: Anchor | None) -> None:
        """Fix when a segment must start or end, or let it float."""
        self._workshop.post("agenda", lambda file: planning.set_anchor(file, segment, anchor))

    def set_mark(self, segment: str, mark: str, on: bool) -> None:  # noqa: FBT001  # as the signal says it
        """Say whether a segment is a buffer, or needs consent to be shortened."""
        if mark == "buffer":
            self._workshop.post("agenda", lambda file: planning.set_buffer(file, segment, buffer=on))
        else:
            self._workshop.post("agenda", lambda file: planning.set_consent(file, segment, needed=on))

    def settle_text(self, segment: str, field: str, text: str) -> None:
        """Keep title, note or private notes of a segment."""
        fields: dict[str, Any] = {field: text}
        self._workshop.post("agenda", lambda file: planning.update_segment(file, segment, **fields))

    def set_day(self, day: str, start: time, end: time, firm: bool) -> None:  # noqa: FBT001
        """Say when a day starts and ends, and whether that end must hold."""
        self._workshop.post(
            "agenda", lambda file: planning.set_day(file, day, start=start, end=end, end_anchored=firm)
        )

    def apply_remedy(self, remedy: Remedy) -> None:
        """Mend what does not fit, as one step."""
        identity = self._workshop.workshop_id
        self._workshop.post("agenda", lambda file: planning.apply_remedy(file, identity, remedy))

    def move(self, segment: str, day: str, before: str | None) -> None:
        """Move a segment before another one, or to the end of a day; a parked one is taken back with it."""
        self._workshop.post(
            "agenda", lambda file: planning.move_segment(file, segment, day, before, parked=False)
        )

    def split(self, segment: str, minutes: int) -> None:
        """Split a segment in two after so many minutes."""
        self._workshop.post("agenda", lambda file: planning.split_segment(file, segment, minutes))

    def park(self, segment: str, parked: bool) -> None:  # noqa: FBT001  # as the signal says it
        """Put a segment aside, or take it back into its day."""
        self._workshop.post("agenda", lambda file: planning.park_segment(file, segment, parked=parked))

    def duplicate(self, segment: str) -> None:
        """Put a copy of a segment behind it."""
        self._workshop.post("agenda", lambda file: planning.duplicate_segment(file, segment))

    def remove(self, segment: str) -> None:
        """Take a segment out of the agenda."""
        self._workshop.post("agenda", lambda file: planning.remove_segment(file, segment))

    def insert(self, day: str, before: str | None, kind: SegmentKind, title: str, minutes: int) -> None:
        """Put a new segment into a day."""
        self._workshop.post(
            "agenda", lambda file: planning.insert_segment(file, day, kind, title, minutes, before=before)
        )

    def change_person(self, participant_id: str, field: str, text: str) -> None:
        """Keep what was typed into one cell of the list of people."""
        fields = person_fields(field, text)
        self._workshop.post("person", lambda file: people.change_participant(file, participant_id, **fields))

    def add_person(self, name: str) -> None:
        """Add somebody who came without being on the list."""
        identity = self._workshop.workshop_id
        given, _space, family = name.partition(" ")
        fields: dict[str, Any] = {"given_name": given, "family_name": family, "display_name": name}
        self._workshop.post("person", lambda file: people.add_participant(file, identity, **fields))

    def withdraw(self, participant_id: str, withdrawn: bool) -> None:  # noqa: FBT001  # as the signal says it
        """Note that somebody does not come after all, or does."""
        self._workshop.post(
            "person",
            lambda file: people.withdraw(file, participant_id, withdrawn=withdrawn, desk=Desk.PREPARE),
        )

    def mark_attendance(self, participant_id: str, session: str, present: bool) -> None:  # noqa: FBT001
        """Note who is there in a half-day, in the list of people."""
        identity, desk = self._workshop.workshop_id, Desk.PREPARE
        self._workshop.post(
            "attendance",
            lambda file: people.mark(file, identity, participant_id, session, present=present, desk=desk),
        )

    def seat(self, segment: str, participant_id: str, table_id: str) -> None:
        """Seat somebody at another table of a round."""
        self._workshop.post("seat", lambda file: seating.move_person(file, segment, participant_id, table_id))

    def set_role(self, segment: str, table_id: str, role: str, participant_id: str) -> None:
        """Give somebody a role at a table, or nobody (no id)."""
        self._workshop.post(
            "role",
            lambda file: seating.set_role(
                file, segment, table_id, TableRoleName(role), participant_id or None
            ),
        )


def person_fields(field: str, text: str) -> dict[str, Any]:
    """Return the fields of a participant that one cell of the list changes."""
    if field == RosterField.LANGUAGES:
        tags = text.replace(",", ";").split(";")
        return {"languages": tuple(tag.strip() for tag in tags if tag.strip())}
    if field == RosterField.NAME:
        return {"display_name": text.strip()}
    return {field: text.strip()}
