"""The form of a new workshop, with what it costs and the agenda that comes of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimeZone

from facilitator_app.content.catalogue import Content
from facilitator_app.records.enums import LanguageMode
from facilitator_app.services.planning import course_agenda
from facilitator_app.support.clock import Clock
from facilitator_app.support.errors import KnownError
from facilitator_app.views.prepare.draft import CourseChoice, WorkshopDraft
from facilitator_app.views.prepare.new_workshop import NewWorkshopView


def workshop_form(
    content: Content, clock: Clock, *, create: Callable[[WorkshopDraft], None], cancel: Callable[[], None]
) -> NewWorkshopView:
    """Return the form; every change is answered with its cost in minutes and its agenda."""
    today = clock.read().wall.astimezone().date()
    zone = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    view = NewWorkshopView(today, zone or "UTC")

    def answer(draft: WorkshopDraft) -> None:
        try:
            view.show_costs(_costs(content, draft))
            view.show_preview(
                course_agenda(
                    content,
                    draft.course,
                    zone=draft.zone,
                    start=draft.start,
                    mode=draft.language_mode,
                    tables=draft.table_count,
                )
            )
            view.show_problem("")
        except KnownError as error:
            view.show_problem(str(error))

    view.draft_changed.connect(answer)
    view.create_requested.connect(create)
    view.cancelled.connect(cancel)
    courses = [CourseChoice(key, course.name, course.days) for key, course in content.courses.items()]
    view.show_courses(courses, "two_day")
    return view


def _costs(content: Content, draft: WorkshopDraft) -> dict[LanguageMode, int]:
    minutes = {
        mode: sum(
            segment.planned_seconds
            for segment in course_agenda(
                content, draft.course, mode=mode, tables=draft.table_count
            ).segments()
        )
        // 60
        for mode in LanguageMode
    }
    return {mode: minutes[mode] - minutes[LanguageMode.NONE] for mode in LanguageMode}
