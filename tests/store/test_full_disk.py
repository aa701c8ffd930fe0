"""A real full disk: typing goes on for five minutes on the reserve, then nothing typed is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from facilitator_app.store import files
from facilitator_app.store.space import Reserve
from facilitator_app.support.clock import FakeClock
from facilitator_app.support.errors import CannotWriteError
from tests.store.a_file import DEVICE, NAME, fill

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="needs a small disk of its own")
def test_when_the_disk_fills_up_typing_goes_on_and_nothing_is_lost(tmp_path: Path) -> None:
    disk, own = tmp_path / "disk", tmp_path / "own"
    disk.mkdir()
    own.mkdir()
    script = 'mount -t tmpfs -o size=48m none "$1" && exec "$3" -m tests.store.full_disk "$1" "$2"'
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", disk, own, sys.executable],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    if "unshare" in done.stderr:
        pytest.skip("no mounts of one's own here")
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    warnings = facts.pop("warnings")
    assert facts == {
        "reserve_at_start": 4 << 20,
        "saved_on_the_reserve": 2000,
        "failed_on_the_reserve": 0,
        "reserve_given_up": True,
        "told": "The disk with “kaunas.workshop” is full. "
        "Delete or move some other files; saving goes on by itself.",
        "rescued_in_own_folder": True,
        "rescued": True,
        "command": "DiskFullError",
        "rescue_gone": True,
        "sound": [],
        "title": "room again",
        "long_text": True,
    }
    assert any("disk is full" in warning for warning in warnings)


def test_the_reserve_holds_real_room_and_goes_when_the_file_is_closed(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / NAME)
    assert reserve.take()
    assert reserve.path.stat().st_size == 4 << 20
    if sys.platform != "win32":
        assert reserve.path.stat().st_blocks * 512 >= 4 << 20
    assert reserve.give_up()
    assert not reserve.path.exists()
    assert not reserve.give_up()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_making_a_file_where_nothing_can_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError):
        files.create(Path("/dev/full") / NAME, clock=FakeClock(), device=DEVICE, fill=fill)
