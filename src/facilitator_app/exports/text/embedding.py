"""Fonts inside the PDF: one subset per file and document, with text that copies exactly.

A character code stands for a pair of a glyph and the text it is there for, so that two texts drawn with one
glyph, or one text drawn with several, are still copied as they were typed (ISO 32000-1, 9.7.4 and 9.10.3).
"""

from __future__ import annotations

import hashlib
import struct
from typing import Any, Final

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from facilitator_app.exports.text.fonts import Face
from facilitator_app.exports.text.glyphs import Cluster, Glyph, GlyphRun, Line

# A cluster's further glyphs are copied as nothing visible.
_CONTINUED: Final = "\u200b"
# Poppler reads entries of a ToUnicode map up to 255 characters; longer clusters are spread over their glyphs.
_LONGEST_TEXT: Final = 30
_MOST_CODES: Final = 65_000
# Distance in points below which a glyph stands where the one before it ends.
_CLOSE: Final = 0.003
_NEEDLESS_TABLES: Final = ("GSUB", "GPOS", "GDEF", "kern", "DSIG", "hdmx", "VDMX", "LTSH", "STAT", "name")
_CMAP_HEAD: Final = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange"
)
_CMAP_TAIL: Final = "endcmap CMapName currentdict /CMap defineresource pop end end"


class EmbeddedFont:
    """One Type 0 font of a document; grows while pages are drawn, written once at the end."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._codes: dict[tuple[int, str], int] = {}
        self._per_mille = 1000 / face.hb_face.upem
        self._advances: dict[int, float] = {}

    @property
    def is_full(self) -> bool:
        """Whether a further font is needed: codes are two bytes."""
        return len(self._codes) >= _MOST_CODES

    def code(self, glyph: int, text: str) -> int:
        """Return the code of a glyph drawn for `text`."""
        return self._codes.setdefault((glyph, text), len(self._codes) + 1)

    def advance(self, glyph: int) -> float:
        """Return a glyph's width in thousandths of the size."""
        if glyph not in self._advances:
            width = self.face.hb_font.get_glyph_h_advance(glyph) * self._per_mille
            self._advances[glyph] = round(width, 2)
        return self._advances[glyph]

    def write(self, document: Any) -> Any:  # noqa: ANN401 - ReportLab has no types
        """Add the font's objects to the PDF; return the reference of the font."""
        glyphs = [glyph for glyph, _text in self._codes]
        data, numbers = self._subset(set(glyphs))
        tag = hashlib.sha256(data).digest()[:6]
        name = pdfdoc.PDFName("".join(chr(65 + byte % 26) for byte in tag) + "+" + self.face.post_script_name)
        system = {
            "Registry": pdfdoc.PDFString("Adobe"),
            "Ordering": pdfdoc.PDFString("Identity"),
            "Supplement": 0,
        }
        map_to_glyphs = struct.pack(f">{len(glyphs) + 1}H", 0, *(numbers[glyph] for glyph in glyphs))
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": pdfdoc.PDFDictionary(system),
                "FontDescriptor": document.Reference(self._descriptor(document, name, data)),
                "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray([self.advance(glyph) for glyph in glyphs])]),
                "CIDToGIDMap": document.Reference(_stream(map_to_glyphs)),
            }
        )
        font = {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("Type0"),
            "BaseFont": name,
            "Encoding": pdfdoc.PDFName("Identity-H"),
            "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
            "ToUnicode": document.Reference(_stream(self._to_unicode())),
        }
        return document.Reference(pdfdoc.PDFDictionary(font))

    def _subset(self, glyphs: set[int]) -> tuple[bytes, dict[int, int]]:
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs | {0})
        wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING
        dropped = wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
        for table in _NEEDLESS_TABLES:
            dropped.add(struct.unpack(">I", table.encode())[0])
        plan = hb.SubsetPlan(self.face.hb_face, wanted)
        mapping = plan.old_to_new_glyph_mapping
        return bytes(plan.execute().blob.data), {glyph: mapping[glyph] for glyph in glyphs}

    def _descriptor(self, document: Any, name: Any, data: bytes) -> Any:  # noqa: ANN401 - as above
        file = _stream(data)
        file.dictionary["Length1"] = len(data)
        extents = self.face.hb_font.get_font_extents("ltr")
        box = struct.unpack(">4h", bytes(self.face.hb_face.reference_table("head").data)[36:44])
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": name,
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray([round(side * self._per_mille) for side in box]),
                "ItalicAngle": 0,
                "Ascent": round(extents.ascender * self._per_mille),
                "Descent": round(extents.descender * self._per_mille),
                "CapHeight": 714,
                "StemV": 140 if self.face.bold else 80,
                "FontFile2": document.Reference(file),
            }
        )

    def _to_unicode(self) -> bytes:
        pairs = [(code, text) for (_glyph, text), code in self._codes.items() if text]
        parts = [_CMAP_HEAD]
        for start in range(0, len(pairs), 100):
            block = pairs[start : start + 100]
            parts.append(f"{len(block)} beginbfchar")
            parts += [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in block]
            parts.append("endbfchar")
        return "\n".join([*parts, _CMAP_TAIL]).encode()


