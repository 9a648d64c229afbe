"""The module itself: takes events from the bus, and hands everything on to the parts that do the work."""

from __future__ import annotations

import asyncio
from typing import Any

from skelly_tray.modules.storage.batches import Batches
from skelly_tray.modules.storage.condition import Condition
from skelly_tray.modules.storage.group_commit import MAX_WAIT, GroupCommit
from skelly_tray.modules.storage.instants import now_ms
from skelly_tray.modules.storage.questions import read_query, read_summary
from skelly_tray.modules.storage.raw_event import read_event
from skelly_tray.modules.storage.settings import Settings as StorageSettings
from skelly_tray.modules.storage.store import Store
from skelly_tray.modules.storage.worker import StorageUnavailableError, Worker
from skelly_tray.sdk import Event, Health, HealthIssue, Mode, Module, ModuleError, RpcError, serve

SHARED = 64
"""Events that may be on their way to the disk together: more than the bus sends unanswered."""
_UPKEEP_EVERY = 20.0
"""Seconds between two looks at what is too old or too much, and between two tries to write after one failed."""

_LEAST_SHARE = 0.05


class Storage(Module):
    """Subscribes to `raw_event`, publishes `event_batch`; serves `query`, `summary`, `stats` and `erase`."""

    Settings = StorageSettings
    version = "1.0.0"
    settings: StorageSettings

    async def start(self) -> None:
        self._condition = Condition()
        path = self.state_dir / "events.db"
        self._worker = Worker(path, self.settings.limits, self._condition, self.log.warning)
        self._commit = GroupCommit(self._worker.add)
        self._batches = Batches(self._worker.ask, self._publish_batch)
        self._resettle = asyncio.Event()
        try:
            await self._worker.open()
        except StorageUnavailableError as error:
            # It lives on, degraded: the upkeep tries again, and until then nothing is acknowledged.
            self.log.error("the database could not be opened", error=str(error))
        self._adapt(self.mode)
        self._tasks = [
            self.run_in_background(self._commit.run(), "group commit"),
            self.run_in_background(self._keep_up(), "upkeep"),
        ]

    async def activate(self) -> None:
        self._tasks.append(self.run_in_background(self._pass_on(), "batches"))
        await self.subscribe("raw_event", self.on_raw_event, delivery="reliable", at_once=SHARED)

    async def on_raw_event(self, event: Event) -> None:
        """Returns when the event is stored; a malformed one is refused and loses nothing else."""
        try:
            stored = read_event(event.payload)
        except ValueError as error:
            raise ModuleError(str(error)) from None
        await self._commit.add(stored)

    @serve("query")
    async def query(self, params: dict[str, Any]) -> dict[str, Any]:
        asked = read_query(params, now_ms())
        return await self._worker.ask(lambda store: store.query(asked))

    @serve("summary")
    async def summary(self, params: dict[str, Any]) -> dict[str, Any]:
        span, end = round(read_summary(params) * 1000), now_ms() + 1
        return await self._worker.ask(lambda store: store.summary(end - span, end))

    @serve("stats")
    async def stats(self, params: dict[str, Any]) -> dict[str, Any]:
        return await self._worker.ask(Store.stats)

    @serve("erase")
    async def erase(self, params: dict[str, Any]) -> dict[str, Any]:
        """Remove all that is stored, also what was moved aside. What comes afterwards is stored as before."""
        await self._commit.flush()
        await self._worker.erase()
        self.log.info("all that was stored has been removed, as it was asked for")
        return {"erased": True}

    async def health(self) -> Health:
        metrics = {
            "message_queue_depth": float(len(self._commit)),
            "error_rate": self._condition.error_rate,
            "last_commit_ms": round(self._condition.last_commit_ms, 3),
        }
        troubles = self._condition.troubles()
        issues = [HealthIssue(trouble.text, "error" if trouble.worse else "info") for trouble in troubles]
        if troubles and troubles[0].worse:
            return Health.degraded(troubles[0].text, *issues[1:], **metrics)
        return Health.healthy(*issues, **metrics)

    async def settings_changed(self, old: StorageSettings, changed: list[str]) -> None:
        await self._worker.limit(self.settings.limits)
        self._resettle.set()

    async def degrade(self, mode: Mode) -> None:
        self._adapt(mode)

    async def restore(self) -> None:
        self._adapt(self.mode)

    async def reset_state(self, reset_state: bool, clear_queues: bool) -> None:
        if reset_state:
            await self._worker.begin_anew()
            self.log.info("all that was stored has been set aside, and a new database begun")

    async def stop(self, grace_s: float) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._commit.flush()
        await self._worker.close()

    def _adapt(self, mode: Mode) -> None:
        share = 1.0 if mode.reduce_load is None else max(mode.reduce_load, _LEAST_SHARE)
        self._commit.max_wait = MAX_WAIT / share
        self._commit.always_wait = share < 1.0

    async def _publish_batch(self, batch: dict[str, Any]) -> None:
        await self.publish("event_batch", batch)

    async def _pass_on(self) -> None:
        while True:
            await self._pause(self.settings.batch_seconds)
            if not self.mode.allows("batches"):
                continue
            try:
                await self._batches.pass_on()
            except (StorageUnavailableError, RpcError) as error:
                self.log.warning("a batch could not be passed on and will be tried again", error=error)

    async def _keep_up(self) -> None:
        while True:
            try:
                if self._condition.cannot_write:
                    await self._worker.recheck()
                while await self._worker.ask(lambda store: store.trim(now_ms())):
                    """Step by step, so that commits get in between."""
            except StorageUnavailableError:
                pass  # the condition knows, and the health report says it
            await asyncio.sleep(_UPKEEP_EVERY)

    async def _pause(self, seconds: float) -> None:
        """Wait so long, from the beginning when the settings change."""
        while True:
            self._resettle.clear()
            try:
                async with asyncio.timeout(seconds):
                    await self._resettle.wait()
            except TimeoutError:
                return
            seconds = self.settings.batch_seconds
