"""`agenda` on real files: what it prints is what a strict reader expects, for any moment and what-if."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from facilitator_app import cli
from facilitator_app.records.enums import LanguageMode
from facilitator_app.support import paths
from facilitator_app.support.clock import SystemClock
from tests.cli.agenda_checker import at, check, find, flat
from tests.cli.test_exit_codes import contents, process
from tests.journeys.faults import make_newer
from tests.journeys.visit import import_kaunas

DONE, PROBLEMS, USAGE, CANNOT_OPEN = range(4)
COURSES = ("half_day", "one_day", "two_day", "three_day", "five_day")
ZONE, START = "Europe/Vilnius", "2027-03-02"
Said = pytest.CaptureFixture[str]
OPENING, STEP_1, STEP_2, TEAMS, LUNCH, WRAP = (f"two_day.d1.b{n:02}" for n in (2, 4, 6, 7, 8, 16))


def run(*words: str | Path) -> int:
    """Run a command through the program's own entry point."""
    return cli.main([str(word) for word in words])


@pytest.fixture(scope="session")
def courses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A new workshop of every format; only to be read."""
    folder = tmp_path_factory.mktemp("courses")
    made = {course: folder / f"{course}.workshop" for course in COURSES}
    for course, path in made.items():
        assert run("new", path, "--course", course, "--start", START, "--zone", ZONE) == DONE
    return made


@pytest.fixture
def two_day(courses: dict[str, Path]) -> Path:
    """A two-day course nobody has started; only to be read."""
    return courses["two_day"]


@pytest.fixture(scope="session")
def kaunas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Kaunas with its log of two whole days; only to be read."""
    return import_kaunas(tmp_path_factory.mktemp("agenda") / "kaunas.workshop")


