"""Who gets what: editions, what is never printed, what is left out."""

from __future__ import annotations

import dataclasses
import gettext
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.exports import session_pdf
from facilitator_app.exports.text import ExportCancelledError
from facilitator_app.records.capture import ReportBack
from facilitator_app.records.enums import Edition, TranslationStatus
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support import paths, wording
from tests.examples import one_in
from tests.exports.session_pdf.conftest import Records, Reports
from tests.exports.session_pdf.reading import text_of
from tests.exports.text.reading import visible

Write = Callable[..., Path]
SENTINEL = "Zqx9"
KEY = "[POR00]"


def outline(path: Path) -> list[str]:
    with pymupdf.open(path) as document:
        return [title for level, title, _page in document.get_toc() if level == 1]


def _with_secrets(record: WorkshopRecord, noisy: str) -> tuple[ReportBack, ...]:
    backs = []
    for back in record.report_backs:
        hidden = replace(back.points[0], do_not_publish=True, local_text=noisy, english_text=noisy)
        shown = [replace(one, author=noisy, translated_by=noisy) for one in back.points[1:]]
        backs.append(
            replace(back, points=(hidden, *shown), captured_by=noisy, translated_by=noisy, question=noisy)
        )
    return tuple(backs)


def secretive(record: WorkshopRecord, secret: str) -> WorkshopRecord:
    """Return the record with a sentinel wherever nothing may be printed, and source keys in the texts."""
    noisy = f"{secret} note"
    people = tuple(
        replace(
            one,
            notes=noisy,
            email=f"{secret}{place}@agreed.example" if one.consent_contact_list else f"{secret}@no.example",
        )
        for place, one in enumerate(record.participants)
    )
    steps = tuple(
        replace(
            one,
            private_notes=noisy,
            tips=(noisy,),
            purpose=f"{one.purpose} {KEY}",
            task_text=f"{one.task_text} [CN-12, POR00]",
            deliverable=f"{one.deliverable} {KEY}",
        )
        for one in record.steps
    )
    days = tuple(
        replace(day, segments=tuple(replace(one, private_notes=noisy, note=noisy) for one in day.segments))
        for day in record.agenda.days
    )
    return replace(
        record,
        details=replace(record.details, note=noisy),
        participants=people,
        report_backs=_with_secrets(record, noisy),
        steps=steps,
        agenda=replace(record.agenda, days=days),
        light_items=tuple(replace(one, text=f"{one.text} {KEY}") for one in record.light_items),
        parking_lot=tuple(replace(one, raised_by=noisy) for one in record.parking_lot),
    )


@pytest.mark.parametrize("edition", list(Edition))
def test_private_things_are_never_printed(edition: Edition, records: Records, written: Write) -> None:
    record = secretive(records("kaunas_2day"), SENTINEL)
    agreed = [one.email for one in record.participants if one.consent_contact_list]
    report = text_of(written(record, edition))
    for email in agreed:
        assert (visible(email) in report) is (edition is not Edition.SPONSOR)
        report = report.replace(visible(email), "")
    assert SENTINEL not in report
    assert "[POR00]" not in report
    assert "POR00" not in report


@one_in(50)
@given(
    secret=st.text("abcdefghijkmnpqrstuvwxyz", min_size=14, max_size=18),
    edition=st.sampled_from(Edition),
    hidden=st.sets(st.integers(0, 22)),
)
def test_whatever_is_hidden_stays_hidden(
    secret: str, edition: Edition, hidden: set[int], records: Records, tmp_path: Path
) -> None:
    record = records("sharjah_1day")
    place = -1
    backs = []
    for back in record.report_backs:
        points = []
        for point in back.points:
            place += 1
            withheld = replace(point, do_not_publish=True, local_text=secret, english_text=secret)
            points.append(withheld if place in hidden else point)
        backs.append(replace(back, points=tuple(points)))
    people = tuple(replace(one, email=f"{secret}@x.example", notes=secret) for one in record.participants)
    changed = replace(record, report_backs=tuple(backs), participants=people)
    target = tmp_path / "hidden.pdf"
    session_pdf.write(changed, target, edition=edition)
    assert secret not in text_of(target)
    assert secret.encode() not in target.read_bytes()


def test_the_sponsor_gets_the_short_edition(reports: Reports) -> None:
    assert outline(reports("kaunas_2day", Edition.SPONSOR)) == [
        *(
            "Summary",
            "Participants",
            "Green lights, red lights",
            "Actions",
            "Learning and evaluation",
            "Annex",
        ),
    ]


def test_empty_sections_are_left_out(reports: Reports) -> None:
    assert outline(reports("sharjah_1day", Edition.FULL)) == [
        *("Summary", "Participants", "Agenda as planned", "Clusters", "Step by step"),
        *("Green lights, red lights", "Annex"),
    ]


