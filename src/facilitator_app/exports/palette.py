"""The colours of paper: the light tokens of the design, for text, tables and charts alike."""

from __future__ import annotations

from typing import Final

PAPER: Final = "#F5F4F0"
WHITE: Final = "#FFFFFF"
INK: Final = "#1B2327"
SOFT: Final = "#4E595F"
LINE: Final = "#DEDBD3"
LINE_STRONG: Final = "#858980"
ACCENT: Final = "#0E5A6B"
ACCENT_SOFT: Final = "#E1EEF0"
ACCENT_MIDDLE: Final = "#8FB9C1"
GREEN: Final = "#14673F"
GREEN_SOFT: Final = "#E3F0E8"
AMBER: Final = "#8A4B00"
AMBER_SOFT: Final = "#FAEFDD"
RED: Final = "#A01C33"
RED_SOFT: Final = "#F9E6E9"
FILL: Final = "#EFEDE7"
# Five steps from disagreement to agreement, far enough apart to be told from each other in grey.
SCALE: Final = ("#F0EDE5", "#C9D5D6", "#8FB9C1", "#3F8493", "#0B4350")
