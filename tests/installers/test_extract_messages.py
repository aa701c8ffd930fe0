"""The words for translators are complete and come out the same every time."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po

from installers import extract_messages


def test_every_way_of_saying_a_word_is_found(tmp_path: Path) -> None:
    (tmp_path / "view.py").write_text(
        'label(_("Next"))\n'
        'ngettext_("{n} table", "{n} tables", n)\n'
        'pgettext_("menu", "View")\nmsgid("Pause")\n',
        encoding="utf-8",
    )
    found = {(message.context, message.id) for message in extract_messages.catalogue(tmp_path) if message.id}
    assert found == {(None, "Next"), (None, ("{n} table", "{n} tables")), ("menu", "View"), (None, "Pause")}


def test_the_template_is_the_same_for_the_same_sources() -> None:
    assert extract_messages.template() == extract_messages.template()


def test_the_template_that_ships_holds_the_words_of_the_sources_and_no_others() -> None:
    shipped = read_po(BytesIO(extract_messages.TEMPLATE.read_bytes()))
    told = {(message.context, message.id) for message in extract_messages.catalogue() if message.id}
    known = {(message.context, message.id) for message in shipped if message.id}
    again = "run python3 installers/extract_messages.py"
    assert (sorted(map(str, told - known)), sorted(map(str, known - told))) == ([], []), again


def test_the_words_of_the_actions_are_in_the_template() -> None:
    text = extract_messages.template().decode()
    assert 'msgid "Next"' in text
    assert 'msgid "Five minutes more"' in text
