"""Recovery in the words of the room: what is offered when something would slip, and what was chosen.

`rules.recovery` works the plans out; here they are told and applied, and a plan that does not work gets its
one-click remedies.
"""

from facilitator_app.services.recovery.applying import apply_plan
from facilitator_app.services.recovery.offering import offer, offer_at, points
from facilitator_app.services.recovery.remedies import apply_remedy, remedies
from facilitator_app.services.recovery.standing import actuals_of, cycles_of

__all__ = [
    "actuals_of",
    "apply_plan",
    "apply_remedy",
    "cycles_of",
    "offer",
    "offer_at",
    "points",
    "remedies",
]
