"""Clusters, scores, votes, lights, self-assessment and evaluation."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator_app.records.enums import LightColour


@dataclass(frozen=True, slots=True)
class Cluster:
    """A candidate or selected cluster of the region."""

    id: str
    code: str
    name_english: str
    name_local: str
    language: str
    selected: bool
    summary: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of the prioritisation matrix with its weight."""

    id: str
    code: str
    weight: float


@dataclass(frozen=True, slots=True)
class Score:
    """One table's 1–5 for one cluster by one criterion."""

    id: str
    table_id: str
    cluster_id: str
    criterion_id: str
    score: int | None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class DotVote:
    """One dot on one cluster."""

    id: str
    participant_id: str | None
    cluster_id: str


@dataclass(frozen=True, slots=True)
class LightItem:
    """One green or red light of a step as this workshop uses it."""

    id: str
    step: int
    item: str
    colour: LightColour
    text: str


@dataclass(frozen=True, slots=True)
class LightRating:
    """One table's judgement of one light: 0 not seen, 1 partly, 2 clearly, None not discussed."""

    id: str
    segment_id: str | None
    step: int
    table_id: str
    cluster_id: str | None
    item: str
    colour: LightColour
    rating: int | None
    evidence_local: str = ""
    evidence_language: str = ""
    evidence_english: str = ""


@dataclass(frozen=True, slots=True)
class SelfRating:
    """One person's 1–5 on one competency: before, now, and "then" in hindsight."""

    id: str
    participant_id: str
    competency: str
    before: int | None
    now: int | None
    then: int | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One anonymous evaluation form; `answers` pairs item code and value in form order."""

    id: str
    number: int
    answers: tuple[tuple[str, int | None], ...]
    comment: str = ""
    comment_language: str = ""
