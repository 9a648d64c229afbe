"""What is won: coins for focus, bonuses, levels, streaks, achievements. Pure; time is given. Nothing is taken away.

Each reward has an id that follows from what it is for (the day, the name, the number of the coin). So it is given once,
however often what it is for is seen.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from skelly_tray.modules.gamification import clock
from skelly_tray.modules.gamification.chance import bonus
from skelly_tray.modules.gamification.feats import FEATS, Deeds
from skelly_tray.modules.gamification.settings import Rewards

RewardKind = Literal["coins", "bonus", "streak", "achievement", "level"]
STREAK_COINS = 7
"""A day of a streak brings as many coins as the streak has days, but not more than this."""


class Day(Struct, frozen=True):
    """Seconds of one day. longest: of the longest stretch of focus that was in it."""

    focus: float = 0.0
    hyperfocus: float = 0.0
    distracted: float = 0.0
    longest: float = 0.0
    coins: int = 0
    reached: bool = False


class Game(Struct, frozen=True):
    """coins: all that were ever won. owed: seconds of focus that no coin was given for yet. untold: coins that were won
    in the stretch that goes on. coined: how many coins focus has brought, bonuses apart. stretch: seconds so far."""

    seed: str
    coins: int = 0
    total: float = 0.0
    owed: float = 0.0
    untold: int = 0
    coined: int = 0
    stretch: float = 0.0
    longest: float = 0.0
    streak: int = 0
    best: int = 0
    days: int = 0
    last_day: str = ""
    returns: int = 0
    breaks: int = 0
    helpful: int = 0
    feats: dict[str, int] = {}


class Reward(NamedTuple):
    """As published on `reward`. name: of what it is, short. text: a sentence. total: coins after it."""

    id: str
    time: int
    kind: RewardKind
    coins: int
    total: int
    name: str
    text: str


def level_of(coins: int) -> int:
    """Each level takes 25 coins more than the one before: 25, 75, 150, 250 …"""
    level = 0
    while coins >= coins_for(level + 1):
        level += 1
    return level


def coins_for(level: int) -> int:
    """Coins from which on it is this level."""
    return 25 * level * (level + 1) // 2


class Won(NamedTuple):
    """The game and the day after it, and what was won."""

    game: Game
    day: Day
    rewards: tuple[Reward, ...]


def focused(game: Game, day: Day, seconds: float, at: int, absorbed: bool, settings: Rewards) -> Won:
    """So many seconds of focus have ended at this moment."""
    stretch = game.stretch + seconds
    game = replace(
        game,
        total=game.total + seconds,
        owed=game.owed + (seconds if settings.on else 0.0),
        stretch=stretch,
        longest=max(game.longest, stretch),
    )
    day = replace(
        day,
        focus=day.focus + seconds,
        hyperfocus=day.hyperfocus + (seconds if absorbed else 0.0),
        longest=max(day.longest, stretch),
    )
    if not settings.on:
        return Won(game, day, ())
    won: list[Reward] = []
    price = settings.coin_minutes * 60
    while game.owed >= price:
        extra = bonus(game.seed, game.coined, settings.bonus_share)
        game = replace(game, owed=game.owed - price, coined=game.coined + 1, untold=game.untold + 1)
        game, day = _add(game, day, 1, at, won)
        if extra:
            game, day = _add(game, day, extra, at, won)
            name = f"bonus-{game.coined}"
            won.append(
                _reward(game, at, "bonus", name, extra, "Bonus", f"A bonus of {extra} coins, by chance")
            )
    if day.focus >= settings.day_goal_minutes * 60 and not day.reached:
        day = replace(day, reached=True)
        game, day = _reach_goal(game, day, at, settings, won)
    game, day = _achieve(game, day, at, won)
    return Won(game, day, tuple(won))


def settle(game: Game, at: int) -> tuple[Game, tuple[Reward, ...]]:
    """A stretch of focus has ended: what it brought is told together."""
    coins, minutes = game.untold, round(game.stretch / 60)
    game = replace(game, untold=0, stretch=0.0)
    if not coins:
        return game, ()
    words = "a coin" if coins == 1 else f"{coins} coins"
    text = f"{words} for {minutes} minutes of focus"
    return game, (
        _reward(game, at, "coins", f"coins-{game.coined}", coins, "Focus", text[0].upper() + text[1:]),
    )


def noted(
    game: Game, day: Day, at: int, settings: Rewards, *, returns: int = 0, breaks: int = 0, helpful: int = 0
) -> Won:
    """Something else was done that may be an achievement."""
    game = replace(
        game, returns=game.returns + returns, breaks=game.breaks + breaks, helpful=game.helpful + helpful
    )
    won: list[Reward] = []
    if settings.on:
        game, day = _achieve(game, day, at, won)
    return Won(game, day, tuple(won))


def current_streak(game: Game, today: str, settings: Rewards) -> int:
    """0 when more days were left out than the grace allows; the best one stays."""
    if not game.last_day or clock.days_between(game.last_day, today) > settings.grace_days + 1:
        return 0
    return game.streak


def _reach_goal(game: Game, day: Day, at: int, settings: Rewards, won: list[Reward]) -> tuple[Game, Day]:
    today = clock.day_of(at, settings.day_begins)
    if game.last_day and clock.days_between(game.last_day, today) <= 0:
        return game, day  # this day, or a later one, was reached before: the clock was set back
    streak = current_streak(game, today, settings) + 1
    game = replace(game, streak=streak, best=max(game.best, streak), last_day=today, days=game.days + 1)
    coins = min(streak, STREAK_COINS)
    game, day = _add(game, day, coins, at, won)
    name = "A day with focus" if streak == 1 else f"{streak} days"
    text = "A day with focus" if streak == 1 else f"A streak of {streak} days with focus"
    won.append(_reward(game, at, "streak", f"streak-{today}", coins, name, text))
    return game, day


def _achieve(game: Game, day: Day, at: int, won: list[Reward]) -> tuple[Game, Day]:
    deeds = Deeds(
        game.total / 60,
        day.focus / 60,
        game.longest / 60,
        game.days,
        game.streak,
        game.returns,
        game.breaks,
        game.helpful,
    )
    for feat in FEATS:
        if feat.name in game.feats or not feat.reached(deeds):
            continue
        game = replace(game, feats=game.feats | {feat.name: at})
        game, day = _add(game, day, feat.coins, at, won)
        name = feat.title.partition(":")[0]
        won.append(_reward(game, at, "achievement", f"achievement-{feat.name}", feat.coins, name, feat.title))
    return game, day


def _add(game: Game, day: Day, coins: int, at: int, won: list[Reward]) -> tuple[Game, Day]:
    """Coins, and the levels they bring."""
    before = level_of(game.coins)
    game = replace(game, coins=game.coins + coins)
    for level in range(before + 1, level_of(game.coins) + 1):
        won.append(
            _reward(game, at, "level", f"level-{level}", 0, f"Level {level}", f"Level {level} is reached")
        )
    return game, replace(day, coins=day.coins + coins)


def _reward(game: Game, at: int, kind: RewardKind, name: str, coins: int, short: str, text: str) -> Reward:
    """The id begins with a part of the seed: after a reset others come."""
    return Reward(f"{game.seed[:8]}-{name}", at, kind, coins, game.coins, short, text)
