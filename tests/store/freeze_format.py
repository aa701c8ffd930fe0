"""Freeze the present file format: its statements, and a file of it that is kept for ever.

    python -m tests.store.freeze_format

To be run when `models` change before the format is released, or once for each new format number.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from facilitator_app.records.enums import Desk
from facilitator_app.store import migrations, schema
from tests.store.a_file import make, rename, the_points

ROOT = Path(__file__).parents[2]
FORMATS = ROOT / "tests" / "files" / "schema"


def main() -> None:
    """Write both files."""
    present = schema.present()
    if present.number == 1:
        statements = ";\n\n".join(one.strip() for one in present.statements()) + ";\n"
        target = Path(migrations.__file__).parent / "versions" / "v0001.sql"
        target.write_text(_tidy(statements), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        with make(Path(folder)) as file:
            rename(file, "Kaunas, second half")
            file.undo(Desk.CONSOLE)
            with file.read() as session:
                point = the_points(session)[1].id
            file.save_draft(point, "local_text", "ประเด็นท้องถิ่นที่ยัง")
        FORMATS.mkdir(parents=True, exist_ok=True)
        content = (Path(folder) / "kaunas.workshop").read_bytes()
        (FORMATS / f"format-{present.number}.workshop").write_bytes(content)


def _tidy(statements: str) -> str:
    return "\n".join(line.rstrip() for line in statements.replace("\t", "    ").splitlines()) + "\n"


if __name__ == "__main__":
    main()
