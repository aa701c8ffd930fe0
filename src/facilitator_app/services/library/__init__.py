"""The library: recent workshops as cards, one search over them while closed, and what they have taught."""

from facilitator_app.services.library.cards import card_of
from facilitator_app.services.library.durations import learned, learned_texts, learned_words
from facilitator_app.services.library.index import index_workshop, purge, search_everywhere
from facilitator_app.services.library.recent import cards, forget, recent, remember

__all__ = [
    "card_of",
    "cards",
    "forget",
    "index_workshop",
    "learned",
    "learned_texts",
    "learned_words",
    "purge",
    "recent",
    "remember",
    "search_everywhere",
]
