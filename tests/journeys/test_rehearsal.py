"""Rehearse: whole workshops, played in a process of its own by what a person does, and no trace of it."""

from __future__ import annotations

import ast
import csv
import hashlib
import re
from pathlib import Path
from typing import NamedTuple

import pymupdf
import pytest
from PySide6.QtGui import QImage

from facilitator_app.app import rehearsal
from facilitator_app.app.rehearsal.camera import DESCRIPTION
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
"""What would put a text into a field without anybody typing it.

`append` of a list of pictures is none, nor is the description that goes into a picture's file.
"""


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


def seen(out: Path, kind: str) -> list[str]:
    """Return the words that can be read on the one picture of a kind of moment."""
    (path,) = out.glob(f"[0-9]*-{kind}.png")
    return QImage(str(path)).text(DESCRIPTION).split("\n")


def all_in(words: list[str], *wanted: str) -> bool:
    """Say whether each of these stands somewhere on the picture."""
    return all(any(one in line for line in words) for one in wanted)


def lunch(words: list[str]) -> str:
    """Return when lunch begins in the list of the day."""
    return next(line for line in words if re.match(r"\d\d:\d\d Lunch ", line))[:5]


def day(words: list[str]) -> list[str]:
    """Return the rows of the day."""
    return [line for line in words if re.match(r"\d\d:\d\d \S", line)]


def judge_the_speaker(out: Path, at: str) -> None:
    """Fourteen minutes too long: told when it arose, brought back by one key."""
    early = seen(out, "console speaker overruns as the slip arises")
    assert all_in(early, " over", "slips to", "It is fixed at", "See plans")
    late = seen(out, "console speaker overruns")
    assert all_in(late, "14:00 over", "Lunch slips to", f"It is fixed at {at}")
    assert lunch(late) > lunch(early) >= at
    plans = seen(out, "console plans after the speaker")
    assert all_in(plans, "Lunch would start at", "Squeeze a little", "A smaller cycle", "ask the kitchen")
    assert all_in(plans, "14:00 over", "Leave it as it is"), "the running time stays in sight"
    after = seen(out, "console recovered after the speaker")
    assert all_in(after, "Done: Squeeze a little. Ctrl+Z takes it back.", "Write the run sheet")
    assert lunch(after) == at
    assert not all_in(after, "slips to")


def judge_the_minister(out: Path, title: str, local: str) -> None:
    """Moved on by one key, asked when to speak, and the tables go on with exactly what they had."""
    assert all_in(seen(out, "console minister on the way"), "On the way")
    door = seen(out, "console minister at the door")
    assert all_in(door, "At the door", "When to speak…")
    asked = seen(out, "console when does the minister speak")
    assert all_in(asked, "When does the guest speak?", "Now")
    assert any("nothing slips" in line or re.search("slips .* min", line) for line in asked)
    speaks = seen(out, "console minister speaks")
    (waits,) = (line for line in speaks if "Table discussion waits with" in line)
    left = re.search(r"(\d+):(\d\d)", waits)
    assert left is not None
    assert all_in(speaks, f"Back to Table discussion, {left[0]} left")
    room = seen(out, "room minister speaks")
    assert all_in(room, title, local)
    assert [line for line in room if re.search(r"\d", line) and not re.fullmatch(r"\d\d:\d\d", line)] == []
    minutes = int(left[1]) + (left[2] != "00")
    assert all_in(seen(out, "console after the minister"), f"{minutes} min left", "Table discussion")
    assert all_in(seen(out, "room after the minister"), f"{minutes} min")


def judge_the_silent_booth(out: Path) -> None:
    """What it costs is said before; what slips is offered and done at once."""
    cost = seen(out, "console no interpreter, what it costs")
    assert all_in(cost, "Consecutive interpretation", "min more from now on", "Switch")
    plans = seen(out, "console plans without an interpreter")
    assert all_in(plans, "Consecutive interpretation adds", "Do this", "min left")
    assert all_in(seen(out, "console recovered without an interpreter"), "Done: ", "of speech")


def judge_the_second_overrun(out: Path) -> None:
    """Done, taken back, and done again: the day is as it was, each time."""
    over, done = seen(out, "console second overrun"), seen(out, "console recovered after the second overrun")
    undone, redone = seen(out, "console plan undone"), seen(out, "console plan redone")
    assert all_in(over, "9:00 over", "See plans")
    assert day(done) != day(over)
    assert day(undone) == day(over)
    assert day(redone) == day(done)
    assert all_in(seen(out, "room second overrun"), "+9:00")


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.timeout(MOST_SECONDS)
def test_sharjah_is_played_from_the_library_to_the_pdf(tmp_path: Path) -> None:
    played = play("sharjah", tmp_path)
    judge(played, "sharjah_1day")
    judge_the_speaker(played.out, "12:10")
    judge_the_minister(played.out, "Minister of the Economy (fictional)", "وزيرة الاقتصاد")
    judge_the_silent_booth(played.out)
    judge_the_second_overrun(played.out)


@pytest.mark.long
@pytest.mark.timeout(MOST_SECONDS)
def test_kaunas_is_played_from_the_library_to_the_pdf(tmp_path: Path) -> None:
    played = play("kaunas", tmp_path)
    judge(played, "kaunas_2day")
    judge_the_speaker(played.out, "12:00")
    judge_the_minister(played.out, "Minister of the Economy (fictional)", "Ekonomikos ministrė")
    judge_the_silent_booth(played.out)
    judge_the_second_overrun(played.out)


def test_the_rehearsal_types_by_input_method_and_never_sets_a_text() -> None:
    folder = Path(rehearsal.__file__).parent
    found = []
    for path in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            name, owner = node.func.attr, ast.unparse(node.func.value)
            if name in SETS_TEXT and not _is_no_field(name, owner, node):
                found.append(f"{path.name}:{node.lineno} {owner}.{name}")
    assert found == []
    hands = (folder / "hands.py").read_text("utf-8")
    assert "QInputMethodEvent" in hands
    assert "setCommitString" in hands


def _is_no_field(name: str, owner: str, node: ast.Call) -> bool:
    """Say whether this appends to a plain list of the player or the camera, or describes a picture."""
    if name == "append":
        return "editor" not in owner and len(node.args) == 1
    return name == "setText" and owner == "picture" and ast.unparse(node.args[0]) == "DESCRIPTION"
