"""What the command line does, without any window."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from facilitator_app import __main__ as entry
from facilitator_app.app import desk_less
from facilitator_app.records.enums import Edition, LanguageMode
from facilitator_app.services.exchange.importing import COUNTED
from facilitator_app.support import paths
from facilitator_app.support.errors import ExitCode, KnownError
from facilitator_app.support.settings import Settings
from tests.journeys.visit import read


@pytest.fixture
def said() -> list[str]:
    return []


def _new(path: Path, said: list[str], mode: LanguageMode = LanguageMode.NONE) -> Path:
    spec = desk_less.NewSpec("two_day", date(2027, 3, 2), "Kaunas", "Europe/Vilnius", 5, mode)
    desk_less.new(path, spec, say=said.append)
    return path


def test_a_new_workshop_says_whether_its_days_fit(tmp_path: Path, said: list[str]) -> None:
    path = _new(tmp_path / "k.workshop", said)
    assert said == [f"Made {path}.", "Every day fits."]
    assert read(path).details.title == "Kaunas"


def test_a_course_that_does_not_fit_its_days_says_by_how_much(tmp_path: Path, said: list[str]) -> None:
    _new(tmp_path / "k.workshop", said, LanguageMode.CONSECUTIVE)
    assert said[-1] == "Shorten or move something."
    assert any("Day 1" in line for line in said)


def test_a_data_set_is_taken_in_whole_and_checked_without_a_trace(tmp_path: Path, said: list[str]) -> None:
    source, path = paths.rehearsals() / "sharjah_1day", tmp_path / "s.workshop"
    code = desk_less.take_in(source, path, dry_run=True, workshop=None, say=said.append)
    assert (code, path.exists()) == (ExitCode.DONE, False)
    assert desk_less.take_in(source, path, dry_run=False, workshop=None, say=said.append) == ExitCode.DONE
    assert len(read(path).participants) == 26


def test_a_roster_is_previewed_then_added(bare_kaunas: Path, tmp_path: Path, said: list[str]) -> None:
    path = Path(shutil.copy(bare_kaunas, tmp_path / "k.workshop"))
    roster = tmp_path / "people.csv"
    roster.write_text("Name,Organisation\nOna Onaitė,Baldai\n", "utf-8")
    before = len(read(path).participants)
    desk_less.take_in(roster, path, dry_run=True, workshop=None, say=said.append)
    assert len(read(path).participants) == before
    assert any("Ona Onaitė" in line for line in said)
    desk_less.take_in(roster, path, dry_run=False, workshop=None, say=said.append)
    assert len(read(path).participants) == before + 1


def test_a_source_that_is_not_there_is_refused(tmp_path: Path, said: list[str]) -> None:
    with pytest.raises(KnownError, match="There is no"):
        desk_less.take_in(
            tmp_path / "gone", tmp_path / "k.workshop", dry_run=False, workshop=None, say=said.append
        )


def test_a_workshop_is_exported_reported_searched_and_checked(
    whole_kaunas: Path, tmp_path: Path, said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(shutil.copy(whole_kaunas, tmp_path / "k.workshop"))
    desk_less.export(path, tmp_path / "out", workshop=None, say=said.append)
    assert (tmp_path / "out" / "workshop.json").exists()
    desk_less.report(
        path, tmp_path / "k.pdf", edition=Edition.SPONSOR, language="en", workshop=None, say=said.append
    )
    assert (tmp_path / "k.pdf").read_bytes().startswith(b"%PDF")
    desk_less.search(path, "sviesos", say=said.append)
    assert said[-1].endswith(("place.", "places."))
    assert desk_less.check(path, say=said.append) == ExitCode.DONE
    assert said[-1].startswith("Sound:")
    assert capsys.readouterr().err == ""


def test_a_damaged_file_has_problems(bare_kaunas: Path, tmp_path: Path, said: list[str]) -> None:
    content = bare_kaunas.read_bytes()
    path = tmp_path / "k.workshop"
    path.write_bytes(content[:40_000] + bytes(8192) + content[48_192:])
    assert desk_less.check(path, say=said.append) == ExitCode.PROBLEMS_FOUND
    assert said


def test_this_computer_keeps_its_name() -> None:
    first = desk_less.device()
    assert first == desk_less.device() == Settings.load(paths.settings_file()).device


@pytest.mark.parametrize(
    ("words", "file"), [([], None), (["k.workshop"], Path("k.workshop")), (["open", "k"], "command line")]
)
def test_only_windows_are_opened_without_reading_commands(
    words: list[str], file: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []

    def windows(file: Path | None) -> int:
        opened.append(file)
        return 0

    def commands() -> int:
        opened.append("command line")
        return 0

    monkeypatch.setattr("sys.argv", ["facilitator-app", *words])
    monkeypatch.setattr(entry, "_windows", windows)
    monkeypatch.setattr("facilitator_app.cli.main", commands)
    with pytest.raises(SystemExit) as left:
        entry.main()
    assert left.value.code == 0
    assert opened == [file]


def test_what_an_import_counts_is_said_in_words() -> None:
    assert [noun for noun in COUNTED if "_" in desk_less.count_words(noun)] == []
