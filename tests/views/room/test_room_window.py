"""The room window: large enough for the last table, everything inside the picture, cheap to tick."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, QRectF
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from facilitator_app.records.enums import SegmentKind, StageName
from facilitator_app.records.room import RoomScene, RoomText, RoomTime, SceneKind
from facilitator_app.records.run import Position, RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services.room import room_time, scene
from facilitator_app.views.room import RoomCanvas, RoomWindow
from facilitator_app.views.room.ink import Ink
from facilitator_app.views.room.sizing import TASK_ARC_MINUTES, WORD_ARC_MINUTES, sizing
from tests.builders import before_start, kaunas, played, segment_of_step, sharjah, state_after, translated

SIZES = ((1920, 1080), (1366, 768), (1024, 768))
LOCAL = {
    "lt": ("Kuris kriterijus čia svarbiausias ir kodėl?", "Užpildytą matricą ir du pasiūlytus klasterius"),
    "pl": ("Które kryterium jest tu najważniejsze i dlaczego?", "Wypełniona macierz i dwa zgłoszone klastry"),
    "ar": ("ما المعيار الأهم هنا، ولماذا؟", "مصفوفة مكتملة وتجمّعان مرشّحان مع سبب في سطر واحد"),
    "th": ("เกณฑ์ใดสำคัญที่สุดที่นี่ และเพราะอะไร", "ตารางคะแนนและคลัสเตอร์ที่เสนอสองแห่ง"),
    "km": ("តើលក្ខណៈវិនិច្ឆ័យណាសំខាន់ជាងគេនៅទីនេះ ហើយហេតុអ្វី?", "តារាងពិន្ទុ និងចង្កោមពីរដែលបានស្នើ"),
}


def in_local_languages(record: WorkshopRecord) -> WorkshopRecord:
    rows = []
    for language in record.details.local_languages:
        if language in LOCAL:
            question, bring = LOCAL[language]
            rows += [
                ("steps", "step-2", "questions.0", language, question),
                ("steps", "step-2", "task_text", language, f"{question} {question} {bring}"),
                ("steps", "step-2", "deliverable", language, bring),
            ]
    return translated(record, *rows)


def moments(record: WorkshopRecord) -> Iterator[tuple[WorkshopRecord, RunState]]:
    step = segment_of_step(record, 2).id
    meal = next(s.id for s in record.agenda.segments() if s.kind is SegmentKind.MEAL)
    yield record, before_start(record)
    for place, seconds in (
        (Position(step, StageName.BRIEF), 30),
        (Position(step, StageName.DISCUSS), 60),
        (Position(step, StageName.DISCUSS), 6000),
        (Position(step, StageName.REPORT, 4), 100),
        (Position(meal, StageName.WHOLE), 600),
        (Position(meal, StageName.WHOLE), 6000),
    ):
        run = played(record, place)
        yield run, state_after(run, seconds)


@pytest.fixture
def canvas(qtbot: QtBot) -> Callable[[int, int], RoomCanvas]:
    def make(width: int, height: int) -> RoomCanvas:
        made = RoomCanvas()
        qtbot.addWidget(made)
        made.resize(width, height)
        made.show()
        return made

    return make


def pages(canvas: RoomCanvas) -> Iterator[tuple[Ink, ...]]:
    for _page in range(canvas.page_count()):
        yield canvas.words()
        canvas.turn_page()


def task_texts(shown: RoomScene) -> set[str]:
    return {text.text for text in (*shown.headline, *shown.body)} if shown.kind is SceneKind.TASK else set()


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("of", [kaunas, sharjah])
def test_every_word_of_every_scene_can_be_read_from_twelve_metres(
    canvas: Callable[[int, int], RoomCanvas], size: tuple[int, int], of: Callable[[], WorkshopRecord]
) -> None:
    shown = canvas(*size)
    sizes = shown.size_of_type()
    seen = 0
    for record, state in moments(in_local_languages(of())):
        for kind in SceneKind:
            picture = scene(record, state, kind)
            shown.show_scene(picture)
            shown.show_time(room_time(state))
            tasks = task_texts(picture)
            for words in pages(shown):
                for ink in words:
                    seen += 1
                    assert sizes.arc_minutes(ink.words.drawn_pixels) >= WORD_ARC_MINUTES, (kind, ink)
                    if ink.words.text in tasks:
                        assert sizes.arc_minutes(ink.words.drawn_pixels) >= TASK_ARC_MINUTES, (kind, ink)
    assert seen > 500


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("of", [kaunas, sharjah])
def test_no_word_leaves_the_picture_or_lies_on_another(
    canvas: Callable[[int, int], RoomCanvas], size: tuple[int, int], of: Callable[[], WorkshopRecord]
) -> None:
    shown = canvas(*size)
    inside = QRectF(0, 0, *size)
    for record, state in moments(in_local_languages(of())):
        for kind in SceneKind:
            shown.show_scene(scene(record, state, kind))
            shown.show_time(room_time(state))
            for words in pages(shown):
                boxes = [(ink.words.text, core(ink)) for ink in words]
                for text, box in boxes:
                    assert inside.contains(box), (kind, text, box)
                for index, (text, box) in enumerate(boxes):
                    for other, place in boxes[index + 1 :]:
                        assert not box.intersects(place), (kind, text, other, box, place)


def core(ink: Ink) -> QRectF:
    """The letters' own box: what a line of type leaves free above and below does not count."""
    box = ink.used()
    slack = ink.words.drawn_pixels * 0.34
    return box.adjusted(0, slack, 0, -min(slack, box.height() - slack - 1))


