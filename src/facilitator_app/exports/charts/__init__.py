"""Charts of a report in one house style, as PNG with their numbers; loads matplotlib when imported."""
