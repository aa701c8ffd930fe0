"""Nothing typed is lost or overwritten, whatever comes back from the file and when."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from facilitator_app.records.enums import PointField
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.text import clean
from facilitator_app.support import paths
from facilitator_app.views.capture.rows import PointRow
from facilitator_app.views.shared.editor import PlainTextEditor
from tests import builders
from tests.examples import one_in
from tests.views.capture.hands import Desk, Key, back_with, compose, point, type_into, without_points

MakeDesk = Callable[[WorkshopRecord], Desk]
LOCAL, ENGLISH = PointField.LOCAL.value, PointField.ENGLISH.value
CASES = json.loads((paths.rehearsals() / "edge_cases.json").read_text("utf-8"))["cases"]


def cursor_in(desk: Desk) -> PlainTextEditor | None:
    widget = QApplication.focusWidget()
    assert widget is None or desk.view.isAncestorOf(widget)
    return widget if isinstance(widget, PlainTextEditor) else None


# --- nothing typed is ever lost or overwritten -----------------------------------------------------------


def test_a_record_read_before_the_last_words_never_covers_them(desk: Desk) -> None:
    editor = desk.row(0).local.editor
    type_into(editor, "Viena")
    desk.view.settle()
    type_into(editor, " mintis")
    desk.view.settle()
    while desk.file.waiting:
        desk.file.answer()
        assert editor.text() == "Viena mintis"
    assert [one.local_text for one in desk.file.points().values()] == ["Viena mintis"]


def test_a_refresh_while_composing_leaves_composition_and_text_alone(desk: Desk) -> None:
    editor = desk.row(0).local.editor
    type_into(editor, "Taip")
    desk.view.settle()
    compose(editor, preedit="ąž")
    desk.file.answer_all()
    assert editor.has_preedit()
    compose(editor, commit="ąž")
    assert editor.text() == "Taipąž"


def test_another_desks_news_is_shown_but_not_over_what_is_being_typed(make_desk: MakeDesk) -> None:
    desk = make_desk(without_points(builders.kaunas()))
    key = desk.open(2, 3)
    record = back_with(desk.file.record, key, [point(1, "sena")])
    desk.view.show_workshop(record)
    editor = desk.row(0).local.editor
    desk.view.show_workshop(back_with(record, key, [point(1, "nauja")]))
    assert editor.text() == "nauja"
    type_into(editor, "!")
    desk.view.show_workshop(back_with(record, key, [point(1, "dar kita")]))
    assert editor.text() == "nauja!"


def test_what_undo_brings_back_is_shown_where_the_cursor_is(desk: Desk) -> None:
    editor = desk.row(0).local.editor
    type_into(editor, "Taip")
    desk.view.settle()
    desk.file.answer_all()
    before = desk.file.record
    type_into(editor, " ne")
    desk.view.settle()
    desk.file.answer_all()
    assert not editor.has_unsettled_undo(), "Ctrl+Z is the program's now"
    desk.view.show_workshop(before)
    assert editor.text() == "Taip"
    assert editor.textCursor().position() == 4


def test_a_point_that_somebody_deletes_while_it_is_typed_is_begun_again(desk: Desk) -> None:
    type_into(desk.row(0).local.editor, "Taip")
    desk.view.settle()
    desk.file.answer_all()
    gone = desk.row(0).point_id
    type_into(desk.row(0).local.editor, " tikrai")
    desk.view.show_workshop(without_points(desk.file.record))
    assert desk.row(0).point_id != gone
    assert desk.emitted("point_started", "typed")[-2:] == [
        ("point_started", desk.view.key(), desk.row(0).point_id, "lt"),
        ("typed", desk.row(0).point_id, LOCAL, "Taip tikrai"),
    ]


def test_a_table_left_and_opened_again_shows_what_is_still_on_its_way_to_the_file(desk: Desk) -> None:
    here = desk.view.key()
    assert here is not None
    type_into(desk.row(0).local.editor, "Taip")
    desk.open(2, 5)
    assert desk.texts() == []
    desk.file.answer()  # the point has begun, its text is not there yet
    desk.view.open_place(here)
    assert desk.texts() == [("Taip", "")]
    type_into(desk.row(0).local.editor, " ir")
    desk.file.answer_all()
    assert desk.texts() == [("Taip ir", "")]


def test_a_new_point_is_there_again_even_before_the_file_has_heard_of_it(desk: Desk) -> None:
    here = desk.view.key()
    assert here is not None
    type_into(desk.row(0).local.editor, "Taip")
    desk.open(2, 5)
    desk.view.open_place(here)
    assert desk.texts() == [("Taip", "")]
    desk.file.answer_all()
    assert desk.texts() == [("Taip", "")]
    assert len(desk.file.points()) == 1


pieces = st.text(st.sampled_from("ab ąé\u0301\u200dليខ្ម你"), min_size=1, max_size=4)
operations = st.lists(
    st.one_of(
        st.tuples(st.just("type"), st.integers(0, 3), st.sampled_from(PointField), pieces),
        st.tuples(st.just("compose"), st.integers(0, 3), st.sampled_from(PointField), pieces),
        st.tuples(st.sampled_from(("enter", "tab", "settle", "pause", "answer", "answer", "again"))),
        st.tuples(st.just("table"), st.sampled_from((1, 2))),
    ),
    max_size=30,
)


class Oracle:
    """Knows what was typed, and looks at every moment whether the desk shows just that."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.typed: dict[tuple[str, str], str] = {}
        self.open: tuple[PointRow, PointField, str] | None = None

    def editor(self, row: PointRow, field: PointField) -> PlainTextEditor:
        return row.local.editor if field is PointField.LOCAL else row.english.editor

    def type(self, place: int, field: PointField, text: str, *, composed_only: bool) -> None:
        self.finish()
        rows = self.desk.view.grid.rows()
        row = rows[min(place, len(rows) - 1)]
        editor = self.editor(row, field)
        editor.setFocus()
        editor.moveCursor(QTextCursor.MoveOperation.End)
        compose(editor, preedit=text)
        self.open = (row, field, text)
        if not composed_only:
            self.finish()

    def finish(self, *, by_desk: bool = False) -> None:
        """The input method commits, because it is asked to or because another field is entered."""
        if self.open is None:
            return
        row, field, text = self.open
        self.open = None
        if not by_desk:
            compose(self.editor(row, field), commit=text)
        assert row.point_id is not None
        key = (row.point_id, field.value)
        self.typed[key] = self.typed.get(key, "") + text

    def look(self) -> None:
        for row in self.desk.view.grid.rows():
            for field in PointField:
                wanted = self.typed.get((row.point_id or "", field.value), "")
                assert clean(self.editor(row, field).text()) == clean(wanted)


