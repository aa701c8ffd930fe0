"""Design tokens: the only place where a colour, a space, a radius or a size of type is a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum
from typing import Final

CONSOLE_CONTRAST: Final = 4.5
ROOM_CONTRAST: Final = 7.0


class Mode(StrEnum):
    """Light paper or dark paper."""

    LIGHT = "light"
    DARK = "dark"


class Space(IntEnum):
    """The spacing scale, in device-independent pixels."""

    XS = 4
    S = 8
    M = 12
    L = 18
    XL = 26


class Radius(IntEnum):
    """The two roundings: controls and cards."""

    CONTROL = 10
    CARD = 14


class Role(StrEnum):
    """What a piece of text is for; its size and weight follow."""

    OVERLINE = "overline"
    CAPTION = "caption"
    BODY = "body"
    STRONG = "strong"
    READING = "reading"
    HEADING = "heading"
    TITLE = "title"
    DISPLAY = "display"
    FIGURE = "figure"
    GIANT = "giant"


@dataclass(frozen=True)
class Type:
    """One step of the type scale."""

    pixels: int
    bold: bool = False


class _Scale(Enum):
    OVERLINE = Type(12, bold=True)
    CAPTION = Type(13)
    BODY = Type(14)
    STRONG = Type(14, bold=True)
    READING = Type(16)
    HEADING = Type(18, bold=True)
    TITLE = Type(25, bold=True)
    DISPLAY = Type(34, bold=True)
    FIGURE = Type(54, bold=True)
    GIANT = Type(132, bold=True)


def type_of(role: Role) -> Type:
    """Return size and weight of a role."""
    return _Scale[role.name].value


class Tone(StrEnum):
    """What a colour says; each has a shape and is never shown without a word."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    GREEN = "green"
    AMBER = "amber"
    MIXED = "mixed"
    RED = "red"
    NONE = "none"


@dataclass(frozen=True)
class Palette:
    """The colours of one mode as #RRGGBB."""

    mode: Mode
    paper: str
    card: str
    ink: str
    soft: str
    line: str
    line_strong: str
    fill: str
    accent: str
    accent_soft: str
    accent_hover: str
    on_accent: str
    on_accent_soft: str
    green: str
    green_soft: str
    amber: str
    amber_soft: str
    amber_line: str
    red: str
    red_soft: str
    note: str

    def of(self, tone: Tone) -> tuple[str, str]:
        """Return (text colour, ground) of a tone."""
        return {
            Tone.NEUTRAL: (self.soft, self.fill),
            Tone.NONE: (self.soft, self.fill),
            Tone.ACCENT: (self.on_accent_soft, self.accent_soft),
            Tone.GREEN: (self.green, self.green_soft),
            Tone.AMBER: (self.amber, self.amber_soft),
            Tone.MIXED: (self.amber, self.amber_soft),
            Tone.RED: (self.red, self.red_soft),
        }[tone]


LIGHT: Final = Palette(
    mode=Mode.LIGHT,
    paper="#F5F4F0",
    card="#FFFFFF",
    ink="#1B2327",
    soft="#4E595F",
    line="#DEDBD3",
    line_strong="#858980",
    fill="#E9E7E0",
    accent="#0E5A6B",
    accent_soft="#E1EEF0",
    accent_hover="#0B4A58",
    on_accent="#FFFFFF",
    on_accent_soft="#0E5A6B",
    green="#14673F",
    green_soft="#E0F1E6",
    amber="#8A4B00",
    amber_soft="#FCEFD9",
    amber_line="#E8B66B",
    red="#A01C33",
    red_soft="#FAE3E7",
    note="#FFFDF4",
)

DARK: Final = Palette(
    mode=Mode.DARK,
    paper="#14191C",
    card="#1C2327",
    ink="#EDF1F2",
    soft="#A9B4B9",
    line="#2E383D",
    line_strong="#6E7B81",
    fill="#273035",
    accent="#2FA3B8",
    accent_soft="#15343A",
    accent_hover="#45B4C8",
    on_accent="#0B1B1F",
    on_accent_soft="#4DB8CB",
    green="#4CC38A",
    green_soft="#153223",
    amber="#F0B155",
    amber_soft="#38290F",
    amber_line="#7A5A22",
    red="#F07C8C",
    red_soft="#3B1820",
    note="#22211A",
)

# The room is read from 12 m: white paper, darker lights, so that every pair reaches 7:1.
ROOM_LIGHT: Final = Palette(
    mode=Mode.LIGHT,
    paper="#FFFFFF",
    card="#FFFFFF",
    ink="#1B2327",
    soft="#414B51",
    line="#D4D4D0",
    line_strong="#8A8F88",
    fill="#F0EFEB",
    accent="#0E5A6B",
    accent_soft="#E9F3F5",
    accent_hover="#0B4A58",
    on_accent="#FFFFFF",
    on_accent_soft="#0B4E5D",
    green="#0D5331",
    green_soft="#E6F4EB",
    amber="#6B3A00",
    amber_soft="#FDF2E0",
    amber_line="#E8B66B",
    red="#8A132A",
    red_soft="#FBE9EC",
    note="#FFFDF4",
)

ROOM_DARK: Final = Palette(
    mode=Mode.DARK,
    paper="#0F1315",
    card="#171D20",
    ink="#F3F6F7",
    soft="#C0C9CD",
    line="#39444A",
    line_strong="#77858B",
    fill="#20282C",
    accent="#5CC3D5",
    accent_soft="#12292E",
    accent_hover="#74CFDF",
    on_accent="#06181B",
    on_accent_soft="#6ACBDC",
    green="#5BD39A",
    green_soft="#11281C",
    amber="#F5BE6C",
    amber_soft="#2C200B",
    amber_line="#7A5A22",
    red="#FF9EAC",
    red_soft="#30141A",
    note="#1B1A14",
)


def palette_of(mode: Mode, *, room: bool = False) -> Palette:
    """Return the colours of a mode, for the console or for the room."""
    if room:
        return ROOM_DARK if mode is Mode.DARK else ROOM_LIGHT
    return DARK if mode is Mode.DARK else LIGHT


def used_pairs(palette: Palette) -> Iterator[tuple[str, str, str]]:
    """Yield (name, text colour, ground) of every pair in which text is drawn."""
    grounds = {"paper": palette.paper, "card": palette.card, "note": palette.note}
    inks = {
        "ink": palette.ink,
        "soft": palette.soft,
        "accent": palette.on_accent_soft,
        "green": palette.green,
        "amber": palette.amber,
        "red": palette.red,
    }
    for ink_name, ink in inks.items():
        for ground_name, ground in grounds.items():
            yield f"{ink_name} on {ground_name}", ink, ground
    for tone in Tone:
        text, ground = palette.of(tone)
        yield f"{tone} on its soft ground", text, ground
        yield f"ink on {tone} ground", palette.ink, ground
    yield "soft on accent-soft", palette.soft, palette.accent_soft
    yield "on-accent on accent", palette.on_accent, palette.accent
    yield "on-accent on accent hover", palette.on_accent, palette.accent_hover
    yield "paper on ink", palette.paper, palette.ink


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two #RRGGBB colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]  # noqa: PLR2004
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
