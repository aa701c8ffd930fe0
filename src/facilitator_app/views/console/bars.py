"""The bar on top (what is known of the machine) and the bar at the foot (what one can do)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QDate, QLocale, QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from facilitator_app.records.room import SceneKind, SeatsView
from facilitator_app.records.run import Position, RunPhase, RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.wording import _
from facilitator_app.views.console.dayrows import day_of
from facilitator_app.views.shared.actions import ACTIONS, ActionSpec, key_hint, key_of
from facilitator_app.views.shared.buttons import Button, Kind, Size, button, key_cap_width
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import ElidedLabel, text_label
from facilitator_app.views.shared.marks import Badge
from facilitator_app.views.shared.runwords import next_words
from facilitator_app.views.shared.tokens import Role, Space, Tone

_LOW_BATTERY = 20
_TIGHT = 1100
_MORE = (
    "run.timer",
    "run.guests",
    "run.interpreter",
    "run.correct_start",
    "run.language",
    "run.recover",
    "run.sheet",
)


def scene_name(kind: SceneKind) -> str:
    """Return the name of a scene."""
    return {
        SceneKind.WELCOME: _("Welcome"),
        SceneKind.TASK: _("Task and question"),
        SceneKind.TIMEBOX: _("Time"),
        SceneKind.GROUPS: _("Where do I sit?"),
        SceneKind.TURN: _("Report-back turn"),
        SceneKind.LIGHTS: _("Lights board"),
        SceneKind.BREAK: _("Break"),
        SceneKind.BLANK: _("Blank"),
        SceneKind.LOGO: _("Title and host"),
        SceneKind.SPEAKER: _("Speaker"),
    }[kind]


def seats_name(view: SeatsView) -> str:
    """Return what the room sees of its seats."""
    return {
        SeatsView.BOTH: _("Names and room, in turn"),
        SeatsView.BY_NAME: _("Hold: by name"),
        SeatsView.BY_TABLE: _("Hold: by table"),
    }[view]


@dataclass(frozen=True, slots=True)
class RoomStatus:
    """What the projector shows: the scene, whether there is a projector, and whether it follows the run."""

    kind: SceneKind = SceneKind.WELCOME
    projector: bool = True
    blank: bool = False
    follows: bool = True
    seats_view: SeatsView = SeatsView.BOTH


class TopBar(QFrame):
    """Title and day; saved, room, battery; the time of day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("edge", "below")
        self._title = ElidedLabel("", Role.HEADING)
        self._day = ElidedLabel("", Role.BODY, tone="soft")
        self._saved = Badge(Tone.GREEN)
        self._room = Badge(Tone.ACCENT)
        self._battery = Badge(Tone.NEUTRAL)
        self._clock = text_label("", Role.HEADING, wrap=False)
        self._saved.hide()
        self._battery.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        line.setSpacing(Space.M)
        line.addWidget(self._title)
        line.addWidget(self._day, 1)
        for widget in (self._saved, self._room, self._battery, self._clock):
            line.addWidget(widget)
        self.setFixedHeight(52)

    def show_workshop(self, record: WorkshopRecord, state: RunState) -> None:
        """Show title and day."""
        if self._title.text() != record.details.title:
            self._title.setText(record.details.title)
        day = day_of(record, state)
        words = ""
        if day is not None:
            on = QLocale().toString(QDate(day.on.year, day.on.month, day.on.day), "dddd d MMMM")
            words = _("Day {n} · {date}").format(n=day.number, date=on)
        if words != self._day.text():
            self._day.setText(words)

    def show_run(self, state: RunState) -> None:
        """Show the time of day."""
        words = f"{state.now:%H:%M}"
        if words != self._clock.text():
            self._clock.setText(words)

    def show_saved(self, text: str, *, trouble: bool = False) -> None:
        """Say when everything was saved, or that it is not."""
        self._saved.show_state(
            Tone.RED if trouble else Tone.GREEN, text, Icon.WARNING if trouble else Icon.CHECK
        )
        self._saved.setVisible(bool(text))

    def show_room(self, status: RoomStatus) -> None:
        """Say what the projector shows."""
        if status.blank:
            words, tone = _("Room is blank"), Tone.AMBER
        elif not status.projector:
            words, tone = _("No projector"), Tone.AMBER
        else:
            words, tone = _("Room shows: {scene}").format(scene=scene_name(status.kind)), Tone.ACCENT
        if (words, tone) != (self._room.text(), self._room.tone()):
            self._room.show_state(tone, words, Icon.SCREEN)

    def show_battery(self, percent: int | None) -> None:
        """Show the battery; None where there is none."""
        self._battery.setVisible(percent is not None)
        if percent is not None:
            low = percent <= _LOW_BATTERY
            words = _("Battery {n} %").format(n=percent)
            self._battery.show_state(Tone.RED if low else Tone.NEUTRAL, words, Icon.BATTERY)

    def room_words(self) -> str:
        """Return what the badge of the room says."""
        return self._room.text()


