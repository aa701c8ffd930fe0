"""What can go wrong with disks and files, in the real program: said in words, nothing lost, no dialog."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


# --- a full disk ----------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="needs a small disk of its own")
def test_when_the_disk_is_full_it_says_so_in_red_and_goes_on_by_itself(tmp_path: Path) -> None:
    disk, own = tmp_path / "disk", tmp_path / "own"
    disk.mkdir()
    own.mkdir()
    script = 'mount -t tmpfs -o size=48m none "$1" && exec "$3" -m tests.journeys.full_disk "$1" "$2"'
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", disk, own, sys.executable],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
    )
    if "unshare" in done.stderr:
        pytest.skip("no mounts of one's own here")
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    (alarm,) = facts["alarms"]
    assert facts["said"] == "NOT SAVED"
    assert alarm.startswith("What is typed is NOT SAVED: The disk with “Kaunas.workshop” is full.")
    assert "saving goes on by itself" in alarm
    assert str(own.parent) in alarm, "where a copy lies"
    assert facts["no_dialog"]
    assert facts["text_stays"]
    assert facts["all_text_stays"] == [facts["wanted"][0], "Naujas punktas ties pilnu disku", ""]
    assert (
        facts["pressed"] == "This was not done, press again later: The disk with “Kaunas.workshop” is full."
    )
    assert facts["banners_after"] == ["Only 42 MB are left on this disk. Please free some space."]
    assert facts["in_file"] == facts["wanted"]
    assert facts["left_beside"] == []
