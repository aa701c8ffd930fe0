"""How a text is set: decided by us, never by markup inside the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from facilitator_app.rules.text import Direction, direction


class Alignment(StrEnum):
    """Where lines stand; start and end follow the direction of the text."""

    START = "start"
    END = "end"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph is set. Lengths in points; colours as #rrggbb.

    `leading` is the least height of a line in sizes: scripts that need more have more. `language` (BCP 47)
    decides Han shapes, line breaks and the language readers hear. `direction` overrides the first strong
    character. `indent` is at the side where lines start.
    """

    size: float = 10.0
    bold: bool = False
    colour: str = "#1a1a1a"
    leading: float = 1.36
    space_before: float = 0.0
    space_after: float = 4.0
    alignment: Alignment = Alignment.START
    language: str = ""
    direction: Direction | None = None
    indent: float = 0.0
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a paragraph; None and "" mean as the paragraph's style says."""

    text: str
    bold: bool | None = None
    colour: str = ""


def spans_of(text: str | Span | Sequence[Span]) -> tuple[Span, ...]:
    """Return what a paragraph was given as spans; a plain string is one."""
    if isinstance(text, str):
        return (Span(text),)
    return (text,) if isinstance(text, Span) else tuple(text)


def on_side(text: str, style: TextStyle, side: Direction) -> TextStyle:
    """Return `style` with the direction of `text` itself, its lines starting where those of `side` do."""
    own = direction(text, side)
    if style.alignment is Alignment.CENTRE:
        return replace(style, direction=own)
    starts = (style.alignment is Alignment.START) is (own is side)
    return replace(style, direction=own, alignment=Alignment.START if starts else Alignment.END)
