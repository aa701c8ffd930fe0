"""The Python that holds what the installers need: the one that run.py makes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def enter() -> None:
    """Go on only in the environment of the tests: make it, and start again in it from another Python."""
    import run as set_up

    if not set_up.is_ready("tests"):
        set_up.prepare("tests")
    if Path(sys.prefix).resolve() != set_up.VENV.resolve():
        sys.exit(subprocess.call([set_up.venv_python(), *sys.argv]))
