"""Cleaning of text when it is saved: what is stored is valid Unicode in one normal form."""

import re
import unicodedata

# Newline and tab are the only controls that mean something in a note; the directional embeddings and
# overrides U+202A–202E reach beyond their own text, isolates U+2066–2069 do not and are kept.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
_LINE_ENDS = re.compile("\r\n?|\x85")
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return `text` as it is stored: NFC, without control characters, always encodable; idempotent.

    Line ends of every system become a newline; surrogates that belong together become their character and
    lone ones U+FFFD. Zero-width joiners and isolates stay: scripts need them.
    """
    text = _LINE_ENDS.sub("\n", text)
    # Removal comes before NFC: what stood apart because of a control may compose afterwards.
    text = _SURROGATE_PAIR.sub(_joined, _UNWANTED.sub("", text))
    return unicodedata.normalize("NFC", _LONE_SURROGATE.sub("\ufffd", text))


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")
