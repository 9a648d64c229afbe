"""`skelly-tray metrics`: the figures of the system and its modules as OpenMetrics text."""

from __future__ import annotations

from skelly_tray.cli.command import Command, Request
from skelly_tray.cli.core_link import ask
from skelly_tray.cli.failure import ExitCode


def run(request: Request) -> int:
    request.console.print(ask(request, "metrics", {})["text"].removesuffix("\n"))
    return ExitCode.DONE


COMMAND = Command(
    name="metrics",
    summary="the figures of the system and its modules, as OpenMetrics text",
    arguments=(),
    run=run,
    detail="For a collector that can run a command, such as the textfile collector of node_exporter. One that asks"
    " over HTTP is served by [metrics] port in orchestrator.toml.",
)
