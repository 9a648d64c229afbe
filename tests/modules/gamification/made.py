"""A person whose states are told as the analysis tells them, in virtual time."""

from __future__ import annotations

from typing import Any

from skelly_tray.modules.gamification import world
from skelly_tray.modules.gamification.game import Day, Reward
from skelly_tray.modules.gamification.heard import Answer, Feedback, State, StateChange
from skelly_tray.modules.gamification.settings import Settings
from skelly_tray.modules.gamification.timing import Request
from skelly_tray.modules.gamification.world import After, World

NOON = 1_767_268_800_000
"""2026-01-01T12:00:00Z in ms, a Thursday."""

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WIDE_AWAKE = {"quiet_from": "", "quiet_to": ""}


class Life:
    """Goes through states; what is suggested and won is in `requests` and `rewards`."""

    def __init__(self, at: int = NOON, **settings: Any) -> None:
        self.at = at
        self.settings = Settings(**(WIDE_AWAKE | settings))
        self.world: World = world.begin("0123456789abcdef")
        self.days: dict[str, Day] = {}
        self.requests: list[Request] = []
        self.rewards: list[Reward] = []
        self.state: State | None = None
        self.since = at

    def take(self, after: After) -> After:
        self.world = after.world
        self.days |= after.days
        self.rewards += after.rewards
        if after.request is not None:
            self.requests.append(after.request)
        return after

    def hear(self, change: StateChange) -> After:
        return self.take(world.hear(self.world, self.days, change, self.at, self.settings))

    def be(self, state: State, minutes: float, confidence: float = 0.9, every: float = 1.0) -> Life:
        """In this state for so long, told at its beginning and every so many minutes."""
        if state != self.state:
            self.state, self.since = state, self.at
        end = self.at + round(minutes * MINUTE)
        while self.at < end:
            self.hear(StateChange(self.at, state, self.since, confidence))
            self.at = min(end, self.at + round(every * MINUTE))
            self.take(world.look(self.world, self.days, self.at, self.settings))
        return self

    def answer(self, answer: Answer, number: int = -1) -> After:
        feedback = Feedback(self.at, self.requests[number].id, answer)
        return self.take(world.answer(self.world, self.days, feedback, self.at, self.settings))

    @property
    def kinds(self) -> list[str]:
        return [request.kind for request in self.requests]

    def won(self, kind: str) -> list[Reward]:
        return [reward for reward in self.rewards if reward.kind == kind]
