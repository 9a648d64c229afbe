"""`skelly-tray status`: the health of the system, or of one module."""

from __future__ import annotations

from skelly_tray.cli.command import JSON, OPTIONAL_MODULE, Command, Request
from skelly_tray.cli.core_link import ask
from skelly_tray.cli.failure import ExitCode
from skelly_tray.cli.present.status_page import module_page, status_page
from skelly_tray.cli.text import as_json


def run(request: Request) -> int:
    console, module = request.console, request.arguments.module
    found = ask(request, "status", {"module": module} if module else {})
    if request.arguments.json:
        console.print(as_json(found, indent=2))
        return ExitCode.DONE
    page = module_page(module, found, console.paint) if module else None
    for line in page or status_page(found, console.width, console.paint):
        console.print(line)
    return ExitCode.DONE


COMMAND = Command(
    name="status",
    summary="the health of the system and its modules",
    arguments=(OPTIONAL_MODULE, JSON),
    run=run,
)
