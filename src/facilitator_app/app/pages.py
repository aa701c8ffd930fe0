"""What can stand before the library or the open workshop for a while: the form of a new one, the keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from facilitator_app.views.shared.actions import ActionSet
from facilitator_app.views.shared.window import AppWindow

if TYPE_CHECKING:
    from facilitator_app.views.prepare.new_workshop import NewWorkshopView


class Pages:
    """Pages that come and go; `behind` says what stands behind them. A form that was begun is kept."""

    def __init__(self, window: AppWindow, actions: ActionSet, behind: Callable[[], QWidget]) -> None:
        self._window = window
        self._actions = actions
        self._behind = behind
        self._form: NewWorkshopView | None = None
        self._keys: QWidget | None = None

    def show_form(self, make: Callable[[], NewWorkshopView]) -> None:
        """Show the form of a new workshop, as it was left if it was."""
        if self._form is None:
            self._form = make()
        self._window.show_content(self._form)
        self._drop_keys()

    def drop_form(self) -> None:
        """Take the form away: it was used, or somebody thought better of it."""
        form, self._form = self._form, None
        if form is not None:
            self._leave(form)

    def turn_keys(self) -> None:
        """Show the page of keys, or what was there before."""
        from facilitator_app.views.shared.keyspage import KeysPage

        if self._keys is not None:
            self._drop_keys()
            return
        page = KeysPage(self._actions)
        page.closed.connect(self._drop_keys)
        self._keys = page
        self._window.show_content(page)

    def leave(self) -> None:
        """Show what stands behind the pages."""
        self._window.show_content(self._behind())
        self._drop_keys()

    def _drop_keys(self) -> None:
        page, self._keys = self._keys, None
        if page is not None:
            self._leave(page)

    def _leave(self, page: QWidget) -> None:
        if self._window.content() is page:
            self._window.show_content(self._form or self._behind())
        page.deleteLater()
