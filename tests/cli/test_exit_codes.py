"""What every command answers when it cannot do its work: an exit code for scripts, words for people."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from facilitator_app import __version__, cli
from facilitator_app.support import paths
from tests.journeys.faults import damage, digest, make_newer, write_bad_roster
from tests.journeys.visit import import_kaunas, read

ROOT = Path(__file__).parents[2]
KAUNAS = paths.rehearsals() / "kaunas_2day"
DONE, PROBLEMS, USAGE, CANNOT_OPEN, CANNOT_WRITE = range(5)
Said = pytest.CaptureFixture[str]


@pytest.fixture(scope="session")
def kaunas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An imported workshop; only to be read or copied."""
    return import_kaunas(tmp_path_factory.mktemp("cli") / "kaunas.workshop")


@pytest.fixture
def file(kaunas: Path, tmp_path: Path) -> Path:
    """A workshop of one's own."""
    return Path(shutil.copy(kaunas, tmp_path / "kaunas.workshop"))


def run(*words: str | Path) -> int:
    """Run a command through the program's own entry point."""
    return cli.main([str(word) for word in words])


def contents(folder: Path) -> dict[str, str]:
    """Return what lies in a folder; the person's own folders (this computer's name) are not of interest."""
    files = [one for one in folder.rglob("*") if one.is_file() and "home" not in one.parts]
    return {str(one.relative_to(folder)): digest(one) for one in files}


READING = [
    ("check",),
    ("search", "FILE", "trust"),
    ("report", "FILE", "OUT.pdf"),
    ("export", "FILE", "OUT"),
    ("import", str(KAUNAS / "participants.csv"), "FILE"),
]


def words_of(command: tuple[str, ...], file: Path) -> list[str | Path]:
    """Put the file and a target beside it into the words of a command."""
    filled: list[str | Path] = [
        file if word == "FILE" else file.with_name(word) if word.startswith("OUT") else word
        for word in command
    ]
    return filled if "FILE" in command else [*filled, file]


@pytest.mark.parametrize("command", READING, ids=lambda words: words[0])
def test_a_file_that_is_not_there_is_said_to_be_missing(
    command: tuple[str, ...], tmp_path: Path, capsys: Said
) -> None:
    assert run(*words_of(command, tmp_path / "none.workshop")) == CANNOT_OPEN
    assert "“none.workshop” is not there." in capsys.readouterr().err
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("command", READING, ids=lambda words: words[0])
def test_a_file_of_another_kind_is_refused(command: tuple[str, ...], tmp_path: Path, capsys: Said) -> None:
    letter = tmp_path / "letter.workshop"
    letter.write_text("Dear all,\n" * 100, encoding="utf-8")
    before = contents(tmp_path)
    assert run(*words_of(command, letter)) == CANNOT_OPEN
    assert "is not a workshop file." in capsys.readouterr().err
    assert contents(tmp_path) == before


@pytest.mark.parametrize("command", READING, ids=lambda words: words[0])
def test_a_newer_file_is_refused_with_its_version_and_unchanged(
    command: tuple[str, ...], file: Path, capsys: Said
) -> None:
    make_newer(file)
    before = contents(file.parent)
    assert run(*words_of(command, file)) == CANNOT_OPEN
    said = capsys.readouterr().err
    assert "7.2.0" in said
    assert "Nothing in the file was changed" in said
    assert contents(file.parent) == before


def test_check_finds_damage_and_an_altered_sentence_and_writes_nothing(file: Path, capsys: Said) -> None:
    altered = file.with_name("altered.workshop")
    shutil.copy(file, altered)
    damage(file, backed_up=False)
    raw = sqlite3.connect(altered)
    raw.execute("UPDATE report_points SET local_text = local_text || '!' WHERE rowid = 1")
    raw.commit()
    raw.close()
    before = contents(file.parent)
    assert run("check", file) == PROBLEMS
    assert run("check", altered) == PROBLEMS
    said = capsys.readouterr().out.splitlines()
    assert len(said) >= 2
    assert all(said)
    assert contents(file.parent) == before


# --- targets --------------------------------------------------------------------------------------------

NEW = ("new", "OUT", "--course", "two_day", "--start", "2027-03-02")


@pytest.mark.parametrize(
    "command",
    [("import", str(KAUNAS), "OUT"), NEW, ("export", "FILE", "OUT")],
    ids=lambda words: words[0],
)
def test_nothing_that_exists_is_overwritten(command: tuple[str, ...], file: Path, capsys: Said) -> None:
    (file.parent / "OUT").write_text("mine", encoding="utf-8")
    before = contents(file.parent)
    assert run(*words_of(command, file)[: len(command)]) == CANNOT_WRITE
    assert "exists already" in capsys.readouterr().err
    assert contents(file.parent) == before


@pytest.mark.parametrize(
    "command",
    [
        ("import", str(KAUNAS), "OUT"),
        NEW,
        ("export", "FILE", "OUT"),
        ("report", "FILE", "OUT"),
        ("rehearse", "kaunas", "--out", "OUT"),
    ],
    ids=lambda words: words[0],
)
def test_a_target_that_cannot_be_written_is_named(
    command: tuple[str, ...], file: Path, capsys: Said, qapp: object
) -> None:
    words = [word if word != "OUT" else file / "below" / "a.pdf" for word in command]
    words = [file if word == "FILE" else word for word in words]
    before = contents(file.parent)
    assert run(*words) == CANNOT_WRITE
    said = capsys.readouterr().err
    assert "cannot be" in said
    assert "Traceback" not in said
    assert contents(file.parent) == before


