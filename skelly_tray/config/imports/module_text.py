"""The text of a module file that was imported: what it came from, what was not carried over, and its keys."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

ORDER = ("name", "command", "working_dir", "env", "user", "enabled", "oneshot", "depends_on")
"""What comes first; the rest as it was found."""
WIDTH = 118


def module_text(table: Mapping[str, Any], origin: str, notes: Iterable[str]) -> str:
    """A module file. origin: `service web of compose.yaml`."""
    import tomlkit

    document = tomlkit.document()
    for line in _comment(f"Imported: {origin}."):
        document.add(tomlkit.comment(line))
    for note in notes:
        for line in _comment(f"- {note}"):
            document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    keys = [*(key for key in ORDER if key in table), *(key for key in table if key not in ORDER)]
    tables = [key for key in keys if isinstance(table[key], Mapping)]
    for key in keys:
        if key == "depends_on":
            document.add(key, _edges(table[key]))
        elif key not in tables:
            document.add(key, _legible(table[key]))
    for key in tables:
        document.add(key, dict(table[key]))
    return tomlkit.dumps(document)


def _legible(value: Any) -> Any:
    """Scripts of several lines as such."""
    import tomlkit

    if not isinstance(value, list):
        return value
    array = tomlkit.array()
    for item in value:
        plain = (
            isinstance(item, str)
            and "\n" in item
            and all(letter.isprintable() or letter in "\n\t" for letter in item)
        )
        array.append(tomlkit.string(item, multiline=True) if plain else item)
    return array


def _edges(edges: list[dict[str, Any]]) -> Any:
    """`["db", { module = "cache", condition = "started" }]`."""
    import tomlkit

    array = tomlkit.array()
    for edge in edges:
        if set(edge) == {"module", "condition"} and edge["condition"] == "ready":
            array.append(edge["module"])
        else:
            inline = tomlkit.inline_table()
            inline.update(edge)
            array.append(inline)
    return array


def _comment(text: str) -> list[str]:
    plain = "".join(letter if letter.isprintable() else "?" for letter in text)
    return textwrap.wrap(plain, WIDTH - 2, subsequent_indent="  ", break_long_words=False) or [plain]
