"""Room on the disk: the reserve that is given up when it is full, warnings, and the rescue text."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from facilitator_app.store.durable import part_beside
from facilitator_app.support.wording import _

MIB: Final = 1 << 20
_RESERVE: Final = 4 * MIB
# Below this a commit may fail any moment; the reserve is given up before it does.
_TIGHT: Final = 1 * MIB
_LOW: Final = 200 * MIB
# The reserve is taken again only when there is clearly room, so that it does not come and go.
_AMPLE: Final = 32 * MIB


class Reserve:
    """NAME.reserve, 4 MiB beside the workshop file: room to go on typing when the disk is full."""

    def __init__(self, path: Path) -> None:
        self.path = path.with_name(f"{path.name}.reserve")
        self._folder = path.parent
        self.given_up = False

    def take(self) -> bool:
        """Write the reserve, if there is room and it is not there; return whether it is there now."""
        with contextlib.suppress(OSError):
            if self.path.exists() and self.path.stat().st_size >= _RESERVE:
                self.given_up = False
            elif free_bytes(self._folder) >= _AMPLE:
                _fill(self.path)
                self.given_up = False
        return not self.given_up and self.path.exists()

    def give_up(self) -> bool:
        """Free the reserve; return whether there was one."""
        try:
            self.path.unlink()
        except OSError:
            return False
        self.given_up = True
        return True

    def mind(self) -> None:
        """Give the reserve up before the next write fails, and take it again when there is room."""
        free = free_bytes(self._folder)
        if free < _TIGHT and not self.given_up:
            self.give_up()
        elif self.given_up and free >= _AMPLE:
            self.take()

    def remove(self) -> None:
        """Take the reserve away: the file is being closed."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)

    def warning(self) -> str:
        """Return what to tell about the room on the disk; empty where there is plenty."""
        free = free_bytes(self._folder)
        if self.given_up or free < _TIGHT:
            return _("The disk is full. A reserve is being used; please free some space now.")
        if free < _LOW:
            return _("Only {free} MB are left on this disk. Please free some space.").format(free=free // MIB)
        return ""


def free_bytes(folder: Path) -> int:
    """Return the bytes that can still be written in `folder`; plenty where the system does not tell."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return _LOW


def rescue_of(path: Path) -> Path:
    """Return the name of the rescue text of the workshop file `path`."""
    return path.with_name(f"{path.name}.rescue.txt")


def write_rescue(path: Path, folder: Path | None, texts: Mapping[tuple[str, str], str]) -> Path | None:
    """Write texts that could not be saved beside the workshop file, or else into `folder`.

    Returns where they are; None where neither took them.
    """
    parts = [_("What could not be saved in {name}:").format(name=path.name)]
    parts += [f"[{point_id} · {field}]\n{text}" for (point_id, field), text in sorted(texts.items())]
    content = ("\n\n".join(parts) + "\n").encode("utf-8", "replace")
    places = [rescue_of(path)] + ([folder / rescue_of(path).name] if folder else [])
    for place in places:
        part = part_beside(place)
        try:
            with part.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(place)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        else:
            return place
    return None


def _fill(path: Path) -> None:
    with path.open("wb") as file:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(file.fileno(), 0, _RESERVE)
        else:
            # Real bytes: a file with holes would hold no room.
            file.write(os.urandom(_RESERVE))
