"""Text as large as its place allows: for cards and walls, where the place is given and the words are not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, TypeVar

from facilitator_app.exports.text.breaks import legal_ends
from facilitator_app.exports.text.canvas import ReportCanvas
from facilitator_app.exports.text.fonts import library
from facilitator_app.exports.text.layout import Layout, lay_out
from facilitator_app.exports.text.paragraph import draw_lines
from facilitator_app.exports.text.styles import Span, TextStyle, spans_of
from facilitator_app.exports.text.tags import Element
from facilitator_app.rules.text import clean

T = TypeVar("T")
# Each size is so much of the one before; small enough that no eye sees the step.
_STEP: Final = 0.95
_STEPS: Final = 60
# Nobody's name is longer; what is, is no name, and its end is left out.
_LONGEST: Final = 400
_HAIR: Final = 0.01
_FEW: Final = 4
_PARTS: Final = "-‐–/·"


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of a place and how it is set at its largest; it takes at most `most_lines` lines.

    A `name` is parted only where its owner parts it: a dictionary would find words inside a Thai surname.
    """

    text: str | tuple[Span, ...]
    style: TextStyle
    most_lines: int = 2
    name: bool = False


@dataclass(frozen=True, slots=True)
class Fitted:
    """Texts below each other, laid out: `scale` is what their sizes were multiplied by."""

    pieces: tuple[tuple[Piece, Layout], ...]
    scale: float

    @property
    def height(self) -> float:
        """Height of all texts with the space between them, in points."""
        spaces = sum(piece.style.space_after * self.scale for piece, _layout in self.pieces[:-1])
        return spaces + sum(layout.height for _piece, layout in self.pieces)

    @property
    def width(self) -> float:
        """Width of the widest line."""
        return max((layout.width for _piece, layout in self.pieces), default=0.0)

    def draw(
        self,
        canvas: ReportCanvas,
        x: float,
        top: float,
        *,
        role: str = "P",
        parent: Element | None = None,
        note: bool = True,
    ) -> None:
        """Draw the texts, the first with its upper edge at `top`; `note` remembers what has no glyph."""
        for piece, layout in self.pieces:
            if note:
                canvas.note_missing(layout.missing)
            with canvas.mark(Element(role, parent, language=piece.style.language)):
                draw_lines(canvas, layout.lines, x, top)
            top -= layout.height + piece.style.space_after * self.scale


@dataclass(eq=False)
class Setter:
    """Lays out texts for given places; what was laid out once is kept, as names come again on every card."""

    _kept: dict[tuple[str | tuple[Span, ...], TextStyle, float, float], Layout] = field(default_factory=dict)

    def fit(self, pieces: Sequence[Piece], width: float, height: float) -> Fitted:
        """Return the texts at the largest scale at which all stand in the place.

        They fit where together they are no higher than `height`, no text takes more lines than it may, and
        no word is torn. Where no readable size would do, words are torn rather than clipped.
        """
        chosen = [piece for piece in pieces if _plain(piece.text).strip()]
        whole = largest(lambda scale: self._fits(chosen, width, height, scale, torn=False))
        scale = whole or largest(lambda one: self._fits(chosen, width, height, one, torn=True))
        return self.at(chosen, width, scale or _STEP**_STEPS)

    def at(self, pieces: Sequence[Piece], width: float, scale: float) -> Fitted:
        """Return the texts at one scale."""
        return Fitted(tuple((piece, self._laid_out(piece, width, scale)) for piece in pieces), scale)

    def shrunk(self, piece: Piece, width: float, scale: float) -> Fitted:
        """Return one text at a scale, smaller only where it would not stand: the one long name of a list."""
        if not self.stands(piece, width, scale):
            scale = largest(lambda one: self.stands(piece, width, one), scale) or scale * _STEP**_STEPS
        return self.at([piece], width, scale)

    def stands(self, piece: Piece, width: float, scale: float) -> bool:
        """Say whether a text takes no more lines than it may, and no word is torn, at one scale."""
        layout = self._laid_out(piece, width, scale)
        if len(layout.lines) > piece.most_lines:
            return False
        if len(layout.lines) < 2:  # noqa: PLR2004 - a line alone ends where the text does
            return True
        text = clean(_plain(piece.text))[:_LONGEST]
        ends = legal_ends(text, piece.style.language)
        if piece.name:
            ends = frozenset(end for end in ends if text[end - 1].isspace() or text[end - 1] in _PARTS)
        return all(line.end in ends for line in layout.lines[:-1])

    def _fits(
        self, pieces: Sequence[Piece], width: float, height: float, scale: float, *, torn: bool
    ) -> bool:
        if self.at(pieces, width, scale).height > height + _HAIR:
            return False
        return torn or all(self.stands(piece, width, scale) for piece in pieces)

    def _laid_out(self, piece: Piece, width: float, scale: float) -> Layout:
        size = round(piece.style.size * scale, 2)
        key = (piece.text, piece.style, size, round(width, 2))
        if key not in self._kept:
            spans = _short(spans_of(piece.text))
            self._kept[key] = lay_out(spans, replace(piece.style, size=size), width, library())
        return self._kept[key]


def largest(fits: Callable[[float], bool], most: float = 1.0) -> float | None:
    """Return the largest scale, from `most` downwards, at which something fits; None where none does."""
    if fits(most):
        return most
    low, high = 1, 1
    # Most things nearly fit: the small sizes are tried last.
    while not fits(most * _STEP**high):
        if high == _STEPS:
            return None
        low, high = high + 1, min(2 * high, _STEPS)
    while low < high:
        middle = (low + high) // 2
        if fits(most * _STEP**middle):
            high = middle
        else:
            low = middle + 1
    return most * _STEP**low


def best(candidates: Iterable[T], fits: Callable[[T, float], bool]) -> tuple[T, float]:
    """Return the candidate that fits at the largest scale, the first of equal ones, and the scale.

    Where none fits, the first at the smallest scale. Raises ValueError where there is no candidate.
    """
    found: tuple[T, float] | None = None
    for one in candidates:
        if found is None:
            found = one, largest(partial(fits, one)) or _STEP**_STEPS
        elif found[1] < 1 and fits(one, found[1] / _STEP):
            found = one, largest(partial(fits, one)) or found[1]
    if found is None:
        raise ValueError(candidates)
    return found


def mostly(stand: Iterable[bool]) -> bool:
    """Say whether three of four texts stand: the rest are set smaller, so that few never shrink all."""
    each = list(stand)
    return each.count(False) <= max(1, len(each) // _FEW)


def _plain(text: str | tuple[Span, ...]) -> str:
    return text if isinstance(text, str) else "".join(span.text for span in text)


def _short(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    if sum(len(span.text) for span in spans) <= _LONGEST:
        return spans
    kept: list[Span] = []
    left = _LONGEST
    for span in spans:
        kept.append(replace(span, text=span.text[:left]))
        left -= len(span.text)
        if left <= 0:
            break
    return (*kept, Span("…"))
