"""Issues raised by threads: each trouble is told once, on the engine's loop, and cleared once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from skelly_tray.engine.ports import IssueSink

Deliver = Callable[[Callable[[], None]], object]
"""Runs a callable on the engine's loop, from any thread: `loop.call_soon_threadsafe`."""


class ThreadIssues:
    """The issues of one adapter thread. Only that thread may call it."""

    def __init__(self, sink: IssueSink, deliver: Deliver) -> None:
        self._sink = sink
        self._deliver = deliver
        self._raised: set[str] = set()

    def raise_once(self, issue_id: str, title: str, message: str) -> None:
        """Raise the issue unless it already stands."""
        if issue_id not in self._raised:
            self._raised.add(issue_id)
            self._post(issue_id, title, message)

    def clear(self, issue_id: str) -> None:
        """Clear the issue if it stands."""
        if issue_id in self._raised:
            self._raised.discard(issue_id)
            self._post(issue_id, "", "")

    def _post(self, issue_id: str, title: str, message: str) -> None:
        # A closed loop has nobody left to tell.
        with suppress(RuntimeError):
            self._deliver(lambda: self._sink(issue_id, title, message))
