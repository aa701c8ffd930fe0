"""The library: a list that survives anything, cards of files in any state, search over closed files."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from facilitator_app.records.enums import StageName
from facilitator_app.records.run import Position
from facilitator_app.services import capturing, library, people, planning, running
from facilitator_app.services.library.index import INDEX_FILE
from facilitator_app.services.library.recent import MOST_FILES, RECENT_FILE, recent
from facilitator_app.store.files import open_workshop
from facilitator_app.support.errors import KnownError
from tests.services.conftest import DEVICE, Desk

_NOW = datetime(2027, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A person's own folder."""
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def _point(desk: Desk, text: str) -> None:
    record = desk.record()
    segment = next(s for s in record.agenda.segments() if s.steps == (2,))
    back, _c = capturing.open_report_back(desk.file, desk.workshop, segment.id, 2, record.tables[0].id)
    point, _c = capturing.add_point(desk.file, back.id)
    capturing.settle_point(desk.file, point, local_text=text)


def _state_of(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {p.name: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.iterdir() if p.is_file()}


def test_the_last_opened_workshop_stands_first_and_once(tmp_path: Path, home: Path) -> None:
    for minute, name in enumerate(("a", "b", "a")):
        library.remember(tmp_path / f"{name}.workshop", _NOW + timedelta(minutes=minute), folder=home)
    assert [path.name for path in recent(folder=home)] == ["a.workshop", "b.workshop"]
    library.forget(tmp_path / "a.workshop", folder=home)
    assert [path.name for path in recent(folder=home)] == ["b.workshop"]


def test_the_list_is_bounded(tmp_path: Path, home: Path) -> None:
    for number in range(MOST_FILES + 5):
        library.remember(tmp_path / f"{number}.workshop", _NOW, folder=home)
    assert len(recent(folder=home)) == MOST_FILES


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"files": 7}', b'{"files": [7, {"path": 1}, {"path": "x"}]}', b"\xff\xfe"]
)
def test_a_damaged_list_is_an_empty_one_and_is_written_anew(
    tmp_path: Path, home: Path, content: bytes
) -> None:
    (home / RECENT_FILE).write_bytes(content)
    assert library.cards(folder=home) == ()
    library.remember(tmp_path / "a.workshop", _NOW, folder=home)
    assert len(recent(folder=home)) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a name be any bytes")
def test_a_file_name_that_is_no_text_is_remembered(tmp_path: Path, home: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/na\xefve.workshop"))
    library.remember(odd, _NOW, folder=home)
    assert recent(folder=home) == (odd,)


def test_a_card_tells_what_the_workshop_is_and_changes_nothing(desk: Desk) -> None:
    step = next(s.id for s in desk.record().agenda.segments() if s.steps == (1,))
    running.jump(desk.file, desk.workshop, Position(step, StageName.DISCUSS))
    running.finish(desk.file, desk.workshop)
    _point(desk, "Labas")
    planning.update_details(desk.file, desk.workshop, place="Kaunas, hotel")
    desk.file.back_up("step")
    desk.file.close()
    before = _state_of(desk.file.path.parent)
    card = library.card_of(desk.file.path, _NOW)
    assert (card.title, card.place, card.course, card.trouble) == ("Kaunas", "Kaunas, hotel", "two_day", "")
    assert (card.start, card.end) == (date(2027, 3, 2), date(2027, 3, 3))
    assert (card.steps_done, card.steps_total) == (2, 12)
    assert card.backed_up_at == desk.clock.read().wall
    assert card.opened_at == _NOW
    assert _state_of(desk.file.path.parent) == before


def test_the_card_of_an_open_file_can_be_read_beside_it(desk: Desk) -> None:
    card = library.card_of(desk.file.path)
    assert (card.title, card.trouble) == ("Kaunas", "")
    _point(desk, "Work goes on")


def _missing(path: Path) -> None:
    path.unlink()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _picture(path: Path) -> None:
    path.write_bytes(b"\xff\xd8\xff\xe0" + b"JFIF" * 100)


def _foreign(path: Path) -> None:
    path.unlink()
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE workshops (id, title)")
    raw.commit()
    raw.close()


def _newer(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(60)
        file.write((999).to_bytes(4, "big"))


def _damaged(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(path.stat().st_size - 4096))


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (_missing, "not there any more"),
        (_empty, "is empty"),
        (_picture, "not a workshop file"),
        (_foreign, "not a workshop file"),
        (_newer, "newer Facilitator"),
        (_damaged, "damaged"),
    ],
)
def test_a_file_in_trouble_has_a_card_that_says_so(desk: Desk, home: Path, spoil: object, word: str) -> None:
    path = desk.file.path
    desk.file.close()
    library.remember(path, _NOW, folder=home)
    spoil(path)  # type: ignore[operator]  # parametrised functions
    (card,) = library.cards(folder=home)
    assert (card.title, card.opened_at) == ("kaunas", _NOW)
    assert word in card.trouble
    assert library.search_everywhere("kaunas", (path,), folder=home) == ()
    with pytest.raises(KnownError, match=word):
        library.index_workshop(path, folder=home)


