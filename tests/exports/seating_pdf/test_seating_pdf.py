"""Cards and lists name everybody in their own script, fit their paper, and can be read by machines."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from facilitator_app.exports import seating_pdf
from facilitator_app.exports.files import ExportCancelledError, Paper
from facilitator_app.records.enums import RoomSide, RoundKind, Sheet
from facilitator_app.records.people import Participant
from facilitator_app.records.seating import Printing, Seat, Table
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.printed import seats_of, table_cards
from facilitator_app.rules.text import Direction, direction
from facilitator_app.support.errors import KnownError
from tests.builders import kaunas, reading_at, sharjah
from tests.crowd import many_scripts, mixed
from tests.exports.handouts.rooms import with_segments
from tests.exports.text.reading import visible

_AT = datetime(2027, 3, 2, 6, tzinfo=UTC)
_RECORDS = {"kaunas": kaunas, "sharjah": sharjah, "many scripts": many_scripts}


def _write(record: WorkshopRecord, path: Path, *sheets: Sheet, **more: Any) -> list[str]:
    """Write sheets; return the visible text of each page."""
    log = seating_pdf.write(record, path, sheets=sheets or tuple(Sheet), **more)
    with pymupdf.open(path) as document:
        found = [visible(page.get_text()) for page in document]
    assert log.pages == len(found)
    assert log.missing == {}
    return found


def _stands(person: Participant, page: str) -> bool:
    """Say whether a name is on a page; of one that runs from right to left every word."""
    name = unicodedata.normalize("NFC", person.own_name)
    parts = name.split() if direction(name) is Direction.RTL else [name]
    return all(visible(part) in page or visible(part)[::-1] in page for part in parts)


def _seated(record: WorkshopRecord) -> list[Participant]:
    ids = {one.participant_id for one in record.seats}
    return [one for one in record.participants if one.id in ids]


def _names_on(record: WorkshopRecord, pages: Sequence[str]) -> set[str]:
    return {one.id for one in record.participants if any(_stands(one, page) for page in pages)}


def _printed(record: WorkshopRecord) -> WorkshopRecord:
    seats = seats_of(record)
    return replace(record, printings=tuple(Printing(f"p-{one}", one, _AT, seats) for one in Sheet))


def _moved(record: WorkshopRecord, segment_id: str, person_id: str, number: int) -> WorkshopRecord:
    table = next(one.id for one in record.tables if one.number == number)
    seats = tuple(
        replace(one, table_id=table)
        if (one.segment_id, one.participant_id) == (segment_id, person_id)
        else one
        for one in record.seats
    )
    return replace(record, seats=seats)


@pytest.mark.parametrize("name", _RECORDS)
@pytest.mark.parametrize("sheet", list(Sheet))
@pytest.mark.parametrize(("paper", "language"), [(Paper.A4, "en"), (Paper.LETTER, "ar")])
def test_everybody_who_is_seated_stands_on_paper_in_their_own_script(
    name: str, sheet: Sheet, paper: Paper, language: str, tmp_path: Path
) -> None:
    record = _RECORDS[name]()
    pages = _write(record, tmp_path / "cards.pdf", sheet, paper=paper, language=language)
    for person in _seated(record):
        assert any(_stands(person, page) for page in pages), person.own_name


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_clipped_by_the_edge_of_its_page(paper: Paper, language: str, tmp_path: Path) -> None:
    path = tmp_path / "cards.pdf"
    _write(many_scripts(), path, paper=paper, language=language, now=reading_at(_AT))
    with pymupdf.open(path) as document:
        for page in document:
            assert (page.rect.width, page.rect.height) == pytest.approx(paper.points, abs=0.1)
            inner = pymupdf.Rect(8, 8, page.rect.width - 8, page.rect.height - 8)
            outside = [word[4] for word in page.get_text("words") if not inner.contains(word[:4])]
            assert not outside


def test_no_text_of_a_place_card_leaves_its_quarter_of_the_page(tmp_path: Path) -> None:
    path = tmp_path / "cards.pdf"
    _write(many_scripts(), path, Sheet.PLACE_CARDS)
    width, height = Paper.A4.points
    folds = [height * part / 4 for part in (1, 2, 3)]
    with pymupdf.open(path) as document:
        for page in document:
            for word in page.get_text("words"):
                left, top, right, bottom = word[:4]
                # Boxes of words are as high as their fonts: the middle decides in which half one stands.
                assert not left < width / 2 < right, word[4]
                middle = (top + bottom) / 2
                assert all(abs(middle - fold) > 6 for fold in folds), word[4]


def test_table_cards_stand_by_round_then_table_and_name_only_their_people(tmp_path: Path) -> None:
    record = many_scripts()
    cards = table_cards(record)
    pages = _write(record, tmp_path / "cards.pdf", Sheet.TABLE_CARDS)
    assert len(pages) == len(cards) == 60
    for card, page in zip(cards, pages, strict=True):
        assert _names_on(record, [page]) == set(card.people)
        assert visible(card.sitting.segments[0].title) in page
        assert str(card.table.number) in page


def test_both_sides_of_a_table_card_say_the_same_one_upside_down(tmp_path: Path) -> None:
    path = tmp_path / "cards.pdf"
    _write(mixed(kaunas()), path, Sheet.TABLE_CARDS)
    with pymupdf.open(path) as document:
        lines = [
            (line["dir"], "".join(span["text"] for span in line["spans"]))
            for block in document[0].get_text("dict")["blocks"]
            for line in block.get("lines", ())
        ]
    upright = sorted(visible(text) for way, text in lines if way[0] > 0)
    standing_on_their_head = sorted(visible(text) for way, text in lines if way[0] < 0)
    assert upright == standing_on_their_head != []


def test_the_number_of_a_table_is_read_from_five_metres(tmp_path: Path) -> None:
    record = mixed(kaunas())
    twelve = tuple(replace(one, number=one.number + 10) for one in record.tables)
    for tables, least in ((record.tables, 58.0), (twelve, 35.0)):
        path = tmp_path / "cards.pdf"
        _write(replace(record, tables=tables), path, Sheet.TABLE_CARDS)
        with pymupdf.open(path) as document:
            spans = [
                span
                for block in document[0].get_text("dict")["blocks"]
                for line in block.get("lines", ())
                for span in line["spans"]
            ]
        number = max(spans, key=lambda span: span["size"])
        assert visible(number["text"]) == str(tables[0].number)
        # A digit is 0.714 of its size high; 25 mm are read from five metres without effort.
        assert number["size"] * 0.714 / 72 * 25.4 > least


def test_roles_stand_beside_names_in_words(tmp_path: Path) -> None:
    pages = _write(mixed(kaunas()), tmp_path / "cards.pdf", Sheet.TABLE_CARDS)
    for page in pages:
        assert all(page.count(word) >= 2 for word in ("Host", "Scribe", "Timekeeper", "Reporter"))


def test_where_roles_rotate_and_nobody_moves_the_round_is_said(tmp_path: Path) -> None:
    record = kaunas()
    scribe = next(one for one in record.roles if one.role.value == "scribe")
    other = next(one for one in record.seats if one.table_id == scribe.table_id)
    roles = tuple(
        replace(one, participant_id=other.participant_id) if one.id == scribe.id else one
        for one in record.roles
    )
    page = _write(replace(record, roles=roles), tmp_path / "cards.pdf", Sheet.TABLE_CARDS)[0]
    assert visible("Scribe (Step 1)") in page
    assert visible("Scribe (Steps 2–12)") in page


def test_cluster_teams_find_the_name_of_their_cluster(tmp_path: Path) -> None:
    record = mixed(kaunas())
    cluster = record.clusters[0]
    tables = tuple(replace(one, cluster_id=cluster.id) for one in record.tables)
    record = replace(record, tables=tables)
    without = _write(record, tmp_path / "cards.pdf", Sheet.TABLE_CARDS)
    assert not any(visible(cluster.name_local) in page for page in without)
    in_teams = with_segments(
        record, lambda _n, one: replace(one, round_kind=RoundKind.CLUSTER if one.round_kind else None)
    )
    pages = _write(in_teams, tmp_path / "cards.pdf", Sheet.TABLE_CARDS)
    assert all(visible(cluster.name_local) in page for page in pages)
    assert all(visible(cluster.name_english) in page for page in pages)


def test_languages_of_a_table_are_called_by_their_own_names(tmp_path: Path) -> None:
    pages = _write(kaunas(), tmp_path / "cards.pdf", Sheet.TABLE_CARDS)
    assert visible("Lietuvių") in pages[0]
    assert visible("Polski") in pages[3]


def test_a_place_card_says_where_its_owner_sits_in_every_round(tmp_path: Path) -> None:
    record = many_scripts()
    seats = seats_of(record)
    path = tmp_path / "cards.pdf"
    pages = _write(record, path, Sheet.PLACE_CARDS)
    assert len(pages) == 7
    with pymupdf.open(path) as document:
        width, height = Paper.A4.points
        found: dict[str, str] = {}
        for page in document:
            for row in (0, 1):
                for column in (0, 1):
                    box = (width / 2 * column, height / 2 * row)
                    text = page.get_text(clip=pymupdf.Rect(*box, box[0] + width / 2, box[1] + height / 2))
                    owner = [one.id for one in record.participants if _stands(one, visible(text))]
                    assert len(owner) == 1
                    found[owner[0]] = visible(text)
    assert set(found) == {one.id for one in record.participants}
    for who, text in found.items():
        for segment in record.agenda.segments():
            if segment.has_table_work:
                assert visible(f"Step {segment.steps[0]} → {seats[segment.id][who]}") in text


def test_organisation_and_country_stand_below_the_name_as_they_were_written(tmp_path: Path) -> None:
    text = "".join(_write(many_scripts(), tmp_path / "cards.pdf", Sheet.PLACE_CARDS))
    assert visible("Agentura <b>R&D</b> s.r.o.") in text
    assert visible("საქართველოს ინოვაციების სააგენტო") in text
    assert visible("苏州工业园区管理委员会") in text
    assert visible("Myanmar") in text


def test_the_wall_list_has_a_page_by_name_and_one_by_table_for_every_round(tmp_path: Path) -> None:
    record = many_scripts()
    pages = _write(record, tmp_path / "wall.pdf", Sheet.WALL_LIST)
    assert len(pages) == 24
    everybody = {one.id for one in record.participants}
    for number, page in enumerate(pages):
        assert _names_on(record, [page]) == everybody
        assert (visible("by table") if number % 2 else visible("by name")) in page
    assert pages[0].index("Kinga") < pages[0].index("Łukasz") < pages[0].index("Marius")


def test_a_large_room_goes_on_overleaf_and_names_everybody_once_in_each_order(tmp_path: Path) -> None:
    base = kaunas()
    tables = tuple(Table(f"table-{n}", n, discussion_language="lt") for n in range(1, 61))
    people = tuple(
        replace(base.participants[n % 28], id=f"p{n}", display_name=f"Vardas{n:03} Pavardenis")
        for n in range(300)
    )
    first = next(one.id for one in base.agenda.segments() if one.has_table_work)
    seats = tuple(Seat(f"s{n}", first, f"table-{n % 60 + 1}", f"p{n}") for n in range(300))
    record = replace(base, tables=tables, participants=people, seats=seats, roles=())
    path = tmp_path / "wall.pdf"
    pages = _write(record, path, Sheet.WALL_LIST)
    assert 4 < len(pages) < 20
    for how in ("byname", "bytable"):
        text = "".join(page for page in pages if how in page)
        assert all(text.count(f"Vardas{n:03}") == 1 for n in range(300))
    with pymupdf.open(path) as document:
        spans = [
            (span["size"], span["text"])
            for page in document
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
        ]
    assert min(size for size, text in spans if text.startswith("Vardas")) > 8.5


@pytest.mark.parametrize("doors", list(RoomSide))
def test_the_sketch_shows_screen_door_and_every_table(doors: RoomSide, tmp_path: Path) -> None:
    record = mixed(kaunas())
    record = replace(record, details=replace(record.details, doors=doors))
    page = _write(record, tmp_path / "wall.pdf", Sheet.WALL_LIST)[1]
    assert "Screen" in page
    assert "Door" in page
    assert all(visible(f"Table {one.number}") in page for one in record.tables)


def test_only_what_changed_is_printed(tmp_path: Path) -> None:
    record = _printed(many_scripts())
    segment = next(one for one in record.agenda.segments() if one.steps == (4,))
    who = record.participants[3]
    before = seats_of(record)[segment.id][who.id]
    now = before % 5 + 1
    after = _moved(record, segment.id, who.id, now)
    cards = _write(after, tmp_path / "cards.pdf", Sheet.TABLE_CARDS, changed_only=True)
    assert len(cards) == 2
    seats = seats_of(after)[segment.id]
    assert _names_on(after, cards) == {one for one, table in seats.items() if table in {before, now}}
    places = _write(after, tmp_path / "places.pdf", Sheet.PLACE_CARDS, changed_only=True)
    assert _names_on(after, places) == {who.id}
    walls = _write(after, tmp_path / "wall.pdf", Sheet.WALL_LIST, changed_only=True)
    assert len(walls) == 2
    assert all(visible("Step 4:") in page for page in walls)


def test_where_nothing_changed_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="Nothing changed"):
        seating_pdf.write(_printed(many_scripts()), tmp_path / "cards.pdf", changed_only=True)
    with pytest.raises(KnownError, match="Nobody is seated"):
        seating_pdf.write(replace(kaunas(), seats=()), tmp_path / "cards.pdf")
    assert list(tmp_path.iterdir()) == []


def test_one_round_can_be_printed_alone(tmp_path: Path) -> None:
    record = many_scripts()
    segment = next(one for one in record.agenda.segments() if one.steps == (5,))
    path = tmp_path / "cards.pdf"
    pages = _write(record, path, Sheet.TABLE_CARDS, Sheet.WALL_LIST, rounds={segment.id})
    assert len(pages) == 7
    assert all(visible("Step 5:") in page for page in pages)


def test_a_character_without_a_glyph_is_told(tmp_path: Path) -> None:
    record = kaunas()
    first = replace(record.participants[0], native_name="𐎀𐎁 Ugarit")
    record = replace(record, participants=(first, *record.participants[1:]))
    log = seating_pdf.write(record, tmp_path / "cards.pdf", sheets=[Sheet.TABLE_CARDS])
    assert log.missing == {"𐎀": 1, "𐎁": 1}


def test_hostile_names_are_printed_as_they_are(tmp_path: Path) -> None:
    record = kaunas()
    hostile = ("<b>unclosed R&D", "a" * 3000, "\u202egnp.exe", "é" + "\u0301" * 200, "A\x00B\nC")
    people = tuple(
        replace(one, display_name=name) for one, name in zip(record.participants, hostile, strict=False)
    )
    record = replace(record, participants=(*people, *record.participants[len(people) :]))
    text = "".join(_write(record, tmp_path / "cards.pdf"))
    assert visible("<b>unclosed R&D") in text


def test_what_readers_hear_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "cards.pdf"
    _write(mixed(kaunas()), path, now=reading_at(_AT))
    with pymupdf.open(path) as document:
        assert document.get_toc()[0][1] == "Table cards"
        assert document.metadata["title"].endswith("Table cards · Place cards · Wall list")
        structure = document.xref_object(document.pdf_catalog())
        assert "/StructTreeRoot" in structure
        assert b"/Artifact" in document[0].read_contents()


def test_a_cancelled_export_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ExportCancelledError):
        seating_pdf.write(many_scripts(), tmp_path / "cards.pdf", cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_progress_ends_at_the_whole(tmp_path: Path) -> None:
    told: list[float] = []
    seating_pdf.write(
        many_scripts(),
        tmp_path / "cards.pdf",
        sheets=[Sheet.PLACE_CARDS],
        progress=lambda share, _words: told.append(share),
    )
    assert told == sorted(told)
    assert told[-1] == 1.0
