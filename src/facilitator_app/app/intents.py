"""From what a screen asks to the command that does it: one small method for each intent."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import (
    Desk,
    Noun,
    ParkingStatus,
    PauseReason,
    TranslationStatus,
)
from facilitator_app.records.run import Position, RunPhase
from facilitator_app.rules.board import BoardKey
from facilitator_app.rules.text import Direction
from facilitator_app.rules.text.languages import is_english
from facilitator_app.services import capturing, lights, planning, running
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.views.capture import PlaceKey


class RunIntents:
    """What the console asks for."""

    def __init__(self, workshop: OpenWorkshop) -> None:
        self._workshop = workshop

    def go_on(self, expected: Position | None) -> None:
        """Press Next at `expected`; at a segment's end a backup is written behind it."""
        workshop = self._workshop
        identity = workshop.workshop_id

        def done(value: tuple[running.Stepped, Changes]) -> None:
            if value[0].segment_ended:
                workshop.store.back_up("step")

        workshop.post("next", lambda file: running.next_(file, identity, expected), done)

    def go_back(self, expected: Position | None) -> None:
        """Press Back at `expected`."""
        identity = self._workshop.workshop_id
        self._workshop.post("back", lambda file: running.back(file, identity, expected))

    def toggle_pause(self) -> None:
        """Stop the clock, or let it go on."""
        identity = self._workshop.workshop_id
        paused = self._workshop.state().phase is RunPhase.PAUSED
        verb = running.resume if paused else running.pause
        self._workshop.post("pause", lambda file: verb(file, identity))

    def toggle_interpreter(self) -> None:
        """Wait for the interpreter, or go on; a pause that stands becomes the interpreter's."""
        identity, now = self._workshop.workshop_id, self._workshop.state()
        if now.phase is RunPhase.PAUSED and now.entry and now.entry.paused_for is PauseReason.INTERPRETER:
            self._workshop.post("pause", lambda file: running.resume(file, identity))
            return
        reason = PauseReason.INTERPRETER
        self._workshop.post("pause", lambda file: running.pause(file, identity, reason=reason))

    def skip_turn(self, table: int) -> None:
        """Give a table no turn in this round."""
        identity = self._workshop.workshop_id
        self._workshop.post("turn", lambda file: running.skip_turn(file, identity, table))

    def swap_turns(self, table: int, other: int) -> None:
        """Let two tables change places."""
        identity = self._workshop.workshop_id
        self._workshop.post("turn", lambda file: running.swap_turns(file, identity, table, other))

    def put_turn_off(self, table: int) -> None:
        """Come back to a table at the end of the round."""
        identity = self._workshop.workshop_id
        self._workshop.post("turn", lambda file: running.come_back_later(file, identity, table))

    def start_timer(self, seconds: int, label: str) -> None:
        """Start a timer beside the plan."""
        identity = self._workshop.workshop_id
        self._workshop.post("timer", lambda file: running.start_timer(file, identity, seconds, label))

    def end_timer(self, timer_id: str) -> None:
        """Put a timer away."""
        self._workshop.post("timer", lambda file: running.end_timer(file, timer_id))

    def adjust(self, minutes: int) -> None:
        """Make the running timebox longer or shorter."""
        identity = self._workshop.workshop_id
        self._workshop.post("adjust", lambda file: running.adjust(file, identity, minutes))

    def jump(self, position: Position) -> None:
        """Go on anywhere in the agenda."""
        identity = self._workshop.workshop_id
        self._workshop.post("jump", lambda file: running.jump(file, identity, position))

    def correct_start(self, started: datetime) -> None:
        """Say when the running stretch really began."""
        identity = self._workshop.workshop_id
        self._workshop.post("start", lambda file: running.correct_start(file, identity, started))

    def correct_past_start(self, stretch_id: str, started: datetime) -> None:
        """Say when a stretch that is over really began."""
        identity = self._workshop.workshop_id
        self._workshop.post(
            "start", lambda file: running.correct_start(file, identity, started, entry=stretch_id)
        )

    def answer_parking(self, item_id: str, status: ParkingStatus) -> None:
        """Say where a parked question stands."""
        self._workshop.post(
            "parking",
            lambda file: capturing.update_parking_lot(file, item_id, desk=Desk.CONSOLE, status=status),
        )

    def agree_action(self, item_id: str, owner_id: str, due: date) -> None:
        """Give an idea its owner and its date."""
        self._workshop.post(
            "action",
            lambda file: capturing.update_action(
                file, item_id, desk=Desk.CONSOLE, owner_id=owner_id, due_date=due
            ),
        )


class NoteIntents:
    """Questions and actions, noted at one desk: undo there takes them back."""

    def __init__(self, workshop: OpenWorkshop, desk: Desk) -> None:
        self._workshop = workshop
        self._desk = desk

    def note_parking(self, text: str, language: str = "en") -> None:
        """Put a question aside, in the language in which it was asked."""
        identity, desk = self._workshop.workshop_id, self._desk
        fields: dict[str, Any] = {"english_text" if is_english(language) else "local_text": text}

        def command(file: WorkshopFile) -> object:
            return capturing.note_parking_lot(file, identity, desk=desk, language=language or "en", **fields)

        self._workshop.post("parking", command, later=command)

    def note_action(self, title: str, owner_id: str = "", due: date | None = None) -> None:
        """Note who does what by when; without owner and date it is an idea."""
        identity, desk = self._workshop.workshop_id, self._desk

        def command(file: WorkshopFile) -> object:
            return capturing.note_action(
                file, identity, desk=desk, title_english=title, owner_id=owner_id or None, due_date=due
            )

        self._workshop.post("action", command, later=command)


