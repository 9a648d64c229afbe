"""What a module says of its own health. Numbers as metrics, sentences as issues; no payloads, no settings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import msgspec

Severity = Literal["info", "warning", "error", "critical"]
Status = Literal["healthy", "degraded", "unhealthy"]


class HealthIssue(msgspec.Struct, frozen=True):
    """One trouble in one sentence for people."""

    message: str
    severity: Severity = "warning"


class Health(msgspec.Struct, frozen=True):
    """The answer to one check. Made by `healthy`, `degraded` or `unhealthy`; unhealthy counts as a missed check."""

    status: Status
    metrics: dict[str, float] = {}
    issues: tuple[HealthIssue, ...] = ()

    @classmethod
    def healthy(cls, *issues: HealthIssue, **metrics: float) -> Health:
        return cls("healthy", _checked(metrics), issues)

    @classmethod
    def degraded(cls, reason: str, *issues: HealthIssue, **metrics: float) -> Health:
        """It works, but not as it should: nothing is restarted for it."""
        return cls("degraded", _checked(metrics), (HealthIssue(reason, "warning"), *issues))

    @classmethod
    def unhealthy(cls, reason: str, *issues: HealthIssue, **metrics: float) -> Health:
        """It does not do its work; after a few of these in a row it is restarted."""
        return cls("unhealthy", _checked(metrics), (HealthIssue(reason, "error"), *issues))

    def completed(self, metrics: Mapping[str, float], issues: Iterable[HealthIssue]) -> Health:
        """With the figures it does not give itself, and with further issues, which make a healthy one degraded."""
        further = tuple(issues)
        status: Status = "degraded" if further and self.status == "healthy" else self.status
        return Health(status, {**metrics, **self.metrics}, (*self.issues, *further))

    def to_json(self) -> dict[str, Any]:
        """The result of `health.check`."""
        return {
            "status": self.status,
            "metrics": self.metrics,
            "issues": [{"severity": issue.severity, "message": issue.message} for issue in self.issues],
        }


def _checked(metrics: dict[str, float]) -> dict[str, float]:
    for name, value in metrics.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise TypeError(f"the metric {name} is no finite number")
    return metrics
