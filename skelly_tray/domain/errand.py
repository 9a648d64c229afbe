"""Errands: work that takes its time and has one outcome, ordered by a recovery and done by the engine.

A module has at most one at a time, known by its token. Every errand is answered by `ErrandDone`, also one that was
ended early or could not even be begun.
"""

from __future__ import annotations

from dataclasses import dataclass

from skelly_tray.domain.descriptor import ModuleId, ProbeRole


@dataclass(frozen=True, slots=True)
class ResetState:
    """Take the module's past away: reset_state moves its state folder to the dated trash, clear_queues drops what the
    bus keeps for it."""

    reset_state: bool = True
    clear_queues: bool = True


@dataclass(frozen=True, slots=True)
class RestoreState:
    """Bring back what a reset took away; what is there now goes to the trash itself. entry: its name in the trash."""

    entry: str


@dataclass(frozen=True, slots=True)
class SaveStates:
    """Ask native modules over the bus to write down what they know."""

    modules: tuple[ModuleId, ...]


@dataclass(frozen=True, slots=True)
class TellMode:
    """Ask the running module to take over its present mode of work."""


@dataclass(frozen=True, slots=True)
class RunCommand:
    """Run a program in the module's surroundings; exit 0 is success."""

    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MakeCheck:
    """Make a probe of a module until it has passed so many times in a row."""

    module: ModuleId
    role: ProbeRole
    successes: int = 1


@dataclass(frozen=True, slots=True)
class Pause:
    """Let time pass."""


Errand = ResetState | RestoreState | SaveStates | TellMode | RunCommand | MakeCheck | Pause
