"""What the orchestrator asks of a module, turned into its hooks: one after the other, in the order in which it came.

Health checks and the shutdown do not wait in that line.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from skelly_tray.rpc.errors import ErrorCode, RpcError
from skelly_tray.sdk.faults import ModuleError, describe
from skelly_tray.sdk.health import Health, HealthIssue
from skelly_tray.sdk.log import Log
from skelly_tray.sdk.mode import FULL, Mode
from skelly_tray.sdk.module import Module
from skelly_tray.sdk.session import Welcome
from skelly_tray.sdk.settings import SettingsError, changed_names, read_settings

Order = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]


class _Update(msgspec.Struct):
    settings: dict[str, Any]
    changed: list[str] | None = None


class _Degrade(msgspec.Struct):
    disable_features: tuple[str, ...] = ()
    reduce_load: float | None = None


class _Reset(msgspec.Struct):
    reset_state: bool = True
    clear_queues: bool = True


class _Alert(msgspec.Struct):
    limit: str = ""
    value: float = 0.0
    max: float = 0.0


class Orders:
    """`given`: the settings as the bus last gave them and the module took them."""

    def __init__(self, module: Module, log: Log) -> None:
        self.given: dict[str, Any] = {}
        self.rejected: HealthIssue | None = None
        self._module = module
        self._log = log
        self._turn = asyncio.Lock()
        self._orders: dict[str, Order] = {
            "config.update": self._update,
            "resource.alert": self._alert,
            "mode.degrade": self._degrade,
            "mode.restore": self._restore,
            "state.save": self._save,
            "state.reset": self._reset,
        }

    def knows(self, method: str) -> bool:
        return method in self._orders

    async def carry_out(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        """Raises RpcError."""
        async with self._turn:
            return await self._orders[method](params)

    # ---- what hello brings

    def begin(self, welcome: Welcome) -> None:
        """The first one. Raises SettingsError."""
        self._module.settings = read_settings(welcome.settings, self._module.settings_kind())
        self._module.mode = welcome.mode
        self.given = welcome.settings

    async def begin_mode(self) -> None:
        """A module that is started in a degraded mode is told once it has started."""
        if self._module.mode.is_degraded:
            await self._module.degrade(self._module.mode)

    async def catch_up(self, welcome: Welcome) -> None:
        """What has changed while there was no connection. What is rejected becomes an issue: nobody waits for it."""
        async with self._turn:
            changed = changed_names(self.given, welcome.settings)
            try:
                if changed:
                    await self._change(welcome.settings, changed)
                if welcome.mode != self._module.mode:
                    await self._change_mode(welcome.mode)
            except RpcError as error:
                self.rejected = HealthIssue(f"works on as before: {error.message}")
                self._log.error("what changed while the bus was away cannot be used", error=error)

    # ---- the orders

    async def _update(self, params: dict[str, Any]) -> dict[str, Any]:
        update = _read(params, _Update)
        if self._module.settings_kind() is None and not self._module.fills_in("settings_changed"):
            raise RpcError(ErrorCode.METHOD_NOT_FOUND, "this module takes its settings only at its start")
        changed = changed_names(self.given, update.settings) if update.changed is None else update.changed
        await self._change(update.settings, changed)
        return {"applied": True}

    async def _change(self, settings: dict[str, Any], changed: list[str]) -> None:
        module, old = self._module, self._module.settings
        try:
            new = read_settings(settings, module.settings_kind())
        except SettingsError as error:
            raise RpcError(ErrorCode.INVALID_PARAMS, str(error), {"errors": error.errors}) from error
        module.settings = new
        try:
            await module.settings_changed(old, changed)
        except (ValueError, ModuleError) as error:
            module.settings = old
            raise RpcError(ErrorCode.INVALID_PARAMS, str(error), {"errors": [str(error)]}) from error
        except Exception as error:
            module.settings = old
            raise self._failure("settings_changed", error) from error
        self.given = settings
        self.rejected = None

    async def _alert(self, params: dict[str, Any]) -> dict[str, Any]:
        alert = _read(params, _Alert)
        await self._run("resource_alert", self._module.resource_alert(alert.limit, alert.value, alert.max))
        return {}

    async def _degrade(self, params: dict[str, Any]) -> dict[str, Any]:
        wanted = _read(params, _Degrade)
        await self._change_mode(Mode("degraded", wanted.disable_features, wanted.reduce_load))
        return {}

    async def _restore(self, params: dict[str, Any]) -> dict[str, Any]:
        await self._change_mode(FULL)
        return {}

    async def _change_mode(self, mode: Mode) -> None:
        module, old = self._module, self._module.mode
        module.mode = mode
        try:
            if mode.is_degraded:
                await self._run("degrade", module.degrade(mode))
            else:
                await self._run("restore", module.restore())
        except BaseException:
            module.mode = old
            raise

    async def _save(self, params: dict[str, Any]) -> dict[str, Any]:
        self._need("save_state", "state.save")
        await self._run("save_state", self._module.save_state())
        return {"saved": True}

    async def _reset(self, params: dict[str, Any]) -> dict[str, Any]:
        self._need("reset_state", "state.reset")
        wanted = _read(params, _Reset)
        await self._run("reset_state", self._module.reset_state(wanted.reset_state, wanted.clear_queues))
        return {"reset": True}

    # ----

    def _need(self, hook: str, method: str) -> None:
        if not self._module.fills_in(hook):
            raise RpcError(ErrorCode.METHOD_NOT_FOUND, f"this module has no {method}")

    async def _run(self, name: str, hook: Awaitable[None]) -> None:
        try:
            await hook
        except Exception as error:  # a hook that fails is answered as such and ends nothing else
            raise self._failure(name, error) from error

    def _failure(self, name: str, error: Exception) -> RpcError:
        if isinstance(error, RpcError):
            return RpcError(error.code, error.message, error.data)
        self._log.error(f"{name}() failed", error=describe(error))
        told = str(error) if isinstance(error, ModuleError) else f"{name}() failed inside"
        return RpcError(ErrorCode.INTERNAL_ERROR, told)


async def check_health(module: Module, log: Log) -> Health:
    """The module's own word, in time. Raises RpcError."""
    try:
        async with asyncio.timeout(module.health_timeout):
            health = await module.health()
    except TimeoutError as error:
        raise RpcError(ErrorCode.TIMED_OUT, f"health() was not done in {module.health_timeout} s") from error
    except Exception as error:  # whatever is wrong with the hook, the check is answered
        log.error("health() failed", error=describe(error))
        told = str(error) if isinstance(error, ModuleError) else "health() failed inside"
        raise RpcError(ErrorCode.INTERNAL_ERROR, told) from error
    if not isinstance(health, Health):
        raise RpcError(ErrorCode.INTERNAL_ERROR, "health() did not return a Health")
    return health


def _read(params: dict[str, Any], kind: type[Any]) -> Any:
    try:
        return msgspec.convert(params, kind)
    except msgspec.ValidationError as error:
        raise RpcError(ErrorCode.INVALID_PARAMS, "the params are not as agreed") from error
