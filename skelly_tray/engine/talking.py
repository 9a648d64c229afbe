"""Conversations with native modules that take their time: the polite end, activation, new settings.

Each runs beside the engine and ends in a fact or in what would have been done without a bus.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping

from skelly_tray.domain.descriptor import ModuleDescriptor, ModuleId
from skelly_tray.domain.effects import Activate, Alert, Deliver, SetMode, Stop
from skelly_tray.domain.events import Event, ModeAnswered, SettingsAnswered
from skelly_tray.domain.health_report import clean, secrets_of
from skelly_tray.domain.system import System
from skelly_tray.engine.absence import STALL
from skelly_tray.engine.bus_port import BusRefused, BusSilent, BusUnavailable
from skelly_tray.engine.native import Native, mode_of
from skelly_tray.engine.ports import Processes
from skelly_tray.engine.secret_port import SecretsUnavailable

METHOD_NOT_FOUND, NOT_CONNECTED = -32601, -32001
POLITE_SHARE = 0.5
"""Of the grace: so long a module that was asked over the bus has before the signal follows."""
ANSWER_WITHIN = 1.0
"""Seconds; one that does not even answer is not waited for."""
SETTINGS_WITHIN = 10.0


async def _nothing(_descriptor: ModuleDescriptor) -> object:
    """Nothing keeps secrets."""
    return None


class Talks:
    """ended: called for every incarnation whose leader has exited. values: has the secrets of a module known; raises
    SecretsUnavailable."""

    def __init__(
        self,
        native: Native,
        processes: Processes,
        system: Callable[[], System],
        post: Callable[[Event], None],
        values: Callable[[ModuleDescriptor], Awaitable[object]] = _nothing,
    ) -> None:
        self._native = native
        self._processes = processes
        self._system = system
        self._post = post
        self._values = values
        self._leaving: dict[int, asyncio.Event] = {}

    async def stop(self, effect: Stop) -> None:
        """Ask, wait for as long as that is worth it, then signal; never longer than the grace in all."""
        loop = asyncio.get_running_loop()
        began, share = loop.time(), effect.grace * POLITE_SHARE
        gone = self._leaving.setdefault(effect.incarnation, asyncio.Event())
        try:
            answer_within = min(ANSWER_WITHIN, share)
            asked = self._native.bus.ask(
                effect.module, "lifecycle.shutdown", {"grace_s": round(share, 3)}, answer_within
            )
            with contextlib.suppress(BusUnavailable, BusRefused, BusSilent, TimeoutError):
                await asked
                async with asyncio.timeout(max(began + share - loop.time(), 0.0)):
                    await gone.wait()
        finally:
            del self._leaving[effect.incarnation]
        if not gone.is_set():
            left = max(effect.grace - (loop.time() - began), 0.0)
            self._processes.stop(effect.incarnation, effect.stop_signal, left)

    def ended(self, incarnation: int) -> None:
        if incarnation in self._leaving:
            self._leaving[incarnation].set()

    async def activate(self, effect: Activate) -> None:
        """Its dependencies are there. What it said of readiness before counts from now on."""
        key = self._native.key_of(effect.incarnation)
        module = self._system().modules.get(effect.module)
        if key is None or module is None:
            return
        self._native.bus.update(key, activated=True)
        with contextlib.suppress(BusUnavailable, BusRefused, BusSilent):
            await self._native.bus.ask(
                effect.module, "lifecycle.activate", {}, module.descriptor.startup_timeout
            )
        self._native.tell(key)

    async def set_mode(self, module_id: ModuleId, incarnation: int) -> str:
        """Have a running module take over its present mode. Why it did not; empty if it did, or its hello says so."""
        key, module = self._native.key_of(incarnation), self._system().modules.get(module_id)
        if key is None or module is None:
            return "it does not run"
        mode = mode_of(module)
        self._native.bus.update(key, mode=mode)
        method, params = "mode.restore", {}
        if module.mode.degraded:
            method = "mode.degrade"
            params = {name: mode[name] for name in ("disable_features", "reduce_load")}
        try:
            await self._native.bus.ask(module_id, method, params, SETTINGS_WITHIN)
        except BusRefused as refused:
            if refused.code == NOT_CONNECTED:
                return ""
            if refused.code == METHOD_NOT_FOUND:
                return f"it does not know {method}"
            return clean(refused.message, secrets_of(module.descriptor.settings))
        except (BusSilent, BusUnavailable) as error:
            return str(error)
        return ""

    async def alert(self, effect: Alert) -> None:
        """Tell it of the limit. Nothing depends on its answer."""
        params = {"limit": str(effect.kind), "value": round(effect.value, 2), "max": effect.limit}
        with contextlib.suppress(BusUnavailable, BusRefused, BusSilent):
            await self._native.bus.ask(effect.module, "resource.alert", params, ANSWER_WITHIN)

    async def take_mode(self, effect: SetMode) -> None:
        """The same beside the engine; how it took it becomes a fact."""
        refused = await self.set_mode(effect.module, effect.incarnation)
        self._post(ModeAnswered(ModuleId(effect.module), effect.incarnation, refused))

    async def _ask_patiently(self, module: ModuleId, method: str, params: Mapping[str, object]) -> None:
        """Ask; once more if we ourselves stood still meanwhile, as a silence is then nobody's fault."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            await self._native.bus.ask(module, method, params, SETTINGS_WITHIN)
        except BusSilent:
            if loop.time() - began < SETTINGS_WITHIN + STALL:
                raise
            await self._native.bus.ask(module, method, params, SETTINGS_WITHIN)

    async def deliver(self, effect: Deliver) -> None:
        """New settings to a running module; how it took them becomes a fact."""
        key, module = self._native.key_of(effect.incarnation), self._system().modules.get(effect.module)
        if key is None or module is None:
            return
        try:
            await self._values(module.descriptor)
        except SecretsUnavailable as unavailable:
            told = SettingsAnswered(effect.module, effect.incarnation, "rejected", unavailable.message)
            self._post(told)
            return
        settings = self._native.vault.fill(module.descriptor).settings
        self._native.bus.update(key, settings=dict(settings))
        try:
            params = {"settings": dict(settings), "changed": list(effect.changed)}
            await self._ask_patiently(effect.module, "config.update", params)
        except BusRefused as refused:
            if refused.code == NOT_CONNECTED:
                return  # its next hello is answered with them
            verdict, why = "rejected", clean(refused.message, secrets_of(settings))
            if refused.code == METHOD_NOT_FOUND:
                verdict, why = "restart", "it cannot take new ones while it runs"
        except (BusSilent, BusUnavailable):
            verdict, why = "restart", "it did not answer when it was given them"
        else:
            verdict, why = "applied", ""
        self._post(SettingsAnswered(ModuleId(effect.module), effect.incarnation, verdict, why))
