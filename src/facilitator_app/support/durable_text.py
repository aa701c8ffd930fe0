"""A small text file that is replaced whole or not at all."""

from __future__ import annotations

from pathlib import Path


def write_text(path: Path, text: str) -> bool:
    """Replace `path` by `text` (UTF-8); False, and the old file untouched, where that is not possible."""
    draft = path.with_name(f"{path.name}.new")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        return False
    return True
