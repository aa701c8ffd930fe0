"""Search in one open file: report-backs, drafts, evidence, questions, actions, people, agenda, steps.

What people type while a workshop runs has a folded shadow in the file and is searched there; what a
workshop has only a few of (people, steps, segments) is folded while searching.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import RowMapping
from sqlalchemy import text as sql
from sqlmodel import Session as DbSession

from facilitator_app.records.enums import Noun
from facilitator_app.records.library import SearchHit
from facilitator_app.rules.text.folding import fold
from facilitator_app.services.searching.excerpt import excerpt
from facilitator_app.support.wording import _

MOST_HITS: Final = 200


@dataclass(frozen=True, slots=True)
class _Source:
    """One noun: its query, the columns that are searched, and how a row's place is called."""

    noun: Noun
    query: str
    columns: tuple[str, ...]
    place: Callable[[RowMapping], str]
    folded: bool = False


def search(session: DbSession, text: str, *, path: str = "", limit: int = MOST_HITS) -> tuple[SearchHit, ...]:
    """Return where `text` stands in the file, in any script, without accents and case (`fold`).

    Hits come in the order: report-backs with drafts, evidence, questions, actions, people, clusters,
    agenda, steps, lights, cover, translations. `place` is in words; at most `limit` hits; none for a
    blank text.
    """
    asked = fold(text).strip()
    if not asked:
        return ()
    hits: list[SearchHit] = []
    for source in _SOURCES:
        for row in _rows(session, source, asked):
            found = _text_of(row, source.columns, asked)
            if found is None:
                continue
            hits.append(
                SearchHit(path, source.place(row), excerpt(found, asked), str(source.noun), row["id"])
            )
            if len(hits) >= limit:
                return tuple(hits)
    return tuple(hits)


def everything(session: DbSession) -> Iterator[SearchHit]:
    """Yield every text of the file that search looks at, whole, with its place and row: for an index."""
    for source in _SOURCES:
        for row in _rows(session, source, ""):
            for one in _texts(row, source.columns):
                yield SearchHit("", source.place(row), one, str(source.noun), row["id"])


def _rows(session: DbSession, source: _Source, asked: str) -> Sequence[RowMapping]:
    values = {"asked": asked} if source.folded else {}
    return session.connection().execute(sql(source.query), values).mappings().all()


def _text_of(row: RowMapping, columns: Sequence[str], asked: str) -> str | None:
    """Return the first text of a row that holds what was asked; texts in a list count one by one."""
    for one in _texts(row, columns):
        if asked in fold(one):
            return one
    return None


def _texts(row: RowMapping, columns: Sequence[str]) -> Iterator[str]:
    for column in columns:
        value: Any = row[column]
        if value:
            yield str(value)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _at_table(row: RowMapping) -> str:
    return _("Table {number}").format(number=row["number"])


def _at_step(row: RowMapping) -> str:
    return _("Step {number}").format(number=row["step"]) if row["step"] else str(row["title"] or "")


def _point_place(row: RowMapping) -> str:
    point = _("point {number}").format(number=row["position"])
    return _joined(_("Day {number}").format(number=row["day"]), _at_step(row), _at_table(row), point)


def _draft_place(row: RowMapping) -> str:
    if row["number"] is None:
        return _("Being typed, its point was deleted")
    return _joined(_point_place(row), _("being typed"))


def _evidence_place(row: RowMapping) -> str:
    return _joined(_at_step(row), _at_table(row), _("evidence for {light}").format(light=row["item"]))


def _parking_place(row: RowMapping) -> str:
    return _joined(_("Parking lot"), str(row["code"]))


def _action_place(row: RowMapping) -> str:
    return _joined(_("Action"), str(row["code"]))


def _person_place(row: RowMapping) -> str:
    name = row["display_name"] or f"{row['given_name']} {row['family_name']}".strip() or row["native_name"]
    return _joined(_("Person"), str(name))


def _segment_place(row: RowMapping) -> str:
    return _joined(_("Day {number}").format(number=row["day"]), _("Agenda"), str(row["title"]))


def _step_place(row: RowMapping) -> str:
    return _joined(_("Step {number}").format(number=row["number"]), str(row["name"]))


def _light_place(row: RowMapping) -> str:
    return _joined(
        _("Step {number}").format(number=row["step"]), _("light {light}").format(light=row["item"])
    )


