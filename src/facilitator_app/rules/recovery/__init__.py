"""Recovery: how a day that slips keeps its anchors, without cutting a break or starving a table.

Buffers go first, then what may be given above the minimum (synthesis, report-back and plenary parts, then
the rest), then a smaller cycle, an overview, one segment left out or carried on; and one of the choices is
always to move the anchor. Only what has not begun changes, in whole minutes.
"""

from facilitator_app.rules.recovery.applying import apply
from facilitator_app.rules.recovery.draft import Cycles
from facilitator_app.rules.recovery.insertion import insertion_points
from facilitator_app.rules.recovery.limits import misses
from facilitator_app.rules.recovery.plans import plans

__all__ = ["Cycles", "apply", "insertion_points", "misses", "plans"]
