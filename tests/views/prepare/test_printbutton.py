"""What can be printed is counted when somebody asks: everything, and what is new since it was printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from facilitator_app.records.enums import Sheet
from facilitator_app.records.seating import Printing
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.printed import seats_of
from facilitator_app.views.prepare.printbutton import PrintButton
from facilitator_app.views.prepare.tables import TablesView
from tests.builders import kaunas
from tests.crowd import many_scripts

_AT = datetime(2027, 3, 2, 6, tzinfo=UTC)


def _entries(button: PrintButton) -> list[QAction]:
    return [one for one in button.sheets().actions() if not one.isSeparator()]


def _words(button: PrintButton) -> list[tuple[str, bool]]:
    return [(one.text(), one.isEnabled()) for one in _entries(button)]


def _printed(record: WorkshopRecord, *sheets: Sheet) -> WorkshopRecord:
    printings = tuple(Printing(f"p-{one}", one, _AT, seats_of(record)) for one in sheets)
    return replace(record, printings=printings)


def _one_moved(record: WorkshopRecord) -> WorkshopRecord:
    first, *others = record.seats
    table = next(one.id for one in record.tables if one.id != first.table_id)
    return replace(record, seats=(replace(first, table_id=table), *others))


def test_before_the_first_printing_everything_is_offered(qtbot: QtBot) -> None:
    button = PrintButton()
    qtbot.addWidget(button)
    button.show_workshop(many_scripts())
    assert _words(button) == [
        ("Table cards: all 60 cards", True),
        ("Place cards: all 28 cards", True),
        ("Wall list: all 12 rounds", True),
    ]


def test_of_what_was_printed_what_changed_is_offered_with_its_number(qtbot: QtBot) -> None:
    button = PrintButton()
    qtbot.addWidget(button)
    record = _printed(many_scripts(), Sheet.TABLE_CARDS, Sheet.PLACE_CARDS)
    button.show_workshop(record)
    assert _words(button)[3:] == [
        ("Table cards: nothing changed", False),
        ("Place cards: nothing changed", False),
    ]
    button.show_workshop(_one_moved(record))
    assert _words(button)[3:] == [
        ("Table cards: only what changed (2 cards)", True),
        ("Place cards: only what changed (1 card)", True),
    ]


def test_an_entry_asks_for_its_sheet(qtbot: QtBot) -> None:
    view = TablesView()
    qtbot.addWidget(view)
    record = _one_moved(_printed(many_scripts(), *Sheet))
    view.show_workshop(record)
    asked: list[tuple[str, bool]] = []
    view.print_requested.connect(lambda sheet, changed: asked.append((sheet, changed)))
    for entry in _entries(view.print):
        entry.trigger()
    assert asked == [(one.value, changed) for changed in (False, True) for one in Sheet]


def test_where_nobody_is_seated_there_is_nothing_to_print(qtbot: QtBot) -> None:
    view = TablesView()
    qtbot.addWidget(view)
    view.show_workshop(replace(kaunas(), seats=()))
    assert view.print.isHidden()
    view.show_workshop(kaunas())
    assert not view.print.isHidden()


def test_the_menu_opens_below_its_button_by_click_and_by_key(qtbot: QtBot) -> None:
    button = PrintButton()
    qtbot.addWidget(button)
    button.show_workshop(many_scripts())
    button.show()
    menu = button.sheets()
    for press in (button.click, partial(QTest.keyClick, button, Qt.Key.Key_Space)):
        press()
        qtbot.waitUntil(menu.isVisible)
        assert menu.y() >= button.mapToGlobal(button.rect().bottomLeft()).y()
        menu.close()