def test_a_tick_paints_the_band_of_time_and_nothing_else(
    canvas: Callable[[int, int], RoomCanvas], qapp: QApplication
) -> None:
    record = played(kaunas(), Position(segment_of_step(kaunas(), 2).id, StageName.DISCUSS))
    shown = canvas(1920, 1080)
    shown.show_scene(scene(record, state_after(record, 1200), SceneKind.TASK))
    shown.show_time(room_time(state_after(record, 1200)))
    qapp.processEvents()
    seen = PaintEar(shown)
    for quarter in range(40):
        state = state_after(record, 1200 + quarter / 4)
        shown.show_scene(scene(record, state, SceneKind.TASK))
        shown.show_time(room_time(state))
        qapp.processEvents()
    assert 9 <= len(seen.areas) <= 11, "once a second"
    assert all(area.top() > 1080 * 0.7 for area in seen.areas)


def test_the_same_scene_again_paints_nothing(
    canvas: Callable[[int, int], RoomCanvas], qapp: QApplication
) -> None:
    record = kaunas()
    shown = canvas(1366, 768)
    shown.show_scene(scene(record, before_start(record), SceneKind.WELCOME))
    qapp.processEvents()
    seen = PaintEar(shown)
    shown.show_scene(scene(record, before_start(record), SceneKind.WELCOME))
    qapp.processEvents()
    assert seen.areas == []


