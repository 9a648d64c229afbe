"""How the analysis is: what its health report says of what comes in, and of what it can keep."""

from __future__ import annotations

from typing import NamedTuple

from skelly_tray.sdk import Health, HealthIssue

SILENT_MS = 180_000
"""Six batches that did not come."""

LATE_MS = 120_000
NO_INPUT_MS = 3_600_000


class Seen(NamedTuple):
    """What the report is made of; times in ms since 1970.

    active_since: when it began to listen. batch_at: when the last batch came. newest: the time of the newest event in
    it. skipped: events that could not be read. trouble, damage: of the database.
    """

    now: int
    active_since: int
    batch_at: int | None
    newest: int
    capturing: bool
    sees_input: bool
    away: bool
    skipped: int
    trouble: str
    damage: str
    refused_publish: str


def report(seen: Seen, metrics: dict[str, float]) -> Health:
    """Degraded, with the reason first, when it cannot do its work; what is only worth knowing is an `info`."""
    worse: list[str] = []
    notes: list[str] = []
    silent = seen.now - (seen.active_since if seen.batch_at is None else seen.batch_at)
    if seen.trouble:
        worse.append(seen.trouble)
    if not seen.capturing:
        notes.append("capturing is paused or has stopped: no state is judged until it goes on")
    elif silent > SILENT_MS:
        words = f"nothing has come from storage for {_minutes(silent)}"
        (notes if seen.away else worse).append(words)
    elif seen.batch_at is not None and seen.newest and seen.batch_at - seen.newest > LATE_MS:
        worse.append(f"what comes from storage is {_minutes(seen.batch_at - seen.newest)} old")
    if seen.refused_publish:
        worse.append(f"the state could not be told: {seen.refused_publish}")
    if not seen.sees_input and seen.batch_at is not None and seen.now - seen.active_since > NO_INPUT_MS:
        notes.append("no input is seen: the state is judged by windows alone, and less surely")
    if seen.skipped:
        notes.append(f"{seen.skipped} events could not be read and were passed over")
    if seen.damage:
        notes.append(seen.damage)
    told = [HealthIssue(text, "info") for text in notes]
    if worse:
        return Health.degraded(
            worse[0], *(HealthIssue(text, "warning") for text in worse[1:]), *told, **metrics
        )
    return Health.healthy(*told, **metrics)


def _minutes(milliseconds: int) -> str:
    minutes = round(milliseconds / 60_000)
    return "a minute" if minutes <= 1 else f"{minutes} minutes"
