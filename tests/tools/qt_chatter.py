"""What Qt says while a test runs, and the list of the few things it may say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

# Exact texts, each with its reason. Nothing that a real screen would say belongs in here.
ALLOWED: Final[dict[str, str]] = {
    "This plugin does not support propagateSizeHints()": "the offscreen plug-in has no window manager",
    "This plugin does not support raise()": "the offscreen plug-in has no window manager",
    "This plugin does not support grabbing the keyboard": "the offscreen plug-in has one keyboard",
    "This plugin does not support setting window opacity": "the offscreen plug-in composes nothing",
}

_LOUD: Final = frozenset({QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg})


@dataclass
class Ear:
    """Collects every warning of Qt that is not allowed, until it is asked for them."""

    heard: list[str] = field(default_factory=list)
    _before: Callable[..., object] | None = None

    def open(self) -> None:
        """Begin to listen."""
        self._before = qInstallMessageHandler(self._hear)

    def close(self) -> None:
        """Give the messages back to whoever had them before."""
        qInstallMessageHandler(self._before)

    def take(self) -> list[str]:
        """Return what was heard since the last time, and forget it."""
        heard, self.heard = self.heard, []
        return heard

    def _hear(self, kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
        if kind in _LOUD and (text or "") not in ALLOWED:
            self.heard.append(f"{context.category}: {text}" if context.category != "default" else f"{text}")
