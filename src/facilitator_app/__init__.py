"""Facilitator: an offline desktop assistant for live workshop rooms."""

__version__ = "0.1.0"
