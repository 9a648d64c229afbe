"""What was reached, by day and by week, as the answer to `progress`. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from skelly_tray.modules.gamification import clock
from skelly_tray.modules.gamification.feats import FEATS
from skelly_tray.modules.gamification.game import Day, coins_for, current_streak, level_of
from skelly_tray.modules.gamification.settings import Settings
from skelly_tray.modules.gamification.world import World


def progress(
    world: World, days: Mapping[str, Day], today: str, count: int, settings: Settings
) -> dict[str, Any]:
    """Of the last `count` days; weeks are those that these days are in, each as far as it is among them."""
    first = date.fromisoformat(today)
    names = [(first - timedelta(days=back)).isoformat() for back in reversed(range(count))]
    rows = [_row(name, days.get(name, Day())) for name in names]
    game = world.game
    level = level_of(game.coins)
    titles = {feat.name: feat.title for feat in FEATS}
    return {
        "today": rows[-1],
        "goal_minutes": settings.rewards.day_goal_minutes,
        "days": rows,
        "weeks": _weeks(rows),
        "coins": game.coins,
        "level": level,
        "next_level_at": coins_for(level + 1),
        "streak": {"current": current_streak(game, today, settings.rewards), "best": game.best},
        "focus_hours": round(game.total / 3600, 2),
        "achievements": [
            {"name": name, "text": titles.get(name, name), "time": time} for name, time in game.feats.items()
        ],
        "quiet_until": world.timing.quiet_until or None,
    }


def _row(name: str, day: Day) -> dict[str, Any]:
    return {
        "day": name,
        "focus_minutes": round(day.focus / 60, 1),
        "hyperfocus_minutes": round(day.hyperfocus / 60, 1),
        "distracted_minutes": round(day.distracted / 60, 1),
        "longest_minutes": round(day.longest / 60, 1),
        "coins": day.coins,
        "reached": day.reached,
    }


def _weeks(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    made: dict[str, dict[str, Any]] = {}
    for row in rows:
        name = clock.week_of(row["day"])
        week = made.setdefault(name, {"week": name, "focus_minutes": 0.0, "coins": 0, "days_reached": 0})
        week["focus_minutes"] = round(week["focus_minutes"] + row["focus_minutes"], 1)
        week["coins"] += row["coins"]
        week["days_reached"] += row["reached"]
    return list(made.values())
