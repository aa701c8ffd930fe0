"""Printing who sits where: each sheet whole, or only what is new since it was last printed."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from facilitator_app.records.enums import Sheet
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.printed import cards_to_print
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.shared.buttons import Button
from facilitator_app.views.shared.icons import Icon


class PrintButton(Button):
    """Opens a menu of sheets; not there while nobody is seated.

    Signal: `print_requested(Sheet value, only what changed)`.
    """

    print_requested = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Print…"), icon=Icon.PRINT, parent=parent)
        self._record: WorkshopRecord | None = None
        self._menu = QMenu(self)
        self.clicked.connect(self.open_menu)
        self.hide()

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Know what there is to print; it is counted when somebody asks."""
        self._record = record
        self.setVisible(bool(record.seats))

    def sheets(self) -> QMenu:
        """Return the menu as it is now: all of each sheet, then what changed of those printed before."""
        self._menu.clear()
        if self._record is None:
            return self._menu
        counts = {sheet: cards_to_print(self._record, sheet) for sheet in Sheet}
        for sheet, (everything, _changed) in counts.items():
            self._offer(_all_words(sheet, everything), sheet, count=everything, changed_only=False)
        self._menu.addSeparator()
        for sheet, (_everything, changed) in counts.items():
            if changed is not None:
                self._offer(_changed_words(sheet, changed), sheet, count=changed, changed_only=True)
        return self._menu

    def open_menu(self) -> None:
        """Open the menu below the button, its edge where the button's lines end."""
        menu = self.sheets()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        over = 0 if rtl else self.width() - menu.sizeHint().width()
        menu.popup(self.mapToGlobal(QPoint(over, self.height() + 2)))

    def _offer(self, words: str, sheet: Sheet, *, count: int, changed_only: bool) -> None:
        entry = self._menu.addAction(words.replace("&", "&&"))
        entry.setEnabled(count > 0)
        entry.triggered.connect(lambda: self.print_requested.emit(sheet.value, changed_only))


def _all_words(sheet: Sheet, n: int) -> str:
    """Return what printing a whole sheet is called."""
    if sheet is Sheet.TABLE_CARDS:
        return ngettext_("Table cards: {n} card", "Table cards: all {n} cards", n).format(n=n)
    if sheet is Sheet.PLACE_CARDS:
        return ngettext_("Place cards: {n} card", "Place cards: all {n} cards", n).format(n=n)
    return ngettext_("Wall list: {n} round", "Wall list: all {n} rounds", n).format(n=n)


def _changed_words(sheet: Sheet, n: int) -> str:
    """Return what printing the new part of a sheet is called."""
    if n == 0:
        return {
            Sheet.TABLE_CARDS: _("Table cards: nothing changed"),
            Sheet.PLACE_CARDS: _("Place cards: nothing changed"),
            Sheet.WALL_LIST: _("Wall list: nothing changed"),
        }[sheet]
    if sheet is Sheet.TABLE_CARDS:
        words = ngettext_(
            "Table cards: only what changed ({n} card)", "Table cards: only what changed ({n} cards)", n
        )
    elif sheet is Sheet.PLACE_CARDS:
        words = ngettext_(
            "Place cards: only what changed ({n} card)", "Place cards: only what changed ({n} cards)", n
        )
    else:
        words = ngettext_(
            "Wall list: only what changed ({n} round)", "Wall list: only what changed ({n} rounds)", n
        )
    return words.format(n=n)
