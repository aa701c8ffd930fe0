"""Rooms import one way only, and the heavy ones late."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.house.sources import REPOSITORY

LATE = ("matplotlib", "reportlab", "sqlmodel", "sqlalchemy", "alembic", "numpy", "openpyxl", "pydantic")


def _python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )


def test_every_import_contract_is_kept() -> None:
    done = _python("from importlinter.cli import lint_imports_command; lint_imports_command()")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "entrance", ["facilitator_app.__main__", "facilitator_app.app", "facilitator_app.views.library"]
)
def test_what_the_first_window_needs_imports_nothing_heavy(entrance: str) -> None:
    done = _python(f"import sys, {entrance}; print(*(name for name in {LATE!r} if name in sys.modules))")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
