"""The form of a new workshop answers every change with its cost and its agenda, from the real content."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from facilitator_app.app.forms import workshop_form
from facilitator_app.content.catalogue import Content, load
from facilitator_app.records.enums import LanguageMode
from facilitator_app.services.planning import course_agenda
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock
from facilitator_app.views.prepare.draft import WorkshopDraft
from facilitator_app.views.prepare.new_workshop import NewWorkshopView


@pytest.fixture(scope="module")
def content() -> Content:
    return load(paths.content())


@pytest.fixture
def created() -> list[WorkshopDraft]:
    return []


@pytest.fixture
def form(content: Content, created: list[WorkshopDraft], qtbot: QtBot) -> NewWorkshopView:
    made = workshop_form(content, FakeClock(), create=created.append, cancel=lambda: None)
    qtbot.addWidget(made)
    made.show()
    return made


def _words(view: NewWorkshopView) -> set[str]:
    return {label.text() for label in view.findChildren(QLabel) if label.isVisible()}


def _shows(view: NewWorkshopView, words: str) -> bool:
    return words in _words(view)


def test_every_course_of_the_content_can_be_chosen_and_shows_its_agenda(
    form: NewWorkshopView, content: Content, qtbot: QtBot
) -> None:
    assert {form.course.itemData(n) for n in range(form.course.count())} == set(content.courses)
    for key in content.courses:
        form.course.choose(key)
        first = course_agenda(content, key).days[0].segments[0].title
        qtbot.waitUntil(partial(_shows, form, first))


def test_interpreting_costs_the_minutes_that_the_agenda_grows_by(
    form: NewWorkshopView, content: Content
) -> None:
    def minutes(mode: LanguageMode) -> int:
        return sum(s.planned_seconds for s in course_agenda(content, "two_day", mode=mode).segments()) // 60

    cost = minutes(LanguageMode.CONSECUTIVE) - minutes(LanguageMode.NONE)
    assert cost > 0
    form.mode.choose(LanguageMode.CONSECUTIVE)
    assert f"It costs {cost} minutes of the course." in _words(form)


def test_what_cannot_be_made_is_a_sentence_in_the_form(form: NewWorkshopView) -> None:
    before = _words(form)
    form.draft_changed.emit(replace(form.draft(), course="nine_day"))
    said = _words(form) - before
    assert said
    form.draft_changed.emit(form.draft())
    assert not said & _words(form)


def test_the_form_hands_over_what_is_in_it(form: NewWorkshopView, created: list[WorkshopDraft]) -> None:
    form.name.setText("Kaunas")
    form.make.click()
    assert created == [replace(form.draft(), title="Kaunas")]
