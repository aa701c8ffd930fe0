"""What slips: told where people look as soon as it arises, with the way to the plans."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facilitator_app.records.agenda import Day
from facilitator_app.records.enums import AnchorKind, SegmentKind
from facilitator_app.records.recovery import RecoveryOffer
from facilitator_app.records.run import RunState, SegmentTimes
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.console.dayrows import day_of
from facilitator_app.views.shared.actions import key_of
from facilitator_app.views.shared.buttons import Kind, Size, button
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import row
from facilitator_app.views.shared.panels import Card, CardKind
from facilitator_app.views.shared.runwords import short_title
from facilitator_app.views.shared.tokens import Role, Space


def slip_words(record: WorkshopRecord, state: RunState) -> tuple[str, str]:
    """Return what slips next and to when, or nothing: the first anchor ahead, else the day's end."""
    for one in state.times:
        segment = record.agenda.segment(one.segment_id)
        if not one.misses_anchor or one.actual_start is not None or segment is None or segment.anchor is None:
            continue
        coming = one.expected_end if segment.anchor.kind is AnchorKind.END_BY else one.expected_start
        fixed = f"{segment.anchor.at:%H:%M}"
        if f"{coming:%H:%M}" == fixed:
            continue  # by seconds only: nobody in the room would call that a slip
        words = _("{title} slips to {time}").format(
            title=isolate(short_title(segment)), time=f"{coming:%H:%M}"
        )
        return words, _("It is fixed at {time}.").format(time=fixed)
    return _day_slip(record, state)


def _day_slip(record: WorkshopRecord, state: RunState) -> tuple[str, str]:
    day = day_of(record, state) if state.position is not None else None
    if day is None or not day.end_anchored:
        return "", ""
    last = _last_of(day, state)
    if last is None or last.actual_end is not None:
        return "", ""
    limit = _limit(day, last)
    if last.expected_end - limit < timedelta(minutes=1):
        return "", ""
    words = _("The day ends at {time}").format(time=f"{last.expected_end:%H:%M}")
    return words, _("It must end at {time}.").format(time=f"{limit:%H:%M}")


def _last_of(day: Day, state: RunState) -> SegmentTimes | None:
    times = {one.segment_id: one for one in state.times}
    within = [s for s in day.segments if not s.parked and s.kind is not SegmentKind.EVENING and s.id in times]
    return times[within[-1].id] if within else None


def _limit(day: Day, last: SegmentTimes) -> datetime:
    on = day.on if day.end >= day.start else day.on + timedelta(days=1)
    return datetime.combine(on, day.end, last.expected_end.tzinfo)


class SlipCard(Card):
    """“Lunch slips to 12:08”, and the plans. Left as it is, it goes on being there, quietly."""

    plans_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(CardKind.WARN, space=Space.XS, margin=Space.M, parent=parent)
        self._offer: RecoveryOffer | None = None
        self._quiet = False
        self._fixed = ""
        self._words = text_label("", Role.STRONG, own=True)
        self._why = text_label("", Role.BODY, tone="soft")
        self.button = button(_("See plans"), Kind.WARN, size=Size.SMALL, key_hint=key_of("run.recover"))
        self.button.clicked.connect(self.plans_requested)
        self.button.hide()
        self.body.addWidget(self._words)
        self.body.addWidget(self._why)
        self.body.addLayout(row(self.button, 1))
        self.hide()

    def show_offer(self, offer: RecoveryOffer | None, *, quiet: bool) -> None:
        """Show that there are plans; quietly where the host has left this slip as it is."""
        self._offer, self._quiet = offer, quiet
        self.button.setVisible(offer is not None)
        self.show_kind(CardKind.PLAIN if quiet else CardKind.WARN)
        self._tell()

    def show_run(self, record: WorkshopRecord, state: RunState) -> None:
        """Say what slips; touched only where a word changes."""
        words, fixed = slip_words(record, state)
        if not words and self._offer is not None:
            words, fixed = self._offer.question, ""
        if words != self._words.text():
            self._words.setText(words)
            self.setVisible(bool(words))
        if fixed != self._fixed:
            self._fixed = fixed
            self._tell()

    def words(self) -> tuple[str, str]:
        """Return what the card says."""
        return self._words.text(), self._why.text()

    def _tell(self) -> None:
        why = " ".join(filter(None, (self._fixed, self._plan_words())))
        if why != self._why.text():
            self._why.setText(why)
            self._why.setVisible(bool(why))

    def _plan_words(self) -> str:
        if self._offer is None:
            return ""
        if self._quiet:
            return _("Left as it is.")
        n = sum(choice.holds for choice in self._offer.choices)
        if n:
            return ngettext_("{n} plan brings it back.", "{n} plans bring it back.", n).format(n=n)
        return _("No plan brings it all back; see what can be won.")
