"""`skelly-tray stop`: stop modules, and first what depends on them."""

from __future__ import annotations

from skelly_tray.cli.acting import ARGUMENTS, act
from skelly_tray.cli.command import Command

COMMAND = Command(
    name="stop",
    summary="stop modules, and first what depends on them",
    detail="They stay down until they are started again, also over a restart of the orchestrator.",
    arguments=ARGUMENTS,
    run=lambda request: act(request, "stop"),
)