_BACK: Final = """
    LEFT JOIN report_backs b ON b.id = p.report_back_id
    LEFT JOIN tables t ON t.id = b.table_id
    LEFT JOIN segments s ON s.id = b.segment_id
    LEFT JOIN days d ON d.id = s.day_id
"""
_LISTS: Final = ("presents", "questions", "outputs", "materials", "tips")
_SOURCES: Final = (
    _Source(
        Noun.REPORT_POINT,
        f"""SELECT p.id, p.local_text, p.english_text, p.author, p.position, b.step, s.title, t.number,
            d.number AS day FROM report_points p {_BACK}
            WHERE instr(p.folded, :asked) > 0 ORDER BY d.number, s.position, t.number, p.position""",  # noqa: S608 - our own names
        ("local_text", "english_text", "author"),
        _point_place,
        folded=True,
    ),
    _Source(
        Noun.REPORT_POINT,
        f"""SELECT r.point_id AS id, r.text, p.position, b.step, s.title, t.number, d.number AS day
            FROM drafts r LEFT JOIN report_points p ON p.id = r.point_id {_BACK} ORDER BY r.written_at""",  # noqa: S608 - our own names
        ("text",),
        _draft_place,
    ),
    _Source(
        Noun.LIGHT_RATING,
        """SELECT p.id, p.evidence_local, p.evidence_english, p.step, '' AS title, p.item, t.number
            FROM light_ratings p JOIN tables t ON t.id = p.table_id
            WHERE instr(p.folded, :asked) > 0 ORDER BY p.step, t.number, p.position""",
        ("evidence_local", "evidence_english"),
        _evidence_place,
        folded=True,
    ),
    _Source(
        Noun.PARKING_LOT_ITEM,
        """SELECT id, code, local_text, english_text, answer, raised_by FROM parking_lot_items
            WHERE instr(folded, :asked) > 0 ORDER BY position""",
        ("local_text", "english_text", "answer", "raised_by"),
        _parking_place,
        folded=True,
    ),
    _Source(
        Noun.ACTION_ITEM,
        """SELECT id, code, title_english, title_local, owner_text, partners, first_step, done_when
            FROM action_items WHERE instr(folded, :asked) > 0 ORDER BY position""",
        ("title_english", "title_local", "owner_text", "partners", "first_step", "done_when"),
        _action_place,
        folded=True,
    ),
    _Source(
        Noun.PARTICIPANT,
        """SELECT *, given_name || ' ' || family_name AS both FROM participants ORDER BY position""",
        ("display_name", "both", "native_name", "organisation", "role_title", "cluster_known", "email",
         "notes", "code"),
        _person_place,
    ),
    _Source(
        Noun.CLUSTER,
        "SELECT id, name_english, name_local, summary FROM clusters ORDER BY position",
        ("name_english", "name_local", "summary"),
        lambda row: _joined(_("Cluster"), str(row["name_english"] or row["name_local"])),
    ),
    _Source(
        Noun.TABLE,
        "SELECT id, number, name FROM tables ORDER BY number",
        ("name",),
        _at_table,
    ),
    _Source(
        Noun.SEGMENT,
        """SELECT s.id, s.title, s.note, s.private_notes, d.number AS day FROM segments s
            JOIN days d ON d.id = s.day_id ORDER BY d.number, s.position""",
        ("title", "note", "private_notes"),
        _segment_place,
    ),
    _Source(
        Noun.STEP,
        "SELECT * FROM steps ORDER BY number",
        ("name", "purpose", "task_title", "task_text", "deliverable", "report_format", "private_notes",
         "synthesis"),
        _step_place,
    ),
    *(
        _Source(
            Noun.STEP,
            f"SELECT p.id, p.number, p.name, j.value FROM steps p, json_each(p.{column}) j ORDER BY p.number",  # noqa: S608 - our own names
            ("value",),
            _step_place,
        )
        for column in _LISTS
    ),
    _Source(
        Noun.LIGHT_ITEM,
        "SELECT id, step, item, text FROM light_items ORDER BY position",
        ("text",),
        _light_place,
    ),
    _Source(
        Noun.WORKSHOP,
        "SELECT id, title, place, host, sponsor, facilitator, co_facilitator, note, aim, summary,"
        " recommendations FROM workshops ORDER BY start",
        ("title", "place", "host", "sponsor", "facilitator", "co_facilitator", "note", "aim", "summary",
         "recommendations"),
        lambda row: _joined(_("Workshop"), str(row["title"])),
    ),
    _Source(
        Noun.TRANSLATION,
        "SELECT id, field, language, text FROM translations ORDER BY id",
        ("text",),
        lambda row: _joined(_("Translation"), str(row["language"])),
    ),
)  # fmt: skip
