"""`skelly-tray start`: start modules, and what they need."""

from __future__ import annotations

from skelly_tray.cli.acting import ARGUMENTS, act
from skelly_tray.cli.command import Command

COMMAND = Command(
    name="start",
    summary="start modules, and what they need",
    detail="Waits until each is ready or has failed, and says what was done and to whom.",
    arguments=ARGUMENTS,
    run=lambda request: act(request, "start"),
)
