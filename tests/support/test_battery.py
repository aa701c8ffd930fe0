"""The battery, on folders as Linux describes them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from facilitator_app.support.battery import battery_percent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked, not read")


def _supply(folder: Path, name: str, **told: str) -> None:
    (folder / name).mkdir()
    for field, text in told.items():
        (folder / name / field).write_text(f"{text}\n", "ascii")


def test_the_charge_of_the_battery_is_told_and_the_mains_is_no_battery(tmp_path: Path) -> None:
    _supply(tmp_path, "AC", type="Mains", online="1")
    _supply(tmp_path, "BAT0", type="Battery", capacity="73")
    assert battery_percent(tmp_path) == 73


def test_two_batteries_are_told_as_their_mean(tmp_path: Path) -> None:
    _supply(tmp_path, "BAT0", type="Battery", capacity="100")
    _supply(tmp_path, "BAT1", type="Battery", capacity="20")
    assert battery_percent(tmp_path) == 60


def test_the_battery_of_a_mouse_is_not_the_laptops(tmp_path: Path) -> None:
    _supply(tmp_path, "hidpp_battery_0", type="Battery", scope="Device", capacity="5")
    assert battery_percent(tmp_path) is None


def test_a_battery_that_says_more_than_full_is_full(tmp_path: Path) -> None:
    _supply(tmp_path, "BAT0", type="Battery", capacity="103")
    assert battery_percent(tmp_path) == 100


@pytest.mark.parametrize("capacity", ["", "unknown", "-1"])
def test_a_battery_that_does_not_say_how_full_it_is_is_not_shown(tmp_path: Path, capacity: str) -> None:
    _supply(tmp_path, "BAT0", type="Battery", capacity=capacity)
    assert battery_percent(tmp_path) is None


def test_a_computer_without_a_battery_shows_none(tmp_path: Path) -> None:
    assert battery_percent(tmp_path) is None
    assert battery_percent(tmp_path / "gone") is None
