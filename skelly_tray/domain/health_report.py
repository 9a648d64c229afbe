"""What a native module says of its own health: the source design's HealthReport, HealthMetrics and HealthIssue.

It comes from another process and is shown to people, so it is read with care: numbers only as metrics, short lines only
as issues, and nothing in it that the module was given as a secret.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from skelly_tray.domain.status import HealthStatus, Severity

MOST_ISSUES = 20
MOST_METRICS = 50
LARGEST = 1e300
"""A figure beyond this is none."""
LONGEST_TEXT = 300
"""Characters of a line that a module says of itself."""
SHORTEST_SECRET = 4
"""Characters; shorter values are no secrets, and hiding them would garble every line."""
HIDDEN = "•••"


@dataclass(frozen=True, slots=True)
class HealthIssue:
    """One trouble that the module names itself."""

    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class HealthMetrics:
    """message_queue_depth: messages that wait inside the module. error_rate: 0 to 1, of its own calls. further: any
    other figures by name. CPU, memory and response time are measured from outside; the snapshot joins them."""

    message_queue_depth: int = 0
    error_rate: float = 0.0
    further: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HealthReport:
    """The answer to one `health.check`."""

    status: HealthStatus
    metrics: HealthMetrics = HealthMetrics()
    issues: tuple[HealthIssue, ...] = ()

    @property
    def sentence(self) -> str:
        """What the module says is the matter, in one line."""
        if not self.issues:
            return f"it says it is {self.status}"
        more = f" (and {len(self.issues) - 1} more)" if len(self.issues) > 1 else ""
        return self.issues[0].message + more


def read_report(answer: object, secrets: Collection[str] = ()) -> HealthReport:
    """The report in an answer. secrets: texts that must not be shown. Raises ValueError if it is no report."""
    if not isinstance(answer, Mapping):
        raise ValueError("the answer is no health report")
    try:
        status = HealthStatus(str(answer.get("status")))
    except ValueError:
        status = HealthStatus.UNKNOWN
    if status is HealthStatus.UNKNOWN:
        raise ValueError("the answer has no status of healthy, degraded or unhealthy")
    metrics, issues = answer.get("metrics"), answer.get("issues")
    return HealthReport(
        status,
        _metrics(metrics if isinstance(metrics, Mapping) else {}, secrets),
        tuple(_issue(entry, secrets) for entry in (issues if isinstance(issues, list) else [])[:MOST_ISSUES]),
    )


def _metrics(given: Mapping[str, Any], secrets: Collection[str]) -> HealthMetrics:
    figures = {
        clean(str(name), secrets)[:64]: float(value)
        for name, value in list(given.items())[:MOST_METRICS]
        if _is_figure(value)
    }
    depth = figures.pop("message_queue_depth", 0.0)
    rate = figures.pop("error_rate", 0.0)
    return HealthMetrics(max(0, int(min(depth, 2**53))), min(max(rate, 0.0), 1.0), figures)


def _is_figure(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= LARGEST and (isinstance(value, int) or math.isfinite(value))


def _issue(entry: object, secrets: Collection[str]) -> HealthIssue:
    """An issue is a text, or a table with `message` and `severity`."""
    severity, message = Severity.WARNING, entry
    if isinstance(entry, Mapping):
        message = entry.get("message", entry.get("title", ""))
        try:
            severity = Severity(str(entry.get("severity", Severity.WARNING)))
        except ValueError:
            severity = Severity.WARNING
    return HealthIssue(severity, clean(str(message), secrets))


def clean(text: str, secrets: Collection[str] = ()) -> str:
    """A module's own words made safe to show: one printable line, bounded, without the secrets."""
    for secret in secrets:
        if len(secret) >= SHORTEST_SECRET:
            text = text.replace(secret, HIDDEN)
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def secrets_of(values: Mapping[str, Any]) -> frozenset[str]:
    """The texts under names that sound secret, at any depth: of a module's settings or environment."""
    found: set[str] = set()
    for name, value in values.items():
        named = sounds_secret(str(name))
        for item in _flat(value):
            if isinstance(item, Mapping):
                found |= secrets_of(item)
            elif isinstance(item, str) and named:
                found.add(item)
    return frozenset(found)


def sounds_secret(name: str) -> bool:
    """Would a person keep what stands under this name to themselves?"""
    return any(word in name.lower() for word in _SECRET_WORDS)


def _flat(value: object) -> Iterator[object]:
    """The value, or all that stands in it if it is a list (of lists)."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from _flat(item)
    else:
        yield value


_SECRET_WORDS = (
    "secret", "token", "password", "passwd", "passphrase", "api_key", "apikey", "credential", "private_key",
)  # fmt: skip
