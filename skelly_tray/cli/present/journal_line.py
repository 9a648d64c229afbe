"""One journal entry as a line for people: when, who, what, why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skelly_tray.cli.present.table import Paint
from skelly_tray.cli.present.tones import Tone, module_look, system_look
from skelly_tray.cli.text import clean

_KIND_WORDS = {
    "limit_exceeded": "limit exceeded",
    "limit_cleared": "limit cleared",
    "config_changed": "configuration changed",
    "user_action": "user action",
}


def journal_line(entry: Mapping[str, Any], paint: Paint) -> str:
    """`2026-01-01T00:00:00Z  web  starting → running: ready after 0.2 s`."""
    module = str(entry.get("module") or "system")
    when = paint(str(entry.get("time", "")), Tone.MUTED)
    reason = _reason(entry)
    return f"{when}  {module:<12}  {_what(entry, paint)}{': ' + reason if reason else ''}"


def _what(entry: Mapping[str, Any], paint: Paint) -> str:
    kind, former, new = str(entry.get("kind", "")), entry.get("from"), entry.get("to")
    if new is None:
        return _KIND_WORDS.get(kind, kind)
    change = f"{former} → {new}" if former is not None else str(new)
    return paint(clean(change), _tone(kind, str(new), entry.get("module")))


def _tone(kind: str, new: str, module: object) -> Tone:
    if kind == "health_changed":
        return module_look({"state": "running", "health": new})[1]
    return module_look({"state": new})[1] if module else system_look(new)[1]


def _reason(entry: Mapping[str, Any]) -> str:
    cause = entry.get("cause")
    return clean(str(cause.get("text") or "")) if isinstance(cause, Mapping) else ""
