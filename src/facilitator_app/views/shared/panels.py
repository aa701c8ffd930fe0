"""Cards, banners, empty states, tabs and scrolling columns."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.shared.buttons import Button, Kind, Size
from facilitator_app.views.shared.icons import Icon, IconMark
from facilitator_app.views.shared.labels import heading, restyle, text_label
from facilitator_app.views.shared.tokens import Role, Space, Tone


class CardKind(StrEnum):
    """Plain, private note (cream), quiet (dashed), something to see to, chosen, or the one that is live."""

    PLAIN = "plain"
    NOTE = "note"
    QUIET = "quiet"
    WARN = "warn"
    ERROR = "error"
    CHOSEN = "chosen"
    ACTIVE = "active"


class Card(QFrame):
    """A sheet on the paper. Add to `body`."""

    pressed = Signal()

    def __init__(
        self,
        kind: CardKind = CardKind.PLAIN,
        *,
        pressable: bool = False,
        space: int = Space.S,
        margin: int = Space.L,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", kind.value)
        self._pressable = pressable
        if pressable:
            self.setProperty("pressable", "true")
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(space)

    def show_kind(self, kind: CardKind) -> None:
        """Look like another kind of card."""
        if self.property("card") != kind.value:
            self.setProperty("card", kind.value)
            restyle(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        inside = self.rect().contains(event.position().toPoint())
        if self._pressable and event.button() is Qt.MouseButton.LeftButton and inside:
            self.pressed.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if self._pressable and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pressed.emit()
            return
        super().keyPressEvent(event)


def card(
    *items: QWidget | QLayout,
    kind: CardKind = CardKind.PLAIN,
    title: str = "",
    space: int = Space.S,
    margin: int = Space.L,
) -> Card:
    """Return a card with these items below each other."""
    made = Card(kind, space=space, margin=margin)
    if title:
        made.body.addWidget(heading(title))
    for item in items:
        if isinstance(item, QWidget):
            made.body.addWidget(item)
        else:
            made.body.addLayout(item)
    made.body.addStretch()
    return made


class BannerKind(StrEnum):
    """To know, to see to, or something failed."""

    INFO = "info"
    WARN = "warn"
    ERROR = "error"


class Banner(QFrame):
    """One message on top of a screen; never a dialog. It can carry one action and be put away."""

    action_requested = Signal()
    dismissed = Signal()

    def __init__(
        self,
        kind: BannerKind,
        text: str,
        action: str = "",
        *,
        hint: str = "",
        dismissible: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self.setProperty("banner", kind.value)
        shape, tone = {
            BannerKind.INFO: (Icon.INFO, Tone.ACCENT),
            BannerKind.WARN: (Icon.WARNING, Tone.AMBER),
            BannerKind.ERROR: (Icon.ERROR, Tone.RED),
        }[kind]
        self._label = text_label(text, Role.STRONG, selectable=True)
        self.setAccessibleName(text)
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        line.setSpacing(Space.M)
        line.addWidget(IconMark(shape, 20, tone), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._label, 1)
        if action:
            act = Button(action, kind=Kind.PLAIN, size=Size.SMALL)
            act.show_key_hint(hint)
            act.clicked.connect(self.action_requested)
            line.addWidget(act)
        if dismissible:
            away = Button(_("Put away"), kind=Kind.QUIET, size=Size.SMALL, icon=Icon.CLOSE)
            away.clicked.connect(self.dismissed)
            line.addWidget(away)

    def text(self) -> str:
        """Return the message."""
        return self._label.text()


def banner(kind: BannerKind, text: str, action: str = "", *, dismissible: bool = True) -> Banner:
    """Return a banner."""
    return Banner(kind, text, action, dismissible=dismissible)


class BannerStack(QWidget):
    """The banners of a window: at most three are seen, the worst and newest first; a key names each."""

    action_requested = Signal(str)
    dismissed = Signal(str)

    _SEEN = 3

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._banners: dict[str, Banner] = {}
        self._more = text_label("", Role.CAPTION)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        self._column.setSpacing(Space.S)
        self._column.addWidget(self._more)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._arrange()

    def show_banner(
        self,
        key: str,
        kind: BannerKind,
        text: str,
        action: str = "",
        *,
        hint: str = "",
        dismissible: bool = True,
    ) -> None:
        """Show a banner; one with the same key is replaced. `hint` is the keyboard's key for its action."""
        known = self._banners.get(key)
        if known is not None and (known.kind, known.text()) == (kind, text):
            return
        self._drop(key)
        made = Banner(kind, text, action, hint=hint, dismissible=dismissible)
        made.action_requested.connect(lambda: self.action_requested.emit(key))
        made.dismissed.connect(lambda: self._put_away(key))
        self._banners[key] = made
        self._arrange()

    def take_away(self, key: str) -> None:
        """Take a banner away because its reason is gone."""
        self._drop(key)
        self._arrange()

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all banners, oldest first."""
        return tuple(self._banners)

    def text(self, key: str) -> str:
        """Return what the banner with this key says, or nothing."""
        known = self._banners.get(key)
        return known.text() if known else ""

    def _put_away(self, key: str) -> None:
        self.take_away(key)
        self.dismissed.emit(key)

    def _drop(self, key: str) -> None:
        known = self._banners.pop(key, None)
        if known is not None:
            self._column.removeWidget(known)
            known.hide()
            known.deleteLater()

    def _arrange(self) -> None:
        order = [BannerKind.ERROR, BannerKind.WARN, BannerKind.INFO]
        newest_first = list(self._banners.values())[::-1]
        ranked = sorted(newest_first, key=lambda b: order.index(b.kind))
        for place, one in enumerate(ranked):
            self._column.insertWidget(place, one)
            one.setVisible(place < self._SEEN)
        hidden = len(ranked) - self._SEEN
        self._more.setVisible(hidden > 0)
        self._more.setText(
            ngettext_("and {n} more message", "and {n} more messages", hidden).format(n=hidden)
        )
        self.setVisible(bool(ranked))


class EmptyState(QWidget):
    """What stands where nothing is yet: what will be here, and the one thing to do."""

    action_requested = Signal()

    def __init__(
        self,
        title: str,
        sentence: str,
        action: str = "",
        *,
        icon: Icon | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.M)
        column.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        if icon is not None:
            column.addWidget(IconMark(icon, 48, "on_accent_soft"), 0, centre)
        for label in (heading(title), text_label(sentence, tone="soft")):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        if action:
            act = Button(action, kind=Kind.PRIMARY)
            act.clicked.connect(self.action_requested)
            column.addWidget(act, 0, centre)
        column.addStretch(2)


def scrolling(content: QWidget, *, sideways: bool = False) -> QScrollArea:
    """Return a frameless area that scrolls a column of content up and down (and sideways where asked)."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setProperty("surface", "clear")
    area.setWidget(content)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
