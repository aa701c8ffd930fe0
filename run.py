#!/usr/bin/env python3
"""Set Facilitator up where that is still to be done, and start it.

    python3 run.py                  open the program; without a display, rehearse a workshop offscreen
    python3 run.py test [--long]    run every check and test; further words go to pytest
    python3 run.py bench [WORDS]    run the benchmarks, beside another solver where there is one
    python3 run.py ANYTHING ELSE    pass it to the program, for example: python3 run.py --help

Standard library only; Linux, macOS and Windows; Python 3.11 to 3.13. The heavy modules are imported where
they are used: a second start has to add next to nothing.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from installers import system
from installers.system import Stop, say

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "facilitator-stamp"
UNFINISHED = VENV / "facilitator-unfinished"
LOCKS = {
    "program": "requirements.lock",
    "tests": "requirements-test.lock",
    "benchmarks": "requirements-bench.lock",
}
OLDEST, NEWEST = (3, 11), (3, 13)
INSTALL_FORMAT = "1"  # one higher when this file installs in another way
OLDEST_GLIBC = {"x86_64": (2, 34), "aarch64": (2, 39)}  # what the wheels of PySide6 are built for

NOT_FOR_TESTS = ("DISPLAY", "WAYLAND_DISPLAY", "PYTHONPATH", "PYTHONWARNINGS")  # the same run everywhere
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


# ---------------------------------------------------------------- Python


def suitable_python() -> str | None:
    """Return another Python to start with when this one is too old or too new; None when it is right."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return None
    import shutil

    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and answers(found):
            return found
    this = ".".join(map(str, sys.version_info[:3]))
    raise Stop(
        f"Facilitator needs Python 3.11, 3.12 or 3.13, and this is {this}. Please install one of them."
    )


def answers(python: str) -> bool:
    """Whether this Python starts at all; a shim or a broken link does not."""
    import subprocess

    try:
        return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


# ---------------------------------------------------------------- the environment


