"""The verbs of the facilitator: plain functions on the store's one thread."""
