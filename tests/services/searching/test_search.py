"""Search in a real file: every script, every noun, places in words."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from facilitator_app.records.enums import Noun, PointField
from facilitator_app.records.library import SearchHit
from facilitator_app.rules.text.folding import fold
from facilitator_app.services import capturing, lights, people, planning
from facilitator_app.services.searching import excerpt, search
from tests.services.conftest import Desk

_FILES = Path(__file__).resolve().parents[2] / "files"
_SAMPLES = json.loads((_FILES / "samples.json").read_text("utf-8"))


def _search(desk: Desk, text: str) -> tuple[SearchHit, ...]:
    with desk.file.read() as session:
        return search(session, text)


def _point(desk: Desk, local: str, english: str = "", language: str = "lt", table: int = 3) -> str:
    record = desk.record()
    segment = next(s for s in record.agenda.segments() if s.steps == (5,))
    back, _c = capturing.open_report_back(
        desk.file, desk.workshop, segment.id, 5, record.tables[table - 1].id
    )
    point, _c = capturing.add_point(desk.file, back.id)
    capturing.set_language(desk.file, point, language)
    capturing.settle_point(desk.file, point, local_text=local, english_text=english)
    return point


def test_report_backs_in_39_languages_are_found_however_they_are_typed(desk: Desk) -> None:
    points = {sample["lang"]: _point(desk, sample["text"], language=sample["lang"]) for sample in _SAMPLES}
    assert len(points) == 39
    for sample in _SAMPLES:
        middle = sample["text"][20:34].strip()
        for asked in (middle, middle.upper(), middle.lower(), unicodedata.normalize("NFD", middle)):
            hits = {hit.row_id: hit for hit in _search(desk, asked)}
            assert points[sample["lang"]] in hits, (sample["lang"], asked)
            hit = hits[points[sample["lang"]]]
            assert fold(middle) in fold(hit.text)
            assert hit.place.startswith("Day 1 · Step 5 · Table 3 · point ")


def test_both_languages_and_the_author_of_a_point_are_searched(desk: Desk) -> None:
    point = _point(desk, "Trūksta įrodymų", "Evidence is missing")
    capturing.settle_point(desk.file, point, author="Kęstutis")
    for asked in ("irodymu", "EVIDENCE is", "kestutis"):
        assert [hit.row_id for hit in _search(desk, asked)] == [point]


def test_what_is_still_being_typed_is_found(desk: Desk) -> None:
    point = _point(desk, "Senas tekstas")
    desk.file.save_draft(point, PointField.LOCAL, "Naujausia mintis")
    (hit,) = _search(desk, "naujausia")
    assert (hit.row_id, hit.place) == (point, "Day 1 · Step 5 · Table 3 · point 1 · being typed")


def test_a_draft_whose_point_was_deleted_is_still_found(desk: Desk) -> None:
    desk.file.save_draft("gone", PointField.LOCAL, "Paskutinis sakinys")
    (hit,) = _search(desk, "paskutinis")
    assert hit.place == "Being typed, its point was deleted"


def test_questions_actions_people_evidence_and_agenda_are_found_with_their_places(desk: Desk) -> None:
    capturing.note_parking_lot(desk.file, desk.workshop, local_text="Kas mokės koordinatoriui?")
    capturing.note_action(desk.file, desk.workshop, title_english="Kiln calendar", partners="Four firms")
    people.add_participant(
        desk.file, desk.workshop, display_name="Rasa Vėtrungė", organisation="Nemuno agentūra"
    )
    record = desk.record()
    segment = next(s for s in record.agenda.segments() if s.steps == (2,))
    lights.note_evidence(
        desk.file,
        desk.workshop,
        segment.id,
        2,
        record.tables[0].id,
        None,
        "R02.1",
        local_text="Jau paskelbta",
    )
    planning.update_segment(desk.file, segment.id, private_notes="Bring the red cards")
    planning.update_details(desk.file, desk.workshop, host="Nemuno agentūra", summary="A clear start")
    places = {
        asked: [hit.place for hit in _search(desk, asked)]
        for asked in ("mokes", "four FIRMS", "vetrunge", "nemuno", "paskelbta", "red cards", "clear start")
    }
    assert places == {
        "mokes": ["Parking lot · P1"],
        "four FIRMS": ["Action · A1"],
        "vetrunge": ["Person · Rasa Vėtrungė"],
        "nemuno": ["Person · Rasa Vėtrungė", "Workshop · Kaunas"],
        "paskelbta": ["Step 2 · Table 1 · evidence for R02.1"],
        "red cards": ["Day 1 · Agenda · Step 2: Identifying and prioritising local clusters"],
        "clear start": ["Workshop · Kaunas"],
    }


def test_content_of_the_steps_is_found(desk: Desk) -> None:
    hits = _search(desk, "prioritisation matrix")
    assert "Step 2 · Identifying and prioritising local clusters" in [hit.place for hit in hits]
    lights_hits = [hit for hit in _search(desk, "winners were announced") if hit.noun == Noun.LIGHT_ITEM]
    assert [hit.place for hit in lights_hits] == ["Step 2 · light R02.1"]


@pytest.mark.parametrize(
    "asked", ["", "   ", "\u200b", "no such words anywhere", "%", "_", "'; DROP TABLE steps"]
)
def test_nothing_is_found_where_nothing_is_and_signs_mean_themselves(desk: Desk, asked: str) -> None:
    _point(desk, "Labas rytas")
    assert [hit for hit in _search(desk, asked) if hit.noun == Noun.REPORT_POINT] == []


def test_the_number_of_hits_is_bounded(desk: Desk) -> None:
    with desk.file.read() as session:
        assert len(search(session, "e", limit=7)) == 7


def test_an_excerpt_shows_the_hit_among_its_neighbours() -> None:
    long = "alpha " * 40 + "Gintaro kelias " + "omega " * 40
    shown = excerpt(long, fold("gintaro"))
    assert "Gintaro kelias" in shown
    assert shown.startswith("…alpha")
    assert shown.endswith("omega…")
    assert len(shown) < 150
    assert excerpt("short\ntext", "text") == "short text"
