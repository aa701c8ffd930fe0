"""Durations learned from closed workshops: in the private index, purged with it, told in one sentence."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from facilitator_app.content.catalogue import Content
from facilitator_app.records.enums import SegmentKind, StageName
from facilitator_app.records.learning import Learned, LearnKey
from facilitator_app.records.run import Position
from facilitator_app.services import library, planning, running
from facilitator_app.services.library.index import INDEX_FILE, durations_known
from facilitator_app.store.files import open_workshop
from facilitator_app.support.clock import FakeClock
from tests.services.conftest import DEVICE, START, Desk

OPENING = LearnKey(SegmentKind.OPENING)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A person's own folder."""
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


@pytest.fixture
def held(tmp_path: Path, content: Content, home: Path) -> tuple[Path, ...]:
    """Four closed workshops in which the opening speaker took 26, 27, 30 and 20 of his 20 minutes."""
    found = []
    for number, minutes in enumerate((26, 27, 30, 20)):
        path = tmp_path / f"{number}.workshop"
        clock = FakeClock(START + timedelta(days=number))
        spec = planning.NewWorkshop(
            course="two_day", start=date(2027, 3, 2) + timedelta(days=number), zone="Europe/Vilnius"
        )
        file, _fits = planning.create_workshop(path, spec, content=content, clock=clock, device=DEVICE)
        with file:
            _speak(Desk(file, clock, content), minutes)
        library.index_workshop(path, folder=home)
        found.append(path)
    return tuple(found)


def _speak(desk: Desk, minutes: int) -> None:
    segments = desk.record().agenda.segments()
    running.jump(desk.file, desk.workshop, Position(segments[1].id, StageName.WHOLE))
    desk.clock.advance(minutes * 60)
    running.jump(desk.file, desk.workshop, Position(segments[2].id, StageName.WHOLE))


def test_what_three_workshops_taught_is_learned(held: tuple[Path, ...], home: Path) -> None:
    learned = library.learned(held, folder=home)
    one = learned[OPENING]
    assert (one.workshops, one.longer) == (4, 3)
    assert one.ratio == pytest.approx((1.3 + 1.35) / 2)
    assert library.learned(held[:2], folder=home) == {}
    assert OPENING not in library.learned(held[:3], folder=home, but=held[0])
    assert library.learned(held, folder=home, but=held[0])[OPENING].workshops == 3


def test_copies_of_one_file_are_one_workshop(held: tuple[Path, ...], home: Path, tmp_path: Path) -> None:
    copies = []
    for number in range(3):
        copies.append(tmp_path / f"copy-{number}.workshop")
        shutil.copyfile(held[0], copies[-1])
        library.index_workshop(copies[-1], folder=home)
    assert library.learned(tuple(copies), folder=home) == {}


def test_every_segment_that_experience_speaks_of_has_its_sentence(
    held: tuple[Path, ...], home: Path, desk: Desk
) -> None:
    agenda = desk.record().agenda
    texts = library.learned_texts(library.learned(held, folder=home), agenda)
    assert texts == {
        agenda.segments()[1].id: "An item like this took 1.3 × plan in 3 of 4 workshops.",
    }


@pytest.mark.parametrize(
    ("step", "longer", "shorter", "ratio", "words"),
    [
        (5, 6, 0, 1.3, "Step 5 took 1.3 × plan in 6 of 7 workshops."),
        (5, 1, 5, 0.84, "Step 5 took only 0.8 × plan in 5 of 7 workshops."),
        (5, 2, 1, 1.0, "Step 5 kept to its plan in 4 of 7 workshops."),
        (5, 3, 2, 1.0, "Step 5 took longer than planned in 3 of 7 workshops, shorter in others."),
        (None, 4, 0, 1.25, "An item like this took 1.2 × plan in 4 of 7 workshops."),
        (None, 0, 7, 0.5, "An item like this took only 0.5 × plan in 7 of 7 workshops."),
        (None, 0, 0, 1.0, "An item like this kept to its plan in 7 of 7 workshops."),
        (
            None,
            3,
            3,
            1.0,
            "An item like this took longer than planned in 3 of 7 workshops, shorter in others.",
        ),
    ],
)  # fmt: skip
def test_what_was_learned_is_one_sentence(
    step: int | None, longer: int, shorter: int, ratio: float, words: str
) -> None:
    assert (
        library.learned_words(Learned(LearnKey(SegmentKind.STEP, step), 7, longer, shorter, ratio)) == words
    )


def test_a_file_that_ran_on_elsewhere_is_looked_at_again(
    held: tuple[Path, ...], home: Path, content: Content
) -> None:
    clock = FakeClock(START + timedelta(days=9))
    with open_workshop(held[3], clock=clock, device=DEVICE) as file:
        desk = Desk(file, clock, content)
        step = desk.record().agenda.segments()[3]
        running.jump(desk.file, desk.workshop, Position(step.id, StageName.PRESENT))
        clock.advance(35 * 60)
        running.finish(desk.file, desk.workshop)
    assert (1,) in {one.steps for one in durations_known(held[3:], folder=home)}


def test_an_index_of_an_older_form_is_brought_up_to_date(held: tuple[Path, ...], home: Path) -> None:
    raw = sqlite3.connect(home / INDEX_FILE)
    raw.execute("UPDATE files SET stamp = substr(stamp, 3)")
    raw.execute("DROP TABLE durations")
    raw.commit()
    raw.close()
    assert OPENING in library.learned(held, folder=home)


def test_what_is_purged_teaches_nothing_any_more(held: tuple[Path, ...], home: Path) -> None:
    library.purge(held[0], folder=home)
    held[0].unlink()
    assert library.learned(held, folder=home)[OPENING].workshops == 3


def test_a_file_of_the_first_format_is_searched_and_teaches_nothing(home: Path) -> None:
    old = Path(__file__).parents[2] / "files" / "schema" / "format-1.workshop"
    path = home / "old.workshop"
    shutil.copyfile(old, path)
    assert library.index_workshop(path, folder=home) > 0
    assert durations_known((path,), folder=home) == ()
