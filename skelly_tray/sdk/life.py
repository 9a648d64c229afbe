"""One life of a module in this process: hello, start, activate, ready, stop; and who answers what the bus asks."""

from __future__ import annotations

import asyncio
import functools
from typing import Any

import msgspec

from skelly_tray.rpc.errors import RpcError
from skelly_tray.scopes import Scope
from skelly_tray.sdk.environment import Environment
from skelly_tray.sdk.faults import RefusedError, describe
from skelly_tray.sdk.health import Health, HealthIssue
from skelly_tray.sdk.log import Log
from skelly_tray.sdk.module import Module
from skelly_tray.sdk.orders import Orders, check_health
from skelly_tray.sdk.serving import Methods
from skelly_tray.sdk.session import PATIENCE, BusLink, Session, Welcome
from skelly_tray.sdk.settings import SettingsError
from skelly_tray.sdk.subscriptions import Subscriptions
from skelly_tray.sdk.tally import Tally

DONE, FAILED = 0, 1


class _Ending(msgspec.Struct, frozen=True):
    code: int
    reason: str
    grace: float


class Life:
    """`run` it once. patience: seconds for which a refusal of the bus is borne."""

    def __init__(
        self, module: Module, environment: Environment, log: Log, patience: float = PATIENCE
    ) -> None:
        log.hide(environment.token)
        module.id, module.state_dir, module.log = environment.module, environment.state_dir, log
        module._life = self
        self.module = module
        self.background = Scope(self._background_failed)
        self._log = log
        self._tally = Tally()
        self._scope = Scope(self._machinery_failed)
        self.session = Session(
            environment,
            version=module.version,
            scope=self._scope,
            log=log,
            on_request=self._answer,
            on_notification=self._hear,
            on_welcome=self._welcomed,
            patience=patience,
        )
        self.subscriptions = Subscriptions(self.session, self._scope, log, self._tally)
        self.session.renewed = self.subscriptions.established
        self._orders = Orders(module, log)
        self._methods = Methods(module, log, self._tally)
        self._welcome: asyncio.Future[Welcome] = asyncio.get_running_loop().create_future()
        self._ending: asyncio.Future[_Ending] = asyncio.get_running_loop().create_future()
        self._activated = asyncio.Event()
        self._started = False
        self._failures: dict[str, HealthIssue] = {}
        self._stopping: asyncio.Task[int] | None = None

    # ---- the course of it

    async def run(self) -> int:
        """The exit code."""
        self._scope.start(self._keep_session(), "connection")
        life = self._scope.start(self._live(), "life")
        ending = await self._ending
        life.cancel()
        await asyncio.wait([life], timeout=ending.grace)
        self._log.info("stopping", reason=ending.reason)
        code = ending.code
        if self._started:
            self._stopping = self._scope.start(self._stop(ending.grace), "stop")
            await asyncio.wait([self._stopping])
            code = max(code, FAILED if self._stopping.cancelled() else self._stopping.result())
        await self.background.close()
        await self.session.close()
        await self._scope.close()
        return code

    def end(self, reason: str, grace: float | None = None, code: int = DONE) -> None:
        """Stop in order. A second time, while that goes on: stop now."""
        if not self._ending.done():
            self._ending.set_result(_Ending(code, reason, self.module.grace if grace is None else grace))
        elif self._stopping is not None:
            self._stopping.cancel()

    async def _live(self) -> None:
        try:
            self._orders.begin(await self._welcome)
            await self.module.start()
            self._started = True
            await self._orders.begin_mode()
            if self.module.heartbeat is not None:
                self._scope.start(self._beat(self.module.heartbeat), "heartbeat")
            await self._activated.wait()
            await self.module.activate()
        except SettingsError as error:
            for line in error.errors:
                self._log.error(f"settings: {line}")
            self.end("the settings cannot be used", code=FAILED)
        except Exception as error:  # noqa: BLE001  a module that cannot begin ends, with one line that says why
            self._log.error("the module cannot begin", error=describe(error))
            self.end("it could not begin", code=FAILED)
        else:
            if not self.module.ready_by_hand:
                self.session.say_ready(True)
            self._log.info("active")

    async def _keep_session(self) -> None:
        try:
            await self.session.keep()
        except RefusedError as error:
            self._log.error("the bus refuses this module", error=str(error))
            self.end("refused by the bus", code=FAILED)

    async def _stop(self, grace: float) -> int:
        try:
            async with asyncio.timeout(grace) as bound:
                await self.subscriptions.pause()
                await self.module.stop(grace)
        except Exception as error:  # noqa: BLE001  it ends now whatever went wrong; the exit code tells
            late = bound.expired()
            self._log.error(
                f"stop() was not done in {grace:g} s" if late else "stop() failed", error=describe(error)
            )
            return FAILED
        return DONE

    async def _beat(self, interval: float) -> None:
        number = 0
        while True:
            number += 1
            self.session.notify(f"{self.module.id}.heartbeat", {"number": number, "interval_s": interval})
            await asyncio.sleep(interval)

    # ---- what the bus says

    def _welcomed(self, welcome: Welcome) -> None:
        if welcome.activated:
            self._activated.set()
        if self._welcome.done():
            self._log.info("connected again")
            self._scope.start(self._orders.catch_up(welcome), "changes")
        else:
            self._welcome.set_result(welcome)

    async def _answer(self, link: BusLink, method: str, params: dict[str, Any]) -> Any:
        """Raises RpcError only."""
        match method:
            case "event":
                return await self.subscriptions.take_awaited(params, link)
            case "health.check":
                return (await self._health()).to_json()
            case "lifecycle.activate":
                self._activated.set()
                return {}
            case "lifecycle.shutdown":
                grace = params.get("grace_s")
                known = isinstance(grace, int | float) and not isinstance(grace, bool)
                # The answer goes out first: the end begins with the next turn of the loop.
                asyncio.get_running_loop().call_soon(
                    functools.partial(self.end, "asked by the orchestrator", grace if known else None)
                )
                return {}
            case _:
                pass
        if self._orders.knows(method):
            return await self._orders.carry_out(method, params)
        return await self._methods.call(method, params)

    def _hear(self, method: str, params: dict[str, Any]) -> None:
        """A notification: an event, or a direct message to a served method."""
        try:
            if method == "event":
                self.subscriptions.take(params)
            else:
                self._scope.start(self._methods.call_unanswered(method, params), f"message {method[:80]}")
        except (RpcError, RuntimeError) as error:
            self._log.warning("a message was not understood", method=method[:80], error=describe(error))

    async def _health(self) -> Health:
        health = await check_health(self.module, self._log) if self._started else Health.healthy()
        issues = [*self._failures.values()]
        if self._orders.rejected is not None:
            issues.append(self._orders.rejected)
        figures = {
            "message_queue_depth": self.subscriptions.waiting,
            "error_rate": round(self._tally.error_rate, 4),
        }
        return health.completed(figures, issues)

    # ---- what goes wrong

    def _background_failed(self, name: str, error: BaseException) -> None:
        self._failures[name] = HealthIssue(f"{name} has failed: {describe(error)}", "error")
        self._log.error("background work failed", name=name, error=describe(error))

    def _machinery_failed(self, name: str, error: BaseException) -> None:
        self._log.error("the SDK failed", name=name, error=describe(error))
        self.end("a fault of the SDK", code=FAILED)
