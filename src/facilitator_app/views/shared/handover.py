"""Between a field and the file: what was handed over, what came back, and what is news."""

from __future__ import annotations

from collections.abc import Callable
from operator import eq
from typing import Generic, TypeVar

T = TypeVar("T")


class Handover(Generic[T]):
    """Remembers what the file is known to hold of one field and what was sent to it and is not back yet.

    Records come back in the order of commands, so one that was read before our text was written still shows
    the older text. It must never be put over what somebody has typed since.
    """

    def __init__(self, known: T, same: Callable[[T, T], bool] = eq) -> None:
        """Start with what the file holds; `same(sent, found)` knows our text again as the file keeps it."""
        self.known = known
        self._same = same
        self._under_way: list[T] = []

    @property
    def is_quiet(self) -> bool:
        """Nothing is on its way to the file."""
        return not self._under_way

    def hand_over(self, value: T) -> None:
        """Note what is sent to the file; what it has already makes no answer and is not waited for."""
        last = self._under_way[-1] if self._under_way else self.known
        if not self._same(value, last):
            self._under_way.append(value)

    def is_news(self, found: T) -> bool:
        """Take what a record holds; say whether it is somebody else's (undo, another desk) and may be shown.

        While anything of ours is on its way, nothing is news.
        """
        if found == self.known:
            return False
        self.known = found
        for place, sent in enumerate(self._under_way):
            if self._same(sent, found):
                del self._under_way[: place + 1]
                return False
        return self.is_quiet
