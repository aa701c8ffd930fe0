"""Where do I sit: thirty people find their table from twelve metres, whatever they are called."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtWidgets import QApplication

from facilitator_app.records.room import RoomScene, SceneKind, SeatsView
from facilitator_app.services.room import room_time, scene
from facilitator_app.views.room.canvas import lay_out
from facilitator_app.views.room.foot import clock
from facilitator_app.views.room.ink import Box, Ink, Page
from facilitator_app.views.room.pages import frame
from facilitator_app.views.room.placing import apart
from facilitator_app.views.room.sizing import WORD_ARC_MINUTES, Sizing, sizing
from tests.views.room.seat_cases import CASES

SIZES = ((1920, 1080), (1366, 768), (1024, 768))
EACH = pytest.mark.parametrize("name", CASES)
AT = pytest.mark.parametrize("size", SIZES, ids=str)


def laid_out(name: str, size: tuple[int, int]) -> tuple[RoomScene, Sizing, tuple[Page, ...], tuple[Ink, ...]]:
    """The scene, its sizes, its pages, and the time of day that stands on each."""
    record, state, view = CASES[name]()
    shown = scene(record, state, SceneKind.GROUPS, view)
    within = frame(sizing(*size), shown)
    corner = tuple(one for one in clock(room_time(state), within) if isinstance(one, Ink))
    return shown, within.size, lay_out(shown, within), corner


def letters(ink: Ink) -> QRectF:
    """The place of the letters themselves, without what a line leaves free above and below them."""
    box = ink.used()
    above, below = ink.words.reach()
    top, foot = box.top(), box.top() + ink.words.rise()
    lines = max(1, round(box.height() / max(1.0, ink.words.height(100_000))))
    rest = box.height() - box.height() / lines
    return QRectF(box.left(), foot - above, box.width(), above + below + rest).intersected(
        QRectF(box.left(), top - 99, box.width(), box.height() + 198)
    )


@AT
@EACH
def test_every_word_is_ten_minutes_of_arc_at_twelve_metres(
    qapp: QApplication, name: str, size: tuple[int, int]
) -> None:
    del qapp
    _shown, sizes, pages, corner = laid_out(name, size)
    smallest = min(
        sizes.arc_minutes(ink.words.drawn_pixels) for page in pages for ink in (*page.words(), *corner)
    )
    assert smallest >= WORD_ARC_MINUTES


@AT
@EACH
def test_nothing_is_clipped_and_nothing_lies_on_anything_else(
    qapp: QApplication, name: str, size: tuple[int, int]
) -> None:
    del qapp
    _shown, _sizes, pages, corner = laid_out(name, size)
    picture = QRectF(0, 0, *size)
    for page in pages:
        boxes = [(ink.words.text, letters(ink)) for ink in (*page.words(), *corner)]
        for at, (text, box) in enumerate(boxes):
            assert picture.contains(box), (text, box)
            for other, place in boxes[:at]:
                assert not box.intersects(place), (text, other, box, place)


@AT
@EACH
def test_every_card_and_every_table_stays_inside_the_picture_and_holds_its_words(
    qapp: QApplication, name: str, size: tuple[int, int]
) -> None:
    del qapp
    _shown, sizes, pages, _corner = laid_out(name, size)
    picture = QRectF(0, 0, *size).adjusted(-1, -1, 1, 1)
    for page in pages:
        boxes = [item.area for item in page.items if isinstance(item, Box)]
        assert all(picture.contains(box) for box in boxes)
        for ink in page.words():
            place = letters(ink)
            for box in boxes:
                if box.intersects(place) and not box.contains(place):
                    assert box.height() <= sizes.word, (ink.words.text, place, box)


@AT
@EACH
def test_everybody_is_on_some_page_with_the_number_of_their_table(
    qapp: QApplication, name: str, size: tuple[int, int]
) -> None:
    del qapp
    shown, _sizes, pages, _corner = laid_out(name, size)
    read = [ink.words.text for page in pages for ink in page.words()]
    for table in shown.tables:
        assert str(table.number) in read
    if shown.seats_view is not SeatsView.BY_TABLE:
        for seat in shown.seats:
            assert seat.name.text in read


@pytest.mark.parametrize("size", SIZES[:2], ids=str)
@pytest.mark.parametrize("room", ["kaunas", "sharjah", "some move", "nobody moves", "moved tables"])
def test_up_to_thirty_people_find_name_number_and_way_on_one_page(
    qapp: QApplication, room: str, size: tuple[int, int]
) -> None:
    del qapp
    shown, _sizes, pages, _corner = laid_out(f"{room} both", size)
    assert len(pages) == 1
    assert len(laid_out(f"{room} by_table", size)[2]) == 1
    read = [ink.words.text for ink in pages[0].words()]
    assert "Screen" in read
    assert "Doors" in read
    seated = [str(seat.table) for seat in shown.seats]
    for table in shown.tables:  # in front of every name, and once in the room
        assert read.count(str(table.number)) == seated.count(str(table.number)) + 1


def test_a_list_in_an_arabic_workshop_runs_from_the_right(qapp: QApplication) -> None:
    del qapp
    shown, _sizes, pages, _corner = laid_out("sharjah by_name", (1920, 1080))
    places = {ink.words.text: ink.used() for ink in pages[0].words()}
    first, last = places[shown.seats[0].name.text], places[shown.seats[-1].name.text]
    assert first.right() > 1650
    assert last.right() < first.left()
    kaunas, _sizes, pages, _corner = laid_out("kaunas by_name", (1920, 1080))
    places = {ink.words.text: ink.used() for ink in pages[0].words()}
    assert places[kaunas.seats[0].name.text].left() < 250


def test_whoever_changes_the_table_is_told_by_more_than_a_colour(qapp: QApplication) -> None:
    del qapp
    shown, _sizes, pages, _corner = laid_out("some move both", (1920, 1080))
    read = {ink.words.text: ink.words for ink in pages[0].words()}
    assert "New table" in read
    for seat in shown.seats:
        assert read[seat.name.text].bold is seat.moved


def test_a_cluster_round_names_the_cluster_beside_each_table(qapp: QApplication) -> None:
    del qapp
    shown, _sizes, pages, _corner = laid_out("by cluster both", (1920, 1080))
    read = [ink.words.text for page in pages for ink in page.words()]
    assert {text.text for table in shown.tables for text in table.cluster} <= set(read)


SHARES = st.tuples(st.floats(0, 1), st.floats(0, 1))


@given(places=st.lists(SHARES, min_size=1, max_size=14), wide=st.floats(40, 400), high=st.floats(40, 300))
def test_cards_never_lie_on_each_other_wherever_somebody_put_the_tables(
    places: list[tuple[float, float]], wide: float, high: float
) -> None:
    floor = QRectF(10, 20, 1400, 700)
    sizes = [QSizeF(wide, high - at % 3) for at in range(len(places))]
    found = apart(places, sizes, floor, 8)
    if found is None:
        across, deep = int((1400 + 8) / (wide + 8)), int((700 + 8) / (high + 8))
        assert across * deep < len(places), "there was room for them in rows"
        return
    cards = [
        QRectF(m.x() - s.width() / 2, m.y() - s.height() / 2, s.width(), s.height())
        for m, s in zip(found, sizes, strict=True)
    ]
    for at, card in enumerate(cards):
        assert floor.adjusted(-0.5, -0.5, 0.5, 0.5).contains(card)
        assert not any(card.adjusted(1, 1, -1, -1).intersects(other) for other in cards[:at])


def test_what_has_room_stands_exactly_where_it_stands() -> None:
    floor = QRectF(0, 0, 1000, 500)
    found = apart([(0.2, 0.3), (0.8, 0.9)], [QSizeF(50, 50)] * 2, floor, 8)
    assert found is not None
    assert [(one.x(), one.y()) for one in found] == [(200, 150), (800, 450)]


@pytest.mark.parametrize(
    "name",
    ["A" * 300, "Ona " * 60, "نورة" * 80, "สมชาย" * 60, "\u202eevil \ufb03 \U0001f9d1\u200d\U0001f3eb", "."],
)
@AT
def test_a_name_that_nobody_can_have_breaks_nothing(
    qapp: QApplication, name: str, size: tuple[int, int]
) -> None:
    del qapp
    record, state, _view = CASES["kaunas both"]()
    one, *rest = record.participants
    odd = replace(one, display_name=name, given_name=name, family_name="")
    for view in SeatsView:
        shown = scene(replace(record, participants=(odd, *rest)), state, SceneKind.GROUPS, view)
        pages = lay_out(shown, frame(sizing(*size), shown))
        assert pages
        for page in pages:
            for ink in page.words():
                assert -1 <= ink.used().left() <= ink.used().right() <= size[0] + 1, ink.words.text
