"""The start screen: recent workshops, a first page for those who have none, search across all."""

from facilitator_app.views.library.view import LibraryView

__all__ = ["LibraryView"]
