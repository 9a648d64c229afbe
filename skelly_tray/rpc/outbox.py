"""What waits for a slow reader of a stream, bounded: the newest of each kind, and the last entries of a list."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable


class Outbox:
    """Lines held back while the peer does not read.

    A `latest` line replaces the one of the same key (a snapshot makes the older one worthless). Queued lines are each
    of value; past `capacity` lines or `max_bytes` the oldest is dropped and counted, and of too many keys the oldest
    one. One line always fits, however long.
    """

    def __init__(self, capacity: int, max_bytes: int = 1 << 20) -> None:
        self._capacity = capacity
        self._max_bytes = max_bytes
        self._latest: dict[Hashable, bytes] = {}
        self._queue: deque[bytes] = deque()
        self._bytes = 0
        self._dropped = 0

    def __bool__(self) -> bool:
        return bool(self._latest or self._queue)

    def __len__(self) -> int:
        return len(self._latest) + len(self._queue)

    @property
    def held(self) -> int:
        """Bytes of all lines that wait."""
        return self._bytes

    def put_latest(self, key: Hashable, line: bytes) -> int:
        """How many lines of other keys had to go for it."""
        former = self._latest.pop(key, None)
        self._bytes += len(line) - (0 if former is None else len(former))
        self._latest[key] = line
        return self._shrink()

    def put(self, line: bytes) -> int:
        """How many older lines had to go for it."""
        self._bytes += len(line)
        self._queue.append(line)
        return self._shrink()

    def _shrink(self) -> int:
        dropped = 0
        queue, latest = self._queue, self._latest
        while len(queue) > self._capacity or (len(queue) > 1 and self._bytes > self._max_bytes):
            self._bytes -= len(queue.popleft())
            self._dropped += 1
            dropped += 1
        while len(latest) > self._capacity or (len(latest) > 1 and self._bytes > self._max_bytes):
            self._bytes -= len(latest.pop(next(iter(latest))))
            dropped += 1
        return dropped

    def take(self) -> tuple[int, list[bytes]]:
        """(how many queued lines were dropped since the last take, all held lines); empties the box."""
        taken = self._dropped, [*self._queue, *self._latest.values()]
        self._queue.clear()
        self._latest.clear()
        self._bytes = 0
        self._dropped = 0
        return taken
