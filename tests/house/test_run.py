"""`python3 run.py`: what it decides, what it says, and that an interrupted set-up is mended."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from installers import system
from installers.system import Stop
from tests.house.sources import REPOSITORY

FAKE_UV = """#!{python}
import pathlib, sys
words = sys.argv[1:]
log = pathlib.Path({log!r})
log.write_text(log.read_text() + " ".join(words) + "\\n" if log.exists() else " ".join(words) + "\\n")
if words[0] == "venv":
    import venv
    venv.EnvBuilder(with_pip=False, symlinks=True).create(words[-1])
sys.exit({code} if words[0] == "pip" else 0)
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """Return a run.py of its own in a small copy of the repository."""
    home = tmp_path / "a copy"
    (home / "src" / "facilitator_app").mkdir(parents=True)
    (home / "src" / "facilitator_app" / "__init__.py").write_text("")
    (home / "src" / "facilitator_app" / "__main__.py").write_text(
        "import sys\nprint('program', *sys.argv[1:])\n"
    )
    for name in ("run.py", "requirements.lock", "requirements-test.lock", "requirements-bench.lock"):
        (home / name).write_bytes((REPOSITORY / name).read_bytes())
    monkeypatch.syspath_prepend(str(home))
    monkeypatch.delitem(sys.modules, "run", raising=False)
    import run  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415 - the copy just made

    assert Path(run.__file__).parent == home
    yield run
    del sys.modules["run"]


