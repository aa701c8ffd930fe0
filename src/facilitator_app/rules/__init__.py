"""Pure arithmetic: schedule, timebox, seating, lights, text."""
