"""Errors, logging, paths, settings, words: no facilitation terms in here."""
