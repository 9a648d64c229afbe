"""`skelly-tray restart`: stop and start modules."""

from __future__ import annotations

from skelly_tray.cli.acting import ARGUMENTS, act
from skelly_tray.cli.command import Command

COMMAND = Command(
    name="restart",
    summary="stop and start modules",
    detail="Dependants follow as their dependency says (on_restart).",
    arguments=ARGUMENTS,
    run=lambda request: act(request, "restart"),
)
