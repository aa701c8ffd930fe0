"""The report put together: which edition has which sections, running lines, progress."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable

from facilitator_app.content import catalogue
from facilitator_app.exports.files import cancelled_error
from facilitator_app.exports.session_pdf.agenda import agenda
from facilitator_app.exports.session_pdf.annex import annex
from facilitator_app.exports.session_pdf.clusters import clusters
from facilitator_app.exports.session_pdf.cover import cover, edition_name
from facilitator_app.exports.session_pdf.learning import learning
from facilitator_app.exports.session_pdf.lights import lights
from facilitator_app.exports.session_pdf.manuscript import Manuscript
from facilitator_app.exports.session_pdf.outcomes import actions, questions, recommendations
from facilitator_app.exports.session_pdf.people import participants
from facilitator_app.exports.session_pdf.steps import steps
from facilitator_app.exports.session_pdf.summary import summary
from facilitator_app.exports.text import Progress, ReportDocument, Running, ensure_gui
from facilitator_app.exports.words import Words
from facilitator_app.records.enums import Edition
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.text import Direction, isolate
from facilitator_app.support import paths
from facilitator_app.support.wording import _

Section = Callable[[Manuscript], list[Flowable]]

_SECTIONS: Final[dict[Edition, tuple[Section, ...]]] = {
    Edition.FULL: (
        summary, participants, agenda, clusters, steps, lights, actions, questions, learning,
        recommendations, annex,
    ),
    Edition.SPONSOR: (summary, participants, lights, actions, learning, recommendations, annex),
    Edition.PARTICIPANTS: (
        summary, participants, agenda, clusters, steps, lights, actions, questions, learning,
        recommendations, annex,
    ),
}  # fmt: skip
# Charts and paragraphs take about this share of the time, pages the rest.
_WRITING: Final = 0.3


def written(
    record: WorkshopRecord,
    path: Path,
    *,
    edition: Edition,
    language: str,
    progress: Callable[[float, str], None] | None,
    cancelled: Callable[[], bool] | None,
) -> tuple[int, dict[str, int]]:
    """Write the report; return pages and missing characters. See `session_pdf.write`."""
    ensure_gui()
    tell = progress or _nobody
    words = Words(language)
    sections = _SECTIONS[edition]
    done: list[str] = []

    def told(title: str) -> None:
        if cancelled and cancelled():
            raise cancelled_error()
        done.append(title)
        tell(_WRITING * min(1.0, len(done) / len(sections)), title)

    content = catalogue.load(paths.content())
    manuscript = Manuscript(record, words, content, edition, told)
    story = list(cover(manuscript, A4))
    for section in sections:
        story += section(manuscript)
    result = _document(manuscript, tell, cancelled).write(story, path)
    tell(1.0, _("Finished"))
    return result.pages, result.missing


def _document(
    manuscript: Manuscript, tell: Callable[[float, str], None], cancelled: Callable[[], bool] | None
) -> ReportDocument:
    details, words = manuscript.record.details, manuscript.words
    when = words.days(details.start, details.end)

    def running(page: int) -> Running:
        return Running(
            header_start=details.title,
            header_end=when,
            footer_start=edition_name(manuscript.edition),
            footer_end=_("Page {n}").format(n=isolate(words.number(page, 0))),
        )

    def paged(state: Progress) -> None:
        share = _WRITING + (1 - _WRITING) * min(1.0, max(0.0, state.share))
        tell(min(share, 0.99), _("Page {n}").format(n=state.pages))

    return ReportDocument(
        title=details.title,
        language=words.language,
        author=details.facilitator or details.host,
        direction=Direction.RTL if words.rtl else Direction.LTR,
        running=running,
        page_size=A4,
        progress=paged,
        cancelled=cancelled,
    )


def _nobody(_share: float, _words: str) -> None:
    """Tell nobody."""
