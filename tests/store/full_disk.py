"""Somebody types while the disk fills up: `python -m tests.store.full_disk FOLDER OWN_FOLDER`, a small disk.

Prints one JSON object with what happened.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from queue import Queue

from facilitator_app.store.keeper import Listener, NotSaved, Pace, Saved
from facilitator_app.store.space import MIB, free_bytes
from facilitator_app.store.thread import StoreThread
from facilitator_app.support.clock import SystemClock
from facilitator_app.support.errors import KnownError
from tests.store.a_file import make, rename, reopen, title

# Five minutes of typing without a pause: a write each 150 ms.
WRITES = 2000
SAID = "Vietinės problemos ประเด็นท้องถิ่น "


Facts = dict[str, object]


def main(folder: Path, own: Path) -> None:
    """Play it through: on the reserve, without any room, and with room again."""
    clock = SystemClock()
    make(folder, clock).close()
    saved: Queue[Saved] = Queue()
    failed: Queue[NotSaved] = Queue()
    space: Queue[str] = Queue()
    thread = StoreThread(
        lambda: reopen(folder, clock),
        clock=clock,
        listener=Listener(saved=saved.put, not_saved=failed.put, space=space.put),
        rescue_folder=own,
        pace=Pace(throttle=0.0, retry=0.05),
    )
    thread.start().result()
    facts: Facts = {}
    on_the_reserve(folder, thread, (saved, failed, space), facts)
    told = without_room(folder, own, thread, failed, facts)
    for filler in folder.glob("filler*"):
        filler.unlink()
    while saved.get(timeout=30).version < 2 + (WRITES - 2) // 40:
        pass
    thread.submit(lambda file: rename(file, "room again")).result()
    facts["rescue_gone"] = not told.rescue.exists() if told.rescue else None
    facts["sound"] = thread.submit(lambda file: file.check().findings).result()
    thread.close()
    with reopen(folder, clock) as file:
        facts["title"] = title(file)
        texts = {draft.point_id: draft.text for draft in file.drafts()}
        facts["long_text"] = texts["point-1"] == SAID * 100_000
    sys.stdout.write(json.dumps(facts))


def on_the_reserve(
    folder: Path,
    thread: StoreThread,
    heard: tuple[Queue[Saved], Queue[NotSaved], Queue[str]],
    facts: Facts,
) -> None:
    """Fill the disk and go on typing: the reserve takes it."""
    saved, failed, space = heard
    reserve = folder / "kaunas.workshop.reserve"
    facts["reserve_at_start"] = reserve.stat().st_blocks * 512
    fill(folder, leave=0)
    for number in range(WRITES):
        thread.submit_draft(f"point-{number % 40}", "local_text", SAID * (1 + number % 30))
        thread.flush().result()
    facts["saved_on_the_reserve"] = saved.qsize()
    facts["failed_on_the_reserve"] = failed.qsize()
    facts["reserve_given_up"] = not reserve.exists()
    facts["warnings"] = list(space.queue)


def without_room(
    folder: Path, own: Path, thread: StoreThread, failed: Queue[NotSaved], facts: Facts
) -> NotSaved:
    """Fill the disk again: what is typed now lies beside the file, and a large command is refused."""
    fill(folder, leave=0)
    thread.submit_draft("point-1", "local_text", SAID * 100_000)
    told = failed.get(timeout=30)
    facts["told"] = str(told.error)
    facts["rescued_in_own_folder"] = told.rescue is not None and told.rescue.parent == own
    facts["rescued"] = told.rescue is not None and SAID * 100_000 in told.rescue.read_text("utf-8")
    facts["command"] = outcome(thread)
    return told


def outcome(thread: StoreThread) -> str:
    """Try a command too large for what is left; return what it said."""
    try:
        thread.submit(lambda file: rename(file, SAID * 100_000)).result()
    except KnownError as problem:
        return type(problem).__name__
    return "done"


def fill(folder: Path, leave: int) -> None:
    """Write until nothing more fits."""
    number = len(list(folder.glob("filler*")))
    with (folder / f"filler{number}").open("wb", buffering=0) as file:
        try:
            while free_bytes(folder) > leave:
                file.write(os.urandom(min(MIB, max(4096, free_bytes(folder) - leave))))
        except OSError:
            pass


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