class PaintEar(QObject):
    """Collects the areas that a widget paints."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.areas: list[QRect] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QPaintEvent):
            self.areas.append(event.rect())
        return super().eventFilter(watched, event)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(779, "13 min"), (301, "6 min"), (300, "5 min"), (299, "4:59"), (9, "0:09"), (-12, "+0:12")],
)
def test_a_length_is_never_written_like_a_time_of_day(
    canvas: Callable[[int, int], RoomCanvas], seconds: int, words: str
) -> None:
    record = played(kaunas(), Position(segment_of_step(kaunas(), 2).id, StageName.DISCUSS))
    shown = canvas(1920, 1080)
    shown.show_scene(scene(record, state_after(record), SceneKind.TIMEBOX))
    pace = "overtime" if seconds < 0 else "on_time"
    shown.show_time(RoomTime(seconds, 1440, pace, max(0.0, seconds / 1440), "11:18"))
    said = [ink.words.text for ink in shown.words()]
    assert words in said
    assert ("over" if seconds < 0 else "left") in said
    assert ("viršyta" if seconds < 0 else "liko") in said


def test_what_does_not_fit_goes_on_on_another_page_in_every_language(
    canvas: Callable[[int, int], RoomCanvas],
) -> None:
    long = "Discuss what the firms of this region could only ever get by acting together. " * 6
    texts = (RoomText(long, "en"), RoomText("Aptarkite, ką įmonės gautų tik veikdamos kartu. " * 8, "lt"))
    shown = canvas(1024, 768)
    shown.show_scene(RoomScene(SceneKind.TASK, headline=texts))
    assert shown.page_count() > 1
    read = " ".join(ink.words.text for page in pages(shown) for ink in page)
    for text in texts:
        assert read.count(text.text.split()[0]) == text.text.split().count(text.text.split()[0])


def test_right_to_left_text_begins_at_the_right(canvas: Callable[[int, int], RoomCanvas]) -> None:
    shown = canvas(1920, 1080)
    arabic, english = RoomText("ما المعيار الأهم هنا؟", "ar"), RoomText("Which criterion?", "en")
    shown.show_scene(RoomScene(SceneKind.TASK, headline=(english, arabic)))
    boxes = {ink.words.text: ink.used() for ink in shown.words()}
    assert boxes[english.text].left() < 200
    assert boxes[arabic.text].right() > 1720


def test_languages_have_the_same_weight(canvas: Callable[[int, int], RoomCanvas]) -> None:
    shown = canvas(1920, 1080)
    texts = (RoomText("Which criterion matters?", "en"), RoomText("Kuris kriterijus svarbiausias?", "lt"))
    shown.show_scene(RoomScene(SceneKind.TASK, headline=texts))
    assert len({(ink.words.pixels, ink.words.bold) for ink in shown.words()}) == 1


def test_blank_is_nothing_at_all(canvas: Callable[[int, int], RoomCanvas]) -> None:
    shown = canvas(640, 360)
    record = kaunas()
    shown.show_scene(scene(record, before_start(record), SceneKind.WELCOME))
    shown.blank(on=True)
    assert shown.words() == ()
    assert shown.grab().toImage().pixelColor(20, 20) == QColor("black")
    shown.blank(on=False)
    assert shown.words() != ()


def test_the_window_names_nobody_in_its_title(qtbot: QtBot) -> None:
    window = RoomWindow()
    qtbot.addWidget(window)
    record = kaunas()
    window.show_scene(scene(record, before_start(record), SceneKind.GROUPS))
    assert window.windowTitle() == "Room"
    assert window.canvas.accessibleName() == "What the room sees"
    assert window.canvas.accessibleDescription() == ""


def test_signals_differ_in_more_than_colour(canvas: Callable[[int, int], RoomCanvas]) -> None:
    shown = canvas(1920, 1080)
    picture = scene(kaunas(), before_start(kaunas()), SceneKind.LIGHTS)
    shown.show_scene(picture)
    words = {ink.words.text for page in pages(shown) for ink in page}
    assert {"green", "amber", "red", "mixed", "too few"} <= words


def test_a_screen_that_says_how_large_it_is_is_believed_and_a_projector_that_says_nonsense_is_not() -> None:
    unknown = sizing(1920, 1080)
    television = sizing(1920, 1080, screen_mm=800)
    nonsense = sizing(1920, 1080, screen_mm=90)
    assert nonsense == unknown
    assert television.word > unknown.word
    near = sizing(1920, 1080, screen_mm=800, distance_m=6)
    assert near.word < television.word


def test_a_preview_says_what_the_room_says(qtbot: QtBot, canvas: Callable[[int, int], RoomCanvas]) -> None:
    small = RoomCanvas(preview=True)
    qtbot.addWidget(small)
    small.resize(240, 135)
    small.show()
    large = canvas(1920, 1080)
    picture = scene(kaunas(), before_start(kaunas()), SceneKind.WELCOME)
    for one in (small, large):
        one.show_scene(picture)
    assert [ink.words for ink in small.words()] == [ink.words for ink in large.words()]
    assert replace(picture) == small.scene()
