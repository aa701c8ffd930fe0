"""Who has met whom: the picture, and beside it what is to be said of a pair and of a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QMargins, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from facilitator_app.records.people import Participant
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.acquaintance import EARLIER, Acquaintance, acquaintance
from facilitator_app.rules.text import fold, isolate
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.prepare.metpicture import MetPicture, Pair, paint_meeting
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import FlowLayout, column, row
from facilitator_app.views.shared.panels import card, scrolling
from facilitator_app.views.shared.tokens import Role, Space

_BESIDE: Final = 300


class MetPage(QWidget):
    """Takes a WorkshopRecord; rounds of mixing count, earlier workshops of the programme too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record: WorkshopRecord | None = None
        self._people: dict[str, Participant] = {}
        self._met: Mapping[Pair, int] = {}
        self._acquainted = Acquaintance((), {})
        self._person = ""
        self._stale = False
        self.picture = MetPicture()
        self._pair = text_label("", Role.STRONG)
        self._name = text_label("", Role.HEADING, own=True)
        self._never = text_label("")
        self._twice = text_label("")
        self.picture.pair_chosen.connect(self._choose)
        self.picture.pair_pointed.connect(lambda a, b: self._pair.setText(self._pair_sentence(a, b)))
        legend = QWidget()
        flow = FlowLayout(legend, space=Space.M)
        for times, words in ((0, _("not met")), (1, _("meet once")), (2, _("meet twice or more"))):
            one = QWidget()
            one.setLayout(row(_Sample(times), text_label(words, Role.CAPTION, wrap=False), space=Space.XS))
            flow.addWidget(one)
        holder = QWidget()
        holder.setLayout(column(self.picture, 1))
        left = column(legend, scrolling(holder, sideways=True), space=Space.S)
        facts = QWidget()
        facts.setLayout(
            column(card(self._pair), card(self._name, self._never, self._twice), 1, space=Space.M)
        )
        beside = scrolling(facts)
        beside.setFixedWidth(_BESIDE)
        whole = row(left, beside, space=Space.L, margins=QMargins(Space.XL, 0, Space.XL, Space.M))
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Show who meets whom; the chosen person stays chosen."""
        self._record = record
        self._stale = True
        if self.isVisible():
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, D102
        self._refresh()
        super().showEvent(event)

    def _refresh(self) -> None:
        """Look at the record when somebody looks at the page: other pages need not wait for it."""
        record = self._record
        if record is None or not self._stale:
            return
        self._stale = False
        people = sorted((p for p in record.participants if not p.withdrawn), key=lambda p: fold(p.name))
        self._people = {one.id: one for one in people}
        self._acquainted = acquaintance(record)
        self._met = self._acquainted.times()
        self.picture.show_meetings(people, self._met)
        if people:
            person = self._person if self._person in self._people else people[0].id
            self._choose(person, person)

    def pair_words(self) -> str:
        """Return what is said of the chosen pair."""
        return self._pair.text()

    def person_words(self) -> tuple[str, str]:
        """Return whom the chosen person has not met, and whom twice."""
        return self._never.text(), self._twice.text()

    def _choose(self, one: str, other: str) -> None:
        self._person = one
        person = self._people[one]
        others = [p for p in self._people.values() if p.id != one]
        times = {p.id: self._met.get(frozenset((one, p.id)), 0) for p in others}
        never = [isolate(p.name) for p in others if not times[p.id]]
        twice = [p for p in others if times[p.id] > 1]
        self._name.setText(person.name)
        met = sum(1 for count in times.values() if count)
        words = ngettext_("Meets {n} other.", "Meets {n} others.", met).format(n=met)
        if never:
            self._never.setText(
                _("{met} Has not met: {people}.").format(met=words, people=_(", ").join(never))
            )
        else:
            self._never.setText(_("{met} Nobody is left out.").format(met=words))
        told = [_("{person} ({n}×)").format(person=isolate(p.name), n=times[p.id]) for p in twice]
        again = _("Meets twice or more: {people}.").format(people=_(", ").join(told))
        self._twice.setText(again if told else _("Meets nobody twice."))
        self._pair.setText(self._pair_sentence(one, other))
        self.picture.setAccessibleDescription(self._pair.text() if one != other else self._never.text())

    def _pair_sentence(self, one: str, other: str) -> str:
        if one == other:
            return _("Point at a square, or go there with the arrow keys: the rounds are named here.")
        a, b = isolate(self._people[one].name), isolate(self._people[other].name)
        rounds = self._acquainted.rounds(one, other)
        places = [self._place(segment_id, one) for segment_id in rounds if segment_id != EARLIER]
        if earlier := rounds.count(EARLIER):
            places.append(ngettext_("{n} earlier round", "{n} earlier rounds", earlier).format(n=earlier))
        if not places:
            return _("{one} and {other} do not meet.").format(one=a, other=b)
        return _("{one} and {other}: {rounds}.").format(one=a, other=b, rounds=_("; ").join(places))

    def _place(self, segment_id: str, who: str) -> str:
        """Return the round, and the table at which a person sits there."""
        record = self._record
        segment = record.agenda.segment(segment_id) if record else None
        if record is None or segment is None:
            return ""
        seat = next(s for s in record.seats if (s.segment_id, s.participant_id) == (segment_id, who))
        table = record.table(seat.table_id)
        words = _("{round}, table {n}")
        return words.format(round=isolate(segment.title), n=table.number if table else "–")


class _Sample(QWidget):
    """One square of the picture, for the legend."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self._times = times
        self.setFixedSize(QSize(18, 18))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_meeting(painter, QRectF(self.rect()), self._times)
        painter.end()
        del event
