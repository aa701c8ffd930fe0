"""A drawing board in points with the bundled fonts: what every chart is drawn on.

No pyplot and no global settings: each text names its own fonts, so that charts can be drawn in any thread.
"""

from __future__ import annotations

import functools
import io
import os
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from PIL import Image

from facilitator_app.exports.palette import INK
from facilitator_app.rules.text import clean
from facilitator_app.support import paths

# The folder of matplotlib's own cache: in ours, unless somebody chose another one.
os.environ.setdefault("MPLCONFIGDIR", str(paths.cache() / "matplotlib"))

from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontEntry, FontProperties
from matplotlib.patches import Polygon, Rectangle

DPI: Final = 220
_PREFIX: Final = "Facilitator "
_SCRIPTS: Final = (
    *("NotoSans", "NotoSansGeorgian", "NotoSansBengali", "NotoSansThai", "NotoSansKhmer", "NotoSansLao"),
    *("NotoSansMyanmar", "NotoNaskhArabic", "NotoSansHebrew", "NotoSansDevanagari", "NotoSansTamil"),
    *("NotoSansSinhala", "NotoSansEthiopic", "NotoSansSC", "NotoSansJP", "NotoSansKR"),
    *("NotoSansMath", "NotoSansSymbols", "NotoSansSymbols2"),
)
_BOLD: Final = 700
_REGULAR: Final = 400
# Distance of the baseline below the middle of a line, in sizes.
_BELOW_MIDDLE: Final = 0.36
_LEADING: Final = 1.25


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart: PNG, the question it answers, n in words, words for those who do not see it, numbers."""

    title: str
    note: str
    alt: str
    png: bytes
    width: float
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    """Relative widths of the columns; the same for all where empty."""
    texts: int = 1
    """How many of the first columns hold words; the others hold numbers."""
    beside: bool = False
    """Whether the numbers stand beside it in the text, so that the annex need not repeat them."""


class Sheet:
    """A white board of `width` × `height` points; y runs downwards."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / 72, height / 72), dpi=DPI, facecolor="white")
        self._canvas: Any = FigureCanvasAgg(self._figure)
        self._axes: Any = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)
        self._axes.set_axis_off()

    def png(self) -> bytes:
        """Return the drawing."""
        self._canvas.draw()
        # White lies below everything: without the transparent channel a PDF needs no mask.
        whole = Image.fromarray(np.asarray(self._canvas.buffer_rgba())[..., :3])
        file = io.BytesIO()
        whole.save(file, format="png", dpi=(DPI, DPI))
        return file.getvalue()

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 8.0,
        colour: str = INK,
        bold: bool = False,
        align: str = "left",
        room: float = 0.0,
        lines: int = 1,
    ) -> None:
        """Write at x with the middle of the text at y; with `room` in at most `lines`, then shortened."""
        text = _drawable(text)
        shown = self._fitted(text, size, bold=bold, room=room, lines=lines) if room else [text]
        top = y - (len(shown) - 1) * size * _LEADING / 2
        for number, line in enumerate(shown):
            baseline = top + number * size * _LEADING + size * _BELOW_MIDDLE
            self._axes.text(
                x, baseline, line, color=colour, ha=align, va="baseline", parse_math=False,
                fontproperties=_fonts_for(line, size, bold=bold),
            )  # fmt: skip

    def bar(
        self, x: float, y: float, width: float, height: float, colour: str, *, edge: str = "", hatch: str = ""
    ) -> None:
        """Fill a box whose upper left corner is at x, y."""
        look: Any = {"facecolor": colour, "edgecolor": edge or "none", "linewidth": 0.6 if edge else 0}
        self._axes.add_patch(Rectangle((x, y), width, height, hatch=hatch or None, **look))

    def line(
        self, start: tuple[float, float], end: tuple[float, float], colour: str, *,
        thick: float = 0.5, dashed: bool = False,
    ) -> None:  # fmt: skip
        """Draw a line."""
        across, down = zip(start, end, strict=True)
        style = (0, (2, 2)) if dashed else "-"
        self._axes.plot(across, down, color=colour, linewidth=thick, linestyle=style, solid_capstyle="butt")

    def dot(self, x: float, y: float, radius: float, colour: str, *, hollow: bool = False) -> None:
        """Draw a round mark."""
        face = "white" if hollow else colour
        self._axes.plot(
            [x], [y], marker="o", markersize=2 * radius, markerfacecolor=face, markeredgecolor=colour,
            markeredgewidth=1.2,
        )  # fmt: skip

    def diamond(self, x: float, y: float, radius: float, colour: str) -> None:
        """Draw a mark with four corners."""
        corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
        self._axes.add_patch(Polygon(corners, closed=True, facecolor=colour, edgecolor="none"))

    def width_of(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return the width of a text in points."""
        text = _drawable(text)
        renderer: Any = self._canvas.get_renderer()
        across, _down, _descent = renderer.get_text_width_height_descent(
            text, _fonts_for(text, size, bold=bold), ismath=False
        )
        return float(across) * 72 / DPI

    def _fitted(self, text: str, size: float, *, bold: bool, room: float, lines: int) -> list[str]:
        if self.width_of(text, size, bold=bold) <= room:
            return [text]
        shown: list[str] = []
        rest = text
        while rest and len(shown) < lines - 1:
            head = self._head(rest, size, bold=bold, room=room)
            shown.append(head.strip())
            rest = rest[len(head) :].lstrip()
        while rest and self.width_of(rest, size, bold=bold) > room:
            rest = f"{rest.removesuffix('…')[:-1].rstrip()}…"
        return [*shown, rest] if rest else shown

    def _head(self, text: str, size: float, *, bold: bool, room: float) -> str:
        """Return as many whole words as fit; as many characters where there are no spaces."""
        end = len(text)
        while end > 1 and self.width_of(text[:end], size, bold=bold) > room:
            space = text.rfind(" ", 0, end - 1)
            end = space if space > 0 else end - 1
        return text[:end]


def _drawable(text: str) -> str:
    """Return the text on one line, a character that no bundled font has as its code point: no silent box."""
    known = _covered()
    line = " ".join(clean(text).split())
    return "".join(c if ord(c) in known or not c.isprintable() else f"[U+{ord(c):04X}]" for c in line)


@functools.cache
def _covered() -> frozenset[int]:
    return _characters(_fonts(8.0, bold=False))


@functools.cache
def _latin() -> frozenset[int]:
    return _characters(_fonts(8.0, bold=False, latin=True))


def _characters(fonts: FontProperties) -> frozenset[int]:
    files = font_manager.fontManager._find_fonts_by_props(fonts)  # noqa: SLF001 - the only way to a list
    return frozenset(code for file in files for code in font_manager.get_font(file).get_charmap())


def _fonts_for(text: str, size: float, *, bold: bool) -> FontProperties:
    """Return the base font alone where it has all characters: most texts are drawn much faster so."""
    return _fonts(size, bold=bold, latin=_latin().issuperset(map(ord, text)))


@functools.cache
def _fonts(size: float, *, bold: bool, latin: bool = False) -> FontProperties:
    families = list(_families()[:1] if latin else _families())
    return FontProperties(family=families, size=size, weight=_BOLD if bold else _REGULAR)


@functools.cache
def _families() -> tuple[str, ...]:
    """Make the bundled fonts known under names of our own; a font of the computer is never taken instead."""
    found = []
    for script in _SCRIPTS:
        for weight, name in ((_REGULAR, "Regular"), (_BOLD, "Bold")):
            path = paths.fonts() / f"{script}-{name}.ttf"
            if not path.exists():
                path = paths.fonts() / f"{script}-Regular.ttf"
            if path.exists():
                entry = FontEntry(
                    fname=str(path), name=_PREFIX + script, style="normal", variant="normal",
                    weight=weight, stretch="normal", size="scalable",
                )  # fmt: skip
                font_manager.fontManager.ttflist.insert(0, entry)
        if (paths.fonts() / f"{script}-Regular.ttf").exists():
            found.append(_PREFIX + script)
    return tuple(found)
