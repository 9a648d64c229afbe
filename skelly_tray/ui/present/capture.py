"""Capturing, and its pause, as the tray shows it: known only from what the bundled module reports of itself."""

from __future__ import annotations

from dataclasses import dataclass

from skelly_tray.domain.status import ModuleState, SystemHealth
from skelly_tray.ui.present.clock import time_of_day
from skelly_tray.ui.present.words import tr

CAPTURE = "data_capture"
"""Id of the bundled module."""


@dataclass(frozen=True, slots=True)
class CapturePause:
    """text: of the entry in the menu. line: for the tooltip, empty while nothing is paused."""

    paused: bool
    text: str
    line: str


def capture_pause(snapshot: SystemHealth | None, now: float) -> CapturePause | None:
    """None where that module is not part of the system, or does not run. now: seconds since the epoch."""
    module = snapshot.modules.get(CAPTURE) if snapshot is not None else None
    if module is None or module.state is not ModuleState.RUNNING or not module.native:
        return None
    if not module.metrics.get("paused"):
        return CapturePause(False, tr("Pause capture"), "")
    until = module.metrics.get("paused_until", 0.0)
    if until <= 0:
        said = tr("Capture is paused until you resume it")
    else:
        said = tr("Capture is paused until {time}", time=time_of_day(until, now))
    return CapturePause(True, said, said)


def minutes_until(end: float, now: float) -> float:
    """How long a pause is to be that ends then; both in seconds since the epoch."""
    return (end - now) / 60
