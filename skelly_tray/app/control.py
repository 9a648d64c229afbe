"""The methods of the control socket: the commands of the command line, on top of the orchestrator's façade."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Protocol

from skelly_tray import __version__
from skelly_tray.app.control_config import ConfigCore, ConfigMethods
from skelly_tray.app.control_import import ImportMethods
from skelly_tray.app.control_metrics import MetricsMethods
from skelly_tray.app.control_recovery import RecoveryMethods
from skelly_tray.app.control_secrets import SecretCommands, SecretMethods
from skelly_tray.app.watch_stream import Watched, WatchStream
from skelly_tray.config.home import Home
from skelly_tray.domain.status import SystemHealth
from skelly_tray.engine.bus_port import BusRefused, BusSilent, BusUnavailable
from skelly_tray.engine.secret_port import SecretsUnavailable
from skelly_tray.rpc import codec
from skelly_tray.rpc.connection import Connection, Handler
from skelly_tray.rpc.errors import ErrorCode, RpcError
from skelly_tray.rpc.params import count, flag, invalid, only, optional_text, seconds, text, texts
from skelly_tray.telemetry.columns import SYSTEM

PROTOCOL = 1
"""Rises when a method changes what it means; new methods and members do not raise it."""

OUR_LOGS = ("keeper", "orchestrator")
"""Names that `logs` takes beside the modules'."""

Params = dict[str, Any]


class ControlledCore(Watched, ConfigCore, Protocol):
    """What the control socket needs of the orchestrator; all calls on its loop."""

    async def get_system_health(self) -> SystemHealth: ...

    def act(
        self, intent: Mapping[str, Any], *, wait: bool, timeout: float | None
    ) -> Awaitable[dict[str, Any]]: ...

    def post(self, intent: Mapping[str, Any]) -> None: ...

    async def query(self, name: str, params: Mapping[str, Any]) -> Any: ...

    @property
    def secrets(self) -> SecretCommands: ...


@dataclass(frozen=True, slots=True)
class Hooks:
    """What only the program around the core can do.

    raise_window: show the window; False where there is none. facts: what `doctor` says of the running program
    (event loop, tray back end …), plain and without secrets. portrait: what it shows, see `ui/portrait.py`; None where
    it shows nothing.
    """

    raise_window: Callable[[], bool] = lambda: False
    facts: Callable[[], Mapping[str, Any]] = dict
    portrait: Callable[[], Mapping[str, Any] | None] = lambda: None


