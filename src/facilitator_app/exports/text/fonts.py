"""The bundled font families: which file draws which character, the same on every computer.

Qt knows the files under names of our own, so that a Noto family installed on the computer, perhaps of
another version with other glyph ids, can never be taken instead.
"""

from __future__ import annotations

import functools
import struct
import threading
import unicodedata
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import uharfbuzz as hb
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase

from facilitator_app.support import paths
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

BASE_FAMILY: Final = "NotoSans"
# Fonts of signs: digits beside an arrow or a triangle are the text's own.
_SIGNS: Final = tuple(f"NotoSans{kind}" for kind in ("Math", "Symbols", "Symbols2"))
# Letters of a script are drawn by the first family that has them; families not named here come last.
_ORDER: Final = (
    BASE_FAMILY,
    *(f"NotoSans{script}" for script in ("Georgian", "Bengali", "Thai", "Khmer", "Lao", "Myanmar")),
    "NotoNaskhArabic",
    *(f"NotoSans{script}" for script in ("Hebrew", "Devanagari", "Tamil", "Sinhala", "Ethiopic")),
    *_SIGNS,
)
_HAN: Final = MappingProxyType({"ja": "NotoSansJP", "ko": "NotoSansKR", "zh": "NotoSansSC"})
_HAN_ORDER: Final = ("NotoSansSC", "NotoSansJP", "NotoSansKR")
_OPTICAL_SCALES: Final = MappingProxyType({"NotoNaskhArabic": 1.12})
# Unicode's Default_Ignorable_Code_Point, without the directional embeddings that never get here.
_IGNORABLE: Final = frozenset(
    chain(
        (0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0),
        range(0x180B, 0x1810),
        range(0x200B, 0x2010),
        range(0x2060, 0x2070),
        range(0xFE00, 0xFE10),
        range(0xE0000, 0xE1000),
    )
)


class Face:
    """One font file."""

    def __init__(self, path: Path, family: str, *, bold: bool) -> None:
        self.path = path
        self.family = family
        self.bold = bold
        # What a size is multiplied by so that the script looks as large as Latin beside it.
        self.scale = _OPTICAL_SCALES.get(family, 1.0)

    @functools.cached_property
    def hb_face(self) -> Any:  # noqa: ANN401 - uharfbuzz has no types
        """The file for HarfBuzz, mapped into memory."""
        return hb.Face(hb.Blob.from_file_path(str(self.path)))

    @functools.cached_property
    def hb_font(self) -> Any:  # noqa: ANN401 - uharfbuzz has no types
        """The file as HarfBuzz shapes with it."""
        return hb.Font(self.hb_face)

    @functools.cached_property
    def coverage(self) -> frozenset[int]:
        """The code points the file has glyphs for."""
        return frozenset(self.hb_face.unicodes)

    @functools.cached_property
    def qt_family(self) -> str:
        """The name under which Qt knows the file; registers it."""
        number = QFontDatabase.addApplicationFontFromData(QByteArray(_renamed(self.path.read_bytes())))
        if number < 0:
            raise KnownError(
                _("The font file {name} cannot be read.").format(name=self.path.name),
                _("Install the program again."),
            )
        return QFontDatabase.applicationFontFamilies(number)[0]

    @property
    def post_script_name(self) -> str:
        """The name the font has in a PDF."""
        return self.path.stem


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """A family in its one or two weights."""

    name: str
    regular: Face
    bold: Face | None

    def face(self, *, bold: bool) -> Face:
        """Return the file for a weight; the regular one where there is no bold."""
        return self.bold if bold and self.bold else self.regular

    def covers(self, character: str) -> bool:
        """Tell whether the family has a glyph for `character`."""
        return ord(character) in self.regular.coverage


@dataclass(frozen=True, slots=True)
class FontRun:
    """Characters `start` to `end` of a text, drawn by one family; None where no family has a glyph."""

    start: int
    end: int
    family: Family | None


