"""`skelly-tray graph`: the dependency graph with waves and states."""

from __future__ import annotations

from skelly_tray.cli.command import Argument, Command, Request
from skelly_tray.cli.core_link import ask
from skelly_tray.cli.failure import ExitCode
from skelly_tray.cli.present.graph_formats import FORMATS

_FORMAT = Argument(
    ("--format",),
    "text (default), dot, mermaid or json",
    metavar="FORMAT",
    choices=tuple(FORMATS),
    default="text",
)


def run(request: Request) -> int:
    request.console.print(FORMATS[request.arguments.format](ask(request, "graph")))
    return ExitCode.DONE


COMMAND = Command(
    name="graph",
    summary="what depends on what, in the order of starting",
    arguments=(_FORMAT,),
    run=run,
)
