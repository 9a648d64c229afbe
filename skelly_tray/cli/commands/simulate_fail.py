"""`skelly-tray simulate fail MODULE`: what would be restarted, stopped or degraded if it died."""

from __future__ import annotations

from skelly_tray.cli.command import JSON, MODULE, Command, Request
from skelly_tray.cli.core_link import ask
from skelly_tray.cli.failure import ExitCode
from skelly_tray.cli.present.simulation import simulation
from skelly_tray.cli.text import as_json


def run(request: Request) -> int:
    found = ask(request, "simulate", {"do": "fail", "module": request.arguments.module})
    if request.arguments.json:
        request.console.print(as_json(found, indent=2))
        return ExitCode.DONE
    for line in simulation(found, request.console.paint):
        request.console.print(line)
    return ExitCode.DONE


COMMAND = Command(
    name="simulate fail",
    summary="dry run: what would be restarted, stopped or degraded if a module died",
    arguments=(MODULE, JSON),
    run=run,
    detail="Nothing is done. The orchestrator decides as it would, once for a death after which the module can be"
    " started again, and once for a module that dies at every start.",
)
