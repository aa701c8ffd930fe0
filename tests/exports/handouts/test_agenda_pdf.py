"""The agenda on paper says what the schedule says, in every script, and keeps private what is."""

from __future__ import annotations

import gettext
import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.exports import agenda_pdf, agenda_xlsx, run_sheet
from facilitator_app.exports.files import ExportCancelledError, Paper
from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import SegmentKind, StageName
from facilitator_app.records.run import Position
from facilitator_app.records.workshop import Speaker, WorkshopRecord
from facilitator_app.rules.schedule import schedule
from facilitator_app.support import wording
from tests.builders import kaunas, played, reading_at, segment_of_step, sharjah, translated
from tests.examples import one_in
from tests.exports.handouts.rooms import clock, night, outside, pages, whole, with_segments, words
from tests.exports.text.reading import samples, visible

SAMPLES = {one.language: one.text.splitlines()[0] for one in samples()}
PRIVATE = "Private – not for participants"


def named_in(record: WorkshopRecord, language: str) -> WorkshopRecord:
    """Return the record with every step named by a sentence in a language."""
    rows = (
        ("steps", step.id, "name", language, f"{SAMPLES[language]} {step.number}") for step in record.steps
    )
    return translated(record, *rows)


def noted(record: WorkshopRecord, secret: str, ids: set[str]) -> WorkshopRecord:
    """Return the record with private notes at some segments."""
    return with_segments(record, lambda _n, one: replace(one, private_notes=secret) if one.id in ids else one)


def test_every_item_stands_with_its_times_on_the_page_of_its_day(tmp_path: Path) -> None:
    path = tmp_path / "agenda.pdf"
    log = agenda_pdf.write(kaunas(), path)
    found = pages(path)
    plan = schedule(kaunas().agenda)
    assert log.pages == len(found) == len(plan.days) == 2
    assert log.missing == {}
    for day, page in zip(plan.days, found, strict=True):
        for one in day.segments:
            assert f"{clock(one.planned_start)}–{clock(one.planned_end)}" in page
            assert visible(one.segment.title) in page
    assert visible("Day 1: Tuesday, 2 March 2027") in found[0]
    assert visible("Page 2 of 2") in found[1]
    assert visible("Kaunas, conference hotel (fictional) · Lithuania") in found[0]


def test_stages_speakers_and_fixed_times_are_named(tmp_path: Path) -> None:
    path = tmp_path / "agenda.pdf"
    speakers = (Speaker("opening", "Ana Kovač, mayor", 8), Speaker("evening", "N. N.", None))
    record = replace(kaunas(), details=replace(kaunas().details, speakers=speakers))
    agenda_pdf.write(record, path)
    text = whole(path)
    assert visible("Speaker: Ana Kovač, mayor, 8 min") in text
    assert visible("Present 15 · Brief 5 · Think 4 · Table discussion 24 · Report-back 16") in text
    assert text.count(visible("◆ fixed")) == 2
    assert visible("the day ends by 17:30") in text


@pytest.mark.parametrize("language", ["ar", "ka", "km", "th", "lt"])
def test_names_of_steps_stand_in_the_second_language(language: str, tmp_path: Path) -> None:
    record = named_in(sharjah(), language)
    path = tmp_path / "agenda.pdf"
    log = agenda_pdf.write(record, path, language=language)
    text = whole(path)
    assert log.missing == {}
    for number in (1, 2, 3, 4, 5):
        name = visible(record.translated("steps", f"step-{number}", "name", language))
        # Right to left, readers of a PDF may copy lines in another order.
        parts = [name] if language != "ar" else [visible(part) for part in name.split()]
        assert all(part in text for part in parts)
    assert visible(segment_of_step(record, 1).title) in text


def test_without_translated_names_there_is_one_language(tmp_path: Path) -> None:
    agenda_pdf.write(kaunas(), tmp_path / "plain.pdf")
    agenda_pdf.write(named_in(kaunas(), "lt"), tmp_path / "none.pdf", second="")
    assert whole(tmp_path / "plain.pdf") == whole(tmp_path / "none.pdf")


def test_right_to_left_the_times_stand_at_the_right(tmp_path: Path) -> None:
    agenda_pdf.write(sharjah(), tmp_path / "en.pdf")
    agenda_pdf.write(sharjah(), tmp_path / "ar.pdf", language="ar")
    middle = 595 / 2
    for name, right in (("en.pdf", False), ("ar.pdf", True)):
        found = words(tmp_path / name)
        times = [left for word, left, *_rest in found if "08:30" in word]
        titles = [left for word, left, *_rest in found if word == "Registration,"]
        assert times
        assert all((left > middle) is right for left in times)
        assert (titles[0] < times[0]) is right
        assert outside(tmp_path / name, 40) == []


