"""Cluster teams are formed by a worker, looked at, and written as one step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator_app.app.notices import Notices
from facilitator_app.app.trouble import trouble_words
from facilitator_app.app.worker import Worker
from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.services import seating
from facilitator_app.support.errors import KnownError
from facilitator_app.views.prepare.teams import TeamsView
from facilitator_app.views.shared.panels import BannerKind

if TYPE_CHECKING:
    from facilitator_app.rules.seating.forming import TeamProposal


class TeamForming(QObject):
    """From what people chose to teams that sit; `used` is called once they do."""

    def __init__(
        self, workshop: OpenWorkshop, view: TeamsView, notices: Notices, used: Callable[[], None]
    ) -> None:
        super().__init__()
        self._workshop = workshop
        self._view = view
        self._notices = notices
        self._used = used
        self.former = Worker()

    def close(self) -> None:
        """Wait for teams that are being formed."""
        self.former.cancel()
        self.former.wait()

    def form(self) -> None:
        """Form the cluster teams in a worker; nothing is written before somebody has looked at them."""
        record = self._workshop.record
        if self.former.start(lambda _progress, _cancelled: seating.propose_teams(record)):
            self._notices.take_away("teams")
            self._view.show_forming(running=True)

    def show(self, proposal: object) -> None:
        """Show the teams that were formed."""
        from facilitator_app.rules.seating.forming import TeamProposal

        self._view.show_forming(running=False)
        if isinstance(proposal, TeamProposal):
            self._view.show_proposal(proposal)

    def show_failed(self, error: KnownError) -> None:
        """Say why there are no teams."""
        self._view.show_forming(running=False)
        self._notices.tell("teams", BannerKind.WARN, trouble_words(error))

    def use(self, proposal: TeamProposal) -> None:
        """Let tables adopt their clusters and seat the teams, as one step; then show the rounds."""
        identity = self._workshop.workshop_id
        self._workshop.post(
            "teams", lambda file: seating.apply_teams(file, identity, proposal), self._on_used
        )

    def _on_used(self, _changes: object) -> None:
        self._view.show_used()
        self._used()
