"""A changed configuration on trial: what is watched, for how long, and what is shown of it.

Data only; `trying.py` judges. Modules that were not ready before the change prove nothing about it and have no part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from skelly_tray.domain.descriptor import ModuleId

LOOKS = 6
"""At least so many checks fall into the window of a trial."""


@dataclass(frozen=True, slots=True)
class Part:
    """One module on trial. until: when it has passed, monotonic seconds; None while it is not ready with the new
    configuration. graced: what happens to it now is not blamed on the change until it has been ready again."""

    until: float | None = None
    graced: bool = False


@dataclass(frozen=True, slots=True)
class Trial:
    """id: what the transaction calls it. window: seconds that each module has to stay well. deadline: the end of all,
    whoever is not ready by then. decided: a rollback was ordered and has not come yet. lame: modules that were not
    ready when it began, so that they excuse nobody who was ready all the same. look: when its timer fires; None: it has
    none yet."""

    id: int
    since: float
    window: float
    deadline: float
    parts: Mapping[ModuleId, Part] = field(default_factory=dict)
    decided: bool = False
    lame: frozenset[ModuleId] = frozenset()
    look: float | None = None

    def interval(self, module: ModuleId, usual: float) -> float:
        """Seconds between two checks: also where they are set, for a trial without a look would prove nothing."""
        return min(usual, self.window / LOOKS) if module in self.parts else usual

    def ends_in(self, module: ModuleId, now: float) -> float | None:
        """Seconds that this module is on trial yet; None before it is ready, or if it has no part."""
        part = self.parts.get(module)
        return None if part is None or part.until is None else max(part.until - now, 0.0)


def interval_on(trial: Trial | None, module: ModuleId, usual: float) -> float:
    """Seconds between two checks of a module, whether there is a trial or not."""
    return trial.interval(module, usual) if trial else usual


class MarkState(StrEnum):
    """What became of the newest text of a module's file, if it is not in effect."""

    REJECTED = "rejected"
    ROLLED_BACK = "rolled_back"


@dataclass(frozen=True, slots=True)
class ConfigMark:
    """What was written last is not in effect: why, and since when (monotonic seconds). in_file, overrides: as of
    `ConfigMarked`."""

    state: MarkState
    why: str
    since: float
    in_file: bool = True
    overrides: tuple[str, ...] = ()

    def says_the_same_as(self, other: ConfigMark | None) -> bool:
        """Whatever the time."""
        return other is not None and replace(self, since=other.since) == other
