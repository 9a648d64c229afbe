"""Calls that may block for ever, made in a thread of their own with a deadline: for commands, which end soon anyway.
The core has them made in a process of their own (`elsewhere.py`).

A keyring that has stalled, or that waits for an answer to a prompt, never returns. Its thread is left behind then, and
the next call gets another one; only so many are ever left behind at once.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from skelly_tray.engine.secret_port import SecretsUnavailable, SecretTrouble

DEADLINE = 3.0
"""Seconds that one call may take."""
MOST_STUCK = 4
"""Threads that may be stuck in calls at once; with so many, nothing is asked until one has come back."""

T = TypeVar("T")
_Answer = tuple[bool, Any]


class _Worker:
    """One daemon thread; `stuck` from the moment that somebody gave up waiting for it until it comes back."""

    def __init__(self, came_back: Callable[[_Worker], None]) -> None:
        self._calls: queue.SimpleQueue[tuple[Callable[[], Any], queue.SimpleQueue[_Answer]]] = (
            queue.SimpleQueue()
        )
        self._came_back = came_back
        self.stuck = False
        threading.Thread(target=self._run, daemon=True, name="secrets").start()

    def ask(self, call: Callable[[], Any]) -> queue.SimpleQueue[_Answer]:
        answer: queue.SimpleQueue[_Answer] = queue.SimpleQueue()
        self._calls.put((call, answer))
        return answer

    def _run(self) -> None:
        while not self.stuck:
            call, answer = self._calls.get()
            try:
                answer.put((True, call()))
            except Exception as error:  # noqa: BLE001  keyrings raise whatever their service's library does
                answer.put((False, error))
            del call, answer  # nothing of a value stays while the thread waits for the next call
        self._came_back(self)


class Deadlines:
    """`call` from any thread; one call at a time."""

    def __init__(self, seconds: float = DEADLINE) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self._stuck: set[_Worker] = set()

    def call(self, call: Callable[[], T], seconds: float | None = None) -> T:
        """What it returns or raises. Raises SecretsUnavailable when there is no answer in time."""
        patience = self._seconds if seconds is None else seconds
        with self._lock:
            if len(self._stuck) >= MOST_STUCK:
                raise silent(patience)
            worker = self._worker = self._worker or _Worker(self._stuck.discard)
            answer = worker.ask(call)
            try:
                ok, result = answer.get(timeout=patience)
            except queue.Empty:
                self._stuck.add(worker)
                worker.stuck, self._worker = True, None
                raise silent(patience) from None
        if ok:
            return result  # type: ignore[no-any-return]
        raise result


class NoDeadline:
    """For whoever is ended from outside when a call takes too long."""

    def call(self, call: Callable[[], T], seconds: float | None = None) -> T:
        return call()


def silent(patience: float) -> SecretsUnavailable:
    """What is said of a keyring that has not answered in so many seconds."""
    return SecretsUnavailable(
        SecretTrouble.TIMED_OUT,
        f"the keyring did not answer within {patience:g} s; see whether its service hangs or asks for a password",
    )
