"""The whole machine has too much to do: which module is throttled next, and which one gets its share back.

Two looks in a row over `throttle_threshold` make the least important module pay, one a look; two looks ten points below
it give back, in the reverse order. Pure: the engine measures and looks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from skelly_tray.domain.descriptor import BUS_ID, ModuleId

LOOKS = 2
"""In a row, before something is done."""
EASED_BY = 10.0
"""Points below the threshold from which on is given back."""
LEAST = 5.0
"""% of a core: who uses less is left alone, and nobody is throttled further down."""
SPARED = 100
"""The importance that is never throttled."""


@dataclass(frozen=True, slots=True)
class Pressure:
    """over, eased: looks in a row so far."""

    over: int = 0
    eased: int = 0


@dataclass(frozen=True, slots=True)
class User:
    """A running module. cpu: % of one core since the last look. squeezed: to how much, if it is; since: when."""

    module: ModuleId
    incarnation: int
    importance: int
    cpu: float
    squeezed: float | None = None
    since: float = 0.0


@dataclass(frozen=True, slots=True)
class Take:
    """Throttle that module to `percent` of one core."""

    user: User
    percent: float
    why: str


@dataclass(frozen=True, slots=True)
class GiveBack:
    user: User
    why: str


def weigh(
    pressure: Pressure, cpu: float, memory: float, threshold: float, users: Iterable[User]
) -> tuple[Pressure, Take | GiveBack | None]:
    """After one more look. cpu, memory: % of the whole machine. A threshold of 100 is never exceeded."""
    most = max(cpu, memory)
    if most > threshold:
        pressure = Pressure(over=pressure.over + 1)
        return pressure, _take(cpu, memory, threshold, users) if pressure.over >= LOOKS else None
    if most <= threshold - EASED_BY:
        pressure = Pressure(eased=pressure.eased + 1)
        return pressure, _give_back(most, users) if pressure.eased >= LOOKS else None
    return Pressure(), None


def _take(cpu: float, memory: float, threshold: float, users: Iterable[User]) -> Take | None:
    """Everybody once, from the least important on; then, from there again, what can be taken further down."""
    able = [u for u in users if u.importance < SPARED and u.module != BUS_ID and u.cpu >= LEAST]
    able = [u for u in able if u.squeezed is None or u.squeezed > LEAST]
    if not able:
        return None
    user = min(able, key=lambda u: (u.squeezed is not None, u.importance, -u.cpu, u.module))
    what, load = ("CPU", cpu) if cpu >= memory else ("memory", memory)
    why = (
        f"the machine's {what} was used to {load:.0f} %, over the threshold of {threshold:g} %, "
        f"and it is the least important of those that are busy (importance {user.importance})"
    )
    percent = user.cpu / 2 if user.squeezed is None else min(user.cpu, user.squeezed) / 2
    return Take(user, round(max(percent, LEAST), 1), why)


def _give_back(most: float, users: Iterable[User]) -> GiveBack | None:
    squeezed = [u for u in users if u.squeezed is not None]
    if not squeezed:
        return None
    user = max(squeezed, key=lambda u: (u.since, u.importance, u.module))
    return GiveBack(user, f"the machine is used to {most:.0f} % only")
