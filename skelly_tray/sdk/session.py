"""A module's place on the bus: one connection at a time, made again whenever it is lost.

After each connection it says hello, subscribes again to what it had, and says again whether it is ready; only then is
the link given to those who wait for it. What was under way when a connection broke has failed; `publish` alone tries
again, so a message may arrive twice but is never lost.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

import msgspec

from skelly_tray.rpc.errors import ConnectionLostError, ErrorCode, RpcError
from skelly_tray.rpc.link import Link, OnRequest
from skelly_tray.scopes import Scope
from skelly_tray.sdk.environment import Environment
from skelly_tray.sdk.faults import RefusedError
from skelly_tray.sdk.log import Log
from skelly_tray.sdk.mode import FULL, Mode

FIRST_RETRY = 0.05
LAST_RETRY = 1.0
"""Seconds between attempts to connect: doubling from the first to the last, with jitter."""
PATIENCE = 5.0
"""Seconds for which the bus may refuse us; it may not have noticed yet that our former connection has ended."""
_HELLO_TIMEOUT = 5.0
_SETTLED = 1.0
"""Seconds; a connection that ends sooner was none, and the next attempt waits longer."""
_FAREWELL = 1.0


class Welcome(msgspec.Struct, frozen=True):
    """The answer to hello."""

    session: str = ""
    settings: dict[str, Any] = {}
    mode: Mode = FULL
    activated: bool = True


class BusLink(Link):
    """Knows whether the bus takes what is written, and tells at once when it is gone."""

    def __init__(
        self, on_request: OnRequest, on_notification: Callable[[str, dict[str, Any]], None], scope: Scope
    ):
        super().__init__(on_notification, on_request, lambda work: scope.start(work, "request"))
        self.is_congested = False

    def pause_writing(self) -> None:
        self.is_congested = True
        super().pause_writing()

    def resume_writing(self) -> None:
        self.is_congested = False
        super().resume_writing()


class Renewed(Protocol):
    """What is told to the bus again after each connection."""

    async def renew(self, link: BusLink) -> None: ...


class Session:
    """on_request, on_notification: what the bus asks and tells. on_welcome: called after each hello."""

    def __init__(
        self,
        environment: Environment,
        *,
        version: str,
        scope: Scope,
        log: Log,
        on_request: Callable[[BusLink, str, dict[str, Any]], Any],
        on_notification: Callable[[str, dict[str, Any]], None],
        on_welcome: Callable[[Welcome], None],
        patience: float = PATIENCE,
    ) -> None:
        self.ready: bool | None = None
        self.renewed: Callable[[], Iterable[Renewed]] = tuple
        self._environment = environment
        self._version = version
        self._scope = scope
        self._log = log
        self._on_request = on_request
        self._on_notification = on_notification
        self._on_welcome = on_welcome
        self._patience = patience
        self._link: BusLink | None = None
        self._arrived = asyncio.Event()
        self._closing = False

    # ---- for the module

    @property
    def current(self) -> BusLink | None:
        """The link, if it is usable now."""
        return self._link if self._link is not None and self._link.is_open else None

    async def link(self) -> BusLink:
        """The link, once there is one."""
        while (link := self.current) is None:
            self._arrived.clear()
            await self._arrived.wait()
        return link

    async def publish(self, topic: str, payload: Any, deadline: float | None) -> int:
        """See Module.publish."""
        delay = FIRST_RETRY
        try:
            async with asyncio.timeout(deadline):
                while True:
                    link = await self.link()
                    await link.writable()
                    try:
                        return _delivered(await link.call("publish", {"topic": topic, "payload": payload}))
                    except ConnectionLostError:
                        continue
                    except RpcError as error:
                        if error.code != ErrorCode.RATE_LIMITED:
                            raise
                    await asyncio.sleep(delay)
                    delay = min(LAST_RETRY, delay * 2)
        except TimeoutError as error:
            raise RpcError(ErrorCode.TIMED_OUT, f"{topic} was not taken within {deadline} s") from error

    def notify(self, topic: str, payload: Any) -> bool:
        """See Module.notify."""
        link = self.current
        if link is None or link.is_congested:
            return False
        link.notify("publish", {"topic": topic, "payload": payload})
        return True

    async def request(self, target: str, method: str, params: dict[str, Any], timeout: float) -> Any:
        """See Module.call."""
        loop = asyncio.get_running_loop()
        until = loop.time() + timeout
        try:
            # The bus's own answer about the time is the better one, so it gets a second more.
            async with asyncio.timeout(timeout + 1.0):
                link = await self.link()
                await link.writable()
                left = max(0.001, until - loop.time())
                return await link.call(
                    "request", {"target": target, "method": method, "params": params, "timeout_s": left}
                )
        except TimeoutError as error:
            raise RpcError(ErrorCode.TIMED_OUT, f"no answer of {target} within {timeout} s") from error

    def say_ready(self, ready: bool) -> None:
        """Now, and again after each connection."""
        self.ready = ready
        if (link := self.current) is not None:
            self._scope.start(self._tell_ready(link, ready), "ready")

    async def _tell_ready(self, link: BusLink, ready: bool) -> None:
        try:
            await link.call("ready", {"ready": ready})
        except ConnectionLostError:
            return  # it is said again by the next connection
        except RpcError as error:
            self._log.warning("the bus did not take our readiness", error=error)

    # ---- the connection

    async def keep(self) -> None:
        """Stay connected until `close`. Raises RefusedError when the bus goes on refusing us."""
        loop = asyncio.get_running_loop()
        delay = FIRST_RETRY
        refused_at: float | None = None
        while not self._closing:
            try:
                link = await self._connect()
            except RpcError as error:
                refused_at = loop.time() if refused_at is None else refused_at
                if loop.time() - refused_at >= self._patience:
                    raise RefusedError(error.message) from error
            except OSError:
                refused_at = None
            else:
                refused_at = None
                began = loop.time()
                await link.ended.wait()
                self._arrived.clear()
                if loop.time() - began >= _SETTLED:
                    delay = FIRST_RETRY
                if self._closing:
                    return
                self._log.info("the bus is gone, trying to connect again")
            await asyncio.sleep(delay * (0.5 + os.urandom(1)[0] / 512))
            delay = min(LAST_RETRY, delay * 2)

    async def close(self) -> None:
        """Send what is written, and end."""
        self._closing = True
        link = self._link
        if link is not None:
            link.close()
            try:
                async with asyncio.timeout(_FAREWELL):
                    await link.ended.wait()
            except TimeoutError:
                self._log.warning("the bus did not take our last words")

    async def _connect(self) -> BusLink:
        """A link that is greeted. Raises OSError (also: no answer in time) and RpcError (refused)."""
        async with asyncio.timeout(_HELLO_TIMEOUT):
            link = await self._open()
            try:
                welcome = await self._greet(link)
            except BaseException:
                link.close()
                raise
        self._link = link
        self._arrived.set()
        self._on_welcome(welcome)
        return link

    async def _open(self) -> BusLink:
        loop = asyncio.get_running_loop()

        def make() -> BusLink:
            async def answer(method: str, params: dict[str, Any]) -> Any:
                return await self._on_request(link, method, params)

            link = BusLink(answer, self._on_notification, self._scope)
            return link

        address = self._environment.address
        if isinstance(address, Path):
            return (await loop.create_unix_connection(make, str(address)))[1]
        return (await loop.create_connection(make, *address))[1]

    async def _greet(self, link: BusLink) -> Welcome:
        hello = {
            "module": self._environment.module,
            "token": self._environment.token,
            "protocol": 1,
            "version": self._version,
        }
        welcome = _read_welcome(await link.call("hello", hello))
        for renewed in self.renewed():
            await renewed.renew(link)
        said: bool | None = None
        while self.ready is not None and self.ready != said:
            said = self.ready
            await link.call("ready", {"ready": said})
        return welcome


def _read_welcome(answer: Any) -> Welcome:
    try:
        return msgspec.convert(answer, Welcome)
    except msgspec.ValidationError as error:
        raise RpcError(ErrorCode.INVALID_REQUEST, "the bus's answer to hello is not understood") from error


def _delivered(answer: Any) -> int:
    delivered = answer.get("delivered") if isinstance(answer, dict) else None
    return delivered if isinstance(delivered, int) else 0
