"""How often a module is checked: more often after a start or a failure, less often on a busy machine or on battery.

Only intervals that nobody has set for one probe are adapted. The pace is measured by the engine (`PaceChanged`); the
rest follows from the state of the module. `[health] interval_min` and `interval_max` bound the result (0: no bound).
"""

from __future__ import annotations

from dataclasses import dataclass

from skelly_tray.domain.descriptor import ProbeSpec
from skelly_tray.domain.orchestrator_config import HealthConfig

EAGER = 0.5
"""Factor while a module has not proved stable, or counts attempts."""
SLOWEST = 4.0
"""The largest factor that load and battery together may have."""
ON_BATTERY = 2.0
BUSY = 1.0
"""Load per core from which the machine counts as busy."""


@dataclass(frozen=True, slots=True)
class Pace:
    """factor: of every adaptive interval, 1 to SLOWEST. reason: for people."""

    factor: float = 1.0
    reason: str = "the usual pace"


def pace_of(load_per_core: float, on_battery: bool) -> Pace:
    """The pace for a machine in this state, in steps of a half, so that small changes do not change it."""
    busy = min(max(round(load_per_core / BUSY * 2) / 2, 1.0), SLOWEST)
    factor = min(busy * (ON_BATTERY if on_battery else 1.0), SLOWEST)
    reasons = [f"load {load_per_core:.1f} per core"] * (busy > 1.0) + ["on battery"] * on_battery
    return Pace(factor, " and ".join(reasons) or "the usual pace")


def adapted(spec: ProbeSpec, pace: Pace, eager: bool, bounds: HealthConfig) -> float:
    """Seconds between two checks now. eager: the module started or failed a short time ago."""
    if not spec.adaptive:
        return spec.interval
    interval = spec.interval * pace.factor * (EAGER if eager else 1.0)
    if bounds.interval_min > 0:
        interval = max(interval, bounds.interval_min)
    if bounds.interval_max > 0:
        interval = min(interval, bounds.interval_max)
    return interval