class FontEmbedder:
    """All fonts of one document, and the operators that draw with them."""

    def __init__(self) -> None:
        self._fonts: list[EmbeddedFont] = []
        self._current: dict[Face, EmbeddedFont] = {}

    def operators(self, line: Line, x: float, y: float) -> list[str]:
        """Return the text operators that draw `line` with its start at `x` and its baseline at `y`."""
        written = ["BT"]
        colour = ""
        for run in line.runs:
            if run.colour != colour:
                colour = run.colour
                written.append(fill_operator(colour))
            font = self._font(run.face)
            written.append(f"/{font.name} {run.size:g} Tf")
            _RunWriter(font, run, x, y).write(written)
        written.append("ET")
        return written

    def write(self, document: Any) -> None:  # noqa: ANN401 - ReportLab has no types
        """Add all fonts to the PDF; once, after the last page."""
        fonts = document.idToObject["BasicFonts"].dict
        for font in self._fonts:
            fonts[font.name] = font.write(document)

    def _font(self, face: Face) -> EmbeddedFont:
        font = self._current.get(face)
        if font is None or font.is_full:
            font = EmbeddedFont(face, f"G{len(self._fonts) + 1}")
            self._fonts.append(font)
            self._current[face] = font
        return font


class _RunWriter:
    """Merges the glyphs of one run into as few operators as their places allow."""

    def __init__(self, font: EmbeddedFont, run: GlyphRun, x: float, y: float) -> None:
        self._font = font
        self._run = run
        self._x = x
        self._y = y
        self._pen: tuple[float, float] | None = None
        self._array: list[str] = []
        self._codes: list[str] = []

    def write(self, written: list[str]) -> None:
        """Append the operators to `written`."""
        for cluster in self._run.clusters:
            if len(cluster.glyphs) == 1:
                self._glyph(cluster.glyphs[0], cluster.text, written)
                continue
            self._flush(written)
            actual = ("\ufeff" + cluster.text).encode("utf-16-be").hex().upper()
            written.append(f"/Span <</ActualText <{actual}>>> BDC")
            for glyph, text in zip(cluster.glyphs, _spread(cluster), strict=True):
                self._glyph(glyph, text, written)
            self._flush(written)
            written.append("EMC")
        self._flush(written)

    def _glyph(self, glyph: Glyph, text: str, written: list[str]) -> None:
        number, x, y = glyph
        size = self._run.size
        if self._pen is None or abs(y - self._pen[1]) > _CLOSE:
            self._flush(written)
            written.append(f"1 0 0 1 {self._x + x:.3f} {self._y + y:.3f} Tm")
        elif abs(gap := x - self._pen[0]) > _CLOSE:
            self._end_string()
            self._array.append(f"{-gap * 1000 / size:.2f}")
        self._codes.append(f"{self._font.code(number, text):04X}")
        self._pen = (x + self._font.advance(number) * size / 1000, y)

    def _end_string(self) -> None:
        if self._codes:
            self._array.append(f"<{''.join(self._codes)}>")
            self._codes = []

    def _flush(self, written: list[str]) -> None:
        self._end_string()
        if self._array:
            single = len(self._array) == 1 and self._array[0].startswith("<")
            written.append(f"{self._array[0]} Tj" if single else f"[{' '.join(self._array)}] TJ")
            self._array = []


def fill_operator(colour: str) -> str:
    """Return the operator that fills with a colour given as #rrggbb."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return f"{red:.3f} {green:.3f} {blue:.3f} rg"


def _spread(cluster: Cluster) -> list[str]:
    """Return what each glyph of a cluster is copied as where ActualText is not understood."""
    texts = [cluster.text[:_LONGEST_TEXT]]
    rest = cluster.text[_LONGEST_TEXT:]
    while len(texts) < len(cluster.glyphs):
        texts.append(rest[:_LONGEST_TEXT] or _CONTINUED)
        rest = rest[_LONGEST_TEXT:]
    return texts


def _stream(content: bytes) -> Any:  # noqa: ANN401 - ReportLab has no types
    stream = pdfdoc.PDFStream()
    stream.content = content
    stream.filters = [pdfdoc.PDFZCompress]
    return stream
