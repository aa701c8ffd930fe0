"""Every visible word goes through gettext, as a literal that extraction can find."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final

from tests.house.sources import PACKAGE, Source, called, dotted, sources

TRANSLATING: Final = frozenset({"_", "ngettext_", "pgettext_", "msgid"})
# Calls whose words nobody sees.
UNSEEN: Final = frozenset(
    {
        "setObjectName",
        "setProperty",
        "property",
        "findChild",
        "findChildren",
        "setStyleSheet",
        "getattr",
        "Path",
    }
    | {
        "debug",
        "info",
        "warning",
        "error",
        "exception",
        "critical",
        "getLogger",
        "connect",
        "compile",
        "QFont",
    }
    | {
        "QColor",
        "TypeVar",
        "NewType",
        "strftime",
        "cast",
        "setFamilies",
        "setFamily",
        "QKeySequence",
        "invokeMethod",
    }
)
# Files of the design system that hold no words: colours, style sheets, drawings.
WORDLESS: Final = frozenset({"tokens.py", "stylesheet.py", "icons.py", "theme.py", "keys.py"})
WORDS: Final = re.compile(r"\b[A-Z][a-z]+\b|[A-Za-z]{2,} [A-Za-z]{2,}")
# Names of keys, as Qt reads them from the one list of actions.
KEYS: Final = re.compile(
    r"((Ctrl|Shift|Alt|Meta)\+)+\S*( [←↑→↓])*|Pg(Up|Down)|Left|Right|Space|Return|Tab|Esc|Home|End|Del|Ins"
)


# A language is called by its own name in every language.
OWN_NAMES: Final = frozenset({"English"})
NEVER_SHOWN: Final = (
    *(ast.Raise, ast.Assert, ast.Import, ast.ImportFrom),
    *(ast.Compare, ast.Subscript, ast.MatchValue),
)


def _unspoken(source: Source) -> Iterator[str]:
    """Yield literals that look like words for people and pass through no translating call."""
    for node in _uncovered(source.tree):
        if isinstance(node.value, str) and _is_worded(node.value):
            yield f"{source.at(node)} {node.value[:50]!r}"


def _uncovered(node: ast.AST) -> Iterator[ast.Constant]:
    """Yield the constants below a node that stand where somebody might see them."""
    if isinstance(node, ast.Constant):
        yield node
    if isinstance(node, ast.Call) and called(node).split(".")[-1] in TRANSLATING | UNSEEN:
        return
    if isinstance(node, NEVER_SHOWN) or _is_docstring(node) or _is_list_of_names(node):
        return
    for child in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.AnnAssign | ast.arg) and child is node.annotation):
            yield from _uncovered(child)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_list_of_names(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and dotted(node.targets[0]) == "__all__"


def _is_worded(text: str) -> bool:
    return bool(WORDS.search(text)) and not KEYS.fullmatch(text) and text not in OWN_NAMES


def test_every_visible_word_in_views_goes_through_gettext() -> None:
    found: list[str] = []
    for source in sources(PACKAGE / "views"):
        if not ("/views/shared/" in source.name and source.path.name in WORDLESS):
            found += _unspoken(source)
    assert found == []


def test_the_check_of_words_sees_a_bare_word() -> None:
    tree = ast.parse('label("Next table")\nlabel(_("Next table"))\nx.setObjectName("Next")')
    source = Source(PACKAGE / "views" / "sample.py", "", tree)
    assert [line.split()[0] for line in _unspoken(source)] == ["src/facilitator_app/views/sample.py:1"]


def test_no_message_is_glued_before_it_is_translated() -> None:
    """What is kept as data (a title marked with msgid(), a label of the journal) may be translated later."""
    found = [
        source.at(node)
        for source in sources(PACKAGE)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and called(node) in TRANSLATING
        for text in node.args[: 2 if called(node) in {"ngettext_", "pgettext_"} else 1]
        if isinstance(text, ast.JoinedStr | ast.BinOp | ast.Call)
    ]
    assert found == []


def _known_errors() -> set[str]:
    """Return KnownError and everything that descends from it."""
    bases = {
        node.name: {dotted(base).split(".")[-1] for base in node.bases}
        for source in sources(PACKAGE)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
    }
    known = {"KnownError"}
    while fresh := {name for name, above in bases.items() if above & known} - known:
        known |= fresh
    return known


def test_what_people_are_told_goes_wrong_is_translated() -> None:
    known = _known_errors()
    assert len(known) > 1
    found = [
        source.at(node)
        for source in sources(PACKAGE)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and called(node).split(".")[-1] in known
        for text in (*node.args, *(keyword.value for keyword in node.keywords))
        if isinstance(text, ast.JoinedStr)
        or (isinstance(text, ast.Constant) and isinstance(text.value, str) and " " in text.value)
    ]
    assert found == []
