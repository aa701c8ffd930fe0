"""A process in which somebody types, to be killed: `python -m tests.store.typist CHARACTERS_PER_SECOND`.

Reads the path of a workshop file per line and types into it in a child of its own, so that a kill costs no
new start. Says on its output, one line each: `child PID`, `typed VERSION NANOSECONDS` before each text is
handed over, `saved VERSION` after each acknowledgement, `gone` when the child has ended.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from facilitator_app.store import files
from facilitator_app.store.keeper import Listener
from facilitator_app.store.thread import StoreThread
from facilitator_app.support.clock import SystemClock

POINT = "point-1"
FIELD = "local_text"
TEXT = "Vietinės problemos · ประเด็นท้องถิ่น · បញ្ហាមូលដ្ឋាន · مشكلات محلية · 本地问题 · 👩‍🏫 " * 20


def main() -> None:
    """Serve until the input ends."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _type(Path(line.rstrip("\n")), float(sys.argv[1]))
        os.waitpid(child, 0)
        _say("gone")


def _type(path: Path, characters_per_second: float) -> None:
    clock = SystemClock()
    thread = StoreThread(
        lambda: files.open_workshop(path, clock=clock, device="typist"),
        clock=clock,
        listener=Listener(saved=lambda saved: _say(f"saved {saved.version}")),
    )
    thread.start().result()
    _say(f"child {os.getpid()}")
    start = time.monotonic()
    for number in range(1, len(TEXT) + 1):
        rest = start + number / characters_per_second - time.monotonic()
        if rest > 0:
            time.sleep(rest)
        _say(f"typed {number} {time.monotonic_ns()}")
        thread.submit_draft(POINT, FIELD, TEXT[:number])
    thread.close()
    os._exit(0)


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main()
