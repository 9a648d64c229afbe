"""The real clock."""

from __future__ import annotations

import time


class SystemClock:
    """Monotonic time is the event loop's; on Linux it goes on over a restart of ours."""

    def monotonic(self) -> float:
        return time.monotonic()

    def wall(self) -> float:
        return time.time()
