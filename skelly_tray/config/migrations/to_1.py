"""From the words of the source design (`OrchestratorConfig`, `ModuleDescriptor`, `ResourceLimits`, `RecoveryStrategy`
as serde writes them) to ours. Pure: parsed TOML in, parsed TOML out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

RENAMED: Mapping[str, str] = {
    "dependencies": "depends_on",
    "resource_limits": "limits",
    "recovery_strategy": "recovery",
}
"""Keys of module files that only have another name."""

_DURATIONS = frozenset(
    ("startup_timeout", "shutdown_timeout", "module_start_delay", "health_check_interval", "health_check_timeout",
     "recovery_backoff", "resource_check_interval")
)  # fmt: skip
_STRATEGIES = {
    "Restart": "restart",
    "RestartWithReset": "restart_with_reset",
    "DegradedMode": "degraded_mode",
    "SystemRestart": "system_restart",
}
_BUS = "event_bus"


def is_older(module: str | None, data: Mapping[str, Any]) -> bool:
    """Are these the words of that design? module: its id, None for the orchestrator's file."""
    if any(_is_duration(data.get(name)) for name in _DURATIONS):
        return True
    return module is not None and (bool(RENAMED.keys() & data.keys()) or _names_itself(module, data))


def migrated(module: str | None, data: Mapping[str, Any]) -> dict[str, Any]:
    """The same in our words. What is not understood stays as it is, and is an error later."""
    result = {name: _duration(value) if name in _DURATIONS else value for name, value in data.items()}
    if module is None:
        return result
    if _names_itself(module, data):
        del result["id"]
    for old, convert in (("dependencies", _dependencies), ("recovery_strategy", _recovery)):
        if old in data and RENAMED[old] not in data:
            result[RENAMED[old]] = convert(result.pop(old))
    if "resource_limits" in data and "limits" not in data:
        result["limits"] = result.pop("resource_limits")
    return result


def _names_itself(module: str, data: Mapping[str, Any]) -> bool:
    """The file's name is its id now; another one inside would be another module."""
    return isinstance(data.get("id"), str) and _id(data["id"]) == module


def _is_duration(value: object) -> bool:
    return (
        isinstance(value, Mapping)
        and "secs" in value
        and value.keys() <= {"secs", "nanos"}
        and all(isinstance(number, int) and not isinstance(number, bool) for number in value.values())
    )


def _duration(value: Any) -> Any:
    """`{ secs = 5, nanos = 500000000 }` is `"5500ms"`; parts of a millisecond become seconds with a fraction."""
    if not _is_duration(value):
        return value
    nanos = value["secs"] * 10**9 + value.get("nanos", 0)
    if nanos % 10**9 == 0:
        return f"{nanos // 10**9}s"
    return f"{nanos // 10**6}ms" if nanos % 10**6 == 0 else nanos / 10**9


def _id(name: str) -> str:
    """`DataCapture` is `data_capture`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _dependencies(value: Any) -> Any:
    """The bus is needed by whoever speaks over it, without a word."""
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        return value
    return [_id(name) for name in value if _id(name) != _BUS]


def _recovery(value: Any) -> Any:
    """`"Restart"`, or `{ Restart = { max_attempts = 3, backoff = … } }`."""
    if isinstance(value, str):
        return {"strategy": _STRATEGIES.get(value, value)}
    if not isinstance(value, Mapping) or len(value) != 1:
        return value
    ((name, inner),) = value.items()
    if name not in _STRATEGIES or not isinstance(inner, Mapping):
        return value
    result = {"strategy": _STRATEGIES[name], **inner}
    backoff = inner.get("backoff")
    if _is_duration(backoff):
        result["backoff"] = _duration(backoff)
    elif isinstance(backoff, Mapping) and "initial" in backoff and backoff.keys() <= {"initial", "max"}:
        result["backoff"] = _duration(backoff["initial"])
        if "max" in backoff:
            result["backoff_max"] = _duration(backoff["max"])
    return result
