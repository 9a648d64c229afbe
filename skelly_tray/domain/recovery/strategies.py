"""The four recovery strategies as plain data (`[recovery] strategy`), as the source design names them.

*When* a module is brought back is the business of the restart budget (`restart.py`), the same for all; *how* is that
of the strategy.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Restart:
    """Start it again, as it was."""


@dataclass(frozen=True, slots=True)
class RestartWithReset:
    """Start it again without its past. reset_state: its state folder goes to a dated trash, from where it can be taken
    back. clear_queues: messages kept for it on the bus are dropped."""

    reset_state: bool = True
    clear_queues: bool = True


@dataclass(frozen=True, slots=True)
class DegradedMode:
    """Start it again, doing less, and try everything again later. reduce_load: the share of its load that it keeps, 0
    to 1. fallback_command: what runs instead of a module that cannot be told over the bus."""

    disable_features: tuple[str, ...] = ()
    reduce_load: float = 0.5
    fallback_command: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SystemRestart:
    """Bring everything down and up in order. save_state: native modules are asked to save first. notify_user: the user
    is told."""

    save_state: bool = True
    notify_user: bool = True


Strategy = Restart | RestartWithReset | DegradedMode | SystemRestart

NAMES: dict[type, str] = {
    Restart: "restart",
    RestartWithReset: "restart_with_reset",
    DegradedMode: "degraded_mode",
    SystemRestart: "system_restart",
}
"""What each is called in a module file, in the journal and in `status`."""


def name_of(strategy: Strategy) -> str:
    """The strategy's name in a module file."""
    return NAMES[type(strategy)]
