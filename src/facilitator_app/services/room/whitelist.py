"""What of a record may be read by everybody: the only place that takes texts for the room.

Nothing here looks at private notes, tips, presenter's notes, e-mail addresses, constraints, report points,
authors, evidence, parking lot or actions; a field that is not named here cannot reach the projector.
"""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import GuestStatus, Noun
from facilitator_app.records.findings import Cluster, LightItem
from facilitator_app.records.guests import Guest
from facilitator_app.records.people import Participant
from facilitator_app.records.room import RoomText
from facilitator_app.records.workshop import Step, WorkshopRecord
from facilitator_app.rules.text import Direction, direction
from facilitator_app.services.room.words import Languages, base_of

Row: TypeAlias = tuple[Noun, str, tuple[str, ...]]
"""Noun, row and the fields in which a translation may stand."""

# "[CN-12]", "[POR00, CN-12]", "[PD]": where the facilitator has a sentence from.
_SOURCE_KEYS: Final = re.compile(r"\s*\[[^\]]*\]")
_AWAITED: Final = frozenset({GuestStatus.AT_THE_DOOR, GuestStatus.ON_THE_WAY})
_STEP_PREFIX: Final = re.compile(r"^\s*steps?\s+[\d ,+&–-]+\s*[:·.–-]\s*", re.IGNORECASE)


def public(text: str) -> str:
    """Return a text without its source keys and without white space at its ends."""
    return _SOURCE_KEYS.sub("", text).strip()


def segment_title(record: WorkshopRecord, segment: Segment, languages: Languages) -> tuple[RoomText, ...]:
    """Return the title of a segment in every language that has one, without "Step 2:" in front."""
    title = _STEP_PREFIX.sub("", segment.title) if segment.steps else segment.title
    return _in_each(record, languages, (Noun.SEGMENT, segment.id, ("title",)), title)


def question(record: WorkshopRecord, step: Step, languages: Languages) -> tuple[RoomText, ...]:
    """Return the first question of a step, or its task's title where it has no question."""
    if not step.questions:
        return task_title(record, step, languages)
    fields = ("questions.0", "questions")
    return _in_each(record, languages, (Noun.STEP, step.id, fields), step.questions[0])


def task_title(record: WorkshopRecord, step: Step, languages: Languages) -> tuple[RoomText, ...]:
    """Return the name of a step's task."""
    return _in_each(record, languages, (Noun.STEP, step.id, ("task_title",)), step.task_title or step.name)


def task_text(record: WorkshopRecord, step: Step, languages: Languages) -> tuple[RoomText, ...]:
    """Return what the tables do in a step."""
    return _in_each(record, languages, (Noun.STEP, step.id, ("task_text",)), step.task_text)


def deliverable(record: WorkshopRecord, step: Step, languages: Languages) -> tuple[RoomText, ...]:
    """Return what a table brings to the report-back."""
    return _in_each(record, languages, (Noun.STEP, step.id, ("deliverable",)), step.deliverable)


def light_text(record: WorkshopRecord, light: LightItem, languages: Languages) -> tuple[RoomText, ...]:
    """Return the words of a light."""
    return _in_each(record, languages, (Noun.LIGHT_ITEM, light.id, ("text",)), light.text)


def cluster_name(record: WorkshopRecord, cluster: Cluster) -> RoomText:
    """Return the name of a cluster in the working language, or in its own where that is missing."""
    english = public(cluster.name_english)
    if english:
        return RoomText(english, record.details.working_language or "en")
    return RoomText(public(cluster.name_local), cluster.language)


def guest_of(record: WorkshopRecord, segment: Segment | None) -> Guest | None:
    """Return the guest whose item runs, else the one who comes next; nobody where no guest is awaited."""
    here = segment.id if segment else None
    speaking = next((one for one in record.guests if here is not None and one.segment_id == here), None)
    waiting = (one for one in reversed(record.guests) if one.status in _AWAITED)
    return speaking or next(waiting, None)


def guest_name(record: WorkshopRecord, guest: Guest) -> tuple[RoomText, ...]:
    """Return the name of a guest, as the host wrote it."""
    return _texts((guest.name, record.details.working_language or "en"))


def guest_titles(record: WorkshopRecord, guest: Guest) -> tuple[RoomText, ...]:
    """Return a guest's protocol title in the working language and in the room's other one."""
    working = record.details.working_language or "en"
    local = next((tag for tag in record.details.local_languages if tag != working), working)
    return _texts((guest.title, working), (guest.local_title, local))


def speaker_name(record: WorkshopRecord, segment: Segment | None) -> str:
    """Return who opens or closes the segment that runs, as announced; nothing where nobody does."""
    if segment is None or not segment.speaker:
        return ""
    return next((one.name for one in record.details.speakers if one.slot in segment.kind.value), "")


def is_here(person: Participant) -> bool:
    """Say whether somebody still has a seat: not withdrawn and not replaced."""
    return not person.withdrawn and person.replaced_by_id is None


def full_name(person: Participant) -> RoomText:
    """Return a name in its owner's own script."""
    language = person.languages[0] if person.languages else ""
    return RoomText(public(person.own_name), language)


def short_names(people: tuple[Participant, ...]) -> dict[str, RoomText]:
    """Return a name by person id that is short and still one person's: "Rasa V.", longer where two share it.

    A name in another script stays whole, and one whose owner does not write the given name first: where the
    parts of a name begin and end is its owner's matter.
    """
    names = {person.id: full_name(person) for person in people}
    shortened = {
        person.id: public(f"{person.given_name} {person.family_name[:1]}.")
        for person in people
        if person.given_name
        and person.family_name
        and person.own_name == f"{person.given_name} {person.family_name}"
        and direction(person.own_name) is Direction.LTR
    }
    taken = list(shortened.values())
    for person_id, short in shortened.items():
        if taken.count(short) == 1:
            names[person_id] = RoomText(short, names[person_id].language)
    return names


def _texts(*pairs: tuple[str, str]) -> tuple[RoomText, ...]:
    return tuple(RoomText(shown, language) for text, language in pairs if (shown := public(text)))


def _in_each(
    record: WorkshopRecord,
    languages: Languages,
    row: Row,
    original: str,
) -> tuple[RoomText, ...]:
    """Return a text in every language that has it; the content's own language is English."""
    found: list[RoomText] = []
    for language in languages:
        translated = _translated(record, row, language)
        text = public(translated or (original if base_of(language) == "en" else ""))
        if text:
            found.append(RoomText(text, language))
    if not found and public(original):
        found.append(RoomText(public(original), "en"))
    return tuple(found)


def _translated(record: WorkshopRecord, row: Row, language: str) -> str:
    noun, row_id, fields = row
    for field in fields:
        for tag in (language, base_of(language)):
            text = record.translated(noun.value, row_id, field, tag)
            if text.strip():
                return text.strip().splitlines()[0] if field == "questions" else text
    return ""
