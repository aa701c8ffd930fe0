"""Looks at the windows of an X server the way a person does: which are there, and what is in them.

libX11 through ctypes, so that nothing has to be installed beside the server itself.
"""

from __future__ import annotations

import ctypes as c
import ctypes.util
from dataclasses import dataclass
from typing import Any, ClassVar, Final

_VIEWABLE: Final = 2
_Z_PIXMAP: Final = 2
_ALL_PLANES: Final = 0xFFFFFFFF
_LONG_BITS: Final = 32
_EVERY_ROW: Final = 4  # a fourth of the rows is enough to see whether something changed


class _Attributes(c.Structure):
    _fields_: ClassVar = [
        *((name, c.c_int) for name in ("x", "y", "width", "height", "border", "depth")),
        ("visual", c.c_void_p),
        ("root", c.c_ulong),
        *((name, c.c_int) for name in ("kind", "bit_gravity", "window_gravity", "backing_store")),
        *((name, c.c_ulong) for name in ("backing_planes", "backing_pixel")),
        ("save_under", c.c_int),
        ("colormap", c.c_ulong),
        *((name, c.c_int) for name in ("map_installed", "map_state")),
        *((name, c.c_long) for name in ("all_events", "your_events", "do_not_propagate")),
        ("override_redirect", c.c_int),
        ("screen", c.c_void_p),
    ]


class _Image(c.Structure):
    _fields_: ClassVar = [
        *((name, c.c_int) for name in ("width", "height", "x_offset", "format")),
        ("data", c.c_void_p),
        *((name, c.c_int) for name in ("byte_order", "unit", "bit_order", "pad", "depth")),
        *((name, c.c_int) for name in ("bytes_per_line", "bits_per_pixel")),
    ]


@dataclass(frozen=True)
class Seen:
    """One window that is on the screen."""

    number: int
    width: int
    height: int


class Eye:
    """One connection to a display, with a window manager that keeps _NET_CLIENT_LIST."""

    def __init__(self, display: str) -> None:
        self._x = _library()
        self._display = self._x.XOpenDisplay(display.encode())
        if not self._display:
            raise OSError(f"the display {display} cannot be opened")
        self._root = self._x.XDefaultRootWindow(self._display)
        names = ("_NET_CLIENT_LIST", "_NET_WM_WINDOW_TYPE", "_NET_WM_WINDOW_TYPE_SPLASH")
        self._atoms = {name: self._x.XInternAtom(self._display, name.encode(), 0) for name in names}

    def windows(self, least_width: int, least_height: int) -> list[Seen]:
        """Return the managed, visible windows of at least this size, without splash screens."""
        found = []
        for number in self._numbers(self._root, "_NET_CLIENT_LIST"):
            if self._atoms["_NET_WM_WINDOW_TYPE_SPLASH"] in self._numbers(number, "_NET_WM_WINDOW_TYPE"):
                continue
            seen = self._attributes(number)
            big = seen.width >= least_width and seen.height >= least_height
            if seen.map_state == _VIEWABLE and big:
                found.append(Seen(number, seen.width, seen.height))
        return found

    def title(self, window: Seen) -> str:
        """Return the title of a window."""
        name = c.c_char_p()
        self._x.XFetchName(self._display, window.number, c.byref(name))
        return (name.value or b"?").decode("utf-8", "replace")

    def pixels(self, window: Seen) -> bytes:
        """Return every fourth row of a window, four bytes a pixel, read from what is on the screen."""
        left, top, child = c.c_int(), c.c_int(), c.c_ulong()
        ends = (c.byref(left), c.byref(top), c.byref(child))
        self._x.XTranslateCoordinates(self._display, window.number, self._root, 0, 0, *ends)
        screen = self._attributes(self._root)
        x, y = max(0, left.value), max(0, top.value)
        width, height = min(window.width, screen.width - x), min(window.height, screen.height - y)
        if width <= 0 or height <= 0:
            return b""
        area = (self._root, x, y, width, height, _ALL_PLANES, _Z_PIXMAP)
        image = self._x.XGetImage(self._display, *area)
        if not image:
            return b""
        held = image.contents
        rows = range(0, held.height, _EVERY_ROW)
        seen = [c.string_at(held.data + row * held.bytes_per_line, held.width * 4) for row in rows]
        self._x.XDestroyImage(image)
        return b"".join(seen)

    def _attributes(self, number: int) -> _Attributes:
        seen = _Attributes()
        self._x.XGetWindowAttributes(self._display, number, c.byref(seen))
        return seen

    def _numbers(self, window: int, atom: str) -> list[int]:
        kind, bits, count, left, start = c.c_ulong(), c.c_int(), c.c_ulong(), c.c_ulong(), c.c_void_p()
        asked = (self._atoms[atom], 0, 1024, 0, 0)
        answer = (c.byref(value) for value in (kind, bits, count, left, start))
        failed = self._x.XGetWindowProperty(self._display, window, *asked, *answer)
        if failed or not start.value:
            return []
        long_enough = bits.value == _LONG_BITS
        numbers = list((c.c_ulong * count.value).from_address(start.value)) if long_enough else []
        self._x.XFree(start)
        return numbers


_Handler: Final = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p)


# Windows vanish while one looks at them; that is no error here.
_ignore: Final = _Handler(lambda _display, _error: 0)


def _library() -> Any:
    """Return libX11 with the types of what is used of it."""
    x: Any = c.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
    display, window, number = c.c_void_p, c.c_ulong, c.c_ulong
    x.XOpenDisplay.restype, x.XOpenDisplay.argtypes = display, [c.c_char_p]
    x.XDefaultRootWindow.restype, x.XDefaultRootWindow.argtypes = window, [display]
    x.XInternAtom.restype, x.XInternAtom.argtypes = number, [display, c.c_char_p, c.c_int]
    asked = [display, window, number, c.c_long, c.c_long, c.c_int, number]
    x.XGetWindowProperty.argtypes = [*asked, *[c.c_void_p] * 5]
    x.XGetWindowAttributes.argtypes = [display, window, c.c_void_p]
    x.XTranslateCoordinates.argtypes = [display, window, window, c.c_int, c.c_int, *[c.c_void_p] * 3]
    x.XGetImage.restype = c.POINTER(_Image)
    x.XGetImage.argtypes = [display, window, c.c_int, c.c_int, c.c_uint, c.c_uint, c.c_ulong, c.c_int]
    x.XDestroyImage.argtypes = [c.POINTER(_Image)]
    x.XFree.argtypes = [c.c_void_p]
    x.XFetchName.argtypes = [display, window, c.c_void_p]
    x.XSetErrorHandler(_ignore)
    return x
