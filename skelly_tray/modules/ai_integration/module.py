"""The module itself: takes what there is to say, has it worded, and tells the figurine what to show."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, structs

from skelly_tray.modules.ai_integration.diary import Diary, Said, Waiting
from skelly_tray.modules.ai_integration.moods import mood_of_kind, mood_of_state
from skelly_tray.modules.ai_integration.occasion import (
    Occasion,
    example,
    read_intervention,
    read_reward,
    read_state,
    read_time,
)
from skelly_tray.modules.ai_integration.settings import Settings as AiSettings
from skelly_tray.modules.ai_integration.wording import Wording
from skelly_tray.sdk import Event, Health, HealthIssue, Mode, Module, ModuleError, RpcError, serve

_PUBLISHED_WITHIN = 10.0
"""Seconds: a message that nobody takes is not worth more."""
_GLAD_SECONDS = 4.0
GATHER = 1.5
"""Seconds in which rewards for the same thing come together."""
_WORTH = ("coins", "bonus", "streak", "level", "achievement")
"""Of several, the last of these is told."""

Kind = Literal[
    "refocus",
    "break",
    "celebrate",
    "welcome_back",
    "encourage",
    "coins",
    "bonus",
    "streak",
    "achievement",
    "level",
]


class KindParams(Struct, forbid_unknown_fields=True):
    """kind: what to speak about."""

    kind: Kind = "encourage"


class RecentParams(Struct, forbid_unknown_fields=True):
    """count: so many of the last messages."""

    count: Annotated[int, Meta(ge=1, le=200)] = 10


class NoParams(Struct, forbid_unknown_fields=True):
    """Nothing to be said."""


class AiIntegration(Module):
    """Publishes `animation_command`; serves `say`, `recent`, `would_send`, `export` and `erase`."""

    Settings = AiSettings
    version = "1.0.0"
    settings: AiSettings

    async def start(self) -> None:
        self.log.hide(self.settings.endpoint.api_key)
        self._wording = Wording(self.settings)
        self._some = asyncio.Event()
        self._turn = asyncio.Lock()
        self._state = ""
        self._coins_said: float | None = None
        self._unheard = False
        self._stale = 0
        self._gathering: float | None = None
        self._busy_until = 0.0
        self._diary = await asyncio.to_thread(Diary, self.state_dir / "diary.json")
        if self._diary.set_aside:
            self.log.warning("the diary could not be read; it was set aside and a new one begun")

    async def activate(self) -> None:
        self._speaking = self.run_in_background(self._speak(), "speaking")
        self._some.set()
        await self.subscribe("intervention_request", self.on_intervention, delivery="reliable")
        await self.subscribe("reward", self.on_reward, delivery="reliable")
        await self.subscribe("state_change", self.on_state, delivery="latest")

    async def on_intervention(self, event: Event) -> None:
        """Returns when it is kept; a malformed one is refused and loses nothing else."""
        await self._take(_read(read_intervention, event))

    async def on_reward(self, event: Event) -> None:
        """As a request, unless nothing is to be said of it."""
        occasion = _read(read_reward, event)
        if not self.settings.rewards or not self.mode.allows("rewards"):
            return
        if occasion.kind == "coins" and not self._coins_are_due():
            await self._tell(occasion.request, "cheering", None, _GLAD_SECONDS)
            return
        await self._take(occasion)

    async def on_state(self, event: Event) -> None:
        """How it goes is shown without words; as often as it is told, for a figurine that has just come. What was so
        long ago shows nothing."""
        state = _read(read_state, event)
        if "time" not in event.payload or not self._is_old(_read(read_time, event)):
            self._state = state
            await self._show_state()

    @serve("say", params=KindParams)
    async def say(self, params: KindParams) -> dict[str, Any]:
        """One message now, with invented figures; answers with what was published."""
        return await self._say(example(params.kind, _now_ms()), None)

    @serve("recent", params=RecentParams)
    async def recent(self, params: RecentParams) -> dict[str, Any]:
        return {"messages": [_shown(said) for said in self._diary.said[-params.count :]]}

    @serve("would_send", params=KindParams)
    async def would_send(self, params: KindParams) -> dict[str, Any]:
        """Exactly what leaves this machine for such a message; an example as long as none was asked for."""
        wanted = self._wording.would_send(example(params.kind, _now_ms()))
        return {
            "sent": self._may_ask() and not self._wording.fault,
            **self._wording.describe(),
            **wanted.shown(),
        }

    @serve("export", params=NoParams)
    async def export(self, params: NoParams) -> dict[str, Any]:
        """All that is kept here."""
        return {
            "messages": [_shown(said) for said in self._diary.said],
            "waiting": [waiting.occasion.kind for waiting in self._diary.waiting],
        }

    @serve("erase", params=NoParams)
    async def erase(self, params: NoParams) -> dict[str, Any]:
        """Forget it."""
        count = len(self._diary.said)
        await self._keep(self._diary.erase)
        return {"erased": count}

    async def health(self) -> Health:
        told = self._wording.describe()
        counts = self._wording.counts
        metrics = {
            "message_queue_depth": float(len(self._diary.waiting)),
            "breaker": {"off": 0.0, "closed": 0.0, "half_open": 0.5, "open": 1.0}[told["breaker"]],
            "stale": float(self._stale),
            **{
                f"messages_{name}": float(counts[name]) for name in ("local", "endpoint", "refused", "failed")
            },
        }
        issues = [HealthIssue(f"endpoint: {told['breaker'].replace('_', ' ')}", "info")]
        if told["last_refusal"]:
            issues.append(
                HealthIssue(f"the last answer of the endpoint was not said: {told['last_refusal']}", "info")
            )
        if told["trouble"]:
            return Health.degraded(f"messages are written locally: {told['trouble']}", *issues, **metrics)
        if self._diary.trouble:
            return Health.degraded(self._diary.trouble, *issues, **metrics)
        if self._unheard:
            return Health.degraded("what is said is not taken by the figurine", *issues, **metrics)
        return Health.healthy(*issues, **metrics)

    async def settings_changed(self, old: AiSettings, changed: list[str]) -> None:
        self.log.hide(self.settings.endpoint.api_key)
        self._wording.use(self.settings)
        if self.settings.follow_state != old.follow_state:
            await self._show_state(quiet=not self.settings.follow_state)

    async def degrade(self, mode: Mode) -> None:
        """Known features: `endpoint`, `rewards`, `moods`."""

    async def restore(self) -> None:
        await self._show_state()

    async def reset_state(self, reset_state: bool, clear_queues: bool) -> None:
        await self._keep(self._diary.erase, reset_state, clear_queues)

    async def stop(self, grace_s: float) -> None:
        self._speaking.cancel()
        await asyncio.gather(self._speaking, return_exceptions=True)

    # ----

    async def _take(self, occasion: Occasion) -> None:
        if not self._diary.knows(occasion.request):
            await self._keep(self._diary.take, Waiting(occasion))
            self._some.set()

    async def _keep(self, change: Callable[..., None], *what: Any) -> None:
        """Change the diary in a thread, because of the disk; one change after the other."""
        async with self._turn:
            await asyncio.to_thread(change, *what)

    async def _speak(self) -> None:
        """Answer what waits: suggestions at once, of rewards the best of those that come together."""
        while True:
            self._some.clear()
            now = time.monotonic()
            for waiting in [one for one in self._diary.waiting if self._is_old(one.occasion.time)]:
                self._stale += 1
                await self._keep(self._diary.drop, waiting)
            asked = next((one for one in self._diary.waiting if one.occasion.asks), None)
            rewards = [one for one in self._diary.waiting if not one.occasion.asks]
            if asked is not None:
                self._busy_until = now + self.settings.show_seconds
                await self._say(asked.occasion, asked)
            elif rewards and now >= (due := self._rewards_due(now)):
                self._gathering = None
                best = max(rewards, key=lambda one: _WORTH.index(one.occasion.kind))
                for other in rewards:
                    if other is not best:
                        await self._keep(self._diary.drop, other)
                await self._say(best.occasion, best)
            else:
                await self._wait(due - now if rewards else None)

    def _rewards_due(self, now: float) -> float:
        """When rewards may be told: those that come together are gathered, and a suggestion is let finish."""
        if self._gathering is None:
            self._gathering = now
        return max(self._gathering + GATHER, self._busy_until)

    def _is_old(self, time_ms: int) -> bool:
        return (_now_ms() - time_ms) / 1000 > self.settings.stale_after

    async def _wait(self, seconds: float | None) -> None:
        """For something new, or so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._some.wait()
        except TimeoutError:
            return

    async def _say(self, occasion: Occasion, waiting: Waiting | None) -> dict[str, Any]:
        worded = await self._wording.word(occasion, self._diary.phrases, self._may_ask())
        mood = mood_of_kind(occasion.kind)
        told = await self._tell(
            occasion.request, mood, worded.text, self.settings.show_seconds, asks=occasion.asks
        )
        if occasion.kind == "coins":
            self._coins_said = time.monotonic()
        said = Said(
            told["time"], occasion.kind, worded.text, worded.by, mood, occasion.request, worded.phrase
        )
        await self._keep(self._diary.add, said, waiting)
        return told

    async def _show_state(self, quiet: bool = False) -> None:
        """quiet: be idle, whatever the state is."""
        if quiet:
            await self._tell("", "idle", None, 0)
        elif self._state and self.settings.follow_state and self.mode.allows("moods"):
            await self._tell("", mood_of_state(self._state), None, 0)

    async def _tell(
        self, request: str, mood: str, message: str | None, seconds: float, *, asks: bool = False
    ) -> dict[str, Any]:
        """seconds: 0: the mood stays. The id follows from the request: one that comes twice is shown once."""
        now = _now_ms()
        command = {
            "id": f"to-{request}" if request else f"at-{time.time_ns()}",
            "time": now,
            "mood": mood,
            "message": message,
            "seconds": seconds,
            "request": request or None,
            "feedback": asks and bool(request),
        }
        try:
            await self.publish("animation_command", command, deadline=_PUBLISHED_WITHIN)
        except RpcError as error:
            self._unheard = True
            self.log.warning("a message was not taken", error=error)
        else:
            self._unheard = False
        return command

    def _may_ask(self) -> bool:
        return self.settings.endpoint.enabled and self.mode.allows("endpoint")

    def _coins_are_due(self) -> bool:
        return self._coins_said is None or time.monotonic() - self._coins_said >= self.settings.coins_every


def _read(reader: Any, event: Event) -> Any:
    try:
        return reader(event.payload)
    except ValueError as error:
        raise ModuleError(f"{event.topic}: {error}") from None


def _shown(said: Said) -> dict[str, Any]:
    shown = structs.asdict(said)
    del shown["phrase"]
    return shown


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
