"""Somebody who is on no list: name, languages, organisation, Enter, and there is a seat."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.languages import base_language
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _
from facilitator_app.views.console.column import ContentColumn
from facilitator_app.views.console.livewords import listed
from facilitator_app.views.console.spoken import tags_of
from facilitator_app.views.shared.buttons import Kind, Size, button
from facilitator_app.views.shared.fields import Choice, Labelled, LineField
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import heading, text_label
from facilitator_app.views.shared.languages import own_name
from facilitator_app.views.shared.layouts import row
from facilitator_app.views.shared.panels import Card, CardKind, scrolling
from facilitator_app.views.shared.tokens import Role, Space, Tone

_NO_CLUSTER: Final = "-"


class WalkInPage(QWidget):
    """Three fields; Enter goes to the next empty one, in the last it seats."""

    came = Signal(str, tuple, str, str)
    """(name, language tags, organisation, cluster)."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: tuple[str, ...] = ()
        self._clusters: tuple[tuple[str, str], ...] | None = None
        self.name = LineField(_("Name"), placeholder=_("In any script"))
        self.languages = LineField(_("Languages"), placeholder=_("Such as ka, English"))
        self.organisation = LineField(_("Organisation"))
        self.cluster = Choice(_("Cluster"))
        self.seat = button(_("Seat"), Kind.PRIMARY, size=Size.SMALL, icon=Icon.PLUS, key_hint=_("Enter"))
        self._spoken = Labelled(_("Languages, the best one first"), self.languages)
        self._cluster = Labelled(_("Cluster, if known"), self.cluster)
        self._said = Card(CardKind.ACTIVE, margin=Space.M)
        self._words = text_label("", Role.STRONG)
        self._said.body.addWidget(self._words)
        self._said.hide()
        self._arrange()
        self.languages.textChanged.connect(self._understand)
        self.name.textChanged.connect(lambda _text: self.name.show_wrong(wrong=False))
        for field in (self.name, self.languages, self.organisation):
            field.returnPressed.connect(self._enter)
        self.seat.clicked.connect(self._seat)

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Know the clusters, and the languages of the room: a few letters mean one of these."""
        spoken = [tag for person in record.participants for tag in person.languages]
        self._known = tuple(
            dict.fromkeys(
                base_language(tag)
                for tag in (record.details.working_language, *record.details.local_languages, *spoken)
            )
        )
        clusters = tuple(
            (one.code, one.name_english or one.name_local) for one in record.clusters if one.selected
        )
        if clusters != self._clusters:
            self._clusters = clusters
            self.cluster.show_choices([(_NO_CLUSTER, _("None")), *clusters], _NO_CLUSTER)
            self._cluster.setVisible(bool(clusters))

    def say(self, words: str) -> None:
        """Say where somebody sits now."""
        self._words.setText(words)
        self._said.setVisible(bool(words))

    def said(self) -> str:
        """Return what was said last."""
        return self._words.text()

    def begin(self) -> None:
        """Be ready for a name."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def _enter(self) -> None:
        """Go to the next field that is empty; from the last one, or with all of them filled, seat."""
        fields = (self.name, self.languages, self.organisation)
        here = next((n for n, field in enumerate(fields) if field.hasFocus()), len(fields) - 1)
        empty = next((field for field in fields[here + 1 :] if not field.text().strip()), None)
        if empty is not None:
            empty.setFocus(Qt.FocusReason.TabFocusReason)
            return
        self._seat()

    def _seat(self) -> None:
        name = self.name.text().strip()
        tags, unknown = tags_of(self.languages.text(), self._known)
        if not name:
            self.name.show_wrong(wrong=True)
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if unknown or not tags:
            self._understand()
            self.languages.show_wrong(wrong=True)
            if not tags and not unknown:
                self._spoken.show_hint(_("One language at least: it decides the table."), Tone.RED)
            self.languages.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        cluster = "" if self.cluster.key() == _NO_CLUSTER else self.cluster.key()
        organisation = self.organisation.text().strip()
        for field in (self.name, self.languages, self.organisation):
            field.clear()
        self.cluster.choose(_NO_CLUSTER)
        self.begin()
        self.came.emit(name, tags, organisation, cluster)

    def _understand(self) -> None:
        """Say below the field which languages are meant."""
        tags, unknown = tags_of(self.languages.text(), self._known)
        self.languages.show_wrong(wrong=False)
        if unknown:
            words = _("Which language is “{word}”? Type more of its name.").format(word=isolate(unknown))
            self._spoken.show_hint(words, Tone.AMBER)
        else:
            self._spoken.show_hint(listed([own_name(tag) for tag in tags]))

    def _arrange(self) -> None:
        content = ContentColumn()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, Space.XS, 0)
        inside.setSpacing(Space.M)
        inside.addWidget(self._said)
        inside.addWidget(Labelled(_("Name"), self.name))
        inside.addWidget(self._spoken)
        inside.addWidget(Labelled(_("Organisation"), self.organisation))
        inside.addWidget(self._cluster)
        inside.addLayout(row(self.seat, 1))
        hint = _("Seated at once, in this round and all to come; nobody else moves. Ctrl+Z takes it back.")
        inside.addWidget(text_label(hint, Role.CAPTION))
        inside.addStretch(1)
        done = button(_("Done"), size=Size.SMALL, key_hint=_("Esc"))
        done.clicked.connect(self.closed)
        everything = QVBoxLayout(self)
        everything.setContentsMargins(0, 0, 0, 0)
        everything.setSpacing(Space.S)
        everything.addLayout(row(heading(_("Somebody new")), 1, done))
        everything.addWidget(scrolling(content), 1)
