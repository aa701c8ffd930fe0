"""One recent workshop as a card."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator_app.records.library import LibraryCard
from facilitator_app.support.wording import _, pgettext_
from facilitator_app.views.shared.buttons import Button, Kind, Size, button
from facilitator_app.views.shared.dates import moment_words, span_words
from facilitator_app.views.shared.icons import Icon, IconMark
from facilitator_app.views.shared.labels import ElidedLabel, plain_tooltip, text_label
from facilitator_app.views.shared.layouts import FlowLayout, row
from facilitator_app.views.shared.meters import TimeBar
from facilitator_app.views.shared.panels import Card, CardKind
from facilitator_app.views.shared.tokens import Role, Space, Tone

WIDTH = 396


class WorkshopCard(Card):
    """Title, days, place, course, how far it is, when it was backed up; or why it cannot be opened."""

    forget_requested = Signal(str)
    restore_requested = Signal(str)

    def __init__(self, shown: LibraryCard, now: datetime, parent: QWidget | None = None) -> None:
        kind = CardKind.WARN if shown.trouble else CardKind.PLAIN
        super().__init__(kind, pressable=not shown.trouble, space=Space.S, parent=parent)
        self.path = shown.path
        self.setFixedWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(_("Open {title}").format(title=shown.title))
        plain_tooltip(self, shown.path)
        self.body.addWidget(text_label(shown.title or PurePath(shown.path).stem, Role.HEADING, own=True))
        if shown.trouble:
            self._say_trouble(shown)
        else:
            self._say_how_far(shown, now)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the fixed width with the height its words need."""
        return QSize(WIDTH, max(self.heightForWidth(WIDTH), self.minimumSizeHint().height()))

    def _line(self, icon: Icon, words: str) -> None:
        if words:
            label = ElidedLabel(words, Role.BODY, tone="soft")
            self.body.addLayout(row(IconMark(icon, 16, "soft"), label, space=Space.S))
            label.setMinimumWidth(WIDTH - 3 * Space.XL)

    def _say_how_far(self, shown: LibraryCard, now: datetime) -> None:
        self._line(Icon.CALENDAR, span_words(shown.start, shown.end))
        self._line(Icon.PLACE, shown.place)
        self._line(Icon.AGENDA, course_words(shown.course))
        self.body.addStretch()
        if shown.steps_total:
            bar = TimeBar(thickness=8)
            words = _("{done} of {total} steps done").format(done=shown.steps_done, total=shown.steps_total)
            bar.show_left(shown.steps_done / shown.steps_total, Tone.GREEN, words)
            self.body.addWidget(bar)
            self.body.addWidget(text_label(words, Role.CAPTION))
        foot = _("No backup yet")
        if shown.backed_up_at is not None:
            foot = _("Backed up {when}").format(when=moment_words(shown.backed_up_at, now))
        line = row(IconMark(Icon.BACKUP, 16, "soft"), ElidedLabel(foot, Role.CAPTION), self._forget_button())
        line.setStretch(1, 1)
        self.body.addLayout(line)

    def _say_trouble(self, shown: LibraryCard) -> None:
        self.body.addLayout(
            row(IconMark(Icon.WARNING, 20, Tone.AMBER), text_label(shown.trouble, Role.BODY), space=Space.M),
        )
        self.body.addWidget(ElidedLabel(shown.path, Role.CAPTION))
        self.body.addStretch()
        again = button(_("Try again"), size=Size.SMALL, icon=Icon.REFRESH)
        again.clicked.connect(self._press)
        backups = button(_("Backups…"), size=Size.SMALL, icon=Icon.BACKUP)
        backups.clicked.connect(lambda: self.restore_requested.emit(self.path))
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for one in (again, backups, self._forget_button()):
            flow.addWidget(one)
        self.body.addWidget(buttons)

    def _press(self) -> None:
        self.pressed.emit()

    def _forget_button(self) -> Button:
        away = button(pgettext_("library card", "Take off the list"), Kind.QUIET, size=Size.SMALL)
        plain_tooltip(away, _("The file stays where it is."))
        away.clicked.connect(lambda: self.forget_requested.emit(self.path))
        return away


def course_words(course: str) -> str:
    """Return how long a course is; the card knows its key only, and content is not loaded for a card."""
    return {
        "half_day": _("Half a day"),
        "one_day": _("One day"),
        "two_day": _("Two days"),
        "three_day": _("Three days"),
        "five_day": _("Five days"),
    }.get(course, course)
