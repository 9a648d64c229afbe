"""What the user interface needs of the core: three calls, plain serialisable data, nothing awaited."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from skelly_tray.config.autostart import AutostartState
from skelly_tray.domain.status import SystemHealth

Intent = Mapping[str, Any]
"""`{"do": "restart", "modules": ["web"]}` and its like; JSON-able."""

OnSnapshot = Callable[[SystemHealth], None]
OnEntries = Callable[[Sequence[Mapping[str, Any]]], None]
"""Journal entries as `events --json` shows them, oldest first."""
OnResult = Callable[[Any], None]
OnError = Callable[[str], None]
Unsubscribe = Callable[[], None]


class Core(Protocol):
    """The supervisor as the user interface sees it, in this process or at the end of the control socket.

    All callbacks come in the thread of the user interface, and may come before the call returns.
    """

    def post(self, intent: Intent) -> None:
        """Ask for an action and forget it: what comes of it is seen in the next snapshots."""

    def subscribe(self, callback: OnSnapshot) -> Unsubscribe:
        """Every new snapshot from now on; the newest one at once, if there is one."""

    def subscribe_journal(self, callback: OnEntries) -> Unsubscribe:
        """Every journal entry from now on; none of what was before."""

    def query(self, name: str, params: Mapping[str, Any], on_result: OnResult, on_error: OnError) -> None:
        """Call a method of the control socket (`app/control*.py`), with plain data; one that changes something takes
        `"by": "ui"` where it has that parameter. Exactly one of the two callbacks comes: the answer, or one sentence
        for people."""


class Autostart(Protocol):
    """Whether this home is started at login. Both calls read or write one small file, and raise nothing.

    `ui/present/autostart.py` has the sentences for what they answer.
    """

    def state(self) -> AutostartState:
        """What the next login does, and why: on, off, or that it cannot be had here."""

    def turn(self, on: bool) -> AutostartState:
        """Have it on or off from the next login on; what is so afterwards, also when that could not be done."""
