"""A paragraph as it is laid out, and what each of its units stands for in the text it came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from facilitator_app.exports.text.fonts import FontLibrary, is_ignorable

# Ignorable characters that shaping, bidi or breaking needs; the others only travel with the copied text.
_NEEDED = frozenset("\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069")
# The reader's program orders what is copied by itself: direction marks stay out of the copied text.
_NOT_COPIED = frozenset("\u061c\u200e\u200f\u2066\u2067\u2068\u2069")
_CONTINUED = "\u200b"
# A tower of marks would stand across other people's lines; no language stacks more.
_MOST_MARKS = 6
_TOO_MANY_MARKS = re.compile("[\u0300-\u036f]{7}")


@dataclass(frozen=True, slots=True)
class Prepared:
    """The text Qt lays out.

    `copies` and `sources` have one entry for each character of `text`: what it is when it is copied from the
    PDF (None: a helper of ours, not drawn) and its place in the original text.
    """

    text: str
    copies: tuple[str | None, ...]
    sources: tuple[int, ...]
    missing: tuple[str, ...] = ()

    def part(self, start: int, end: int) -> Prepared:
        """Return the text from `start` to `end`."""
        return Prepared(self.text[start:end], self.copies[start:end], self.sources[start:end])

    def with_helpers(self, helpers: Mapping[int, str]) -> Prepared:
        """Return the text with invisible `helpers` inserted before the given places."""
        if not helpers:
            return self
        text: list[str] = []
        copies: list[str | None] = []
        sources: list[int] = []
        last = 0
        for place in sorted(helpers):
            text += [self.text[last:place], helpers[place]]
            copies += [*self.copies[last:place], None]
            sources += [*self.sources[last:place], self.sources[place - 1]]
            last = place
        text.append(self.text[last:])
        copies += self.copies[last:]
        sources += self.sources[last:]
        return Prepared("".join(text), tuple(copies), tuple(sources), self.missing)


def prepare(text: str, library: FontLibrary, language: str = "", offset: int = 0) -> Prepared:
    """Return `text` (one paragraph, without newlines) ready for layout.

    A character no bundled font has is shown as its code point, "[U+1F600]", and is still itself when it is
    copied. Of a tower of marks the lowest are shown. `offset` is added to the places in `sources`.
    """
    covered = library.base.regular.coverage
    simple = all(ord(character) in covered and character not in _NOT_COPIED for character in text)
    if simple and not _TOO_MANY_MARKS.search(text):
        return Prepared(text, tuple(text), tuple(range(offset, offset + len(text))))
    shown: list[str] = []
    copies: list[str | None] = []
    sources: list[int] = []
    missing: list[str] = []
    marks = 0
    for place, character in enumerate(text, offset):
        copy: list[str | None]
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > _MOST_MARKS or (is_ignorable(character) and character not in _NEEDED):
            if copies and copies[-1] is not None:
                copies[-1] += character
            continue
        if character == "\t":
            display, copy = " ", [" "]
        elif character in _NEEDED or library.family_for(character, language):
            display, copy = character, [None if character in _NOT_COPIED else character]
        else:
            display = f"[U+{ord(character):04X}]"
            copy = [character, *[_CONTINUED] * (len(display) - 1)]
            missing.append(character)
        shown.append(display)
        copies += copy
        sources += [place] * len(display)
    return Prepared("".join(shown), tuple(copies), tuple(sources), tuple(missing))
