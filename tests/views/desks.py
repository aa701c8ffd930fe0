"""The desks of the lead journey with real records, for the battery and for tests."""

from __future__ import annotations

from facilitator_app.services import running
from facilitator_app.support.clock import FakeClock
from facilitator_app.views.capture import CaptureView
from facilitator_app.views.lights import LightsView
from facilitator_app.views.report import ReportView
from facilitator_app.views.shared.actions import ActionSet
from tests import builders


def make_capture() -> CaptureView:
    """The capture desk at Sharjah: Arabic, Thai and Khmer beside English."""
    view = CaptureView(ActionSet())
    record = builders.sharjah()
    view.show_workshop(record)
    view.show_run(running.state(record, FakeClock().read()))
    return view


def make_lights() -> LightsView:
    """The lights desk at Kaunas, all tables rated."""
    view = LightsView()
    view.show_workshop(builders.kaunas())
    return view


def make_report() -> ReportView:
    """The report screen of Kaunas, before it is sent."""
    view = ReportView(("en", "lt", "pl", "ar"))
    view.show_workshop(builders.kaunas())
    return view
