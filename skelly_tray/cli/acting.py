"""What `start`, `stop` and `restart` have in common: whom, how long, and the report."""

from __future__ import annotations

from typing import Any

from skelly_tray.cli.command import Argument, Request, positive_seconds
from skelly_tray.cli.core_link import core_link
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.cli.present.action_report import action_report, failed_modules

ARGUMENTS = (
    Argument(("modules",), "ids of modules", metavar="MODULE", count="*"),
    Argument(("--all",), "all modules, in their order", is_flag=True),
    Argument(("--no-wait",), "only ask for it; do not wait for the result", is_flag=True),
    Argument(
        ("--timeout",), "wait at most so many seconds, then exit with 5", metavar="S", kind=positive_seconds
    ),
)

_ANSWER_MARGIN = 10.0
"""Seconds the orchestrator may take to answer beyond the time it was given for the action."""


def act(request: Request, do: str) -> int:
    """Ask for the action, wait as told, print the report. Raises CommandError."""
    values = request.arguments
    if bool(values.modules) == values.all:
        title = (
            "name modules or say --all, not both" if values.all else "which modules? Name some, or say --all"
        )
        raise CommandError(title, code=ExitCode.USAGE)
    params: dict[str, Any] = {"modules": values.modules, "all": values.all, "wait": not values.no_wait}
    patience = None
    if values.timeout is not None:
        params["timeout"] = values.timeout
        patience = values.timeout + _ANSWER_MARGIN
    with core_link(request.home) as client:
        report = client.call(do, params, timeout=patience)
    return _tell(request, do, report)


def _tell(request: Request, do: str, report: dict[str, Any]) -> int:
    for line in action_report(report, request.console.paint):
        request.console.print(line)
    failed = failed_modules(report)
    if report.get("timed_out"):
        late = ", ".join(failed) or "the rest"
        raise CommandError(f"timed out: {do} of {late} is still under way", code=ExitCode.TIMED_OUT)
    if failed or not report.get("ok"):
        raise CommandError(f"{do} failed: {', '.join(failed) or 'see above'}")
    return ExitCode.DONE
