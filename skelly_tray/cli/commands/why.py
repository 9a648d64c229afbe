"""`skelly-tray why`: the causal story of one module."""

from __future__ import annotations

from skelly_tray.cli.command import JSON, MODULE, Command, Request
from skelly_tray.cli.core_link import ask
from skelly_tray.cli.failure import ExitCode
from skelly_tray.cli.present.story import story
from skelly_tray.cli.text import as_json


def run(request: Request) -> int:
    found = ask(request, "why", {"module": request.arguments.module})
    if request.arguments.json:
        request.console.print(as_json(found, indent=2))
        return ExitCode.DONE
    for line in story(found, request.console.paint):
        request.console.print(line)
    return ExitCode.DONE


COMMAND = Command(
    name="why",
    summary="why a module is as it is: cause, exit, last probe, last output, what happens next",
    arguments=(MODULE, JSON),
    run=run,
)
