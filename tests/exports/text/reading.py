"""The language samples, and what readers of a PDF find in it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pymupdf
import pytest

# White space, and what Unicode calls default ignorable (DerivedCoreProperties.txt): characters that are drawn
# as nothing. Where no glyph of the same font run carries them, a PDF has nothing to copy them from.
_INVISIBLE = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


@dataclass(frozen=True)
class Sample:
    """Three sentences in one language."""

    language: str
    text: str
    rtl: bool


def samples() -> list[Sample]:
    """Return all 39."""
    file = Path(__file__).parents[2] / "files" / "samples.json"
    found = json.loads(file.read_text(encoding="utf-8"))
    return [Sample(one["lang"], one["text"], one["dir"] == "rtl") for one in found]


def visible(text: str) -> str:
    """Return what a reader of a copied text sees, without spaces and line ends."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def mupdf_texts(path: Path) -> list[str]:
    """Return the text MuPDF copies from each page."""
    with pymupdf.open(path) as document:
        return [page.get_text() for page in document]


def poppler_texts(path: Path) -> list[str]:
    """Return the text Poppler copies from each page."""
    if not shutil.which("pdftotext"):
        pytest.skip("poppler is not installed")
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True)
    assert not done.stderr, done.stderr.decode()
    return done.stdout.decode().split("\f")[:-1]
