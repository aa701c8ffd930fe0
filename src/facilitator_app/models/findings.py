"""Clusters, scores, votes, lights, self-assessment and evaluation."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field

from facilitator_app.models.base import Row, between, one_of
from facilitator_app.records.enums import LightColour


class Cluster(Row, table=True):
    """A candidate or selected cluster of the region."""

    __tablename__ = "clusters"

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    position: int = 0
    code: str = ""
    name_english: str = ""
    name_local: str = ""
    language: str = ""
    selected: bool = False
    summary: str = ""


class Criterion(Row, table=True):
    """One criterion of the prioritisation matrix."""

    __tablename__ = "criteria"
    __table_args__ = (UniqueConstraint("workshop_id", "code"), between("weight", 0, 100))

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    position: int = 0
    code: str
    weight: float = 1.0


class Score(Row, table=True):
    """One table's 1–5 for one cluster by one criterion."""

    __tablename__ = "scores"
    __table_args__ = (UniqueConstraint("table_id", "cluster_id", "criterion_id"), between("score", 1, 5))

    table_id: str = Field(foreign_key="tables.id", index=True)
    cluster_id: str = Field(foreign_key="clusters.id", index=True)
    criterion_id: str = Field(foreign_key="criteria.id", index=True)
    score: int | None = None
    evidence: str = ""


class DotVote(Row, table=True):
    """One dot on one cluster."""

    __tablename__ = "dot_votes"

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    position: int = 0
    participant_id: str | None = Field(default=None, foreign_key="participants.id")
    cluster_id: str = Field(foreign_key="clusters.id", index=True)


class SelfRating(Row, table=True):
    """One person's 1–5 on one competency: before, now, and "then" in hindsight."""

    __tablename__ = "self_ratings"
    __table_args__ = (
        UniqueConstraint("workshop_id", "participant_id", "competency"),
        between("before", 1, 5),
        between("now", 1, 5),
        between("then", 1, 5),
    )

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    participant_id: str = Field(foreign_key="participants.id", index=True)
    position: int = 0
    competency: str
    before: int | None = None
    now: int | None = None
    then: int | None = None


class Evaluation(Row, table=True):
    """One anonymous evaluation form; `answers` maps item code to value."""

    __tablename__ = "evaluations"
    __table_args__ = (UniqueConstraint("workshop_id", "number"),)

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    number: int
    answers: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    comment: str = ""
    comment_language: str = ""


class LightItem(Row, table=True):
    """One green or red light of a step as this workshop uses it."""

    __tablename__ = "light_items"
    __table_args__ = (
        UniqueConstraint("workshop_id", "item"),
        one_of("colour", LightColour),
        between("step", 1, 12),
    )

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    position: int = 0
    step: int
    item: str
    colour: str
    text: str
    source: str = ""
    local: bool = False


class LightRating(Row, table=True):
    """One table's judgement of one light: 0 not seen, 1 partly, 2 clearly, empty not discussed."""

    __tablename__ = "light_ratings"
    __table_args__ = (
        one_of("colour", LightColour),
        between("rating", 0, 2),
        between("step", 1, 12),
        Index(
            "light_ratings_once",
            text("coalesce(segment_id, '')"),
            text("step"),
            text("table_id"),
            text("coalesce(cluster_id, '')"),
            text("item"),
            unique=True,
        ),
    )

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    segment_id: str | None = Field(default=None, foreign_key="segments.id")
    step: int
    table_id: str = Field(foreign_key="tables.id", index=True)
    cluster_id: str | None = Field(default=None, foreign_key="clusters.id")
    position: int = 0
    item: str
    colour: str
    rating: int | None = None
    evidence_local: str = ""
    evidence_language: str = ""
    evidence_english: str = ""
    folded: str = ""
