"""The connection is set up as the measurements say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from facilitator_app.store.connection import connect_to_write
from tests.store.a_file import NAME, make, names


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("journal_mode", "wal"),
        ("locking_mode", "exclusive"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("secure_delete", 1),
        ("mmap_size", 0),
        ("recursive_triggers", 1),
    ],
)
def test_the_connection_is_set_up(tmp_path: Path, setting: str, value: object) -> None:
    make(tmp_path).close()
    raw = connect_to_write(tmp_path / NAME)
    assert raw.execute(f"PRAGMA {setting}").fetchone() == (value,)
    raw.close()


def test_no_shared_memory_is_mapped_which_a_full_disk_would_kill_us_for(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        file.save_draft("p", "local_text", "text")
        assert not [name for name in names(tmp_path) if name.endswith("-shm")]


def test_the_tools_of_migration_are_not_imported_for_a_file_that_is_not_behind(tmp_path: Path) -> None:
    make(tmp_path).close()
    script = (
        "import sys; from pathlib import Path; from facilitator_app.store import files;"
        "from facilitator_app.support.clock import SystemClock;"
        "files.open_workshop(Path(sys.argv[1]), clock=SystemClock(), device='d').close();"
        "print([name for name in sys.modules if name.split('.')[0] == 'alembic'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / NAME], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
