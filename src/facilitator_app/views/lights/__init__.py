"""Lights: six green and six red signs of a step, rated by table, with the board of all signals."""

from facilitator_app.views.lights.view import LightsView

__all__ = ["LightsView"]
