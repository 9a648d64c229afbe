"""`skelly-tray call`: a request to a native module over the bus, answered with JSON."""

from __future__ import annotations

import json
from typing import Any

from skelly_tray.cli.command import MODULE, Argument, Command, Request, positive_seconds
from skelly_tray.cli.core_link import core_link
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.cli.text import as_json

_PATIENCE = 2.0
"""Seconds that the answer may take beyond the time the module has."""


def run(request: Request) -> int:
    arguments = request.arguments
    asked = {
        "module": arguments.module,
        "method": arguments.method,
        "params": _params(arguments.params),
        "timeout": arguments.timeout,
    }
    with core_link(request.home) as client:
        answer = client.call("call", asked, timeout=arguments.timeout + _PATIENCE)
    request.console.print(as_json(answer, indent=2))
    return ExitCode.DONE


def _params(text: str | None) -> dict[str, Any]:
    try:
        found = json.loads(text) if text else {}
    except ValueError as error:
        raise CommandError("the parameters are not JSON", str(error), code=ExitCode.USAGE) from error
    if not isinstance(found, dict):
        hint = "as in '{\"seconds\": 60}'"
        raise CommandError("the parameters must be a JSON object", hint, code=ExitCode.USAGE)
    return found


COMMAND = Command(
    name="call",
    summary="ask a native module something over the bus, and print its answer as JSON",
    arguments=(
        MODULE,
        Argument(("method",), "what it is asked, as its documentation names it", metavar="METHOD"),
        Argument(("params",), "parameters: a JSON object", metavar="PARAMS", count="?"),
        Argument(
            ("--timeout",),
            "how long it may take, in seconds (30)",
            metavar="S",
            kind=positive_seconds,
            default=30.0,
        ),
    ),
    run=run,
    detail="For example: skelly-tray call storage query '{\"seconds\": 60}'",
)
