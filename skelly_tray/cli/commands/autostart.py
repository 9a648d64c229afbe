"""`skelly-tray autostart`: whether this home is started at login, and to have it so or not."""

from __future__ import annotations

import json

from skelly_tray.cli.command import JSON, Argument, Command, Request
from skelly_tray.cli.failure import CommandError, ExitCode

_WORDS = ("on", "off", "status")


def run(request: Request) -> int:
    """An order that could not be carried out fails; `status` only tells."""
    from skelly_tray.app.autostart import autostart_of
    from skelly_tray.config.autostart import Start
    from skelly_tray.ui.present.autostart import sentence, why

    word, autostart = request.arguments.what or "status", autostart_of(request.home)
    state = autostart.state() if word == "status" else autostart.turn(word == "on")
    wanted = {"on": Start.ON, "off": Start.OFF}.get(word, state.start)
    if state.start is not wanted:
        raise CommandError(f"start at login could not be switched {word}", why(state) or sentence(state))
    if request.arguments.json:
        told = {"state": state.start, "reason": state.reason, "detail": state.detail, "where": state.where}
        request.console.print(json.dumps(told, ensure_ascii=False))
    else:
        request.console.print(sentence(state))
        if state.start is not Start.CANNOT:
            request.console.print(f"entry  {state.where}")
    return ExitCode.DONE


COMMAND = Command(
    name="autostart",
    summary="start this home when you log in, or not",
    detail="Each home has an entry of its own; nothing but that entry is written, and no rights are needed.",
    arguments=(
        Argument(("what",), "on, off or status (default)", metavar="WHAT", count="?", choices=_WORDS),
        JSON,
    ),
    run=run,
)
