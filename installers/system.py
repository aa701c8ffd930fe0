"""What run.py asks of the system: libraries, packages, a display. Standard library only."""

from __future__ import annotations

import os
import sys
from pathlib import Path

# What Qt needs from the system: library, Debian package. The second group only for real windows.
OFFSCREEN_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class Stop(Exception):  # noqa: N818 - it is no error of ours
    """Something the person at the keyboard has to do first; told in plain words."""


def say(text: str) -> None:
    """Print one line at once, so that it stands before what a child process prints."""
    print(text, flush=True)


def missing(libraries: dict[str, str]) -> list[str]:
    """Return the names of those libraries that this Linux does not have."""
    import ctypes

    absent = []
    for name in libraries:
        try:
            ctypes.CDLL(name)
        except OSError:
            absent.append(name)
    return absent


def check_libraries(*, window: bool) -> None:
    """See that Qt will find what it needs; install it where we may, otherwise say how, in one line."""
    if not sys.platform.startswith("linux"):
        return
    wanted = {**OFFSCREEN_LIBRARIES, **(WINDOW_LIBRARIES if window else {})}
    absent = missing(wanted)
    if not absent:
        return
    packages = [wanted[name] for name in absent]
    if is_debian_root() and apt_install(packages) and not missing(wanted):
        return
    raise Stop(
        "Some libraries of the system are missing: "
        f"{', '.join(absent)}.\nPlease run this and start again:\n\n  {install_line(absent, packages)}\n"
    )


def install_line(libraries: list[str], packages: list[str]) -> str:
    """Return the one line to copy; Fedora and openSUSE install by the name of the library itself."""
    import shutil

    for tool in ("dnf", "zypper"):
        if shutil.which(tool) and not shutil.which("apt-get"):
            bits = "()(64bit)" if sys.maxsize > 2**32 else ""
            return f"sudo {tool} install " + " ".join(f"'{name}{bits}'" for name in libraries)
    return apt_line(packages)


def apt_line(packages: list[str]) -> str:
    """Return the line that installs `packages` on Debian and Ubuntu."""
    return "sudo apt-get install " + " ".join(packages)


def is_debian_root() -> bool:
    """Whether we may install packages of the system ourselves."""
    import shutil

    return sys.platform != "win32" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: list[str]) -> bool:
    """Install packages of the system as root; False where that fails."""
    import subprocess

    say("Installing packages of the system: " + " ".join(packages))
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.call(["apt-get", "update", "-qq"], env=quiet)
    command = [
        "apt-get",
        "install",
        "-y",
        "-qq",
        "--no-install-recommends",
        "-o",
        "Dpkg::Use-Pty=0",
        *packages,
    ]
    return subprocess.call(command, env=quiet, stdout=subprocess.DEVNULL) == 0


def has_display() -> bool:
    """Whether a window would be seen: a display is named and answers."""
    if not sys.platform.startswith("linux"):
        return True
    return wayland_answers() or (bool(os.environ.get("DISPLAY")) and x_answers())


def wayland_answers() -> bool:
    """Whether the Wayland socket that is named is there."""
    name = os.environ.get("WAYLAND_DISPLAY")
    return bool(name) and Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere"), name or "").exists()


def x_answers() -> bool:
    """Whether the X server that is named can be reached; Qt would abort without one."""
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # libraries are missing, which is said later
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed


def provide_ensurepip() -> bool:
    """Debian keeps the module that makes environments in a package of its own: get it, or say so."""
    from importlib.util import find_spec

    if find_spec("ensurepip") is not None:
        return True
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    if is_debian_root() and apt_install([package]):
        return True
    raise Stop(
        f"One package of the system is missing. Please run this and start again:\n\n  {apt_line([package])}\n"
    )
