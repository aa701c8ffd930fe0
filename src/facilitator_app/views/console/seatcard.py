"""What the tables need just now, in one quiet card: to move, to plan anew, to confirm."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facilitator_app.records.enums import StageName
from facilitator_app.records.run import RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.mending import TablesOffer
from facilitator_app.support.wording import _, ngettext_, pgettext_
from facilitator_app.views.console.livewords import offer_words, running_round
from facilitator_app.views.shared.actions import key_of
from facilitator_app.views.shared.buttons import Kind, Size, button
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import row
from facilitator_app.views.shared.panels import Card, CardKind
from facilitator_app.views.shared.tokens import Role, Space

_SITTING: Final = frozenset(
    {StageName.THINK, StageName.DISCUSS, StageName.REPORT, StageName.SYNTHESIS, StageName.LIGHTS}
)


class SeatCard(Card):
    """“2 people move”, who and where to; one key does it, Esc leaves it. Nothing where nothing is needed."""

    accepted = Signal()
    put_off = Signal()
    confirmation_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(CardKind.WARN, space=Space.XS, margin=Space.M, parent=parent)
        self._offer: TablesOffer | None = None
        self._replan = 0
        self._title = text_label("", Role.STRONG, own=True)
        self._who = text_label("", Role.BODY, own=True)
        self.do = button("", Kind.WARN, size=Size.SMALL, key_hint=key_of("tables.accept"))
        self.leave = button(_("Leave it"), size=Size.SMALL, key_hint=_("Esc"))
        self.confirm = button(_("As seated"), size=Size.SMALL, key_hint=key_of("run.as_seated"))
        self.body.addWidget(self._title)
        self.body.addWidget(self._who)
        self.body.addLayout(row(self.do, self.leave, self.confirm, 1))
        self.do.clicked.connect(self.accepted)
        self.leave.clicked.connect(self.put_off)
        self.confirm.clicked.connect(self.confirmation_wanted)
        self._unconfirmed = False
        self._record: WorkshopRecord | None = None
        self.hide()

    def show_offer(self, record: WorkshopRecord, offer: TablesOffer | None, replan: int) -> None:
        """Offer moves (or None), or a new plan as so many people sit elsewhere than planned (or 0)."""
        self._record, self._offer, self._replan = record, offer, replan
        self._tell()

    def show_run(self, record: WorkshopRecord, state: RunState) -> None:
        """Say quietly that nobody has confirmed how people sit; touched only where that changes."""
        segment = running_round(record, state)
        seated = segment is not None and any(seat.segment_id == segment.id for seat in record.seats)
        known = segment is not None and any(one.segment_id == segment.id for one in record.confirmations)
        sitting = state.position is not None and state.position.stage in _SITTING
        unconfirmed = seated and sitting and not known
        if unconfirmed != self._unconfirmed:
            self._unconfirmed = unconfirmed
            self._tell()

    def asks(self) -> bool:
        """Say whether there is something that one key would do."""
        return self._offer is not None or self._replan > 0

    def words(self) -> tuple[str, str]:
        """Return what the card says."""
        return self._title.text(), self._who.text()

    def _tell(self) -> None:
        asks, title, who = self.asks(), "", ""
        if self._offer is not None and self._record is not None:
            title, who = offer_words(self._record, self._offer)
            self.do.setText(pgettext_("people", "Move"))
        elif self._replan:
            n = self._replan
            title = ngettext_(
                "{n} person sits elsewhere than planned.", "{n} people sit elsewhere than planned.", n
            ).format(n=n)
            who = _("Plan the coming rounds anew? What was held stays.")
            self.do.setText(_("Plan anew"))
        elif self._unconfirmed:
            title = _("Nobody has confirmed who sits where.")
        self._title.setText(title)
        self._who.setText(who)
        self._who.setVisible(bool(who))
        self.do.setVisible(asks)
        self.leave.setVisible(asks)
        self.confirm.setVisible(not asks)
        self.show_kind(CardKind.WARN if self._offer is not None else CardKind.QUIET)
        self.setVisible(bool(title))
