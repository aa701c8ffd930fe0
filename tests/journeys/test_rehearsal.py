"""Rehearse: whole workshops, played in a process of its own by what a person does, and no trace of it."""

from __future__ import annotations

import ast
import csv
import hashlib
from pathlib import Path
from typing import NamedTuple

import pymupdf
import pytest
from PySide6.QtGui import QImage

from facilitator_app.app import rehearsal
from facilitator_app.support import paths
from tests.exports.session_pdf.reading import holds, holds_rtl, text_of
from tests.journeys.test_main_job import command

MOST_SECONDS = 600
SETS_TEXT = frozenset(
    {
        "setText",
        "setPlainText",
        "setHtml",
        "setMarkdown",
        "insertPlainText",
        "insertText",
        "insert",
        "append",
        "paste",
        "show_text",
        "show_point",
        "keyClicks",
    }
)
"""What would put a text into a field without anybody typing it; `append` of a list of pictures is none."""


class Played(NamedTuple):
    """What a rehearsal said and left."""

    said: str
    out: Path
    cwd: Path
    home: Path


def play(name: str, folder: Path) -> Played:
    """Rehearse in a process of its own, in a folder where every trace would be seen."""
    home = folder / "cwd" / "home"
    home.mkdir(parents=True)
    (home / "keep.txt").write_text("mine", encoding="utf-8")
    out = folder / "out"
    done = command("rehearse", name, "--out", out, home=home)
    assert (done.returncode, done.stderr) == (0, "")
    return Played(done.stdout, out, home.parent, home)


def digest(folder: Path) -> dict[str, str]:
    return {
        str(one.relative_to(folder)): hashlib.sha256(one.read_bytes()).hexdigest()
        for one in folder.rglob("*")
        if one.is_file()
    }


def judge(played: Played, data_set: str) -> None:
    """The pictures are pictures, the report holds every word that was typed, nothing else was written."""
    pictures = sorted(played.out.glob("*.png"))
    assert len(pictures) >= 20
    assert all(QImage(str(one)).width() >= 1024 for one in pictures)
    assert len({digest_of(one) for one in pictures}) > len(pictures) * 0.9, "the same picture again and again"
    room = [one for one in pictures if "-room " in one.name]
    assert len(room) >= 10, "what the room sees is in the pictures, whichever way the rehearsal was started"
    assert {QImage(str(one)).width() for one in room} == {1920}
    (pdf,) = played.out.glob("*.pdf")
    with pymupdf.open(pdf) as document:
        assert document.page_count > 5
    assert f"{pdf}: " in played.said
    report = text_of(pdf)
    with (paths.rehearsals() / data_set / "report_backs.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    missing = [
        text
        for row in rows
        for text in (row["local_text"], row["english_text"])
        if not (holds_rtl if "\u0600" <= text[:1] <= "\u06ff" else holds)(report, text)
    ]
    assert missing == []
    assert sorted(one.name for one in played.out.iterdir()) == [*(one.name for one in pictures), pdf.name]
    assert digest(played.cwd) == {"home/keep.txt": hashlib.sha256(b"mine").hexdigest()}


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.timeout(MOST_SECONDS)
def test_sharjah_is_played_from_the_library_to_the_pdf(tmp_path: Path) -> None:
    judge(play("sharjah", tmp_path), "sharjah_1day")


@pytest.mark.long
@pytest.mark.timeout(MOST_SECONDS)
def test_kaunas_is_played_from_the_library_to_the_pdf(tmp_path: Path) -> None:
    judge(play("kaunas", tmp_path), "kaunas_2day")


def test_the_rehearsal_types_by_input_method_and_never_sets_a_text() -> None:
    folder = Path(rehearsal.__file__).parent
    found = []
    for path in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            name, owner = node.func.attr, ast.unparse(node.func.value)
            if name in SETS_TEXT and not _is_a_list(name, owner, node):
                found.append(f"{path.name}:{node.lineno} {owner}.{name}")
    assert found == []
    hands = (folder / "hands.py").read_text("utf-8")
    assert "QInputMethodEvent" in hands
    assert "setCommitString" in hands


def _is_a_list(name: str, owner: str, node: ast.Call) -> bool:
    """Say whether this appends to a plain list of the player or the camera, or a slot that does."""
    return name == "append" and "editor" not in owner and len(node.args) == 1
