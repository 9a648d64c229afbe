"""Limits of a module in words: what it uses of each, by what it is held, how firmly. For the window and the terminal.

`max_memory_mb` → `memory 38 of 200 MB, held by cgroup_v1 (hard)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.measures import megabytes, percent, short_number, with_unit
from skelly_tray.ui.present.words import tr, trc

Shown = Mapping[str, Any]


def limit_name(name: str) -> str:
    """`max_memory_mb` → `memory`."""
    match name:
        case "max_cpu_percent":
            return tr("CPU")
        case "max_memory_mb":
            return tr("memory")
        case "max_file_handles":
            return tr("open files")
        case "max_threads":
            return tr("threads")
        case _:
            return name


def limit_words(name: str, limit: Shown) -> str:
    """One limit, in short: `CPU 20 % of 20 %, held by cgroup_v1 (hard)`."""
    parts = [f"{limit_name(name)} {amount(name, limit)}"]
    if limit.get("exceeded"):
        action = limit.get("action")
        done = action_done(str(action)) if action else ""
        parts.append(tr("exceeded, {done}", done=done) if done else tr("exceeded"))
    parts.append(holding(limit))
    return ", ".join(parts)


def action_done(action: str) -> str:
    """What was done about it: `throttle` → `throttled`."""
    match action:
        case "alert":
            return trc("done at a limit", "alerted")
        case "throttle":
            return trc("done at a limit", "throttled")
        case "degrade":
            return trc("done at a limit", "degraded")
        case "restart":
            return trc("done at a limit", "restarted")
        case "stop":
            return trc("done at a limit", "stopped")
        case _:
            return action


def action_word(action: str) -> str:
    """What will be done, as a word for a list."""
    match action:
        case "alert":
            return trc("to be done at a limit", "alert")
        case "throttle":
            return trc("to be done at a limit", "throttle")
        case "degrade":
            return trc("to be done at a limit", "degrade")
        case "restart":
            return trc("to be done at a limit", "restart")
        case "stop":
            return trc("to be done at a limit", "stop")
        case _:
            return action


def limit_note(limit: Shown) -> str:
    """Why it is not held, or only softly; empty when there is nothing to add."""
    return told(str(limit.get("why") or ""))


def limit_lines(limits: Mapping[str, Shown]) -> Iterator[tuple[str, str]]:
    """(words, note) of each limit."""
    for name, limit in limits.items():
        yield limit_words(name, limit), limit_note(limit)


def throttled_words(throttled: Shown | None) -> str:
    """That it pays for a busy machine: `to 30 % of a core: the machine's CPU …`."""
    if not throttled:
        return ""
    used = percent(float(throttled.get("percent", 0)))
    return tr("to {percent} of a core: {why}", percent=used, why=told(str(throttled.get("why", ""))))


def amount(name: str, limit: Shown) -> str:
    """`38 MB of 200 MB`, or `at most 200 MB` while the use is not known."""
    most, used = float(limit.get("value") or 0), limit.get("used")
    if name == "max_memory_mb":
        now, bound = (megabytes(float(used)) if used is not None else None), megabytes(most)
    elif name == "max_cpu_percent":
        now, bound = (percent(float(used)) if used is not None else None), with_unit(short_number(most), "%")
    else:
        now, bound = (f"{used:.0f}" if used is not None else None), short_number(most)
    return (
        tr("{used} of {limit}", used=now, limit=bound)
        if now is not None
        else tr("at most {limit}", limit=bound)
    )


def share(limit: Shown) -> float | None:
    """The use as a share of the limit, 1.0 at it; None while it is not known."""
    most, used = float(limit.get("value") or 0), limit.get("used")
    return float(used) / most if used is not None and most > 0 else None


def holding(limit: Shown) -> str:
    """By what it is held, and how firmly."""
    rung, strength = str(limit.get("rung", "advisory")), str(limit.get("strength", "none"))
    if strength == "none":
        return tr("only watched")
    if limit.get("held"):
        return tr("held by {rung} ({strength})", rung=rung, strength=_firmly(strength))
    return tr("to be held by {rung} ({strength})", rung=rung, strength=_firmly(strength))


def _firmly(strength: str) -> str:
    match strength:
        case "hard":
            return trc("how a limit is held", "hard")
        case "soft":
            return trc("how a limit is held", "soft")
        case _:
            return strength
