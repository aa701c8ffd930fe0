"""The whole content of a folder, checked against itself: `load(folder) -> Content`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from facilitator_app.content.json_text import MAX_BYTES, parse
from facilitator_app.content.shapes import (
    CompetenciesFile,
    Competency,
    Course,
    CoursesFile,
    Cycle,
    EvaluationFile,
    Framework,
    LightsScale,
    Phase,
    Question,
    RatingLabel,
    Source,
    Step,
    StepsFile,
)
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

File = TypeVar("File", bound=BaseModel)

STEPS_FILE: Final = "steps.json"
COURSES_FILE: Final = "courses.json"
COMPETENCIES_FILE: Final = "competencies.json"
EVALUATION_FILE: Final = "evaluation_form.json"
PHASE_CODES: Final = "ABCDE"


@dataclass(frozen=True, slots=True)
class Content:
    """Steps, courses and forms, frozen. Texts keep their source keys; see `plain`."""

    version: str
    framework: Framework
    phases: tuple[Phase, ...]
    steps: tuple[Step, ...]
    cycles: Mapping[str, Cycle]
    language_modes: Mapping[str, float]
    lights: LightsScale
    sources: Mapping[str, Source]
    courses: Mapping[str, Course]
    tables_assumed: int
    competency_scale: tuple[RatingLabel, ...]
    competencies: tuple[Competency, ...]
    evaluation_likert: tuple[str, ...]
    evaluation: tuple[Question, ...]

    def step(self, number: int) -> Step:
        """Return step 1 to 12; raises KnownError for any other number."""
        if not 1 <= number <= len(self.steps):
            raise KnownError(_("There is no step {number}; steps go from 1 to 12.").format(number=number))
        return self.steps[number - 1]

    def phase(self, code: str) -> Phase:
        """Return phase A to E; raises KnownError for any other letter."""
        return _one_of({phase.code: phase for phase in self.phases}, code, _("phase"))

    def course(self, course_id: str) -> Course:
        """Return a course format by its id (`two_day`); raises KnownError naming the known ones."""
        return _one_of(self.courses, course_id, _("course"))

    def cycle(self, cycle_id: str) -> Cycle:
        """Return a cycle by its id (`FULL`); raises KnownError naming the known ones."""
        return _one_of(self.cycles, cycle_id, _("cycle"))

    def language_factor(self, mode: str) -> float:
        """Return how much longer speaking takes in a mode; raises KnownError naming the known ones."""
        return _one_of(self.language_modes, mode, _("language mode"))

    def plain(self, text: str) -> str:
        """Return the text without its source keys: for the room, handouts and the report."""
        return without_sources(text, self.sources)


def without_sources(text: str, keys: Iterable[str]) -> str:
    """Take source keys in square brackets (`[POR00, CN-12]`) out of a text.

    Only brackets that hold nothing but known `keys` go; what a host wrote in brackets stays.
    """
    known = frozenset(keys)

    def kept(match: re.Match[str]) -> str:
        inside = [word.strip() for word in match[1].split(",")]
        return "" if all(word in known for word in inside) else match[0]

    return re.sub(r"[ \u00a0]*\[([^\[\]]{1,200})\]", kept, text)


def load(folder: Path) -> Content:
    """Read and check the four content files of `folder`.

    Raises KnownError that names the file and the place in it when a file is missing, is no JSON,
    lacks or misspells a field, or does not agree with itself or with the others: twelve steps in
    order, phases A to E, six green and six red lights each, ids unique, cycles no shorter than
    their minimum, blocks that add up to the day.
    """
    steps = _read(folder / STEPS_FILE, StepsFile)
    courses = _read(folder / COURSES_FILE, CoursesFile)
    competencies = _read(folder / COMPETENCIES_FILE, CompetenciesFile)
    evaluation = _read(folder / EVALUATION_FILE, EvaluationFile)
    _check_steps(steps)
    _check_courses(courses, steps)
    _check_unique(COMPETENCIES_FILE, "items", [item.id for item in competencies.items])
    _check_unique(EVALUATION_FILE, "items", [item.id for item in evaluation.items])
    return Content(
        version=steps.content_version,
        framework=steps.framework,
        phases=steps.phases,
        steps=steps.steps,
        cycles=steps.cycles,
        language_modes={str(mode): factor for mode, factor in steps.language_modes.items()},
        lights=steps.lights,
        sources=steps.sources,
        courses=courses.courses,
        tables_assumed=courses.group_count_assumed,
        competency_scale=competencies.scale,
        competencies=competencies.items,
        evaluation_likert=evaluation.likert,
        evaluation=evaluation.items,
    )


def _read(path: Path, shape: type[File]) -> File:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise KnownError(
            _("{file}: this part of the content cannot be read ({reason}).").format(
                file=path.name, reason=error.strerror or type(error).__name__
            ),
            _("Install the program again, or point it to a complete content folder."),
        ) from error
    parse(raw, path.name)
    try:
        return shape.model_validate_json(raw.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = " → ".join(_step_of(part) for part in first["loc"]) or _("whole file")
        _refuse(path.name, place, first["msg"].removeprefix("Value error, "))


def _step_of(part: str | int) -> str:
    return str(part + 1) if isinstance(part, int) else part


def _check_steps(steps: StepsFile) -> None:
    if [phase.code for phase in steps.phases] != list(PHASE_CODES):
        _refuse(STEPS_FILE, "phases", _("expected the phases A, B, C, D, E, in this order"))
    if [step.number for step in steps.steps] != list(range(1, 13)):
        _refuse(STEPS_FILE, "steps", _("expected the steps 1 to 12, in this order"))
    _check_unique(STEPS_FILE, "steps → slug", [step.slug for step in steps.steps])
    lights = [light.id for step in steps.steps for light in (*step.green, *step.red)]
    _check_unique(STEPS_FILE, "steps → lights", lights)
    phase_of = {number: phase for phase in steps.phases for number in phase.steps}
    _check_unique(STEPS_FILE, "phases → steps", [str(n) for phase in steps.phases for n in phase.steps])
    for step in steps.steps:
        _check_step(step, phase_of.get(step.number), steps)
    if set(steps.language_modes) != {"none", "written", "simultaneous", "consecutive"}:
        _refuse(STEPS_FILE, "language_modes", _("expected none, written, simultaneous and consecutive"))
    for name, cycle in steps.cycles.items():
        if set(cycle.total_by_language_mode) != set(steps.language_modes):
            _refuse(STEPS_FILE, f"cycles → {name} → total_by_language_mode", _("a language mode is missing"))


def _check_step(step: Step, phase: Phase | None, steps: StepsFile) -> None:
    if phase is None or (phase.code, phase.name) != (step.phase, step.phase_name):
        _refuse(STEPS_FILE, f"steps → {step.number} → phase", _("does not agree with “phases”"))
    for light in (*step.green, *step.red):
        if light.source and light.source not in steps.sources:
            _refuse(
                STEPS_FILE,
                f"{light.id} → source",
                _("“{key}” is not in “sources”").format(key=light.source),
            )
    for course, timing in step.timings.items():
        if timing.cycle is not None and timing.cycle not in steps.cycles:
            place = f"steps → {step.number} → timings → {course} → cycle"
            _refuse(STEPS_FILE, place, _("unknown cycle “{cycle}”").format(cycle=timing.cycle))


def _check_courses(courses: CoursesFile, steps: StepsFile) -> None:
    if courses.cycles != steps.cycles:
        _refuse(COURSES_FILE, "cycles", _("does not agree with {file}").format(file=STEPS_FILE))
    ids = [block.id for course in courses.courses.values() for day in course.agenda for block in day.blocks]
    _check_unique(COURSES_FILE, "courses → blocks", ids)
    for course_id, course in courses.courses.items():
        for day in course.agenda:
            for block in day.blocks:
                place = f"courses → {course_id} → {block.id} → cycle"
                if block.cycle is None:
                    continue
                if block.cycle not in courses.cycles:
                    _refuse(COURSES_FILE, place, _("unknown cycle “{cycle}”").format(cycle=block.cycle))
                expected = (block.present_minutes or 0) + courses.cycles[block.cycle].total
                if block.minutes != expected:
                    _refuse(
                        COURSES_FILE,
                        place,
                        _("presentation and cycle take {expected} min, the block {minutes}").format(
                            expected=expected, minutes=block.minutes
                        ),
                    )


def _check_unique(file: str, place: str, ids: list[str]) -> None:
    seen: set[str] = set()
    for identity in ids:
        if identity in seen:
            _refuse(file, place, _("“{id}” stands there twice").format(id=identity))
        seen.add(identity)


Entry = TypeVar("Entry")


def _one_of(known: Mapping[str, Entry], wanted: str, noun: str) -> Entry:
    entry = known.get(wanted)
    if entry is None:
        raise KnownError(
            _("There is no {noun} “{wanted}”.").format(noun=noun, wanted=wanted),
            _("Known: {names}.").format(names=", ".join(known)),
        )
    return entry


def _refuse(file: str, place: str, problem: str) -> NoReturn:
    raise KnownError(
        _("{file}, {place}: {problem}.").format(file=file, place=place, problem=problem.rstrip(".")),
        _("Correct this place, or install the program again to get the original content back."),
    )
