"""The source files and what stands in them, read once for all tests of the house."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

REPOSITORY: Final = Path(__file__).parents[2]
PACKAGE: Final = REPOSITORY / "src" / "facilitator_app"
TESTS: Final = REPOSITORY / "tests"
_NOT_OURS: Final = frozenset(
    {".git", ".venv", "build", "dist", "rehearsal-output", "__pycache__", ".hypothesis", ".benchmarks"}
)


@dataclass(frozen=True)
class Source:
    """One Python file: where it is, its text and its tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path inside the repository, with slashes."""
        return self.path.relative_to(REPOSITORY).as_posix()

    def at(self, node: ast.AST) -> str:
        """Return file and line of a node, as an editor understands it."""
        return f"{self.name}:{getattr(node, 'lineno', 1)}"


@cache
def sources(folder: Path) -> tuple[Source, ...]:
    """Return every Python file under `folder`, or the one file it is."""
    found = []
    for path in sorted(folder.rglob("*.py")) if folder.is_dir() else [folder]:
        if path.is_relative_to(TESTS / "files"):
            continue  # input of tests, kept as it was given
        text = path.read_text("utf-8")
        found.append(Source(path, text, ast.parse(text)))
    assert found, f"no Python files under {folder}"
    return tuple(found)


def repository_files() -> Iterator[Path]:
    """Yield every file that belongs to the repository, whatever it holds."""
    for path in sorted(REPOSITORY.rglob("*")):
        parts = path.relative_to(REPOSITORY).parts
        hidden_cache = any(part.endswith(("_cache", ".egg-info")) for part in parts)
        if path.is_file() and not _NOT_OURS.intersection(parts) and not hidden_cache:
            yield path


def called(node: ast.Call) -> str:
    """Return the dotted name of what is called; empty where it has none."""
    return dotted(node.func)


def dotted(node: ast.expr) -> str:
    """Return `a.b.c` for a chain of attributes; the last names alone where it starts with a call."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return ""
