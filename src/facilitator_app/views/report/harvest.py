"""What the report will hold, and what a person should still see to."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator_app.records.enums import ParkingStatus, TranslationStatus
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.wording import _, ngettext_


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence and the place of the program where it is mended."""

    words: str
    place: str


def counts(record: WorkshopRecord) -> list[tuple[int, str]]:
    """Return (number, words) of everything gathered."""
    points = [p for back in record.report_backs for p in back.points if not p.is_empty]
    rated = [one for one in record.light_ratings if one.rating is not None]
    people, tables = len([p for p in record.participants if not p.withdrawn]), len(record.report_backs)
    return [
        (people, ngettext_("participant", "participants", people)),
        (tables, ngettext_("report-back", "report-backs", tables)),
        (len(points), ngettext_("point", "points", len(points))),
        (len(rated), ngettext_("light rated", "lights rated", len(rated))),
        (len(record.actions), ngettext_("action", "actions", len(record.actions))),
        (len(record.parking_lot), ngettext_("parked question", "parked questions", len(record.parking_lot))),
    ]


def missing(record: WorkshopRecord) -> list[Finding]:
    """Return what is not as it should be before the report is sent; nothing of it stops the report."""
    found: list[Finding] = []
    points = [p for back in record.report_backs for p in back.points if not p.is_empty]

    def say(number: int, words: str, place: str) -> None:
        if number:
            found.append(Finding(words.format(n=number), place))

    n = sum(p.lacks_english for p in points)
    say(n, ngettext_("{n} point has no English yet.", "{n} points have no English yet.", n), "capture")
    n = sum(p.status is TranslationStatus.DRAFT and not p.lacks_english for p in points)
    say(n, ngettext_("{n} translation is a draft.", "{n} translations are drafts.", n), "capture")
    n = sum(action.is_idea for action in record.actions)
    words = ngettext_(
        "{n} action has no owner or no date: it is printed as an idea.",
        "{n} actions have no owner or no date: they are printed as ideas.",
        n,
    )
    say(n, words, "console")
    n = sum(item.status is ParkingStatus.OPEN for item in record.parking_lot)
    say(n, ngettext_("{n} parked question is open.", "{n} parked questions are open.", n), "console")
    reported = {back.step for back in record.report_backs if back.step}
    n = sum(1 for step in record.steps if step.number in reported and not step.synthesis.strip())
    words = ngettext_(
        "{n} step has report-backs but no synthesis.", "{n} steps have report-backs but no synthesis.", n
    )
    say(n, words, "report")
    if not record.details.summary.strip():
        found.insert(0, Finding(_("The summary is not written. A minister reads only this."), "report"))
    return found
