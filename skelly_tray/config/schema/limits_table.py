"""`[limits]` of a module file: what it may use, and what is done about more."""

from __future__ import annotations

from skelly_tray.config.schema.types import Choice, Duration, Key, ListOf, Number, Table, Whole
from skelly_tray.domain.resource_limits import LimitAction

LIMITS = Table((
    Key("max_cpu_percent", Number(0.1, None, "% of one core"), "CPU over the whole process tree"),
    Key("max_memory_mb", Number(1, None, "MB"), "memory over the whole process tree"),
    Key("max_file_handles", Whole(1), "open files over the whole process tree"),
    Key("max_threads", Whole(1), "threads over the whole process tree"),
    Key("actions", ListOf(Choice("an action", tuple(LimitAction))),
        "what is done, in this order", default=["alert"]),
    Key("sustained", Duration(), "how long a limit must be exceeded before each action", default=10.0),
))  # fmt: skip
