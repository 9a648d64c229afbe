"""`skelly-tray secret status`: where secrets would be kept here, and what to do if nowhere."""

from __future__ import annotations

from typing import Any

from skelly_tray.cli.command import JSON, Command, Request
from skelly_tray.cli.failure import ExitCode
from skelly_tray.cli.secrets_link import ask_core, stores
from skelly_tray.cli.text import as_json, clean


def run(request: Request) -> int:
    told = ask_core(request, "secret.status")
    if told is None:
        with stores(request) as found:
            told = {**found.status(), "waiting": {}}
    if request.arguments.json:
        request.console.print(as_json(told, indent=2))
        return ExitCode.DONE
    for line in _page(told):
        request.console.print(clean(line))
    return ExitCode.DONE


def _page(told: dict[str, Any]) -> list[str]:
    keyring = told["keyring"]
    state = "ready" if keyring["state"] == "ready" else keyring["text"]
    lines = [
        f"keyring:         {keyring['backend'] + ', ' if keyring['backend'] else ''}{state}",
        f"passphrase file: {told['file']}",
        f"to do:           {told['todo']}",
    ]
    return lines + [f"{module} waits: {text}" for module, text in sorted(told["waiting"].items())]


COMMAND = Command(
    name="secret status",
    summary="where secrets are kept on this machine, and what to do if nowhere",
    arguments=(JSON,),
    run=run,
)
