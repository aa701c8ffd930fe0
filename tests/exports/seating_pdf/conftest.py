"""What the tests of cards and wall lists share."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _application(qapp: object) -> None:
    """Fonts need the one application of the test run."""
