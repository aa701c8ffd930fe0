"""Labels, banners, tabs and windows: plain text, nothing lost, nothing in the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from facilitator_app.support import paths
from facilitator_app.views.shared.icons import Icon, icon_pixmap
from facilitator_app.views.shared.labels import ElidedLabel, plain_tooltip, text_label
from facilitator_app.views.shared.marks import ProgressStrip
from facilitator_app.views.shared.meters import TimeBar
from facilitator_app.views.shared.panels import BannerKind, BannerStack, Card, CardKind
from facilitator_app.views.shared.tabs import SegmentedTabs
from facilitator_app.views.shared.theme import apply_theme, current_palette, font_of
from facilitator_app.views.shared.tokens import DARK, LIGHT, Mode, Role, Tone
from facilitator_app.views.shared.window import AppWindow, PlaceBook
from tests.views import battery

HOSTILE = "<b>R&D</b> &amp; <img src=x>"


def test_a_label_shows_markup_as_it_is_typed(qtbot: QtBot) -> None:
    label = text_label(HOSTILE)
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == HOSTILE


def test_a_tooltip_shows_markup_as_it_is_typed(qtbot: QtBot) -> None:
    label = text_label("")
    qtbot.addWidget(label)
    plain_tooltip(label, HOSTILE)
    assert "&lt;b&gt;R&amp;D&lt;/b&gt; &amp;amp; &lt;img" in label.toolTip()


def test_words_somebody_typed_run_their_own_way_and_come_back_unchanged(qtbot: QtBot) -> None:
    label = text_label("12 – مرحبا\nSaulė", own=True)
    qtbot.addWidget(label)
    assert label.text() == "12 – مرحبا\nSaulė"
    assert QLabel.text(label) == "\u206812 – مرحبا\u2069\n\u2068Saulė\u2069"


def test_an_elided_label_tells_its_whole_text(qtbot: QtBot) -> None:
    label = ElidedLabel("A name of a place that is far too long <i>")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert "far too long &lt;i&gt;" in label.toolTip()
    label.resize(2000, 20)
    assert label.toolTip() == ""


def test_the_worst_and_newest_banners_are_seen_and_no_more_than_three(qtbot: QtBot) -> None:
    stack = BannerStack()
    qtbot.addWidget(stack)
    assert stack.isHidden()
    for number in range(4):
        stack.show_banner(f"i{number}", BannerKind.INFO, f"info {number}")
    stack.show_banner("bad", BannerKind.ERROR, "bad")
    stack.show()
    seen = [key for key in stack.keys() if stack._banners[key].isVisible()]  # noqa: SIM118
    assert seen == ["i2", "i3", "bad"]
    assert stack._more.text() == "and 2 more messages"
    stack.take_away("bad")
    assert stack._banners["i1"].isVisible()


def test_a_banner_of_the_same_key_is_replaced_and_its_action_is_told(qtbot: QtBot) -> None:
    stack = BannerStack()
    qtbot.addWidget(stack)
    stack.show_banner("disk", BannerKind.ERROR, "full", "Retry")
    stack.show_banner("disk", BannerKind.ERROR, "still full", "Retry")
    assert stack.keys() == ("disk",)
    assert stack.text("disk") == "still full"
    with qtbot.waitSignal(stack.action_requested, check_params_cb=lambda key: key == "disk"):
        stack._banners["disk"].action_requested.emit()
    with qtbot.waitSignal(stack.dismissed):
        stack._banners["disk"].dismissed.emit()
    assert stack.keys() == ()


def test_tabs_keep_what_is_chosen_and_move_with_the_arrows(qtbot: QtBot) -> None:
    tabs = SegmentedTabs("Room")
    qtbot.addWidget(tabs)
    told: list[str] = []
    tabs.chosen.connect(told.append)
    tabs.show_tabs([("tables", "Tables"), ("lights", "R&D")])
    assert tabs.chosen_key() == "tables"
    tabs.choose("lights")
    tabs.show_tabs([("tables", "Tables"), ("lights", "R&D"), ("parking", "Parking 2")])
    assert tabs.chosen_key() == "lights"
    tabs.show()
    tabs._buttons["lights"].setFocus()
    qtbot.waitUntil(tabs._buttons["lights"].hasFocus)
    QTest.keyClick(tabs._buttons["lights"], Qt.Key.Key_Right)
    assert told == ["lights", "parking"]


def test_a_card_that_can_be_pressed_is_pressed_by_mouse_and_keyboard(qtbot: QtBot) -> None:
    card = Card(pressable=True)
    qtbot.addWidget(card)
    card.show()
    pressed: list[int] = []
    card.pressed.connect(lambda: pressed.append(1))
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    QTest.keyClick(card, Qt.Key.Key_Return)
    card.show_kind(CardKind.CHOSEN)
    assert pressed == [1, 1]


def test_the_strip_of_stages_says_what_is_done_now_and_coming(qtbot: QtBot) -> None:
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    strip.show_stages(["Present", "Discuss", "Report"], 1)
    names = [strip._flow.itemAt(i).widget().accessibleName() for i in range(3)]  # type: ignore[union-attr]
    assert names == ["Present, done", "Discuss, now", "Report, coming"]


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_time_bar_shrinks_towards_where_reading_begins(
    qtbot: QtBot, direction: Qt.LayoutDirection
) -> None:
    bar = TimeBar(thickness=10)
    qtbot.addWidget(bar)
    bar.setLayoutDirection(direction)
    bar.resize(200, 10)
    bar.show_left(0.25, Tone.GREEN)
    picture = bar.grab().toImage()
    start, end = (20, 180) if direction is Qt.LayoutDirection.LeftToRight else (180, 20)
    assert picture.pixelColor(start, 5).name().upper() == current_palette().green
    assert picture.pixelColor(end, 5).name().upper() == current_palette().line


def test_every_icon_has_a_drawing_and_every_drawing_a_name(qapp: QApplication) -> None:
    assert {icon.value for icon in Icon} == {file.stem for file in paths.icons().glob("*.svg")}
    for icon in Icon:
        picture = icon_pixmap(icon, "#FF0000", 24).toImage()
        reds = {picture.pixelColor(x, y).name() for x in range(48) for y in range(48)}
        assert "#ff0000" in reds, icon


def test_signs_in_texts_come_from_our_own_fonts(qapp: QApplication) -> None:
    for role in Role:
        assert battery.missing_in("● ◆ ◐ ▲ ■ – ✓ ⚓ → ← ½ ′ … ❚❚ ≥", font_of(role)) == []


def test_arabic_letters_are_joined(qapp: QApplication) -> None:
    """Noto Sans Math holds unjoined Arabic letters: wherever it comes first, Arabic falls apart."""
    from PySide6.QtGui import QFontMetricsF  # noqa: PLC0415

    metrics = QFontMetricsF(font_of(pixels=100))
    apart = sum(metrics.horizontalAdvance(letter) for letter in "كفي")
    assert metrics.horizontalAdvance("كفي") < 0.85 * apart


def test_dark_and_light_follow_the_theme(qapp: QApplication) -> None:
    apply_theme(qapp, Mode.DARK)
    assert current_palette() == DARK
    apply_theme(qapp, Mode.LIGHT)
    assert current_palette() == LIGHT


def test_a_window_comes_back_where_it_stood(qtbot: QtBot, tmp_path: Path) -> None:
    book = PlaceBook(tmp_path / "windows.json")
    first = AppWindow("console", book)
    qtbot.addWidget(first)
    first.setGeometry(QRect(40, 50, 1100, 650))
    first.show()
    first.close()
    second = AppWindow("console", PlaceBook(tmp_path / "windows.json"))
    qtbot.addWidget(second)
    assert second.geometry() == QRect(40, 50, 1100, 650)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"console": [1, 2]}', '{"console": "x"}'])
def test_a_damaged_memory_of_places_is_as_good_as_none(qtbot: QtBot, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "windows.json"
    path.write_text(damage)
    window = AppWindow("console", PlaceBook(path))
    qtbot.addWidget(window)
    assert window.width() >= 1024
    window.close()


def test_a_window_tells_before_it_closes_and_can_be_kept_open(qtbot: QtBot) -> None:
    window = AppWindow("console")
    qtbot.addWidget(window)
    window.show()
    told: list[int] = []
    window.closing.connect(lambda: told.append(1))
    window.may_close = lambda: False
    window.close()
    assert window.isVisible()
    assert told == []
    window.may_close = None
    window.close()
    assert told == [1]
