"""How long things really take: what past workshops have taught."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator_app.records.enums import SegmentKind


@dataclass(frozen=True, slots=True)
class LearnKey:
    """What is compared over workshops: a kind of segment, a step of the framework, a step in one cycle."""

    kind: SegmentKind
    step: int | None = None
    cycle: str | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """What one segment of one past workshop was planned for first and used, in whole seconds."""

    workshop: str
    kind: SegmentKind
    steps: tuple[int, ...]
    cycle: str | None
    planned_seconds: int
    used_seconds: int


@dataclass(frozen=True, slots=True)
class Learned:
    """What several workshops taught about one thing.

    `ratio` is the median of used ÷ planned, one ratio for each of `workshops`; `longer` of them took longer
    than planned by a tenth or more, `shorter` shorter by a tenth or more.
    """

    key: LearnKey
    workshops: int
    longer: int
    shorter: int
    ratio: float

    @property
    def kept(self) -> int:
        """In how many workshops the plan was kept to within a tenth."""
        return self.workshops - self.longer - self.shorter
