"""From what the agenda editor asks to the command that does it: one small method for each intent."""

from __future__ import annotations

from datetime import time
from typing import Any

from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.records.agenda import Anchor
from facilitator_app.records.enums import SegmentKind, StageName
from facilitator_app.records.remedies import Remedy
from facilitator_app.services import planning, recovery


class AgendaIntents:
    """What the agenda asks for; each is one step that can be undone."""

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
        """Say whether a segment is a buffer, may be left out, or needs consent to be shortened."""
        if mark == "buffer":
            self._workshop.post("agenda", lambda file: planning.set_buffer(file, segment, buffer=on))
        elif mark == "optional":
            self._workshop.post("agenda", lambda file: planning.set_optional(file, segment, optional=on))
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

    def set_change_over(self, seconds: int) -> None:
        """Say how long it takes until the next table stands and speaks."""
        identity = self._workshop.workshop_id
        self._workshop.post(
            "agenda", lambda file: planning.update_details(file, identity, change_over_seconds=seconds)
        )

    def apply_remedy(self, remedy: Remedy) -> None:
        """Mend what does not fit, as one step."""
        identity = self._workshop.workshop_id
        self._workshop.post("agenda", lambda file: recovery.apply_remedy(file, identity, remedy))

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
