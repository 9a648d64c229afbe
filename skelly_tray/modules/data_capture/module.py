"""The module itself: decides which sources look, and publishes what they see."""

from __future__ import annotations

import asyncio
import time
from typing import Annotated, Any

from msgspec import Meta, Struct

from skelly_tray.modules.data_capture.capture import Capture
from skelly_tray.modules.data_capture.observation import Observation, raw_event
from skelly_tray.modules.data_capture.outbox import Outbox
from skelly_tray.modules.data_capture.pause import Pause
from skelly_tray.modules.data_capture.recorded import AT_ONCE, ReplayParams, read
from skelly_tray.modules.data_capture.settings import Settings as CaptureSettings
from skelly_tray.modules.data_capture.titles import TitleMask
from skelly_tray.sdk import Health, HealthIssue, Mode, Module, ModuleError, serve

_LEAST_SHARE = 0.05
_PAUSE_LOOK = 30.0
"""Seconds between two looks at the clock while paused: it may be set, and the machine may have slept."""

_FAREWELL = 2.0
"""Seconds for the last events to be taken at the end."""


class PauseParams(Struct, forbid_unknown_fields=True):
    """minutes: how long; without it, until it is resumed."""

    minutes: Annotated[float, Meta(gt=0, le=10_080)] | None = None


class NoParams(Struct, forbid_unknown_fields=True):
    """Nothing to be said."""


class DataCapture(Module):
    """Publishes `raw_event`; serves `sources`, `pause`, `resume` and `replay`."""

    Settings = CaptureSettings
    version = "1.0.0"
    settings: CaptureSettings

    async def start(self) -> None:
        self._pause = Pause(self.state_dir / "pause.json")
        self._outbox = Outbox(self._publish)
        self._capture = Capture(self.run_in_background, self._emit, self._say, self.state_dir)
        self._sending = self.run_in_background(self._outbox.run(), "publishing")
        self._active = False
        self._pause_over: asyncio.Task[None] | None = None
        self._adapt(self.mode)

    async def activate(self) -> None:
        self._active = True
        off = self._off()
        self._emit(
            Observation("capture_started", {"sources": [n for n in self._capture.names if n not in off]})
        )
        self._await_end_of_pause()
        await self._arrange()

    @serve("sources", params=NoParams)
    async def sources(self, params: NoParams) -> dict[str, Any]:
        return self._capture.describe(self._off())

    @serve("pause", params=PauseParams)
    async def pause(self, params: PauseParams) -> dict[str, Any]:
        until = None if params.minutes is None else time.time() + params.minutes * 60
        try:
            self._pause.begin(until)
        except OSError as error:
            self.log.warning("the pause cannot be kept over a restart", error=error)
        self._emit(Observation("capture_paused", {"minutes": params.minutes}))
        self._await_end_of_pause()
        await self._arrange()
        return {"paused": self._pause.describe(time.time())}

    @serve("resume", params=NoParams)
    async def resume(self, params: NoParams) -> dict[str, Any]:
        await self._end_pause()
        return {"paused": ""}

    @serve("replay", params=ReplayParams)
    async def replay(self, params: ReplayParams) -> dict[str, Any]:
        """What was seen before, or elsewhere, with its own times; answered when all of it is stored."""
        try:
            events = read(params.events, TitleMask(self.settings.titles, self.state_dir))
        except ValueError as error:
            raise ModuleError(str(error)) from None
        for begin in range(0, len(events), AT_ONCE):
            await asyncio.gather(*map(self._publish, events[begin : begin + AT_ONCE]))
        return {"stored": len(events)}

    async def health(self) -> Health:
        told = self._capture.describe(self._off())
        seen = sum(bool(source["available"]) for source in told.values())
        paused = self._pause.describe(time.time())
        metrics = {
            "message_queue_depth": float(len(self._outbox)),
            "dropped": float(self._outbox.dropped),
            "sources": float(seen),
            "paused": float(bool(paused)),
            "paused_until": self._pause.until(time.time()),
        }
        issues = [
            HealthIssue(f"{name} is not seen: {source['reason']}", "info")
            for name, source in told.items()
            if source["on"]
            and source["available"] is False
            and not source["reason"].startswith("it is being")
        ]
        if paused:
            issues.insert(0, HealthIssue(f"capturing is {paused}", "info"))
        if self._outbox.dropped and self._outbox.failing:
            return Health.degraded(
                "what is seen cannot be published, the oldest is being lost", *issues, **metrics
            )
        if self._outbox.failing:
            return Health.degraded("what is seen cannot be published and waits", *issues, **metrics)
        return Health.healthy(*issues, **metrics)

    async def settings_changed(self, old: CaptureSettings, changed: list[str]) -> None:
        await self._arrange()

    async def degrade(self, mode: Mode) -> None:
        self._adapt(mode)
        await self._arrange()

    async def restore(self) -> None:
        self._adapt(self.mode)
        await self._arrange()

    async def stop(self, grace_s: float) -> None:
        self._active = False
        await self._capture.arrange(self.settings, dict.fromkeys(self._capture.names, "it is ending"))
        self._emit(Observation("capture_stopped", {}))
        try:
            async with asyncio.timeout(min(_FAREWELL, grace_s / 2)):
                await self._outbox.empty()
        except TimeoutError:
            self.log.warning("ended with unpublished events", count=len(self._outbox))
        self._sending.cancel()

    def _emit(self, seen: Observation) -> None:
        self._outbox.put(raw_event(seen))

    async def _publish(self, event: dict[str, Any]) -> None:
        await self.publish("raw_event", event)

    def _say(self, name: str, text: str) -> None:
        self.log.info(f"{name} {text}")

    def _off(self) -> dict[str, str]:
        """The sources that are not to look, and why."""
        paused = self._pause.describe(time.time())
        off = {}
        for name in self._capture.names:
            if not getattr(self.settings.sources, name):
                off[name] = "switched off in the settings"
            elif paused:
                off[name] = paused
            elif not self.mode.allows(name):
                off[name] = "switched off while the module works with less"
        return off

    async def _arrange(self) -> None:
        if self._active:
            await self._capture.arrange(self.settings, self._off())

    def _adapt(self, mode: Mode) -> None:
        share = 1.0 if mode.reduce_load is None else max(mode.reduce_load, _LEAST_SHARE)
        self._capture.stretch = 1 / share

    def _await_end_of_pause(self) -> None:
        if self._pause_over is not None:
            self._pause_over.cancel()
            self._pause_over = None
        if self._pause.left(time.time()):
            self._pause_over = self.run_in_background(self._wait_for_end_of_pause(), "pause")

    async def _wait_for_end_of_pause(self) -> None:
        while left := self._pause.left(time.time()):  # noqa: ASYNC110  nothing but the clock tells
            await asyncio.sleep(min(left, _PAUSE_LOOK))
        self._pause_over = None
        await self._end_pause()

    async def _end_pause(self) -> None:
        try:
            self._pause.end()
        except OSError as error:
            self.log.warning("the pause may come back after a restart", error=error)
        self._await_end_of_pause()
        self._emit(Observation("capture_resumed", {}))
        await self._arrange()
