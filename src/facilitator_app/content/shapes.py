"""What the content files may hold: frozen models, strict, nothing unknown."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

Minutes: TypeAlias = Annotated[int, Field(ge=0, le=1440)]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=4000)]
ClockTime: TypeAlias = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
LanguageModeName: TypeAlias = Literal["none", "written", "simultaneous", "consecutive"]
PhaseCode: TypeAlias = Literal["A", "B", "C", "D", "E"]
StageName: TypeAlias = Literal["brief", "think", "discuss", "report", "synthesis", "lights"]
BlockKind: TypeAlias = Literal[
    "registration", "opening", "introductions", "overview", "step", "case_clinic", "clinic", "team_forming",
    "team_studio", "team_presentation", "panel", "visit", "visit_debrief", "lights_clinic", "recap", "wrap",
    "evaluation", "closing", "break", "stretch", "meal", "buffer", "evening",
]  # fmt: skip
STAGES: Final[tuple[StageName, ...]] = ("brief", "think", "discuss", "report", "synthesis", "lights")
LONGEST_STRETCH: Final = 110
_LIGHT_ID: Final = re.compile(r"^([GR])(\d\d)\.[1-9]$")


class Shape(BaseModel):
    """Frozen, strict, and without unknown names: a misspelt field is an error, not a default."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Framework(Shape):
    """Whose phases and steps these are, in which edition."""

    name: Name
    owner: Name
    edition: Name
    version: Name
    note: str = ""


class Phase(Shape):
    """One of the five phases and the question at its end."""

    code: PhaseCode
    name: Name
    steps: tuple[int, ...]
    gate: Name


class StageMinutes(Shape):
    """Minutes of each stage of a cycle."""

    brief: Minutes
    think: Minutes
    discuss: Minutes
    report: Minutes
    synthesis: Minutes
    lights: Minutes

    def of(self, stage: StageName) -> int:
        """Minutes of one stage."""
        return int(getattr(self, stage))

    def sum(self) -> int:
        """Minutes of all stages together."""
        return sum(self.of(stage) for stage in STAGES)


class Cycle(StageMinutes):
    """A group-work cycle: planned and least minutes for five tables."""

    total: Minutes
    total_by_language_mode: dict[LanguageModeName, Minutes]
    report_seconds_per_group_of_5: Annotated[int, Field(gt=0)]
    minimum: StageMinutes
    minimum_total: Minutes

    @model_validator(mode="after")
    def _adds_up(self) -> Cycle:
        if self.sum() != self.total:
            raise ValueError(f"the stages add up to {self.sum()}, the total says {self.total}")
        if self.minimum.sum() != self.minimum_total:
            raise ValueError(
                f"the least minutes add up to {self.minimum.sum()}, minimum_total says {self.minimum_total}"
            )
        for stage in STAGES:
            if self.minimum.of(stage) > self.of(stage):
                raise ValueError(f"{stage}: the minimum is longer than the planned minutes")
        if self.total_by_language_mode.get("none") != self.total:
            raise ValueError("total_by_language_mode: “none” must be the total")
        return self


class RatingLabel(Shape):
    """One value of a scale and its words."""

    value: int | None
    label: Name


class LightsScale(Shape):
    """How a light is rated, and the rule of the signal in words."""

    item_scale: tuple[RatingLabel, ...]
    rule: Name


class Light(Shape):
    """A green or red sign of a step."""

    id: Name
    text: Name
    source: str = ""


class Task(Shape):
    """What the tables do in a step."""

    title: Name
    text: Name
    deliverable: Name


class ReportForm(Shape):
    """How a table reports back, and the fields that are captured."""

    format: Name
    fields: tuple[Name, ...]


class Timing(Shape):
    """How much of a course a step takes."""

    mode: Name
    day: int | None = None
    start: ClockTime | None = None
    present: Minutes
    cycle: Name | None
    cycle_minutes: Minutes
    total: Minutes
    shared_with: tuple[int, ...] = ()


class Step(Shape):
    """One of the twelve steps with everything a facilitator presents and asks."""

    number: Annotated[int, Field(ge=1, le=12)]
    phase: PhaseCode
    phase_name: Name
    name: Name
    slug: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}$")]
    purpose: Name
    presents: Annotated[tuple[Name, ...], Field(min_length=1)]
    task: Task
    questions: Annotated[tuple[Name, ...], Field(min_length=1)]
    report_back: ReportForm
    outputs: tuple[Name, ...]
    materials: tuple[Name, ...]
    green: Annotated[tuple[Light, ...], Field(min_length=6, max_length=6)]
    red: Annotated[tuple[Light, ...], Field(min_length=6, max_length=6)]
    tips: tuple[Name, ...]
    timings: dict[str, Timing]

    @model_validator(mode="after")
    def _lights_belong_here(self) -> Step:
        for letter, lights in (("G", self.green), ("R", self.red)):
            for light in lights:
                match = _LIGHT_ID.match(light.id)
                if match is None or match[1] != letter or int(match[2]) != self.number:
                    raise ValueError(
                        f"{light.id}: expected {letter}{self.number:02d}.1 to {letter}{self.number:02d}.6"
                    )
        return self


class Source(Shape):
    """Where a fact was taken from."""

    citation: Name
    where: str
    basis: str


