"""The port `Bus`: one connection to the bus process, made again whenever it is lost, behind a circuit breaker.

While there is no way to the bus, or it does not answer pings, every question ends at once in `BusUnavailable`: what was
asked then says nothing of the module that it was about.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from skelly_tray.adapters.bus.grants import as_json
from skelly_tray.domain.breaker import Breaker, BreakerState
from skelly_tray.domain.descriptor import BUS_ID, ModuleId
from skelly_tray.engine.bus_port import BusFacts, BusRefused, BusSilent, BusUnavailable, Grant
from skelly_tray.rpc.address import connect_to, release, reserve, restore, stands
from skelly_tray.rpc.errors import ConnectionLostError, ErrorCode, RpcError
from skelly_tray.rpc.link import Link
from skelly_tray.scopes import Scope

log = logging.getLogger(__name__)

FIRST_RETRY, LAST_RETRY = 0.02, 0.5
"""Seconds between two tries to connect; the bus is local, and a start of it takes some tenths of a second."""
GREETING = 5.0
"""Seconds for everything that a new connection begins with."""
PING = 1.0
"""Seconds that a bus which works has to answer a ping."""
MARGIN = 0.05
"""Seconds by which the bus may give up on a module before we give up on the bus."""


class BusLink:
    """See the module's text. run: the folder of our sockets."""

    def __init__(self, run: Path) -> None:
        self._run = run
        self._facts: BusFacts | None = None
        self._scope = Scope(_report)
        self._secret: str | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._link: Link | None = None
        self._since: float | None = None
        self._connected = asyncio.Event()
        self._breaker = Breaker()
        self._places: tuple[str, str] | None = None

    # ---- life

    def addresses(self) -> tuple[str, str]:
        if self._places is None:
            self._places = reserve(self._run, "bus"), reserve(self._run, "bus-admin")
        return self._places

    def open(self, facts: BusFacts) -> None:
        self._facts = facts

    def connect(self, secret: str) -> None:
        self._secret = secret
        if self._keeping is None:
            self._keeping = self._scope.start(self._keep_connected(), "the connection to the bus")

    def disconnect(self) -> None:
        self._secret = None
        if self._keeping is not None:
            self._keeping.cancel()
            self._keeping = None
        self._lose("")

    async def close(self) -> None:
        self.disconnect()
        await self._scope.close()
        release(self._run)

    @property
    def connected_for(self) -> float:
        return 0.0 if self._since is None else asyncio.get_running_loop().time() - self._since

    async def wait_connected(self) -> None:
        await self._connected.wait()

    async def _keep_connected(self) -> None:
        delay = FIRST_RETRY
        while True:
            link = await self._connect()
            if link is not None:
                delay = FIRST_RETRY
                await link.ended.wait()
                self._lose("the connection to it was lost")
            await asyncio.sleep(delay)
            delay = min(delay * 2, LAST_RETRY)

    async def _connect(self) -> Link | None:
        """A link that has introduced itself, with the bus open to modules; None if that did not succeed now."""
        secret, facts = self._secret, self._facts
        assert facts is not None
        if secret is None:
            return None
        link = Link(self._heard, self._asked, lambda work: self._scope.start(work, "a question of the bus"))
        try:
            async with asyncio.timeout(GREETING):
                await connect_to(self.addresses()[1], link)
                hello = {"module": "orchestrator", "token": secret, "protocol": 1}
                await link.call("hello", hello)
                await self._tell_grants(link, facts)
                await link.call("subscribe", {"topics": ["*.heartbeat"], "delivery": "latest"})
                told = await link.call("admin.open", {})
        except (OSError, RpcError, TimeoutError) as error:
            log.debug("no connection to the bus yet: %s", error)
            link.close()
            return None
        except asyncio.CancelledError:
            link.close()
            raise
        self._take(link, told, facts)
        return link

    async def _tell_grants(self, link: Link, facts: BusFacts) -> None:
        """All that live, each in a line of its own, for settings may be long; and nobody else."""
        grants = facts.grants()
        for grant in grants:
            try:
                await link.call("admin.grant", {"grants": [as_json(grant)]})
            except RpcError as error:  # one that cannot be told must not keep the others out
                log.error("%s cannot be let in: %s", grant.module, error.message)
        keys = [grant.key for grant in grants]
        await link.call("admin.keep", {"keys": keys, "modules": facts.modules()})
        lazy = {module: list(topics) for module, topics in facts.lazy().items()}
        await link.call("admin.lazy", {"modules": lazy})

    def _take(self, link: Link, told: object, facts: BusFacts) -> None:
        self._link = link
        self._since = asyncio.get_running_loop().time()
        self._set_breaker(self._breaker.succeeded(), "it answers again")
        sessions = told.get("sessions") if isinstance(told, dict) else None
        facts.linked([entry for entry in sessions or () if isinstance(entry, dict)])
        self._connected.set()

    def _lose(self, reason: str) -> None:
        link, self._link, self._since = self._link, None, None
        self._connected.clear()
        if link is None:
            return
        link.close()
        if reason:
            self._set_breaker(self._breaker.opened(asyncio.get_running_loop().time()), reason)
        else:
            self._breaker = Breaker()

    def _set_breaker(self, after: Breaker, reason: str) -> None:
        before, self._breaker = self._breaker, after
        was_closed, is_closed = (b.state is BreakerState.CLOSED for b in (before, after))
        if was_closed is not is_closed and self._facts is not None:
            self._facts.breaker(BUS_ID, "closed" if is_closed else "open", reason)

    def places_missing(self) -> bool:
        """Whether a socket of a bus that we are connected to has no file any more. Looks at the disk."""
        if self._link is None or self._places is None:
            return False
        return not all(stands(self._run, place) for place in self._places)

    def listen_again(self) -> None:
        """Have the bus bind anew what was removed; nothing that still stands is touched. Raises OSError."""
        for place in self._places or ():
            restore(self._run, place)
        self._soon("admin.open", {})

    # ---- questions

    async def grant(self, grant: Grant) -> None:
        try:
            await self._call("admin.grant", {"grants": [as_json(grant)]}, PING)
        except (TimeoutError, BusRefused) as error:
            raise BusUnavailable(f"the bus did not take the grant: {error}") from error

    def revoke(self, key: str, *, forget: bool) -> None:
        self._soon("admin.revoke", {"keys": [key], "forget": forget})

    def clear(self, module: str) -> None:
        self._soon("admin.clear", {"modules": [module]})

    def update(self, key: str, **fields: Any) -> None:
        self._soon("admin.update", {"key": key, **fields})

    def set_lazy(self, modules: Mapping[str, Sequence[str]]) -> None:
        self._soon("admin.lazy", {"modules": {module: list(topics) for module, topics in modules.items()}})

    def publish(self, topic: str, payload: Mapping[str, Any]) -> None:
        if self._link is not None and self._link.is_open:
            try:
                self._link.notify("publish", {"topic": topic, "payload": dict(payload)})
            except (ConnectionLostError, RpcError) as error:
                log.debug("%s was not published: %s", topic, error)

    async def check(self, timeout: float) -> Any:
        return await self._call("health.check", {}, timeout)

    async def ask(self, module: str, method: str, params: Mapping[str, Any], timeout: float) -> Any:
        now = asyncio.get_running_loop().time()
        if not self._breaker.allows(now):
            raise BusUnavailable("the way to the bus is broken at present")
        self._breaker = self._breaker.tried()
        try:
            return await self._ask(module, method, params, timeout)
        finally:
            # If nobody has judged the trial, because it was cancelled or found no way, it has failed.
            if self._breaker.state is BreakerState.HALF_OPEN:
                self._breaker = self._breaker.failed(asyncio.get_running_loop().time())

    async def _ask(self, module: str, method: str, params: Mapping[str, Any], timeout: float) -> Any:
        request = {"target": module, "method": method, "params": dict(params), "timeout_s": timeout}
        try:
            answer = await self._call("request", request, timeout + MARGIN)
        except TimeoutError:
            await self._blame(timeout)
        except BusRefused as refused:
            self._answered()
            if refused.code != ErrorCode.TIMED_OUT:
                raise
            if isinstance(refused.data, dict) and refused.data.get("held") is True:
                raise BusUnavailable("the bus does not read it at present, it sends too much") from None
            raise BusSilent(f"no answer within {timeout:g} s") from None
        self._answered()
        return answer

    async def _blame(self, timeout: float) -> NoReturn:
        """Nobody answered: BusSilent only if the bus answers a ping now, else BusUnavailable."""
        try:
            await self._call("bus.ping", {}, PING)
        except (TimeoutError, BusRefused) as error:
            after = self._breaker.failed(asyncio.get_running_loop().time())
            self._set_breaker(after, "it does not answer pings")
            raise BusUnavailable("the bus itself does not answer") from error
        self._answered()
        raise BusSilent(f"no answer within {timeout:g} s")

    def _answered(self) -> None:
        self._set_breaker(self._breaker.succeeded(), "it answers again")

    async def _call(self, method: str, params: Mapping[str, Any], timeout: float) -> Any:
        """Raises BusUnavailable, BusRefused, TimeoutError."""
        link = self._link
        if link is None:
            raise BusUnavailable("there is no connection to the bus")
        try:
            async with asyncio.timeout(timeout):
                return await link.call(method, dict(params))
        except ConnectionLostError as error:
            raise BusUnavailable("the connection to the bus was lost") from error
        except RpcError as error:
            raise BusRefused(error.code, error.message, error.data) from error

    def _soon(self, method: str, params: Mapping[str, Any]) -> None:
        """What a bus that is away learns when it is back, or need not know."""
        if self._link is not None and self._secret is not None:
            self._scope.start(self._try(method, params), f"{method} to the bus")

    async def _try(self, method: str, params: Mapping[str, Any]) -> None:
        try:
            await self._call(method, params, GREETING)
        except (BusUnavailable, BusRefused, TimeoutError) as error:
            log.debug("%s did not reach the bus: %s", method, error)

    # ---- what it says

    def _heard(self, method: str, params: dict[str, Any]) -> None:
        facts = self._facts
        if facts is None:
            return
        match method:
            case "bus.hello":
                facts.said_hello(str(params.get("key")))
            case "bus.ready":
                facts.said_ready(str(params.get("key")), params.get("ready") is True)
            case "bus.breaker":
                told = (str(params.get(name, "")) for name in ("module", "state", "reason"))
                module, state, reason = told
                facts.breaker(ModuleId(module), state, reason)
            case "bus.dead_lettered":
                log.warning(
                    "a message on %s could not be delivered to %s: %s",
                    params.get("topic"), params.get("module"), params.get("reason"),
                )  # fmt: skip
            case "event" if str(params.get("topic", "")).endswith(".heartbeat"):
                facts.heartbeat(ModuleId(str(params.get("source"))))
            case _:
                pass

    async def _asked(self, method: str, params: dict[str, Any]) -> Any:
        if method != "bus.demand" or self._facts is None:
            raise RpcError(ErrorCode.METHOD_NOT_FOUND, f"no method {method[:80]!r}")
        target, source = str(params.get("target")), str(params.get("source"))
        coming, reason = self._facts.demanded(target, source)
        return {"coming": coming, "reason": reason}


def _report(name: str, error: BaseException) -> None:
    log.error("%s failed", name, exc_info=error)
