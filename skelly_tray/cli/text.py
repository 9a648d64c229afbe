"""Text from elsewhere made safe to show: no control sequences but colours, and those on a terminal only."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

_COLOUR = re.compile(r"\x1b\[[0-9;:]*m")
_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor, screen
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\|$)"  # OSC, DCS, SOS, PM, APC up to their terminator
    r"|\x1b[ -/]*[0-~]"  # two-character escapes
)
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Overrides and isolates of the writing direction: they can make a line read as another one."""
_STEERING = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_RESET = "\x1b[0m"


def as_json(value: Any, *, indent: int | None = None) -> str:
    """JSON for programs that is harmless on a terminal too: what could steer one is written as an escape."""
    separators = None if indent else (",", ":")
    written = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return _STEERING.sub(lambda found: f"\\u{ord(found.group()):04x}", written)


def clean(text: str) -> str:
    """`text` on one line, without escape sequences; other control characters become spaces."""
    return _TURNS.sub("", _CONTROL.sub(" ", _SEQUENCE.sub("", text)))


def clean_but_colours(text: str) -> str:
    """As `clean`, but colours stay, and are ended with the line."""
    parts = []
    position = 0
    for match in _COLOUR.finditer(text):
        parts += [clean(text[position : match.start()]), match.group()]
        position = match.end()
    if not parts:
        return clean(text)
    return "".join(parts) + clean(text[position:]) + _RESET


def cells(text: str) -> int:
    """Columns that `text` takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(_cell(character) for character in text)


def fit(text: str, width: int) -> str:
    """`text` cut to `width` columns; what is cut ends in `…`."""
    if cells(text) <= width:
        return text
    kept, used = [], 0
    for character in text:
        used += _cell(character)
        if used > width - 1:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…" if width > 0 else ""


def _cell(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
