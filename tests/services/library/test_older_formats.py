"""A closed file of any format has its card and is found in as it lies: nothing is migrated for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from facilitator_app.services.library import card_of, index_workshop, search_everywhere
from facilitator_app.store import schema

FORMATS = sorted((Path(__file__).parents[2] / "files" / "schema").glob("format-*.workshop"))


def test_there_is_a_file_of_every_format() -> None:
    assert len(FORMATS) == schema.SCHEMA_NUMBER


@pytest.mark.parametrize("kept", FORMATS, ids=lambda path: path.stem)
def test_a_closed_file_of_any_format_is_in_the_library(kept: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(kept, tmp_path / "old.workshop"))
    before = path.read_bytes()
    card = card_of(path)
    assert (card.title, card.trouble) == ("Kaunas", "")
    assert index_workshop(path, folder=tmp_path) > 0
    [hit] = search_everywhere("vietinės problemos", (path,), folder=tmp_path)
    assert "Vietinės problemos" in hit.text
    assert path.read_bytes() == before
    assert not path.with_name(f"{path.name}.backups").exists()
