"""Capture: what tables report, typed while listening, in two languages side by side."""

from facilitator_app.views.capture.places import PlaceKey
from facilitator_app.views.capture.view import CaptureView

__all__ = ["CaptureView", "PlaceKey"]
