"""The planner: from an instance to the best seating that can be computed, a plan at any moment."""
