"""From a data set to the session PDF in two commands, and everything else the command line is for."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from facilitator_app import cli
from facilitator_app.app.desk_less import count_words
from facilitator_app.records.enums import LanguageMode
from facilitator_app.rules.board import signals
from facilitator_app.support import paths
from tests.exports.session_pdf.reading import holds, holds_rtl, text_of
from tests.exports.text.reading import visible
from tests.journeys.visit import read
from tests.services.exchange.conftest import same_bytes

ROOT = Path(__file__).parents[2]
COUNTS = {
    "kaunas_2day": {
        "participants": 28,
        "report_backs": 25,
        "points": 65,
        "ratings": 300,
        "actions": 5,
        "parking_lot": 4,
    },
    "sharjah_1day": {
        "participants": 26,
        "report_backs": 20,
        "points": 23,
        "ratings": 240,
        "actions": 0,
        "parking_lot": 0,
        "run_entries": 0,
    },
}
SETS = tuple(COUNTS)
Made = Callable[[str], Path]
Said = pytest.CaptureFixture[str]


def command(*words: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, without a display, as somebody at a prompt does."""
    lost = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in lost}
    environment |= {paths.HOME_VARIABLE: str(home), "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        [sys.executable, "-m", "facilitator_app", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=home.parent,
        encoding="utf-8",
    )


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The workshop and, beside it, the PDF of a rehearsal, made by the two commands of the README."""
    known: dict[str, Path] = {}

    def make(name: str) -> Path:
        if name not in known:
            folder = tmp_path_factory.mktemp(name)
            path, home = folder / "k.workshop", folder / "home"
            home.mkdir()
            done = command("import", paths.rehearsals() / name, path, home=home)
            assert (done.returncode, done.stderr) == (0, "")
            said = [line.strip().partition(" ") for line in done.stdout.splitlines()[1:19]]
            counts = {words: int(number) for number, _space, words in said}
            assert {noun: counts[count_words(noun)] for noun in COUNTS[name]} == COUNTS[name]
            done = command("report", path, path.with_suffix(".pdf"), home=home)
            assert (done.returncode, done.stderr) == (0, "")
            assert done.stdout.startswith(f"{path.with_suffix('.pdf')}: ")
            known[name] = path
        return known[name]

    return make


def rows_of(name: str, file: str) -> list[dict[str, str]]:
    with (paths.rehearsals() / name / file).open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def run(*words: str | Path) -> int:
    """Run a command here, through the same entry point."""
    return cli.main([str(word) for word in words])


# --- two commands ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SETS)
def test_two_commands_bring_everything_into_the_file(name: str, made: Made) -> None:
    record = read(made(name))
    found = {
        "participants": len(record.participants),
        "report_backs": len(record.report_backs),
        "points": sum(len(back.points) for back in record.report_backs),
        "ratings": len(record.light_ratings),
        "actions": len(record.actions),
        "parking_lot": len(record.parking_lot),
        "run_entries": len(record.run_entries),
    }
    assert {noun: found[noun] for noun in COUNTS[name]} == COUNTS[name]


@pytest.mark.parametrize("name", SETS)
def test_two_commands_bring_everything_that_was_said_into_the_pdf(name: str, made: Made) -> None:
    report = text_of(made(name).with_suffix(".pdf"))
    said = rows_of(name, "report_backs.csv")
    assert len(said) == COUNTS[name]["points"]
    for row in said:
        local = holds_rtl if row.get("language", "") == "ar" or _is_arabic(row["local_text"]) else holds
        assert local(report, row["local_text"]), row
        assert holds(report, row["english_text"]), row
    people = rows_of(name, "participants.csv")
    names = [row.get("display_name") or f"{row['given_name']} {row['family_name']}" for row in people]
    assert [one for one in names if visible(one) not in report] == []


def test_actions_and_open_questions_are_in_the_pdf(made: Made) -> None:
    report = text_of(made("kaunas_2day").with_suffix(".pdf"))
    titles = [row["title_en"] for row in rows_of("kaunas_2day", "actions.csv")]
    questions = [row["english_text"] for row in rows_of("kaunas_2day", "parking_lot.csv")]
    assert [text for text in titles + questions if visible(text) not in report] == []


@pytest.mark.parametrize("name", SETS)
def test_the_lights_in_the_file_are_the_expected_ones(name: str, made: Made) -> None:
    record = read(made(name))
    numbers = {table.id: table.number for table in record.tables}
    found = {(key.step, numbers[key.table_id]): signal for key, signal in signals(record).items()}
    expected = rows_of(name, "expected_signals.csv")
    assert len(found) == len(expected)
    for row in expected:
        signal = found[int(row["step"]), int(row["table"])]
        assert (str(signal.rated), signal.colour) == (row["rated"], row["signal"])


@pytest.mark.parametrize(("edition", "named"), [("sponsor", False), ("participants", True)])
def test_the_other_editions_are_made_too(
    edition: str, named: bool, made: Made, tmp_path: Path, qapp: object
) -> None:
    pdf = tmp_path / f"{edition}.pdf"
    assert run("report", made("kaunas_2day"), pdf, "--edition", edition) == 0
    report = text_of(pdf)
    addresses = [row["email"] for row in rows_of("kaunas_2day", "participants.csv")]
    assert not any(address in report for address in addresses if not named)
    assert len(report) > 5000


@pytest.mark.parametrize(("name", "package"), [("kaunas_2day", "package.zip"), ("sharjah_1day", "folder")])
def test_what_is_exported_imports_and_exports_to_the_same_bytes(
    name: str, package: str, made: Made, tmp_path: Path
) -> None:
    again = tmp_path / "again.workshop"
    assert run("export", made(name), tmp_path / package) == 0
    assert run("import", tmp_path / package, again) == 0
    assert run("export", made(name), tmp_path / "a") == 0
    assert run("export", again, tmp_path / "b") == 0
    assert same_bytes(tmp_path / "a", tmp_path / "b") == []


# --- asking the file ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "asked", "found"),
    [
        ("kaunas_2day", "dziovykl", "džiovykl"),
        ("kaunas_2day", "TRUST", "trust"),
        ("sharjah_1day", "معا العقود", "معًا العقود"),
    ],
)
def test_search_finds_every_script_and_needs_no_accents(
    name: str, asked: str, found: str, made: Made, capsys: Said
) -> None:
    assert run("search", made(name), asked) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(found in line.lower() for line in lines[:-1])
    assert lines[-1].split()[0] == str(len(lines) - 1)


def test_search_finds_what_was_typed_in_scripts_without_spaces(made: Made, capsys: Said) -> None:
    points = rows_of("sharjah_1day", "report_backs.csv")
    scripts = {"th": ("\u0e00", "\u0e7f"), "km": ("\u1780", "\u17ff")}
    for first, last in scripts.values():
        text = next(row["local_text"] for row in points if first <= row["local_text"][:1] <= last)
        assert run("search", made("sharjah_1day"), text[3:12]) == 0
        assert text[3:12] in capsys.readouterr().out


def test_check_finds_a_sound_file_sound_and_changes_nothing(made: Made, capsys: Said) -> None:
    path = made("kaunas_2day")
    before = path.read_bytes()
    assert run("check", path) == 0
    assert capsys.readouterr().out.startswith("Sound: ")
    assert path.read_bytes() == before


# --- making new ones ------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", list(LanguageMode))
def test_a_new_workshop_says_whether_it_fits_its_days(
    mode: LanguageMode, tmp_path: Path, capsys: Said
) -> None:
    path = tmp_path / "new.workshop"
    words = ("new", path, "--course", "two_day", "--start", "2027-03-02", "--title", "Žalia")
    assert run(*words, "--zone", "Europe/Vilnius", "--tables", "4", "--language-mode", mode.value) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"Made {path}."
    fits = said[-1] == "Every day fits."
    assert fits or said[-1] == "Shorten or move something."
    record = read(path)
    assert record.details.title == "Žalia"
    assert record.agenda.zone == "Europe/Vilnius"
    assert len(record.tables) == 4
    assert len(record.agenda.days) == 2


def test_every_course_can_be_made(tmp_path: Path) -> None:
    for course in json.loads((paths.content() / "courses.json").read_text("utf-8"))["courses"]:
        path = tmp_path / f"{course}.workshop"
        assert run("new", path, "--course", course, "--start", "2027-03-02") == 0
        assert read(path).agenda.segments()


def test_tables_writes_a_plan_that_the_independent_checker_accepts(tmp_path: Path, capsys: Said) -> None:
    instances = sorted((ROOT / "tests" / "files" / "groups" / "instances").glob("*.json"))
    plan = tmp_path / "plan.json"
    words = ("tables", instances[0], "-o", plan, "--seconds", "20", "--steps", "200", "--seed", "7")
    assert run(*words) == 0
    assert "violations: ()" in capsys.readouterr().out
    first = plan.read_bytes()
    checker = ROOT / "tests" / "files" / "groups" / "check_plan.py"
    subprocess.run([sys.executable, checker, instances[0], plan], capture_output=True, check=True)
    assert run(*words) == 0
    assert plan.read_bytes() == first, "the same seed and steps give the same plan"


def _is_arabic(text: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in text)
