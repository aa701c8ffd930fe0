"""The library with workshops in several scripts, a damaged and a newer file; and with none."""

from __future__ import annotations

from datetime import UTC, date, datetime

from PySide6.QtWidgets import QWidget

from facilitator_app.records.library import LibraryCard, SearchHit
from facilitator_app.support.wording import _
from facilitator_app.views.library import LibraryView
from facilitator_app.views.shared.actions import ActionSet

NOW = datetime(2027, 3, 2, 12, 0, tzinfo=UTC)
CARDS = (
    LibraryCard(
        "/home/facilitator/kaunas.workshop",
        "Cluster development workshop, Kaunas",
        date(2027, 3, 2),
        date(2027, 3, 3),
        "Kaunas, Lithuania",
        "two_day",
        5,
        9,
        NOW,
        datetime(2027, 3, 2, 9, 18, tzinfo=UTC),
    ),
    LibraryCard(
        "/home/facilitator/sharjah.workshop",
        "ورشة عمل تطوير التجمعات – الشارقة",
        date(2027, 2, 9),
        date(2027, 2, 9),
        "الشارقة",
        "one_day",
        6,
        6,
        NOW,
        datetime(2027, 2, 9, 15, 2, tzinfo=UTC),
    ),
    LibraryCard(
        "/home/facilitator/tbilisi.workshop",
        "კლასტერების განვითარება – workshop with a title that is too long for one line of a card",
        date(2027, 4, 28),
        date(2027, 5, 1),
        "თბილისი",
        "three_day",
        0,
        12,
    ),
    LibraryCard(
        "/media/stick/backup copy of the workshop in Chiang Mai, second version.workshop",
        "การพัฒนาคลัสเตอร์ เชียงใหม่",
        trouble=(
            "This file was written by a newer version of Facilitator (schema 9). "
            "It was not changed. Install the newer version, or open a backup."
        ),
    ),
    LibraryCard(
        "/home/facilitator/broken.workshop", "", trouble="The file is damaged: 3 pages cannot be read."
    ),
)
HITS = (
    SearchHit(
        CARDS[0].path, "Day 1 · Step 2 · Table 4, point 2", "Brakuje danych – zaufanie", "report_points", "1"
    ),
    SearchHit(CARDS[1].path, "Step 1 · Table 2, point 1", "القرب في المكان لا يكفي", "report_points", "2"),
)


def make_library() -> QWidget:
    """Return the library as it looks after some workshops."""
    view = LibraryView(_actions())
    view.show_cards(CARDS, NOW)
    return view


def make_first_start() -> QWidget:
    """Return the library as it looks at the first start."""
    view = LibraryView(_actions())
    view.show_cards((), NOW)
    return view


def make_search() -> QWidget:
    """Return the library with two hits."""
    view = LibraryView(_actions())
    view.show_cards(CARDS, NOW)
    view.search.setText(_("trust"))
    view._pause.stop()
    view.show_hits(_("trust"), HITS)
    return view


def _actions() -> ActionSet:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    actions = ActionSet(QApplication.instance())
    actions.show_states(())
    return actions
