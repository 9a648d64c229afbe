"""`skelly-tray config diff`: what the files and overrides say against what runs."""

from __future__ import annotations

from typing import Any

from skelly_tray.cli.command import JSON, Command, Request
from skelly_tray.cli.core_link import ask
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.cli.present.diff_page import diff_lines
from skelly_tray.cli.text import as_json


def run(request: Request) -> int:
    found = _difference(request)
    if request.arguments.json:
        request.console.print(as_json(found, indent=2))
        return ExitCode.DONE
    for line in diff_lines(found["lines"], request.console.paint):
        request.console.print(line)
    if not found["lines"]:
        request.console.print(f"no difference: the files and overrides are {found['against']}")
    return ExitCode.DONE


def _difference(request: Request) -> dict[str, Any]:
    """Without an orchestrator against the newest revision that worked, which is what would be gone back to."""
    try:
        return dict(ask(request, "config.diff"))
    except CommandError as failure:
        if failure.code is not ExitCode.NOT_RUNNING:
            raise
    from skelly_tray.config.diff import against_newest
    from skelly_tray.config.revisions import NoSuchRevisionError

    try:
        return against_newest(request.home)
    except NoSuchRevisionError as error:
        raise CommandError("there is nothing to compare with", str(error)) from error
    except OSError as error:
        raise CommandError("the revisions cannot be read", str(error)) from error


COMMAND = Command(
    name="config diff",
    summary="what the files and overrides say against what runs",
    detail="There is a difference when a change was rejected or rolled back. Without a running orchestrator the files"
    " are compared with the newest revision. Values under names that sound secret are shown as dots.",
    arguments=(JSON,),
    run=run,
)
