"""What can be asked of a row of the agenda, in words and by key: menu and keyboard share this list."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from facilitator_app.support.wording import _

_NONE = Qt.KeyboardModifier.NoModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class Wish(StrEnum):
    """One thing a row can be asked for."""

    ROW_ABOVE = "row_above"
    ROW_BELOW = "row_below"
    FIRST_ROW = "first_row"
    LAST_ROW = "last_row"
    DETAILS = "details"
    UP = "up"
    DOWN = "down"
    DAY_BEFORE = "day_before"
    DAY_AFTER = "day_after"
    CUT = "cut"
    PASTE = "paste"
    LEAVE = "leave"
    INSERT = "insert"
    DUPLICATE = "duplicate"
    SPLIT = "split"
    SHORTEN = "shorten"
    PARK = "park"
    REMOVE = "remove"


KEYS: Final = MappingProxyType(
    {
        Wish.ROW_ABOVE: ((Qt.Key.Key_Up, _NONE),),
        Wish.ROW_BELOW: ((Qt.Key.Key_Down, _NONE),),
        Wish.FIRST_ROW: ((Qt.Key.Key_Home, _NONE),),
        Wish.LAST_ROW: ((Qt.Key.Key_End, _NONE),),
        Wish.DETAILS: ((Qt.Key.Key_Return, _NONE), (Qt.Key.Key_Enter, _NONE)),
        Wish.UP: ((Qt.Key.Key_Up, _ALT), (Qt.Key.Key_Up, _CONTROL)),
        Wish.DOWN: ((Qt.Key.Key_Down, _ALT), (Qt.Key.Key_Down, _CONTROL)),
        Wish.DAY_BEFORE: ((Qt.Key.Key_Up, _ALT | _SHIFT),),
        Wish.DAY_AFTER: ((Qt.Key.Key_Down, _ALT | _SHIFT),),
        Wish.CUT: ((Qt.Key.Key_X, _CONTROL),),
        Wish.PASTE: ((Qt.Key.Key_V, _CONTROL),),
        Wish.LEAVE: ((Qt.Key.Key_Escape, _NONE),),
        Wish.INSERT: ((Qt.Key.Key_Insert, _NONE),),
        Wish.DUPLICATE: ((Qt.Key.Key_D, _CONTROL),),
        Wish.REMOVE: ((Qt.Key.Key_Delete, _NONE),),
    }
)
_REPEATED: Final = frozenset({Wish.ROW_ABOVE, Wish.ROW_BELOW})
"""Only walking goes on while a key is held down."""

MOVES: Final = frozenset({Wish.UP, Wish.DOWN, Wish.DAY_BEFORE, Wish.DAY_AFTER, Wish.CUT})
CHANGES_PAST: Final = MOVES | {Wish.INSERT, Wish.SPLIT, Wish.SHORTEN, Wish.PARK, Wish.REMOVE}
"""What nobody can ask of something that has begun."""


GROUPS: Final = frozenset({Wish.UP, Wish.CUT, Wish.INSERT, Wish.SHORTEN, Wish.REMOVE})
"""Before these a menu draws a line."""


def wish_of(event: QKeyEvent) -> Wish | None:
    """Return what a key asks of a row."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    for wish, keys in KEYS.items():
        if any(event.key() == key and modifiers == held for key, held in keys):
            return wish if wish in _REPEATED or not event.isAutoRepeat() else None
    return None


def key_words(wish: Wish) -> str:
    """Return the first key of a wish as menus show it."""
    keys = KEYS.get(wish)
    if not keys:
        return ""
    key, held = keys[0]
    return QKeySequence(QKeyCombination(held, key)).toString(QKeySequence.SequenceFormat.NativeText)


def wish_words(wish: Wish, *, parked: bool = False, least: int = 0) -> str:
    """Return the words of a wish in a menu; `least` are the minutes it would be shortened to."""
    if wish is Wish.PARK:
        return _("Take back into the day") if parked else _("Park (keep its content)")
    if wish is Wish.SHORTEN:
        return _("Shorten to {n} min").format(n=least)
    return {
        Wish.DETAILS: _("Details"),
        Wish.UP: _("Move up"),
        Wish.DOWN: _("Move down"),
        Wish.DAY_BEFORE: _("Move to the day before"),
        Wish.DAY_AFTER: _("Move to the next day"),
        Wish.CUT: _("Cut"),
        Wish.PASTE: _("Paste before this"),
        Wish.INSERT: _("Insert before…"),
        Wish.DUPLICATE: _("Duplicate"),
        Wish.SPLIT: _("Split…"),
        Wish.REMOVE: _("Remove"),
    }[wish]