@pytest.fixture(scope="session")
def sharjah(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sharjah: one day, Arabic titles, no log; only to be read."""
    path = tmp_path_factory.mktemp("agenda") / "sharjah.workshop"
    assert run("import", paths.rehearsals() / "sharjah_1day", path) == DONE
    return path


def sheet(said: Said, *words: str | Path) -> Mapping[str, Any]:
    """Return what `agenda --json` says, after the strict reader has read it."""
    said.readouterr()
    code = run("agenda", *words, "--json")
    out = said.readouterr()
    assert code == DONE, out.err
    read: Mapping[str, Any] = json.loads(out.out)
    check(read)
    return read


def times(one: Mapping[str, Any]) -> tuple[str, str]:
    """Return when a segment is expected to begin and to end."""
    return at(one["expected_start"]), at(one["expected_end"])


# --- shape ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("course", COURSES)
def test_the_plan_alone_of_every_course(course: str, courses: dict[str, Path], capsys: Said) -> None:
    read = sheet(capsys, courses[course])
    known = json.loads((paths.content() / "courses.json").read_text("utf-8"))["courses"][course]["agenda"]
    assert len(read["days"]) == len(known)
    for day, planned in zip(read["days"], known, strict=True):
        blocks = [one for one in day["segments"] if one["kind"] != "evening"]
        evenings = [one["id"] for one in day["segments"] if one["kind"] == "evening"]
        assert [one["id"] for one in blocks] == [block["id"] for block in planned["blocks"]]
        assert [(at(one["planned_start"]), at(one["planned_end"])) for one in blocks] == [
            (block["start"], block["end"]) for block in planned["blocks"]
        ]
        assert [one["planned_min"] for one in blocks] == [block["minutes"] for block in planned["blocks"]]
        assert [one["minimum_min"] for one in blocks] == [block["minimum"] for block in planned["blocks"]]
        anchored = [block["id"] for block in planned["blocks"] if block.get("anchor")]
        assert [one["id"] for one in blocks if one["anchor"]] == anchored
        assert evenings == [
            f"{course}.d{planned['day']}.e{n:02}"
            for n, _one in enumerate(planned.get("evening", ()), start=1)
        ]
        assert all(one["planned_start"] == one["expected_start"] for one in day["segments"])
    assert (read["offset_min"], read["plans"]) == (0, [])


@pytest.mark.parametrize("course", COURSES)
def test_every_what_if_of_language_and_tables_is_sound(
    course: str, courses: dict[str, Path], capsys: Said, long_figures: bool
) -> None:
    for place, mode in enumerate(LanguageMode, start=4):
        for tables in range(4, 8) if long_figures else (place,):
            read = sheet(capsys, courses[course], "--language-mode", mode.value, "--tables", str(tables))
            missed = any(one["misses_anchor_min"] >= 1 for one in flat(read))
            late = [day for day in read["days"] if day["end"]["anchored"] and _ends(day) > day["end"]["time"]]
            assert bool(read["plans"]) == bool(missed or late)


def _ends(day: Mapping[str, Any]) -> str:
    return at([one for one in day["segments"] if one["kind"] != "evening"][-1]["expected_end"])


def test_consecutive_interpretation_costs_what_is_published(two_day: Path, capsys: Said) -> None:
    plain = sheet(capsys, two_day)
    spoken = sheet(capsys, two_day, "--language-mode", "consecutive")
    minutes = [sum(one["planned_min"] for one in flat(read)) for read in (plain, spoken)]
    assert round(minutes[1] - minutes[0]) == 377
    report = {one["stage"]: one for one in find(flat(spoken), STEP_2)["stages"]}["report"]
    assert report["planned_min"] == 32


def test_a_sixth_table_adds_a_fifth_to_every_report_back(two_day: Path, capsys: Said) -> None:
    plain, six = sheet(capsys, two_day), sheet(capsys, two_day, "--tables", "6")
    for one in flat(plain):
        more = find(flat(six), one["id"])
        report = next((stage["planned_min"] for stage in one["stages"] if stage["stage"] == "report"), 0)
        assert more["planned_min"] == pytest.approx(one["planned_min"] + report / 5, abs=0.01)


def test_it_writes_nothing(two_day: Path, kaunas: Path, tmp_path: Path, capsys: Said) -> None:
    for source in (two_day, kaunas):
        copy = Path(shutil.copy(source, tmp_path / source.name))
        before = contents(tmp_path)
        for options in ([], ["--now", f"{START}T10:05", "--late", "20", "--language-mode", "consecutive"]):
            sheet(capsys, copy, *options)
            assert run("agenda", copy, *options) == DONE
        assert contents(tmp_path) == before


# --- a moment ---------------------------------------------------------------------------------------------


def test_late_moves_everything_but_what_is_fixed(two_day: Path, capsys: Said) -> None:
    read = sheet(capsys, two_day, "--now", f"{START}T09:10", "--late", "20")
    assert read["offset_min"] == 20
    segments = flat(read)
    assert times(find(segments, OPENING)) == ("09:00", "09:40")
    assert times(find(segments, STEP_2)) == ("10:55", "12:10")
    assert times(find(segments, LUNCH)) == ("12:20", "13:20")
    assert times(find(segments, "two_day.d1.e01")) == ("19:00", "21:00")
    assert find(segments, LUNCH)["misses_anchor_min"] == 20
    assert find(segments, LUNCH)["anchor"] == {"kind": "start_at", "time": "12:00"}
    assert read["days"][1]["segments"][0]["expected_start"] == "2027-03-03T08:45:00+02:00"


@pytest.mark.parametrize("late", [8, 14, 20, 35])
def test_a_plan_brings_lunch_back(late: int, two_day: Path, capsys: Said) -> None:
    read = sheet(capsys, two_day, "--now", f"{START}T09:10", "--late", str(late))
    assert read["plans"][0]["name"] == "squeeze"
    for plan in read["plans"][:-1]:
        assert times(find(plan["segments"], LUNCH)) == ("12:00", "13:00")
        assert at(find(plan["segments"], WRAP)["expected_end"]) <= "17:30"
        assert plan["shortfall_min"] == 0
        assert "Lunch starts at 12:00." in plan["consequences"]
    moved = read["plans"][-1]
    change = next(one for one in moved["changes"] if one["action"] == "move_anchor")
    assert (change["id"], change["from_min"], change["stage"]) == (LUNCH, 12 * 60, None)
    assert late <= change["to_min"] - 12 * 60 < late + 5


def test_what_cannot_be_found_is_named(two_day: Path, capsys: Said) -> None:
    read = sheet(capsys, two_day, "--now", f"{START}T09:10", "--late", "70")
    squeeze = read["plans"][0]
    assert (squeeze["name"], squeeze["shortfall_min"]) == ("squeeze", 23)
    assert "23 minutes cannot be found: Lunch starts 12:23." in squeeze["consequences"]
    assert any(plan["shortfall_min"] == 0 for plan in read["plans"][1:-1])


def test_the_moment_on_a_boundary_is_the_later_segment(two_day: Path, kaunas: Path, capsys: Said) -> None:
    read = sheet(capsys, two_day, "--now", f"{START}T09:20", "--late", "10")
    assert [one["id"] for one in flat(read) if one["state"] == "running"] == ["two_day.d1.b03"]
    assert find(flat(read), OPENING)["state"] == "done"
    # In the log the opening began at 09:01 and ended at 09:23.
    logged = {
        minute: [
            one["id"]
            for one in flat(sheet(capsys, kaunas, "--now", f"{START}T{minute}"))
            if one["state"] == "running"
        ]
        for minute in ("09:22", "09:23")
    }
    assert logged == {"09:22": [OPENING], "09:23": ["two_day.d1.b03"]}


def test_what_was_logged_after_the_moment_is_ignored(kaunas: Path, capsys: Said) -> None:
    read = sheet(capsys, kaunas, "--now", f"{START}T11:18")
    states = {one["id"]: one["state"] for one in flat(read)}
    assert states[STEP_1] == "done"
    assert states[STEP_2] == "running"
    assert set(list(states.values())[6:]) == {"coming"}
    assert times(find(flat(read), STEP_1)) == ("09:43", "10:22")
    # It began at 10:43 and really took 86 min; at 11:18 nobody could know more than its 75.
    assert times(find(flat(read), STEP_2)) == ("10:43", "11:58")
    assert read["offset_min"] == 8
    assert times(find(flat(read), LUNCH)) == ("12:08", "13:08")
    squeeze = read["plans"][0]
    assert {one["stage"] for one in squeeze["changes"] if one["id"] == STEP_2} <= {
        "report",
        "synthesis",
        "lights",
    }


def test_before_the_first_stretch_of_a_log_nothing_is_known_of_it(kaunas: Path, capsys: Said) -> None:
    read = sheet(capsys, kaunas, "--now", f"{START}T08:00")
    assert {one["state"] for one in flat(read)} == {"coming"}
    assert (read["offset_min"], read["plans"]) == (0, [])


def test_a_workshop_nobody_started_is_taken_to_have_kept_its_plan(two_day: Path, capsys: Said) -> None:
    read = sheet(capsys, two_day, "--now", "2027-03-03T11:00")
    states = [one["state"] for one in flat(read)]
    assert states.count("running") == 1
    assert find(flat(read), "two_day.d2.b05")["state"] == "coming"
    assert find(flat(read), "two_day.d2.b04")["state"] == "running"
    assert all(one["expected_start"] == one["planned_start"] for one in flat(read))
    assert (read["offset_min"], read["plans"]) == (0, [])


def test_the_interpreter_who_did_not_come_changes_only_what_is_to_come(two_day: Path, capsys: Said) -> None:
    read = sheet(capsys, two_day, "--now", f"{START}T10:20", "--language-mode", "consecutive")
    assert find(flat(read), STEP_1)["planned_min"] == 35
    assert find(flat(read), STEP_2)["planned_min"] == 116
    assert read["plans"]
    said = run("agenda", two_day, "--now", f"{START}T10:20", "--language-mode", "consecutive")
    assert said == DONE
    out = capsys.readouterr().out
    assert "Consecutive interpretation adds" in out
    assert "each table (speaking): 6 (3) → " in out


def test_a_moment_may_carry_its_own_offset(two_day: Path, capsys: Said) -> None:
    local = sheet(capsys, two_day, "--now", f"{START}T09:10", "--late", "8")
    utc = sheet(capsys, two_day, "--now", f"{START}T07:10:00+00:00", "--late", "8")
    assert local == utc
    assert local["now"] == f"{START}T09:10:00+02:00"


def test_without_a_moment_a_workshop_of_today_is_shown_as_it_stands_now(tmp_path: Path, capsys: Said) -> None:
    today = SystemClock().read().wall.date()
    for shift, known in ((0, True), (40, False)):
        path, day = tmp_path / f"{shift}.workshop", today + timedelta(days=shift)
        assert run("new", path, "--course", "half_day", "--start", day.isoformat(), "--zone", "UTC") == DONE
        assert (sheet(capsys, path)["now"] is not None) == known


def test_the_night_on_which_the_clocks_change(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "dst.workshop"
    words = ("--course", "two_day", "--start", "2027-03-27", "--zone", ZONE)
    assert run("new", path, *words) == DONE
    read = sheet(capsys, path, "--now", "2027-03-28T09:05", "--late", "7")
    first, second = ([one["planned_start"] for one in day["segments"]] for day in read["days"])
    assert first[0] == "2027-03-27T08:30:00+02:00"
    assert second[0] == "2027-03-28T08:45:00+03:00"
    assert find(flat(read), "two_day.d2.b02")["expected_end"] == "2027-03-28T10:17:00+03:00"
    assert read["offset_min"] == 7


# --- what people read -------------------------------------------------------------------------------------


def test_people_read_a_table_a_day_and_the_offer(two_day: Path, capsys: Said) -> None:
    assert run("agenda", two_day, "--now", f"{START}T09:10", "--late", "8") == DONE
    lines = capsys.readouterr().out.splitlines()
    assert "✓ 08:30–09:00  08:30–09:00     30  Registration, coffee, seating by table plan" in lines
    assert "▶ 09:00–09:20  09:00–09:28     20  Welcome by host and sponsor; opening speaker" in lines
    assert "  12:00–13:00  12:08–13:08     60  Lunch (break; must start 12:00; 8 min late)" in lines
    assert "  Day 1 ends 17:38: 8 min after 17:30, when it must end." in lines
    assert "The room is 8 minutes late." in lines
    assert "The opening speaker takes 28 min instead of 20 · it is 09:10" in lines
    assert "Lunch would start at 12:08. Bring it back to 12:00?" in lines
    assert "1. Squeeze a little (Lunch 12:00)" in lines
    assert "   Nothing under its minimum, no break touched" in lines
    assert "   Then: Lunch 12:00 · Step 3 13:00 · Day ends 17:30" in lines
    assert "4. Lunch at 12:10, ask the kitchen (Lunch 12:10)" in lines
    assert not any("\u2068" in line or ":00 min" in line for line in lines)


def test_the_plan_alone_says_whether_the_days_fit(two_day: Path, capsys: Said) -> None:
    assert run("agenda", two_day) == DONE
    assert "Every day fits." in capsys.readouterr().out
    assert run("agenda", two_day, "--tables", "6") == DONE
    out = capsys.readouterr().out
    assert "Day 1 ends 15 min too late." in out
    assert "A sixth table adds 15 min" in out


def test_arabic_is_printed_as_it_is_by_a_process_of_its_own(sharjah: Path, tmp_path: Path) -> None:
    done = process("agenda", sharjah, "--json", "--now", "2027-04-13T10:00", home=tmp_path / "home")
    assert done.returncode == DONE, done.stderr
    assert done.stderr == ""
    check(json.loads(done.stdout))
    people = process("agenda", sharjah, home=tmp_path / "home")
    assert people.returncode == DONE
    assert "(break; must start 12:25)" in people.stdout


# --- wrong use --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--now", "soon"], "2027-03-02T10:05"),
        (["--now", "2027-03-02T25:00"], "2027-03-02T10:05"),
        (["--late", "5"], "Nothing runs"),
        (["--now", "2027-03-02T18:10", "--late", "5"], "Nothing runs"),
        (["--now", "2027-03-01T10:00", "--late", "5"], "Nothing runs"),
        (["--now", f"{START}T10:00", "--late", "-5"], "--late"),
        (["--now", f"{START}T10:00", "--late", "soon"], "--late"),
        (["--tables", "0"], "--tables"),
        (["--language-mode", "loud"], "consecutive"),
        (["--zone", "UTC"], "--zone"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_is_said_in_words(words: list[str], said: str, two_day: Path, capsys: Said) -> None:
    assert run("agenda", two_day, *words, "--json") == USAGE
    out = capsys.readouterr()
    assert out.out == ""
    assert said in out.err
    assert "Traceback" not in out.err


def test_what_cannot_be_opened_is_refused(two_day: Path, tmp_path: Path, capsys: Said) -> None:
    assert run("agenda", tmp_path / "none.workshop") == CANNOT_OPEN
    assert run("agenda", two_day, "--workshop", "nope") == CANNOT_OPEN
    newer = Path(shutil.copy(two_day, tmp_path / "newer.workshop"))
    make_newer(newer)
    before = contents(tmp_path)
    assert run("agenda", newer, "--json") == CANNOT_OPEN
    out = capsys.readouterr()
    assert out.out == ""
    assert "7.2.0" in out.err
    assert contents(tmp_path) == before


def test_a_workshop_is_chosen_by_its_id(kaunas: Path, capsys: Said) -> None:
    read = sheet(capsys, kaunas, "--workshop", "kaunas-2027-03", "--now", f"{START}T09:10")
    assert date.fromisoformat(read["days"][0]["date"]) == date(2027, 3, 2)
