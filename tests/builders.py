"""Frozen records made of the rehearsal data sets, for tests that need a workshop but no file."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from facilitator_app.records.agenda import Agenda, Anchor, Day, Segment, StageSlot
from facilitator_app.records.capture import ActionItem, ParkingLotItem, ReportBack, ReportPoint
from facilitator_app.records.enums import (
    AnchorKind,
    LanguageMode,
    LightColour,
    ParkingStatus,
    RoundKind,
    SegmentKind,
    StageName,
    TableRoleName,
    TranslationStatus,
)
from facilitator_app.records.findings import Cluster, LightItem, LightRating
from facilitator_app.records.people import Attendance, Participant
from facilitator_app.records.run import Position, RunEntry, RunState
from facilitator_app.records.seating import Seat, Table, TableRole
from facilitator_app.records.workshop import Details, Speaker, Step, Translation, WorkshopRecord
from facilitator_app.services import running
from facilitator_app.support import paths
from facilitator_app.support.clock import Reading

_CYCLE = (
    StageName.BRIEF,
    StageName.THINK,
    StageName.DISCUSS,
    StageName.REPORT,
    StageName.SYNTHESIS,
    StageName.LIGHTS,
)


@lru_cache
def kaunas() -> WorkshopRecord:
    """Two days, 28 people at five tables, Lithuanian, Polish and Latvian, everything captured."""
    return _workshop("kaunas_2day")


@lru_cache
def sharjah() -> WorkshopRecord:
    """One day, 26 people at five tables, Arabic, Thai and Khmer."""
    return _workshop("sharjah_1day")


def translated(record: WorkshopRecord, *texts: tuple[str, str, str, str, str]) -> WorkshopRecord:
    """Return the record with further (noun, row id, field, language, text)."""
    rows = tuple(
        Translation(f"tr-{i}", *text, status=TranslationStatus.CHECKED) for i, text in enumerate(texts)
    )
    return replace(record, translations=(*record.translations, *rows))


def segment_of_step(record: WorkshopRecord, step: int) -> Segment:
    """Return the segment in which a step is worked."""
    return next(s for s in record.agenda.segments() if step in s.steps)


def before_start(record: WorkshopRecord, minutes: float = 20) -> RunState:
    """Return the state so many minutes before the first day's planned start (negative: after it)."""
    return running.state(record, reading_at(_day_start(record) - timedelta(minutes=minutes)))


def played(record: WorkshopRecord, until: Position, late_seconds: int = 0) -> WorkshopRecord:
    """Return the record with a run log up to `until`, which has just begun; all went as planned but late."""
    day = next(d for d in record.agenda.days if any(s.id == until.segment_id for s in d.segments))
    now = _day_start(record, day) + timedelta(seconds=late_seconds)
    entries: list[RunEntry] = []
    for position in running.positions(record, day):
        reading = reading_at(now)
        box = running.box_at(replace(record, run_entries=tuple(entries)), position, reading)
        entry = RunEntry(f"run-{len(entries)}", len(entries) + 1, position, box, 0, reading)
        if position == until:
            return replace(record, run_entries=(*entries, entry))
        now += timedelta(seconds=box)
        entries.append(replace(entry, ended=reading_at(now)))
    raise LookupError(until)


def state_after(record: WorkshopRecord, seconds: float = 0, **more: int) -> RunState:
    """Return where the run stands so many seconds after its last entry began."""
    last = record.run_entries[-1].started
    return running.state(record, reading_at(last.wall + timedelta(seconds=seconds)), **more)


def reading_at(moment: datetime) -> Reading:
    """Return a reading of one boot that began long ago."""
    wall = moment.astimezone(UTC)
    since = wall - datetime(2027, 1, 1, tzinfo=UTC)
    return Reading(wall, "boot-1", int(since.total_seconds() * 1000))


def _day_start(record: WorkshopRecord, day: Day | None = None) -> datetime:
    chosen = day or record.agenda.days[0]
    return datetime.combine(chosen.on, chosen.start, ZoneInfo(record.agenda.zone))


def _workshop(name: str) -> WorkshopRecord:
    data = json.loads((paths.rehearsals() / name / "workshop.json").read_text("utf-8"))
    steps = json.loads((paths.content() / "steps.json").read_text("utf-8"))
    details = _details(data["workshop"], len(data["tables"]))
    agenda = _agenda(details)
    record = WorkshopRecord(
        details=details,
        agenda=agenda,
        steps=tuple(_step(one) for one in steps["steps"]),
        participants=tuple(_participant(one) for one in data["participants"]),
        tables=tuple(_table(one) for one in data["tables"]),
        clusters=tuple(_cluster(one) for one in data["clusters"]),
        light_items=tuple(_light_items(steps)),
    )
    rounds = [s.id for s in agenda.segments() if s.has_table_work]
    record = replace(
        record,
        seats=tuple(_seats(data, rounds)),
        roles=tuple(_roles(data, rounds)),
        attendance=tuple(_attendance(name)),
        light_ratings=tuple(_ratings(record, name)),
        parking_lot=tuple(_parking(name)),
        actions=tuple(_actions(name)),
    )
    return replace(record, report_backs=tuple(_report_backs(record, data, name)))


