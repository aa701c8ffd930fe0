"""From rows to records: one small function a noun."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, time
from typing import Any, Final, TypeVar

from facilitator_app.records.agenda import Anchor, Segment, StageSlot
from facilitator_app.records.capture import ActionItem, ParkingLotItem, ReportBack, ReportPoint
from facilitator_app.records.enums import (
    AnchorKind,
    GuestStatus,
    LanguageMode,
    LightColour,
    ParkingStatus,
    PauseReason,
    PlanKind,
    RecoveryAction,
    RoomSide,
    RoundKind,
    SegmentKind,
    Sheet,
    StageName,
    TableRoleName,
    TranslationStatus,
    WishKind,
)
from facilitator_app.records.findings import Evaluation, LightItem, LightRating
from facilitator_app.records.guests import Guest
from facilitator_app.records.people import Participant
from facilitator_app.records.recovery import PlanChange, Recovery, Stood
from facilitator_app.records.run import Position, RunEntry, Timer
from facilitator_app.records.seating import Printing, SeatingConfirmation, SeatingWish, TableRole
from facilitator_app.records.workshop import Details, Speaker, Step, Translation
from facilitator_app.support.clock import Reading

Row = Mapping[Any, Any]
R = TypeVar("R")

# The number of a table as a data set may have it: thousands of digits are none.
_TABLE: Final = re.compile(r"[0-9]{1,4}")


def instant(text: str | None) -> datetime | None:
    """Return a stored UTC ISO text as an aware instant."""
    if not text:
        return None
    read = datetime.fromisoformat(text)
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)


def day_of(text: str | None) -> date | None:
    """Return a stored ISO date."""
    return date.fromisoformat(text) if text else None


def plain(record: type[R], row: Row, **instead: Any) -> R:  # noqa: ANN401  # the record's own field types
    """Fill a record whose field names are the column names; `instead` overrides single fields."""
    names = {f.name for f in fields(record)}  # type: ignore[arg-type]  # records are dataclasses
    return record(**{name: instead.get(name, row.get(name)) for name in names})


def details(row: Row) -> Details:
    """Return the cover of a workshop."""
    return plain(
        Details,
        row,
        start=date.fromisoformat(row["start"]),
        end=date.fromisoformat(row["end"]),
        local_languages=tuple(row["local_languages"]),
        language_mode=LanguageMode(row["language_mode"]),
        mix_weights=tuple(row["mix_weights"].items()),
        not_alone=tuple(row["not_alone"]),
        doors=RoomSide(row["doors"]),
        speakers=tuple(Speaker(s["slot"], s["name"], s.get("minutes")) for s in row["speakers"]),
    )


def segment(row: Row, stages: Iterable[Row], steps: Iterable[Row]) -> Segment:
    """Return one segment with its stages and steps."""
    anchor = None
    if row["anchor_kind"]:
        anchor = Anchor(AnchorKind(row["anchor_kind"]), time.fromisoformat(row["anchor_at"]))
    return plain(
        Segment,
        row,
        kind=SegmentKind(row["kind"]),
        stages=tuple(plain(StageSlot, s, stage=StageName(s["stage"])) for s in stages),
        steps=tuple(s["step"] for s in steps),
        anchor=anchor,
        round_kind=RoundKind(row["round_kind"]) if row["round_kind"] else None,
        turns=numbers(row["extra"].get("turns")),
        no_turn=numbers(row["extra"].get("no_turn")),
    )


def numbers(text: object) -> tuple[int, ...]:
    """Return the table numbers of a text such as "3 1 2"; whatever else stands there is passed over."""
    words = str(text or "").split()
    return tuple(dict.fromkeys(int(word) for word in words if _TABLE.fullmatch(word)))


def step(row: Row) -> Step:
    """Return one step as the workshop copied it."""
    lists = ("presents", "questions", "report_fields", "outputs", "materials", "tips")
    return plain(Step, row, **{name: tuple(row[name]) for name in lists})


def participant(row: Row) -> Participant:
    """Return one person."""
    return plain(Participant, row, languages=tuple(row["languages"]))


def table_role(row: Row) -> TableRole:
    """Return one role."""
    return plain(TableRole, row, role=TableRoleName(row["role"]))


def seating_wish(row: Row) -> SeatingWish:
    """Return one wish."""
    return plain(SeatingWish, row, kind=WishKind(row["kind"]))


def seating_confirmation(row: Row) -> SeatingConfirmation:
    """Return when somebody looked at the room."""
    return plain(SeatingConfirmation, row, at=instant(row["at"]))


def printing(row: Row) -> Printing:
    """Return what a sheet said when it was printed."""
    return plain(Printing, row, sheet=Sheet(row["sheet"]), at=instant(row["at"]))


def light_item(row: Row) -> LightItem:
    """Return one light."""
    return plain(LightItem, row, colour=LightColour(row["colour"]))


def light_rating(row: Row) -> LightRating:
    """Return one judgement."""
    return plain(LightRating, row, colour=LightColour(row["colour"]))


def evaluation(row: Row) -> Evaluation:
    """Return one form; the answers keep their order."""
    return plain(Evaluation, row, answers=tuple(row["answers"].items()))


def translation(row: Row) -> Translation:
    """Return one further text."""
    return plain(Translation, row, status=TranslationStatus(row["status"]))


def report_point(row: Row, drafts: Mapping[str, str]) -> ReportPoint:
    """Return one point; texts that are still being typed lie over the settled ones."""
    return plain(
        ReportPoint,
        row,
        local_text=drafts.get("local_text", row["local_text"]),
        english_text=drafts.get("english_text", row["english_text"]),
        status=TranslationStatus(row["status"]),
        created_at=instant(row["created_at"]),
        changed_at=instant(row["changed_at"]),
    )


def report_back(row: Row, points: tuple[ReportPoint, ...]) -> ReportBack:
    """Return one report-back with its points."""
    return plain(
        ReportBack,
        row,
        captured_at=instant(row["captured_at"]),
        status=TranslationStatus(row["status"]),
        points=points,
    )


def parking_lot_item(row: Row) -> ParkingLotItem:
    """Return one parked question."""
    return plain(ParkingLotItem, row, noted_at=instant(row["noted_at"]), status=ParkingStatus(row["status"]))


def action_item(row: Row) -> ActionItem:
    """Return one action."""
    return plain(
        ActionItem, row, first_step_date=day_of(row["first_step_date"]), due_date=day_of(row["due_date"])
    )


def _reading(row: Row, prefix: str) -> Reading | None:
    wall = instant(row[f"{prefix}_wall"])
    if wall is None:
        return None
    return Reading(wall=wall, boot=row[f"{prefix}_boot"], mono_ms=row[f"{prefix}_mono_ms"])


def run_entry(row: Row) -> RunEntry:
    """Return one stretch of the run."""
    started = _reading(row, "started")
    if started is None:
        raise ValueError("a run entry without a start")
    return RunEntry(
        id=row["id"],
        sequence=row["sequence"],
        position=Position(row["segment_id"], StageName(row["stage"]), row["turn"]),
        planned_seconds=row["planned_seconds"],
        adjusted_seconds=row["adjusted_seconds"],
        started=started,
        ended=_reading(row, "ended"),
        paused_seconds=row["paused_seconds"],
        paused_since=_reading(row, "paused"),
        left_out_seconds=row["left_out_seconds"],
        interpreter_seconds=row["interpreter_seconds"],
        paused_for=PauseReason(row["paused_for"]) if row["paused_for"] else None,
        parked_seconds=row["parked_seconds"],
    )


def timer(row: Row) -> Timer:
    """Return one ad-hoc timer."""
    started = _reading(row, "started")
    if started is None:
        raise ValueError("a timer without a start")
    return Timer(row["id"], row["label"], row["seconds"], started, _reading(row, "ended"))


def guest(row: Row) -> Guest:
    """Return one guest."""
    return plain(
        Guest,
        row,
        expected_at=time.fromisoformat(row["expected_at"]) if row["expected_at"] else None,
        status=GuestStatus(row["status"]),
        changed_at=instant(row["changed_at"]),
    )


def recovery(row: Row) -> Recovery:
    """Return one plan that was applied."""
    at = instant(row["at"])
    if at is None:
        raise ValueError("a recovery without an instant")
    return Recovery(
        id=row["id"],
        at=at,
        kind=PlanKind(row["kind"]),
        reason=row["reason"],
        changes=tuple(plan_change(one) for one in row["changes"]),
        shortfall_seconds=row["shortfall_seconds"],
    )


def plan_change(stored: Mapping[str, Any]) -> PlanChange:
    """Return one change of a plan from its stored form."""
    return PlanChange(
        segment_id=stored["segment_id"],
        stage=StageName(stored["stage"]) if stored["stage"] else None,
        from_seconds=stored["from_seconds"],
        to_seconds=stored["to_seconds"],
        action=RecoveryAction(stored["action"]),
        cycle=stored.get("cycle"),
        stages=_slots(stored.get("stages", ())),
        day_id=stored.get("day_id"),
        before=stored.get("before"),
        day_end=stored.get("day_end", False),
        was=_stood(stored.get("was")),
    )


def _stood(stored: Mapping[str, Any] | None) -> Stood | None:
    if not stored:
        return None
    return Stood(stored["day_id"], stored["before"], _slots(stored["stages"]), stored["cycle"])


def _slots(stored: Iterable[Mapping[str, Any]]) -> tuple[StageSlot, ...]:
    return tuple(
        StageSlot(one["id"], StageName(one["stage"]), one["planned_seconds"], one["minimum_seconds"])
        for one in stored
    )
