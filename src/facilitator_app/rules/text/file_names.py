"""File names made of other people's text, valid on Linux, macOS and Windows."""

import re
import unicodedata

from facilitator_app.rules.text.clean import clean

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\n\t\u2028\u2029\ufffd]|[\u200b-\u200f\u2060-\u2069\ufeff]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)")
# 255 bytes is the limit of most file systems; the rest is left for an extension and a counter.
_LIMIT_IN_BYTES = 200


def safe_file_name(text: str, limit: int = 80, *, empty: str = "workshop") -> str:
    """Return a file name without extension for `text`: at most `limit` characters, never empty.

    What no file system takes becomes a space; a name that Windows reserves gets an underscore; nothing is
    cut between a letter and its marks. `empty` is the name when nothing remains.
    """
    name = " ".join(_FORBIDDEN.sub(" ", clean(text)).split()).strip(". ")
    name = _RESERVED.sub(r"\1_", name)
    end = min(limit, len(name))
    while end and len(name[:end].encode()) > _LIMIT_IN_BYTES:
        end -= 1
    if end < len(name):
        while end and unicodedata.category(name[end]).startswith("M"):
            end -= 1
    return name[:end].strip(". ") or empty
