"""The closed lists of the field: every value that a column or a screen may hold."""

from __future__ import annotations

from enum import StrEnum


class Desk(StrEnum):
    """Where an action was taken; each desk has its own undo stack."""

    CONSOLE = "console"
    CAPTURE = "capture"
    PREPARE = "prepare"
    IMPORT = "import"


class Noun(StrEnum):
    """What can change; the value is the name of its table in the workshop file."""

    PROGRAMME = "programmes"
    WORKSHOP = "workshops"
    DAY = "days"
    SEGMENT = "segments"
    STAGE = "stages"
    SEGMENT_STEP = "segment_steps"
    STEP = "steps"
    TRANSLATION = "translations"
    PARTICIPANT = "participants"
    ATTENDANCE = "attendance"
    TABLE = "tables"
    SEAT = "seats"
    TABLE_ROLE = "table_roles"
    CLUSTER = "clusters"
    CRITERION = "criteria"
    SCORE = "scores"
    DOT_VOTE = "dot_votes"
    SELF_RATING = "self_ratings"
    EVALUATION = "evaluations"
    REPORT_BACK = "report_backs"
    REPORT_POINT = "report_points"
    LIGHT_ITEM = "light_items"
    LIGHT_RATING = "light_ratings"
    PARKING_LOT_ITEM = "parking_lot_items"
    ACTION_ITEM = "action_items"
    RUN_ENTRY = "run_entries"
    RECOVERY = "recoveries"
    GUEST = "guests"
    TIMER = "timers"
    SEATING_WISH = "seating_wishes"
    CLUSTER_CHOICE = "cluster_choices"
    SEATING_CONFIRMATION = "seating_confirmations"
    PRINTING = "printings"


class StageName(StrEnum):
    """Stages of a segment in playing order; WHOLE is the one stage of a segment without a cycle."""

    WHOLE = "whole"
    PRESENT = "present"
    BRIEF = "brief"
    THINK = "think"
    DISCUSS = "discuss"
    REPORT = "report"
    SYNTHESIS = "synthesis"
    LIGHTS = "lights"


class SegmentKind(StrEnum):
    """What a timed item of the agenda is."""

    REGISTRATION = "registration"
    OPENING = "opening"
    INTRODUCTIONS = "introductions"
    OVERVIEW = "overview"
    STEP = "step"
    CASE_CLINIC = "case_clinic"
    CLINIC = "clinic"
    TEAM_FORMING = "team_forming"
    TEAM_STUDIO = "team_studio"
    TEAM_PRESENTATION = "team_presentation"
    PANEL = "panel"
    VISIT = "visit"
    VISIT_DEBRIEF = "visit_debrief"
    LIGHTS_CLINIC = "lights_clinic"
    RECAP = "recap"
    WRAP = "wrap"
    EVALUATION = "evaluation"
    CLOSING = "closing"
    BREAK = "break"
    STRETCH = "stretch"
    MEAL = "meal"
    PRAYER = "prayer"
    BUFFER = "buffer"
    EVENING = "evening"
    GUEST = "guest"
    """Somebody who speaks when he comes: a minister, a mayor. Inserted on the day."""


class AnchorKind(StrEnum):
    """A time that must not move without being asked."""

    START_AT = "start_at"
    END_BY = "end_by"


class RecoveryAction(StrEnum):
    """What a recovery plan does to a segment or to one of its stages."""

    USE_BUFFER = "use_buffer"
    SHORTEN = "shorten"
    SMALLER_CYCLE = "smaller_cycle"
    OVERVIEW = "overview"
    DROP = "drop"
    CARRY = "carry"
    MOVE_ANCHOR = "move_anchor"


class PlanKind(StrEnum):
    """By what a recovery plan wins time."""

    SQUEEZE = "squeeze"
    SMALLER = "smaller"
    DROP = "drop"
    CARRY = "carry"
    MOVE_ANCHOR = "move_anchor"


class GuestStatus(StrEnum):
    """Where a guest is whose arrival nobody knows."""

    EXPECTED = "expected"
    ON_THE_WAY = "on_the_way"
    AT_THE_DOOR = "at_the_door"
    SPEAKING = "speaking"
    LEFT = "left"


class PauseReason(StrEnum):
    """Whose time a pause is: nobody's, or the interpreter's."""

    PAUSE = "pause"
    INTERPRETER = "interpreter"


class LanguageMode(StrEnum):
    """How the room is interpreted; it costs minutes."""

    NONE = "none"
    WRITTEN = "written"
    SIMULTANEOUS = "simultaneous"
    CONSECUTIVE = "consecutive"


class RoundKind(StrEnum):
    """How people sit while a segment with table work runs."""

    MIX = "mix"
    CLUSTER = "cluster"
    SAME = "same"


class TableRoleName(StrEnum):
    """Who does what at a table."""

    HOST = "host"
    SCRIBE = "scribe"
    TIMEKEEPER = "timekeeper"
    REPORTER = "reporter"


class WishKind(StrEnum):
    """What the host asks of the tables for one or two people."""

    TOGETHER = "together"
    APART = "apart"
    AT_TABLE = "at_table"


class RoomSide(StrEnum):
    """A wall of the room as people see it who look at the screen."""

    FRONT = "front"
    BACK = "back"
    LEFT = "left"
    RIGHT = "right"


class Sheet(StrEnum):
    """Paper that says who sits where."""

    TABLE_CARDS = "table_cards"
    PLACE_CARDS = "place_cards"
    WALL_LIST = "wall_list"


class TranslationStatus(StrEnum):
    """What is known of a point's other language."""

    AS_SAID = "as_said"
    AS_INTERPRETED = "as_interpreted"
    MISSING = "missing"
    DRAFT = "draft"
    CHECKED = "checked"


class LightColour(StrEnum):
    """A sign of a good way, or a warning sign."""

    GREEN = "green"
    RED = "red"


class ParkingStatus(StrEnum):
    """Where a parked question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    MOVED = "moved"


class Edition(StrEnum):
    """For whom a session report is written."""

    FULL = "full"
    SPONSOR = "sponsor"
    PARTICIPANTS = "participants"


class PointField(StrEnum):
    """The two texts of a point that people type."""

    LOCAL = "local_text"
    ENGLISH = "english_text"