class FontLibrary:
    """All bundled families, chosen from by character and language."""

    def __init__(self, folder: Path) -> None:
        self._families = _families(folder)
        if BASE_FAMILY not in self._families:
            raise KnownError(
                _("The fonts of the program are missing: {folder}.").format(folder=folder),
                _("Install the program again."),
            )
        self._choices: dict[tuple[str, str], Family | None] = {}
        self._fonts: dict[tuple[Face, int], QFont] = {}
        self._lock = threading.RLock()

    @property
    def base(self) -> Family:
        """The family of Latin, Greek and Cyrillic, and of everything that belongs to no script."""
        return self._families[BASE_FAMILY]

    @property
    def families(self) -> tuple[Family, ...]:
        """All families."""
        return tuple(self._families.values())

    def family_for(self, character: str, language: str = "") -> Family | None:
        """Return the family that draws `character` in a text in `language` (BCP 47), None without one."""
        key = (character, language[:2])
        if key not in self._choices:
            self._choices[key] = self._first_with(character, key[1])
        return self._choices[key]

    def font(self, face: Face, pixels: int) -> QFont:
        """Return the Qt font of a file at a size (before its scale), unhinted, never merged with others."""
        with self._lock:
            if (face, pixels) not in self._fonts:
                font = QFont(face.qt_family)
                font.setPixelSize(round(pixels * face.scale))
                font.setBold(face.bold)
                font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
                font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
                self._fonts[face, pixels] = font
            return self._fonts[face, pixels]

    def runs(self, text: str, language: str = "") -> list[FontRun]:
        """Return the font runs of `text` in order, without gaps.

        Letters choose their family; spaces, digits, punctuation and marks stay with the letters before them
        where that family has them, so that words are shaped whole.
        """
        # What is written in Latin, Greek or Cyrillic alone is one run: by far the most frequent case.
        coverage = self.base.regular.coverage
        if language[:2] not in _HAN and all(ord(c) in coverage for c in text):
            return [FontRun(0, len(text), self.base)] if text else []
        current = self._first_letters_family(text, language)
        runs: list[FontRun] = []
        start = 0
        last: Family | None = None
        for place, character in enumerate(text):
            if unicodedata.category(character)[0] == "L" or not self._may_stay(current, character):
                family = self.family_for(character, language)
                current = family or current
            elif character.isascii() and current.name in (*_HAN_ORDER, *_SIGNS):
                family = self.base
            else:
                family = current
            if place and family is not last:
                runs.append(FontRun(start, place, last))
                start = place
            last = family
        if text:
            runs.append(FontRun(start, len(text), last))
        return runs

    def _may_stay(self, family: Family, character: str) -> bool:
        return family.covers(character) or ord(character) in _IGNORABLE

    def _first_letters_family(self, text: str, language: str) -> Family:
        for character in text:
            if unicodedata.category(character)[0] == "L" and (family := self.family_for(character, language)):
                return family
        return self.base

    def _first_with(self, character: str, language: str) -> Family | None:
        own = _HAN.get(language)
        han = sorted(_HAN_ORDER, key=lambda name: name != own)
        # In a Chinese text signs come from the Chinese font, so that they are as wide as the characters.
        order = (BASE_FAMILY, *han, *_ORDER) if own else (*_ORDER, *han)
        named = [self._families[name] for name in order if name in self._families]
        others = [family for family in self._families.values() if family not in named]
        return next((family for family in (*named, *others) if family.covers(character)), None)


def is_ignorable(character: str) -> bool:
    """Tell whether `character` is invisible by itself (joiners, isolates, variation selectors)."""
    return ord(character) in _IGNORABLE


@functools.cache
def library() -> FontLibrary:
    """Return the bundled families, read once."""
    return FontLibrary(paths.fonts())


def _families(folder: Path) -> dict[str, Family]:
    regular = {file.stem.removesuffix("-Regular"): file for file in sorted(folder.glob("*-Regular.ttf"))}
    families = {}
    for name, file in regular.items():
        bold = folder / f"{name}-Bold.ttf"
        families[name] = Family(
            name,
            Face(file, name, bold=False),
            Face(bold, name, bold=True) if bold.exists() else None,
        )
    return families


def _renamed(data: bytes) -> bytes:
    """Return the font with another family name of the same length, so that no table moves."""
    font = bytearray(data)
    tables = struct.unpack_from(">H", font, 4)[0]
    for record in range(12, 12 + 16 * tables, 16):
        tag, _checksum, offset, length = struct.unpack_from(">4sIII", font, record)
        if tag == b"name":
            names = bytes(font[offset : offset + length])
            for encoding in ("utf-16-be", "ascii"):
                names = names.replace("Noto".encode(encoding), "Fclt".encode(encoding))
            font[offset : offset + length] = names
            padded = names + b"\0" * (-length % 4)
            checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
            struct.pack_into(">I", font, record + 4, checksum)
    return bytes(font)
