"""What is learned from what is kept: corrections and reactions turned into examples, and these into coefficients.

All functions are works for `Keeping`: what was said and what was learned of it are kept together or not at all.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from skelly_tray.modules.analysis_engine import history
from skelly_tray.modules.analysis_engine.history import Correction, Kept
from skelly_tray.modules.analysis_engine.model import Bounds, vector
from skelly_tray.modules.analysis_engine.personal import (
    PERIOD_EXAMPLES,
    QUIET,
    REACTION_WEIGHT,
    Example,
    Own,
    learn,
    lesson,
    nothing,
    spread,
)
from skelly_tray.modules.analysis_engine.table import State

_QUIET_MS = 7 * 86_400_000
_REACTION_MS = 15 * 60_000
"""A reaction says something of the state that was judged so shortly before."""


class Learned(NamedTuple):
    """examples: how many moments the word was about. own: the coefficients now; None: nothing was learned."""

    examples: int
    own: Own | None


def correct(connection: sqlite3.Connection, said: Correction, bounds: Bounds, learning: float) -> Learned:
    """Keep a correction and learn from it; learning: 0 keeps it only."""
    earlier = [
        Example(given, state)
        for correction in history.corrections(connection)
        for state in (correction.state,)
        for given in _vectors(history.moments(connection, correction.begin, correction.until + 1), bounds)
    ]
    history.add_correction(connection, said)
    fresh = [
        Example(given, said.state)
        for given in _vectors(history.moments(connection, said.begin, said.until + 1), bounds)
    ]
    if not fresh or learning <= 0:
        return Learned(len(fresh), None)
    before = history.own(connection) or nothing()
    learned = lesson(before, fresh, earlier, _quiet(connection, said.time, bounds), learning)
    history.set_own(connection, learned)
    return Learned(len(fresh), learned)


def react(
    connection: sqlite3.Connection, request: str, time: int, answer: str, bounds: Bounds, learning: float
) -> Learned:
    """Keep a reaction to a suggestion, once, and learn a little from it.

    helpful speaks for the state that was judged then. dismissed speaks against it only if that was `distracted`: a
    suggestion to find back to work is wrong if one is at work, while a break may be unwelcome in any state. Later, and
    no answer, say nothing of the state.
    """
    if not history.add_reaction(connection, request, time, answer) or learning <= 0:
        return Learned(0, None)
    then = history.newest_before(connection, time, _REACTION_MS)
    if then is None or then.features is None:
        return Learned(0, None)
    given = vector(then.features, bounds)
    if answer == "helpful":
        example = Example(given, wanted=then.state, weight=REACTION_WEIGHT)
    elif answer == "dismissed" and then.state == "distracted":
        example = Example(given, against=then.state, weight=REACTION_WEIGHT)
    else:
        return Learned(0, None)
    learned = learn(history.own(connection) or nothing(), [example], learning)
    history.set_own(connection, learned)
    return Learned(1, learned)


def _vectors(kept: list[Kept], bounds: Bounds) -> list[list[float | None]]:
    """Of at most so many moments of one period, evenly."""
    found = [one.features for one in kept if one.features is not None]
    return [vector(found[number], bounds) for number in spread(len(found), PERIOD_EXAMPLES)]


def _quiet(connection: sqlite3.Connection, until: int, bounds: Bounds) -> list[Example]:
    """Moments of the last week that nobody has corrected."""
    corrected: list[tuple[int, int, State]] = [
        (one.begin, one.until, one.state) for one in history.corrections(connection)
    ]
    (count,) = connection.execute(
        "SELECT count(*) FROM moments WHERE time > ? AND features IS NOT NULL", (until - _QUIET_MS,)
    ).fetchone()
    every = max(1, count // (2 * QUIET))
    rows = connection.execute(
        "SELECT time FROM moments WHERE time > ? AND features IS NOT NULL ORDER BY time", (until - _QUIET_MS,)
    ).fetchall()
    times = [
        time for (time,) in rows[::every] if not any(begin <= time <= end for begin, end, _ in corrected)
    ]
    found = [history.newest_before(connection, time, 1) for time in times]
    return [
        Example(vector(one.features, bounds)) for one in found if one is not None and one.features is not None
    ]
