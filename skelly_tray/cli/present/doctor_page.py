"""`doctor` for people: a section a topic, one fact a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from skelly_tray.cli.present.table import Paint
from skelly_tray.cli.present.tones import Tone
from skelly_tray.cli.text import clean


def doctor_page(found: Mapping[str, Any], paint: Paint) -> list[str]:
    """The lines for what `doctor --json` would print."""
    lines: list[str] = []
    for section, facts in found.items():
        lines += [paint(section, Tone.STRONG)]
        shown = list(_flat(facts)) if isinstance(facts, Mapping) else [("", facts)]
        widest = max((len(name) for name, _ in shown), default=0)
        lines += [f"  {name.ljust(widest)}  {_word(value)}".rstrip() for name, value in shown]
    return lines


def _flat(facts: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in facts.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}", value


def _word(value: Any) -> str:
    match value:
        case None:
            return "none"
        case True:
            return "yes"
        case False:
            return "no"
        case _:
            return clean(str(value))
