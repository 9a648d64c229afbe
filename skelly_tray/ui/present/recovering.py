"""Degraded mode and recoveries at work, in words for people."""

from __future__ import annotations

from skelly_tray.domain.mode import degraded_reason, plain
from skelly_tray.domain.status import ModuleState, ModuleStatus
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.measures import countdown, short_time
from skelly_tray.ui.present.words import tr


def mended(module: ModuleStatus) -> bool:
    """Something is being done for it between two processes; nothing waits for a time."""
    return module.state is ModuleState.BACKOFF and module.retry_in_s is None


def does_less(module: ModuleStatus, now: float | None = None) -> str:
    """`does less since 14:02: exit 1`, or nothing in full mode. now: seconds since the epoch; None leaves the time
    out."""
    if not degraded(module):
        return ""
    since = "" if now is None else short_time(module.mode.get("since"), now)
    said = tr("does less since {time}", time=since) if since else tr("does less")
    why = told(plain(str(module.mode.get("why") or "")))
    return f"{said}: {why}" if why else said


def full_again(module: ModuleStatus, elapsed: float) -> str:
    """`full mode is tried again in 4 min`, or nothing. elapsed: seconds since the snapshot."""
    retry = module.mode.get("retry_in_s")
    if not degraded(module) or not isinstance(retry, (int, float)):
        return ""
    return tr("full mode is tried again in {time}", time=countdown(retry - elapsed))


def degraded(module: ModuleStatus) -> bool:
    """It runs, and does less than it could."""
    return module.state is ModuleState.RUNNING and module.mode.get("name") == "degraded"


def told_by_mode(module: ModuleStatus) -> bool:
    """Its reason says nothing but that it is degraded."""
    return degraded(module) and module.reason == degraded_reason(str(module.mode.get("why") or ""))
