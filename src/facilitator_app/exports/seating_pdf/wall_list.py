"""The list for the wall: for every round pages by name, then by table with a sketch of the room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from facilitator_app.exports.seating_pdf.names import sitting_name
from facilitator_app.exports.seating_pdf.press import Page, Press
from facilitator_app.exports.seating_pdf.wall_names import pages_by_name
from facilitator_app.exports.seating_pdf.wall_tables import pages_by_table
from facilitator_app.rules.seating.printed import Sitting, table_cards
from facilitator_app.support.wording import _


def wall_pages(press: Press, rounds: Sequence[Sitting]) -> Iterator[Page]:
    """Yield for each round its pages by name, then those by table."""
    cards = table_cards(press.record)
    for place, sitting in enumerate(rounds):
        outline: tuple[tuple[str, int], ...] = ((sitting_name(sitting), 1),)
        if place == 0:
            outline = ((_("Wall list"), 0), *outline)
        at_tables = [card for card in cards if card.sitting.id == sitting.id]
        for draw in (*pages_by_name(press, sitting), *pages_by_table(press, sitting, at_tables)):
            yield Page(press.size, draw, outline)
            outline = ()
