"""What taking a roster in would do, before anything is taken in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from facilitator_app.records.people import Participant
from facilitator_app.records.problems import Problem
from facilitator_app.records.roster import FieldChange, ReplacedBecause, RosterField, RosterPreview
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.shared.buttons import Kind, Size, button
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import SOFT, text_label
from facilitator_app.views.shared.layouts import FlowLayout, clear, column, row, rule
from facilitator_app.views.shared.marks import badge
from facilitator_app.views.shared.panels import Card, CardKind, card, scrolling
from facilitator_app.views.shared.tokens import Role, Space, Tone

MOST_LINES = 40


class RosterPage(QWidget):
    """New, changed, replaced, gone, and the rows that cannot be used, each with what is wrong.

    Input: `show_preview(RosterPreview)`. Signals: `accepted()`, `refused()`.
    """

    accepted = Signal()
    refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = text_label("", Role.TITLE, own=True)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(Space.XL, 0, Space.XL, Space.L)
        self._column.setSpacing(Space.M)
        head = row(self._title, margins=QMargins(Space.XL, Space.L, Space.XL, Space.S))
        foot = QFrame()
        foot.setProperty("edge", "above")
        away = button(_("Not now"), size=Size.LARGE)
        away.clicked.connect(self.refused)
        self.take = button("", Kind.PRIMARY, size=Size.LARGE)
        self.take.clicked.connect(self.accepted)
        foot.setLayout(row(away, 1, self.take, margins=QMargins(Space.XL, Space.M, Space.XL, Space.M)))
        self.setLayout(column(head, scrolling(body), foot, space=0))

    def show_preview(self, preview: RosterPreview) -> None:
        """Show what would happen."""
        self._title.setText(preview.file or _("The pasted list"))
        clear(self._column)
        self._column.addWidget(_summary(preview))
        for part in _parts(preview):
            self._column.addWidget(part)
        self._column.addStretch(1)
        taken = len(preview.new) + len(preview.changed) + len(preview.replaced)
        words = ngettext_("Take in {n} person", "Take in {n} people", taken).format(n=taken)
        self.take.setText(words if taken or not preview.gone else _("Take it over"))
        self.take.setEnabled(preview.changes_anything)


def _summary(preview: RosterPreview) -> QWidget:
    line = QWidget()
    flow = FlowLayout(line)
    counts = (
        (Tone.GREEN, Icon.PLUS, ngettext_("{n} new", "{n} new", len(preview.new)), len(preview.new)),
        (
            Tone.ACCENT,
            Icon.REFRESH,
            ngettext_("{n} changed", "{n} changed", len(preview.changed)),
            len(preview.changed),
        ),
        (
            Tone.ACCENT,
            Icon.PERSON,
            ngettext_("{n} replaced", "{n} replaced", len(preview.replaced)),
            len(preview.replaced),
        ),
        (Tone.AMBER, Icon.MINUS, ngettext_("{n} gone", "{n} gone", len(preview.gone)), len(preview.gone)),
        (
            Tone.NEUTRAL,
            Icon.CHECK,
            ngettext_("{n} unchanged", "{n} unchanged", preview.unchanged),
            preview.unchanged,
        ),
        (
            Tone.RED,
            Icon.TRIANGLE,
            ngettext_("{n} row left out", "{n} rows left out", len(preview.kept_out)),
            len(preview.kept_out),
        ),
    )
    for tone, icon, words, count in counts:
        if count:
            flow.addWidget(badge(tone, words.format(n=count), icon))
    return line


def _parts(preview: RosterPreview) -> Iterable[QWidget]:
    if preview.problems:
        yield _problems(preview.problems)
    if preview.unused_columns:
        names = ", ".join(isolate(name) for name in preview.unused_columns)
        sentence = _("Not taken over, because nobody knows what they mean: {columns}").format(columns=names)
        yield card(text_label(_("Columns"), Role.OVERLINE), text_label(sentence), margin=Space.M)
    if preview.replaced:
        lines = [
            (
                _("{new} takes the seat of {gone}").format(
                    new=isolate(one.newcomer.person.name),
                    gone=isolate(one.gone.name),
                ),
                _because(one.because),
            )
            for one in preview.replaced
        ]
        yield _people_card(_("Replaced"), lines)
    if preview.changed:
        yield _people_card(
            _("Changed"),
            [(one.person.name, " · ".join(_change(c) for c in one.changes)) for one in preview.changed],
        )
    if preview.new:
        yield _people_card(_("New"), [(one.person.name, _about(one.person)) for one in preview.new])
    if preview.gone:
        sentence = _("They are not on this list. They stay in the workshop; withdraw whoever does not come.")
        yield _people_card(_("Gone"), [(one.name, _about(one)) for one in preview.gone], sentence)


def _problems(problems: Sequence[Problem]) -> Card:
    made = Card(CardKind.WARN, space=Space.S)
    made.body.addWidget(text_label(_("Rows that cannot be used as they are"), Role.HEADING))
    for one in problems[:MOST_LINES]:
        made.body.addWidget(rule())
        made.body.addWidget(text_label(_where(one), Role.OVERLINE, tone=Tone.RED))
        made.body.addWidget(text_label(one.wrong[:1].upper() + one.wrong[1:]))
        if one.expected:
            expected = _("Expected: {what}").format(what=one.expected)
            made.body.addWidget(text_label(expected, tone=SOFT))
    _say_rest(made, len(problems))
    return made


def _where(one: Problem) -> str:
    parts = [isolate(one.file)] if one.file else []
    if one.row is not None:
        parts.append(_("row {n}").format(n=one.row))
    if one.column:
        parts.append(_("column “{name}”").format(name=isolate(one.column)))
    return " · ".join(parts)


def _people_card(name: str, lines: Sequence[tuple[str, str]], sentence: str = "") -> Card:
    made = Card(space=Space.XS)
    made.body.addWidget(text_label(name, Role.HEADING))
    if sentence:
        made.body.addWidget(text_label(sentence, tone=SOFT))
    for who, what in lines[:MOST_LINES]:
        line = row(
            text_label(who, Role.STRONG, own=True), text_label(what, tone=SOFT, own=True), space=Space.M
        )
        line.setStretch(0, 2)
        line.setStretch(1, 3)
        made.body.addLayout(line)
    _say_rest(made, len(lines))
    return made


def _say_rest(made: Card, count: int) -> None:
    if count > MOST_LINES:
        rest = ngettext_("and {n} more", "and {n} more", count - MOST_LINES)
        made.body.addWidget(text_label(rest.format(n=count - MOST_LINES), tone=SOFT))


def _about(person: Participant) -> str:
    return " · ".join(
        isolate(part) for part in (person.organisation, person.role_title, person.country) if part
    )


def _change(change: FieldChange) -> str:
    before = isolate(change.before) if change.before else _("nothing")
    after = isolate(change.after) if change.after else _("nothing")
    return _("{field}: {before} → {after}").format(
        field=field_words(change.field), before=before, after=after
    )


def _because(why: ReplacedBecause) -> str:
    return {
        ReplacedBecause.ROSTER_SAYS_SO: _("the list says so"),
        ReplacedBecause.SAME_ID: _("same number on the list"),
        ReplacedBecause.SAME_ORGANISATION_AND_ROLE: _("same organisation and role"),
        ReplacedBecause.SAME_ORGANISATION_AND_SEAT: _("same organisation and seat"),
        ReplacedBecause.ONLY_ONE_OF_ORGANISATION: _("the only one of the organisation"),
    }[why]


def field_words(field: RosterField) -> str:
    """Return the name of a field of a roster."""
    return {
        RosterField.CODE: _("Number"),
        RosterField.NAME: _("Name"),
        RosterField.GIVEN_NAME: _("Given name"),
        RosterField.FAMILY_NAME: _("Family name"),
        RosterField.NATIVE_NAME: _("In own script"),
        RosterField.GENDER: _("Gender"),
        RosterField.ORGANISATION: _("Organisation"),
        RosterField.ORG_TYPE: _("Type of organisation"),
        RosterField.ROLE_TITLE: _("Role"),
        RosterField.COUNTRY: _("Country"),
        RosterField.LANGUAGES: _("Languages"),
        RosterField.ENGLISH_LEVEL: _("English"),
        RosterField.CLUSTER_KNOWN: _("Cluster known"),
        RosterField.EMAIL: _("E-mail"),
        RosterField.TABLE: _("Table"),
        RosterField.SEAT: _("Seat"),
        RosterField.CONSENT_PHOTO: _("Photos allowed"),
        RosterField.CONSENT_CONTACT_LIST: _("On the contact list"),
        RosterField.REPLACES: _("Stands in for"),
        RosterField.NOTES: _("Notes"),
    }[field]
