"""`skelly-tray doctor`: what this machine offers and what runs; no secrets, so it can go into a bug report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skelly_tray.cli.command import JSON, Command, Request
from skelly_tray.cli.core_link import ask_if_running
from skelly_tray.cli.failure import ExitCode
from skelly_tray.cli.present.doctor_page import doctor_page
from skelly_tray.cli.screen import screen_available
from skelly_tray.cli.text import as_json


def run(request: Request) -> int:
    found = examine(request)
    if request.arguments.json:
        request.console.print(as_json(found, indent=2))
    else:
        for line in doctor_page(found, request.console.paint):
            request.console.print(line)
    return ExitCode.DONE


def examine(request: Request) -> dict[str, Any]:
    """All sections, JSON-able; the user's folder is shown as `~`."""
    from skelly_tray.app.examine.keyrings import keyring_name
    from skelly_tray.app.examine.report import keeping, report

    running = ask_if_running(request.home, "doctor")
    keyring = {"backend": keyring_name(), **keeping(_secrets(request))}
    return report(request.home, running=running, tray=_tray(running), keyring=keyring)


def _secrets(request: Request) -> Mapping[str, Any]:
    """How the places for secrets stand, as the running orchestrator sees them."""
    from skelly_tray.adapters.secrets.ladder import Ladder

    status: Mapping[str, Any] | None = ask_if_running(request.home, "secret.status")
    return status or Ladder(request.home).status()


def _tray(running: Mapping[str, Any] | None) -> dict[str, Any]:
    if running is not None and running.get("tray"):
        return {"checked": True, "backend": running["tray"]}
    screen = "there is a display" if screen_available() else "there is no display"
    asked = "no tray application is running" if running is None else "the core runs without a tray"
    return {"checked": False, "backend": None, "reason": f"not checked: {asked}; {screen}"}


COMMAND = Command(
    name="doctor",
    summary="what this machine offers, paths and versions; safe to paste into a bug report",
    arguments=(JSON,),
    run=run,
)
