"""What taking in a roster would change: new, changed, gone, replaced-by, and rows that cannot be used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from facilitator_app.records.people import Participant
from facilitator_app.records.roster import (
    ChangedPerson,
    FieldChange,
    Newcomer,
    ReplacedBecause,
    Replacement,
    RosterField,
    RosterPreview,
)
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.text import fold
from facilitator_app.services.exchange.sheets import Sheet
from facilitator_app.services.roster.entries import Entry, RowReader
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

Places = Mapping[str, tuple[int, int | None]]

_TELLING = 4
_TEXTS = (
    RosterField.GIVEN_NAME, RosterField.FAMILY_NAME, RosterField.NATIVE_NAME, RosterField.GENDER,
    RosterField.ORGANISATION, RosterField.ORG_TYPE, RosterField.ROLE_TITLE, RosterField.COUNTRY,
    RosterField.ENGLISH_LEVEL, RosterField.CLUSTER_KNOWN, RosterField.EMAIL, RosterField.NOTES,
)  # fmt: skip


def preview_roster(record: WorkshopRecord, table: Sheet, columns: Mapping[RosterField, int]) -> RosterPreview:
    """Return what taking `table` in would do to the people of `record`; nothing is written.

    People are recognised by id, then e-mail, then name and organisation. An empty cell leaves a field as
    it is. A row is kept out when it names nobody or a person stands there twice. Raises KnownError where
    no column holds names.
    """
    if not {RosterField.NAME, RosterField.GIVEN_NAME, RosterField.FAMILY_NAME, RosterField.NATIVE_NAME} & set(
        columns
    ):
        raise KnownError(
            _("{file}: no column holds the names of the people.").format(file=table.name),
            _("Name one column “Name”, or “Given name” and “Family name”, and try again."),
        )
    reader = RowReader(table, columns, {one.number for one in record.tables})
    entries, kept_out = _readable(table, reader)
    places = places_of(record)
    present = [person for person in record.participants if not person.withdrawn]
    matched, rest = _match(entries, present)
    changed, same = _changes(matched, places)
    gone = [person for person in present if person.id not in {known.id for _entry, known in matched}]
    gone = [person for person in gone if not _stands_in(person, table, columns, kept_out)]
    replaced = _replacements(rest, gone, places)
    taken = {one.newcomer.row for one in replaced}
    left = {one.gone.id for one in replaced}
    used = set(columns.values())
    return RosterPreview(
        file=table.name,
        new=tuple(_newcomer(entry) for entry in rest if entry.row not in taken),
        changed=tuple(changed),
        gone=tuple(person for person in gone if person.id not in left),
        replaced=tuple(replaced),
        unchanged=same,
        problems=tuple(reader.problems),
        kept_out=tuple(kept_out),
        unused_columns=tuple(h for at, h in enumerate(table.heading) if at not in used and h),
    )


def places_of(record: WorkshopRecord) -> dict[str, tuple[int, int | None]]:
    """Return table and seat of everybody in the first round in which they sit, by participant id."""
    numbers = {table.id: table.number for table in record.tables}
    order = {segment.id: at for at, segment in enumerate(record.agenda.segments())}
    places: dict[str, tuple[int, int | None]] = {}
    for seat in sorted(record.seats, key=lambda seat: order.get(seat.segment_id, 0)):
        if seat.table_id in numbers:
            places.setdefault(seat.participant_id, (numbers[seat.table_id], seat.seat_number))
    return places


def _readable(table: Sheet, reader: RowReader) -> tuple[list[Entry], list[int]]:
    entries: list[Entry] = []
    kept_out: list[int] = []
    first: dict[tuple[str, str], int] = {}
    for row in table.rows:
        entry = reader.read(row)
        if entry is None:
            kept_out.append(row.number)
            continue
        keys = [("id", entry.person.code)] if entry.person.code else []
        keys.append(("name", f"{_name(entry.person)}|{fold(entry.person.organisation)}"))
        twice = next((first[key] for key in keys if key in first), None)
        if twice is not None:
            where = _("this person stands there twice (first in row {row}).").format(row=twice)
            field = RosterField.CODE if keys[0] in first and keys[0][0] == "id" else RosterField.NAME
            reader.name(row, field, where, _("one row for each person"))
            kept_out.append(row.number)
            continue
        first.update(dict.fromkeys(keys, row.number))
        entries.append(entry)
    return entries, kept_out


def _match(
    entries: Iterable[Entry], present: list[Participant]
) -> tuple[list[tuple[Entry, Participant]], list[Entry]]:
    """Pair rows with people already there, surest first: id with a like name, e-mail, name."""
    free = {person.id: person for person in present}
    open_entries = list(entries)
    matched: list[tuple[Entry, Participant]] = []
    for is_same in (_same_id, _same_email, _same_name_and_organisation, _same_name):
        still_open: list[Entry] = []
        for entry in open_entries:
            found = [person for person in free.values() if is_same(entry.person, person)]
            if len(found) == 1 or (found and is_same is not _same_name):
                matched.append((entry, found[0]))
                del free[found[0].id]
            else:
                still_open.append(entry)
        open_entries = still_open
    matched.sort(key=lambda pair: pair[0].row)
    return matched, open_entries


def _same_id(entry: Participant, person: Participant) -> bool:
    # An id alone is not enough: a host writes the substitute into the row of the one who cannot come.
    if not entry.code or entry.code != person.code:
        return False
    return bool(_telling(entry) & _telling(person)) or _same_email(entry, person)


def _same_email(entry: Participant, person: Participant) -> bool:
    return bool(entry.email) and entry.email.casefold() == person.email.casefold()


def _same_name_and_organisation(entry: Participant, person: Participant) -> bool:
    return _same_name(entry, person) and fold(entry.organisation) == fold(person.organisation)


def _same_name(entry: Participant, person: Participant) -> bool:
    if entry.code and person.code and entry.code != person.code:
        return False
    return bool(_words(entry)) and _words(entry) == _words(person)


def _words(person: Participant) -> frozenset[str]:
    """Return the words of a name in any order: rosters differ in which comes first."""
    return frozenset(_name(person).split())


def _telling(person: Participant) -> frozenset[str]:
    """Return the words that tell people apart: not "Al", "bin", "van" or "de", unless there are no others."""
    words = _words(person)
    return frozenset(word for word in words if len(word) >= _TELLING) or words


def _name(person: Participant) -> str:
    spelt = person.display_name or f"{person.given_name} {person.family_name}".strip() or person.native_name
    return " ".join("".join(c if c.isalnum() or not c.isascii() else " " for c in fold(spelt)).split())


def _changes(matched: Iterable[tuple[Entry, Participant]], places: Places) -> tuple[list[ChangedPerson], int]:
    changed: list[ChangedPerson] = []
    same = 0
    for entry, known in matched:
        after, changes = _merged(entry, known)
        table, seat = places.get(known.id, (None, None))
        new_table = entry.table if entry.table not in {None, table} else None
        new_seat = entry.seat if entry.seat not in {None, seat} else None
        if new_table is not None:
            changes.append(FieldChange(RosterField.TABLE, _text(table), _text(new_table)))
        if new_seat is not None:
            changes.append(FieldChange(RosterField.SEAT, _text(seat), _text(new_seat)))
        if changes:
            moves = new_table is not None or new_seat is not None
            changed.append(
                ChangedPerson(
                    row=entry.row,
                    person=after,
                    changes=tuple(changes),
                    table=(new_table or table) if moves else None,
                    seat=(new_seat or (seat if new_table is None else None)) if moves else None,
                )
            )
        else:
            same += 1
    return changed, same


def _merged(entry: Entry, known: Participant) -> tuple[Participant, list[FieldChange]]:
    after = known
    changes: list[FieldChange] = []
    filled = entry.filled
    if RosterField.NAME in filled:
        filled |= {RosterField.NAME}
    for field in _TEXTS:
        now, then = str(getattr(entry.person, field.value)), str(getattr(known, field.value))
        if field in filled and now and now != then:
            changes.append(FieldChange(field, then, now))
            after = _with(after, field, now)
    display = entry.person.display_name
    if RosterField.NAME in filled and display and display not in {known.display_name, known.name}:
        changes.append(FieldChange(RosterField.NAME, known.name, display))
        named = replace(after, display_name=display)
        if not {RosterField.GIVEN_NAME, RosterField.FAMILY_NAME} & filled:
            named = replace(named, given_name=entry.person.given_name, family_name=entry.person.family_name)
        after = named
    elif known.display_name == f"{known.given_name} {known.family_name}" and known.display_name:
        after = replace(after, display_name=f"{after.given_name} {after.family_name}")
    if RosterField.LANGUAGES in filled and entry.person.languages not in {(), known.languages}:
        before, now = ";".join(known.languages), ";".join(entry.person.languages)
        changes.append(FieldChange(RosterField.LANGUAGES, before, now))
        after = replace(after, languages=entry.person.languages)
    if RosterField.CONSENT_PHOTO in filled and entry.person.consent_photo != known.consent_photo:
        changes.append(_yes_no(RosterField.CONSENT_PHOTO, now=entry.person.consent_photo))
        after = replace(after, consent_photo=entry.person.consent_photo)
    if (
        RosterField.CONSENT_CONTACT_LIST in filled
        and entry.person.consent_contact_list != known.consent_contact_list
    ):
        changes.append(_yes_no(RosterField.CONSENT_CONTACT_LIST, now=entry.person.consent_contact_list))
        after = replace(after, consent_contact_list=entry.person.consent_contact_list)
    return after, changes


def _with(person: Participant, field: RosterField, value: str) -> Participant:
    changes: dict[str, str] = {field.value: value}
    return replace(person, **changes)  # type: ignore[arg-type]  # only text fields are given


def _yes_no(field: RosterField, *, now: bool) -> FieldChange:
    words = (_("no"), _("yes"))
    return FieldChange(field, words[not now], words[now])


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _newcomer(entry: Entry) -> Newcomer:
    return Newcomer(entry.row, entry.person, entry.table, entry.seat)


def _stands_in(
    person: Participant, table: Sheet, columns: Mapping[RosterField, int], kept_out: Iterable[int]
) -> bool:
    """Return whether a row that was kept out is about this person: then nobody is gone."""
    silent = RowReader(table, columns, ())
    numbers = set(kept_out)
    code_at = columns.get(RosterField.CODE)
    for row in table.rows:
        if row.number in numbers:
            if code_at is not None and person.code and row.cells[code_at].strip() == person.code:
                return True
            entry = silent.read(row)
            if entry is not None and _words(entry.person) == _words(person):
                return True
    return False


def _replacements(rest: list[Entry], gone: list[Participant], places: Places) -> list[Replacement]:
    """Find for each newcomer the one whose place they take; every person goes and comes once."""
    free = {person.id: person for person in gone}
    found: dict[int, Replacement] = {}
    reasons = (
        (ReplacedBecause.ROSTER_SAYS_SO, _is_named),
        (
            ReplacedBecause.SAME_ID,
            lambda entry, person, _places: bool(entry.person.code) and entry.person.code == person.code,
        ),
        (ReplacedBecause.SAME_ORGANISATION_AND_ROLE, _same_role),
        (ReplacedBecause.SAME_ORGANISATION_AND_SEAT, _same_seat),
    )
    for because, fits in reasons:
        for entry in rest:
            candidates = [person for person in free.values() if fits(entry, person, places)]
            if entry.row not in found and len(candidates) == 1:
                found[entry.row] = Replacement(free.pop(candidates[0].id), _newcomer(entry), because)
    for entry in rest:
        if entry.row in found or not entry.person.organisation:
            continue
        left = [p for p in free.values() if fold(p.organisation) == fold(entry.person.organisation)]
        rivals = [
            e
            for e in rest
            if e.row not in found and fold(e.person.organisation) == fold(entry.person.organisation)
        ]
        if len(left) == 1 and len(rivals) == 1:
            because = ReplacedBecause.ONLY_ONE_OF_ORGANISATION
            found[entry.row] = Replacement(free.pop(left[0].id), _newcomer(entry), because)
    return [found[row] for row in sorted(found)]


def _is_named(entry: Entry, person: Participant, _places: Places) -> bool:
    asked = entry.replaces
    if not asked:
        return False
    return asked == person.code or frozenset(fold(asked).replace(",", " ").split()) == _words(person)


def _same_role(entry: Entry, person: Participant, _places: Places) -> bool:
    return (
        bool(entry.person.organisation and entry.person.role_title)
        and fold(entry.person.organisation) == fold(person.organisation)
        and fold(entry.person.role_title) == fold(person.role_title)
    )


def _same_seat(entry: Entry, person: Participant, places: Places) -> bool:
    return (
        bool(entry.person.organisation)
        and entry.table is not None
        and entry.seat is not None
        and fold(entry.person.organisation) == fold(person.organisation)
        and places.get(person.id) == (entry.table, entry.seat)
    )
