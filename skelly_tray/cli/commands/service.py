"""`skelly-tray service`: this home as a service of the system's own manager."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from skelly_tray.cli.command import JSON, Argument, Command, Request
from skelly_tray.cli.failure import CommandError, ExitCode

if TYPE_CHECKING:
    from skelly_tray.config.service import ServiceState

_WORDS = ("install", "uninstall", "status")


def run(request: Request) -> int:
    """`status` only tells; an order that could not be carried out fails."""
    from skelly_tray.app.service import service_of
    from skelly_tray.config.service import Installed

    word, host = request.arguments.what or "status", service_of(request.home)
    if word == "install":
        busy = _somebody_runs(request)
        state = host.install(start=not busy)
        if busy and state.installed is Installed.YES:
            request.console.remark(
                "a core of this home runs already: the service begins with the next session"
            )
    else:
        state = host.uninstall() if word == "uninstall" else host.state()
    if state.installed is Installed.CANNOT and word != "status":
        raise CommandError(f"the service could not be {word}ed", state.detail)
    if request.arguments.json:
        told = {"state": state.installed, "where": state.where, "detail": state.detail}
        request.console.print(json.dumps(told, ensure_ascii=False))
    else:
        _print(request, state)
        if word == "install" and sys.platform.startswith("linux"):
            request.console.remark("`loginctl enable-linger` keeps it running while you are logged out")
    return ExitCode.DONE


def _print(request: Request, state: ServiceState) -> None:
    words = str(state.installed).replace("_", " ")
    request.console.print(f"{words} ({state.detail})" if state.detail else words)
    request.console.print(f"service  {state.where}")


def _somebody_runs(request: Request) -> bool:
    from skelly_tray.cli.core_link import ask_if_running

    return ask_if_running(request.home, "ping") is not None


COMMAND = Command(
    name="service",
    summary="run this home as a service, without a window",
    detail="A unit of your own systemd, a launch agent, or a task at logon. The tray attaches to it.",
    arguments=(
        Argument(
            ("what",), "install, uninstall or status (default)", metavar="WHAT", count="?", choices=_WORDS
        ),
        JSON,
    ),
    run=run,
)