def test_sheets_are_as_large_as_the_paper(tmp_path: Path) -> None:
    for paper, size in ((Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))):
        for write in (agenda_pdf.write, run_sheet.write):
            write(kaunas(), tmp_path / "sheet.pdf", paper=paper)
            with pymupdf.open(tmp_path / "sheet.pdf") as document:
                assert [(round(p.rect.width), round(p.rect.height)) for p in document] == [size] * len(
                    document
                )


NOTES = ("segment", "step", "details", "participant", "tips", "parking")


def secretive(record: WorkshopRecord, field: str, secret: str) -> WorkshopRecord:
    """Return the record with a secret in one of the fields that hold notes."""
    hidden = f"note {secret} ends"
    if field == "segment":
        return with_segments(record, lambda _n, one: replace(one, private_notes=hidden))
    if field == "step":
        return replace(record, steps=tuple(replace(one, private_notes=hidden) for one in record.steps))
    if field == "tips":
        return replace(record, steps=tuple(replace(one, tips=(hidden,)) for one in record.steps))
    if field == "participant":
        return replace(record, participants=tuple(replace(p, notes=hidden) for p in record.participants))
    if field == "parking":
        return replace(record, parking_lot=tuple(replace(p, answer=hidden) for p in record.parking_lot))
    return replace(record, details=replace(record.details, note=hidden))


def inside(path: Path) -> str:
    """Return everything that is written anywhere in a workbook."""
    with zipfile.ZipFile(path) as book:
        return "".join(book.read(name).decode("utf-8") for name in book.namelist())


@one_in(20)
@given(
    secret=st.text("abcdefghijkmnpqrstuvwxyz", min_size=12, max_size=18),
    fields=st.sets(st.sampled_from(NOTES), min_size=1),
)
def test_private_notes_are_printed_only_when_asked_for(
    secret: str, fields: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    record = sharjah()
    for field in fields:
        record = secretive(record, field, secret)
    folder = tmp_path_factory.mktemp("private")
    agenda_pdf.write(record, folder / "open.pdf")
    run_sheet.write(record, folder / "run.pdf")
    assert secret not in whole(folder / "open.pdf")
    assert secret not in whole(folder / "run.pdf")
    assert visible(PRIVATE) not in whole(folder / "open.pdf")
    agenda_xlsx.write(record, folder / "open.xlsx")
    assert secret not in inside(folder / "open.xlsx")
    agenda_xlsx.write(record, folder / "own.xlsx", private_notes=True)
    assert (secret in inside(folder / "own.xlsx")) is bool(fields & {"segment", "step"})
    agenda_pdf.write(record, folder / "own.pdf", private_notes=True)
    assert (secret in whole(folder / "own.pdf")) is bool(fields & {"segment", "step"})


def test_pages_with_private_notes_and_no_others_are_marked(tmp_path: Path) -> None:
    second = kaunas().agenda.days[1].segments[3]
    record = noted(kaunas(), "Ask the mayor first", {second.id})
    path = tmp_path / "own.pdf"
    agenda_pdf.write(record, path, private_notes=True)
    found = pages(path)
    having = [visible("Ask the mayor first") in page for page in found]
    assert having == [visible(PRIVATE) in page for page in found]
    assert having.count(True) == 1


def test_minimums_and_parked_items_are_the_facilitators_own(tmp_path: Path) -> None:
    def parked(place: int, one: Segment) -> Segment:
        return replace(one, parked=place == 6)

    record = with_segments(kaunas(), parked)
    title = visible(record.agenda.segments()[6].title)
    agenda_pdf.write(record, tmp_path / "open.pdf")
    agenda_pdf.write(record, tmp_path / "own.pdf", private_notes=True)
    assert title not in whole(tmp_path / "open.pdf")
    assert visible("at least") not in whole(tmp_path / "open.pdf")
    assert title in whole(tmp_path / "own.pdf")
    assert visible("at least 51 min") in whole(tmp_path / "own.pdf")


def test_a_night_on_which_the_clocks_change_has_its_own_hours(tmp_path: Path) -> None:
    agenda_pdf.write(night(), tmp_path / "night.pdf")
    text = whole(tmp_path / "night.pdf")
    assert "23:00–01:00" in text
    # Two hours from one o'clock: at three it is four.
    assert "01:00–04:00" in text
    run_sheet.write(night(), tmp_path / "run.pdf")
    sheet = whole(tmp_path / "run.pdf")
    assert all(at in sheet for at in ("23:00", "01:00", "01:30", "02:30", "04:00"))


def test_what_does_not_fit_is_said(tmp_path: Path) -> None:
    def longer(place: int, one: Segment) -> Segment:
        return replace(one, planned_seconds=one.planned_seconds + 1800) if place == 1 else one

    record = with_segments(kaunas(), longer)
    agenda_pdf.write(record, tmp_path / "late.pdf")
    text = whole(tmp_path / "late.pdf")
    assert visible("◆ starts 12:00") in text
    assert visible("The day is 30 min too long") in text


def test_with_a_time_it_says_what_was_and_what_is_expected(tmp_path: Path) -> None:
    segment = segment_of_step(kaunas(), 2)
    record = played(kaunas(), Position(segment.id, StageName.PRESENT), 420)
    now = reading_at(record.run_entries[-1].started.wall)
    agenda_pdf.write(record, tmp_path / "now.pdf", now=now)
    agenda_pdf.write(record, tmp_path / "plan.pdf")
    text = whole(tmp_path / "now.pdf")
    assert visible("as it stands on 2 Mar 2027, 10:41") in text
    assert "08:37–09:07" in text
    assert "08:30–09:00" in whole(tmp_path / "plan.pdf")


def test_anybodys_text_is_printed_as_it_is(tmp_path: Path) -> None:
    hostile = '<b>unclosed & R&D; <img src="file:///x"/> {n} %s'
    record = with_segments(kaunas(), lambda _n, one: replace(one, title=hostile, note=hostile))
    record = replace(record, details=replace(record.details, title=hostile, place=hostile, host=hostile))
    for write in (agenda_pdf.write, run_sheet.write):
        write(record, tmp_path / "hostile.pdf")
        assert whole(tmp_path / "hostile.pdf").count(visible(hostile)) >= 20


def test_words_grow_without_being_clipped(tmp_path: Path) -> None:
    catalogue = Catalog(locale="lt", domain=wording.DOMAIN)
    for message in (
        "Minutes",
        "Time",
        "Item",
        "Notes",
        "If late",
        "gives {n} min",
        "down to {n}",
        "ask first",
    ):
        catalogue.add(message, f"{message} ąžuoląžuol")
    file = io.BytesIO()
    write_mo(file, catalogue)
    folder = tmp_path / "locale" / "lt" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / f"{wording.DOMAIN}.mo").write_bytes(file.getvalue())
    longer = gettext.translation(wording.DOMAIN, tmp_path / "locale", languages=["lt"])
    assert longer.gettext("Time") == "Time ąžuoląžuol"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("facilitator_app.support.paths.locale", lambda: tmp_path / "locale")
        run_sheet.write(kaunas(), tmp_path / "long.pdf", language="lt")
        agenda_pdf.write(kaunas(), tmp_path / "agenda.pdf", language="lt")
    assert outside(tmp_path / "long.pdf", 28) == []
    assert "Timeąžuoląžuol" in whole(tmp_path / "long.pdf")
    assert "Minutesąžuoląžuol" in whole(tmp_path / "agenda.pdf")


