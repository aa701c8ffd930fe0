"""How fast the tables screen opens, scrolls and prices a movement: run with `--benchmark-only`.

Milliseconds are figures to be read, not tests.
"""

from __future__ import annotations

from time import perf_counter

from PySide6.QtWidgets import QApplication, QScrollArea
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.moving import Effect, effect_of_move, effect_of_swap, seat_board
from facilitator_app.rules.seating.qualities import qualities
from facilitator_app.views.prepare.seatwords import rounds_of
from facilitator_app.views.prepare.tables import TablesView
from tests.views.prepare.cases import large_room


def opened(record: WorkshopRecord) -> TablesView:
    view = TablesView()
    view.show_workshop(record)
    view.resize(1366, 768)
    view.show()
    QApplication.processEvents()
    return view


def test_every_price_of_one_person_of_thirty_in_twelve_rounds(benchmark: BenchmarkFixture) -> None:
    record = large_room(30, 6, 12)
    segment, person = rounds_of(record)[0].id, record.participants[0].id

    def all_prices() -> list[Effect]:
        board = seat_board(record, segment)
        moves = [effect_of_move(board, person, table.id) for table in record.tables]
        return moves + [effect_of_swap(board, person, other.id) for other in record.participants]

    assert len(benchmark(all_prices)) == 36


def test_one_price_of_a_swap(benchmark: BenchmarkFixture) -> None:
    record = large_room(30, 6, 12)
    board = seat_board(record, rounds_of(record)[0].id)
    benchmark(effect_of_swap, board, "p0", "p1")


def test_the_qualities_of_thirty_people_in_twelve_rounds(benchmark: BenchmarkFixture) -> None:
    benchmark(qualities, large_room(30, 6, 12))


def test_the_screen_opens_with_three_hundred_people_at_fifty_tables(
    benchmark: BenchmarkFixture, qtbot: QtBot
) -> None:
    record = large_room()
    view = benchmark.pedantic(opened, args=(record,), rounds=1)  # type: ignore[no-untyped-call] # the plugin has no types there
    qtbot.addWidget(view)
    area = max(view.findChildren(QScrollArea), key=lambda one: one.verticalScrollBar().maximum())
    bar, longest = area.verticalScrollBar(), 0.0
    for value in range(0, bar.maximum(), 60):
        begun = perf_counter()
        bar.setValue(value)
        QApplication.processEvents()
        longest = max(longest, perf_counter() - begun)
    begun = perf_counter()
    view.show_workshop(record)
    QApplication.processEvents()
    again = perf_counter() - begun
    print(f"\nlongest stall while scrolling {longest * 1000:.0f} ms, shown again {again * 1000:.0f} ms")
