"""How many examples an expensive property takes: a share of what the run asks for."""

from __future__ import annotations

from hypothesis import settings


def one_in(number: int) -> settings:
    """Take one example in `number`: 300 at every run and 1,000 with `--long` where each is cheap."""
    return settings(max_examples=max(3, settings().max_examples // number))
