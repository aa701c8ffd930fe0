"""Where a report-back belongs: the segment, the step (or none) and the table."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator_app.records.agenda import Segment
from facilitator_app.records.capture import ReportBack
from facilitator_app.records.enums import StageName, TableRoleName
from facilitator_app.records.run import RunState
from facilitator_app.records.seating import Table
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.text import isolate
from facilitator_app.rules.text.languages import is_english
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.capture.tabs import TableTab
from facilitator_app.views.shared.languages import own_name
from facilitator_app.views.shared.runwords import spoken_minutes


@dataclass(frozen=True, slots=True)
class PlaceKey:
    """One report-back, whether it exists yet or not."""

    segment_id: str
    step: int | None
    table_id: str

    def found_in(self, record: WorkshopRecord) -> ReportBack | None:
        """Return the report-back of this place, if anything has been captured."""
        return record.report_back(self.segment_id, self.step, self.table_id)


def rounds(record: WorkshopRecord) -> tuple[Segment, ...]:
    """Return the segments in which tables report, in playing order; those with report-backs always count."""
    reported = {back.segment_id for back in record.report_backs}
    return tuple(s for s in record.agenda.segments() if s.has_table_work or s.id in reported)


def language_of(record: WorkshopRecord, key: PlaceKey, table: Table | None) -> str:
    """Return the language in which this table's points begin."""
    found = key.found_in(record)
    if found is not None and found.language:
        return found.language
    if table is not None and (table.report_language or table.discussion_language):
        return table.report_language or table.discussion_language
    local = record.details.local_languages
    return local[0] if local else record.details.working_language


def place_code(segment_id: str, step: int | None) -> str:
    """Return the key of one round and step in the choice of rounds."""
    return f"{segment_id}/{step or ''}"


def places(record: WorkshopRecord) -> list[tuple[Segment, int | None, str]]:
    """Return (segment, step or none, words) of everything that can be captured, in playing order."""
    found: list[tuple[Segment, int | None, str]] = []
    for segment in rounds(record):
        reported = {back.step for back in record.report_backs if back.segment_id == segment.id}
        steps: list[int | None] = [*segment.steps]
        steps += sorted(number for number in reported if number and number not in segment.steps)
        if None in reported or not steps:
            steps.append(None)
        for number in steps:
            step = record.step(number)
            words = isolate(segment.title)
            if step is not None:
                words = _("Step {n}: {name}").format(n=number, name=isolate(step.name))
            found.append((segment, number, words))
    return found


def first_key(record: WorkshopRecord) -> PlaceKey | None:
    """Return where to begin when nothing runs: the last place with report-backs, or the first of all."""
    known = places(record)
    if not known or not record.tables:
        return None
    reported = {(back.segment_id, back.step) for back in record.report_backs}
    captured = [place for place in known if (place[0].id, place[1]) in reported]
    segment, step, _words = captured[-1] if captured else known[0]
    return PlaceKey(segment.id, step, record.tables[0].id)


def is_there(record: WorkshopRecord, key: PlaceKey | None) -> bool:
    """Say whether segment and table of a place are still in the workshop."""
    if key is None or record.table(key.table_id) is None:
        return False
    return any(segment.id == key.segment_id for segment in rounds(record))


def followed(record: WorkshopRecord, state: RunState, shown: PlaceKey | None) -> PlaceKey | None:
    """Return where whoever follows the room should be, or None where that is no matter.

    While tables report: at the table that speaks. Before that: in the round that runs, at the table that
    will speak first, until somebody has gone to another table of it. A segment with two steps stays at the
    step that is shown.
    """
    position = state.position
    segment = record.agenda.segment(position.segment_id) if position else None
    if position is None or segment is None or not any(s.id == segment.id for s in rounds(record)):
        return None
    same_round = shown is not None and shown.segment_id == segment.id
    speaks = position.stage is StageName.REPORT
    if same_round and not speaks:
        return None
    number = position.turn or (state.turn_order[0] if state.turn_order else 1)
    table = next((one for one in record.tables if one.number == number), None)
    if table is None:
        return None
    step = segment.steps[0] if segment.steps else None
    if same_round and shown is not None and shown.step in segment.steps:
        step = shown.step
    return PlaceKey(segment.id, step, table.id)


def tabs(record: WorkshopRecord, state: RunState | None, key: PlaceKey) -> list[TableTab]:
    """Return the tables of a place in speaking order, with what each has reported."""
    here = state.position if state else None
    in_round = here is not None and here.segment_id == key.segment_id
    order = list(state.turn_order) if state and in_round else []
    place = {number: index for index, number in enumerate(order)}
    speaking = here.turn if here and in_round and here.stage is StageName.REPORT else None
    found = []
    for table in sorted(record.tables, key=lambda t: (place.get(t.number, len(place)), t.number)):
        said = table.report_language or table.discussion_language or "?"
        waits = speaking in place and place.get(table.number, -1) > place[speaking]
        share = state.share_seconds if state and waits else None
        found.append(
            TableTab(
                table_id=table.id,
                number=table.number,
                languages=said if is_english(said) else f"{said} → en",
                note=_note(record, key, table, share, named=speaking == table.number),
                shown=table.id == key.table_id,
                speaking=speaking == table.number,
            )
        )
    return found


def _note(record: WorkshopRecord, key: PlaceKey, table: Table, share: int | None, *, named: bool) -> str:
    back = PlaceKey(key.segment_id, key.step, table.id).found_in(record)
    count = sum(not point.is_empty for point in back.points) if back else 0
    if count:
        words = ngettext_("{n} point", "{n} points", count).format(n=count)
    elif share is not None:
        words = _("waiting · {minutes}").format(minutes=spoken_minutes(share))
    else:
        words = _("nothing yet")
    reporter = _reporter(record, key, table, back) if named else ""
    return f"{isolate(reporter)} · {words}" if reporter else words


def _reporter(record: WorkshopRecord, key: PlaceKey, table: Table, back: ReportBack | None) -> str:
    """Return the name of who reports for a table."""
    place = (key.segment_id, table.id, TableRoleName.REPORTER)
    roles = (r.participant_id for r in record.roles if (r.segment_id, r.table_id, r.role) == place)
    person = record.participant((back.reporter_id if back else None) or next(roles, None))
    return person.name if person is not None else ""


def language_choices(record: WorkshopRecord, table: Table | None, language: str) -> list[tuple[str, str]]:
    """Return the languages a point of this table may be said in, the likeliest first."""
    own = [table.report_language, table.discussion_language] if table else []
    tags = [language, *own, *record.details.local_languages, record.details.working_language, "en"]
    return [
        (tag, _("said in {language}").format(language=own_name(tag))) for tag in dict.fromkeys(tags) if tag
    ]
