"""Banners that can be answered: what is told, and what its one button does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from facilitator_app.views.shared.panels import BannerKind, BannerStack


class Notices(QObject):
    """The messages of one part of the program; they go when their part does, and touch no others."""

    def __init__(self, banners: BannerStack) -> None:
        super().__init__()
        self._banners = banners
        self._answers: dict[str, Callable[[], object] | None] = {}
        banners.action_requested.connect(self._act)
        banners.dismissed.connect(self._forget)

    def tell(
        self,
        key: str,
        kind: BannerKind,
        text: str,
        action: str = "",
        do: Callable[[], object] | None = None,
        *,
        stays: bool = False,
    ) -> None:
        """Show a message; one with the same key is replaced. `stays`: until its reason is gone."""
        self._answers[key] = do
        self._banners.show_banner(key, kind, text, action, dismissible=not stays)

    def take_away(self, key: str) -> None:
        """Take a message away because its reason is gone."""
        if key in self._answers:
            del self._answers[key]
            self._banners.take_away(key)

    def text(self, key: str) -> str:
        """Return what a message says, or nothing."""
        return self._banners.text(key) if key in self._answers else ""

    def close(self) -> None:
        """Take every message away and listen no more."""
        for key in tuple(self._answers):
            self.take_away(key)
        self._banners.action_requested.disconnect(self._act)
        self._banners.dismissed.disconnect(self._forget)

    def _act(self, key: str) -> None:
        do = self._answers.get(key)
        if do is not None:
            self.take_away(key)
            do()

    def _forget(self, key: str) -> None:
        self._answers.pop(key, None)
