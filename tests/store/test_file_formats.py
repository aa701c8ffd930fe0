"""Files of every format are kept for ever, and every one opens."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from facilitator_app.records.enums import Desk
from facilitator_app.store import files, schema
from facilitator_app.store.header import read_header
from facilitator_app.support.clock import FakeClock
from tests.store.a_file import DEVICE, POINTS, the_points, title
from tests.store.freeze_format import made_at_once, made_by_revisions, statements_of

# Of the statements of format 1, which is in people's hands.
FIRST = "9eff43b44e97ce0b2319cae66a9328618445477b48770e0397c2f5a8578302ad"
FORMATS = sorted((Path(__file__).parents[1] / "files" / "schema").glob("format-*.workshop"))


def test_there_is_a_file_of_every_format() -> None:
    numbers = [read_header(path).user_version for path in FORMATS]
    assert numbers == list(range(1, schema.SCHEMA_NUMBER + 1))


@pytest.mark.parametrize("kept", FORMATS, ids=lambda path: path.stem)
def test_a_file_of_every_format_opens_with_all_its_texts(kept: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(kept, tmp_path / "old.workshop"))
    with files.open_workshop(path, clock=FakeClock(), device=DEVICE) as file:
        assert file.check().findings == ()
        assert title(file) == "Kaunas"
        with file.read() as session:
            assert [point.local_text for point in the_points(session)] == list(POINTS)
        assert [draft.text for draft in file.drafts()] == ["ประเด็นท้องถิ่นที่ยัง"]
        if read_header(kept).user_version == schema.SCHEMA_NUMBER:
            assert file.redo_label(Desk.CONSOLE) == "Rename the workshop"


def test_the_revisions_run_from_nothing_give_the_present_tables() -> None:
    revisions = schema.present().revisions()
    made = made_by_revisions(schema.SCHEMA_NUMBER)
    assert [revision.schema_number for revision in revisions] == list(range(1, schema.SCHEMA_NUMBER + 1))
    changed = "models changed: see tests/store/freeze_format.py"
    assert schema.fingerprint(made) == schema.present().fingerprint(), changed
    # The fingerprint does not see CHECK: the statements themselves have to be the same.
    assert statements_of(made) == statements_of(made_at_once(schema.present())), changed


def test_the_first_format_never_changes() -> None:
    frozen = Path(schema.__file__).parent / "migrations" / "versions" / "v0001.sql"
    assert hashlib.sha256(frozen.read_text("utf-8").encode()).hexdigest() == FIRST
