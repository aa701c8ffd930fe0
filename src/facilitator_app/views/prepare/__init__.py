"""Before the doors open: a new workshop, its agenda, its people, and who sits where."""
