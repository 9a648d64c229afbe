"""What a module has subscribed to: told to the bus, again after each connection, and matched to what comes.

The bus sends a module each message once, in the most reliable of the ways it asked for, without saying for which
subscription; so every handler whose patterns match gets it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from skelly_tray.rpc.errors import ConnectionLostError, ErrorCode, RpcError
from skelly_tray.scopes import Scope
from skelly_tray.sdk.event import Event
from skelly_tray.sdk.inbox import Handler, Inbox
from skelly_tray.sdk.log import Log
from skelly_tray.sdk.session import BusLink, Session
from skelly_tray.sdk.tally import Tally
from skelly_tray.sdk.topics import matches

Delivery = Literal["reliable", "best_effort", "latest"]
_DELIVERIES = ("reliable", "best_effort", "latest")


class Subscription:
    """Made by Module.subscribe; `await subscription.cancel()` ends it."""

    def __init__(
        self, owner: Subscriptions, topics: tuple[str, ...], delivery: Delivery, inbox: Inbox
    ) -> None:
        self.topics = topics
        self.delivery = delivery
        self.inbox = inbox
        self.is_established = False
        self._owner = owner
        self._link: BusLink | None = None
        self._number = ""

    def wants(self, topic: str) -> bool:
        return any(matches(pattern, topic) for pattern in self.topics)

    async def renew(self, link: BusLink) -> None:
        """Subscribe on this connection. Raises RpcError (not allowed) and ConnectionLostError."""
        answer = await link.call("subscribe", {"topics": list(self.topics), "delivery": self.delivery})
        self._number = str(answer.get("subscription")) if isinstance(answer, dict) else ""
        self._link = link

    async def cancel(self) -> None:
        """Let go of it, and of what waits for it at the bus."""
        await self._owner.cancel(self)

    async def leave(self, link: BusLink) -> None:
        """Tell the bus, if this connection knows of it."""
        if self._link is link:
            self._link = None
            await link.call("unsubscribe", {"subscription": self._number})


class Subscriptions:
    """All subscriptions of a module."""

    def __init__(self, session: Session, scope: Scope, log: Log, tally: Tally) -> None:
        self._session = session
        self._scope = scope
        self._log = log
        self._tally = tally
        self._all: dict[Subscription, None] = {}
        self._paused = False

    def established(self) -> list[Subscription]:
        """Those that the bus must know after each connection."""
        return [found for found in self._all if found.is_established]

    @property
    def waiting(self) -> int:
        """Events that wait for a handler."""
        return sum(len(found.inbox) for found in self._all)

    async def subscribe(
        self, topics: str | Iterable[str], handler: Handler, delivery: Delivery, at_once: int
    ) -> Subscription:
        """See Module.subscribe."""
        if delivery not in _DELIVERIES:
            raise ValueError(f"delivery is one of {', '.join(_DELIVERIES)}")
        if at_once < 1:
            raise ValueError("at_once must be at least 1")
        patterns = (topics,) if isinstance(topics, str) else tuple(topics)
        inbox = Inbox(
            ", ".join(patterns),
            handler,
            latest=delivery == "latest",
            at_once=at_once,
            scope=self._scope,
            log=self._log,
            tally=self._tally,
        )
        subscription = Subscription(self, patterns, delivery, inbox)
        self._all[subscription] = None
        try:
            await self._establish(subscription)
        except BaseException:
            self._all.pop(subscription, None)
            raise
        return subscription

    async def _establish(self, subscription: Subscription) -> None:
        while not subscription.is_established:
            link = await self._session.link()
            try:
                await subscription.renew(link)
            except ConnectionLostError:
                continue
            subscription.is_established = True

    async def cancel(self, subscription: Subscription) -> None:
        """Raises RpcError; a connection that is lost has nothing to be told."""
        self._all.pop(subscription, None)
        link = await self._session.link()
        try:
            await subscription.leave(link)
        except ConnectionLostError:
            return

    async def pause(self) -> None:
        """Take no further events: unanswered they stay with the bus. Returns when those under way are handled."""
        self._paused = True
        await asyncio.gather(*(found.inbox.pause() for found in self._all))

    def take(self, params: dict[str, Any]) -> None:
        """An event that nobody waits for."""
        event = _read(params)
        for subscription in self._matching(event):
            if not self._paused:
                subscription.inbox.put(event)

    async def take_awaited(self, params: dict[str, Any], link: BusLink) -> dict[str, Any]:
        """Answered when the handlers have taken it. Raises RpcError if one could not."""
        event = _read(params)
        found = self._matching(event)
        awaited = [s.inbox.put_awaited(event, link) for s in found if s.delivery == "reliable"]
        for subscription in found:
            if subscription.delivery != "reliable" and not self._paused:
                subscription.inbox.put(event)
        if not all(await asyncio.gather(*awaited)):
            raise RpcError(ErrorCode.INTERNAL_ERROR, "the handler failed")
        return {}

    def _matching(self, event: Event) -> list[Subscription]:
        return [subscription for subscription in self._all if subscription.wants(event.topic)]


def _read(params: dict[str, Any]) -> Event:
    try:
        return msgspec.convert(params, Event)
    except msgspec.ValidationError as error:
        raise RpcError(ErrorCode.INVALID_PARAMS, "this is no event") from error
