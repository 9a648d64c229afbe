"""Why things happened: causes, outcomes, failures and the journal entry they end up in.

Facts of an exit are kept apart from the sentence shown for them.
"""

from __future__ import annotations

import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from skelly_tray.domain.descriptor import ModuleId


class CauseKind(StrEnum):
    """The category of a cause, for programs; the sentence beside it is for people."""

    USER = "user"
    SYSTEM = "system"
    EXIT = "exit"
    SPAWN = "spawn"
    PROBE = "probe"
    TIMEOUT = "timeout"
    DEPENDENCY = "dependency"
    RECOVERY = "recovery"
    CONFIG = "config"
    DEMAND = "demand"
    ADOPTION = "adoption"
    KEEPER = "keeper"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Cause:
    """kind, one sentence, and `seq` of the journal entry that led here (None: none did)."""

    kind: CauseKind
    text: str
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a process ended: exit `code`, or the `signal` that killed it; neither if nobody saw it."""

    code: int | None = None
    signal: int | None = None

    def __str__(self) -> str:
        if self.signal is not None:
            return f"killed by {signal_name(self.signal)}"
        if self.code is None:
            return "ended unseen"
        return f"exit {self.code}"


def signal_name(number: int) -> str:
    """`SIGKILL` for 9; `signal 64` for one without a name."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed incarnation: what went wrong and how far it had come.

    at: monotonic seconds. permanent: no restart may follow (`no_restart_exit_codes`).
    """

    kind: CauseKind
    text: str
    at: float
    was_ready: bool = False
    stable: bool = False
    permanent: bool = False
    outcome: Outcome | None = None


class EntryKind(StrEnum):
    """What a journal entry is about."""

    STATE_CHANGED = "state_changed"
    HEALTH_CHANGED = "health_changed"
    LIMIT_EXCEEDED = "limit_exceeded"
    LIMIT_CLEARED = "limit_cleared"
    CONFIG_CHANGED = "config_changed"
    RECOVERY = "recovery"
    USER_ACTION = "user_action"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One line of the journal; the engine adds the wall time when it performs `Record`."""

    seq: int
    kind: EntryKind
    cause: Cause
    module: ModuleId | None = None
    from_: str | None = None
    to: str | None = None
    incarnation: int | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
