"""ReportLab's canvas, taught to tag what is drawn and to write text with the bundled fonts alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Final
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from facilitator_app.exports.text.embedding import FontEmbedder, fill_operator
from facilitator_app.exports.text.glyphs import Line
from facilitator_app.exports.text.tags import Element, TagTree
from facilitator_app.rules.text import clean

# ASCII armour of pictures costs a quarter more of the file and half a second a report.
rl_config.useA85 = 0

_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
_CREATOR: Final = "Facilitator"


class ReportCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas whose PDF is tagged, titled, outlined and without any font that is not bundled."""

    def __init__(
        self, file: BinaryIO, page_size: tuple[float, float], *, title: str, author: str, language: str
    ) -> None:
        # Before the base class, which asks for the page's preamble.
        self._embedder = FontEmbedder()
        self._tags = TagTree()
        self._marks_open = 0
        self._outline_level = -1
        self._headings = 0
        self._language = language
        self.missing: dict[str, int] = {}
        super().__init__(file, pagesize=page_size, pageCompression=1, pdfVersion=(1, 7), lang=language)
        self._report_title, self._report_author = clean(title), clean(author)
        self.setTitle(self._report_title)
        self.setAuthor(self._report_author)
        self.setSubject("")
        self.setCreator(_CREATOR)

    @contextmanager
    def mark(self, element: Element) -> Iterator[None]:
        """Let everything drawn inside belong to `element`."""
        if self._marks_open:
            # Pieces of a page do not nest: what is drawn inside another piece belongs to it.
            yield
            return
        number = self._tags.mark(element, self._pageNumber - 1)
        with self._marked(f"/{element.role} <</MCID {number}>> BDC"):
            yield

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """Let what is drawn inside be skipped by readers: Layout, Background or Pagination."""
        with self._marked(f"/Artifact <</Type /{kind}>> BDC"):
            yield

    def draw_line(self, line: Line, x: float, y: float) -> None:
        """Draw a line of glyphs with its start at `x` and its baseline at `y`."""
        if line.runs:
            self._code += self._embedder.operators(line, x, y)

    def fill(self, colour: str, box: tuple[float, float, float, float]) -> None:
        """Fill a box, given as (left, bottom, width, height)."""
        corners = " ".join(f"{number:.3f}" for number in box)
        self._code.append(f"q {fill_operator(colour)} {corners} re f Q")

    def note_missing(self, characters: tuple[str, ...]) -> None:
        """Remember characters that no bundled font has."""
        for character in characters:
            self.missing[character] = self.missing.get(character, 0) + 1

    def outline(self, title: str, level: int, top: float) -> None:
        """Add an entry to the outline: `level` from 0; a skipped level moves up, as PDF has no gaps."""
        self._headings += 1
        key = f"heading-{self._headings}"
        self.bookmarkHorizontal(key, 0, top)
        self._outline_level = min(level, self._outline_level + 1)
        self.addOutlineEntry(" ".join(clean(title).split()), key, self._outline_level, 0)

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """End the page: link it to the structure tree, and write it without ASCII armour."""
        index = self._pageNumber - 1
        super().showPage()
        page = self._doc.Pages.pages[index]
        page.StructParents = index
        page.Tabs = pdfdoc.PDFName("S")
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        stream = pdfdoc.PDFStream()
        stream.content = page.stream
        stream.filters = [pdfdoc.PDFZCompress]
        page.Contents = stream

    def save(self) -> None:
        """Write the file: fonts, structure, metadata."""
        if self._code:
            self.showPage()
        self._embedder.write(self._doc)
        self._tags.write(self._doc)
        self._doc.Catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})
        self._doc.Catalog.Metadata = self._metadata()
        if self._headings:
            self.showOutline()
        super().save()

    @contextmanager
    def _marked(self, opening: str) -> Iterator[None]:
        if not self._marks_open:
            self._code.append(opening)
        self._marks_open += 1
        try:
            yield
        finally:
            self._marks_open -= 1
            if not self._marks_open:
                self._code.append("EMC")

    def _make_preamble(self) -> None:
        # The base class would select Helvetica here, which is not bundled.
        self._preamble = "1 0 0 1 0 0 cm"

    def _metadata(self) -> Any:  # noqa: ANN401 - ReportLab has no types
        stream = pdfdoc.PDFStream()
        stream.dictionary["Type"] = pdfdoc.PDFName("Metadata")
        stream.dictionary["Subtype"] = pdfdoc.PDFName("XML")
        stream.content = _XMP.format(
            title=_xml(self._report_title),
            author=_xml(self._report_author),
            language=_xml(self._language),
            creator=_CREATOR,
        ).encode()
        return stream


def _xml(text: str) -> str:
    # U+FFFE and U+FFFF are the only characters clean text may hold that XML may not.
    return escape(text.replace("\ufffe", "").replace("\uffff", ""))
