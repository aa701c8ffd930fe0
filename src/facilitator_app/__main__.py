"""`python -m facilitator_app`, the installed command and the frozen program all begin here."""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path


def main() -> None:
    """Run the program and leave with its exit code: the windows at once, any other words by the command line.

    What reads commands costs 90 ms, which somebody who double-clicks the program need not wait for.
    """
    words = sys.argv[1:]
    if not words or (len(words) == 1 and words[0].endswith(".workshop")):
        sys.exit(_windows(Path(words[0]) if words else None))
    from facilitator_app.cli import main as run  # noqa: PLC0415  # freeze_support comes first

    sys.exit(run())


def _windows(file: Path | None) -> int:
    from facilitator_app.app.start import run  # noqa: PLC0415  # freeze_support comes first
    from facilitator_app.support.errors import KnownError  # noqa: PLC0415

    try:
        return run(file)
    except KnownError as error:
        print(error, file=sys.stderr)  # noqa: T201  # there is no window to say it in
        return int(error.code)


if __name__ == "__main__":
    multiprocessing.freeze_support()
    main()
