"""When an incident is worth a word, and as what: at its beginning, when it gets worse, and once its cure has lasted.

What fails and comes back in turns is told more and more rarely, and a cure of it has to last longer and longer.
"""

from __future__ import annotations

from skelly_tray.domain.orchestrator_config import NotificationsConfig
from skelly_tray.ui.present.incidents import Incident, Stage, Told

GATHER = 3.0
"""Seconds that a cure waits for more of them, once it has lasted."""
SETTLED = 5.0
"""Seconds that a module must have been well again; twice as long for each further failure, up to SETTLED_LONGEST."""
SETTLED_LONGEST = 300.0
FLAPS = 3
"""Failures from which on it is said that it fails again and again, without a word on each cure."""
SPACING = 10.0
"""Seconds between the first two times that the same incident is told; twice as long each time, up to QUIET."""
QUIET = 600.0
"""Seconds without a word after which an incident is over: what comes then is another."""

News = tuple[Stage, float]


def next_news(incident: Incident, settings: NotificationsConfig, now: float) -> News | None:
    """What is to be told of it next, and from when on; None for nothing. now: seconds of the incident's clock."""
    found = _next(incident, settings, now)
    return found if found is not None and wanted(incident, found[0], settings) else None


def wanted(incident: Incident, stage: Stage, settings: NotificationsConfig) -> bool:
    """Whether the user wants to be told. What was told as a failure has to be brought to its end."""
    match stage:
        case Stage.LIMIT:
            return settings.limits
        case Stage.RECOVERED:
            return settings.recovered or incident.told_bad
        case _:
            return settings.failures


def settling(incident: Incident) -> float:
    """Seconds that its cure must last before it is told as one."""
    return min(SETTLED_LONGEST, SETTLED * 2.0 ** min(incident.failures - 1, 10))


def spacing(told: Told) -> float:
    """Seconds before the same incident is told again."""
    return min(QUIET, SPACING * 2.0 ** min(told.count - 1, 10))


def _next(incident: Incident, settings: NotificationsConfig, now: float) -> News | None:
    told = incident.told
    match incident.stage:
        case Stage.RESTARTING:
            return (Stage.RESTARTING, incident.since) if told is None else None
        case Stage.GIVEN_UP | Stage.LIMIT:
            new = told is None or told.stage is not incident.stage
            return (incident.stage, incident.since + settings.after) if new else None
        case Stage.RECOVERED:
            return _cure(incident, settings, now)
        case _:
            return _failing(incident, settings)


def _failing(incident: Incident, settings: NotificationsConfig) -> News | None:
    told = incident.told
    stage = Stage.FLAPPING if incident.failures >= FLAPS else Stage.FAILING
    due = incident.since + settings.after
    if told is None:
        return stage, due
    if told.stage is Stage.GIVEN_UP or told.failures >= incident.failures:
        return None
    return stage, max(due, told.at + spacing(told))


def _cure(incident: Incident, settings: NotificationsConfig, now: float) -> News | None:
    """As soon as it lasts; until then it can be worth a word that it does not."""
    told, lasts = incident.told, incident.since + settling(incident)
    if told is not None and told.stage is Stage.RECOVERED and told.failures >= incident.failures:
        return None
    worse = told is None or (told.stage is not Stage.GIVEN_UP and told.failures < incident.failures)
    if incident.failures >= FLAPS and worse and settings.failures:
        flaps = incident.failed_at + settings.after if told is None else told.at + spacing(told)
        if max(flaps, now) < lasts:
            return Stage.FLAPPING, flaps
    if told is None:
        return Stage.RECOVERED, lasts + GATHER
    return Stage.RECOVERED, lasts if told.stage.bad else max(lasts + GATHER, told.at + spacing(told))