def test_closed_workshops_are_searched_in_every_script(desk: Desk, home: Path) -> None:
    _point(desk, "المنطقة تنسّق العمل")
    people.add_participant(desk.file, desk.workshop, display_name="Rasa Vėtrungė")
    desk.file.close()
    assert library.index_workshop(desk.file.path, folder=home) > 300
    (hit,) = library.search_everywhere("المنطقه", (desk.file.path,), folder=home)
    assert (hit.path, hit.place) == (str(desk.file.path), "Day 1 · Step 2 · Table 1 · point 1")
    (hit,) = library.search_everywhere("VETRUNGE", (desk.file.path,), folder=home)
    assert hit.text == "Rasa Vėtrungė"
    assert library.search_everywhere("  ", (desk.file.path,), folder=home) == ()


def test_a_file_that_was_changed_elsewhere_is_indexed_again(desk: Desk, home: Path) -> None:
    path = desk.file.path
    desk.file.close()
    assert library.search_everywhere("naujas sakinys", (path,), folder=home) == ()
    with open_workshop(path, clock=desk.clock, device=DEVICE) as file:
        _point(Desk(file, desk.clock, desk.content), "Naujas sakinys")
        assert library.search_everywhere("naujas sakinys", (path,), folder=home) == ()
    assert len(library.search_everywhere("naujas sakinys", (path,), folder=home)) == 1


def test_several_workshops_are_found_in_the_order_of_the_list(desk: Desk, home: Path) -> None:
    _point(desk, "Bendras žodis")
    desk.file.close()
    other = desk.file.path.with_name("other.workshop")
    shutil.copyfile(desk.file.path, other)
    hits = library.search_everywhere("bendras", (other, desk.file.path), folder=home)
    assert [Path(hit.path).name for hit in hits] == ["other.workshop", "kaunas.workshop"]
    assert len(library.search_everywhere("e", (other, desk.file.path), folder=home, limit=5)) == 5


def test_what_is_purged_is_found_in_no_byte_of_the_index(desk: Desk, home: Path) -> None:
    people.add_participant(desk.file, desk.workshop, display_name="Xenophontia Quirkbaum")
    desk.file.close()
    library.index_workshop(desk.file.path, folder=home)
    assert b"Quirkbaum" in (home / INDEX_FILE).read_bytes()
    library.purge(desk.file.path, folder=home)
    assert all(b"quirkbaum" not in path.read_bytes().lower() for path in home.iterdir())


def test_a_damaged_index_is_made_anew(desk: Desk, home: Path) -> None:
    _point(desk, "Labas rytas")
    desk.file.close()
    (home / INDEX_FILE).write_bytes(b"this is no database" * 500)
    assert len(library.search_everywhere("labas rytas", (desk.file.path,), folder=home)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bits")
def test_the_index_belongs_to_its_owner_alone(desk: Desk, home: Path) -> None:
    desk.file.close()
    library.index_workshop(desk.file.path, folder=home)
    assert (home / INDEX_FILE).stat().st_mode & 0o777 == 0o600
