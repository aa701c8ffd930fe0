"""From a data set: clusters, tables, people, and who was present."""

from __future__ import annotations

from facilitator_app import models as m
from facilitator_app.records.enums import Noun, TableRoleName
from facilitator_app.services.exchange.building import Building
from facilitator_app.services.exchange.fields import Fields
from facilitator_app.services.exchange.layout import ATTENDANCE, PARTICIPANTS
from facilitator_app.support.wording import _

MAX_TABLES = 60
MAX_SEATS = 60
ENGLISH_LEVELS = frozenset({"", "A0", "A1", "A2", "B1", "B2", "C1", "C2"})


def take_clusters(building: Building) -> None:
    """Keep the candidate and selected clusters."""
    for fields in building.data.from_json("clusters", building.data.listed("clusters")):
        row = m.Cluster(
            workshop_id=building.workshop.id,
            position=len(building.clusters) + 1,
            code=fields.required("id"),
            name_english=fields.name("name_en"),
            name_local=fields.name("name_local"),
            language=fields.language("lang"),
            selected=fields.flag("selected"),
            summary=fields.text("summary"),
        )
        row.extra = fields.extra()
        if not fields.spoiled and building.once(fields, "cluster", row.code):
            building.clusters[row.code] = building.add(row, Noun.CLUSTER, row.code)


def take_tables(building: Building) -> dict[int, dict[TableRoleName, str]]:
    """Keep the tables; return who the set says has which role at them, by participants' codes."""
    roles: dict[int, dict[TableRoleName, str]] = {}
    for fields in building.data.from_json("tables", building.data.listed("tables")):
        row = m.Table(
            workshop_id=building.workshop.id,
            number=fields.whole("table", 1, MAX_TABLES),
            name=fields.name("name"),
            discussion_language=fields.language("discussion_language"),
            report_language=fields.language("report_language"),
            cluster_id=building.maybe_cluster(fields),
            place_x=fields.share("place_x"),
            place_y=fields.share("place_y"),
        )
        said = {role: fields.name(role.value) for role in TableRoleName}
        row.extra = fields.extra()
        if not fields.spoiled and building.once(fields, "table", str(row.number)):
            building.tables[row.number] = building.add(row, Noun.TABLE, str(row.number))
            roles[row.number] = {role: code for role, code in said.items() if code}
    if not building.tables:
        _tables_of_participants(building)
    building.workshop.table_count = max(1, len(building.tables))
    return roles


def take_people(building: Building) -> dict[str, tuple[int, int | None]]:
    """Keep the roster; return everybody's table and seat as the set gives them, by code."""
    places: dict[str, tuple[int, int | None]] = {}
    linked: list[tuple[m.Participant, Fields]] = []
    for fields in building.data.rows(PARTICIPANTS, ("id",)):
        row = participant_of(fields)
        row.programme_id = building.workshop.programme_id
        row.position = len(building.people) + 1
        table = fields.integer("table", 1, MAX_TABLES)
        seat = fields.integer("seat", 1, MAX_SEATS)
        fields.asked("interpreter", "replaced_by")
        row.extra = fields.extra()
        if table is not None and table not in building.tables and not fields.spoiled:
            fields.spoil("table", _("there is no table {n}.").format(n=table), _known_tables(building))
        if fields.spoiled or not building.once(fields, "person", row.code):
            continue
        building.people[row.code] = building.add(row, Noun.PARTICIPANT, row.code)
        linked.append((row, fields))
        if table is not None:
            places[row.code] = (table, seat)
    for row, fields in linked:
        row.interpreter_id = building.maybe_person(fields, "interpreter")
        row.replaced_by_id = building.maybe_person(fields, "replaced_by")
    return places


def participant_of(fields: Fields) -> m.Participant:
    """Return a participant's row from fields named as in the layout, without programme and references."""
    level = fields.name("english_level").upper()
    if level not in ENGLISH_LEVELS:
        fields.spoil(
            "english_level", _("“{value}” is no level.").format(value=level), "A1, A2, B1, B2, C1, C2"
        )
    row = m.Participant(
        programme_id="",
        code=fields.required("id"),
        given_name=fields.name("given_name"),
        family_name=fields.name("family_name"),
        display_name=fields.name("display_name"),
        native_name=fields.name("native_name"),
        gender=fields.name("gender_optional"),
        organisation=fields.name("organisation"),
        org_type=fields.name("org_type"),
        role_title=fields.name("role_title"),
        country=fields.name("country"),
        languages=fields.languages("languages"),
        english_level=level,
        cluster_known=fields.name("cluster_known"),
        email=fields.name("email"),
        consent_photo=fields.flag("consent_photo"),
        consent_contact_list=fields.flag("consent_contact_list"),
        withdrawn=fields.flag("withdrawn"),
        notes=fields.text("notes"),
    )
    if not (row.given_name or row.family_name or row.display_name or row.native_name):
        fields.spoil(
            "family_name", _("this person has no name."), _("a given, family, display or native name")
        )
    return row


def take_attendance(building: Building) -> None:
    """Keep who was there, by half-day."""
    for fields in building.data.rows(ATTENDANCE):
        row = m.Attendance(
            workshop_id=building.workshop.id,
            participant_id=building.person(fields, "participant") or "",
            session=fields.required("session"),
            present=fields.flag("present"),
        )
        row.extra = fields.extra()
        if not fields.spoiled and building.once(fields, row.participant_id, row.session):
            building.add(row, Noun.ATTENDANCE)


def _tables_of_participants(building: Building) -> None:
    """Make the tables that the roster names, where the set describes none."""
    numbers: set[int] = set()
    for fields in building.data.rows(PARTICIPANTS, ("id",)):
        silent = Fields(fields.file, fields.row, fields.values, [])
        number = silent.integer("table", 1, MAX_TABLES)
        if number is not None:
            numbers.add(number)
    for number in sorted(numbers):
        row = m.Table(workshop_id=building.workshop.id, number=number)
        building.tables[number] = building.add(row, Noun.TABLE, str(number))


def _known_tables(building: Building) -> str:
    return ", ".join(str(number) for number in building.tables) or _("no table, the set describes none")
