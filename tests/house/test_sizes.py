"""Size as a mirror: what has grown is shown at every run; what has grown out of hand fails."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Final

from tests.house.sources import PACKAGE, REPOSITORY, TESTS, Source, sources

# Shown above the first figure, refused above the second.
FILE_LINES: Final = (400, 500)
FUNCTION_LINES: Final = (40, 60)
PUBLIC_METHODS: Final = (20, 25)
MAIN_WINDOW_LINES: Final = 300


def _files() -> Iterator[Source]:
    for place in (PACKAGE, TESTS, REPOSITORY / "installers", REPOSITORY / "run.py"):
        yield from sources(place)


def _lengths() -> Iterator[tuple[str, int, tuple[int, int]]]:
    for source in _files():
        yield f"{source.name}", len(source.text.splitlines()), FILE_LINES
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                yield f"{source.at(node)} {node.name}()", length, FUNCTION_LINES
            elif isinstance(node, ast.ClassDef):
                public = [
                    item for item in node.body if isinstance(item, ast.FunctionDef) and item.name[0] != "_"
                ]
                yield f"{source.at(node)} class {node.name}", len(public), PUBLIC_METHODS


def test_nothing_has_grown_out_of_hand(record_property: Callable[[str, object], None]) -> None:
    measured = list(_lengths())
    grown = [f"{what}: {size} > {wanted}" for what, size, (wanted, _) in measured if size > wanted]
    for line in sorted(grown):
        record_property("mirror", line)
    assert [(what, size) for what, size, (_, limit) in measured if size > limit] == []


def test_the_main_window_stays_small() -> None:
    windows = [
        (source.at(node), (node.end_lineno or 0) - node.lineno)
        for source in sources(PACKAGE)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef) and node.name.endswith("Window")
    ]
    assert [window for window in windows if window[1] > MAIN_WINDOW_LINES] == []
