"""`[limits]` of a module file: what it may use, and what is done about more."""

from __future__ import annotations

from skelly_tray.config.schema.types import Choice, Duration, Key, ListOf, Number, Table, Whole
from skelly_tray.domain.resource_limits import LimitAction

_CPU, _MEMORY, _FILES, _THREADS = 1_000_000, 2**40, 1_000_000_000, 2**22
"""Upper bounds: beyond any machine, and small enough for what the system is told in its units."""

LIMITS = Table((
    Key("max_cpu_percent", Number(0.1, _CPU, "% of one core"), "CPU over the whole process tree"),
    Key("max_memory_mb", Number(1, _MEMORY, "MB"), "memory over the whole process tree"),
    Key("max_file_handles", Whole(1, _FILES), "open files over the whole process tree"),
    Key("max_threads", Whole(1, _THREADS), "threads over the whole process tree"),
    Key("actions", ListOf(Choice("an action", tuple(LimitAction))),
        "what is done, in this order", default=["alert"]),
    Key("sustained", Duration(), "how long a limit must be exceeded before each action", default=10.0),
))  # fmt: skip
