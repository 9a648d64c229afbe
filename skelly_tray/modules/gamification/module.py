"""The module itself: hears states and answers, keeps what came of them, and tells it."""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from skelly_tray.modules.gamification import clock, condition, store, timing, world
from skelly_tray.modules.gamification.game import Day
from skelly_tray.modules.gamification.heard import read_feedback, read_state
from skelly_tray.modules.gamification.progress import progress
from skelly_tray.modules.gamification.settings import Settings as GamificationSettings
from skelly_tray.modules.gamification.store import Untold
from skelly_tray.modules.gamification.world import After, World
from skelly_tray.sdk import Event, Health, Mode, Module, ModuleError, RpcError, serve
from skelly_tray.sdk.keeping import Keeping, UnavailableError

_LOOK_EVERY = 15.0
"""Seconds between two looks at the clock."""

_FIRST_RETRY, _LAST_RETRY = 2.0, 60.0
_LATE_MS = 90_000
"""A suggestion that could not be made for so long is not made any more: its moment has gone."""

_LEAST_SHARE = 0.05

Think = Callable[[World, Mapping[str, Day]], After]
"""What an event makes of the world, given the day that it is."""


class NoParams(Struct, forbid_unknown_fields=True):
    """Nothing to be said."""


class ProgressParams(Struct, forbid_unknown_fields=True):
    """days: how many, today the last."""

    days: Annotated[int, Meta(ge=1, le=366)] = 7


class QuietParams(Struct, forbid_unknown_fields=True):
    """minutes: how long nothing is suggested; 0 ends it."""

    minutes: Annotated[float, Meta(ge=0, le=10_080)] = 60.0


