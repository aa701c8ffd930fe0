"""The bundled fonts: licensed, static, and able to show every sign the screens use."""

from __future__ import annotations

from typing import Final

import pytest
from fontTools.ttLib import TTFont

from facilitator_app.support import paths

FILES: Final = sorted(paths.fonts().glob("*.ttf"))
FAMILIES: Final = sorted({file.stem.split("-")[0] for file in FILES})
SIGNS: Final = "●◆◐▲■⚓←→↑↓▶❚✓✗⏸⏭⚠☰✎⚑○△≥≤±×–…·"


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_has_its_licence_beside_it(family: str) -> None:
    licence = (paths.fonts() / f"{family}-OFL.txt").read_text("utf-8")
    assert licence.startswith("Copyright ")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_font_is_static_truetype(file: object) -> None:
    with TTFont(file, lazy=True) as font:
        assert "glyf" in font
        assert "fvar" not in font


def test_every_sign_of_the_screens_is_in_some_font() -> None:
    covered: set[int] = set()
    for file in FILES:
        if "SC" not in file.stem:
            with TTFont(file, lazy=True) as font:
                covered.update(font.getBestCmap())
    assert [sign for sign in SIGNS if ord(sign) not in covered] == []
