"""All subscriptions: who gets a topic, and in which way; and those that outlive their session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from skelly_tray.modules.event_bus.durable_file import DurableFile
from skelly_tray.modules.event_bus.grants import ORCHESTRATOR
from skelly_tray.modules.event_bus.reliable import ReliableSubscription, Surroundings
from skelly_tray.modules.event_bus.session import MAX_PATTERNS, MAX_SUBSCRIPTIONS, Session
from skelly_tray.modules.event_bus.topic_index import TopicIndex
from skelly_tray.rpc.errors import ErrorCode, RpcError


class DeliveryKind(StrEnum):
    RELIABLE = "reliable"
    BEST_EFFORT = "best_effort"
    LATEST = "latest"


class PlainSubscription:
    """Not answered: `best_effort` or `latest`."""

    def __init__(self, session: Session, topics: tuple[str, ...], kind: DeliveryKind, number: str) -> None:
        self.session: Session | None = session
        self.module = session.module
        self.topics = topics
        self.kind = kind
        self.id = number


Subscription = PlainSubscription | ReliableSubscription


@dataclass(frozen=True, slots=True)
class Route:
    """Who gets the messages of one topic; each module once, in the most reliable of the ways it asked for."""

    plain: tuple[Session, ...]
    latest: tuple[Session, ...]
    reliable: tuple[ReliableSubscription, ...]


_Choice = Callable[[ReliableSubscription], bool]
_NOBODY = Route((), (), ())


class Subscriptions:
    """`version` rises when any route may have changed."""

    def __init__(self, around: Surroundings, file: DurableFile) -> None:
        self._around = around
        self._file = file
        self._index: TopicIndex[Subscription] = TopicIndex()
        self._durable: dict[tuple[str, tuple[str, ...]], ReliableSubscription] = {}
        self._count = 0
        for module, topics in file.read():
            self._keep(ReliableSubscription(module, topics, around))

    @property
    def version(self) -> int:
        return self._index.version

    def __len__(self) -> int:
        return self._count

    def queued(self) -> int:
        """Messages that wait for an acknowledgement."""
        return sum(len(subscription) for subscription in self._durable.values())

    def route(self, topic: str) -> Route:
        found = self._index.find(topic)
        if not found:
            return _NOBODY
        reliable: dict[str, ReliableSubscription] = {}
        for subscription in found:
            if isinstance(subscription, ReliableSubscription):
                other = reliable.get(subscription.module)
                if other is None or other.session is None:
                    reliable[subscription.module] = subscription
        plain: dict[Session, None] = {}
        latest: dict[Session, None] = {}
        for subscription in found:
            if isinstance(subscription, PlainSubscription) and subscription.module not in reliable:
                assert subscription.session is not None
                kept = plain if subscription.kind is DeliveryKind.BEST_EFFORT else latest
                kept[subscription.session] = None
        return Route(tuple(plain), tuple(s for s in latest if s not in plain), tuple(reliable.values()))

    def add(self, session: Session, topics: tuple[str, ...], kind: DeliveryKind) -> Subscription:
        """Raises RpcError when a session has too many."""
        topics = tuple(dict.fromkeys(topics))
        if len(session.subscriptions) >= MAX_SUBSCRIPTIONS:
            raise RpcError(ErrorCode.RATE_LIMITED, f"at most {MAX_SUBSCRIPTIONS} subscriptions")
        if sum(len(s.topics) for s in session.subscriptions.values()) + len(topics) > MAX_PATTERNS:
            raise RpcError(ErrorCode.RATE_LIMITED, f"at most {MAX_PATTERNS} patterns in all subscriptions")
        number = session.next_subscription()
        if kind is not DeliveryKind.RELIABLE:
            plain = PlainSubscription(session, topics, kind, number)
            session.subscriptions[number] = plain
            self._enter(plain)
            return plain
        return self._add_reliable(session, topics, number)

    def _add_reliable(self, session: Session, topics: tuple[str, ...], number: str) -> Subscription:
        key = (session.module, tuple(sorted(topics)))
        subscription = self._durable.get(key)
        if subscription is None:
            subscription = ReliableSubscription(session.module, key[1], self._around)
            self._keep(subscription)
            self._save()
        elif subscription.session is not None:
            subscription.session.subscriptions.pop(subscription.id, None)
        session.subscriptions[number] = subscription
        subscription.adopt(session, number)
        self._index.touch()
        return subscription

    def remove(self, session: Session, number: str) -> bool:
        """False when there is no such subscription."""
        subscription = session.subscriptions.pop(number, None)
        if subscription is None:
            return False
        if isinstance(subscription, ReliableSubscription):
            self._end(subscription, "unsubscribed")
            self._save()
        else:
            self._leave(subscription)
        return True

    def session_ended(self, session: Session, blame: bool) -> None:
        """Those of a module that are reliable stay; blame: it broke off by itself."""
        for subscription in list(session.subscriptions.values()):
            if isinstance(subscription, PlainSubscription):
                self._leave(subscription)
            elif session.module == ORCHESTRATOR:
                self._end(subscription, "the subscriber has gone")
            else:
                subscription.leave(blame)
                self._index.touch()
        session.subscriptions.clear()

    def session_ready(self, session: Session) -> None:
        """It has subscribed to what it wants: what it has not renewed is over."""
        self._end_all(session.module, lambda kept: kept.session is None, "the subscription was not renewed")

    def clear(self, module: str) -> int:
        """Drop what waits for it, and nothing else; how many messages."""
        kept = [s for s in self._durable.values() if s.module == module]
        return sum(subscription.clear("the queue was cleared") for subscription in kept)

    def forget(self, module: str) -> None:
        """It will not come back."""
        self._end_all(module, lambda kept: True, "the subscriber was removed")

    def forget_others(self, modules: set[str]) -> None:
        """Only these exist: what is kept for any other would wait for nobody."""
        for module in {s.module for s in self._durable.values()} - modules:
            self.forget(module)

    def _end_all(self, module: str, which: _Choice, reason: str) -> None:
        ended = [s for s in self._durable.values() if s.module == module and which(s)]
        for subscription in ended:
            if subscription.session is not None:
                subscription.session.subscriptions.pop(subscription.id, None)
            self._end(subscription, reason)
        if ended:
            self._save()

    def _keep(self, subscription: ReliableSubscription) -> None:
        self._durable[subscription.module, subscription.topics] = subscription
        self._enter(subscription)

    def _end(self, subscription: ReliableSubscription, reason: str) -> None:
        del self._durable[subscription.module, subscription.topics]
        self._leave(subscription)
        subscription.end(reason)

    def _enter(self, subscription: Subscription) -> None:
        self._count += 1
        for pattern in subscription.topics:
            self._index.add(pattern, subscription)

    def _leave(self, subscription: Subscription) -> None:
        self._count -= 1
        for pattern in subscription.topics:
            self._index.remove(pattern, subscription)

    def _save(self) -> None:
        self._file.write([key for key in self._durable if key[0] != ORCHESTRATOR])
