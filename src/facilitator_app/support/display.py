"""Whether windows can be shown to somebody."""

from __future__ import annotations

import os
import sys


def has_display() -> bool:
    """Say whether this computer has a screen to open windows on; painting in memory is none."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
