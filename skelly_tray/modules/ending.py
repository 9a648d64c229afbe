"""How the small modules end: promptly and quietly, when they are asked to."""

from __future__ import annotations

import signal
import sys


def end_on_request() -> None:
    """SIGTERM and SIGINT raise SystemExit(0) in the main thread, wherever it waits."""
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)


def _end(_signal: int, _frame: object) -> None:
    sys.exit(0)
