"""The rules of the house that a machine can see."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from itertools import chain
from typing import Final

import pytest

from tests.house.sources import PACKAGE, REPOSITORY, TESTS, Source, called, dotted, repository_files, sources

# Where an unforeseen error may be caught: file → why there.
BOUNDARIES: Final = {
    "src/facilitator_app/cli.py": "the command boundary of the command line",
    "src/facilitator_app/app/bridge.py": "the command boundary of the windows",
    "src/facilitator_app/app/worker.py": "the worker boundary: exports",
    "src/facilitator_app/store/thread.py": "the worker boundary: the store's thread",
    "src/facilitator_app/store/keeper.py": "the worker boundary: drafts and backups on the store's thread",
}
CLOCK_READERS: Final = ("src/facilitator_app/support/clock.py", "src/facilitator_app/app")
BARE_WIDGETS: Final = frozenset(
    {"QLabel", "QPushButton", "QToolButton", "QMessageBox", "QTextEdit", "QPlainTextEdit", "QTextBrowser"}
)
MUTABLE_MAKERS: Final = frozenset(
    {"list", "dict", "set", "bytearray", "defaultdict", "OrderedDict", "Counter", "deque", "WeakSet"}
    | {"WeakKeyDictionary", "WeakValueDictionary", "collections.defaultdict", "collections.deque"}
)
MUTATING: Final = frozenset(
    {"append", "extend", "insert", "remove", "pop", "clear", "update", "setdefault", "add", "discard", "sort"}
    | {"appendleft", "popleft", "popitem", "reverse"}
)


def _calls(source: Source) -> Iterator[ast.Call]:
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))


def test_the_time_is_read_by_the_clock_alone() -> None:
    # A throttle may count with time.monotonic(): that is a length, no instant anybody stores.
    readers = re.compile(r"(.*\.)?(datetime|date)\.(now|utcnow|today)|time\.(time|time_ns|localtime|gmtime)")
    found = [
        source.at(call)
        for source in sources(PACKAGE)
        if not source.name.startswith(CLOCK_READERS)
        for call in _calls(source)
        if readers.fullmatch(called(call))
    ]
    assert found == []


def test_no_test_waits_for_time_to_pass() -> None:
    waiting = {"qtbot.wait", "time.sleep", "sleep", "QTest.qWait", "QTest.qSleep", "QThread.msleep"}
    # A process that types at a person's pace, to be killed, is no test itself.
    paced = {"tests/store/typist.py"}
    tests = [
        source for source in sources(TESTS) if "benchmarks" not in source.name and source.name not in paced
    ]
    assert [source.at(call) for source in tests for call in _calls(source) if called(call) in waiting] == []


def test_bare_labels_and_buttons_stand_in_the_design_system_alone() -> None:
    found = []
    for source in sources(PACKAGE / "views"):
        if "/views/shared/" in source.name:
            continue
        found += [source.at(call) for call in _calls(source) if called(call).split(".")[-1] in BARE_WIDGETS]
        found += [
            source.at(node)
            for node in ast.walk(source.tree)
            if isinstance(node, ast.ClassDef) and BARE_WIDGETS.intersection(map(dotted, node.bases))
        ]
    assert found == []


def test_unforeseen_errors_are_caught_at_the_boundaries_alone() -> None:
    found = [
        source.at(node)
        for source in sources(PACKAGE)
        if source.name not in BOUNDARIES
        for node in ast.walk(source.tree)
        if _is_broad(node)
    ]
    assert found == []


def _is_broad(node: ast.AST) -> bool:
    """Whether this swallows every error: an except clause that does not raise again, or a suppress()."""
    broad = {"Exception", "BaseException"}
    if isinstance(node, ast.Call) and called(node).endswith("suppress"):
        return any(dotted(kind) in broad for kind in node.args)
    if not isinstance(node, ast.ExceptHandler):
        return False
    last = node.body[-1]
    if isinstance(last, ast.Raise) and (last.exc is None or dotted(last.exc) == node.name):
        return False
    kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(kind is None or dotted(kind) in broad for kind in kinds)


def test_modules_hold_no_state() -> None:
    found = list(chain.from_iterable(map(_module_state, sources(PACKAGE))))
    assert found == []


def _module_state(source: Source) -> Iterator[str]:
    """Yield mutable module-level names that are no constants, or that the module itself changes."""
    held = set()
    for statement in source.tree.body:
        if not isinstance(statement, ast.Assign | ast.AnnAssign):
            continue
        if statement.value is None or not _is_mutable(statement.value):
            continue
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        names = {dotted(target) for target in targets} - {"__all__"}
        held |= names
        final = isinstance(statement, ast.AnnAssign) and _is_final(statement.annotation)
        if not final and not all(name.isupper() for name in names):
            yield f"{source.at(statement)} {', '.join(names)} is no constant"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Global):
            yield f"{source.at(node)} global {', '.join(node.names)}"
        if (name := _changed(node)) in held:
            yield f"{source.at(node)} changes {name}"


def _is_mutable(value: ast.expr) -> bool:
    literal = isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp)
    return literal or (isinstance(value, ast.Call) and called(value) in MUTABLE_MAKERS)


def _is_final(annotation: ast.expr) -> bool:
    outermost = annotation.value if isinstance(annotation, ast.Subscript) else annotation
    return dotted(outermost).split(".")[-1] == "Final"


def _changed(node: ast.AST) -> str:
    """Return the plain name that this node changes in place; empty where it changes none."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATING:
        return dotted(node.func.value)
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        return dotted(node.value)
    return ""


