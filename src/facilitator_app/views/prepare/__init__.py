"""Before the doors open: a new workshop, its agenda, its people, and who sits where.

Import from the modules: `new_workshop`, `agenda`, `people`, `tables` (the last one needs NumPy, so nobody who
only wants the form should pay for it).
"""
