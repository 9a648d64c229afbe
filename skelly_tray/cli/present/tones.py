"""How a state looks on a terminal: symbol, word and tone, never the tone alone."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any


class Tone(Enum):
    """What a colour is spent on."""

    PLAIN = "plain"
    GOOD = "good"
    BUSY = "busy"
    WARN = "warn"
    BAD = "bad"
    MUTED = "muted"
    STRONG = "strong"


_STATES = {
    "not_started": ("○", Tone.MUTED),
    "waiting": ("◌", Tone.WARN),
    "starting": ("◔", Tone.BUSY),
    "running": ("●", Tone.GOOD),
    "stopping": ("◔", Tone.BUSY),
    "stopped": ("○", Tone.MUTED),
    "backoff": ("↻", Tone.WARN),
    "failed": ("■", Tone.BAD),
    "invalid": ("✕", Tone.BAD),
}
_SYSTEM = {
    "healthy": ("●", Tone.GOOD),
    "degraded": ("▲", Tone.WARN),
    "critical": ("■", Tone.BAD),
    "starting": ("◔", Tone.BUSY),
    "stopping": ("◔", Tone.BUSY),
    "stopped": ("○", Tone.MUTED),
}
_HEALTH = {"degraded": ("▲", Tone.WARN), "unhealthy": ("■", Tone.BAD)}
_SEVERITY = {"critical": Tone.BAD, "error": Tone.BAD, "warning": Tone.WARN}
_UNKNOWN = ("?", Tone.PLAIN)


def module_look(module: Mapping[str, Any]) -> tuple[str, Tone]:
    """(symbol, tone) of one module's row; health shows only while it runs."""
    state = module.get("state")
    if state == "running":
        if module.get("health") in _HEALTH:
            return _HEALTH[str(module.get("health"))]
        if not module.get("ready", True):
            return "▲", Tone.WARN
    if state == "stopped" and module.get("reason_kind") == "limit":
        return _STATES["failed"]
    return _STATES.get(str(state), _UNKNOWN)


def system_look(status: str) -> tuple[str, Tone]:
    """(symbol, tone) of the verdict on the whole system."""
    return _SYSTEM.get(status, _UNKNOWN)


def severity_tone(severity: str) -> Tone:
    return _SEVERITY.get(severity, Tone.PLAIN)


def trouble_rank(module: Mapping[str, Any]) -> int:
    """For sorting: 0 for what most wants to be looked at."""
    tone = module_look(module)[1]
    return {Tone.BAD: 0, Tone.WARN: 1}.get(tone, 2)
