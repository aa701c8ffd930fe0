"""Arithmetic of other people's text: cleaning, direction, folding, alphabets, isolating, file names."""

from facilitator_app.rules.text.alphabet import alphabet_key
from facilitator_app.rules.text.clean import clean
from facilitator_app.rules.text.direction import Direction, direction
from facilitator_app.rules.text.file_names import safe_file_name
from facilitator_app.rules.text.folding import fold
from facilitator_app.rules.text.isolate import isolate

__all__ = ["Direction", "alphabet_key", "clean", "direction", "fold", "isolate", "safe_file_name"]
