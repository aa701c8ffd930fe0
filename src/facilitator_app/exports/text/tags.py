"""The structure of a PDF for screen readers: a tree of elements and the pieces of pages they own.

Written after ISO 32000-1, 14.7 and 14.8: every piece of a page belongs to an element or is an artifact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from reportlab.pdfbase import pdfdoc

_OWNER_OF_ATTRIBUTES: Final = {
    "Scope": "Table",
    "ColSpan": "Table",
    "ListNumbering": "List",
    "BBox": "Layout",
    "Placement": "Layout",
}


@dataclass(frozen=True, slots=True)
class MarkedContent:
    """A piece of a page: page index and number of the piece on it."""

    page: int
    number: int


@dataclass(eq=False, slots=True)
class Element:
    """A node of the structure tree; it joins the tree when the first thing inside it is drawn.

    `role` is a standard type (P, H1, L, LI, Lbl, LBody, Table, TR, TH, TD, Figure …); without `parent` it
    hangs on the document.
    """

    role: str
    parent: Element | None = None
    language: str = ""
    alt: str = ""
    attributes: Mapping[str, str | int | tuple[float, ...]] = field(default_factory=dict)

    def hang_on(self, parent: Element) -> None:
        """Hang the topmost element above this one that hangs on nothing yet on `parent`."""
        node = self
        while node.parent is not None and node.parent is not parent:
            node = node.parent
        node.parent = parent


class TagTree:
    """The structure tree of one document, in the order in which it is drawn."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self._kids: dict[Element, list[Element | MarkedContent]] = {self.root: []}
        self._pages: list[list[Element]] = []

    def mark(self, element: Element, page: int) -> int:
        """Give `element` the next piece of page `page` (from 0); return the number of the piece."""
        self._place(element)
        while len(self._pages) <= page:
            self._pages.append([])
        number = len(self._pages[page])
        self._pages[page].append(element)
        self._kids[element].append(MarkedContent(page, number))
        return number

    def write(self, document: Any) -> None:  # noqa: ANN401 - ReportLab has no types
        """Add the tree to the PDF's catalogue; once, after the last page."""
        root = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot")})
        root_reference = document.Reference(root)
        references: dict[Element, Any] = {}
        top = self._written(document, self.root, root_reference, references)
        root.dict["K"] = pdfdoc.PDFArray([top])
        numbers: list[Any] = []
        for index, elements in enumerate(self._pages):
            numbers += [index, pdfdoc.PDFArray([references[element] for element in elements])]
        root.dict["ParentTree"] = document.Reference(pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)}))
        root.dict["ParentTreeNextKey"] = len(self._pages)
        document.Catalog.StructTreeRoot = root_reference
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})

    def _place(self, element: Element) -> None:
        if element not in self._kids:
            parent = element.parent or self.root
            self._place(parent)
            self._kids[parent].append(element)
            self._kids[element] = []

    def _written(
        self,
        document: Any,  # noqa: ANN401
        element: Element,
        parent: Any,  # noqa: ANN401
        references: dict[Element, Any],
    ) -> Any:  # noqa: ANN401
        """Add an element and everything below it; return its reference, and leave it in `references` too."""
        entry: dict[str, Any] = {
            "Type": pdfdoc.PDFName("StructElem"),
            "S": pdfdoc.PDFName(element.role),
            "P": parent,
        }
        if element.language:
            entry["Lang"] = pdfdoc.PDFString(element.language)
        if element.alt:
            entry["Alt"] = pdfdoc.PDFString(element.alt)
        if element.attributes:
            entry["A"] = _attributes(element.attributes)
        written = pdfdoc.PDFDictionary(entry)
        reference = references[element] = document.Reference(written)
        kids: list[Any] = []
        for kid in self._kids[element]:
            if isinstance(kid, Element):
                kids.append(self._written(document, kid, reference, references))
            else:
                page = document.Pages.pages[kid.page]
                piece = {"Type": pdfdoc.PDFName("MCR"), "Pg": page, "MCID": kid.number}
                kids.append(pdfdoc.PDFDictionary(piece))
        written.dict["K"] = pdfdoc.PDFArray(kids)
        return reference


def _attributes(attributes: Mapping[str, str | int | tuple[float, ...]]) -> Any:  # noqa: ANN401 - as above
    by_owner: dict[str, dict[str, Any]] = {}
    for name, value in attributes.items():
        owner = _OWNER_OF_ATTRIBUTES[name]
        written = by_owner.setdefault(owner, {"O": pdfdoc.PDFName(owner)})
        if isinstance(value, str):
            written[name] = pdfdoc.PDFName(value)
        else:
            written[name] = pdfdoc.PDFArray(list(value)) if isinstance(value, tuple) else value
    return pdfdoc.PDFArray([pdfdoc.PDFDictionary(one) for one in by_owner.values()])
