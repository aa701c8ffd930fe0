"""Every view, for the battery: one line each, (name, factory of the view with real records)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from tests.views.shared.gallery import make_gallery

VIEWS: Final[tuple[tuple[str, Callable[[], QWidget]], ...]] = (("design system", make_gallery),)
