"""The report screen: what is missing, the texts only people write, and one button."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from facilitator_app.records.enums import Edition, Noun, TranslationStatus
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.views.report import ReportView
from facilitator_app.views.report.harvest import counts, missing
from facilitator_app.views.report.view import WrittenText
from facilitator_app.views.shared.marks import Badge
from facilitator_app.views.shared.panels import Card
from facilitator_app.views.shared.tokens import Tone
from tests import builders
from tests.views.capture.hands import compose, type_into

PDF, PACKAGE = "/workshops/Kaunas 2027.pdf", "/workshops/kaunas.zip"


@pytest.fixture
def view(qtbot: QtBot) -> ReportView:
    made = ReportView(("en", "lt", "pl", "ar"))
    qtbot.addWidget(made)
    made.show_workshop(builders.kaunas())
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def with_summary(text: str) -> WorkshopRecord:
    record = builders.kaunas()
    return replace(record, details=replace(record.details, summary=text))


def shown(*widgets: QAbstractButton) -> list[bool]:
    return [one.isVisible() for one in widgets]


# --- what is gathered and what is missing ----------------------------------------------------------------


def test_the_numbers_are_those_of_the_workshop() -> None:
    assert counts(builders.kaunas()) == [
        (28, "participants"),
        (25, "report-backs"),
        (65, "points"),
        (269, "lights rated"),
        (5, "actions"),
        (4, "parked questions"),
    ]


def test_one_of_a_kind_is_said_in_the_singular() -> None:
    record = builders.kaunas()
    one = replace(record, actions=record.actions[:1], parking_lot=record.parking_lot[:1])
    assert counts(one)[-2:] == [(1, "action"), (1, "parked question")]


def test_what_is_missing_is_said_with_the_place_where_it_is_mended() -> None:
    found = [(one.words, one.place) for one in missing(builders.kaunas())]
    assert found == [
        ("The summary is not written. A minister reads only this.", "report"),
        ("18 translations are drafts.", "capture"),
        ("1 parked question is open.", "console"),
        ("5 steps have report-backs but no synthesis.", "report"),
    ]


def test_points_without_english_are_counted_and_are_no_drafts() -> None:
    record = builders.kaunas()
    backs = tuple(
        replace(
            back,
            points=tuple(
                replace(one, english_text="", status=TranslationStatus.DRAFT) for one in back.points
            ),
        )
        for back in record.report_backs[:1]
    )
    words = [one.words for one in missing(replace(record, report_backs=backs))]
    assert f"{len(backs[0].points)} points have no English yet." in words
    assert not any("draft" in one for one in words)


def test_where_nothing_is_missing_the_screen_says_so(qtbot: QtBot) -> None:
    record = with_summary("Done.")
    record = replace(record, report_backs=(), parking_lot=(), actions=())
    assert missing(record) == []
    made = ReportView()
    qtbot.addWidget(made)
    made.show_workshop(record)
    assert "Nothing is missing." in [badge.text() for badge in made.findChildren(Badge)]


def test_a_finding_leads_to_its_place(view: ReportView, qtbot: QtBot) -> None:
    card = next(one for one in view.findChildren(Card) if "drafts" in one.accessibleName())
    with qtbot.waitSignal(view.place_requested) as asked:
        QTest.keyClick(card, Qt.Key.Key_Return)
    assert asked.args == ["capture"]


# --- written texts --------------------------------------------------------------------------------------


def test_the_summary_is_handed_over_when_it_is_left(view: ReportView, qtbot: QtBot) -> None:
    type_into(view.summary.editor, "Nemuno slėnis: trys klasteriai.")
    with qtbot.waitSignal(view.text_settled) as told:
        view.recommendations.editor.setFocus()
    workshop = builders.kaunas().details.id
    assert told.args == [Noun.WORKSHOP, workshop, "summary", "Nemuno slėnis: trys klasteriai."]


def test_each_steps_synthesis_goes_to_its_step(view: ReportView, qtbot: QtBot) -> None:
    step = next(one for one in builders.kaunas().steps if one.number == 3)
    text = view._steps[step.id]
    type_into(text.editor, "Dvi bendros mintys")
    with qtbot.waitSignal(view.text_settled) as told:
        view.settle()
    assert told.args == [Noun.STEP, step.id, "synthesis", "Dvi bendros mintys"]
    reported = {back.step for back in builders.kaunas().report_backs}
    assert len(view._steps) == len(reported)


def test_a_text_that_is_being_written_is_never_overwritten(view: ReportView) -> None:
    type_into(view.summary.editor, "Rašau")
    view.show_workshop(with_summary("From another desk"))
    assert view.summary.editor.text() == "Rašau"


def test_a_record_read_before_the_text_was_written_does_not_cover_it(view: ReportView) -> None:
    type_into(view.summary.editor, "Rašau")
    view.settle()
    view.show_workshop(builders.kaunas())
    assert view.summary.editor.text() == "Rašau"
    view.show_workshop(with_summary("Rašau"))
    view.show_workshop(with_summary("Undone"))
    assert view.summary.editor.text() == "Undone", "what undo brings back is shown"


def test_a_composition_is_part_of_what_is_handed_over(view: ReportView) -> None:
    told: list[str] = []
    view.text_settled.connect(lambda *args: told.append(args[3]))
    view.summary.editor.setFocus()
    compose(view.summary.editor, preedit="ការ")
    view.settle()
    assert told == ["ការ"]


def test_a_text_not_changed_is_not_handed_over(view: ReportView) -> None:
    told: list[object] = []
    view.text_settled.connect(lambda *args: told.append(args))
    view.show_workshop(with_summary("Done."))
    view.summary.editor.setFocus()
    view.recommendations.editor.setFocus()
    view.settle()
    assert told == []


def test_a_text_that_could_not_be_saved_is_handed_over_again(qtbot: QtBot) -> None:
    text = WrittenText("Summary", "", 2)
    qtbot.addWidget(text)
    told: list[str] = []
    text.settled.connect(told.append)
    text.show()
    type_into(text.editor, "Rašau")
    text.settle()
    text.show_text("")  # the file still has the old one
    text.settle()
    assert told[-1] == "Rašau"
    before = len(told)
    text.show_text("Rašau")
    text.settle()
    assert len(told) == before


# --- the button -----------------------------------------------------------------------------------------


def test_the_report_is_asked_for_in_an_edition_and_a_language(view: ReportView, qtbot: QtBot) -> None:
    view.edition.choose(Edition.SPONSOR)
    view.language.choose("ar")
    with qtbot.waitSignal(view.report_requested) as asked:
        view.make.click()
    assert asked.args == [Edition.SPONSOR, "ar"]


def test_every_language_is_offered_by_its_own_name(view: ReportView) -> None:
    names = [view.language.itemText(n) for n in range(view.language.count())]
    assert names == ["English", "Lietuvių", "Polski", "العربية"]


def test_what_is_being_written_is_handed_over_before_the_report_is_asked_for(view: ReportView) -> None:
    told: list[str] = []
    view.text_settled.connect(lambda *args: told.append("text"))
    view.report_requested.connect(lambda *args: told.append("report"))
    type_into(view.summary.editor, "Rašau")
    view.make.click()
    assert told == ["text", "report"]


def test_while_it_is_made_it_can_be_stopped_and_not_asked_for_twice(view: ReportView, qtbot: QtBot) -> None:
    view.show_progress(40, "Step by step")
    assert (view.progress.value(), view.where.text()) == (40, "Step by step")
    assert not view.make.isEnabled()
    with qtbot.waitSignal(view.cancel_requested):
        view.cancel.click()


def test_a_finished_report_can_be_opened_or_found(view: ReportView, qtbot: QtBot) -> None:
    view.show_progress(99, "Annex")
    view.show_done(PDF, 24)
    assert (view.state.tone(), view.state.text()) == (Tone.GREEN, "PDF saved, 24 pages")
    assert "Kaunas 2027.pdf" in view.where.text()
    assert shown(view.open, view.folder, view.cancel) == [True, True, False]
    assert view.make.isEnabled()
    with qtbot.waitSignal(view.open_requested) as asked:
        view.open.click()
    assert asked.args == [PDF]
    with qtbot.waitSignal(view.folder_requested) as found:
        view.folder.click()
    assert found.args == [PDF]


def test_a_report_of_one_page_is_said_in_the_singular(view: ReportView) -> None:
    view.show_done(PDF, 1)
    assert view.state.text() == "PDF saved, 1 page"


def test_a_failure_says_why_and_lets_one_try_again(view: ReportView) -> None:
    view.show_progress(40, "Step by step")
    view.show_failed("The folder cannot be written to.")
    assert (view.state.tone(), view.state.text()) == (Tone.RED, "No PDF was made")
    assert view.where.text() == "The folder cannot be written to."
    assert shown(view.open, view.folder, view.cancel) == [False, False, False]
    assert view.make.isEnabled()


def test_a_package_is_exported_and_found(view: ReportView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.export_requested):
        view.package.click()
    view.show_exported(PACKAGE)
    assert view.state.text() == "Package saved"
    assert shown(view.open, view.folder) == [False, True]


def test_a_package_after_a_report_is_not_opened_as_one(view: ReportView) -> None:
    view.show_done(PDF, 3)
    view.show_exported(PACKAGE)
    assert not view.open.isVisible()
