"""How the programs of the virtual world behave, and its keeper's table of processes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from skelly_tray.domain.cause import Outcome
from skelly_tray.domain.descriptor import ModuleId, ProbeRole
from skelly_tray.domain.errand import Errand

KILLED = Outcome(signal=9)
Answers = Callable[[ProbeRole, float], bool | None]
"""What a probe of that role says so many seconds after the spawn."""


def always_well(role: ProbeRole, age: float) -> bool | None:
    return True


ErrandAnswers = Callable[[Errand], tuple[float, bool, str]]
"""How long an errand takes in seconds, whether it succeeds, and what is said of it."""


def done_at_once(errand: Errand) -> tuple[float, bool, str]:
    return 0.01, True, ""


@dataclass(frozen=True, slots=True)
class Program:
    """How one incarnation behaves. Seconds; `dies_after` counts from the spawn (None: never by itself)."""

    dies_after: float | None = None
    outcome: Outcome = Outcome(code=1)
    fails_exec: str | None = None
    obeys_term: bool = True
    stop_takes: float = 0.01
    sweep_takes: float = 0.001
    spawn_takes: float = 0.002
    answers: Answers = always_well


WELL = Program()


@dataclass(slots=True)
class Process:
    """One row of the fake keeper's table."""

    module: ModuleId
    incarnation: int
    program: Program
    digest: str
    started_at: float
    outcome: Outcome | None = None
    exited_at: float | None = None
    gone: bool = False
    acknowledged: bool = False
    note: Mapping[str, object] = field(default_factory=dict)

    @property
    def pid(self) -> int:
        return 1000 + self.incarnation
