"""What checking health costs ourselves: CPU time spent inside checks on our own loop, and how many were made."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Awaitable, Generator
from typing import Any, Generic, TypeVar

T = TypeVar("T")
SPAN = 60.0
"""Seconds over which is counted."""


class CheckCost:
    """Fed with every check that has ended."""

    def __init__(self) -> None:
        self._checks: deque[tuple[float, float]] = deque()
        self._since: float | None = None

    def add(self, now: float, cpu_seconds: float) -> None:
        self._since = now if self._since is None else self._since
        self._checks.append((now, cpu_seconds))
        self._forget_old(now)

    def rates(self, now: float) -> tuple[float, float]:
        """(checks a minute, CPU in % of one core)."""
        self._forget_old(now)
        if self._since is None or not self._checks:
            return 0.0, 0.0
        span = min(max(now - self._since, 1.0), SPAN)
        spent = sum(cpu for _, cpu in self._checks)
        return len(self._checks) * 60.0 / span, spent / span * 100.0

    def _forget_old(self, now: float) -> None:
        while self._checks and now - self._checks[0][0] > SPAN:
            self._checks.popleft()


class Metered(Generic[T]):
    """Awaits `work` and counts the CPU time of its own steps in `spent` (seconds), not what else the loop does."""

    def __init__(self, work: Awaitable[T]) -> None:
        self.spent = 0.0
        self._work = work

    def __await__(self) -> Generator[Any, Any, T]:
        steps = self._work.__await__()
        send: Any = None
        failure: BaseException | None = None
        while True:
            began = time.thread_time()
            try:
                waits_for = steps.send(send) if failure is None else steps.throw(failure)
            except StopIteration as done:
                return done.value  # type: ignore[no-any-return]
            finally:
                self.spent += time.thread_time() - began
            send = failure = None
            try:
                send = yield waits_for
            except BaseException as thrown:  # noqa: BLE001 - handed on to the work, which decides
                failure = thrown
