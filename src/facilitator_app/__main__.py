"""`python -m facilitator_app`, the installed command and the frozen program all begin here."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from facilitator_app.cli import main as run  # noqa: PLC0415  # freeze_support comes first

    sys.exit(run())


if __name__ == "__main__":
    multiprocessing.freeze_support()
    main()
