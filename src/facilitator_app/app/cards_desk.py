"""What the command `cards` does: table cards, place cards and the wall list as PDF, all or what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from facilitator_app.app.desk_less import Say, opened
from facilitator_app.exports.files import Paper
from facilitator_app.records.enums import Sheet
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.clock import SystemClock
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _, ngettext_


@dataclass(frozen=True, slots=True)
class CardsAsk:
    """What is to be printed: no sheet means all three; `round_code` limits to one round."""

    sheet: Sheet | None = None
    round_code: str | None = None
    changed_only: bool = False
    paper: Paper | None = None
    language: str | None = None


def cards(path: Path, out: Path, ask: CardsAsk, *, workshop: str | None, say: Say) -> None:
    """Write the PDF and note in the file what was printed; say so where nothing changed."""
    from facilitator_app.exports import seating_pdf
    from facilitator_app.rules.seating.printed import seats_of
    from facilitator_app.services import seating
    from facilitator_app.services.reading import read_workshop

    with opened(path) as file:
        with file.read() as session:
            record = read_workshop(session, workshop)
        rounds = _rounds(record, ask.round_code)
        sheets = _sheets(record, ask)
        if not sheets:
            say(_("Nothing changed since the last printing; nothing is written."))
            return
        log = seating_pdf.write(
            record,
            out,
            sheets=sheets,
            changed_only=ask.changed_only,
            rounds=rounds,
            language=ask.language or record.details.working_language or "en",
            paper=ask.paper or Paper.of_country(record.details.country),
            now=SystemClock().read(),
        )
        for sheet in sheets:
            seating.note_printed(file, record.details.id, sheet, seats=seats_of(record), rounds=rounds)
    say(ngettext_("{path}: {n} page.", "{path}: {n} pages.", log.pages).format(path=out, n=log.pages))
    for code_point, number in log.missing.items():
        words = _("No bundled font has {character}: it is printed as its code ({n} times).")
        say(words.format(character=code_point, n=number))


def _sheets(record: WorkshopRecord, ask: CardsAsk) -> Sequence[Sheet]:
    """Return the sheets with something to print; all that were asked for where all is printed."""
    from facilitator_app.rules.seating.printed import cards_to_print

    asked = tuple(Sheet) if ask.sheet is None else (ask.sheet,)
    if ask.round_code is not None:
        # A place card has every round on it.
        asked = tuple(one for one in asked if one is not Sheet.PLACE_CARDS)
    if not ask.changed_only:
        return asked
    return tuple(one for one in asked if cards_to_print(record, one)[1] != 0)


def _rounds(record: WorkshopRecord, code: str | None) -> frozenset[str] | None:
    """Return the ids of the round that was asked for by its code, and of those its cards serve as well.

    None where all are meant. Raises KnownError where there is no such round.
    """
    from facilitator_app.rules.seating.printed import sittings

    if code is None:
        return None
    rounds = [one for one in record.agenda.segments() if one.has_table_work and not one.parked]
    found = next((one for one in rounds if code in {one.code, one.id}), None)
    if found is None:
        known = ", ".join(one.code for one in rounds if one.code)
        raise KnownError(
            _("There is no round “{code}”.").format(code=code),
            _("The rounds are: {codes}.").format(codes=known or "–"),
        )
    served = (one.segments for one in sittings(record) if found in one.segments)
    return frozenset(one.id for one in next(served, (found,)))
