"""Searching: one text in every script, found where somebody wrote it."""

from facilitator_app.services.searching.excerpt import excerpt
from facilitator_app.services.searching.search import everything, search

__all__ = ["everything", "excerpt", "search"]