class Gamification(Module):
    """Hears `state_change` and `feedback`; publishes `intervention_request` and `reward`."""

    Settings = GamificationSettings
    version = "1.0.0"
    settings: GamificationSettings

    async def start(self) -> None:
        self._keeping = Keeping(self.state_dir / "gamification.db", store.TABLES, self.log.warning)
        self._world: World | None = None
        self._turn = asyncio.Lock()
        self._some = asyncio.Event()
        self._active_since = now_ms()
        self._heard_at = 0
        self._refused = ""
        self._untold = 0
        try:
            self._world = await self._keeping.ask(self._read)
        except UnavailableError as error:
            # It lives on, degraded: nothing is acknowledged until what comes can be kept.
            self.log.error("what was won cannot be read", error=error)

    async def activate(self) -> None:
        self._active_since = now_ms()
        self.run_in_background(self._tell(), "telling")
        self.run_in_background(self._watch_the_clock(), "clock")
        await self.subscribe("state_change", self.on_state, delivery="reliable")
        await self.subscribe("feedback", self.on_feedback, delivery="reliable")
        self._some.set()

    # ---- what comes

    async def on_state(self, event: Event) -> None:
        """Returns when what it brought is kept; a malformed one is refused and changes nothing."""
        try:
            change = read_state(event.payload)
        except ValueError as error:
            raise ModuleError(str(error)) from None
        now = now_ms()
        await self._happen(
            change.time, lambda kept, days: world.hear(kept, days, change, now, self._in_effect)
        )
        self._heard_at = now

    async def on_feedback(self, event: Event) -> None:
        """Returns when it is kept; a malformed one is refused."""
        try:
            feedback = read_feedback(event.payload)
        except ValueError as error:
            raise ModuleError(str(error)) from None
        now = now_ms()
        await self._happen(now, lambda kept, days: world.answer(kept, days, feedback, now, self._in_effect))

    # ---- what may be asked

    @serve("progress", params=ProgressParams)
    async def progress(self, params: ProgressParams) -> dict[str, Any]:
        today = clock.day_of(now_ms(), self.settings.rewards.day_begins)
        since = (date.fromisoformat(today) - timedelta(days=params.days - 1)).isoformat()
        days = await self._keeping.ask(partial(store.days, since=since))
        return progress(await self._known(), days, today, params.days, self.settings)

    @serve("quiet", params=QuietParams)
    async def quiet(self, params: QuietParams) -> dict[str, Any]:
        """Nothing is suggested for so long. What is won goes on, and is told."""
        until = now_ms() + round(params.minutes * timing.MINUTE) if params.minutes else 0
        await self._happen(
            now_ms(),
            lambda kept, _: After(msgspec.structs.replace(kept, timing=timing.quiet(kept.timing, until)), {}),
        )
        return {"quiet_until": until or None}

    @serve("export", params=NoParams)
    async def export(self, params: NoParams) -> dict[str, Any]:
        """All that is kept."""
        kept = await self._known()
        days, rewards = await self._keeping.ask(
            lambda connection: (store.days(connection, ""), store.all_rewards(connection))
        )
        return {
            "timing": msgspec.to_builtins(kept.timing),
            "game": msgspec.to_builtins(kept.game),
            "days": {name: msgspec.to_builtins(day) for name, day in days.items()},
            "rewards": [reward._asdict() for reward in rewards],
        }

    @serve("erase", params=NoParams)
    async def erase(self, params: NoParams) -> dict[str, Any]:
        """Remove all that is kept, and begin from nothing."""
        async with self._turn:
            self._world = None
            await self._keeping.erase()
        return {"erased": True}

    # ---- what the orchestrator asks

    async def health(self) -> Health:
        now, kept = now_ms(), self._world
        asked = [] if kept is None else [one.time for one in kept.timing.asked]
        metrics = {
            "coins": 0.0 if kept is None else float(kept.game.coins),
            "streak": 0.0 if kept is None else float(kept.game.streak),
            "suggested_last_hour": float(sum(now - timing.HOUR < one <= now for one in asked)),
            "untold": float(self._untold),
        }
        quiet_until = 0 if kept is None else max(kept.timing.quiet_until, kept.timing.silent_until)
        seen = condition.Seen(
            now,
            self._active_since,
            self._heard_at,
            quiet_until,
            self._keeping.trouble,
            self._keeping.damage,
            self._refused,
        )
        return condition.report(seen, metrics)

    async def settings_changed(self, old: GamificationSettings, changed: list[str]) -> None:
        self._some.set()

    async def degrade(self, mode: Mode) -> None:
        self._some.set()

    async def restore(self) -> None:
        self._some.set()

    async def reset_state(self, reset_state: bool, clear_queues: bool) -> None:
        async with self._turn:
            if reset_state:
                self._world = None
                await self._keeping.begin_anew()
                self.log.info("what was won has been set aside, and a new beginning made")
            elif clear_queues:
                await self._keeping.ask(_tell_no_requests)

    async def save_state(self) -> None:
        """Nothing to do: what happens is kept before it is acknowledged."""

    async def stop(self, grace_s: float) -> None:
        await self._keeping.close()

    # ----

    @property
    def _in_effect(self) -> GamificationSettings:
        """The settings as the mode lets them be."""
        if self.mode.allows("interventions"):
            return self.settings
        return msgspec.structs.replace(self.settings, interventions=False)

    async def _known(self) -> World:
        async with self._turn:
            if self._world is None:
                self._world = await self._keeping.ask(self._read)
            return self._world

    async def _happen(self, at: int, think: Think) -> None:
        """Let something happen at this time. Raises UnavailableError when it could not be kept: then it has not."""
        name = clock.day_of(at, self.settings.rewards.day_begins)

        def work(connection: sqlite3.Connection) -> After:
            kept = self._world or self._read(connection)
            after = think(kept, {name: store.day(connection, name)})
            if after.world != kept or after.days or after.rewards:
                store.commit(connection, after)
            return after

        async with self._turn:
            after = await self._keeping.ask(work)
            self._world = after.world
        self._some.set()

    def _read(self, connection: sqlite3.Connection) -> World:
        """What was kept; a first beginning where nothing was, or nothing that we understand."""
        try:
            found = store.world(connection)
        except msgspec.MsgspecError:
            self.log.warning("what was kept is of another version and is left aside")
            found = None
        if found is None:
            found = world.begin(secrets.token_hex(16))
            store.set_world(connection, found)
        return found

    async def _watch_the_clock(self) -> None:
        while True:
            share = 1.0 if self.mode.reduce_load is None else max(self.mode.reduce_load, _LEAST_SHARE)
            await asyncio.sleep(_LOOK_EVERY / share)
            now = now_ms()
            try:
                await self._happen(now, lambda kept, days: world.look(kept, days, now, self._in_effect))  # noqa: B023
            except UnavailableError:
                continue  # the health report says it

    async def _tell(self) -> None:
        """Publish what is still to be told, one after the other, until each is acknowledged."""
        delay = _FIRST_RETRY
        while True:
            await self._some.wait()
            self._some.clear()
            try:
                await self._tell_all()
            except (RpcError, UnavailableError) as error:
                self._refused = str(error)
                self.log.warning("something could not be told and will be tried again", error=error)
                await asyncio.sleep(delay)
                delay = min(_LAST_RETRY, delay * 2)
                self._some.set()
            else:
                self._refused, delay = "", _FIRST_RETRY

    async def _tell_all(self) -> None:
        for one in await self._keeping.ask(store.untold_requests):
            if now_ms() - one.time <= _LATE_MS:
                await self.publish("intervention_request", one.payload)
            await self._keeping.ask(partial(store.told, names=(one.id,)))
        waiting: list[Untold] = await self._keeping.ask(store.untold_rewards)
        self._untold = len(waiting)
        for one in waiting:
            if not self._may_reward:
                return
            await self.publish("reward", one.payload)
            await self._keeping.ask(partial(store.told, names=(one.id,)))
            self._untold -= 1

    @property
    def _may_reward(self) -> bool:
        if not self.mode.allows("rewards"):
            return False
        in_focus = self._world is not None and self._world.timing.in_focus
        return not (in_focus and self.settings.rewards.hold_in_focus)


def _tell_no_requests(connection: sqlite3.Connection) -> None:
    store.told(connection, [one.id for one in store.untold_requests(connection)])


def now_ms() -> int:
    """Milliseconds since 1970."""
    return round(time.time() * 1000)