class Control:
    """Builds the methods once; keeps who watches."""

    def __init__(self, core: ControlledCore, home: Home, hooks: Hooks | None = None) -> None:
        self._core = core
        self._home = home
        self._hooks = hooks or Hooks()
        self._stream = WatchStream(core)
        self._windows: dict[Connection, None] = {}

    def methods(self) -> Mapping[str, Handler]:
        """Name → handler, for `rpc.server.Server`."""
        return {
            "call": self._call,
            "diagnostics": self._diagnostics,
            "doctor": self._doctor,
            "events": self._events,
            "graph": self._graph,
            "impact": self._impact,
            "logs": self._logs,
            "ping": self._ping,
            "portrait": self._portrait,
            "ports": self._ports,
            "quit": self._quit,
            "raise": self._raise,
            "restart": lambda params, connection: self._act("restart", params),
            "samples": self._samples,
            "start": lambda params, connection: self._act("start", params),
            "status": self._status,
            "stop": lambda params, connection: self._act("stop", params),
            "version": self._ping,
            "watch": self._watch,
            "why": self._why,
            **ConfigMethods(self._core, self._home, self._check).methods(),
            **ImportMethods(self._core, self._home).methods(),
            **MetricsMethods(self._core.get_system_health).methods(),
            **RecoveryMethods(self._core.query, self._check).methods(),
            **SecretMethods(lambda: self._core.secrets).methods(),
        }

    # ---- what is

    async def _ping(self, params: Params, connection: Connection) -> Any:
        only(params)
        return {"pid": os.getpid(), "version": __version__, "protocol": PROTOCOL}

    async def _status(self, params: Params, connection: Connection) -> Any:
        """The whole snapshot; with `module`, that module's row alone."""
        only(params, "module")
        health = await self._core.get_system_health()
        module = optional_text(params, "module")
        if module is None:
            return health
        self._demand(health, module)
        return health.modules[module]

    async def _events(self, params: Params, connection: Connection) -> Any:
        only(params, "module", "count")
        module = optional_text(params, "module")
        await self._check(module)
        return await self._core.query(
            "events", _without_none(module=module, count=count(params, "count", 50))
        )

    async def _why(self, params: Params, connection: Connection) -> Any:
        return await self._query_module("why", params)

    async def _logs(self, params: Params, connection: Connection) -> Any:
        """The newest `count` lines; with `since`, `until` (times, or how long ago) and `grep`, of those only."""
        only(params, "module", "count", "since", "until", "grep")
        module = text(params, "module")
        if module not in OUR_LOGS:
            await self._check(module)
        chosen = {name: optional_text(params, name) for name in ("since", "until", "grep")}
        asked = _without_none(module=module, count=count(params, "count", 100), **chosen)
        try:
            return await self._core.query("logs", asked)
        except ValueError as error:
            raise invalid(str(error)) from None

    async def _ports(self, params: Params, connection: Connection) -> Any:
        """`{"ports"}`: on which TCP ports the processes of a module listen now."""
        from skelly_tray.adapters.sampler.ports import listening_ports

        only(params, "module")
        module = text(params, "module")
        await self._check(module)
        pid = (await self._core.get_system_health()).modules[module].pid
        return {"ports": await asyncio.to_thread(listening_ports, pid) if pid else []}

    async def _graph(self, params: Params, connection: Connection) -> Any:
        only(params)
        return await self._core.query("graph", {})

    async def _samples(self, params: Params, connection: Connection) -> Any:
        only(params, "module", "seconds")
        module = optional_text(params, "module")
        if module != SYSTEM:
            await self._check(module)
        wanted = seconds(params, "seconds", 600.0)
        return await self._core.query("samples", _without_none(module=module, seconds=wanted))

    async def _doctor(self, params: Params, connection: Connection) -> Any:
        only(params)
        health = await self._core.get_system_health()
        keeper, tasks = health.orchestrator.keeper_pid, len(asyncio.all_tasks())
        return {"pid": os.getpid(), "keeper_pid": keeper, "tasks": tasks, **self._hooks.facts()}

    async def _diagnostics(self, params: Params, connection: Connection) -> Any:
        """All that `skelly-tray doctor` prints."""
        from skelly_tray.app.examine.report import keeping, report

        only(params)
        running = await self._doctor({}, connection)
        keyring: Mapping[str, Any] = {}
        with suppress(SecretsUnavailable):
            status = await self._core.secrets.status()
            keyring = {"backend": status["keyring"]["backend"], **keeping(status)}
        return await asyncio.to_thread(
            report, self._home, running=running, tray=_tray(running), keyring=keyring
        )

    async def _query_module(self, name: str, params: Params) -> Any:
        only(params, "module")
        module = text(params, "module")
        await self._check(module)
        return await self._core.query(name, {"module": module})

    # ---- what is to be done

    async def _act(self, do: str, params: Params) -> Any:
        """`start`, `stop`, `restart`: an action report, also when it failed or timed out."""
        only(params, "module", "modules", "all", "wait", "timeout", *(("reset",) if do == "restart" else ()))
        intent = await self._intent(do, params)
        if flag(params, "reset", False):
            intent["reset"] = True
        wait = flag(params, "wait", True)
        return await self._core.act(intent, wait=wait, timeout=seconds(params, "timeout", None))

    async def _impact(self, params: Params, connection: Connection) -> Any:
        only(params, "do", "module", "modules", "all")
        do = text(params, "do")
        if do not in ("start", "stop", "restart"):
            raise invalid("do must be start, stop or restart")
        return await self._core.query("impact", await self._intent(do, params))

    async def _intent(self, do: str, params: Params) -> dict[str, Any]:
        modules, everything = texts(params, "modules"), flag(params, "all", False)
        single = optional_text(params, "module")
        if single is not None:
            modules.append(single)
        if bool(modules) == everything:
            raise invalid("name modules, or say all: true, but not both")
        health = await self._core.get_system_health()
        for module in modules:
            self._demand(health, module)
        return {"do": do, "modules": modules, "all": everything}

    async def _call(self, params: Params, connection: Connection) -> Any:
        """A request to a native module, as the orchestrator itself would make it."""
        only(params, "module", "method", "params", "timeout")
        module, given = text(params, "module"), params.get("params") or {}
        if not isinstance(given, dict):
            raise invalid("params must be an object")
        await self._check(module)
        limit = seconds(params, "timeout", 30.0)
        asked = {"module": module, "method": text(params, "method"), "params": given, "timeout": limit}
        try:
            return await self._core.query("call", asked)
        except BusRefused as refused:
            raise RpcError(refused.code, refused.message, refused.data) from refused
        except BusSilent as silent:
            raise RpcError(ErrorCode.TIMED_OUT, f"{module}: {silent}") from silent
        except BusUnavailable as unavailable:
            raise RpcError(ErrorCode.CIRCUIT_OPEN, str(unavailable)) from unavailable

    async def _quit(self, params: Params, connection: Connection) -> Any:
        """Answers at once; the end of the program is the end of this connection."""
        only(params, "keep_modules")
        self._core.post({"do": "quit", "keep_modules": flag(params, "keep_modules", False)})
        return {"quitting": True}

    async def _raise(self, params: Params, connection: Connection) -> Any:
        """Show the window of this program or of a tray attached to it. `attach`: if there is none, the asker's own is
        the one from now on, so that of two who start at once only one stays."""
        only(params, "attach")
        attach = flag(params, "attach", False)
        raised = self._hooks.raise_window()
        others = [window for window in self._windows if window is not connection]
        for window in others:
            window.stream(codec.notification("raise", {}))
        if attach and not raised and not others and connection not in self._windows:
            self._windows[connection] = None
            connection.on_close(lambda: self._windows.pop(connection, None))
        return {"raised": raised or bool(others)}

    async def _portrait(self, params: Params, connection: Connection) -> Any:
        """What this program shows, for who cannot see it; a tray that is attached shows itself only."""
        only(params)
        return self._hooks.portrait() or {"window": None, "icon": None}

    async def _watch(self, params: Params, connection: Connection) -> Any:
        only(params)
        self._stream.add(connection, await self._core.get_system_health())
        return {"watching": True}

    # ---- names

    async def _check(self, module: str | None) -> None:
        if module is not None:
            self._demand(await self._core.get_system_health(), module)

    def _demand(self, health: SystemHealth, module: str) -> None:
        if module in health.modules:
            return
        near = get_close_matches(module, health.modules, 1)
        hint = f'; did you mean "{near[0]}"?' if near else ""
        raise RpcError(
            ErrorCode.NO_SUCH_MODULE,
            f'no module "{module[:80]}"{hint}',
            {"module": module[:80], "nearest": near[0] if near else None},
        )


def _tray(running: Mapping[str, Any]) -> dict[str, Any]:
    return {"checked": bool(running.get("tray")), "backend": running.get("tray")}


def _without_none(**params: Any) -> dict[str, Any]:
    return {name: value for name, value in params.items() if value is not None}