def _details(data: dict[str, Any], tables: int) -> Details:
    speakers = [
        Speaker(slot, data[key]["name"], data[key].get("minutes"))
        for slot, key in (("opening", "opening_speaker"), ("evening", "after_dinner_speaker"))
        if key in data
    ]
    return Details(
        id=data["id"],
        programme_id="programme",
        code=data["id"],
        title=data["title"],
        course=data["course"],
        start=date.fromisoformat(data["start"]),
        end=date.fromisoformat(data["end"]),
        place=data["place"],
        country=data["country"],
        zone=data["time_zone"],
        host=data.get("host", ""),
        sponsor=data.get("sponsor", ""),
        working_language=data["working_language"],
        local_languages=tuple(data["local_languages"]),
        language_mode=LanguageMode(data["language_mode"]),
        table_count=tables,
        facilitator=data.get("facilitator", ""),
        co_facilitator=data.get("co_facilitator", ""),
        speakers=tuple(speakers),
    )


def _agenda(details: Details) -> Agenda:
    courses = json.loads((paths.content() / "courses.json").read_text("utf-8"))
    days = []
    for one in courses["courses"][details.course]["agenda"]:
        segments = tuple(_segment(block, courses["cycles"]) for block in one["blocks"])
        on = details.start + timedelta(days=one["day"] - 1)
        start, end = time.fromisoformat(one["start"]), time.fromisoformat(one["end"])
        anchored = bool(one.get("end_anchor"))
        days.append(Day(f"day-{one['day']}", one["day"], on, start, end, anchored, segments))
    return Agenda(details.zone, tuple(days))


def _segment(block: dict[str, Any], cycles: dict[str, Any]) -> Segment:
    anchored = {"start": (AnchorKind.START_AT, "start"), "end": (AnchorKind.END_BY, "end")}
    kind, of = anchored.get(block.get("anchor") or "", (None, ""))
    return Segment(
        id=block["id"],
        code=block["id"],
        kind=SegmentKind(block["kind"]),
        title=block["title"],
        planned_seconds=block["minutes"] * 60,
        minimum_seconds=block["minimum"] * 60,
        stages=_stages(block, cycles),
        steps=tuple(block.get("steps", ())),
        cycle=block.get("cycle"),
        anchor=Anchor(kind, time.fromisoformat(block[of])) if kind else None,
        buffer=block["buffer"],
        shorten_needs_consent=block["shorten_needs_consent"],
        speaker=block.get("speaker", False),
        round_kind=RoundKind.MIX if block.get("cycle") else None,
        note=block.get("note") or "",
        form=block.get("form") or "",
    )


def _stages(block: dict[str, Any], cycles: dict[str, Any]) -> tuple[StageSlot, ...]:
    identity = block["id"]
    if not block.get("cycle"):
        whole = StageSlot(f"{identity}.whole", StageName.WHOLE, block["minutes"] * 60, block["minimum"] * 60)
        return (whole,)
    cycle = cycles[block["cycle"]]
    present = block.get("present_minutes") or 0
    slots = [StageSlot(f"{identity}.present", StageName.PRESENT, present * 60, present * 30)]
    for stage in _CYCLE:
        least = cycle["minimum"][stage] * 60
        slots.append(StageSlot(f"{identity}.{stage}", stage, cycle[stage] * 60, least))
    return tuple(slots)


def _step(data: dict[str, Any]) -> Step:
    return Step(
        id=f"step-{data['number']}",
        number=data["number"],
        phase=data["phase"],
        phase_name=data["phase_name"],
        name=data["name"],
        purpose=data["purpose"],
        presents=tuple(data["presents"]),
        task_title=data["task"]["title"],
        task_text=data["task"]["text"],
        deliverable=data["task"]["deliverable"],
        questions=tuple(data["questions"]),
        report_format=data["report_back"]["format"],
        report_fields=tuple(data["report_back"]["fields"]),
        outputs=tuple(data["outputs"]),
        materials=tuple(data["materials"]),
        tips=tuple(data["tips"]),
    )


def _participant(data: dict[str, Any]) -> Participant:
    return Participant(
        id=data["id"],
        code=data["id"],
        given_name=data["given_name"],
        family_name=data["family_name"],
        display_name=data.get("display_name", ""),
        native_name=data.get("native_name", ""),
        organisation=data["organisation"],
        org_type=data["org_type"],
        role_title=data["role_title"],
        country=data["country"],
        languages=tuple(data["languages"].split(";")),
        english_level=data.get("english_level", ""),
        email=data.get("email", ""),
    )


