"""How large a word must be on the screen so that it can be read at the last table."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan, degrees, radians, tan
from typing import Final

DISTANCE_M: Final = 12.0
WORD_ARC_MINUTES: Final = 10.0
TASK_ARC_MINUTES: Final = 16.0
# The capital letters of Noto Sans are 0.714 em high; a letter, not its line, has to be that large.
LETTER_OF_EM: Final = 0.714
# A hotel's projection is about 2.4 m wide; used where the system does not know the picture's real size.
USUAL_HEIGHT_MM: Final = 1350.0
# What says it is smaller is no room screen, or a projector that does not know its wall.
LEAST_TRUSTED_MM: Final = 500.0


@dataclass(frozen=True, slots=True)
class Sizing:
    """The picture in pixels, and the least size of type (em, in pixels) of any word and of the task."""

    width: int
    height: int
    word: int
    task: int
    mm_per_pixel: float
    distance_m: float = DISTANCE_M

    def arc_minutes(self, pixels: float) -> float:
        """Return how large a letter of type of so many pixels looks from the last table."""
        return degrees(atan(pixels * LETTER_OF_EM * self.mm_per_pixel / (self.distance_m * 1000))) * 60

    def at(self, share: float) -> int:
        """Return a share of the picture's height in pixels."""
        return round(self.height * share)


def sizing(width: int, height: int, screen_mm: float = 0.0, distance_m: float = DISTANCE_M) -> Sizing:
    """Return the sizes for a picture of `width` × `height` pixels that is `screen_mm` high (0: not known)."""
    real = screen_mm if screen_mm >= LEAST_TRUSTED_MM else USUAL_HEIGHT_MM
    mm_per_pixel = real / max(1, height)
    word, task = (
        int(tan(radians(minutes / 60)) * distance_m * 1000 / LETTER_OF_EM / mm_per_pixel) + 1
        for minutes in (WORD_ARC_MINUTES, TASK_ARC_MINUTES)
    )
    return Sizing(width, height, word, task, mm_per_pixel, distance_m)
