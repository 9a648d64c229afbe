"""The methods `subscribe` and `unsubscribe`."""

from __future__ import annotations

from typing import Any

from skelly_tray.modules.event_bus.message import Message
from skelly_tray.modules.event_bus.patterns import is_pattern
from skelly_tray.modules.event_bus.reliable import ReliableSubscription
from skelly_tray.modules.event_bus.session import Session
from skelly_tray.modules.event_bus.subscriptions import DeliveryKind, Subscription, Subscriptions
from skelly_tray.modules.event_bus.waking import Waking
from skelly_tray.rpc.connection import Connection
from skelly_tray.rpc.errors import ErrorCode, RpcError
from skelly_tray.rpc.params import invalid, only, text, texts

MAX_TOPICS = 64


class Subscribing:
    """A first matching subscription takes what was kept for a module while it was being woken."""

    def __init__(self, subscriptions: Subscriptions, waking: Waking) -> None:
        self._subscriptions = subscriptions
        self._waking = waking

    def subscribe(self, params: dict[str, Any], connection: Connection) -> Any:
        only(params, "topics", "delivery")
        session: Session = connection.state
        topics, kind = _topics(params), _kind(params)
        for topic in topics:
            if not session.grant.may_subscribe(topic):
                raise RpcError(ErrorCode.DENIED, f"{session.module} may not subscribe to {topic[:80]!r}")
        subscription = self._subscriptions.add(session, tuple(topics), kind)
        for message in self._waking.subscribed(session.module, topics):
            _hand_over(message, subscription, session)
        return {"subscription": subscription.id}

    def unsubscribe(self, params: dict[str, Any], connection: Connection) -> Any:
        only(params, "subscription")
        number = text(params, "subscription")
        if not self._subscriptions.remove(connection.state, number):
            raise invalid(f"no subscription {number[:80]!r}")
        return {}


def _hand_over(message: Message, subscription: Subscription, session: Session) -> None:
    if isinstance(subscription, ReliableSubscription):
        own = Message(message.topic, message.source, message.time, message.body, message.payload_at)
        own.pending = 1
        subscription.offer(own, None)
    else:
        session.connection.out.stream(message.notification())


def _topics(params: dict[str, Any]) -> list[str]:
    found = params.get("topics")
    topics = [found] if isinstance(found, str) else texts(params, "topics")
    if not 0 < len(topics) <= MAX_TOPICS:
        raise invalid(f"topics: 1 to {MAX_TOPICS} patterns")
    for topic in topics:
        if not is_pattern(topic):
            raise invalid(f"not a pattern of topics: {topic[:80]!r}")
    return topics


def _kind(params: dict[str, Any]) -> DeliveryKind:
    found = params.get("delivery", DeliveryKind.BEST_EFFORT)
    try:
        return DeliveryKind(found)
    except ValueError:
        allowed = ", ".join(DeliveryKind)
        raise invalid(f"delivery is one of {allowed}") from None
