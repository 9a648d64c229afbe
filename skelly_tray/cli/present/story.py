"""`why`: the causal story of one module, in the order in which one would ask."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from skelly_tray.cli.present.table import Paint
from skelly_tray.cli.present.tones import Tone
from skelly_tray.cli.text import clean

_LAST_LINES = 10


def story(why: Mapping[str, Any], paint: Paint) -> list[str]:
    """The lines of `why MODULE`; parts that are not known are left out."""
    lines = [
        paint(clean(str(why.get("sentence") or f"{why.get('module')}: nothing to explain")), Tone.STRONG)
    ]
    chain = why.get("chain") or []
    if chain:
        lines += ["", paint("How it came", Tone.MUTED), *(f"  {_phrase(link)}" for link in chain)]
    for title, member in (("Exit", "exit"), ("Last probe", "last_probe"), ("Configuration", "config_change")):
        if why.get(member):
            lines += ["", paint(title, Tone.MUTED), f"  {_phrase(why[member])}"]
    log = why.get("log") or []
    if log:
        lines += [
            "",
            paint("Last output", Tone.MUTED),
            *(f"  {_log_line(line)}" for line in log[-_LAST_LINES:]),
        ]
    if why.get("next"):
        lines += ["", f"{paint('Next', Tone.MUTED)}  {_phrase(why['next'])}"]
    return lines


def _phrase(value: Any) -> str:
    """A sentence as it is; an entry by its time and text; anything else as compact JSON."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        cause = value.get("cause")
        text = value.get("text") or value.get("message")
        if not text and isinstance(cause, Mapping):
            text = cause.get("text")
        if text:
            return clean(
                " ".join(str(part) for part in (value.get("time"), value.get("module"), text) if part)
            )
    return clean(json.dumps(value, ensure_ascii=False))


def _log_line(line: Any) -> str:
    if not isinstance(line, Mapping):
        return clean(str(line))
    return clean(" ".join(str(line.get(part, "")) for part in ("time", "stream", "text")).strip())
