"""Where things are, in the source tree and in the frozen program, and who may write where."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from facilitator_app.support import paths
from facilitator_app.support.errors import CannotWriteError


def test_the_resources_of_the_source_tree_are_there() -> None:
    assert (paths.fonts() / "NotoSans-Regular.ttf").is_file()
    assert {paths.content().parent, paths.locale().parent, paths.icons().parent} == {paths.resources()}


def test_the_frozen_program_finds_its_resources_beside_its_code(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.rehearsals() == tmp_path / "resources" / "rehearsal"


def test_one_variable_moves_every_folder_of_a_person(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path))
    folders = [paths.app_data(), paths.logs(), paths.cache(), paths.documents(), paths.settings_file().parent]
    assert len(set(folders)) == len(folders)
    assert all(folder.is_dir() and folder.parent == tmp_path for folder in folders)


def test_without_it_the_systems_own_places_are_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(paths.HOME_VARIABLE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "Facilitator" in paths.app_data().parts


def test_a_folder_that_cannot_be_made_is_told_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "file"))
    with pytest.raises(CannotWriteError, match="cannot be made"):
        paths.app_data()
