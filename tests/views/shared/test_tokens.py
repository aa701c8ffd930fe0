"""Colours that people can read, on the console and from twelve metres."""

from __future__ import annotations

import pytest

from facilitator_app.views.shared.tokens import (
    CONSOLE_CONTRAST,
    ROOM_CONTRAST,
    Mode,
    Tone,
    contrast,
    palette_of,
    used_pairs,
)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize(("room", "least"), [(False, CONSOLE_CONTRAST), (True, ROOM_CONTRAST)])
def test_every_pair_in_use_can_be_read(mode: Mode, least: float, *, room: bool) -> None:
    pairs = list(used_pairs(palette_of(mode, room=room)))
    assert len(pairs) > 30
    assert [(name, contrast(a, b)) for name, a, b in pairs if contrast(a, b) < least] == []


def test_contrast_is_that_of_the_web_guidelines() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")


def test_no_two_lights_share_colour_and_ground_but_amber_and_mixed() -> None:
    for mode in Mode:
        palette = palette_of(mode)
        lights = [palette.of(tone) for tone in (Tone.GREEN, Tone.AMBER, Tone.RED, Tone.NONE)]
        assert len(set(lights)) == len(lights)
        assert palette.of(Tone.MIXED) == palette.of(Tone.AMBER)