@one_in(6)  # every example opens a desk
@given(steps=operations)
def test_no_order_of_typing_and_refreshing_ever_overwrites_what_was_typed(
    make_desk: MakeDesk, steps: list[tuple[Any, ...]]
) -> None:
    desk = make_desk(without_points(builders.kaunas()))
    desk.open(2, 1)
    oracle = Oracle(desk)
    for name, *more in steps:
        run(desk, oracle, name, more)
        oracle.look()
    oracle.finish()
    desk.view.settle()
    desk.file.answer_all()
    oracle.look()
    assert not desk.file.waiting
    points = desk.file.points()
    for (point_id, field), text in oracle.typed.items():
        assert getattr(points[point_id], field) == clean(text)
    desk.view.close()


def run(desk: Desk, oracle: Oracle, name: str, more: list[Any]) -> None:
    if name in {"type", "compose"}:
        oracle.type(*more, composed_only=name == "compose")
    elif name in {"enter", "tab"}:  # inside a composition they are the input method's
        if desk.view.grid.current() is not None:
            desk.press(Key.Key_Return if name == "enter" else Key.Key_Tab)
    elif name == "table":
        here = desk.view.key()
        if here is not None and here.table_id != f"table-{more[0]}":
            settle(oracle, lambda: desk.open(2, more[0]))
    else:
        doing: dict[str, Callable[[], object]] = {
            "settle": lambda: settle(oracle, desk.view.settle),
            "pause": lambda: pause(desk),
            "answer": desk.file.answer,
            "again": lambda: desk.view.show_workshop(desk.file.record),
        }
        doing[name]()


def pause(desk: Desk) -> None:
    """Let a second and a half go by."""
    for row in desk.view.grid.rows():
        if row._pause.isActive():
            row._pause.timeout.emit()


def settle(oracle: Oracle, doing: Callable[[], object]) -> None:
    """Do what makes the desk itself put a composition into the text."""
    row = oracle.open[0] if oracle.open else None
    point_ids = [entry[2] for entry in oracle.desk.emitted("point_started")]
    known = row.point_id if row is not None else None
    doing()
    if oracle.open is not None and row is not None:
        new = [entry[2] for entry in oracle.desk.emitted("point_started")][len(point_ids) :]
        _row, field, text = oracle.open
        oracle.open = None
        key = (known or new[0], field.value)
        oracle.typed[key] = oracle.typed.get(key, "") + text
