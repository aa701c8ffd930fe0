"""The design system: every screen is built from these and from nothing else."""
