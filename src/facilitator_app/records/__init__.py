"""Frozen dataclasses and enums of the nouns: what every room may hold."""
