"""All that can reach the projector: a type that cannot carry a private field."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from facilitator_app.records.enums import LightColour, RoomSide


class SceneKind(StrEnum):
    """What the room window shows."""

    WELCOME = "welcome"
    TASK = "task"
    TIMEBOX = "timebox"
    GROUPS = "groups"
    TURN = "turn"
    LIGHTS = "lights"
    BREAK = "break"
    BLANK = "blank"
    LOGO = "logo"
    SPEAKER = "speaker"


class SeatsView(StrEnum):
    """How the room looks for its seats; both in turn unless the facilitator holds one."""

    BOTH = "both"
    BY_NAME = "by_name"
    BY_TABLE = "by_table"


@dataclass(frozen=True, slots=True)
class RoomText:
    """One line in one language; `language` is a BCP 47 tag that decides font and direction."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class RoomTable:
    """One table as everybody may see it: number, languages, names in their owners' order."""

    number: int
    languages: tuple[str, ...]
    names: tuple[RoomText, ...]
    place: tuple[float, float] = (0.5, 0.5)
    """Where it stands: shares of the room's width and depth as seen by those who look at the screen."""
    cluster: tuple[RoomText, ...] = ()
    """What it works on, where people sit by their clusters."""


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """What else a sketch of the room shows: the wall with the doors, and its words in every language."""

    doors: RoomSide = RoomSide.BACK
    screen_words: tuple[RoomText, ...] = ()
    doors_words: tuple[RoomText, ...] = ()


@dataclass(frozen=True, slots=True)
class RoomSignal:
    """One cell of the lights board."""

    row: RoomText
    column: str
    colour: str
    word: str
    words: tuple[RoomText, ...] = ()
    """The same word in every language of the room."""


@dataclass(frozen=True, slots=True)
class RoomSeat:
    """Where one person sits, for the list by name; in the alphabet's order."""

    name: RoomText
    table: int
    moved: bool = False
    """Sat somewhere else, or nowhere, in the round before; False for everybody where there was none."""


@dataclass(frozen=True, slots=True)
class RoomTimeWords:
    """The words around the figure of time in one language; `left` of "13 min left"."""

    language: str
    minutes: str
    left: str
    over: str
    paused: str


@dataclass(frozen=True, slots=True)
class RoomScene:
    """One picture for everybody. Times come beside it as `RoomTime`, recomputed at each tick."""

    kind: SceneKind
    eyebrow: tuple[RoomText, ...] = ()
    headline: tuple[RoomText, ...] = ()
    body: tuple[RoomText, ...] = ()
    bring: tuple[RoomText, ...] = ()
    turns: tuple[int, ...] = ()
    current_turn: int | None = None
    then: tuple[RoomText, ...] = ()
    """The word before the order of the tables to come."""
    tables: tuple[RoomTable, ...] = ()
    seats: tuple[RoomSeat, ...] = ()
    seats_view: SeatsView = SeatsView.BOTH
    plan: RoomPlan | None = None
    moved_words: tuple[RoomText, ...] = ()
    """What the mark of those means who changed the table; empty where everybody did, or nobody."""
    reads_in: str = ""
    """The language of most people (BCP 47): lists of names run as it does."""
    signals: tuple[RoomSignal, ...] = ()
    clearly_seen: tuple[tuple[LightColour, RoomText], ...] = ()
    shows_time: bool = False
    time_words: tuple[RoomTimeWords, ...] = ()


@dataclass(frozen=True, slots=True)
class RoomTime:
    """The timebox as the room sees it: whole seconds left (negative is over), pace and bar."""

    seconds_left: int
    box_seconds: int
    pace: str
    fraction_left: float
    clock: str
    """Local time of day, `11:18`."""
