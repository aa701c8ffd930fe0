"""What a search across all workshops found."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import PurePath

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.records.library import SearchHit
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import clear
from facilitator_app.views.shared.panels import Card, EmptyState
from facilitator_app.views.shared.tokens import Role, Space

MOST_SHOWN = 200


class Results(QWidget):
    """Hits by workshop; each can be pressed."""

    hit_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)

    def show_hits(self, text: str, hits: Sequence[SearchHit], titles: dict[str, str]) -> None:
        """Show the hits for a text; `titles` names workshops by path."""
        clear(self._column)
        if not hits:
            sentence = _("Nothing was found for “{text}” in any workshop. Part of a word is enough.")
            empty = EmptyState(_("Nothing found"), sentence.format(text=text), icon=Icon.SEARCH)
            self._column.addWidget(empty)
            return
        count = ngettext_("{n} place", "{n} places", len(hits)).format(n=len(hits))
        self._column.addWidget(text_label(count, Role.CAPTION))
        for path, found in groupby(hits[:MOST_SHOWN], key=lambda hit: hit.path):
            self._column.addWidget(
                text_label(titles.get(path) or PurePath(path).stem, Role.HEADING, own=True),
            )
            for hit in found:
                self._column.addWidget(self._hit(hit))
        if len(hits) > MOST_SHOWN:
            more = _("and {n} more: type more of the word").format(n=len(hits) - MOST_SHOWN)
            self._column.addWidget(text_label(more, Role.CAPTION))
        self._column.addStretch(1)

    def _hit(self, hit: SearchHit) -> Card:
        made = Card(pressable=True, space=Space.XS, margin=Space.M)
        made.setAccessibleName(f"{hit.place}: {hit.text}")
        made.body.addWidget(text_label(hit.place, Role.OVERLINE, own=True))
        made.body.addWidget(text_label(hit.text, Role.READING, own=True))
        made.pressed.connect(lambda: self.hit_chosen.emit(hit))
        return made
