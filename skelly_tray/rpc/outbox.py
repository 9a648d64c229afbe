"""What waits for a slow reader of a stream, bounded: the newest of each kind, and the last entries of a list."""

from __future__ import annotations

from collections import deque


class Outbox:
    """Lines held back while the peer does not read.

    A `latest` line replaces the one of the same key (a snapshot makes the older one worthless). Queued lines
    are each of value; past `capacity` the oldest is dropped and counted.
    """

    def __init__(self, capacity: int) -> None:
        self._latest: dict[str, bytes] = {}
        self._queue: deque[bytes] = deque(maxlen=capacity)
        self._dropped = 0

    def __bool__(self) -> bool:
        return bool(self._latest or self._queue)

    def put_latest(self, key: str, line: bytes) -> None:
        self._latest[key] = line

    def put(self, line: bytes) -> None:
        if len(self._queue) == self._queue.maxlen:
            self._dropped += 1
        self._queue.append(line)

    def take(self) -> tuple[int, list[bytes]]:
        """(how many queued lines were dropped since the last take, all held lines); empties the box."""
        taken = self._dropped, [*self._queue, *self._latest.values()]
        self._queue.clear()
        self._latest.clear()
        self._dropped = 0
        return taken
