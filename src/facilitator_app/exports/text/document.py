"""A PDF from flowables: running lines, progress, cancelling, and a file that is whole or absent."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageBreak, PageTemplate

from facilitator_app.exports.files import cancelled_error, whole_file
from facilitator_app.exports.text.canvas import ReportCanvas
from facilitator_app.exports.text.fonts import library
from facilitator_app.exports.text.glyphs import Line
from facilitator_app.exports.text.gui import ensure_gui
from facilitator_app.exports.text.layout import lay_out
from facilitator_app.exports.text.styles import Alignment, TextStyle, spans_of
from facilitator_app.rules.text import Direction, clean, direction

COVER: Final = "cover"
PORTRAIT: Final = "portrait"
LANDSCAPE: Final = "landscape"
_RUNNING_STYLE: Final = TextStyle(size=8, colour="#5b6470", space_after=0)
_RULE: Final = "#c9ced6"
# Distance of the running lines from the text, in points.
_AWAY: Final = 14.0


@dataclass(frozen=True, slots=True)
class Running:
    """The lines above and below a page; start is where lines of the document's direction start."""

    header_start: str = ""
    header_end: str = ""
    footer_start: str = ""
    footer_end: str = ""


@dataclass(frozen=True, slots=True)
class Margins:
    """Distances of the text from the edges of the page, in points."""

    top: float = 62.0
    bottom: float = 58.0
    side: float = 54.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an export is: pages finished and the share of the content that is on them, 0 to 1."""

    pages: int
    share: float


@dataclass(frozen=True, slots=True)
class ReportResult:
    """What was written: number of pages, and how often each character without a glyph occurs."""

    pages: int
    missing: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """How a PDF is made; `write` makes it.

    `running` gives the running lines of page n (from 1), `running_size` points high; a cover has none.
    `first` is the kind of the first page. `progress` is called after each page, in the thread that writes;
    `cancelled` is asked between flowables.
    """

    title: str
    language: str = "en"
    author: str = ""
    direction: Direction = Direction.LTR
    running: Callable[[int], Running] | None = None
    running_size: float = _RUNNING_STYLE.size
    first: str = COVER
    page_size: tuple[float, float] = A4
    margins: Margins = field(default_factory=Margins)
    progress: Callable[[Progress], None] | None = None
    cancelled: Callable[[], bool] | None = None

    def write(self, story: Sequence[Flowable], path: Path) -> ReportResult:
        """Write `story` to `path`, replacing a file there only when everything is written.

        After a cover go on with `next_page()`. Raises CannotWriteError where the disk is full
        or the folder cannot be written, ExportCancelledError where somebody cancelled.
        """
        ensure_gui()
        with whole_file(path) as file:
            return self._written(story, file)

    def pages(self, story: Sequence[Flowable]) -> int:
        """Return how many pages `story` takes; nothing is written. A story serves once: make another."""
        ensure_gui()
        return self._written(story, io.BytesIO(), _UnsavedCanvas).pages

    def _written(
        self, story: Sequence[Flowable], file: BinaryIO, kind: type[ReportCanvas] = ReportCanvas
    ) -> ReportResult:
        canvases: list[ReportCanvas] = []

        def make_canvas(target: BinaryIO, **_defaults: object) -> ReportCanvas:
            canvas = kind(
                target, self.page_size, title=self.title, author=self.author, language=self.language
            )
            canvases.append(canvas)
            return canvas

        template = _Template(self, file, list(story))
        template.build(template.remaining, canvasmaker=make_canvas)
        return ReportResult(template.page, dict(canvases[-1].missing))


def next_page(template: str = PORTRAIT) -> list[Flowable]:
    """Return what begins a new page of the given kind: COVER, PORTRAIT or LANDSCAPE."""
    return [NextPageTemplate(template), PageBreak()]


class _UnsavedCanvas(ReportCanvas):
    """Pages that are only counted: fonts and structure are not written."""

    def save(self) -> None:
        """Write nothing."""


class _Template(BaseDocTemplate):  # type: ignore[misc]  # ReportLab has no types
    """ReportLab's page machine with our pages, progress and cancelling."""

    def __init__(self, report: ReportDocument, file: BinaryIO, story: list[Flowable]) -> None:
        self.remaining = story
        self._report = report
        self._total = max(1, len(story))
        wide = landscape(report.page_size)
        super().__init__(
            file,
            pagesize=report.page_size,
            title=clean(report.title),
            author=clean(report.author),
            subject="",
        )
        templates = {
            COVER: self._page(COVER, report.page_size, None),
            PORTRAIT: self._page(PORTRAIT, report.page_size, self._draw_running),
            LANDSCAPE: self._page(LANDSCAPE, wide, self._draw_running),
        }
        # ReportLab begins with the first one it was given.
        self.addPageTemplates([templates.pop(report.first), *templates.values()])

    def afterPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Tell how far the export is."""
        if self._report.progress:
            self._report.progress(Progress(self.page, 1 - len(self.remaining) / self._total))

    def afterFlowable(self, _flowable: Flowable) -> None:  # noqa: N802 - ReportLab's name
        """Stop where somebody cancelled."""
        if self._report.cancelled and self._report.cancelled():
            raise cancelled_error()

    def _page(self, name: str, size: tuple[float, float], on_page: Callable[[Any, Any], None] | None) -> Any:  # noqa: ANN401
        margins = self._report.margins
        frame = Frame(
            margins.side,
            margins.bottom,
            size[0] - 2 * margins.side,
            size[1] - margins.top - margins.bottom,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        return PageTemplate(
            id=name, frames=[frame], pagesize=size, **({"onPage": on_page} if on_page else {})
        )

    def _draw_running(self, canvas: ReportCanvas, _template: object) -> None:
        report = self._report
        if report.running is None:
            return
        lines = report.running(self.page)
        # The canvas is told the new page's size before this is called.
        width, height = canvas._pagesize  # noqa: SLF001 - ReportLab has no accessor
        side = report.margins.side
        top = height - report.margins.top + _AWAY
        bottom = report.margins.bottom - _AWAY
        inner = width - 2 * side
        canvas.saveState()
        with canvas.artifact("Pagination"):
            for start, end, y in (
                (lines.header_start, lines.header_end, top + 4),
                (lines.footer_start, lines.footer_end, bottom - 9),
            ):
                for text, alignment in ((start, Alignment.START), (end, Alignment.END)):
                    self._draw_line(canvas, text, alignment, (side, y, inner))
            for y in (top, bottom):
                canvas.fill(_RULE, (side, y, inner, 0.5))
        canvas.restoreState()

    def _draw_line(
        self, canvas: ReportCanvas, text: str, alignment: Alignment, place: tuple[float, float, float]
    ) -> None:
        if not text:
            return
        x, y, width = place
        right = (alignment is Alignment.END) is (self._report.direction is Direction.LTR)
        own = direction(clean(text), self._report.direction)
        style = TextStyle(
            size=self._report.running_size,
            colour=_RUNNING_STYLE.colour,
            language=self._report.language,
            direction=own,
            # Right to left a line starts at the right: its start is the end of one that runs the other way.
            alignment=Alignment.END if right is (own is Direction.LTR) else Alignment.START,
        )
        room = width * 0.48
        line = _one_line(text, style, room)
        canvas.draw_line(line, x + width - room if right else x, y)


def _one_line(text: str, style: TextStyle, width: float) -> Line:
    """Return `text` on one line, shortened with an ellipsis where it is too long."""
    text = " ".join(clean(text).split())
    lines = lay_out(spans_of(text), style, width, library()).lines
    end = lines[0].end
    while len(lines) > 1 and end > 1:
        end -= 1
        lines = lay_out(spans_of(f"{text[:end].rstrip()}…"), style, width, library()).lines
    return lines[0]
