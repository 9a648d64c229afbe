"""How throttles and exceeded limits of an incarnation are kept in its note, and that they stopped a module in its
memory, and how that is read back: as plain JSON.

Times are monotonic seconds of this boot. Whatever is not of its type counts as not written.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

from skelly_tray.domain.cause import Cause, CauseKind
from skelly_tray.domain.limits import LimitState, Squeeze
from skelly_tray.domain.resource_limits import LimitAction, LimitKind, ResourceLimits


def keep_limits(limits: Mapping[LimitKind, LimitState]) -> dict[str, Any]:
    """What is not as it is at a spawn."""
    return {
        str(kind): {
            "step": state.step if state.exceeded else 0,
            "action": state.action,
            "held": state.held,
            "slowed": state.slowed,
            "value": round(state.value, 2),
            "since": state.since,
        }
        for kind, state in limits.items()
        if state != LimitState()
    }


def read_limits(told: object) -> dict[LimitKind, LimitState]:
    """The limits kept, by kind."""
    if not isinstance(told, Mapping):
        return {}
    return {
        kind: _state(told[kind]) for kind in LimitKind if kind in told and isinstance(told[kind], Mapping)
    }


def _state(told: Mapping[str, object]) -> LimitState:
    step, action = _count(told.get("step")), told.get("action")
    return LimitState(
        exceeded=step > 0,
        step=step,
        action=LimitAction(str(action)) if action in tuple(LimitAction) else None,
        held=told.get("held") is True,
        slowed=told.get("slowed") is True,
        value=_number(told.get("value")) or 0.0,
        since=_number(told.get("since")),
    )


def keep_bar(barred: Cause | None, limits: ResourceLimits) -> dict[str, Any] | None:
    """That its limits have stopped a module, and a mark of what they were."""
    return None if barred is None else {"text": barred.text, "limits": _mark(limits)}


def read_bar(told: object, limits: ResourceLimits) -> Cause | None:
    """Who was stopped by other limits than these may start again."""
    if not isinstance(told, Mapping) or told.get("limits") != _mark(limits):
        return None
    return Cause(CauseKind.LIMIT, str(told.get("text"))[:500])


def _mark(limits: ResourceLimits) -> int:
    return zlib.crc32(repr(limits).encode())


def keep_squeeze(squeeze: Squeeze | None) -> dict[str, Any] | None:
    if squeeze is None:
        return None
    return {"percent": squeeze.percent, "since": squeeze.since, "why": squeeze.why}


def read_squeeze(told: object) -> Squeeze | None:
    """The squeeze kept, or None."""
    if not isinstance(told, Mapping):
        return None
    percent, since, why = _number(told.get("percent")), _number(told.get("since")), told.get("why")
    if percent is None or percent <= 0 or since is None:
        return None
    return Squeeze(percent, since, why[:500] if isinstance(why, str) else "")


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < 1e12:
        return None
    return float(value)


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 100 else 0
