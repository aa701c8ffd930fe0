"""Planned against actual, with the first plan as the measure: `compare(record, now)`.

A plan that was shortened on the way must not look as if it had been kept: what recoveries changed is walked
back first.
"""

from facilitator_app.rules.actuals.comparing import compare
from facilitator_app.rules.actuals.first_plan import first_plan

__all__ = ["compare", "first_plan"]