# --- wrong use ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["new", "x.workshop", "--course", "two_day", "--start", "2027-13-40"], "2027-03-02"),
        (["new", "x.workshop", "--course", "nine_day", "--start", "2027-03-02"], "half_day"),
        (
            ["new", "x.workshop", "--course", "two_day", "--start", "2027-03-02", "--zone", "Mars/One"],
            "Europe/Vilnius",
        ),
        (["new", "x.workshop", "--course", "two_day", "--start", "2027-03-02", "--tables", "1"], "2"),
        (["new", "x.workshop", "--course", "two_day"], "--start"),
        (["report", "x.workshop"], "OUT"),
        (["report", "x.workshop", "x.pdf", "--edition", "nobody"], "sponsor"),
        (["search", "x.workshop"], "text"),
        (["rehearse", "nowhere"], "kaunas"),
        (["rehearse", str(KAUNAS.parent)], "kaunas"),
        (["--nonsense"], "--nonsense"),
    ],
    ids=lambda value: " ".join(value[:7]) if isinstance(value, list) else "",
)
def test_wrong_use_says_what_is_expected(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*words) == USAGE
    assert said in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir() if one.name != "home"] == []


@pytest.mark.parametrize("command", sorted(cli.commands() - {"open"}))
def test_help_of_every_command_says_it_all(command: str, capsys: Said) -> None:
    assert run(command, "--help") == DONE
    said = capsys.readouterr().out
    assert said.startswith("Usage: facilitator-app ")
    assert len(said.splitlines()) > 6


def test_help_names_every_command_and_exit_code(capsys: Said) -> None:
    assert run("--help") == DONE
    said = capsys.readouterr().out
    assert all(command in said for command in cli.commands() - {"open"})
    assert "Exit codes: 0 done" in said
    assert run("--version") == DONE
    assert capsys.readouterr().out == f"facilitator-app {__version__}\n"


# --- rosters and data sets ------------------------------------------------------------------------------


def test_a_dry_run_of_a_bad_roster_names_every_row_and_changes_nothing(file: Path, capsys: Said) -> None:
    roster = write_bad_roster(file.with_name("people.csv"))
    before = contents(file.parent)
    assert run("import", roster, file, "--dry-run") == PROBLEMS
    said = capsys.readouterr().out
    for place in ("row 3, column “Name”", "row 4, column “English level”", "row 5, column “E-mail”"):
        line = next(line for line in said.splitlines() if f"people.csv, {place}: " in line)
        assert " Expected: " in line
    assert "4 new people" in said
    assert said.endswith("3 problems.\n")
    assert contents(file.parent) == before


def test_the_same_roster_for_good_takes_in_what_is_right_and_says_the_rest(file: Path, capsys: Said) -> None:
    roster = write_bad_roster(file.with_name("people.csv"))
    assert run("import", roster, file) == DONE
    assert capsys.readouterr().out.endswith("3 problems.\n")
    assert {"Rūta Naujokaitė", "Anna Ozola"} <= {one.name for one in read(file).participants}
    assert run("check", file) == DONE


def test_a_dry_run_of_a_data_set_makes_no_file(tmp_path: Path, capsys: Said) -> None:
    target = tmp_path / "k.workshop"
    assert run("import", KAUNAS, target, "--dry-run") == DONE
    assert "65 points" in capsys.readouterr().out
    assert contents(tmp_path) == {}


def test_a_dry_run_of_a_spoilt_data_set_names_the_rows(tmp_path: Path, capsys: Said) -> None:
    source = Path(shutil.copytree(KAUNAS, tmp_path / "set"))
    actions = source / "actions.csv"
    actions.write_text(actions.read_text("utf-8-sig").replace("2027-03-", "2027-33-"), encoding="utf-8-sig")
    before = contents(tmp_path)
    assert run("import", source, tmp_path / "k.workshop", "--dry-run") == PROBLEMS
    said = capsys.readouterr().out
    assert "actions.csv, row " in said
    assert contents(tmp_path) == before


def test_a_workshop_that_the_file_does_not_hold_is_answered_with_those_it_holds(
    kaunas: Path, tmp_path: Path, capsys: Said
) -> None:
    assert run("report", kaunas, tmp_path / "x.pdf", "--workshop", "nope") == CANNOT_OPEN
    assert "kaunas-2027-03" in capsys.readouterr().err


# --- processes ------------------------------------------------------------------------------------------


def process(*words: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, on a computer without a display."""
    lost = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in lost}
    environment |= {paths.HOME_VARIABLE: str(home), "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        [sys.executable, "-m", "facilitator_app", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        encoding="utf-8",
    )


def test_a_process_leaves_with_the_exit_code_and_nothing_else_on_its_output(tmp_path: Path) -> None:
    done = process("check", tmp_path / "none.workshop", home=tmp_path / "home")
    assert (done.returncode, done.stdout) == (CANNOT_OPEN, "")
    assert done.stderr == "“none.workshop” is not there. It may have been moved or renamed.\n"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_the_windows_are_refused_in_words(file: Path) -> None:
    done = process(file, home=file.parent / "home")
    assert (done.returncode, done.stdout) == (CANNOT_OPEN, "")
    assert "no display" in done.stderr
    assert "rehearse" in done.stderr
    assert "Qt" not in done.stderr
