"""How well one colour is told from another, and a colour made to be: WCAG 2.1, relative luminance and contrast ratio.

Colours are `#rrggbb`."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence

AA = 4.5
"""The contrast that text needs."""
TINT = 0.13
"""How much of an accent is in the ground of what is chosen."""

_Channels = tuple[float, float, float]


def contrast(one: str, other: str) -> float:
    """1 (the same) to 21 (black on white)."""
    low, high = sorted((_luminance(_channels(one)), _luminance(_channels(other))))
    return (high + 0.05) / (low + 0.05)


def legible(colour: str, grounds: Sequence[str], least: float = AA) -> str:
    """The same hue, lighter or darker by as little as is needed for that contrast on every one of the grounds, which
    are all light or all dark; the colour itself where it has it."""
    if _worst(colour, grounds) >= least:
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    on_light = sum(_luminance(_channels(ground)) for ground in grounds) / len(grounds) > 0.18
    enough, too_little = (0.0, lightness) if on_light else (1.0, lightness)
    for _ in range(16):
        middle = (enough + too_little) / 2
        if _worst(_named(colorsys.hls_to_rgb(hue, middle, saturation)), grounds) >= least:
            enough = middle
        else:
            too_little = middle
    return _named(colorsys.hls_to_rgb(hue, enough, saturation))


def tinted(colour: str, ground: str, texts: Sequence[str], least: float = AA) -> str:
    """`ground` with some of the colour in it, as much as leaves all of the texts that contrast: what is chosen is told
    by it, and has to be read all the same."""
    share = TINT
    while share > 0.01:
        found = _mixed(colour, ground, share)
        if _worst(found, texts) >= least:
            return found
        share *= 0.8
    return ground


def _mixed(colour: str, ground: str, share: float) -> str:
    one, other = _channels(colour), _channels(ground)
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(one, other, strict=True))
    return _named((red, green, blue))


def _worst(colour: str, grounds: Sequence[str]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def _channels(colour: str) -> _Channels:
    value = int(colour.removeprefix("#"), 16)
    return (value >> 16 & 255) / 255, (value >> 8 & 255) / 255, (value & 255) / 255


def _named(channels: _Channels) -> str:
    return "#" + "".join(f"{round(max(0.0, min(1.0, channel)) * 255):02X}" for channel in channels)


def _luminance(channels: _Channels) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
