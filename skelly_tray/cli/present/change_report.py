"""What came of a change of the configuration, in lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def change_lines(done: str, report: Mapping[str, Any]) -> Iterator[str]:
    """done: what was changed, as a sentence without its full stop. report: of a transaction."""
    revision = report.get("revision")
    if not report.get("applied", revision is not None):
        yield f"{done}; nothing else than before"
        return
    yield (
        f"{done} (revision {revision})" if revision is not None else f"{done}; the history could not keep it"
    )
    restarts = list(report.get("restarts", ()))
    in_place = [module for module in report.get("changed", ()) if module not in restarts]
    if report.get("running", True) is False:
        yield "no orchestrator is running: it holds from the next start on"
        return
    if restarts:
        yield f"restarted: {', '.join(restarts)}"
    if in_place:
        yield f"changed as they run: {', '.join(in_place)}"
    if trial := report.get("trial_s"):
        yield f"on trial for {trial:g} s: if a changed module becomes unhealthy, the change is rolled back"
