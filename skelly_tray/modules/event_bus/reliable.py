"""A reliable subscription: its queue set going. Sends what may be sent, hears the answers, holds publishers back.

It is kept by module and topics: while the module is away its messages wait here, and its next session takes it over.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Protocol

from skelly_tray.modules.event_bus.breaker import Breaker, Circuit
from skelly_tray.modules.event_bus.message import Message
from skelly_tray.modules.event_bus.metrics import Counters
from skelly_tray.modules.event_bus.reliable_queue import Dead, Delivery, ReliableQueue
from skelly_tray.modules.event_bus.session import Session
from skelly_tray.modules.event_bus.settings import Settings
from skelly_tray.rpc.connection import Connection
from skelly_tray.rpc.envelope import Envelope

_TICK = 0.1
"""Seconds between looks at deadlines while anything is in the queue."""
_EVENT = b'"event"'


class Surroundings(Protocol):
    """What a subscription needs of the bus."""

    settings: Settings
    counters: Counters

    def breaker(self, module: str) -> Breaker: ...

    def circuit_changed(self, module: str, circuit: Circuit | None) -> None: ...

    def bury(self, module: str, dead: Dead) -> None:
        """Put a message that is given up among the dead letters."""


class ReliableSubscription:
    """`session`: None while its module is away."""

    def __init__(self, module: str, topics: tuple[str, ...], around: Surroundings) -> None:
        self.module = module
        self.topics = topics
        self.session: Session | None = None
        self.id = ""
        self._around = around
        self._breaker = around.breaker(module)
        self._queue = ReliableQueue(around.settings)
        self._held_back: deque[tuple[Message, Connection]] = deque()
        self._loop = asyncio.get_running_loop()
        self._away_since: float | None = self._loop.time()
        self._timer: asyncio.TimerHandle | None = None
        self._pumping = False

    def __len__(self) -> int:
        return len(self._queue) + len(self._held_back)

    # ---- sessions

    def adopt(self, session: Session, subscription_id: str) -> None:
        """The module is here (again): what waits goes to this session."""
        if self.session is not None and self.session is not session:
            self.leave(blame=False)
        self.session = session
        self.id = subscription_id
        self._away_since = None
        self._pump()

    def leave(self, blame: bool) -> None:
        """The session has ended; blame: it broke off by itself."""
        self.session = None
        self._away_since = self._loop.time()
        self._breaker.withdrawn()
        if blame:
            self._around.counters.failed += self._queue.under_way
        for dead in self._queue.lost(blame):
            self._bury(dead)
        self._let_in()

    def clear(self, reason: str) -> int:
        """Give up all that waits; whoever was held back is let in."""
        dropped = self._queue.clear(reason)
        for dead in dropped:
            self._bury(dead)
        self._let_in()
        return len(dropped)

    def end(self, reason: str) -> None:
        """Nobody will ever take what waits here."""
        self.session = None
        for dead in self._queue.clear(reason):
            self._bury(dead)
        self._let_in()
        for dead in self._queue.clear(reason):
            self._bury(dead)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    # ---- messages

    def offer(self, message: Message, publisher: Connection | None) -> None:
        """Accept it. A publisher whose message finds no room is not read until there is some; where there is none that
        may be held back, the oldest message makes room.
        """
        now = self._loop.time()
        if message.is_awaited and self._is_long_away(now):
            self._bury(Dead(Delivery(message, 0, now), "the subscriber is away"))
            return
        self._accept(message, publisher, now)
        self._pump()
        self._arm()

    def _accept(self, message: Message, publisher: Connection | None, now: float) -> None:
        if self._held_back or not self._queue.has_room(message.size):
            if publisher is not None and self._is_worth_waiting():
                publisher.hold()
                self._held_back.append((message, publisher))
                return
            self._make_room(message.size)
        self._queue.push(message, now)

    def _make_room(self, size: int) -> None:
        reason = "too much waits for a subscriber that " + self._plight()
        while not self._queue.has_room(size):
            dead = self._queue.drop_oldest(reason)
            if dead is not None:
                self._bury(dead)

    def _plight(self) -> str:
        if self.session is None:
            return "is away"
        return "is slow" if self._breaker.state is Circuit.CLOSED else "fails"

    def _is_worth_waiting(self) -> bool:
        return self.session is not None and self._breaker.state is Circuit.CLOSED

    def _is_long_away(self, now: float) -> bool:
        settings = self._around.settings
        since = self._away_since
        return since is not None and now - since > settings.attempts * settings.ack_timeout

    def _let_in(self) -> None:
        """Those held back, as far as there is room; all of them once nobody is there to wait for."""
        now = self._loop.time()
        waits = self._is_worth_waiting()
        while self._held_back and (not waits or self._queue.has_room(self._held_back[0][0].size)):
            message, publisher = self._held_back.popleft()
            if not waits:
                self._make_room(message.size)
            self._queue.push(message, now)
            publisher.release()

    def _pump(self) -> None:
        """Send what may be sent. What it calls may lead back here: then the outer round goes on."""
        if self._pumping:
            return
        self._pumping = True
        try:
            self._send_all()
        finally:
            self._pumping = False

    def _send_all(self) -> None:
        now = self._loop.time()
        self._around.circuit_changed(self.module, self._breaker.look(now))
        while self.session is not None and self.session.connection.out.reads and self._breaker.allows():
            delivery = self._queue.take(now)
            if delivery is None:
                break
            self._breaker.sent()
            self._send(delivery, self.session.connection, now)
        if self._held_back:
            self._let_in()

    def _send(self, delivery: Delivery, connection: Connection, now: float) -> None:
        def settled(answer: Envelope | None) -> None:
            if answer is None:
                return  # `leave` sees to what was under way
            if answer.failed:
                self._refused(delivery)
            else:
                self._acknowledged(delivery, now)

        connection.ask(_EVENT, delivery.message.body, settled)

    def _acknowledged(self, delivery: Delivery, sent: float) -> None:
        if self._queue.acknowledged(delivery):
            counters = self._around.counters
            counters.deliveries += 1
            counters.latencies.add(self._loop.time() - sent)
            self._around.circuit_changed(self.module, self._breaker.succeeded())
            delivery.message.settle(True)
        self._pump()

    def _refused(self, delivery: Delivery) -> None:
        dead = self._queue.refused(delivery, self._loop.time(), "refused by the subscriber")
        self._failed(1, "it refuses events")
        if dead is not None:
            self._bury(dead)
        self._pump()

    def _failed(self, count: int, reason: str) -> None:
        self._around.counters.failed += count
        now = self._loop.time()
        for _ in range(count):
            self._around.circuit_changed(self.module, self._breaker.failed(now, reason))

    def _bury(self, dead: Dead) -> None:
        self._around.bury(self.module, dead)
        dead.delivery.message.settle(False)

    # ---- time

    def _arm(self) -> None:
        if self._timer is None and len(self._queue):
            tick = min(_TICK, self._around.settings.ack_timeout / 4)
            self._timer = self._loop.call_later(tick, self._tick)

    def _tick(self) -> None:
        self._timer = None
        late, given_up = self._queue.overdue(self._loop.time())
        if late:
            self._failed(late, "it does not acknowledge events")
        if given_up:
            self._breaker.withdrawn()  # it may have been the trial
        for dead in given_up:
            self._bury(dead)
        self._let_in()
        self._pump()
        self._arm()
