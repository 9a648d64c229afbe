"""How the state of one module looks: a shape, a word and a tone. Never one of them alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import assert_never

from skelly_tray.domain.status import HealthStatus, ModuleState, ModuleStatus
from skelly_tray.ui.present.recovering import mended
from skelly_tray.ui.present.words import tr


class Symbol(Enum):
    """The shapes; the value is the character that stands for the shape where only text can be shown."""

    DOT = "●"
    QUARTER = "◔"
    DOTTED = "◌"
    TRIANGLE = "▲"
    SQUARE = "■"
    RING = "○"
    LOOP = "↻"
    CROSS = "✕"
    BARS = "‖"


class Tone(Enum):
    """What a colour is spent on; the theme says which colour that is."""

    CALM = "calm"
    GOOD = "good"
    BUSY = "busy"
    WARN = "warn"
    BAD = "bad"


class Rank(IntEnum):
    """How much a module wants to be looked at, worst first; only the first three count as trouble."""

    DOWN = 0
    RETRYING = 1
    LIMPING = 2
    FINE = 3

    @property
    def trouble(self) -> bool:
        return self is not Rank.FINE


@dataclass(frozen=True, slots=True)
class Look:
    symbol: Symbol
    word: str
    tone: Tone
    rank: Rank


def _healthy_or_not(health: HealthStatus) -> Look:
    match health:
        case HealthStatus.HEALTHY:
            return Look(Symbol.DOT, tr("running"), Tone.GOOD, Rank.FINE)
        case HealthStatus.DEGRADED:
            return Look(Symbol.TRIANGLE, tr("degraded"), Tone.WARN, Rank.LIMPING)
        case HealthStatus.UNHEALTHY:
            return Look(Symbol.SQUARE, tr("unhealthy"), Tone.BAD, Rank.DOWN)
        case HealthStatus.UNKNOWN:
            return Look(Symbol.DOT, tr("running"), Tone.CALM, Rank.FINE)
    assert_never(health)


def look(module: ModuleStatus) -> Look:
    """The look of one module."""
    match module.state:
        case ModuleState.NOT_STARTED:
            return Look(Symbol.RING, tr("not started"), Tone.CALM, Rank.FINE)
        case ModuleState.WAITING:
            return Look(Symbol.DOTTED, tr("waiting"), Tone.WARN, Rank.FINE)
        case ModuleState.STARTING:
            return Look(Symbol.QUARTER, tr("starting"), Tone.BUSY, Rank.FINE)
        case ModuleState.RUNNING:
            return _running(module)
        case ModuleState.STOPPING:
            return Look(Symbol.QUARTER, tr("stopping"), Tone.BUSY, Rank.FINE)
        case ModuleState.STOPPED:
            return _stopped(module)
        case ModuleState.BACKOFF if mended(module):
            return Look(Symbol.LOOP, tr("recovering"), Tone.WARN, Rank.RETRYING)
        case ModuleState.BACKOFF:
            return Look(Symbol.LOOP, tr("retrying"), Tone.WARN, Rank.RETRYING)
        case ModuleState.FAILED:
            return Look(Symbol.SQUARE, tr("failed"), Tone.BAD, Rank.DOWN)
        case ModuleState.INVALID:
            return Look(Symbol.CROSS, tr("invalid"), Tone.BAD, Rank.DOWN)
    assert_never(module.state)


def living_words() -> tuple[str, ...]:
    """What the state of a module with a process can be called: a column has room for each."""
    return (
        tr("running"), tr("degraded"), tr("unhealthy"), tr("not ready"), tr("starting"), tr("stopping"),
        tr("paused"),
    )  # fmt: skip


def _running(module: ModuleStatus) -> Look:
    if module.ready and module.health is HealthStatus.HEALTHY and module.metrics.get("paused"):
        return Look(Symbol.BARS, tr("paused"), Tone.CALM, Rank.FINE)
    if module.health is HealthStatus.UNHEALTHY or module.ready:
        return _healthy_or_not(module.health)
    return Look(Symbol.TRIANGLE, tr("not ready"), Tone.WARN, Rank.LIMPING)


def _stopped(module: ModuleStatus) -> Look:
    if module.reason_kind == "completed":
        return Look(Symbol.RING, tr("done"), Tone.GOOD, Rank.FINE)
    if module.reason_kind == "limit":
        return Look(Symbol.SQUARE, tr("stopped"), Tone.BAD, Rank.DOWN)
    return Look(Symbol.RING, tr("stopped"), Tone.CALM, Rank.FINE)


HEALTH_TONES = {
    HealthStatus.HEALTHY: Tone.GOOD,
    HealthStatus.DEGRADED: Tone.WARN,
    HealthStatus.UNHEALTHY: Tone.BAD,
    HealthStatus.UNKNOWN: Tone.CALM,
}


def alive(module: ModuleStatus) -> bool:
    """Whether there is a process that stopping would end."""
    match module.state:
        case ModuleState.STARTING | ModuleState.RUNNING | ModuleState.STOPPING:
            return True
        case (
            ModuleState.NOT_STARTED
            | ModuleState.WAITING
            | ModuleState.STOPPED
            | ModuleState.BACKOFF
            | ModuleState.FAILED
            | ModuleState.INVALID
        ):
            return False
    assert_never(module.state)


def wanted_down(module: ModuleStatus) -> bool:
    """Down, and nobody wants it otherwise: there is nothing to stop."""
    return not alive(module) and (module.desired == "down" or module.state is ModuleState.INVALID)