def _table(data: dict[str, Any]) -> Table:
    number = data["table"]
    return Table(
        f"table-{number}",
        number,
        data.get("name", ""),
        data["discussion_language"],
        data.get("report_language", ""),
        data.get("cluster"),
    )


def _cluster(data: dict[str, Any]) -> Cluster:
    return Cluster(
        data["id"],
        data["id"],
        data["name_en"],
        data["name_local"],
        data.get("lang", ""),
        data["selected"],
        data.get("summary", ""),
    )


def _seats(data: dict[str, Any], rounds: list[str]) -> list[Seat]:
    return [
        Seat(f"seat-{r}-{p['id']}", r, f"table-{p['table']}", p["id"], p.get("seat"))
        for r in rounds
        for p in data["participants"]
    ]


def _roles(data: dict[str, Any], rounds: list[str]) -> list[TableRole]:
    return [
        TableRole(f"role-{r}-{t['table']}-{role}", r, f"table-{t['table']}", role, t[role])
        for r in rounds
        for t in data["tables"]
        for role in TableRoleName
        if t.get(role)
    ]


def _attendance(name: str) -> list[Attendance]:
    return [
        Attendance(f"att-{i}", row["participant"], row["session"], row["present"] in {"1", "True"})
        for i, row in enumerate(_rows(name, "attendance"))
    ]


def _light_items(steps: dict[str, Any]) -> list[LightItem]:
    return [
        LightItem(one["id"], step["number"], one["id"], colour, one["text"])
        for step in steps["steps"]
        for colour in LightColour
        for one in step[colour.value]
    ]


def _ratings(record: WorkshopRecord, name: str) -> list[LightRating]:
    return [
        LightRating(
            id=f"light-{i}",
            segment_id=segment_of_step(record, int(row["step"])).id,
            step=int(row["step"]),
            table_id=f"table-{row['table']}",
            cluster_id=row.get("cluster") or None,
            item=row["item"],
            colour=LightColour(row["colour"]),
            rating=int(row["rating"]) if row["rating"] else None,
            evidence_local=row.get("evidence_local", ""),
            evidence_english=row.get("evidence_en", ""),
        )
        for i, row in enumerate(_rows(name, "lights_ratings"))
    ]


def _report_backs(record: WorkshopRecord, data: dict[str, Any], name: str) -> list[ReportBack]:
    order = {one["id"]: one.get("report_order") for one in data["report_backs"] if "id" in one}
    found: dict[str, ReportBack] = {}
    for row in _rows(name, "report_backs"):
        identity = row.get("report_back_id") or f"rb-s{int(row['step']):02}-t{row['table']}"
        status = TranslationStatus(row.get("translation_status") or "checked")
        table_id, step = f"table-{row['table']}", int(row["step"])
        segment = segment_of_step(record, step).id
        back = found.get(identity) or ReportBack(
            identity, identity, segment, step, table_id, None, row["language"],
            report_order=order.get(identity), status=status,
        )  # fmt: skip
        number = len(back.points) + 1
        local, english = row.get("local_text", ""), row.get("english_text", "")
        point = ReportPoint(f"{identity}-{number}", identity, number, local, row["language"], english, status)
        found[identity] = replace(back, points=(*back.points, point))
    return list(found.values())


def _parking(name: str) -> list[ParkingLotItem]:
    return [
        ParkingLotItem(
            id=row["id"],
            code=row["id"],
            language=row["language"],
            local_text=row["local_text"],
            english_text=row["english_text"],
            noted_at=datetime.fromisoformat(row["noted_at"]).replace(tzinfo=UTC),
            status=ParkingStatus(row["status"].split()[0]),
            moved_to_step=int(row["status"].split()[-1]) if row["status"].startswith("moved") else None,
        )
        for row in _rows(name, "parking_lot")
    ]


def _actions(name: str) -> list[ActionItem]:
    return [
        ActionItem(
            id=row["id"],
            code=row["id"],
            cluster_id=row["cluster"] or None,
            table_id=f"table-{row['table']}" if row["table"] else None,
            title_english=row["title_en"],
            title_local=row["title_local"],
            language="",
            owner_id=row["owner"] or None,
            owner_text="",
            partners="",
            first_step="",
            first_step_date=_date(row["first_step_date"]),
            due_date=_date(row["due_date"]),
            done_when=row["done_when"],
        )
        for row in _rows(name, "actions")
    ]


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _rows(name: str, noun: str) -> list[dict[str, str]]:
    file = paths.rehearsals() / name / f"{noun}.csv"
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))
