"""The line of one module in the tray menu: shape, name, state with its age, cause and what comes next."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from skelly_tray.domain.status import ModuleState, ModuleStatus
from skelly_tray.ui.present.headline import elided, next_try, since_sentence
from skelly_tray.ui.present.looks import Symbol, alive, look
from skelly_tray.ui.present.measures import countdown
from skelly_tray.ui.present.recovering import degraded, mended, told_by_mode
from skelly_tray.ui.present.rows import note, told_by_config, why
from skelly_tray.ui.present.words import tr

LINE = 80
"""Characters of an entry at most: a menu as wide as the screen is in the way of what it tells."""
SHORTEST_CAUSE = 16
"""Characters; where there is room for less, nothing of it is said."""
LONGEST_NAME = 28
REASON_WIDTH, REASON_LINES = 60, 3
"""Of a reason that had to be cut: where it stands as a whole, on top of the module's own menu."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says beside the name. word: empty where the cause begins with it. full: all that is known of the
    cause. retry: what comes next, and when."""

    symbol: Symbol
    word: str
    cause: str = ""
    full: str = ""
    retry: str = ""


def pauses(module: ModuleStatus) -> bool:
    """It runs, and does nothing because somebody wants it so."""
    return bool(module.metrics.get("paused")) and alive(module)


def module_line(
    name: str, module: ModuleStatus, names: Mapping[str, str], *, now: float, elapsed: float
) -> tuple[str, tuple[str, ...]]:
    """`■ AI companion · failed 8 s ago · exit 1 · next try in 12 s`, and, in lines, the cause when it was cut.

    names: of all modules, by id. now: wall clock, seconds since the epoch. elapsed: seconds since the snapshot.
    """
    said = (
        _trouble(module, names, now, elapsed) if look(module).rank.trouble else _calm(module, names, elapsed)
    )
    around = [part for part in (elided(name, LONGEST_NAME), said.word) if part]
    room = LINE - 2 - sum(len(part) + 3 for part in (*around, said.retry) if part)
    cause = elided(said.cause, room) if room >= SHORTEST_CAUSE else ""
    text = " · ".join(part for part in (*around, cause, said.retry) if part)
    return f"{said.symbol.value} {text}", () if cause == said.full else _wrapped(said.full)


def _trouble(module: ModuleStatus, names: Mapping[str, str], now: float, elapsed: float) -> Said:
    seen, cause = look(module), why(module, names)
    word = seen.word
    if cause and (mended(module) or told_by_mode(module)):
        word = ""
    elif module.state is ModuleState.FAILED:
        word = since_sentence(module, seen.word, now)
    elif module.state is ModuleState.BACKOFF:
        word = since_sentence(module, tr("stopped"), now)
    return Said(seen.symbol, word, cause, cause, _retry(module, elapsed))


def _calm(module: ModuleStatus, names: Mapping[str, str], elapsed: float) -> Said:
    """In no trouble; but it may wait for something, pause, or have settings that are not in effect."""
    seen = look(module)
    waits = module.state is ModuleState.WAITING
    told = note(module, seen, names, now=0.0, elapsed=elapsed)
    if told and module.config.get("state") and not waits:
        return Said(told.symbol, seen.word, told.text, told_by_config(module, elapsed))
    if waits and (reason := why(module, names)):
        return Said(told.symbol, "", told.text, reason) if told else Said(seen.symbol, "", reason, reason)
    return Said(Symbol.DOTTED, tr("paused")) if pauses(module) else Said(seen.symbol, seen.word)


def _retry(module: ModuleStatus, elapsed: float) -> str:
    """`next try in 12 s`, or `full mode in 4 min`; nothing when nothing is planned."""
    full = module.mode.get("retry_in_s")
    if degraded(module) and module.retry_in_s is None and isinstance(full, (int, float)):
        return tr("full mode in {time}", time=countdown(full - elapsed))
    return next_try(module, elapsed)


def _wrapped(text: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(text, REASON_WIDTH, max_lines=REASON_LINES, placeholder="…"))
