"""From a data set: where people sit, what they do there, what they wish for and which cluster they choose."""

from __future__ import annotations

from facilitator_app import models as m
from facilitator_app.records.enums import Noun, TableRoleName, WishKind
from facilitator_app.services.exchange.building import Building
from facilitator_app.services.exchange.fields import Fields
from facilitator_app.services.exchange.layout import CHOICES, CONFIRMATIONS, ROLES, SEATING, WISHES
from facilitator_app.services.exchange.taking_people import MAX_SEATS
from facilitator_app.support.wording import _

_CHOICES = 2


def take_seats(building: Building, places: dict[str, tuple[int, int | None]]) -> None:
    """Keep who sits where in every round: `seating.csv`, or the roster's table in each of them."""
    if building.data.has(SEATING):
        for fields in building.data.rows(SEATING):
            segment = building.segment(fields, None)
            row = m.Seat(
                segment_id=segment.id if segment else "",
                table_id=building.table(fields) or "",
                participant_id=building.person(fields, "participant") or "",
                seat_number=fields.integer("seat", 1, MAX_SEATS),
                locked=fields.flag("locked"),
            )
            row.extra = fields.extra()
            if not fields.spoiled and building.once(fields, "seat", row.segment_id, row.participant_id):
                building.add(row, Noun.SEAT)
        return
    rounds = [segment for segment in building.segments.values() if segment.round_kind]
    if places and not rounds:
        building.data.notes.append(
            _("The agenda has no table work: tables and seats of the roster were left out.")
        )
    for segment in rounds:
        for code, (table, seat) in places.items():
            row = m.Seat(
                segment_id=segment.id,
                table_id=building.tables[table].id,
                participant_id=building.people[code].id,
                seat_number=seat,
            )
            building.add(row, Noun.SEAT)


def take_roles(building: Building, said: dict[int, dict[TableRoleName, str]]) -> None:
    """Keep the roles at the tables: `roles.csv`, or those of the tables in every round."""
    if building.data.has(ROLES):
        for fields in building.data.rows(ROLES):
            segment = building.segment(fields, None)
            role = fields.choice("role", TableRoleName)
            if role is None and not fields.spoiled:
                fields.spoil("role", _("the cell is empty."), ", ".join(TableRoleName))
            row = m.TableRole(
                segment_id=segment.id if segment else "",
                table_id=building.table(fields) or "",
                role=(role or TableRoleName.HOST).value,
                participant_id=building.person(fields, "participant") or "",
            )
            row.extra = fields.extra()
            if not fields.spoiled and building.once(fields, "role", row.segment_id, row.table_id, row.role):
                building.add(row, Noun.TABLE_ROLE)
        return
    known: dict[tuple[int, TableRoleName], str] = {}
    for number, (table, codes) in enumerate(said.items(), start=1):
        one = Fields(
            f"workshop.json, tables → {number}",
            None,
            {str(r): code for r, code in codes.items()},
            building.data.problems,
        )
        for role in codes:
            person = building.maybe_person(one, role.value)
            if person:
                known[table, role] = person
    for segment in building.segments.values():
        for (table, role), person in known.items() if segment.round_kind else ():
            role_row = m.TableRole(
                segment_id=segment.id,
                table_id=building.tables[table].id,
                role=role.value,
                participant_id=person,
            )
            building.add(role_row, Noun.TABLE_ROLE)


def take_wishes(building: Building) -> None:
    """Keep what people wish of the tables; a wish that lacks its second half is named and left out."""
    for fields in building.data.from_json(WISHES, building.data.listed(WISHES)):
        kind = fields.choice("kind", WishKind)
        if kind is None and not fields.spoiled:
            fields.spoil("kind", _("the cell is empty."), ", ".join(WishKind))
        at_table = kind is WishKind.AT_TABLE
        fields.asked("other", "table")
        row = m.SeatingWish(
            workshop_id=building.workshop.id,
            position=building.count(m.SeatingWish) + 1,
            kind=(kind or WishKind.TOGETHER).value,
            participant_id=building.person(fields, "participant") or "",
            other_id=None if at_table else building.person(fields, "other"),
            table_id=building.table(fields) if at_table else None,
            note=fields.text("note"),
        )
        row.extra = fields.extra()
        if row.other_id == row.participant_id and not fields.spoiled:
            fields.spoil("other", _("the same person twice."), _("two different people"))
        if not fields.spoiled:
            building.add(row, Noun.SEATING_WISH)


def take_choices(building: Building) -> None:
    """Keep the first and second choices of a cluster; nobody can choose one cluster twice."""
    for fields in building.data.from_json(CHOICES, building.data.listed(CHOICES)):
        row = m.ClusterChoice(
            workshop_id=building.workshop.id,
            participant_id=building.person(fields, "participant") or "",
            choice=fields.whole("choice", 1, _CHOICES),
            cluster_id=building.cluster(fields) or "",
        )
        row.extra = fields.extra()
        first = not fields.spoiled and building.once(fields, CHOICES, row.participant_id, str(row.choice))
        if first and building.once(fields, CHOICES, row.participant_id, row.cluster_id):
            building.add(row, Noun.CLUSTER_CHOICE)


def take_confirmations(building: Building) -> None:
    """Keep which rounds somebody looked at."""
    for fields in building.data.from_json(CONFIRMATIONS, building.data.listed(CONFIRMATIONS)):
        segment = building.segment(fields, None)
        at = fields.instant("at", building.zone)
        row = m.SeatingConfirmation(segment_id=segment.id if segment else "", at=at or "")
        row.extra = fields.extra()
        if at is None and not fields.spoiled:
            fields.spoil("at", _("the cell is empty."), "2027-03-02T09:00:00+02:00")
        if not fields.spoiled and building.once(fields, CONFIRMATIONS, row.segment_id):
            building.add(row, Noun.SEATING_CONFIRMATION)
