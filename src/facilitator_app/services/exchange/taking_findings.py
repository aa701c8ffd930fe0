"""From a data set: scores, dots, self-assessment, evaluation forms, lights."""

from __future__ import annotations

from typing import Final

from facilitator_app import models as m
from facilitator_app.records.enums import LightColour, Noun
from facilitator_app.rules.text import fold
from facilitator_app.services.exchange.building import Building
from facilitator_app.services.exchange.fields import Fields
from facilitator_app.services.exchange.layout import (
    ANSWER_COLUMN,
    DOTS,
    EVALUATIONS,
    LIGHTS,
    SCORES,
    SELF_RATINGS,
)
from facilitator_app.support.wording import _

_COLOURS: Final = {"G": LightColour.GREEN, "R": LightColour.RED}


def take_scores(building: Building) -> None:
    """Keep the criteria with their weights and the tables' scores."""
    criteria: dict[str, m.Criterion] = {}
    for fields in building.data.from_json("criteria", building.data.listed("criteria")):
        row = m.Criterion(
            workshop_id=building.workshop.id,
            position=len(criteria) + 1,
            code=fields.required("id"),
            weight=fields.number("weight", 0, 100, 1),
        )
        row.extra = fields.extra()
        if not fields.spoiled and building.once(fields, "criterion", row.code):
            criteria[row.code] = building.add(row, Noun.CRITERION, row.code)
    weighed: dict[str, float] = {}
    for fields in building.data.rows(SCORES):
        criterion = _criterion(building, fields, criteria, weighed)
        score = m.Score(
            table_id=building.table(fields) or "",
            cluster_id=building.cluster(fields) or "",
            criterion_id=criterion.id,
            score=fields.integer("score", 1, 5),
            evidence=fields.text("evidence"),
        )
        score.extra = fields.extra()
        identity = (score.table_id, score.cluster_id, score.criterion_id)
        if not fields.spoiled and building.once(fields, *identity):
            if criterion.code not in criteria:
                criteria[criterion.code] = building.add(criterion, Noun.CRITERION, criterion.code)
            building.add(score, Noun.SCORE)


def _criterion(
    building: Building, fields: Fields, criteria: dict[str, m.Criterion], weighed: dict[str, float]
) -> m.Criterion:
    """Return the row's criterion; its first weight in the CSV wins, a later other one is named."""
    code = fields.required("criterion")
    known = criteria.get(code) or m.Criterion(
        workshop_id=building.workshop.id, position=len(criteria) + 1, code=code or "?"
    )
    if fields.has("weight"):
        weight = fields.number("weight", 0, 100, known.weight)
        if weighed.setdefault(code, weight) != weight:
            expected = f"{weighed[code]:g}"
            fields.spoil("weight", _("another weight than in the rows before."), expected)
        elif not fields.spoiled:
            known.weight = weight
    return known


def take_dots(building: Building) -> None:
    """Keep the dots, one row each."""
    for fields in building.data.rows(DOTS):
        row = m.DotVote(
            workshop_id=building.workshop.id,
            position=building.count(m.DotVote) + 1,
            participant_id=building.person(fields, "participant") if fields.has("participant") else None,
            cluster_id=building.cluster(fields) or "",
        )
        row.extra = fields.extra()
        if not fields.spoiled:
            building.add(row, Noun.DOT_VOTE)


def take_self_ratings(building: Building) -> None:
    """Keep what people said of themselves before, now and in hindsight."""
    known = {item.id for item in building.content.competencies}
    for fields in building.data.rows(SELF_RATINGS):
        row = m.SelfRating(
            workshop_id=building.workshop.id,
            participant_id=building.person(fields, "participant") or "",
            position=building.count(m.SelfRating) + 1,
            competency=fields.required("competency"),
            before=fields.integer("pre", 1, 5),
            now=fields.integer("post", 1, 5),
            then=fields.integer("then_retrospective", 1, 5),
        )
        row.extra = fields.extra()
        if row.competency and row.competency not in known:
            fields.spoil("competency", _("“{id}” is not known.").format(id=row.competency), "C01–C14")
        if not fields.spoiled and building.once(fields, row.participant_id, row.competency):
            building.add(row, Noun.SELF_RATING)


def take_evaluations(building: Building) -> None:
    """Keep the anonymous forms; answers in words stay beside them."""
    scales = {item.id: (0, 10) if item.type == "nps11" else (1, 5) for item in building.content.evaluation}
    words = {item.id for item in building.content.evaluation if item.type == "text"}
    for fields in building.data.rows(EVALUATIONS):
        columns = [name for name in fields.values if ANSWER_COLUMN.match(name) and name not in words]
        row = m.Evaluation(
            workshop_id=building.workshop.id,
            number=fields.whole("response", 1, 100_000),
            answers={name: fields.integer(name, *scales.get(name, (0, 100))) for name in columns},
            comment=fields.text("comment"),
            comment_language=fields.language("comment_language"),
        )
        row.extra = fields.extra()
        if not fields.spoiled and building.once(fields, str(row.number)):
            building.add(row, Noun.EVALUATION)


def take_lights(building: Building) -> None:
    """Keep the tables' judgements of green and red lights with their evidence."""
    for fields in building.data.rows(LIGHTS):
        step = fields.integer("step", 1, 12)
        segment = building.segment(fields, step)
        item = fields.required("item")
        colour = fields.choice("colour", LightColour) or _COLOURS.get(item[:1])
        if colour is None and not fields.spoiled:
            fields.spoil("colour", _("the colour is missing."), "green, red")
        if item and (str(Noun.LIGHT_ITEM), item) not in building.refs:
            fields.spoil("item", _("“{id}” is no light of this workshop.").format(id=item), "G01.1 … R12.6")
        row = m.LightRating(
            workshop_id=building.workshop.id,
            segment_id=segment.id if segment else None,
            step=step or 1,
            table_id=building.table(fields) or "",
            cluster_id=building.cluster(fields) if fields.has("cluster") else None,
            position=building.count(m.LightRating) + 1,
            item=item,
            colour=(colour or LightColour.GREEN).value,
            rating=fields.integer("rating", 0, 2),
            evidence_local=fields.text("evidence_local"),
            evidence_language=fields.language("evidence_language"),
            evidence_english=fields.text("evidence_en"),
        )
        row.folded = fold(f"{row.evidence_local}\n{row.evidence_english}").strip()
        row.extra = fields.extra()
        if step is None and not fields.spoiled:
            fields.spoil("step", _("the cell is empty."), _("a step from 1 to 12"))
        identity = (row.segment_id or "", str(row.step), row.table_id, row.cluster_id or "", row.item)
        if not fields.spoiled and building.once(fields, *identity):
            building.add(row, Noun.LIGHT_RATING)
