"""The data-set layout: which files there are, and which columns each has (decisions.md, domain.md §14)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

RECOVERIES: Final = "recoveries"
GUESTS: Final = "guests"
TIMERS: Final = "timers"
WISHES: Final = "seating_wishes"
CHOICES: Final = "cluster_choices"
CONFIRMATIONS: Final = "seating_confirmations"
WORKSHOP_JSON: Final = "workshop.json"
MANIFEST_JSON: Final = "manifest.json"
JOURNAL: Final = "journal.jsonl"
FORMAT: Final = "facilitator-dataset/1"


@dataclass(frozen=True, slots=True)
class NounFile:
    """One noun of the layout: its CSV, the columns we write in order, and those no row can do without.

    `seldom` are columns that are written only where a row has something in them: a data set of somebody
    who never needed them stays as it was.
    """

    stem: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    seldom: tuple[str, ...] = ()

    @property
    def csv(self) -> str:
        """The name of the CSV file."""
        return f"{self.stem}.csv"


def _noun(stem: str, columns: str, required: str, seldom: str = "") -> NounFile:
    return NounFile(stem, (*columns.split(), *seldom.split()), tuple(required.split()), tuple(seldom.split()))


PARTICIPANTS: Final = _noun(
    "participants",
    "id given_name family_name display_name native_name gender_optional organisation org_type role_title"
    " country languages english_level cluster_known table seat email consent_photo consent_contact_list"
    " interpreter replaced_by withdrawn notes",
    "id",
)
POINTS: Final = _noun(
    "report_backs",
    "report_back_id segment step table language point local_text english_text translation_status"
    " do_not_publish author direction translated_by created_at changed_at",
    "table point",
)
ACTIONS: Final = _noun(
    "actions",
    "id cluster table title_en title_local language owner owner_name partners first_step first_step_date"
    " due_date done_when",
    "id",
)
PARKING_LOT: Final = _noun(
    "parking_lot", "id language local_text english_text noted_at status raised_by answer", "id"
)
LIGHTS: Final = _noun(
    "lights_ratings",
    "segment step table cluster item colour rating evidence_local evidence_language evidence_en",
    "step table item",
)
ATTENDANCE: Final = _noun("attendance", "participant session present", "participant session")
DOTS: Final = _noun("dot_votes", "participant cluster", "cluster")
SCORES: Final = _noun(
    "prioritisation_scores", "table cluster criterion weight score evidence", "table cluster criterion"
)
SELF_RATINGS: Final = _noun(
    "self_assessment", "participant competency pre post then_retrospective", "participant competency"
)
EVALUATIONS: Final = _noun("evaluation_responses", "response comment_language comment", "response")
TIMER_LOG: Final = _noun(
    "timer_log",
    "block title planned_start planned_minutes actual_minutes overrun actual_start actual_end actual_seconds",
    "block actual_minutes",
)
RUN_LOG: Final = _noun(
    "run_log",
    "sequence segment stage turn planned_seconds adjusted_seconds started_wall started_boot started_mono_ms"
    " ended_wall ended_boot ended_mono_ms paused_seconds paused_wall paused_boot paused_mono_ms"
    " left_out_seconds",
    "sequence segment stage planned_seconds started_wall started_boot started_mono_ms",
    "interpreter_seconds paused_for parked_seconds",
)
SEATING: Final = _noun("seating", "segment table seat participant", "segment table participant", "locked")
ROLES: Final = _noun("roles", "segment table role participant", "segment table role participant")

NOUN_FILES: Final = (
    PARTICIPANTS, POINTS, ACTIONS, PARKING_LOT, LIGHTS, ATTENDANCE, DOTS, SCORES, SELF_RATINGS, EVALUATIONS,
    TIMER_LOG, RUN_LOG, SEATING, ROLES,
)  # fmt: skip
_KNOWN_FILES: Final = frozenset({WORKSHOP_JSON, MANIFEST_JSON, *(noun.csv for noun in NOUN_FILES)})
ANSWER_COLUMN: Final = re.compile(r"^E\d\d$")


def is_known_file(name: str) -> bool:
    """Return whether a file of this name is part of the layout and is read."""
    return name in _KNOWN_FILES
