"""Expect that a file is refused in plain words, with its bytes unchanged."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from facilitator_app.support.errors import ExitCode, KnownError
from tests.store.a_file import reopen


def bytes_of(folder: Path) -> dict[str, str]:
    """Return a digest of every file in a folder."""
    return {
        one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in folder.iterdir() if one.is_file()
    }


def refused(folder: Path, kind: type[KnownError], match: str, **further: Any) -> KnownError:
    """Expect that opening is refused in words and that not a byte in the folder changes."""
    before = bytes_of(folder)
    with pytest.raises(kind, match=match) as caught:
        reopen(folder, **further)
    assert bytes_of(folder) == before
    assert caught.value.message.endswith(".")
    assert caught.value.what_to_do.endswith(".")
    assert caught.value.code is ExitCode.CANNOT_OPEN
    return caught.value
