"""Language tags (BCP 47), as far as the rules go by them."""

from typing import Final

ENGLISH: Final = "en"


def is_english(tag: str) -> bool:
    """Say whether a tag names English, whichever English."""
    return tag.split("-", maxsplit=1)[0].lower() == ENGLISH