def test_modules_are_nouns() -> None:
    banned = re.compile(r"manager|helper|utils?|data|handlers?|gui.+", re.IGNORECASE)
    names = [part for source in sources(PACKAGE) for part in source.path.stem.split("_")]
    classes = [
        source.at(node)
        for source in sources(PACKAGE)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
        and re.search(r"(Manager|Helper|Utils|Data|Handler)$|^Gui", node.name)
    ]
    assert [name for name in names if banned.fullmatch(name)] == []
    assert classes == []


# Written in two halves each, so that this file does not find itself.
FORBIDDEN: Final = {
    "/wor" + "k/": "a path of one machine",
    "../sha" + "red": "a folder beside the repository",
    "sha" + "red/tools": "a folder beside the repository",
    "/ro" + "ot/": "a path of one machine",
    "py" + "pi.org": "the address of a package index",
    "files.python" + "hosted": "the address of a package index",
    "index" + "-url": "the address of a package index",
}
FORBIDDEN_WORDS: Final = re.compile(
    r"\b(A" + r"I|LL" + r"M|Chat" + r"GPT|GPT-\d|Clau" + r"de|Anthro" + r"pic|Copi" + r"lot|OpenA" + r"I)\b"
)
TEXTS: Final = frozenset(
    {
        ".py",
        ".md",
        ".toml",
        ".in",
        ".lock",
        ".txt",
        ".json",
        ".csv",
        ".sh",
        ".spec",
        ".po",
        ".pot",
        ".ini",
        ".yml",
    }
)


def test_the_repository_names_no_place_outside_itself() -> None:
    found = []
    for path in repository_files():
        if path.suffix not in TEXTS and path.name != "run":
            continue
        text = path.read_text("utf-8", errors="replace")
        found += [f"{path.relative_to(REPOSITORY)}: {why}" for bad, why in FORBIDDEN.items() if bad in text]
        if path.suffix in {".py", ".md", ".toml"} and (word := FORBIDDEN_WORDS.search(text)):
            found.append(f"{path.relative_to(REPOSITORY)}: {word.group()}")
    assert found == []


def test_nothing_is_left_to_do_later() -> None:
    later = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b|raise NotImplement" + "ed")
    found = [
        f"{source.name}:{number}"
        for source in (*sources(PACKAGE), *sources(TESTS))
        for number, line in enumerate(source.text.splitlines(), 1)
        if later.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("room", ["records", "rules"])
def test_records_and_rules_need_nothing_installed_but_numpy(room: str) -> None:
    allowed = {*sys.stdlib_module_names, "facilitator_app", *({"numpy"} if room == "rules" else ())}
    found = []
    for source in sources(PACKAGE / room):
        for node in ast.walk(source.tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [source.at(node) for name in names if name.split(".")[0] not in allowed]
    assert found == []
