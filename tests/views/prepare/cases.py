"""The screens of preparation with real workshops in them."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from facilitator_app.content.catalogue import load
from facilitator_app.records.enums import LanguageMode
from facilitator_app.services.planning import course_agenda
from facilitator_app.support import paths
from facilitator_app.views.prepare.draft import CourseChoice, WorkshopDraft
from facilitator_app.views.prepare.new_workshop import NewWorkshopView

COSTS = {
    LanguageMode.NONE: 0,
    LanguageMode.WRITTEN: 28,
    LanguageMode.SIMULTANEOUS: 56,
    LanguageMode.CONSECUTIVE: 377,
}


def make_new_workshop() -> QWidget:
    """Return the form with a two-day course and the preview of it."""
    content = load(paths.content())
    view = NewWorkshopView(date(2027, 3, 2), "Europe/Vilnius")

    def answer(draft: WorkshopDraft) -> None:
        view.show_costs(COSTS)
        agenda = course_agenda(
            content,
            draft.course,
            zone=draft.zone,
            start=draft.start,
            mode=draft.language_mode,
            tables=draft.table_count,
        )
        view.show_preview(agenda)

    view.draft_changed.connect(answer)
    view.languages.setText("lt, pl, ar")
    view.show_courses(
        [CourseChoice("half_day", "Half a day", 0.5), CourseChoice("two_day", "Two days", 2)], "two_day"
    )
    return view
