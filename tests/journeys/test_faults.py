"""What can go wrong with disks and files, in the real program: said in words, nothing lost, no dialog."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from facilitator_app.support import paths
from tests.journeys.faults import (
    damage,
    digest,
    drop,
    held_elsewhere,
    make_newer,
    protect,
    write_bad_roster,
    write_garbage,
)
from tests.journeys.visit import CONTROL, Visit

ROOT = Path(__file__).parents[2]
ISOLATES = dict.fromkeys((0x2068, 0x2069))
Start = Callable[..., Visit]


# --- a full disk ----------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="needs a small disk of its own")
def test_when_the_disk_is_full_it_says_so_in_red_and_goes_on_by_itself(tmp_path: Path) -> None:
    disk, own = tmp_path / "disk", tmp_path / "own"
    disk.mkdir()
    own.mkdir()
    script = 'mount -t tmpfs -o size=48m none "$1" && exec "$3" -m tests.journeys.full_disk "$1" "$2"'
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", disk, own, sys.executable],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
    )
    if "unshare" in done.stderr:
        pytest.skip("no mounts of one's own here")
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    (alarm,) = facts["alarms"]
    assert facts["said"] == "NOT SAVED"
    assert alarm.startswith("What is typed is NOT SAVED: The disk with “Kaunas.workshop” is full.")
    assert "saving goes on by itself" in alarm
    assert str(own.parent) in alarm, "where a copy lies"
    assert facts["no_dialog"]
    assert facts["all_text_stays"] == [facts["wanted"][0], "Naujas punktas ties pilnu disku", ""]
    assert (
        facts["pressed"] == "This was not done, press again later: The disk with “Kaunas.workshop” is full."
    )
    assert facts["banners_after"] == ["Only 42 MB are left on this disk. Please free some space."]
    assert facts["in_file"] == facts["wanted"]
    assert facts["left_beside"] == []


# --- files that cannot be opened ------------------------------------------------------------------------


def test_a_file_from_a_newer_version_is_refused_in_words_and_not_a_byte_is_changed(
    visit: Start, workshop: Path
) -> None:
    make_newer(workshop)
    before = digest(workshop)
    seat = visit()
    ask_to_open(seat, workshop)
    (said,) = seat.alarms()
    assert "7.2.0" in said
    assert "Install the newer Facilitator" in said
    assert "Nothing in the file was changed" in said
    assert seat.no_dialog()
    assert seat.program.desks is None
    assert seat.program.window.content() is seat.program.library
    assert digest(workshop) == before
    assert [one.name for one in workshop.parent.iterdir() if one.name.startswith(workshop.name)] == [
        workshop.name
    ]


def test_a_damaged_file_offers_its_backup_and_the_button_opens_it(visit: Start, workshop: Path) -> None:
    damage(workshop, backed_up=True)
    before = digest(workshop)
    seat = visit()
    ask_to_open(seat, workshop)
    (said,) = seat.alarms()
    assert "damaged" in said
    assert "Restore the backup" in said
    assert seat.no_dialog()
    assert digest(workshop) == before
    seat.press_button("Restore the backup")
    seat.hands.until(lambda: seat.program.desks is not None, "the backup to open")
    assert seat.desks.workshop.path != workshop, "a backup goes into a new file"
    assert len(seat.record.participants) == 28
    assert not seat.alarms()
    assert digest(workshop) == before


def test_a_damaged_file_without_a_backup_offers_what_can_still_be_read(visit: Start, workshop: Path) -> None:
    damage(workshop, backed_up=False)
    before = digest(workshop)
    seat = visit()
    ask_to_open(seat, workshop)
    (said,) = seat.alarms()
    assert "damaged" in said
    assert "No backup was found" in said
    assert seat.no_dialog()
    seat.press_button("Save what can be read")
    seat.hands.until(lambda: seat.program.desks is not None, "what was read to open")
    assert seat.desks.workshop.path != workshop
    assert seat.record.details.title
    assert any("Look through it before you go on" in text for text in seat.banners())
    assert not seat.alarms()
    assert digest(workshop) == before


def test_a_file_that_another_program_holds_is_not_opened_twice(visit: Start, workshop: Path) -> None:
    seat = visit()
    with held_elsewhere(workshop) as process:
        ask_to_open(seat, workshop)
        (said,) = seat.alarms()
        assert "already open" in said
        assert str(process) in said
        assert seat.no_dialog()
    seat.open(workshop)
    assert not seat.alarms()


def test_the_same_file_opened_again_here_is_shown_and_not_refused(visit: Start, workshop: Path) -> None:
    seat = visit(workshop)
    desks = seat.desks
    seat.open(workshop)
    assert seat.desks is desks
    assert not seat.alarms()


def test_a_file_that_may_only_be_read_opens_with_a_banner_and_nothing_can_be_typed_in_vain(
    visit: Start, workshop: Path
) -> None:
    protect(workshop)
    before = digest(workshop)
    seat = visit(workshop)
    assert any("can only be read" in text for text in seat.banners())
    assert len(seat.record.participants) == 28
    seat.key(Qt.Key.Key_PageDown)
    assert seat.desks.workshop.state().position is None
    seat.key(Qt.Key.Key_F7)
    assert not seat.desks.capture.grid.rows()[-1].local.editor.isEnabled(), "nothing is typed in vain"
    assert seat.no_dialog()
    seat.program.show_library()
    seat.rest()
    assert digest(workshop) == before


def test_a_workshop_that_is_refused_leaves_the_open_one_open(
    visit: Start, workshop: Path, tmp_path: Path
) -> None:
    newer = tmp_path / "newer.workshop"
    newer.write_bytes(workshop.read_bytes())
    make_newer(newer)
    seat = visit(workshop)
    seat.key(Qt.Key.Key_PageDown)
    desks = seat.desks
    drop(seat.desks.widget, newer)
    seat.rest()
    assert seat.alarms()
    assert seat.desks is desks
    seat.key(Qt.Key.Key_PageDown)
    assert seat.desks.workshop.state().position is not None


# --- things that are dropped ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["holiday.jpg", "garbage.workshop", "garbage.zip", "garbage.xlsx"])
def test_garbage_that_is_dropped_is_named_and_nothing_is_made(
    name: str, visit: Start, workshop: Path, tmp_path: Path
) -> None:
    garbage = write_garbage(tmp_path / name)
    seat = visit(workshop)
    before = set(paths.documents().iterdir())
    record = seat.record
    drop(seat.desks.widget, garbage)
    seat.rest()
    said = [text for text in seat.banners() if name in text]
    assert len(said) == 1
    assert said[0].endswith(".")
    assert seat.no_dialog()
    assert seat.record is record
    assert set(paths.documents().iterdir()) == before


def test_a_list_of_people_dropped_onto_the_library_says_where_it_belongs(
    visit: Start, tmp_path: Path
) -> None:
    seat = visit()
    drop(seat.program.library, write_bad_roster(tmp_path / "people.csv"))
    seat.rest()
    assert any("Open a workshop first" in text for text in seat.banners())
    assert seat.program.desks is None


# --- a list of people with bad rows ---------------------------------------------------------------------


def test_three_bad_rows_are_named_by_row_and_column_and_nothing_is_half_imported(
    visit: Start, workshop: Path, tmp_path: Path
) -> None:
    seat = visit(workshop)
    before = seat.record.participants
    drop(seat.desks.widget, write_bad_roster(tmp_path / "people.csv"))
    seat.rest()
    shown = [text.translate(ISOLATES) for text in seat.labels(seat.desks.prepare.people)]
    for where in (
        "people.csv · row 3 · column “Name”",
        "people.csv · row 4 · column “English level”",
        "people.csv · row 5 · column “E-mail”",
    ):
        assert where in shown
        wrong = shown[shown.index(where) + 1]
        expected = shown[shown.index(where) + 2]
        assert wrong.endswith(".")
        assert expected.startswith("Expected: ")
    assert seat.no_dialog()
    assert seat.record.participants == before, "looking at a list changes nothing"
    taken = seat.desks.prepare.people.roster.take
    count = int(next(word for word in taken.text().split() if word.isdecimal()))
    seat.hands.click(taken)
    seat.rest()
    names = {one.name for one in seat.record.participants} - {one.name for one in before}
    assert len(names) == count
    assert not any(one.withdrawn for one in seat.record.participants), "who is not on the list stays"
    assert {"Rūta Naujokaitė", "Anna Ozola"} <= names
    assert all(one.name.strip() for one in seat.record.participants)
    seat.key(Qt.Key.Key_Z, CONTROL)
    assert seat.record.participants == before, "the list is one step that can be taken back"


def ask_to_open(seat: Visit, path: Path) -> None:
    """Ask for a file that may be refused."""
    seat.program.open_file(path)
    seat.hands.settle()
