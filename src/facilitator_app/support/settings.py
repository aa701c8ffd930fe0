"""What the program remembers of its owner: language, look, this computer's name in journals."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from facilitator_app.support.durable_text import write_text
from facilitator_app.support.ids import new_id


@dataclass(slots=True)
class Settings:
    """A small JSON file; one that is missing or damaged means the defaults."""

    language: str = ""
    dark: bool = False
    device: str = field(default_factory=new_id)

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Return the settings in `path`; what is unknown or of another type there is left out."""
        try:
            read = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            read = {}
        made = cls(device="")
        for one in fields(cls):
            value = read.get(one.name) if isinstance(read, dict) else None
            if type(value) is type(getattr(made, one.name)):
                setattr(made, one.name, value)
        made.device = made.device.strip() or new_id()
        return made

    def save(self, path: Path) -> bool:
        """Write them down; False where the disk does not let us (nothing of a workshop is lost by that)."""
        return write_text(path, json.dumps(asdict(self), indent=1))
