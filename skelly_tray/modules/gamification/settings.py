"""The settings of `gamification`, with their defaults and bounds."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct, field

Minutes = Annotated[float, Meta(ge=1, le=1440)]
Clock = Annotated[str, Meta(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9])?$")]
"""A time of day, as 22:00; empty: none."""


class Kinds(Struct, forbid_unknown_fields=True, frozen=True):
    """Each kind of suggestion can be switched off."""

    refocus: bool = True
    break_: bool = field(default=True, name="break")
    celebrate: bool = True
    welcome_back: bool = True
    encourage: bool = True

    def allows(self, kind: str) -> bool:
        return bool(getattr(self, "break_" if kind == "break" else kind))


class Rewards(Struct, forbid_unknown_fields=True, frozen=True):
    """coin_minutes: of focus for one coin. bonus_share: how many of the coins bring a bonus. day_goal_minutes: of focus
    that make a day count for the streak. grace_days: so many days in a row may be left out. day_begins: the hour at
    which a day begins. hold_in_focus: what was won during focus is told after it.
    """

    on: bool = True
    coin_minutes: Annotated[float, Meta(ge=1, le=120)] = 5.0
    bonus_share: Annotated[float, Meta(ge=0, le=0.5)] = 0.15
    day_goal_minutes: Annotated[float, Meta(ge=1, le=600)] = 25.0
    grace_days: Annotated[int, Meta(ge=1, le=7)] = 1
    day_begins: Annotated[int, Meta(ge=0, le=12)] = 4
    hold_in_focus: bool = True


class Settings(Struct, forbid_unknown_fields=True, frozen=True):
    """interventions: suggestions at all. max_per_hour: never more. gap_minutes: between any two. cooldown_minutes:
    between two of a kind, longer when they are unwelcome and shorter when they help. min_confidence: of the state.

    refocus_after: minutes of distraction. break_after: minutes of focus without a break. welcome_after: minutes of
    absence. celebrate_after: minutes of focus that ended. encourage_after: minutes of neither. not_now_minutes: of
    silence after "not now". quiet_from, quiet_to: times of day between which nothing is suggested.
    """

    interventions: bool = True
    max_per_hour: Annotated[int, Meta(ge=0, le=12)] = 3
    gap_minutes: Minutes = 10.0
    cooldown_minutes: Minutes = 20.0
    min_confidence: Annotated[float, Meta(ge=0, le=1)] = 0.6
    refocus_after: Minutes = 5.0
    break_after: Minutes = 90.0
    welcome_after: Minutes = 15.0
    celebrate_after: Minutes = 45.0
    encourage_after: Minutes = 30.0
    not_now_minutes: Minutes = 30.0
    quiet_from: Clock = "22:00"
    quiet_to: Clock = "07:00"
    kinds: Kinds = Kinds()
    rewards: Rewards = Rewards()
