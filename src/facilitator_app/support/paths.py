"""Where things are: resources in the source tree or in the frozen program, and a person's own folders.

`FACILITATOR_HOME` moves every folder of the person below one place; tests and rehearsals use it so that
nothing of theirs reaches the library.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from platformdirs import PlatformDirs

from facilitator_app.support.errors import CannotWriteError
from facilitator_app.support.wording import _

HOME_VARIABLE: Final = "FACILITATOR_HOME"
_APP_NAME: Final = "Facilitator"
_SOURCE_TREE: Final = Path(__file__).resolve().parents[3]


def resources() -> Path:
    """Return the folder of everything the program ships beside its code."""
    frozen = getattr(sys, "_MEIPASS", None)
    return (Path(frozen) if frozen else _SOURCE_TREE) / "resources"


def fonts() -> Path:
    """Return the folder of the bundled fonts and their licences."""
    return resources() / "fonts"


def content() -> Path:
    """Return the folder of steps, courses and forms."""
    return resources() / "content"


def locale() -> Path:
    """Return the folder of the gettext catalogues."""
    return resources() / "locale"


def icons() -> Path:
    """Return the folder of the icons."""
    return resources() / "icons"


def rehearsals() -> Path:
    """Return the folder of the fictional workshops that can be rehearsed."""
    return resources() / "rehearsal"


def app_data() -> Path:
    """Return the person's own folder for library, search index and backups; made when missing."""
    return _made(_own("data", _directories().user_data_path))


def logs() -> Path:
    """Return the folder of the crash log; made when missing."""
    return _made(_own("log", _directories().user_log_path))


def cache() -> Path:
    """Return the folder of what can be made again at any time; made when missing."""
    return _made(_own("cache", _directories().user_cache_path))


def settings_file() -> Path:
    """Return the path of the settings; the file need not exist yet."""
    return _made(_own("config", _directories().user_config_path)) / "settings.json"


def documents() -> Path:
    """Return the folder that is offered first when a workshop is saved; made when missing."""
    return _made(_own("documents", _directories().user_documents_path / _APP_NAME))


def _directories() -> PlatformDirs:
    return PlatformDirs(_APP_NAME, appauthor=False)


def _own(name: str, usual: Path) -> Path:
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) / name if home else usual


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise CannotWriteError(
            _("The folder {folder} cannot be made: {reason}.").format(folder=folder, reason=problem.strerror),
            _("Free some space or allow writing there, then start again."),
        ) from problem
    return folder
