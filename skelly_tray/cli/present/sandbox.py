"""A module's sandbox on the terminal: each rule, whether it is held, and by what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from skelly_tray.cli.text import clean


def sandbox_lines(sandbox: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """`write /srv/web, held by landlock`, `network loopback, not held: …`."""
    for rule, found in sandbox.items():
        how = (
            f"held by {found['how']}"
            if found["held"] and found["how"]
            else "held"
            if found["held"]
            else "not held"
        )
        why = f": {found['why']}" if found["why"] else ""
        yield clean(f"{rule} {_value(found['value'])}, {how}{why}")


def _value(value: Any) -> str:
    match value:
        case list():
            return " ".join(map(str, value)) or "nothing"
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)