def test_a_cancelled_export_leaves_nothing(tmp_path: Path) -> None:
    for write in (agenda_pdf.write, run_sheet.write, agenda_xlsx.write):
        with pytest.raises(ExportCancelledError):
            write(kaunas(), tmp_path / "agenda.pdf", cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_progress_grows_to_one(tmp_path: Path) -> None:
    told: list[float] = []
    agenda_pdf.write(kaunas(), tmp_path / "agenda.pdf", progress=lambda share, _words: told.append(share))
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_an_agenda_without_items_is_a_page(tmp_path: Path) -> None:
    record = kaunas()
    days = tuple(replace(day, segments=()) for day in record.agenda.days)
    empty = replace(record, agenda=replace(record.agenda, days=days))
    assert agenda_pdf.write(empty, tmp_path / "empty.pdf").pages == 2
    assert run_sheet.write(empty, tmp_path / "empty.pdf").pages == 2
    agenda_xlsx.write(empty, tmp_path / "empty.xlsx")
    none = replace(record, agenda=replace(record.agenda, days=()))
    assert agenda_pdf.write(none, tmp_path / "none.pdf").pages == 1
    assert run_sheet.write(none, tmp_path / "none.pdf").pages == 1


def test_breaks_are_not_set_like_work(tmp_path: Path) -> None:
    agenda_pdf.write(kaunas(), tmp_path / "agenda.pdf")
    with pymupdf.open(tmp_path / "agenda.pdf") as document:
        fonts = {
            span["text"].strip(): span["font"]
            for block in document[0].get_text("dict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
        }
    kinds = {one.title: one.kind for one in kaunas().agenda.days[0].segments}
    lunch = next(title for title, kind in kinds.items() if kind is SegmentKind.MEAL)
    assert "Bold" not in fonts[lunch]
    assert "Bold" in fonts["Step 6: Initial strategy"]


@pytest.mark.parametrize("module", ["agenda_pdf", "agenda_xlsx", "run_sheet"])
def test_nothing_heavy_is_loaded_before_the_first_sheet(module: str) -> None:
    heavy = ("reportlab", "matplotlib", "PySide6", "openpyxl")
    name = f"facilitator_app.exports.{module}"
    code = f"import sys, {name}; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
