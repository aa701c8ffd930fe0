#!/usr/bin/env python3
"""Freeze the program and play a whole rehearsal, with its PDF, inside the frozen one.

    python3 installers/freeze.py [--only-play]

The program comes to lie in `dist/facilitator-app/`; `build/` holds what it was made of and what was played.
A window alone would not show that a chart's back end or a font is missing: an export has to run.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
PROGRAM: Final = ROOT / "dist" / "facilitator-app" / "facilitator-app"
PLAYED: Final = ROOT / "build" / "played"
LEAST_PAGES: Final = 5
LEAST_SCREENSHOTS: Final = 20


def main() -> int:
    """Freeze, play, check; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only-play", action="store_true", help="use what was frozen before")
    wanted = parser.parse_args()
    if not wanted.only_play:
        freeze()
    problems = play()
    print("\n".join(problems) if problems else "The frozen program is fine.")
    return int(bool(problems))


def freeze() -> None:
    """Make `dist/facilitator-app/` anew with PyInstaller."""
    began = time.monotonic()
    shutil.rmtree(PROGRAM.parent, ignore_errors=True)
    folders = ["--distpath", str(ROOT / "dist"), "--workpath", str(ROOT / "build")]
    spec = str(ROOT / "installers" / "pyinstaller.spec")
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", *folders, spec], check=True
    )
    files = [file for file in PROGRAM.parent.rglob("*") if file.is_file() and not file.is_symlink()]
    size = sum(file.stat().st_size for file in files)
    print(f"Frozen in {time.monotonic() - began:.0f} s: {size / 1e6:.0f} MB", flush=True)


def play() -> list[str]:
    """Do the main job in the frozen program, far from the sources; return what is wrong."""
    shutil.rmtree(PLAYED, ignore_errors=True)
    PLAYED.mkdir(parents=True)
    workshop = PLAYED / "kaunas.workshop"
    source = PROGRAM.parent / "_internal" / "resources" / "rehearsal" / "kaunas_2day"
    problems = [
        *run("--version"),
        *run("import", str(source), str(workshop)),
        *run("check", str(workshop)),
        *run("report", str(workshop), str(PLAYED / "kaunas.pdf")),
        *run("rehearse", "kaunas", "--out", str(PLAYED / "rehearsal")),
        *check_pdf(PLAYED / "kaunas.pdf"),
    ]
    rehearsed = sorted((PLAYED / "rehearsal").rglob("*.pdf"))
    problems += check_pdf(rehearsed[0]) if rehearsed else ["the rehearsal left no PDF"]
    screenshots = len(list((PLAYED / "rehearsal").rglob("*.png")))
    print(f"{screenshots} screenshots", flush=True)
    if screenshots < LEAST_SCREENSHOTS:
        problems.append(f"{screenshots} screenshots, at least {LEAST_SCREENSHOTS} are expected")
    return problems


def run(*words: str) -> list[str]:
    """Run the frozen program as a stranger's computer would; return what is wrong with its exit code."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="facilitator-frozen-") as home:
        environment = {
            "HOME": home,
            "FACILITATOR_HOME": home,
            "QT_QPA_PLATFORM": "offscreen",
            "LC_ALL": "C.UTF-8",
        }
        # Windows finds its own libraries by these.
        environment.update({name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ})
        code = subprocess.call([PROGRAM, *words], env=environment, cwd=home)
    print(f"{words[0]}: exit code {code}, {time.monotonic() - began:.1f} s", flush=True)
    return [f"{' '.join(words)}: exit code {code}"] if code else []


def check_pdf(path: Path) -> list[str]:
    """Return what is wrong with the PDF: missing, or too short."""
    from pypdf import PdfReader

    if not path.exists():
        return [f"{path.name} is missing"]
    reader = PdfReader(path)
    pages = len(reader.pages)
    print(f"{path.name}: {pages} pages, {path.stat().st_size / 1e6:.1f} MB", flush=True)
    return (
        []
        if pages > LEAST_PAGES
        else [f"{path.name} has {pages} pages, more than {LEAST_PAGES} are expected"]
    )


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    from installers.environment import enter

    enter()
    sys.exit(main())
