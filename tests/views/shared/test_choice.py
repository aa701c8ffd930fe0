"""A choice says when its words go on."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from facilitator_app.views.shared.fields import Choice


def test_words_without_room_end_in_an_ellipsis(qapp: QApplication) -> None:
    choice = Choice("Round")
    long = "Step 2: Identifying and prioritising local clusters"
    choice.show_choices([("2", long)], "2")
    choice.resize(900, 36)
    assert choice.shown_words() == long
    choice.resize(200, 36)
    shown = choice.shown_words()
    assert shown.endswith("…")
    assert choice.fontMetrics().horizontalAdvance(shown) < 200
    choice.deleteLater()
    qapp.processEvents()