@pytest.fixture
def uv(run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put an installer on the PATH that makes environments but fetches nothing; return its log."""
    return _put_uv(tmp_path, monkeypatch, code=0)


def _put_uv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> Path:
    log = tmp_path / "uv.log"
    folder = tmp_path / "bin"
    folder.mkdir(exist_ok=True)
    tool = folder / "uv"
    tool.write_text(FAKE_UV.format(python=sys.executable, log=str(log), code=code))
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return log


def _words(log: Path) -> list[str]:
    return [line.split()[0] for line in log.read_text().splitlines()]


def test_a_first_start_installs_and_a_second_one_does_not(run: ModuleType, uv: Path) -> None:
    assert not run.is_ready("program")
    run.prepare("program")
    assert run.is_ready("program")
    assert _words(uv) == ["venv", "pip"]
    assert "--require-hashes" in uv.read_text()


def test_the_command_is_installed_and_works_from_any_folder(
    run: ModuleType, uv: Path, tmp_path: Path
) -> None:
    run.prepare("program")
    command = run.venv_python().with_name("facilitator-app")
    link = tmp_path / "link"
    link.symlink_to(command)
    (tmp_path / "json.py").write_text("raise SystemExit('a stranger was imported')")
    for program in (command, link):
        done = subprocess.run(
            [program, "one", "a b"], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        assert done.stdout == "program one a b\n"


def test_an_interrupted_set_up_is_made_anew(run: ModuleType, uv: Path) -> None:
    run.prepare("program")
    (run.VENV / "half-written").write_text("")
    run.UNFINISHED.write_text("")
    assert not run.is_ready("program")
    run.prepare("program")
    assert run.is_ready("program")
    assert not (run.VENV / "half-written").exists()


def test_a_folder_without_a_working_python_is_made_anew(run: ModuleType, uv: Path) -> None:
    run.venv_python().parent.mkdir(parents=True)
    run.venv_python().symlink_to("/nowhere/python")
    run.prepare("program")
    assert run.answers(str(run.venv_python()))


def test_a_changed_lock_installs_again_into_the_same_environment(run: ModuleType, uv: Path) -> None:
    run.prepare("program")
    (run.VENV / "kept").write_text("")
    lock = run.ROOT / "requirements.lock"
    lock.write_text(lock.read_text("utf-8") + "# newer\n", "utf-8")
    assert not run.is_ready("program")
    run.prepare("program")
    assert _words(uv) == ["venv", "pip", "pip"]
    assert (run.VENV / "kept").exists()


def test_another_python_gets_its_own_environment(run: ModuleType, uv: Path) -> None:
    run.prepare("program")
    run.STAMP.write_text(run.STAMP.read_text().replace("program 3.", "program 2."))
    run.prepare("program")
    assert _words(uv) == ["venv", "pip", "venv", "pip"]


def test_installing_for_the_tests_serves_the_program_too(run: ModuleType, uv: Path) -> None:
    run.prepare("tests")
    assert run.is_ready("program")
    assert run.is_ready("tests")
    assert not run.is_ready("benchmarks")
    run.prepare("benchmarks")
    assert all(map(run.is_ready, run.LOCKS))


@pytest.mark.parametrize(("word", "purpose"), [("test", "tests"), ("bench", "benchmarks")])
def test_checks_and_benchmarks_get_what_they_need_and_the_words_that_follow(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, word: str, purpose: str
) -> None:
    prepared: list[str] = []
    called: list[list[str]] = []

    def call(command: list[str], **_more: object) -> int:
        called.append(command)
        return 3

    monkeypatch.setattr(run, "is_ready", lambda purpose: False)
    monkeypatch.setattr(run, "prepare", prepared.append)
    monkeypatch.setattr(system, "check_libraries", lambda **_: None)
    monkeypatch.setattr("subprocess.call", call)
    monkeypatch.setattr("subprocess.run", lambda *_, **__: subprocess.CompletedProcess([], 0, b""))
    assert run.main([word, "-k", "grid"]) == 3
    assert prepared == [purpose]
    assert called[0][-2:] == ["-k", "grid"]
    assert ("--benchmark-only" in called[0]) is (word == "bench")


def test_a_failed_set_up_says_what_to_do_and_is_never_taken_for_done(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _put_uv(tmp_path, monkeypatch, code=1)
    monkeypatch.setattr(run, "with_pip", lambda purpose: False)
    with pytest.raises(Stop, match="Check the internet connection"):
        run.prepare("program")
    assert not run.is_ready("program")


def test_missing_libraries_are_named_in_one_line_to_copy(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "missing", lambda wanted: ["libEGL.so.1", "libxcb-cursor.so.0"])
    monkeypatch.setattr(system, "is_debian_root", lambda: False)
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    with pytest.raises(Stop) as told:
        system.check_libraries(window=True)
    assert "  sudo apt-get install libegl1 libxcb-cursor0\n" in str(told.value)


def test_fedora_is_told_by_the_name_of_the_library(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/dnf" if name == "dnf" else None)
    assert system.install_line(["libEGL.so.1"], ["libegl1"]) == "sudo dnf install 'libEGL.so.1()(64bit)'"


def test_root_on_debian_gets_the_libraries_installed(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    absent = [["libEGL.so.1"], []]
    installed: list[list[str]] = []

    def install(packages: list[str]) -> bool:
        installed.append(packages)
        return True

    monkeypatch.setattr(system, "missing", lambda wanted: absent.pop(0))
    monkeypatch.setattr(system, "is_debian_root", lambda: True)
    monkeypatch.setattr(system, "apt_install", install)
    system.check_libraries(window=False)
    assert installed == [["libegl1"]]


def test_a_library_that_is_not_there_is_seen(run: ModuleType) -> None:
    assert system.missing({"libc.so.6": "libc6", "libfacilitator-none.so.7": "none"}) == [
        "libfacilitator-none.so.7"
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be without a display")
def test_a_display_that_is_named_but_does_not_answer_is_none(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for display, wayland in ((None, None), (":4242", None), (None, "wayland-none")):
        for name, value in (("DISPLAY", display), ("WAYLAND_DISPLAY", wayland)):
            monkeypatch.delenv(name, raising=False)
            if value:
                monkeypatch.setenv(name, value)
        assert not system.has_display()


@pytest.mark.parametrize(
    ("words", "display", "started", "platform"),
    [
        ([], True, [], None),
        ([], False, ["rehearse", "kaunas", "--out"], "offscreen"),
        (["rehearse", "sharjah"], False, ["rehearse", "sharjah"], "offscreen"),
        (["check", "a.workshop"], False, ["check", "a.workshop"], None),
        (["--help"], True, ["--help"], None),
    ],
)
def test_what_is_asked_for_is_what_is_started(
    run: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    display: bool,
    started: list[str],
    platform: str | None,
) -> None:
    asked: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(run, "is_ready", lambda purpose: True)
    monkeypatch.setattr(system, "has_display", lambda: display)
    monkeypatch.setattr(system, "check_libraries", lambda **_: None)

    def start(words: list[str], **more: str) -> int:
        asked.append((words, more))
        return 0

    monkeypatch.setattr(run, "start", start)
    assert run.main(words) == 0
    assert asked[0][0][: len(started)] == started
    assert asked[0][1].get("QT_QPA_PLATFORM") == platform


def test_too_old_a_python_looks_for_another_or_says_which(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(
        "shutil.which", lambda name: "/somewhere/python3.12" if name == "python3.12" else None
    )
    monkeypatch.setattr(run, "answers", lambda python: True)
    assert run.suitable_python() == "/somewhere/python3.12"
    monkeypatch.setattr(run, "answers", lambda python: False)
    with pytest.raises(Stop, match=r"needs Python 3\.11, 3\.12 or 3\.13, and this is 3\.9\.2"):
        run.suitable_python()


def test_it_needs_nothing_but_the_standard_library() -> None:
    code = "import sys; sys.path.insert(0, '.'); import run; print(run.venv_python())"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=REPOSITORY, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
