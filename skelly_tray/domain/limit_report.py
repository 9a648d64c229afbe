"""Limits as `status` shows them: value, use, by what they are held and how firmly, and what was done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skelly_tray.domain.limits import SLOWED_TO, LimitState
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import Run
from skelly_tray.domain.resource_limits import ADVISORY, Holding, LimitKind, ResourceLimits

FIGURES = {
    LimitKind.CPU: "cpu_percent",
    LimitKind.MEMORY: "memory_mb",
    LimitKind.FILE_HANDLES: "file_handles",
    LimitKind.THREADS: "threads",
}
"""The figure of a module that each limit is about."""


def limits_shown(
    module: Module, holdings: Mapping[LimitKind, Holding], figures: Mapping[str, float]
) -> dict[str, Any]:
    """By the limit's key. held: it is held now; the rung and its strength also tell what would hold it if it is not.
    used: newest measurement, None without a process."""
    limits, run = module.descriptor.limits, module.run
    return {
        str(kind): _shown(limits, run, kind, holdings.get(kind, ADVISORY), figures) for kind in limits.given
    }


def _shown(
    limits: ResourceLimits,
    run: Run | None,
    kind: LimitKind,
    holding: Holding,
    figures: Mapping[str, float],
) -> dict[str, Any]:
    state = run.limits.get(kind, LimitState()) if run else LimitState()
    if state.slowed:
        why = f"it is slowed to {SLOWED_TO:g} % of a core, so that it grows slower; {holding.why}".rstrip(
            "; "
        )
        holding = Holding("freeze", "soft", why)
    held = state.held and holding.strength != "none"
    return {
        "value": limits.value(kind),
        "rung": holding.rung,
        "strength": holding.strength,
        "exceeded": state.exceeded,
        "used": round(figures[FIGURES[kind]], 2) if run and FIGURES[kind] in figures else None,
        "held": held,
        "why": holding.why or ("" if held or not run else "held as soon as it has been exceeded"),
        "actions": [str(action) for action in limits.actions],
        "action": str(state.action) if state.action else None,
    }


def throttled_shown(run: Run | None, since: str | None) -> dict[str, Any] | None:
    """That a module pays for a busy machine. since: as ISO 8601."""
    if run is None or run.squeeze is None:
        return None
    return {"percent": run.squeeze.percent, "since": since, "why": run.squeeze.why}
