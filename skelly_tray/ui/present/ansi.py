"""Colours that programs ask for in their output, as tones of our own; no escape sequence is ever shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

_ESCAPE = re.compile(
    r"\x1b\[(?P<sgr>[0-9;:]*)m"  # colours and weight: the only ones that we follow
    r"|\x1b\[[0-?]*[ -/]*[@-~]?"  # all other control sequences, and those cut off
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\|$)"  # titles, links and other strings
    r"|\x1b[ -/]*[0-~]?"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""What is no text; a tab is."""


class Ink(Enum):
    """What a program may colour its text with; the theme says how each looks."""

    PLAIN = "plain"
    QUIET = "quiet"
    RED = "red"
    GREEN = "green"
    YELLOW = "yellow"
    BLUE = "blue"
    PURPLE = "purple"


_INKS = (Ink.QUIET, Ink.RED, Ink.GREEN, Ink.YELLOW, Ink.BLUE, Ink.PURPLE, Ink.BLUE, Ink.PLAIN)
"""By the last digit of the usual eight colours; ours are for text, so black becomes grey and white plain."""


@dataclass(frozen=True, slots=True)
class Style:
    ink: Ink = Ink.PLAIN
    bold: bool = False


PLAIN = Style()
Run = tuple[str, Style]


def without_escapes(text: str) -> str:
    """The text alone."""
    return "".join(part for part, _ in runs(text))


def runs(text: str) -> list[Run]:
    """The parts of one line with their styles, in order; colours do not reach into the next line. What a carriage
    return overwrote is left out."""
    if text.isprintable():
        return [(text, PLAIN)]
    text = text.rstrip("\r").rpartition("\r")[2]
    found: list[Run] = []
    style, end = PLAIN, 0
    for escape in _ESCAPE.finditer(text):
        _add(found, text[end : escape.start()], style)
        end = escape.end()
        if escape["sgr"] is not None:
            style = _styled(style, escape["sgr"])
    _add(found, text[end:], style)
    return found or [("", PLAIN)]


def _add(found: list[Run], text: str, style: Style) -> None:
    shown = _CONTROL.sub("", text)
    if shown:
        found.append((shown, style))


def _styled(style: Style, codes: str) -> Style:
    """`style` after the SGR parameters `codes`; what we do not know changes nothing."""
    numbers = [int(code) if code.isdigit() and len(code) < 4 else 0 for code in re.split("[;:]", codes)]
    while numbers:
        code = numbers.pop(0)
        match code:
            case 0:
                style = PLAIN
            case 1:
                style = replace(style, bold=True)
            case 2:
                style = replace(style, ink=Ink.QUIET)
            case 22:
                style = replace(style, bold=False)
            case 39:
                style = replace(style, ink=Ink.PLAIN)
            case 38 | 48:
                kind = numbers.pop(0) if numbers else 0
                given = [numbers.pop(0) for _ in range({5: 1, 2: 3}.get(kind, 0)) if numbers]
                if code == 38:
                    style = replace(style, ink=_nearest(kind, given))
            case _ if 30 <= code <= 37 or 90 <= code <= 97:
                style = replace(style, ink=_INKS[code % 10])
            case _:
                pass
    return style


def _nearest(kind: int, given: list[int]) -> Ink:
    """Of a colour out of 256, or of red, green and blue."""
    if kind == 5 and len(given) == 1:
        index = given[0]
        if index < 16:
            return _INKS[index % 8]
        if index >= 232:
            return Ink.QUIET if index < 250 else Ink.PLAIN
        cube = index - 16
        given = [cube // 36 * 51, cube // 6 % 6 * 51, cube % 6 * 51]
    if len(given) != 3:
        return Ink.PLAIN
    red, green, blue = given
    if max(given) - min(given) < 40:
        return Ink.PLAIN if max(given) > 190 else Ink.QUIET
    strong = max(given) * 2 // 3
    bits = (red >= strong) | (green >= strong) << 1 | (blue >= strong) << 2
    return _INKS[bits]
