"""Rehearse: a whole fictional workshop through the real windows, by the actions a person uses."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

Say = Callable[[str], None]


def rehearse(name: str, out: Path | None, *, speed: float, say: Say) -> int:
    """Play `kaunas`, `sharjah` or the data set in a folder; return the exit code.

    PDF and screenshots go to `out` (`rehearsal-output` in the present folder if none is given). Everything
    else lives in a temporary folder and is gone afterwards: no trace in the library. `speed` is workshop
    seconds a second, 0 as fast as the machine. Raises KnownError for an unknown rehearsal.
    """
    from facilitator_app.app.rehearsal.stage import data_set_of, own_home, without_what_is_typed

    source = data_set_of(name)
    target = (out or Path("rehearsal-output")).absolute()
    with tempfile.TemporaryDirectory(prefix="facilitator-rehearsal-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        with own_home(home):
            from facilitator_app.app.rehearsal.player import play

            bare = without_what_is_typed(source, home / source.name)
            return play(source, bare, target, speed=speed, say=say)