class Block(Shape):
    """One timed item of a course's day."""

    id: Name
    kind: BlockKind
    title: Name
    minutes: Minutes
    minimum: Minutes
    start: ClockTime
    end: ClockTime
    steps: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()
    present_minutes: Minutes | None = None
    cycle: str | None = None
    form: str | None = None
    speaker: bool = False
    note: str | None = None
    buffer: bool = False
    anchor: Literal["start", "end"] | None = None
    shorten_needs_consent: bool = False
    minutes_since_break: Minutes = 0

    @model_validator(mode="after")
    def _minimum_fits(self) -> Block:
        if self.minimum > self.minutes:
            raise ValueError(f"{self.id}: the minimum of {self.minimum} is longer than {self.minutes} min")
        return self


class Evening(Shape):
    """An optional item after the day: it has a time of its own."""

    kind: Literal["evening"]
    title: Name
    start: ClockTime
    minutes: Minutes
    speaker: bool = False
    optional: bool = True
    anchor: Literal["start"] | None = None


class CourseDay(Shape):
    """One day of a course: its blocks follow one another without a gap."""

    day: Annotated[int, Field(ge=1, le=5)]
    start: ClockTime
    end: ClockTime
    blocks: Annotated[tuple[Block, ...], Field(min_length=1)]
    evening: tuple[Evening, ...] = ()
    longest_stretch_without_break: Annotated[int, Field(le=LONGEST_STRETCH)]
    end_anchor: bool = False

    @model_validator(mode="after")
    def _blocks_add_up(self) -> CourseDay:
        now = minutes_of(self.start)
        for block in self.blocks:
            if minutes_of(block.start) != now:
                raise ValueError(
                    f"{block.id}: starts at {block.start}, the blocks before it end at {clock_time(now)}"
                )
            now += block.minutes
            if minutes_of(block.end) != now:
                raise ValueError(f"{block.id}: ends at {block.end}, its minutes say {clock_time(now)}")
        if now != minutes_of(self.end):
            raise ValueError(f"the blocks end at {clock_time(now)}, the day at {self.end}")
        return self


class Course(Shape):
    """A course format: the agenda a new workshop starts from."""

    name: Name
    days: Annotated[int, Field(ge=1, le=5)]
    residential: bool
    case_study: bool
    aim: Name
    steps_full: tuple[int, ...]
    steps_sampled: tuple[int, ...]
    steps_overview: tuple[int, ...]
    agenda: tuple[CourseDay, ...]
    minutes_total: int
    minutes_group_cycles: int
    minutes_breaks_meals: int
    share_group_cycles_of_working_time: float
    reading_deadline_days_before: int | None

    @model_validator(mode="after")
    def _days_are_whole(self) -> Course:
        if [day.day for day in self.agenda] != list(range(1, self.days + 1)):
            raise ValueError(f"the agenda must hold days 1 to {self.days}, in order")
        if sum(block.minutes for day in self.agenda for block in day.blocks) != self.minutes_total:
            raise ValueError("minutes_total is not the sum of the blocks")
        return self


class Competency(Shape):
    """One statement of the self-assessment."""

    id: Annotated[str, Field(pattern=r"^C\d\d$")]
    short: Name
    statement: Name
    basis: str = ""


class Question(Shape):
    """One question of the evaluation form."""

    id: Annotated[str, Field(pattern=r"^E\d\d$")]
    type: Literal["likert5", "nps11", "text"]
    topic: Name
    text: Name


class StepsFile(Shape):
    """steps.json."""

    schema_name: Annotated[Literal["facilitator.domain.steps/1"], Field(alias="schema")]
    content_version: Name
    framework: Framework
    phases: Annotated[tuple[Phase, ...], Field(min_length=5, max_length=5)]
    cycles: dict[str, Cycle]
    language_modes: dict[LanguageModeName, Annotated[float, Field(ge=1.0, le=5.0)]]
    lights: LightsScale
    steps: Annotated[tuple[Step, ...], Field(min_length=12, max_length=12)]
    sources: dict[str, Source]


class CoursesFile(Shape):
    """courses.json."""

    schema_name: Annotated[Literal["facilitator.domain.courses/2"], Field(alias="schema")]
    group_count_assumed: Annotated[int, Field(gt=0)]
    cycles: dict[str, Cycle]
    courses: Annotated[dict[str, Course], Field(min_length=1)]
    fields: dict[str, str]


class CompetenciesFile(Shape):
    """competencies.json."""

    schema_name: Annotated[Literal["facilitator.domain.competencies/1"], Field(alias="schema")]
    scale: tuple[RatingLabel, ...]
    items: Annotated[tuple[Competency, ...], Field(min_length=1)]


class EvaluationFile(Shape):
    """evaluation_form.json."""

    schema_name: Annotated[Literal["facilitator.domain.evaluation/1"], Field(alias="schema")]
    anonymous: bool
    likert: Annotated[tuple[Name, ...], Field(min_length=5, max_length=5)]
    items: Annotated[tuple[Question, ...], Field(min_length=1)]


def minutes_of(clock: str) -> int:
    """Return the minutes since midnight of a time like `08:30`."""
    hours, _colon, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def clock_time(minutes: int) -> str:
    """Return a time like `08:30` from minutes since midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
