"""What the middle of the console says about the running segment: titles, tasks, what only one person sees."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import Noun, SegmentKind, StageName
from facilitator_app.records.run import RunState
from facilitator_app.records.workshop import Step, WorkshopRecord
from facilitator_app.support.wording import _
from facilitator_app.views.console.guestwords import speaking_guest

# How a source is named in the content's notes: "CN-12: what was taken from it".
_SOURCE: Final = re.compile(r"[A-Z][A-Z0-9-]{1,11}: ")


@dataclass(frozen=True, slots=True)
class TaskText:
    """A task in one language; `text` is empty where nobody has translated it."""

    language: str
    text: str
    question: str


@dataclass(frozen=True, slots=True)
class Subject:
    """The running segment in words."""

    phase: str
    title: str
    stages: tuple[StageName, ...]
    stage_index: int
    tasks: tuple[TaskText, ...]
    private: str


def subject(record: WorkshopRecord, state: RunState) -> Subject | None:
    """Return what is said about the running segment, or None where nothing runs."""
    segment = record.agenda.segment(state.position.segment_id) if state.position else None
    if segment is None or state.position is None:
        return None
    stages = tuple(slot.stage for slot in segment.stages if slot.planned_seconds > 0)
    stage = state.position.stage
    steps = tuple(step for number in segment.steps if (step := record.step(number)))
    guest = speaking_guest(record, state)
    titles = " · ".join(filter(None, (guest.title, guest.local_title))) if guest else ""
    return Subject(
        phase=titles or _phase(steps),
        title=guest.name if guest else _title(segment, steps),
        stages=stages if len(stages) > 1 else (),
        stage_index=stages.index(stage) if stage in stages else -1,
        tasks=_tasks(record, steps),
        private=_private(record, segment, steps, stage),
    )


def _phase(steps: tuple[Step, ...]) -> str:
    phases = dict.fromkeys((step.phase, step.phase_name) for step in steps)
    return "   ".join(_("Phase {letter} · {name}").format(letter=key, name=name) for key, name in phases)


def _title(segment: Segment, steps: tuple[Step, ...]) -> str:
    if len(steps) == 1:
        return _("Step {n} · {name}").format(n=steps[0].number, name=steps[0].name)
    return segment.title


def _tasks(record: WorkshopRecord, steps: tuple[Step, ...]) -> tuple[TaskText, ...]:
    """Return the task in the working language and in the local language that has most of it."""
    if not steps:
        return ()
    working = record.details.working_language or "en"
    first = TaskText(
        working,
        _joined(steps, lambda step: step.task_text),
        _joined(steps, lambda step: step.questions[0] if step.questions else ""),
    )
    local = [
        TaskText(
            language,
            _joined(steps, partial(_translated, record, ("task_text",), language)),
            _joined(steps, partial(_translated, record, ("questions.0", "questions"), language)),
        )
        for language in record.details.local_languages
        if language != working
    ]
    local.sort(key=lambda one: -bool(one.text) - bool(one.question))
    return (first, *local[:1])


def _joined(steps: tuple[Step, ...], of: Callable[[Step], str]) -> str:
    texts = [(step.number, of(step)) for step in steps]
    if len(steps) == 1:
        return texts[0][1]
    return "\n".join(f"{number} · {text}" for number, text in texts if text)


def _translated(record: WorkshopRecord, fields: tuple[str, ...], language: str, step: Step) -> str:
    for field in fields:
        text = record.translated(Noun.STEP.value, step.id, field, language)
        if text.strip():
            return text.strip().splitlines()[0] if field == "questions" else text
    return ""


def _private(record: WorkshopRecord, segment: Segment, steps: tuple[Step, ...], stage: StageName) -> str:
    """Return what only the facilitator reads: what to say or heed now, own notes, where it comes from."""
    say: list[str] = []
    if segment.kind is SegmentKind.GUEST:
        say.append(_("This time is for you alone: the room sees the name and the title, and no countdown."))
    if segment.speaker:
        say += [speaker.name for speaker in record.details.speakers if speaker.slot in segment.kind.value]
    for step in steps:
        if stage is StageName.REPORT:
            say.append(step.report_format)
        say += [f"• {text}" for text in (step.presents if stage is StageName.PRESENT else step.tips)]
    noted = [segment.note, segment.private_notes, *(step.private_notes for step in steps)]
    lines = [line.strip() for text in noted for line in text.splitlines() if line.strip()]
    sources = [line for line in lines if _SOURCE.match(line)]
    own = [line for line in lines if not _SOURCE.match(line)]
    return "\n".join(line.strip() for line in (*say, *own, *sources) if line.strip())
