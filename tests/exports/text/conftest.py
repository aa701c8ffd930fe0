"""What the tests of the text engine share: the application and a way to make a PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from reportlab.platypus import Flowable

from facilitator_app.exports.text import ReportDocument


@pytest.fixture(autouse=True)
def _application(qapp: object) -> None:
    """Fonts need the one application of the test run."""


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Sequence[Flowable]], Path]:
    """Return a function that writes flowables as a PDF and returns its path."""

    def write(story: Sequence[Flowable]) -> Path:
        path = tmp_path / "report.pdf"
        ReportDocument("Session report · ضوء", author="Facilitator").write(story, path)
        return path

    return write
