"""Lights: what tables judge, with evidence, and the signals that follow."""

from facilitator_app.services.lights.board import (
    BoardRow,
    LightKey,
    LightsBoard,
    StepSignal,
    board,
    signals,
)
from facilitator_app.services.lights.ratings import edit_light, note_evidence, rate

__all__ = [
    "BoardRow",
    "LightKey",
    "LightsBoard",
    "StepSignal",
    "board",
    "edit_light",
    "note_evidence",
    "rate",
    "signals",
]
