"""Files of every format are kept for ever, and every one opens."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations

from facilitator_app.records.enums import Desk
from facilitator_app.store import files, schema
from facilitator_app.store.connection import engine_on
from facilitator_app.store.header import read_header
from facilitator_app.support.clock import FakeClock
from tests.store.a_file import DEVICE, POINTS, the_points, title

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
    raw = sqlite3.connect(":memory:", isolation_level=None)
    revisions = schema.present().revisions()
    with engine_on(raw).connect() as connection:
        for revision in revisions:
            with Operations.context(MigrationContext.configure(connection)):
                revision.upgrade()
        made = schema.fingerprint(raw)
    raw.close()
    assert [revision.schema_number for revision in revisions] == list(range(1, schema.SCHEMA_NUMBER + 1))
    assert made == schema.present().fingerprint(), "models changed: see tests/store/freeze_format.py"


def test_the_checks_in_the_tables_are_those_of_the_first_format() -> None:
    # The fingerprint does not see CHECK; a changed one needs a revision too.
    frozen = Path(schema.__file__).parent / "migrations" / "versions" / "v0001.sql"
    present = "; ".join(schema.present().statements())
    if schema.SCHEMA_NUMBER == 1:
        assert " ".join(frozen.read_text("utf-8").replace(";", " ").split()) == " ".join(
            present.replace(";", " ").split()
        )
