"""Plug and unplug screens while the program runs offscreen, with no X server.

Qt's own tests have a hook for this in the offscreen plug-in (resource "setConfiguration"); it is reached
through ctypes, at the place it has in the pinned Qt. Linux only. A screen named "console" must always stay.
"""

from __future__ import annotations

import ctypes
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import PySide6
import shiboken6
from PySide6.QtCore import QByteArray, QJsonDocument

# Where QPlatformNativeInterface::nativeResourceForIntegration stands in its virtual table.
_NATIVE_RESOURCE_SLOT: Final = 12


@dataclass(frozen=True)
class Screen:
    """One screen as the offscreen plug-in knows it, in device-independent pixels."""

    name: str
    x: int
    y: int
    width: int
    height: int
    logicalDpi: int = 96  # noqa: N815 - the plug-in's own word
    logicalBaseDpi: int = 96  # noqa: N815 - the plug-in's own word
    dpr: float = 1.0


CONSOLE: Final = Screen("console", 0, 0, 1366, 768)
PROJECTOR: Final = Screen("projector", 1366, 0, 1920, 1080)


def set_screens(screens: Sequence[Screen]) -> None:
    """Make `screens` the screens of this process; Qt emits screenAdded and screenRemoved accordingly."""
    libraries = Path(PySide6.__file__).parent / "Qt" / "lib"
    gui = ctypes.CDLL(str(libraries / "libQt6Gui.so.6"))
    core = ctypes.CDLL(str(libraries / "libQt6Core.so.6"))
    interface_of = gui["_ZN15QGuiApplication23platformNativeInterfaceEv"]
    interface_of.restype = ctypes.c_void_p
    interface = interface_of()
    pointer = ctypes.POINTER(ctypes.c_void_p)
    table = ctypes.cast(ctypes.cast(interface, pointer)[0], pointer)
    resource = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(
        table[_NATIVE_RESOURCE_SLOT] or 0
    )
    name = QByteArray(b"setConfiguration")
    hook = resource(interface, shiboken6.getCppPointer(name)[0])
    if not hook:
        raise RuntimeError("screens can be set only under QT_QPA_PLATFORM=offscreen:configfile=…")
    document = QJsonDocument.fromJson(
        json.dumps({"screens": [asdict(screen) for screen in screens]}).encode()
    )
    json_object = ctypes.create_string_buffer(64)  # a QJsonObject, returned by value
    to_object = core["_ZNK13QJsonDocument6objectEv"]
    to_object.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    to_object.restype = None
    to_object(ctypes.addressof(json_object), shiboken6.getCppPointer(document)[0])
    ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)(hook)(ctypes.addressof(json_object), interface)
