"""What there is to achieve: each once, by something done, never by something left undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Deeds(NamedTuple):
    """What was done so far. Minutes of focus: in all, today, in the longest stretch. days: that reached their goal.

    returns: found back into focus after a suggestion. breaks: taken after a long focus. helpful: suggestions called so.
    """

    total: float
    today: float
    longest: float
    days: int
    streak: int
    returns: int
    breaks: int
    helpful: int


class Feat(NamedTuple):
    """One achievement; `reached` of what was done."""

    name: str
    title: str
    coins: int
    reached: Callable[[Deeds], bool]


FEATS: tuple[Feat, ...] = (
    Feat("first_light", "First light: the first ten minutes of focus", 5, lambda d: d.total >= 10),
    Feat("half_hour", "Half an hour in one go", 5, lambda d: d.longest >= 30),
    Feat("good_hour", "An hour of focus in a day", 10, lambda d: d.today >= 60),
    Feat("good_day", "Three hours of focus in a day", 20, lambda d: d.today >= 180),
    Feat("ten_hours", "Ten hours of focus in all", 20, lambda d: d.total >= 600),
    Feat("fifty_hours", "Fifty hours of focus in all", 50, lambda d: d.total >= 3000),
    Feat("two_hundred_hours", "Two hundred hours of focus in all", 100, lambda d: d.total >= 12_000),
    Feat("three_days", "A streak of three days", 10, lambda d: d.streak >= 3),
    Feat("seven_days", "A streak of seven days", 25, lambda d: d.streak >= 7),
    Feat("thirty_days", "A streak of thirty days", 75, lambda d: d.streak >= 30),
    Feat("hundred_days", "A hundred days with focus, however far apart", 100, lambda d: d.days >= 100),
    Feat(
        "found_back", "Found back into focus after being away with the thoughts", 10, lambda d: d.returns >= 1
    ),
    Feat("often_back", "Found back into focus ten times", 25, lambda d: d.returns >= 10),
    Feat("rested", "Took a break after a long focus", 10, lambda d: d.breaks >= 1),
    Feat("good_talk", "Called a suggestion helpful", 5, lambda d: d.helpful >= 1),
)
