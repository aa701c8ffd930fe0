"""What a reader of a report finds in it, without the lines above and below each page."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pymupdf

from tests.exports.text.reading import visible

_TOP, _BOTTOM = 55.0, 792.0


def text_of(path: Path) -> str:
    """Return the visible characters of all pages in reading order, running lines left out."""
    found = []
    with pymupdf.open(path) as document:
        for page in document:
            whole = pymupdf.Rect(0, 0 if page.number == 0 else _TOP, page.rect.width, _BOTTOM)
            found.append(page.get_text(clip=whole))
    return visible("".join(found))


def holds(report: str, text: str) -> bool:
    """Say whether a report's text holds another, line by line."""
    return all(visible(line) in report for line in text.splitlines() if line.strip())


def holds_rtl(report: str, text: str) -> bool:
    """Say whether every word of a right-to-left text is in the report, however lines are ordered."""
    words = [visible(word) for word in unicodedata.normalize("NFC", text).split()]
    return all(word in report for word in words)
