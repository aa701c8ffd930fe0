"""A roster as a table of texts: from a file, or from what was pasted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from facilitator_app.services.exchange.sheets import Sheet, read_sheet, sheet_from_text
from facilitator_app.support.wording import _


def read_roster(source: Path | str, languages: Sequence[str] = ()) -> Sheet:
    """Return the table of an XLSX or CSV file (`Path`) or of pasted text (`str`).

    `languages` (BCP 47) are those of the room; they help with old encodings. Raises KnownError where the
    source is no table, is too large or hostile.
    """
    if isinstance(source, str):
        return sheet_from_text(source, _("Clipboard"))
    return read_sheet(source, languages)
