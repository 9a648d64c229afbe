"""How the gamification is: what its health report says."""

from __future__ import annotations

from typing import NamedTuple

from skelly_tray.modules.gamification import clock
from skelly_tray.sdk import Health, HealthIssue

SILENT_MS = 660_000
"""A state is told every five minutes at least: two that did not come."""


class Seen(NamedTuple):
    """What the report is made of; times in ms since 1970, 0 for none. refused: why the last publishing failed."""

    now: int
    active_since: int
    heard_at: int
    quiet_until: int
    trouble: str
    damage: str
    refused: str


def report(seen: Seen, metrics: dict[str, float]) -> Health:
    """Degraded, with the reason first, when it cannot do its work."""
    worse: list[str] = []
    notes: list[str] = []
    if seen.trouble:
        worse.append(seen.trouble)
    if seen.refused:
        worse.append(f"what was won or suggested cannot be told and waits: {seen.refused}")
    silent = seen.now - (seen.heard_at or seen.active_since)
    if silent > SILENT_MS:
        worse.append(f"no state has come from the analysis for {round(silent / 60_000)} minutes")
    if seen.quiet_until > seen.now:
        notes.append(f"nothing is suggested until {clock.wall(seen.quiet_until):%H:%M}")
    if seen.damage:
        notes.append(seen.damage)
    told = [HealthIssue(text, "info") for text in notes]
    if worse:
        return Health.degraded(
            worse[0], *(HealthIssue(text, "warning") for text in worse[1:]), *told, **metrics
        )
    return Health.healthy(*told, **metrics)
