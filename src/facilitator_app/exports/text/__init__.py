"""The text engine: anybody's text in any script as glyphs on tagged pages.

Importing it loads ReportLab and Qt's fonts; import it when the first export runs, not before.
"""

from facilitator_app.exports.files import ExportCancelledError
from facilitator_app.exports.text.document import (
    COVER,
    LANDSCAPE,
    PORTRAIT,
    Margins,
    Progress,
    ReportDocument,
    ReportResult,
    Running,
    next_page,
)
from facilitator_app.exports.text.figure import Figure, Rule
from facilitator_app.exports.text.fitting import Fitted, Piece, Setter
from facilitator_app.exports.text.gui import ensure_gui
from facilitator_app.exports.text.paragraph import GlyphParagraph, bullets, heading
from facilitator_app.exports.text.styles import Alignment, Span, TextStyle, on_side
from facilitator_app.exports.text.tables import Cell, GlyphTable, Grid, panel
from facilitator_app.exports.text.tags import Element

__all__ = [
    "COVER",
    "LANDSCAPE",
    "PORTRAIT",
    "Alignment",
    "Cell",
    "Element",
    "ExportCancelledError",
    "Figure",
    "Fitted",
    "GlyphParagraph",
    "GlyphTable",
    "Grid",
    "Margins",
    "Piece",
    "Progress",
    "ReportDocument",
    "ReportResult",
    "Rule",
    "Running",
    "Setter",
    "Span",
    "TextStyle",
    "bullets",
    "ensure_gui",
    "heading",
    "next_page",
    "on_side",
    "panel",
]
