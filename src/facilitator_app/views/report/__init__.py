"""Report: what is missing before it can be sent, the words only people can write, and one button."""

from facilitator_app.views.report.view import ReportView

__all__ = ["ReportView"]
