"""The page of keys and the rail as the program shows them, for the battery."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator_app.support.wording import _
from facilitator_app.views.shared.actions import ActionSet
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.keyspage import KeysPage
from facilitator_app.views.shared.rail import Rail


def make_keys() -> KeysPage:
    """The page of keys."""
    return KeysPage(ActionSet())


def make_rail() -> QWidget:
    """The rail beside an empty place, the first place chosen."""
    around = QWidget()
    around.setProperty("surface", "paper")
    rail = Rail(_("Places"))
    places = (
        ("library", Icon.FOLDER, _("Library"), "Ctrl+W"),
        ("people", Icon.PEOPLE, _("People"), "F3"),
        ("console", Icon.PLAY, _("Run"), "F5"),
        ("report", Icon.REPORT, _("Report"), ""),
    )
    rail.show_places(places)
    rail.choose("console")
    line = QHBoxLayout(around)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(rail)
    line.addStretch()
    return around