def venv_python() -> Path:
    """Return the path of the environment's own Python."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp_for(purpose: str) -> str:
    """Return what the stamp must say for `purpose`: the lock, the Python, and this way of installing."""
    import hashlib

    version = "{}.{}".format(*sys.version_info[:2])
    digest = hashlib.sha256((ROOT / LOCKS[purpose]).read_bytes())
    digest.update(f"{version} {INSTALL_FORMAT}".encode())
    return f"{purpose} {version} {digest.hexdigest()}"


def stamps() -> list[str]:
    """Return what has been installed so far."""
    return STAMP.read_text("utf-8").splitlines() if STAMP.exists() else []


def is_ready(purpose: str) -> bool:
    """Whether the environment holds exactly what `purpose` needs."""
    return stamp_for(purpose) in stamps() and not UNFINISHED.exists() and venv_python().exists()


def prepare(purpose: str) -> None:
    """Make or repair the environment; an interrupted one is made anew."""
    check_glibc()
    version = "{}.{}".format(*sys.version_info[:2])
    other_python = any(line.split()[1] != version for line in stamps())
    if VENV.exists() and (UNFINISHED.exists() or other_python or not answers(str(venv_python()))):
        import shutil

        say("The environment in .venv is unfinished or of another Python; it is made anew.")
        shutil.rmtree(VENV)
    VENV.mkdir(exist_ok=True)
    UNFINISHED.write_text("An installation began here and has not ended yet.\n", "utf-8")
    if not (with_uv(purpose) or with_pip(purpose)):
        raise Stop(
            "The packages could not be installed; the lines above say why. "
            "Check the internet connection and the free space (1 GB), then start again."
        )
    link_program()
    kept = [line for line in stamps() if line.split()[0] not in covered_by(purpose)]
    STAMP.write_text("\n".join([*kept, *map(stamp_for, covered_by(purpose))]) + "\n", "utf-8")
    UNFINISHED.unlink()
    say("Set-up is done.")


def covered_by(purpose: str) -> list[str]:
    """Return which purposes are served by installing for this one: each lock holds all before it."""
    purposes = list(LOCKS)
    return purposes[: purposes.index(purpose) + 1]


def check_glibc() -> None:
    """Refuse a Linux that is too old for the wheels, before anything is fetched."""
    if not sys.platform.startswith("linux"):
        return
    import platform

    library, version = platform.libc_ver()
    needed = OLDEST_GLIBC.get(platform.machine(), (2, 34))
    if library == "glibc" and tuple(map(int, version.split(".")[:2])) < needed:
        raise Stop(
            "This Linux is too old for the window library: it has glibc {}, and {}.{} is needed "
            "(on most computers: Debian 12, Ubuntu 22.04, Fedora 35 or later).".format(version, *needed)
        )


def with_uv(purpose: str) -> bool:
    """Install with uv where it is on the PATH; False where it is not, or where it fails."""
    import shutil
    import subprocess

    uv = shutil.which("uv")
    if not uv:
        return False
    say(f"Installing {packages_in(purpose)} packages into .venv with uv …")
    if not answers(str(venv_python())):
        making = [uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, str(VENV)]
        if subprocess.call(making):
            return False
    lock = str(ROOT / LOCKS[purpose])
    target = ["--python", str(venv_python())]
    if subprocess.call([uv, "pip", "install", *target, "--require-hashes", "-r", lock]) == 0:
        return True
    say("uv could not do it; trying with pip.")
    return False


def with_pip(purpose: str) -> bool:
    """Install with venv and pip, which every Python brings; progress is told every few packages."""
    import subprocess

    if not has_pip():
        if not system.provide_ensurepip():
            return False
        say("Making the environment in .venv …")
        if subprocess.call([sys.executable, "-m", "venv", str(VENV)]):
            return False
    total = packages_in(purpose)
    say(f"Fetching and installing {total} packages into .venv; this takes about a minute …")
    command = [str(venv_python()), "-m", "pip", "install", "--require-hashes", "--only-binary=:all:"]
    command += ["--disable-pip-version-check", "--no-input", "--progress-bar=off"]
    child = subprocess.Popen(
        [*command, "-r", str(ROOT / LOCKS[purpose])],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    assert child.stdout is not None
    last: list[str] = []
    fetched = 0
    for line in child.stdout:
        last = [*last[-20:], line.rstrip()]
        if line.startswith(("Collecting ", "Requirement already satisfied")):
            fetched += 1
            if fetched % 10 == 0:
                say(f"  {fetched} of {total}")
        elif line.startswith("Installing collected"):
            say("  unpacking …")
    if child.wait():
        say("\n".join(last))
        return False
    return True


def has_pip() -> bool:
    """Whether the environment's Python is there and can install."""
    import subprocess

    if not venv_python().exists():
        return False
    asked = [str(venv_python()), "-c", "import pip"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def packages_in(purpose: str) -> int:
    """Return roughly how many packages a lock names; those for other systems count too."""
    text = (ROOT / LOCKS[purpose]).read_text("utf-8")
    return sum("==" in line and not line.startswith((" ", "#")) for line in text.splitlines())


def link_program() -> None:
    """Make the sources importable and put the command `facilitator-app` into the environment.

    A path file and a script of our own do this without a build; both are relative, so that no name of a
    folder above, in whatever script it is written, ever stands in them.
    """
    windows = os.name == "nt"
    version = "python{}.{}".format(*sys.version_info[:2])
    packages = VENV / ("Lib" if windows else f"lib/{version}") / "site-packages"
    (packages / "facilitator_app.pth").write_text(os.path.relpath(ROOT / "src", packages) + "\n", "utf-8")
    if windows:
        script = venv_python().with_name("facilitator-app.cmd")
        script.write_text('@"%~dp0python.exe" -P -m facilitator_app %*\r\n', "utf-8")
        return
    script = venv_python().with_name("facilitator-app")
    script.write_text(
        "#!/bin/sh\n"
        'here=$0; [ -L "$here" ] && here=$(readlink -f "$here")\n'
        'exec "${here%/*}/python" -P -m facilitator_app "$@"\n',
        "utf-8",
    )
    script.chmod(0o755)


# ---------------------------------------------------------------- what was asked for


def start(words: list[str], **environment: str) -> int:
    """Become the program: no parent stays behind, but on Windows, which cannot do that."""
    command = [str(venv_python()), "-P", "-m", "facilitator_app", *words]
    os.environ.update(environment)
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606 - our own interpreter, no shell
    import subprocess

    return subprocess.call(command)


def rehearse() -> int:
    """Without a display: play a whole workshop through the real windows, offscreen."""
    target = ROOT / "rehearsal-output"
    say("There is no display here, so no window can be opened.")
    say(f"Instead a fictional workshop is played through; report and screenshots go to {target}")
    return start(["rehearse", "kaunas", "--out", str(target)], QT_QPA_PLATFORM="offscreen")


def check_and_test(words: list[str]) -> int:
    """Run the checks, then the tests; the last line is pytest's own, the exit code counts both."""
    import subprocess

    environment = {k: v for k, v in os.environ.items() if k not in NOT_FOR_TESTS}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    python = str(venv_python())
    checked = ["src", "tests", "installers", "run.py"]
    checks = {
        "ruff check": [python, "-m", "ruff", "check", "--quiet", *checked],
        "ruff format": [python, "-m", "ruff", "format", "--check", "--quiet", *checked],
        "mypy": [python, "-m", "mypy", "--no-error-summary", *checked],
        "import-linter": [python, "-c", LINT_IMPORTS],
    }
    failed = []
    for name, command in checks.items():
        say(f"{name} …")
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        if done.returncode:
            say(done.stdout.decode(errors="replace"))
            failed.append(name)
    say(f"FAILED: {', '.join(failed)}. The tests run all the same." if failed else "All checks passed.")
    pytest = [python, "-m", "pytest", "-n", "2", "--dist", "worksteal"]
    if "--long" not in words:
        pytest += ["--hypothesis-profile", "full"]
    result = subprocess.call([*pytest, *words], cwd=ROOT, env=environment)
    return result or int(bool(failed))


def benchmark(words: list[str]) -> int:
    """Measure and print; milliseconds are figures to be read, not tests."""
    import subprocess

    environment = {k: v for k, v in os.environ.items() if k not in NOT_FOR_TESTS}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [str(venv_python()), "-m", "pytest", "tests/benchmarks", "--benchmark-only", "-s"]
    return subprocess.call([*command, *words], cwd=ROOT, env=environment)


def main(words: list[str]) -> int:
    """Do what was asked for; return the exit code."""
    other = suitable_python()
    if other:
        os.execv(other, [other, str(ROOT / "run.py"), *words])  # noqa: S606 - a Python found on the PATH
    checking = {"test": check_and_test, "bench": benchmark}.get(words[0] if words else "")
    purpose = {"test": "tests", "bench": "benchmarks"}.get(words[0] if words else "", "program")
    if not is_ready(purpose):
        prepare(purpose)
    shown = not checking and system.has_display()
    system.check_libraries(window=shown)
    if checking:
        return checking(words[1:])
    if not words and not shown:
        return rehearse()
    if words[:1] == ["rehearse"] and not shown:
        return start(words, QT_QPA_PLATFORM="offscreen")
    return start(words)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as told:
        print(told, file=sys.stderr)
        sys.exit(1)
    except OSError as problem:
        print(f"Set-up could not go on: {problem}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("\nStopped. Start again to go on.", file=sys.stderr)
        sys.exit(130)
