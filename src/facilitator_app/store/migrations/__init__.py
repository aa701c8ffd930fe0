"""The steps of the file format, oldest first; Alembic is imported only when a file is behind."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import Any


def shipped_revisions() -> list[Any]:
    """Return the modules of `versions` by schema number, each a `store.schema.Revision`."""
    from facilitator_app.store.migrations import versions  # noqa: PLC0415 - imports Alembic

    names = [module.name for module in pkgutil.iter_modules(versions.__path__)]
    found = [importlib.import_module(f"{versions.__name__}.{name}") for name in names]
    return sorted(found, key=_number)


def _number(module: ModuleType) -> int:
    return int(module.schema_number)
