"""Cards are written beside the workshop in a worker; what is on paper is remembered."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from pytestqt.qtbot import QtBot

from facilitator_app.records.enums import Sheet
from facilitator_app.rules.seating.printed import cards_to_print, printed_seats, seats_of
from facilitator_app.services import seating
from tests.journeys.visit import Visit


@pytest.fixture
def seated(seat: Visit) -> Visit:
    """The place of the tables, everybody at one in every round."""
    identity = seat.desks.workshop.workshop_id
    seat.desks.go("tables")
    seat.desks.workshop.post("plan", lambda file: seating.plan_seats(file, identity, seed=1, seconds=0.5))
    seat.rest()
    return seat


def _print(qtbot: QtBot, seat: Visit, sheet: Sheet, *, changed_only: bool = False) -> int:
    """Ask for a sheet as the screen does; return the pages of the PDF."""
    cards = seat.desks.prepare.cards
    with qtbot.waitSignal(cards.worker.finished, timeout=60_000):
        seat.desks.prepare.tables.print_requested.emit(sheet.value, changed_only)
    seat.rest()
    with pymupdf.open(cards.target(sheet, changed_only=changed_only)) as document:
        return int(document.page_count)


def test_what_was_written_is_remembered_and_told_with_its_place(seated: Visit, qtbot: QtBot) -> None:
    everything, _changed = cards_to_print(seated.record, Sheet.TABLE_CARDS)
    assert _print(qtbot, seated, Sheet.TABLE_CARDS) == everything
    assert printed_seats(seated.record, Sheet.TABLE_CARDS) == seats_of(seated.record)
    target = seated.desks.prepare.cards.target(Sheet.TABLE_CARDS, changed_only=False)
    assert target.parent == seated.desks.workshop.path.parent
    assert any(target.name in line for line in seated.banners())
    assert seated.no_dialog()


def test_after_a_move_only_two_cards_are_printed(seated: Visit, qtbot: QtBot) -> None:
    _print(qtbot, seated, Sheet.TABLE_CARDS)
    coming = next(one for one in seated.record.agenda.segments() if one.has_table_work)
    moved = next(one for one in seated.record.seats if one.segment_id == coming.id)
    table = next(one.id for one in seated.record.tables if one.id != moved.table_id)
    seated.desks.plan.seat(moved.segment_id, moved.participant_id, table)
    seated.rest()
    assert _print(qtbot, seated, Sheet.TABLE_CARDS, changed_only=True) == 2
    assert cards_to_print(seated.record, Sheet.TABLE_CARDS)[1] == 0


def test_undo_after_printing_takes_back_the_plan_and_not_the_paper(seated: Visit, qtbot: QtBot) -> None:
    _print(qtbot, seated, Sheet.WALL_LIST)
    seated.program.actions.trigger("edit.undo")
    seated.rest()
    assert seated.record.seats == ()
    assert printed_seats(seated.record, Sheet.WALL_LIST) is not None


def test_where_nothing_changed_the_screen_says_so(seated: Visit, qtbot: QtBot) -> None:
    _print(qtbot, seated, Sheet.PLACE_CARDS)
    cards = seated.desks.prepare.cards
    with qtbot.waitSignal(cards.worker.failed, timeout=60_000):
        cards.make(Sheet.PLACE_CARDS.value, True)  # noqa: FBT003
    assert any("Nothing changed" in line for line in seated.banners())


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_noted(seated: Visit, qtbot: QtBot) -> None:
    cards = seated.desks.prepare.cards
    cards.target(Sheet.WALL_LIST, changed_only=False).mkdir()
    with qtbot.waitSignal(cards.worker.failed, timeout=60_000):
        cards.make(Sheet.WALL_LIST.value, False)  # noqa: FBT003
    seated.rest()
    assert printed_seats(seated.record, Sheet.WALL_LIST) is None
    assert any("cannot be written" in line for line in seated.banners())


def test_closing_while_cards_are_written_drops_them(seated: Visit) -> None:
    cards = seated.desks.prepare.cards
    seated.desks.prepare.tables.print_requested.emit(Sheet.TABLE_CARDS.value, False)  # noqa: FBT003
    seated.rest()
    folder: Path = cards.target(Sheet.TABLE_CARDS, changed_only=False).parent
    seated.program.show_library()
    seated.hands.settle()
    assert not list(folder.glob(".*.part"))
