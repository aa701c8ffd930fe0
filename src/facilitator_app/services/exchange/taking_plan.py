"""From a data set: the workshop, its agenda, its steps and their lights."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from facilitator_app import models as m
from facilitator_app.content.catalogue import Content
from facilitator_app.records.agenda import Agenda
from facilitator_app.records.enums import (
    AnchorKind,
    LanguageMode,
    LightColour,
    Noun,
    RoomSide,
    RoundKind,
    SegmentKind,
    StageName,
)
from facilitator_app.rules.timebox import CHANGE_OVER_SECONDS
from facilitator_app.services.exchange.agenda_rows import NOUN_OF, rows_of_agenda
from facilitator_app.services.exchange.building import Building
from facilitator_app.services.exchange.fields import Fields
from facilitator_app.services.exchange.layout import WORKSHOP_JSON
from facilitator_app.services.exchange.prayer import with_prayer_breaks
from facilitator_app.services.exchange.source import DataSet
from facilitator_app.services.planning.courses import course_agenda
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

_HOUR_SECONDS = 3600
_DAY_SECONDS = 24 * 3600
_STEP_TEXTS = (
    "purpose", "task_title", "task_text", "deliverable", "report_format", "private_notes", "synthesis",
)  # fmt: skip
_STEP_LISTS = ("presents", "questions", "report_fields", "outputs", "materials", "tips")


def begin(data: DataSet, content: Content) -> tuple[m.Programme, Building]:
    """Return programme and workshop; raises KnownError where the set says too little to make one."""
    raw = data.json["workshop"]
    fields = Fields(f"{WORKSHOP_JSON}, workshop", None, raw if isinstance(raw, dict) else {}, data.problems)
    title = fields.required("title")
    start = fields.day("start")
    if "agenda" not in data.json:
        content.course(fields.name("course"))
    if fields.spoiled or start is None or not _is_zone(_zone(fields)):
        first = next(iter(data.problems), None)
        raise KnownError(
            _("{file} lacks what a workshop needs: title, start and time zone.").format(file=WORKSHOP_JSON),
            str(first) if first else _("A time zone looks like Europe/Vilnius."),
        )
    workshop = _workshop(fields, data, content, start)
    workshop.extra = fields.extra()
    of = data.json.get("programme")
    about = Fields(f"{WORKSHOP_JSON}, programme", None, of if isinstance(of, dict) else {}, data.problems)
    programme = m.Programme(code=about.name("id"), title=about.name("title") or title)
    programme.extra = about.extra()
    workshop.programme_id = programme.id
    building = Building(data, content, workshop)
    building.add(workshop, Noun.WORKSHOP, "workshop")
    return programme, building


def _workshop(fields: Fields, data: DataSet, content: Content, start: str) -> m.Workshop:
    return m.Workshop(
        programme_id="",
        code=fields.name("id"),
        title=fields.name("title"),
        course=fields.name("course"),
        start=start,
        end=fields.day("end") or start,
        place=fields.name("place"),
        country=fields.name("country"),
        zone=_zone(fields),
        host=fields.name("host"),
        sponsor=fields.name("sponsor"),
        working_language=fields.language("working_language", "en"),
        local_languages=fields.languages("local_languages"),
        language_mode=(fields.choice("language_mode", LanguageMode) or LanguageMode.NONE).value,
        table_count=max(1, len(data.listed("tables"))),
        facilitator=fields.name("facilitator"),
        co_facilitator=fields.name("co_facilitator"),
        speakers=_speakers(fields),
        framework=fields.name("framework") or f"{content.framework.name}, {content.framework.edition}",
        content_version=fields.name("content_version") or content.version,
        note=fields.text("note") or _text(data, "note"),
        aim=fields.text("aim"),
        summary=fields.text("summary"),
        recommendations=fields.text("recommendations"),
        change_over_seconds=fields.whole("change_over_seconds", 0, _HOUR_SECONDS, CHANGE_OVER_SECONDS),
        mix_weights=fields.weights("mix_weights"),
        not_alone=fields.names("not_alone"),
        doors=(fields.choice("doors", RoomSide) or RoomSide.BACK).value,
    )


def _zone(fields: Fields) -> str:
    return fields.name("time_zone") or fields.name("zone")


def take_agenda(building: Building) -> None:
    """Keep the agenda of the set, or that of its course with the prayer breaks it asks for."""
    days = building.data.listed("agenda")
    if days:
        for day in building.data.from_json("agenda", days):
            _take_day(building, day)
    else:
        _keep_agenda(building, _course_agenda(building))
    if not building.segments:
        raise KnownError(
            _("{file}: the agenda holds no usable day.").format(file=WORKSHOP_JSON),
            str(next(iter(building.data.problems), "")),
        )


def take_steps(building: Building) -> None:
    """Keep the steps and lights of the set; without any they are copied from the content on creation."""
    for fields in building.data.from_json("steps", building.data.listed("steps")):
        _take_step(building, fields)
    lights = building.data.listed("light_items")
    if building.count(m.Step):
        for fields in building.data.from_json("light_items", lights):
            _take_light(building, fields)
    else:
        if lights:
            building.data.left_out.append(
                _("{file}: lights without steps were left out.").format(file=WORKSHOP_JSON)
            )
        building.copies_steps = True
        for step in building.content.steps:
            for light in (*step.green, *step.red):
                building.refs[str(Noun.LIGHT_ITEM), light.id] = ""


def _course_agenda(building: Building) -> Agenda:
    workshop = building.workshop
    start = date.fromisoformat(workshop.start)
    agenda = course_agenda(building.content, workshop.course, zone=workshop.zone, start=start)
    asked = workshop.extra.get("prayer_breaks")
    times: list[time] = []
    for text in asked if isinstance(asked, list) else []:
        try:
            times.append(time.fromisoformat(str(text)))
        except ValueError:
            building.data.notes.append(_("The prayer break “{time}” is no time.").format(time=str(text)[:40]))
    if not times:
        return agenda
    building.data.notes.append(
        _(
            "Prayer breaks of 15 min were put into the agenda at {times}; check where the day now ends."
        ).format(times=", ".join(t.strftime("%H:%M") for t in times))
    )
    return with_prayer_breaks(agenda, times)


def _keep_agenda(building: Building, agenda: Agenda) -> None:
    steps = {segment.code: list(segment.steps) for segment in agenda.segments()}
    for row in rows_of_agenda(agenda, building.workshop.id):
        ref = str(row.number) if isinstance(row, m.Day) else row.code if isinstance(row, m.Segment) else ""
        building.add(row, NOUN_OF[type(row)], ref)
        if isinstance(row, m.Segment):
            keep_segment(building, row, steps[row.code])


def _take_day(building: Building, fields: Fields) -> None:
    day = m.Day(
        workshop_id=building.workshop.id,
        number=fields.whole("day", 1, 60),
        on=fields.day("date") or "",
        start=fields.clock("start") or "",
        end=fields.clock("end") or "",
        end_anchored=fields.flag("end_anchored", default=True),
    )
    segments = fields.objects("segments")
    day.extra = fields.extra()
    if not (day.on and day.start and day.end):
        fields.spoil("date", _("date, start or end is missing."), _("2027-03-02, 08:30 and 17:00"))
    if fields.spoiled or not building.once(fields, "day", str(day.number)):
        return
    building.add(day, Noun.DAY, str(day.number))
    name = f"{fields.file.split(', ', maxsplit=1)[1]} → segments"
    for position, entry in enumerate(building.data.from_json(name, segments), start=1):
        _take_segment(building, entry, day, position)


def _take_segment(building: Building, fields: Fields, day: m.Day, position: int) -> None:
    round_kind = fields.choice("round", RoundKind)
    kind, at = _anchor(fields)
    segment = m.Segment(
        day_id=day.id,
        position=position,
        code=fields.required("id"),
        kind=(fields.choice("kind", SegmentKind) or SegmentKind.BUFFER).value,
        title=fields.name("title"),
        planned_seconds=fields.whole("planned_seconds", 0, _DAY_SECONDS),
        minimum_seconds=fields.whole("minimum_seconds", 0, _DAY_SECONDS, 0),
        cycle=fields.name("cycle") or None,
        anchor_kind=kind,
        anchor_at=at,
        buffer=fields.flag("buffer"),
        parked=fields.flag("parked"),
        shorten_needs_consent=fields.flag("shorten_needs_consent"),
        speaker=fields.flag("speaker"),
        optional=fields.flag("optional"),
        round_kind=round_kind.value if round_kind else None,
        note=fields.text("note"),
        private_notes=fields.text("private_notes"),
        form=fields.name("form"),
    )
    steps = fields.numbers("steps", 1, 12)
    stages = fields.objects("stages")
    segment.extra = fields.extra()
    if fields.spoiled or not building.once(fields, "segment", segment.code):
        return
    building.add(segment, Noun.SEGMENT, segment.code)
    keep_segment(building, segment, steps)
    for number, step in enumerate(dict.fromkeys(steps), start=1):
        building.add(m.SegmentStep(segment_id=segment.id, position=number, step=step), Noun.SEGMENT_STEP)
    name = f"{fields.file.split(', ', maxsplit=1)[1]} → stages"
    for number, entry in enumerate(building.data.from_json(name, stages), start=1):
        _take_stage(building, entry, segment, number)


def _anchor(fields: Fields) -> tuple[str | None, str | None]:
    about = Fields(f"{fields.file} → anchor", None, fields.entry("anchor") or {}, fields.problems)
    kind, at = about.choice("kind", AnchorKind), about.clock("time")
    if about.spoiled or (kind is None) != (at is None):
        fields.spoil("anchor", _("kind and time are not both there."), "start_at 12:00")
        return None, None
    return (kind.value if kind else None), at


def _take_stage(building: Building, fields: Fields, segment: m.Segment, position: int) -> None:
    stage = m.Stage(
        segment_id=segment.id,
        position=position,
        stage=(fields.choice("stage", StageName) or StageName.WHOLE).value,
        planned_seconds=fields.whole("planned_seconds", 0, _DAY_SECONDS),
        minimum_seconds=fields.whole("minimum_seconds", 0, _DAY_SECONDS, 0),
    )
    stage.extra = fields.extra()
    if not fields.spoiled and building.once(fields, "stage", segment.id, stage.stage):
        building.add(stage, Noun.STAGE)


def keep_segment(building: Building, segment: m.Segment, steps: list[int]) -> None:
    """Remember a segment by its code, and as the place where tables work on its steps."""
    building.segments[segment.code] = segment
    if segment.round_kind is None:
        return
    for step in steps:
        known = building.step_segments.get(step)
        if known is None or (known.kind != SegmentKind.STEP and segment.kind == SegmentKind.STEP):
            building.step_segments[step] = segment


def _take_step(building: Building, fields: Fields) -> None:
    columns: dict[str, Any] = {name: fields.text(name) for name in _STEP_TEXTS}
    columns |= {name: fields.names(name) for name in _STEP_LISTS}
    row = m.Step(
        workshop_id=building.workshop.id,
        number=fields.whole("number", 1, 12),
        phase=fields.name("phase"),
        phase_name=fields.name("phase_name"),
        name=fields.required("name"),
        **columns,
    )
    row.extra = fields.extra()
    if not fields.spoiled and building.once(fields, "step", str(row.number)):
        building.add(row, Noun.STEP, str(row.number))


def _take_light(building: Building, fields: Fields) -> None:
    row = m.LightItem(
        workshop_id=building.workshop.id,
        position=building.count(m.LightItem) + 1,
        step=fields.whole("step", 1, 12),
        item=fields.required("item"),
        colour=(fields.choice("colour", LightColour) or LightColour.GREEN).value,
        text=fields.text("text"),
        source=fields.name("source"),
        local=fields.flag("local"),
    )
    row.extra = fields.extra()
    if not fields.spoiled and building.once(fields, "light", row.item):
        building.add(row, Noun.LIGHT_ITEM, row.item)


def _speakers(fields: Fields) -> list[dict[str, object]]:
    speakers: list[dict[str, object]] = []
    entries = [("", item) for item in fields.objects("speakers")]
    for name, slot in (("opening_speaker", "opening"), ("after_dinner_speaker", "evening")):
        value = fields.values.get(name)
        fields.asked(name)
        if isinstance(value, dict):
            entries.append((slot, value))
    for slot, item in entries:
        one = Fields(f"{fields.file} → speakers", None, item, fields.problems)
        speaker: dict[str, object] = {
            "slot": one.name("slot") or slot,
            "name": one.name("name"),
            "minutes": one.integer("minutes", 0, 600),
        }
        speakers.append(speaker | one.extra())
    return speakers


def _text(data: DataSet, name: str) -> str:
    return Fields(WORKSHOP_JSON, None, data.json, data.problems).text(name)


def _is_zone(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
