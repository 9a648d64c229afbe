"""Reliable delivery to one subscriber as a pure machine: what waits, what is under way, what is to be tried again.

- Messages are sent in the order in which they came, at most `window` unanswered at a time.
- A delivery that is refused or not answered in time is tried again; after `attempts` the message is a dead letter.
- *Poison.* When the connection is lost, everything under way is a suspect: it is sent again alone, and what loses the
  connection a second time is quarantined. The others of its window are thus not blamed for it.
- An awaited message (its publisher waits for the answer) has `attempts` × `ack_timeout` from start to end.
Nothing leaves this queue but by `acknowledged` or as a Dead that the caller gets. Times are monotonic seconds.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from skelly_tray.modules.event_bus.message import Message
from skelly_tray.modules.event_bus.settings import Settings

LOSSES = 2
"""Lost connections that a message may be under way for alone before it is poison: at the second it is."""
FIRST_RETRY = 0.1
"""Seconds after a refusal; doubled each time."""
FOREVER = float("inf")


class Delivery:
    """One message for one subscriber. `due`: when it is to be answered (under way) or tried again (resting)."""

    __slots__ = (
        "attempts",
        "deadline",
        "due",
        "is_open",
        "losses",
        "message",
        "reason",
        "refusals",
        "sequence",
    )

    def __init__(self, message: Message, sequence: int, deadline: float) -> None:
        self.message = message
        self.sequence = sequence
        self.deadline = deadline
        self.due = 0.0
        self.is_open = True
        self.attempts = 0
        self.losses = 0
        self.refusals = 0
        self.reason = ""


@dataclass(frozen=True, slots=True)
class Dead:
    """A message that is given up. poison: it seems to harm the subscriber."""

    delivery: Delivery
    reason: str
    poison: bool = False


class ReliableQueue:
    """See the module's text."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._waiting: deque[Delivery] = deque()
        self._flying: dict[Delivery, None] = {}
        self._resting: dict[Delivery, None] = {}
        self._alone: Delivery | None = None
        self._bytes = 0
        self._sequence = 0

    def __len__(self) -> int:
        return len(self._waiting) + len(self._flying) + len(self._resting)

    @property
    def held(self) -> int:
        """Bytes of all messages in it."""
        return self._bytes

    @property
    def under_way(self) -> int:
        return len(self._flying)

    def has_room(self, size: int) -> bool:
        """An empty queue takes a message of any size."""
        held = len(self)
        if held == 0:
            return True
        return held < self._settings.queue_messages and self._bytes + size <= self._settings.queue_bytes

    def push(self, message: Message, now: float) -> None:
        """The caller has looked whether there is room."""
        limit = self._settings.attempts * self._settings.ack_timeout
        deadline = now + limit if message.is_awaited else FOREVER
        self._sequence += 1
        self._waiting.append(Delivery(message, self._sequence, deadline))
        self._bytes += message.size

    def take(self, now: float) -> Delivery | None:
        """The next one to send, which is under way from now on; None if nothing may be sent now."""
        delivery = self._next(now)
        if delivery is not None:
            delivery.attempts += 1
            delivery.due = now + self._settings.ack_timeout
            self._flying[delivery] = None
            if delivery.losses:
                self._alone = delivery
        return delivery

    def _next(self, now: float) -> Delivery | None:
        if len(self._flying) >= self._settings.window or self._alone is not None:
            return None
        for delivery in self._resting:
            if delivery.due <= now and not (delivery.losses and self._flying):
                del self._resting[delivery]
                return delivery
        if not self._waiting or (self._waiting[0].losses and self._flying):
            return None
        return self._waiting.popleft()

    def acknowledged(self, delivery: Delivery) -> bool:
        """False when it had been settled before. A late answer to a former attempt counts."""
        if not delivery.is_open:
            return False
        self._remove(delivery)
        return True

    def refused(self, delivery: Delivery, now: float, reason: str) -> Dead | None:
        """The subscriber answered with an error."""
        if delivery not in self._flying:
            return None
        delivery.refusals += 1
        return self._failed(delivery, now + FIRST_RETRY * 2 ** (delivery.attempts - 1), reason)

    def overdue(self, now: float) -> tuple[int, list[Dead]]:
        """(deliveries that were not answered in time, what is given up)."""
        late = [delivery for delivery in self._flying if delivery.due <= now]
        dead = [self._failed(delivery, now, "not acknowledged in time") for delivery in late]
        given_up = [found for found in dead if found is not None]
        for delivery in [d for d in (*self._waiting, *self._flying, *self._resting) if d.deadline <= now]:
            self._remove(delivery)
            given_up.append(Dead(delivery, delivery.reason or "not acknowledged in time"))
        return len(late), given_up

    def lost(self, blame: bool) -> list[Dead]:
        """The connection is gone; blame: by the subscriber's doing. What was under way goes back to its place."""
        dead = []
        for delivery in list(self._flying):
            delivery.attempts -= 1
            delivery.losses += blame
            if delivery.losses >= LOSSES:
                self._remove(delivery)
                dead.append(Dead(delivery, f"its delivery lost the connection {LOSSES} times", poison=True))
        back = sorted((*self._flying, *self._resting), key=lambda delivery: delivery.sequence)
        self._flying.clear()
        self._resting.clear()
        self._alone = None
        self._waiting.extendleft(reversed(back))
        return dead

    def drop_oldest(self, reason: str) -> Dead | None:
        """Make room: the one that has waited longest is given up."""
        oldest = next(iter(self._waiting or self._resting or self._flying), None)
        if oldest is None:
            return None
        self._remove(oldest)
        return Dead(oldest, reason)

    def clear(self, reason: str) -> list[Dead]:
        dead = []
        while (found := self.drop_oldest(reason)) is not None:
            dead.append(found)
        return dead

    def _failed(self, delivery: Delivery, again: float, reason: str) -> Dead | None:
        delivery.reason = reason
        if delivery.attempts >= self._settings.attempts:
            self._remove(delivery)
            return Dead(delivery, reason, poison=delivery.refusals == delivery.attempts)
        self._land(delivery)
        delivery.due = again
        self._resting[delivery] = None
        return None

    def _remove(self, delivery: Delivery) -> None:
        if delivery in self._flying:
            self._land(delivery)
        elif delivery in self._resting:
            del self._resting[delivery]
        else:
            self._waiting.remove(delivery)
        delivery.is_open = False
        self._bytes -= delivery.message.size

    def _land(self, delivery: Delivery) -> None:
        del self._flying[delivery]
        if delivery is self._alone:
            self._alone = None