def test_a_workshop_in_which_nothing_happened_has_a_report(records: Records, written: Write) -> None:
    record = records("sharjah_1day")
    empty = WorkshopRecord(details=record.details, agenda=replace(record.agenda, days=()))
    path = written(empty)
    assert outline(path) == ["Summary", "Annex"]
    with pymupdf.open(path) as document:
        assert document.page_count == 3


def test_what_was_written_is_printed_and_nothing_is_invented(records: Records, written: Write) -> None:
    record = records("sharjah_1day")
    details = replace(
        record.details, summary="Owners want to lead.\nDates come first.", recommendations="Meet in May."
    )
    steps = tuple(
        replace(one, synthesis="Together we sell.") if one.number == 2 else one for one in record.steps
    )
    report = text_of(written(replace(record, details=details, steps=steps)))
    for text in ("Owners want to lead.", "Dates come first.", "Meet in May.", "Together we sell."):
        assert visible(text) in report
    assert visible("Recommendations and next steps") in report


def test_a_point_without_english_says_so(records: Records, written: Write) -> None:
    record = records("kaunas_2day")
    first = record.report_backs[0]
    bare = replace(first.points[0], english_text="", status=TranslationStatus.MISSING)
    changed = replace(record, report_backs=(replace(first, points=(bare,)), *record.report_backs[1:]))
    report = text_of(written(changed))
    assert visible(bare.local_text) + visible("◆ translation missing") in report
    assert visible("1 point has no English yet") in report


def test_fewer_than_five_answers_are_not_shown(records: Records, written: Write) -> None:
    record = records("kaunas_2day")
    four = record.evaluations[:4]
    few = replace(record, evaluations=four, self_ratings=record.self_ratings[:14])
    report = text_of(written(few))
    assert visible("4 evaluation forms: too few to be shown.") in report
    assert visible("How do participants judge the course?") not in report
    assert visible("What can participants do now") not in report


def test_headings_speak_the_language_of_the_edition(
    records: Records, written: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = Catalog(locale="lt")
    catalogue.add("Summary", "Santrauka")
    catalogue.add("Participants", "Dalyviai")
    out = io.BytesIO()
    write_mo(out, catalogue)
    folder = tmp_path / "locale" / "lt" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "facilitator.mo").write_bytes(out.getvalue())
    monkeypatch.setattr(paths, "locale", lambda: tmp_path / "locale")
    wording.speak_with(gettext.NullTranslations())
    path = written(records("kaunas_2day"), language="lt")
    assert outline(path)[:2] == ["Santrauka", "Dalyviai"]
    report = text_of(path)
    assert visible("2027 m. kovo 2 d.") in report
    assert "4,117" in report
    assert wording._("Summary") == "Summary"


def test_a_right_to_left_edition_turns_its_columns(records: Records, written: Write) -> None:
    with pymupdf.open(written(records("sharjah_1day"), language="ar")) as document:
        page = next(page for page in document if page.search_for("Attendance") or page.search_for("Minutes"))
        minutes, start = page.search_for("Minutes")[0], page.search_for("Start")[0]
    assert minutes.x0 < start.x0


def test_somebody_can_cancel_and_nothing_is_left(records: Records, tmp_path: Path) -> None:
    target = tmp_path / "cancelled.pdf"
    told: list[float] = []
    with pytest.raises(ExportCancelledError):
        session_pdf.write(
            records("kaunas_2day"),
            target,
            progress=lambda share, _words: told.append(share),
            cancelled=lambda: bool(told) and told[-1] > 0.5,
        )
    assert list(tmp_path.iterdir()) == [tmp_path / "home"] or not target.exists()
    assert told == sorted(told)


def test_progress_ends_at_the_whole(records: Records, tmp_path: Path) -> None:
    told: list[tuple[float, str]] = []
    target = tmp_path / "report.pdf"
    log = session_pdf.write(
        records("sharjah_1day"), target, progress=lambda share, words: told.append((share, words))
    )
    assert told[-1][0] == 1.0
    assert [share for share, _words in told] == sorted(share for share, _words in told)
    assert all(words for _share, words in told)
    with pymupdf.open(target) as document:
        assert document.page_count == log.pages


def test_the_record_is_never_changed(records: Records, written: Write) -> None:
    record = records("sharjah_1day")
    before = dataclasses.asdict(record)
    written(record)
    assert dataclasses.asdict(record) == before


def test_a_report_is_written_beside_the_windows_in_a_worker(
    records: Records, reports: Reports, tmp_path: Path
) -> None:
    record = records("sharjah_1day")
    targets = [tmp_path / f"worker-{number}.pdf" for number in range(2)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda target: session_pdf.write(record, target), targets))
    expected = text_of(reports("sharjah_1day", Edition.FULL))
    assert [text_of(target) for target in targets] == [expected, expected]
