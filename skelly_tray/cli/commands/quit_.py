"""`skelly-tray quit`: ends the orchestrator, and waits until it is gone."""

from __future__ import annotations

from skelly_tray.app.lock_watch import wait_until_free
from skelly_tray.cli.command import Argument, Command, Request, positive_seconds
from skelly_tray.cli.core_link import core_link
from skelly_tray.cli.failure import CommandError, ExitCode

_DEFAULT_TIMEOUT = 300.0


def run(request: Request) -> int:
    values = request.arguments
    with core_link(request.home) as client:
        client.call("quit", {"keep_modules": values.keep_modules})
        try:
            client.wait_for_end(values.timeout)
            wait_until_free(request.home.orchestrator_lock, values.timeout)
        except TimeoutError as error:
            raise CommandError(
                f"the orchestrator is still stopping after {values.timeout:g} s", code=ExitCode.TIMED_OUT
            ) from error
    kept = "; its modules run on" if values.keep_modules else ""
    request.console.print(f"the orchestrator has ended{kept}")
    return ExitCode.DONE


COMMAND = Command(
    name="quit",
    summary="end the orchestrator; its modules are stopped in order first",
    arguments=(
        Argument(
            ("--keep-modules",),
            "leave the modules running for the next orchestrator to take over",
            is_flag=True,
        ),
        Argument(
            ("--timeout",),
            "wait at most so many seconds (default 300), then exit with 5",
            metavar="S",
            kind=positive_seconds,
            default=_DEFAULT_TIMEOUT,
        ),
    ),
    run=run,
)