class BottomBar(QFrame):
    """Back, Pause, −1, +1, +5; what the room sees; Next with the name of what comes next."""

    next_requested = Signal(object)
    back_requested = Signal(object)
    pause_toggled = Signal()
    adjust_requested = Signal(int)
    scene_requested = Signal(object)
    seats_requested = Signal(object)
    """SeatsView: how the room looks for its seats."""
    follow_requested = Signal()
    blank_toggled = Signal(bool)
    action_requested = Signal(str)
    """The id of an action of the menu “More”."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("edge", "above")
        self._position: Position | None = None
        self._status = RoomStatus()
        self.back = button(_("Back"), icon=Icon.BACK)
        self.pause = button(_("Pause"), icon=Icon.PAUSE, key_hint=key_of("run.pause"))
        self.minus = self._adjust("−1", -1, _("One minute less"))
        self.plus = self._adjust("+1", 1, _("One minute more"))
        self.plus_five = self._adjust("+5", 5, _("Five minutes more"))
        self.more = button(_("More"), icon=Icon.MORE)
        self.room = button(_("Room…"), icon=Icon.SCREEN)
        self.blank = button(_("Blank"), icon=Icon.BLANK, key_hint=key_of("room.blank"))
        self.blank.setCheckable(True)
        self.next = button(_("Next"), Kind.PRIMARY, size=Size.LARGE, key_hint=key_of("run.next"), elides=True)
        self._menu = QMenu(self)
        self._more = QMenu(self)
        self._caps = True
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        line.setSpacing(Space.S)
        for widget in (self.back, self.pause, self.minus, self.plus, self.plus_five, self.more):
            line.addWidget(widget)
        line.addStretch(1)
        for widget in (self.room, self.blank, self.next):
            line.addWidget(widget)
        self.next.clicked.connect(self.press_next)
        self.back.clicked.connect(lambda: self.back_requested.emit(self._position))
        self.pause.clicked.connect(self.pause_toggled)
        self.room.clicked.connect(self.open_menu)
        self.more.clicked.connect(self._open_more)
        self.blank.clicked.connect(lambda: self.blank_toggled.emit(not self._status.blank))

    def show_run(self, record: WorkshopRecord, state: RunState) -> None:
        """Show what can be done now, and what Next does."""
        self._position = state.position
        running = state.phase in {RunPhase.RUNNING, RunPhase.PAUSED}
        words = next_words(record, state)
        if words != self.next.text():
            self.next.setText(words)
            self._fit()
        self._enable(
            self.next, state.phase is not RunPhase.FINISHED and (running or state.following is not None)
        )
        self._enable(self.back, state.can_go_back)
        for one in (self.pause, self.minus, self.plus, self.plus_five):
            self._enable(one, running)
        paused = state.phase is RunPhase.PAUSED
        go_on = _("Go on") if paused else _("Pause")
        if go_on != self.pause.text():
            self.pause.setText(go_on)
            self.pause.show_icon(Icon.PLAY if paused else Icon.PAUSE)

    def show_room(self, status: RoomStatus) -> None:
        """Know what the room sees, for the menu and the blank button."""
        self._status = status
        self.blank.setChecked(status.blank)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give up the key caps where there is no room: the words of Next matter more."""
        hints = {self.pause: key_of("run.pause"), self.blank: key_of("room.blank")}
        caps = sum(key_cap_width(hint) + Space.S for hint in hints.values())
        whole = sum(one.sizeHint().width() + Space.S for one in self._buttons())
        needed = whole + 2 * Space.L + (0 if self._caps else caps)
        fits = self.width() >= needed
        if fits != self._caps:
            self._caps = fits
            for one, hint in hints.items():
                one.show_key_hint(hint if fits else "")
        self._shorten_more(tight=self.width() < _TIGHT)

    def _shorten_more(self, *, tight: bool) -> None:
        words = "" if tight else _("More")
        if words != self.more.text():
            self.more.setText(words)
            self.more.setAccessibleName(_("More"))

    def _buttons(self) -> tuple[Button, ...]:
        first = (self.back, self.pause, self.minus, self.plus, self.plus_five, self.more)
        return (*first, self.room, self.blank, self.next)

    def press_next(self) -> None:
        """Ask for Next from the position that is shown: a second press from the same one does nothing."""
        self.next_requested.emit(self._position)

    def menu(self) -> QMenu:
        """Return the menu of scenes as it is now."""
        self._menu.clear()
        follow = self._menu.addAction(_("Follow the run"), self.follow_requested.emit)
        follow.setCheckable(True)
        follow.setChecked(self._status.follows)
        self._menu.addSeparator()
        for kind in SceneKind:
            if kind is not SceneKind.BLANK:
                entry = self._menu.addAction(scene_name(kind), self._asking(kind))
                entry.setCheckable(True)
                entry.setChecked(kind is self._status.kind and not self._status.follows)
        if self._status.kind is SceneKind.GROUPS:
            self._menu.addSeparator()
            for view in SeatsView:
                entry = self._menu.addAction(seats_name(view), self._holding(view))
                entry.setCheckable(True)
                entry.setChecked(view is self._status.seats_view)
        return self._menu

    def open_menu(self) -> None:
        """Open the menu of scenes above its button."""
        menu = self.menu()
        corner = self.room.mapToGlobal(self.room.rect().topLeft())
        menu.popup(corner - QPoint(0, menu.sizeHint().height()))

    def more_menu(self) -> QMenu:
        """Return what else can be done while the room runs, each with its key."""
        self._more.clear()
        specs = {spec.id: spec for spec in ACTIONS}
        for action_id in _MORE:
            self._add(specs[action_id])
        return self._more

    def _add(self, spec: ActionSpec) -> None:
        words = "\t".join(filter(None, (spec.shown_title(), key_hint(spec))))
        self._more.addAction(words, lambda: self.action_requested.emit(spec.id))

    def _open_more(self) -> None:
        menu = self.more_menu()
        corner = self.more.mapToGlobal(self.more.rect().topLeft())
        menu.popup(corner - QPoint(0, menu.sizeHint().height()))

    def _asking(self, kind: SceneKind) -> Callable[[], None]:
        return lambda: self.scene_requested.emit(kind)

    def _holding(self, view: SeatsView) -> Callable[[], None]:
        return lambda: self.seats_requested.emit(view)

    def _adjust(self, words: str, minutes: int, name: str) -> Button:
        made = button(words)
        made.setAccessibleName(name)
        made.clicked.connect(lambda: self.adjust_requested.emit(minutes))
        return made

    @staticmethod
    def _enable(what: Button, on: bool) -> None:  # noqa: FBT001
        if what.isEnabled() != on:
            what.setEnabled(on)
