"""The benchmark's own checker, as a module."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

GROUPS = Path(__file__).parents[2] / "files" / "groups"


@pytest.fixture(scope="session")
def checker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_plan", GROUPS / "check_plan.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
