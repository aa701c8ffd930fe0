"""Pictures with words for those who do not see them, and plain shapes that say nothing."""

from __future__ import annotations

import io

from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from facilitator_app.exports.text.tags import Element
from facilitator_app.rules.text import clean


class Figure(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A PNG or JPEG, at most `width` points wide (the frame where 0) and `height` high, in the middle.

    `alt` says what it shows; the numbers of a chart stand in a table beside it.
    """

    def __init__(
        self,
        image: bytes,
        alt: str,
        *,
        width: float = 0.0,
        height: float = 560.0,
        parent: Element | None = None,
        space_before: float = 4.0,
        space_after: float = 8.0,
    ) -> None:
        super().__init__()
        self.spaceBefore = space_before
        self.spaceAfter = space_after
        self.element = Element("Figure", parent, alt=clean(alt))
        self._reader = ImageReader(io.BytesIO(image))
        self._most = (width, height)
        self._drawn = (0.0, 0.0)

    def adopted_by(self, parent: Element) -> None:
        """Hang the figure on another element."""
        self.element.hang_on(parent)

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Return the size the figure takes."""
        across, down = self._reader.getSize()
        most_width, most_height = self._most
        scale = min(available_width, most_width or available_width) / across
        scale = min(scale, most_height / down)
        self._drawn = (across * scale, down * scale)
        self.width, self.height = available_width, self._drawn[1]
        return self.width, self.height

    def draw(self) -> None:
        """Draw the picture."""
        width, height = self._drawn
        left = (self.width - width) / 2
        x, y = self.canv.absolutePosition(left, 0)
        box = tuple(round(side, 1) for side in (x, y, x + width, y + height))
        self.element.attributes = {"BBox": box, "Placement": "Block"}
        with self.canv.mark(self.element):
            self.canv.drawImage(self._reader, left, 0, width, height, mask="auto")


class Rule(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A line across the frame or, with `width`, from the side where lines start."""

    def __init__(
        self,
        colour: str,
        *,
        thickness: float = 0.75,
        width: float = 0.0,
        rtl: bool = False,
        space_before: float = 2.0,
        space_after: float = 6.0,
    ) -> None:
        super().__init__()
        self.spaceBefore = space_before
        self.spaceAfter = space_after
        self._colour = colour
        self._thickness = thickness
        self._length = width
        self._rtl = rtl

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Return the size the line takes."""
        self.width, self.height = available_width, self._thickness
        return self.width, self.height

    def draw(self) -> None:
        """Draw the line."""
        length = min(self._length or self.width, self.width)
        left = self.width - length if self._rtl else 0
        with self.canv.artifact():
            self.canv.fill(self._colour, (left, 0, length, self._thickness))
