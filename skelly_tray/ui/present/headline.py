"""The system in one line (window, menu, tooltip), the shape of its tray icon, and its worst trouble."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from skelly_tray.domain.status import ModuleState, ModuleStatus, SystemHealth, SystemStatus
from skelly_tray.ui.present.looks import Rank, Symbol, Tone, alive, look
from skelly_tray.ui.present.measures import age, countdown, megabytes, percent, wall_seconds
from skelly_tray.ui.present.recovering import full_again, mended
from skelly_tray.ui.present.rows import module_names, why


class Mood(Enum):
    """The shapes that the tray icon can take."""

    HEALTHY = "healthy"
    DEGRADED = "degraded"
    CRITICAL = "critical"
    STARTING = "starting"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Headline:
    symbol: Symbol
    tone: Tone
    text: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """The worst trouble, for the strip: `title` says what happened, `detail` what we know and do. can_retry: whether
    a start by hand would be sooner than what happens by itself."""

    module: str
    symbol: Symbol
    tone: Tone
    title: str
    detail: str
    can_retry: bool = True


def mood(snapshot: SystemHealth | None) -> Mood:
    """The icon's shape; no snapshot yet counts as starting."""
    if snapshot is None:
        return Mood.STARTING
    match snapshot.status:
        case SystemStatus.HEALTHY:
            return Mood.HEALTHY
        case SystemStatus.DEGRADED:
            return Mood.DEGRADED
        case SystemStatus.CRITICAL:
            return Mood.CRITICAL
        case SystemStatus.STARTING | SystemStatus.STOPPING:
            return Mood.STARTING
        case SystemStatus.STOPPED:
            return Mood.STOPPED
    assert_never(snapshot.status)


def headline(snapshot: SystemHealth | None, elapsed: float | None = None) -> Headline:
    """One line on the whole system. elapsed: seconds since the snapshot; None leaves the uptime out."""
    if snapshot is None:
        return Headline(Symbol.QUARTER, Tone.BUSY, "Connecting to the core")
    if not snapshot.modules:
        return Headline(Symbol.RING, Tone.CALM, "No modules yet")
    match mood(snapshot):
        case Mood.HEALTHY:
            return Headline(Symbol.DOT, Tone.GOOD, _all_well(snapshot) + _up(snapshot, elapsed))
        case Mood.DEGRADED:
            return Headline(Symbol.TRIANGLE, Tone.WARN, _in_trouble(snapshot))
        case Mood.CRITICAL:
            return Headline(Symbol.SQUARE, Tone.BAD, _in_trouble(snapshot))
        case Mood.STARTING:
            return Headline(Symbol.QUARTER, Tone.BUSY, _on_the_way(snapshot))
        case Mood.STOPPED:
            return Headline(Symbol.RING, Tone.CALM, "All modules stopped")


def modules_word(count: int) -> str:
    return "1 module" if count == 1 else f"{count} modules"


def _up(snapshot: SystemHealth, elapsed: float | None) -> str:
    return "" if elapsed is None else f" · up {age(snapshot.uptime_s + elapsed)}"


def _all_well(snapshot: SystemHealth) -> str:
    modules = snapshot.modules.values()
    total = len(snapshot.modules)
    down = sum(1 for module in modules if not alive(module) and module.desired == "down")
    if not down:
        return "1 module healthy" if total == 1 else f"All {total} modules healthy"
    return f"{total - down} of {modules_word(total)} healthy, {down} stopped"


def _in_trouble(snapshot: SystemHealth) -> str:
    total = len(snapshot.modules)
    ranks = [look(module).rank for module in snapshot.modules.values()]
    failed = sum(
        1 for module in snapshot.modules.values() if module.state in (ModuleState.FAILED, ModuleState.INVALID)
    )
    troubled = sum(1 for rank in ranks if rank.trouble)
    if failed:
        more = troubled - failed
        return f"{failed} of {modules_word(total)} failed" + (f", {more} more in trouble" if more else "")
    if troubled:
        return f"{troubled} of {modules_word(total)} in trouble"
    return snapshot.reason or "Something is not as it should be"


def _on_the_way(snapshot: SystemHealth) -> str:
    total = len(snapshot.modules)
    if snapshot.status is SystemStatus.STOPPING:
        return f"Stopping · {sum(map(alive, snapshot.modules.values()))} of {total} still running"
    return f"Starting · {sum(1 for module in snapshot.modules.values() if module.ready)} of {total} ready"


def tooltip(snapshot: SystemHealth | None) -> str:
    """A few lines without running clocks, so that it changes only when something happened."""
    lines = ["Skelly Tray", headline(snapshot).text]
    if snapshot is not None:
        names = module_names(snapshot)
        troubled = [
            f"{seen.symbol.value} {names[module_id]}: {why(module, names) or seen.word}"
            for module_id, module in snapshot.modules.items()
            if (seen := look(module)).rank.trouble
        ]
        lines += troubled[:3] + ([f"and {len(troubled) - 3} more"] if len(troubled) > 3 else [])
    return "\n".join(lines)


def since_sentence(module: ModuleStatus, word: str, now: float) -> str:
    """`failed 8 s ago`, or `failed` when nobody knows since when."""
    since = wall_seconds(module.since)
    return word if since is None else f"{word} {age(now - since)} ago"


def next_try(module: ModuleStatus, elapsed: float) -> str:
    """`next try in 12 s`, of a degraded module when full mode follows; nothing when nothing is planned."""
    if module.retry_in_s is None:
        return full_again(module, elapsed)
    return f"next try in {countdown(module.retry_in_s - elapsed)}"


def worst_trouble(snapshot: SystemHealth | None, *, now: float, elapsed: float) -> Trouble | None:
    """The module that most wants to be looked at; None when all is well."""
    if snapshot is None:
        return None
    ranked = [(look(module).rank, module_id) for module_id, module in snapshot.modules.items()]
    troubled = [entry for entry in ranked if entry[0].trouble]
    if not troubled:
        return None
    module_id = min(troubled, key=lambda entry: entry[0])[1]
    module, names = snapshot.modules[module_id], module_names(snapshot)
    name, seen = names[module_id], look(module)
    if seen.rank is Rank.LIMPING or seen.word == "unhealthy":
        title = f"{name} is {seen.word}"
    elif mended(module):
        title = f"{name} is being recovered"
    elif seen.rank is Rank.RETRYING:
        title = f"{name} {since_sentence(module, 'stopped', now)}"
    elif module.state is ModuleState.INVALID:
        title = f"{name} cannot be used"
    else:
        title = f"{name} {since_sentence(module, seen.word, now)}"
    retry = next_try(module, elapsed)
    detail = ". ".join(
        part for part in (why(module, names, now).rstrip("."), retry[:1].upper() + retry[1:]) if part
    )
    return Trouble(
        module_id, seen.symbol, seen.tone, title, detail + "." if detail else "", not mended(module)
    )


def cost(snapshot: SystemHealth) -> str:
    """What it all uses, and what we ourselves cost, for the strip on a calm day."""
    own = snapshot.orchestrator
    total = snapshot.resources
    return (
        f"Modules {percent(total.total_cpu_percent)} CPU, {megabytes(total.total_memory_mb)}"
        f" · Skelly itself {percent(own.cpu_percent)}, {megabytes(own.memory_mb)}"
    )
