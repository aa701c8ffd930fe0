"""The library: recent workshops as cards, and one search over all of them while they are closed."""

from facilitator_app.services.library.cards import card_of
from facilitator_app.services.library.index import index_workshop, purge, search_everywhere
from facilitator_app.services.library.recent import cards, forget, recent, remember

__all__ = ["card_of", "cards", "forget", "index_workshop", "purge", "recent", "remember", "search_everywhere"]
