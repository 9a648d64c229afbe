"""Whether a module does all it can or, for a while, less: full or degraded mode."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ModeSource(StrEnum):
    """Who has set the mode, and so who may end it."""

    RECOVERY = "recovery"
    LIMIT = "limit"
    PROCEDURE = "procedure"


@dataclass(frozen=True, slots=True)
class Mode:
    """degraded: the module does less. why: for people. since, retry_at: monotonic seconds; full mode is tried again at
    `retry_at` (None: whoever degraded it says when). tries: how often full mode has been tried in vain. on_trial: it is
    back in full mode and has not proved stable yet."""

    degraded: bool = False
    source: ModeSource = ModeSource.RECOVERY
    why: str = ""
    since: float = 0.0
    retry_at: float | None = None
    tries: int = 0
    on_trial: bool = False

    @property
    def by_limit(self) -> bool:
        """A limit has set it, and what comes of that limit ends it."""
        return self.degraded and self.source is ModeSource.LIMIT


FULL = Mode()


def degraded_reason(why: str) -> str:
    """The reason that is shown of a module which only does less: `in degraded mode: exit 1 after 2 s`."""
    return f"in degraded mode: {plain(why)}"


def plain(why: str) -> str:
    """Why a module does less, to stand behind a colon."""
    return why.removeprefix("after ").removeprefix("because ")
