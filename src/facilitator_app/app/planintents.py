"""From what people and tables ask to the command that does it: one small method for each intent."""

from __future__ import annotations

from typing import Any

from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.records.enums import Desk, RoundKind, TableRoleName
from facilitator_app.records.roster import RosterField
from facilitator_app.services import people, seating


class PlanIntents:
    """What people and tables ask for."""

    def __init__(self, workshop: OpenWorkshop) -> None:
        self._workshop = workshop

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

    def swap(self, segment: str, one: str, other: str) -> None:
        """Let two people change seats in a round."""
        self._workshop.post("seat", lambda file: seating.swap_people(file, segment, one, other))

    def lock(self, segment: str, table_id: str, participant_id: str, locked: bool) -> None:  # noqa: FBT001
        """Lock one seat, a whole table (nobody named) or a whole round (no table either), or free them."""
        if participant_id:
            self._workshop.post(
                "lock", lambda file: seating.lock_seat(file, segment, participant_id, locked=locked)
            )
            return
        table = table_id or None
        self._workshop.post("lock", lambda file: seating.lock_seats(file, segment, table, locked=locked))

    def set_round_kind(self, segment: str, kind: str) -> None:
        """Say how people sit in a round."""
        self._workshop.post("round", lambda file: seating.set_round_kind(file, segment, RoundKind(kind)))

    def choose_cluster(self, participant_id: str, first: str, second: str) -> None:
        """Keep what somebody wishes to work on (cluster ids, or nothing)."""
        identity = self._workshop.workshop_id
        wishes = (first or None, second or None)
        self._workshop.post(
            "choice", lambda file: seating.set_choices(file, identity, participant_id, *wishes)
        )

    def add_cluster(self, name: str) -> None:
        """Add a cluster the room has selected."""
        identity = self._workshop.workshop_id
        self._workshop.post("cluster", lambda file: seating.add_cluster(file, identity, name))

    def rename_cluster(self, cluster_id: str, name: str) -> None:
        """Give a cluster another English name."""
        self._workshop.post("cluster", lambda file: seating.change_cluster(file, cluster_id, name=name))

    def select_cluster(self, cluster_id: str, selected: bool) -> None:  # noqa: FBT001  # as the signal says it
        """Say whether the room has selected a cluster."""
        self._workshop.post(
            "cluster", lambda file: seating.change_cluster(file, cluster_id, selected=selected)
        )

    def set_role(self, segment: str, table_id: str, role: str, participant_id: str) -> None:
        """Give somebody a role at a table, or nobody (no id)."""
        self._workshop.post(
            "role",
            lambda file: seating.set_role(
                file, segment, table_id, TableRoleName(role), participant_id or None
            ),
        )

    def place_table(self, table_id: str, x: float, y: float) -> None:
        """Put a table somewhere in the room (shares of its width and depth)."""
        self._workshop.post("room", lambda file: seating.place_table(file, table_id, x, y))

    def set_doors(self, side: str) -> None:
        """Say which wall has the doors."""
        identity = self._workshop.workshop_id
        self._workshop.post("room", lambda file: seating.set_doors(file, identity, side))

    def reset_places(self) -> None:
        """Let all tables stand as usual again."""
        identity = self._workshop.workshop_id
        self._workshop.post("room", lambda file: seating.reset_places(file, identity))


def person_fields(field: str, text: str) -> dict[str, Any]:
    """Return the fields of a participant that one cell of the list changes."""
    if field == RosterField.LANGUAGES:
        tags = text.replace(",", ";").split(";")
        return {"languages": tuple(tag.strip() for tag in tags if tag.strip())}
    if field == RosterField.NAME:
        return {"display_name": text.strip()}
    return {field: text.strip()}
