"""Which lines a module has written: latches, for the log probe, whether a pattern was matched.

Lines come from the log thread, waits from the engine's loop. Patterns are the user's own, and one with nested
repeats can take for ever over a hostile line: only the first 4 KiB of a line are searched, by the `regex` package,
which can be stopped and lets go of the interpreter meanwhile; a pattern that took too long is given up and says so.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from skelly_tray.adapters.thread_issues import Deliver

if TYPE_CHECKING:
    import regex

SEARCHED = 4096
"""Bytes of a line that are searched."""
TOO_SLOW = 0.1
"""Seconds over one line after which a pattern is given up."""


class PatternTooSlowError(ValueError):
    """The pattern was given up; the text is a sentence for people."""


class BadPatternError(ValueError):
    """The pattern is no regular expression; the text is a sentence for people."""


def _compiled(pattern: str) -> regex.Pattern[str]:
    import regex  # 3 MiB, and only systems with a log probe need it

    try:
        return regex.compile(pattern)
    except (regex.error, RecursionError, OverflowError) as error:
        raise BadPatternError(f"the pattern {pattern!r} is not a regular expression: {error}") from error


class _Watch:
    __slots__ = ("ever", "fresh", "pattern", "too_slow", "waiters")

    def __init__(self, pattern: str) -> None:
        self.pattern = _compiled(pattern)
        self.ever = False
        self.fresh = False
        self.too_slow = False
        self.waiters: set[asyncio.Future[None]] = set()

    def search(self, lines: Sequence[bytes]) -> bool:
        """Whether this call changed anything."""
        if (self.ever and self.fresh) or self.too_slow:
            return False
        for line in lines:
            try:
                text = line[:SEARCHED].decode("utf-8", "replace")
                found = self.pattern.search(text, timeout=TOO_SLOW, concurrent=True)
            except TimeoutError:
                self.too_slow, found = True, None
            if found:
                self.ever = self.fresh = True
            if found or self.too_slow:
                return True
        return False


class LogBoard:
    """The latches of all incarnations. `deliver` reaches the loop on which `matched` is awaited."""

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._lock = threading.Lock()
        self._watches: dict[int, dict[str, _Watch]] = {}
        self._wake_pending = False

    def watch(self, incarnation: int, pattern: str) -> None:
        """Look for `pattern` in every line from now on. Raises BadPatternError."""
        with self._lock:
            self._watch(incarnation, pattern)

    def expect(self, incarnation: int, patterns: Iterable[str]) -> None:
        """`watch` for what a module's probes will ask later; a pattern that is none is left to its probe."""
        for pattern in patterns:
            try:
                self.watch(incarnation, pattern)
            except BadPatternError:
                continue

    def forget(self, incarnation: int) -> None:
        with self._lock:
            self._watches.pop(incarnation, None)

    def feed(self, incarnation: int, lines: Sequence[bytes]) -> None:
        """Complete lines without newline, from any thread."""
        with self._lock:
            watches = self._watches.get(incarnation)
            if not watches:
                return
            changed = [watch for watch in watches.values() if watch.search(lines)]
            wake = not self._wake_pending and any(watch.waiters for watch in changed)
            self._wake_pending = self._wake_pending or wake
        if wake:
            try:
                self._deliver(self._wake)
            except RuntimeError:
                return  # the loop is closed: nobody waits any more

    async def matched(self, incarnation: int, pattern: str, *, since_last: bool) -> None:
        """Returns once a line has matched since the spawn, or since the last such return (`since_last`).

        Raises BadPatternError and PatternTooSlowError.
        """
        with self._lock:
            watch = self._watch(incarnation, pattern)
        while (waiter := self._take(watch, since_last)) is not None:
            try:
                await waiter
            finally:
                with self._lock:
                    watch.waiters.discard(waiter)

    def _watch(self, incarnation: int, pattern: str) -> _Watch:
        watches = self._watches.setdefault(incarnation, {})
        if pattern not in watches:
            watches[pattern] = _Watch(pattern)
        return watches[pattern]

    def _take(self, watch: _Watch, since_last: bool) -> asyncio.Future[None] | None:
        """Consume the latch; or, in the same breath, leave a waiter for the next change."""
        with self._lock:
            found = watch.fresh if since_last else watch.ever
            if found:
                watch.fresh = watch.fresh and not since_last
                return None
            if watch.too_slow:
                raise PatternTooSlowError(
                    f"the pattern {watch.pattern.pattern!r} takes too long to search for"
                )
            waiter = asyncio.get_running_loop().create_future()
            watch.waiters.add(waiter)
            return waiter

    def _wake(self) -> None:
        with self._lock:
            self._wake_pending = False
            for watches in self._watches.values():
                for watch in watches.values():
                    if watch.ever or watch.too_slow:
                        for waiter in watch.waiters:
                            if not waiter.done():
                                waiter.set_result(None)
