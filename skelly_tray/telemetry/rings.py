"""Fixed-size storage of the newest points of one module, in compact arrays that never grow.

One point is about 40 bytes, so ten minutes of one module at 1 Hz are 23 KiB.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

from skelly_tray.telemetry.sample import Sample

COLUMNS = {
    "time": "d",
    "cpu_percent": "f",
    "memory_mb": "f",
    "threads": "L",
    "file_handles": "L",
    "children": "L",
    "health": "B",
    "response_ms": "f",
}
"""Name and array type code of each column. `time` is Unix seconds, `response_ms` is NaN where there is none."""


class Ring:
    """The newest `capacity` points of one module; a new one takes the place of the oldest."""

    __slots__ = ("_capacity", "_columns", "_count", "_in_order", "_next")

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._columns: dict[str, array[Any]] = {
            name: array(code, bytes(array(code).itemsize * capacity)) for name, code in COLUMNS.items()
        }
        self._in_order = tuple(self._columns.values())
        self._next = 0
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, time: float, sample: Sample, health: int, response_ms: float) -> None:
        """Add one point. `health` is its code (0 to 3), `response_ms` may be NaN."""
        at = self._next
        times, cpu, memory, threads, handles, children, codes, responses = self._in_order
        times[at] = time
        cpu[at] = sample.cpu_percent
        memory[at] = sample.memory_mb
        threads[at] = sample.threads
        handles[at] = sample.file_handles
        children[at] = sample.children
        codes[at] = health
        responses[at] = response_ms
        self._next = (at + 1) % self._capacity
        if self._count < self._capacity:
            self._count += 1

    def column(self, name: str, count: int | None = None) -> Sequence[float]:
        """The newest `count` values (all, if None) of one column, oldest first, as a copy."""
        count = self._count if count is None else min(count, self._count)
        column = self._columns[name]
        first = self._next - count
        if first >= 0:
            return column[first : self._next]
        return column[first:] + column[: self._next]

    def count_since(self, time: float) -> int:
        """How many of the newest points are not older than `time` (Unix seconds).

        Counted backwards from the newest, so that a wall clock that was set back hides old points at worst.
        """
        times = self._columns["time"]
        for age in range(self._count):
            if times[(self._next - 1 - age) % self._capacity] < time:
                return age
        return self._count
