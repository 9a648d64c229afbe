"""What was seen in the last while, in the order of its time, each event once. Bounded in time and in number."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Sequence

from skelly_tray.modules.analysis_engine.observed import Capturing, Focus, Idle, Observed

_MOST = 20_000
_MOST_IDS = 20_000


class Recent:
    """`span_ms`: how far back. What was true at the beginning of the span (window, idleness) is remembered beyond."""

    def __init__(self, span_ms: int) -> None:
        self.span_ms = span_ms
        self.focus: Focus | None = None
        """The last change of the focus before the span."""
        self.idle: Idle | None = None
        """The last word on idleness before the span."""
        self.capturing = True
        """Whether capturing went on at the beginning of the span."""
        self._seen: list[Observed] = []
        self._ids: set[str] = set()
        self._order: deque[str] = deque()

    def __len__(self) -> int:
        return len(self._seen)

    def add(self, seen: Sequence[Observed], ids: Sequence[str]) -> int:
        """Returns how many were new. An event without an id is always new."""
        count = 0
        for one, name in zip(seen, ids, strict=True):
            if name:
                if name in self._ids:
                    continue
                self._ids.add(name)
                self._order.append(name)
                if len(self._order) > _MOST_IDS:
                    self._ids.discard(self._order.popleft())
            insort(self._seen, one, key=_time)
            count += 1
        return count

    def forget_before(self, at: int) -> None:
        """Drop what is older than the span at this time."""
        end = max(bisect_left(self._seen, at - self.span_ms, key=_time), len(self._seen) - _MOST)
        for old in self._seen[: max(end, 0)]:
            if isinstance(old, Focus):
                self.focus = old
            elif isinstance(old, Idle):
                self.idle = old
            elif isinstance(old, Capturing):
                self.capturing = old.on
        if end > 0:
            del self._seen[:end]

    def until(self, at: int) -> list[Observed]:
        """All that is remembered and not later."""
        return self._seen[: bisect_left(self._seen, at + 1, key=_time)]

    @property
    def newest(self) -> int:
        """Time of the newest event; 0 without one."""
        return self._seen[-1].time if self._seen else 0


def _time(seen: Observed) -> int:
    return seen.time