class CaptureIntents:
    """What the capture and lights desks ask for."""

    def __init__(self, workshop: OpenWorkshop) -> None:
        self._workshop = workshop

    def begin_point(self, key: PlaceKey, point_id: str, language: str) -> None:
        """Give a point that is being typed its place in the file."""
        identity = self._workshop.workshop_id
        place = (key.segment_id, key.step, key.table_id)

        def command(file: WorkshopFile) -> Changes:
            return capturing.begin_point(file, identity, place, point_id, language)

        self._workshop.post("point", command, origin="capture", later=command)

    def settle(self, point_id: str, local: str, english: str) -> None:
        """Seal both texts of a point as a revision; where that cannot be written, its draft is, later."""
        self._workshop.post(
            "settle",
            lambda file: capturing.settle_point(file, point_id, local_text=local, english_text=english),
            origin="capture",
            later=capturing.recover_drafts,
        )

    def set_status(self, point_id: str, status: TranslationStatus) -> None:
        """Say what is known of a point's translation."""
        self._workshop.post("status", lambda file: capturing.set_status(file, point_id, status))

    def hide(self, point_id: str, hidden: bool) -> None:  # noqa: FBT001
        """Keep a point out of every published edition, or let it in."""
        self._workshop.post("publish", lambda file: capturing.set_publish(file, point_id, publish=not hidden))

    def set_direction(self, point_id: str, way: str) -> None:
        """Fix the writing direction of a point."""
        direction = Direction(way) if way else None
        self._workshop.post("direction", lambda file: capturing.set_direction(file, point_id, direction))

    def move(self, point_id: str, by: int) -> None:
        """Move a point up (−1) or down (1) within its report-back."""
        back = next(
            (b for b in self._workshop.record.report_backs if any(p.id == point_id for p in b.points)), None
        )
        if back is None:
            return
        ids = [point.id for point in back.points]
        place = ids.index(point_id) + by
        if not 0 <= place < len(ids):
            return
        following = place + 1 if by > 0 else place
        before = ids[following] if following < len(ids) else None
        self._workshop.post("move", lambda file: capturing.move_point(file, point_id, before))

    def delete(self, point_id: str) -> None:
        """Delete a point; undo brings it back."""
        self._workshop.post("delete", lambda file: capturing.delete_point(file, point_id))

    def rate(self, key: BoardKey, item: str, rating: int | None) -> None:
        """Rate one light of a table."""
        identity = self._workshop.workshop_id
        segment = self._segment_of(key)
        self._workshop.post(
            "light",
            lambda file: lights.rate(
                file, identity, segment, key.step, key.table_id, key.cluster_id, item, rating
            ),
        )

    def note_evidence(self, key: BoardKey, item: str, text: str) -> None:
        """Keep a sentence of evidence in the table's language."""
        record, identity = self._workshop.record, self._workshop.workshop_id
        table, segment = record.table(key.table_id), self._segment_of(key)
        language = (table.report_language or table.discussion_language) if table else ""
        in_english = language in {"", "en"}

        def command(file: WorkshopFile) -> Changes:
            return lights.note_evidence(
                file,
                identity,
                segment,
                key.step,
                key.table_id,
                key.cluster_id,
                item,
                local_text=None if in_english else text,
                language=language or "en",
                english_text=text if in_english else None,
            )

        self._workshop.post("evidence", command)

    def _segment_of(self, key: BoardKey) -> str | None:
        """Return where a step's lights are rated: as before, or where the step is worked."""
        record = self._workshop.record
        for one in record.light_ratings:
            if (one.step, one.table_id, one.cluster_id) == (key.step, key.table_id, key.cluster_id):
                return one.segment_id
        found = next((s for s in record.agenda.segments() if key.step in s.steps and not s.parked), None)
        return found.id if found else None


class WrittenIntents:
    """The texts that only people write: summary, recommendations, syntheses."""

    def __init__(self, workshop: OpenWorkshop) -> None:
        self._workshop = workshop

    def settle(self, noun: Noun, row_id: str, field: str, text: str) -> None:
        """Keep a written text in the file."""
        identity, record = self._workshop.workshop_id, self._workshop.record
        fields: dict[str, Any] = {field: text}
        if noun is Noun.WORKSHOP:
            self._workshop.post("text", lambda file: planning.update_details(file, identity, **fields))
            return
        number = next(step.number for step in record.steps if step.id == row_id)
        self._workshop.post("text", lambda file: planning.update_step(file, identity, number, **fields))


DESKS = {"console": Desk.CONSOLE, "capture": Desk.CAPTURE, "lights": Desk.CAPTURE}
"""Which undo stack a place of the window has; every other place has the one of preparation."""
