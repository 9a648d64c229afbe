"""Everything that is remembered, and what each thing that happens makes of it. Pure: time is given, nothing is read.

Events go in, and out come the world after it and what is to be told: requests, which are of the moment, and rewards.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from skelly_tray.modules.gamification import clock, game, timing
from skelly_tray.modules.gamification.game import Day, Game, Reward
from skelly_tray.modules.gamification.heard import FOCUS, Feedback, StateChange
from skelly_tray.modules.gamification.settings import Settings
from skelly_tray.modules.gamification.timing import Request, Timing

CREDIT_MS = timing.STALE_MS
"""Of the time between two states at most so much counts for the first: a state is refreshed sooner."""

_LEAST_CONFIDENCE = 0.4
"""Time of a state that was less sure is not counted."""

_FOUND_BACK_MS = 15 * timing.MINUTE
_CLOCK_BACK_MS = 10 * timing.MINUTE


class World(Struct, frozen=True):
    """What is kept over restarts. credited: the suggestions whose success was counted, lately."""

    timing: Timing
    game: Game
    credited: tuple[str, ...] = ()


class After(NamedTuple):
    """world: as it is now. days: those that have changed, by name. request: to be made now. rewards: in order."""

    world: World
    days: dict[str, Day]
    request: Request | None = None
    rewards: tuple[Reward, ...] = ()


def begin(seed: str) -> World:
    """seed: what the bonuses of chance follow from, and what ids begin with."""
    return World(Timing(), Game(seed))


def hear(world: World, days: Mapping[str, Day], change: StateChange, now: int, settings: Settings) -> After:
    """A state of the analysis. One that is not newer than the last changes nothing: it came twice, or too late."""
    if change.time > now + timing.MINUTE:
        return After(world, {})
    before = world.timing
    if before.at > now + _CLOCK_BACK_MS:  # the clock was set back: what we remember lies in the future
        before = replace(
            before, at=0, focus_since=0, focus_left=0, away_since=0, state="", back_at=0, ended_at=0
        )
    elif change.time <= before.at:
        return After(world, {})
    after = timing.told(before, change)
    name = clock.day_of(change.time, settings.rewards.day_begins)
    day, won, rewards = days.get(name, Day()), world.game, list[Reward]()
    span = change.time - before.at if before.at else 0
    seconds = span / 1000 if 0 < span <= CREDIT_MS and before.confidence >= _LEAST_CONFIDENCE else 0.0
    if before.state in FOCUS and seconds:
        won, day, new = game.focused(
            won, day, seconds, change.time, before.state == "hyperfocus", settings.rewards
        )
        rewards += new
    elif before.state == "distracted":
        day = replace(day, distracted=day.distracted + seconds)
    if before.focus_since != after.focus_since and (before.focus_since or won.stretch):
        won, new = game.settle(won, change.time)
        rewards += new
    won, day, new, credited = _successes(world.credited, won, day, before, after, change, settings)
    rewards += new
    made = World(after, won, credited)
    return look(made, {**days, name: day}, now, settings, After(made, {name: day}, None, tuple(rewards)))


def look(
    world: World, days: Mapping[str, Day], now: int, settings: Settings, so_far: After | None = None
) -> After:
    """What the clock says: is it time to suggest something?"""
    so_far = so_far or After(world, {})
    decided, request = timing.decide(
        world.timing, now, settings, lambda number: f"{world.game.seed[:8]}-ask-{number}"
    )
    return so_far._replace(world=replace(world, timing=decided), request=request)


def answer(world: World, days: Mapping[str, Day], feedback: Feedback, now: int, settings: Settings) -> After:
    """The user's answer to a suggestion; the second one to the same changes nothing."""
    after = timing.answered(world.timing, feedback, now, settings)
    if after is world.timing:
        return After(world, {})
    name = clock.day_of(now, settings.rewards.day_begins)
    helpful = int(feedback.answer == "helpful")
    won, day, rewards = game.noted(world.game, days.get(name, Day()), now, settings.rewards, helpful=helpful)
    return After(replace(world, timing=after, game=won), {name: day}, None, rewards)


def _successes(
    credited: tuple[str, ...],
    won: Game,
    day: Day,
    before: Timing,
    after: Timing,
    change: StateChange,
    settings: Settings,
) -> tuple[Game, Day, tuple[Reward, ...], tuple[str, ...]]:
    """Who is in focus soon after being asked back has found back; who goes soon after a break was offered takes it."""
    returns = breaks = 0
    for one in after.asked:
        if one.id in credited or not 0 <= change.time - one.time <= _FOUND_BACK_MS:
            continue
        if one.kind == "refocus" and change.state in FOCUS and before.state not in FOCUS:
            returns, credited = returns + 1, (*credited, one.id)[-20:]
        elif one.kind == "break" and change.state == "away":
            breaks, credited = breaks + 1, (*credited, one.id)[-20:]
    if not returns and not breaks:
        return won, day, (), credited
    won, day, rewards = game.noted(won, day, change.time, settings.rewards, returns=returns, breaks=breaks)
    return won, day, rewards, credited
