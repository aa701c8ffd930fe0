"""Every view, for the battery: one line each, (name, factory of the view with real records)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from tests.views.console import cases as console
from tests.views.desks import make_capture, make_lights, make_report
from tests.views.library import cases as library
from tests.views.prepare import cases as prepare
from tests.views.prepare import teamcases as teams
from tests.views.shared.cases import make_keys, make_rail
from tests.views.shared.gallery import make_gallery

VIEWS: Final[tuple[tuple[str, Callable[[], QWidget]], ...]] = (
    ("design system", make_gallery),
    ("keys", make_keys),
    ("rail", make_rail),
    ("new workshop", prepare.make_new_workshop),
    ("people", prepare.make_people),
    ("people, nobody yet", prepare.make_nobody),
    ("people, a roster", prepare.make_roster),
    ("tables", prepare.make_tables),
    ("tables, nobody seated", prepare.make_unseated),
    ("tables, the room", prepare.make_room_plan),
    ("wishes", prepare.make_wishes),
    ("wishes, none yet", prepare.make_no_wishes),
    ("how many tables", prepare.make_table_choice),
    ("how many tables, nobody yet", prepare.make_no_table_choice),
    ("tables, somebody in hand", prepare.make_carried),
    ("tables of a large room", prepare.make_large_room),
    ("who met whom", prepare.make_met),
    ("cluster teams", teams.make_choices),
    ("cluster teams, formed", teams.make_formed),
    ("cluster teams, no cluster", teams.make_no_cluster),
    ("agenda", prepare.make_agenda),
    ("agenda, a cost", prepare.make_agenda_cost),
    ("agenda, running", prepare.make_agenda_running),
    ("agenda, an empty day", prepare.make_agenda_empty),
    ("library", library.make_library),
    ("library, first start", library.make_first_start),
    ("library, search", library.make_search),
    ("console", console.make_running),
    ("console, a turn", console.make_turn),
    ("console, before the start", console.make_before),
    ("console, a slip", console.make_slipping),
    ("console, deciding", console.make_deciding),
    ("console, a guest at the door", console.make_guest_at_the_door),
    ("console, a guest speaks", console.make_guest_speaking),
    ("console, interpreted", console.make_interpreted),
    ("console, language", console.make_language),
    ("console, people move", console.make_people_move),
    ("console, as seated", console.make_as_seated),
    ("console, somebody new", console.make_walk_in),
    ("console, who is here", console.make_who_is_here),
    ("capture", make_capture),
    ("lights", make_lights),
    ("report", make_report),
)
