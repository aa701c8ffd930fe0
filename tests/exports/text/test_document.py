"""A PDF is whole or absent, tells how far it is, and can be made beside the windows or without them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from facilitator_app.exports.text import (
    ExportCancelledError,
    GlyphParagraph,
    Progress,
    ReportDocument,
    Running,
    TextStyle,
    next_page,
)
from facilitator_app.rules.text import Direction
from facilitator_app.support.errors import CannotWriteError, ExitCode
from tests.exports.text.reading import mupdf_texts, samples, visible


def story(pages: int = 3) -> list[object]:
    text = samples()[13].text
    return [part for page in range(pages) for part in (GlyphParagraph(f"p{page} {text}"), *next_page())]


def test_progress_grows_to_the_whole_and_counts_the_pages(tmp_path: Path) -> None:
    seen: list[Progress] = []
    result = ReportDocument("Report", progress=seen.append).write(story(5), tmp_path / "a.pdf")
    assert [one.pages for one in seen] == list(range(1, result.pages + 1))
    shares = [one.share for one in seen]
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_a_cancelled_export_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"before")
    pages: list[Progress] = []
    report = ReportDocument("Report", progress=pages.append, cancelled=lambda: len(pages) >= 2)
    with pytest.raises(ExportCancelledError):
        report.write(story(6), target)
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are a matter of Unix")
def test_a_full_disk_is_told_in_plain_words_and_leaves_what_was_there(tmp_path: Path) -> None:
    import resource  # noqa: PLC0415 - not on Windows

    target = tmp_path / "a.pdf"
    target.write_bytes(b"before")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(CannotWriteError) as caught:
            ReportDocument("Report").write(story(), target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "a.pdf" in caught.value.message
    assert caught.value.what_to_do
    assert caught.value.code is ExitCode.CANNOT_WRITE
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_told_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError):
        ReportDocument("Report").write(story(), tmp_path / "nowhere" / "a.pdf")


def test_an_export_beside_the_windows_gives_the_same_pages(tmp_path: Path) -> None:
    ReportDocument("Report").write(story(), tmp_path / "main.pdf")
    worker = threading.Thread(target=ReportDocument("Report").write, args=(story(), tmp_path / "worker.pdf"))
    worker.start()
    worker.join(60)
    assert mupdf_texts(tmp_path / "worker.pdf") == mupdf_texts(tmp_path / "main.pdf")


def test_an_export_works_where_no_window_ever_opened(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    code = (
        "import sys; from pathlib import Path\n"
        "from facilitator_app.exports.text import GlyphParagraph, ReportDocument\n"
        "ReportDocument('R').write([GlyphParagraph('ثقة Trust')], Path(sys.argv[1]))\n"
    )
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("QT_", "DISPLAY"))
    }
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(target)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    assert visible(mupdf_texts(target)[0]) == visible("ثقة Trust")


def test_running_lines_stand_on_every_page_but_the_cover(tmp_path: Path) -> None:
    def running(page: int) -> Running:
        return Running("Kaunas " * 40, "Day 1", "© 2027", f"Page {page}")

    for direction in Direction:
        report = ReportDocument("Report", running=running, direction=direction)
        result = report.write([GlyphParagraph("Cover"), *next_page(), *story(2)], tmp_path / "a.pdf")
        texts = mupdf_texts(tmp_path / "a.pdf")
        assert visible(texts[0]) == "Cover"
        for page, text in enumerate(texts[1:], 2):
            assert f"Page {page}" in text
            assert "…" in text
        assert result.pages == len(texts)


def test_characters_without_a_glyph_are_reported(tmp_path: Path) -> None:
    text = "\U0001f600 and \U0001f600"
    result = ReportDocument("Report").write([GlyphParagraph(text, TextStyle())], tmp_path / "a.pdf")
    assert result.missing == {"\U0001f600": 2}
