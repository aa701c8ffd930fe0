"""Collect every word the program says into resources/locale/facilitator.pot (Babel).

Run it from the repository after words have changed; `--check` only says whether the file is up to date.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

REPOSITORY: Final = Path(__file__).resolve().parents[1]
SOURCE: Final = REPOSITORY / "src" / "facilitator_app"
TEMPLATE: Final = REPOSITORY / "resources" / "locale" / "facilitator.pot"
# The functions of support/wording.py, and msgid() that marks titles kept as data.
KEYWORDS: Final = (("_", None), ("msgid", None), ("ngettext_", (1, 2)), ("pgettext_", ((1, "c"), 2)))


def catalogue(source: Path = SOURCE) -> Catalog:
    """Return all messages of the sources with the files (never the lines) they stand in."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract_from_dir

    made = Catalog(project="Facilitator", charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        str(source),
        method_map=[("**.py", "python")],
        keywords=dict(KEYWORDS),
        comment_tags=("Translators:",),
    )
    for file, _line, message, comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        made.add(message, locations=[(Path(file).as_posix(), 0)], auto_comments=comments, context=context)
    return made


def template(source: Path = SOURCE) -> bytes:
    """Return the .pot file: sorted, without dates, the same for the same sources."""
    from babel.messages.pofile import write_po

    out = BytesIO()
    write_po(out, catalogue(source), omit_header=True, sort_output=True, width=100, include_lineno=False)
    return _HEADER + out.getvalue()


_HEADER: Final = b"""# Words of Facilitator, for translators. Made by installers/extract_messages.py.
msgid ""
msgstr ""
"Project-Id-Version: Facilitator\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the template, or with --check say whether it is up to date (exit code 1 where it is not)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing")
    check = parser.parse_args(arguments).check
    fresh = template()
    known = TEMPLATE.read_bytes() if TEMPLATE.exists() else b""
    if known == fresh:
        return 0
    if check:
        sys.stderr.write("facilitator.pot is not up to date: run python3 installers/extract_messages.py\n")
        return 1
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(fresh)
    from babel.messages.pofile import read_po

    count = len(read_po(BytesIO(fresh)))
    sys.stdout.write(f"{TEMPLATE.name}: {count} messages\n")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(REPOSITORY))
    from installers.environment import enter

    enter()
    sys.exit(main())
