"""Reliable delivery as a pure machine, in virtual time: nothing is lost, and order is kept while nothing fails."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from skelly_tray.modules.event_bus.message import Message
from skelly_tray.modules.event_bus.reliable_queue import Dead, Delivery, ReliableQueue
from skelly_tray.modules.event_bus.settings import Settings

SETTINGS = Settings(queue_messages=6, queue_bytes=500, window=3, ack_timeout=5.0, attempts=3)


def message(name: int, awaited: bool = False, size: int = 10) -> Message:
    return Message(str(name), "source", "", b"x" * size, 0, (lambda takers: None) if awaited else None)


def name_of(delivery: Delivery) -> int:
    return int(delivery.message.topic)


@dataclass
class Subscriber:
    """Drives a queue, and keeps account of every message."""

    queue: ReliableQueue = field(default_factory=lambda: ReliableQueue(SETTINGS))
    now: float = 0.0
    pushed: list[int] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)
    done: list[int] = field(default_factory=list)
    dead: list[Dead] = field(default_factory=list)
    flying: list[Delivery] = field(default_factory=list)

    def push(self, awaited: bool = False) -> None:
        new = message(len(self.pushed), awaited)
        if self.queue.has_room(new.size):
            self.pushed.append(len(self.pushed))
            self.queue.push(new, self.now)

    def send(self) -> None:
        while (delivery := self.queue.take(self.now)) is not None:
            self.sent.append(name_of(delivery))
            self.flying.append(delivery)

    def ack(self, at: int) -> None:
        if self.flying:
            delivery = self.flying.pop(at % len(self.flying))
            if self.queue.acknowledged(delivery):
                self.done.append(name_of(delivery))

    def refuse(self, at: int) -> None:
        if self.flying:
            self.bury(self.queue.refused(self.flying.pop(at % len(self.flying)), self.now, "refused"))

    def wait(self, seconds: float) -> None:
        self.now += seconds
        _, dead = self.queue.overdue(self.now)
        self.bury(*dead)

    def lose(self, blame: bool) -> None:
        self.flying.clear()
        self.bury(*self.queue.lost(blame))

    def bury(self, *dead: Dead | None) -> None:
        self.dead += [one for one in dead if one is not None]

    def accounted(self) -> list[int]:
        return sorted(self.done + [name_of(one.delivery) for one in self.dead])

    def finish(self) -> None:
        """The subscriber is well from now on: all that is left arrives."""
        for _ in range(10 * len(self.pushed) + 10):
            self.wait(0.5)
            self.send()
            while self.flying:
                self.ack(0)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["push", "awaited", "send", "ack", "refuse", "wait", "lose", "leave"]),
        st.integers(0, 9),
    ),
    max_size=60,
)


def walk(steps: list[tuple[str, int]]) -> Subscriber:
    subscriber = Subscriber()
    for step, number in steps:
        match step:
            case "push" | "awaited":
                subscriber.push(step == "awaited")
            case "send":
                subscriber.send()
            case "ack":
                subscriber.ack(number)
            case "refuse":
                subscriber.refuse(number)
            case "wait":
                subscriber.wait(number / 2)
            case _:
                subscriber.lose(step == "lose")
        check_bounds(subscriber)
    return subscriber


def check_bounds(subscriber: Subscriber) -> None:
    queue = subscriber.queue
    assert len(queue) <= SETTINGS.queue_messages and queue.held <= SETTINGS.queue_bytes
    assert queue.under_way <= SETTINGS.window
    assert queue.held == 10 * len(queue)
    assert len(queue) == len(subscriber.pushed) - len(subscriber.accounted())


@settings(max_examples=400)
@given(STEPS)
def test_every_message_is_acknowledged_once_or_a_dead_letter_once(steps: list[tuple[str, int]]) -> None:
    subscriber = walk(steps)
    subscriber.finish()
    assert len(subscriber.queue) == 0 and subscriber.queue.held == 0
    assert subscriber.accounted() == subscriber.pushed
    assert len(set(subscriber.accounted())) == len(subscriber.accounted())


@settings(max_examples=200)
@given(STEPS)
def test_without_failures_messages_are_sent_once_and_in_order(steps: list[tuple[str, int]]) -> None:
    well = [(step, n) for step, n in steps if step in ("push", "awaited", "send", "ack")]
    subscriber = walk(well)
    subscriber.finish()
    assert subscriber.sent == subscriber.pushed == sorted(subscriber.done) and not subscriber.dead


@settings(max_examples=200)
@given(STEPS)
def test_after_a_lost_connection_the_order_is_kept_too(steps: list[tuple[str, int]]) -> None:
    subscriber = walk([(s, n) for s, n in steps if s in ("push", "send", "ack", "leave")])
    subscriber.lose(blame=False)
    subscriber.sent.clear()
    subscriber.finish()
    assert subscriber.sent == sorted(subscriber.sent) and not subscriber.dead


@settings(max_examples=200)
@given(STEPS)
def test_nobody_who_waits_for_a_message_waits_longer_than_its_attempts(steps: list[tuple[str, int]]) -> None:
    subscriber = walk([(s, n) for s, n in steps if s != "push"])
    subscriber.wait(SETTINGS.attempts * SETTINGS.ack_timeout)
    assert len(subscriber.queue) == 0


def test_what_is_not_answered_is_tried_again_and_given_up_after_the_attempts() -> None:
    subscriber = Subscriber()
    subscriber.push()
    for attempt in range(1, SETTINGS.attempts + 1):
        subscriber.send()
        assert len(subscriber.sent) == attempt and not subscriber.dead
        subscriber.wait(SETTINGS.ack_timeout)
    (dead,) = subscriber.dead
    assert (dead.reason, dead.poison, dead.delivery.attempts) == ("not acknowledged in time", False, 3)


def test_a_refused_message_lets_the_next_ones_pass_and_is_quarantined_after_the_attempts() -> None:
    subscriber = Subscriber()
    subscriber.push(), subscriber.push()
    subscriber.send()
    subscriber.refuse(0)
    subscriber.ack(0)
    assert subscriber.done == [1]
    for _ in range(2):
        subscriber.wait(1.0)
        subscriber.send()
        subscriber.refuse(0)
    (dead,) = subscriber.dead
    assert (dead.reason, dead.poison) == ("refused", True)


def test_a_late_answer_to_a_former_attempt_counts() -> None:
    subscriber = Subscriber()
    subscriber.push()
    subscriber.send()
    first = subscriber.flying[0]
    subscriber.wait(SETTINGS.ack_timeout)
    assert subscriber.queue.acknowledged(first) and not subscriber.queue.acknowledged(first)
    assert len(subscriber.queue) == 0


def test_only_the_message_that_loses_the_connection_alone_is_quarantined() -> None:
    """Three were under way when the first loss came; the second of them is the one that kills."""
    subscriber = Subscriber()
    for _ in range(5):
        subscriber.push()
    subscriber.send()
    subscriber.lose(blame=True)
    assert not subscriber.dead
    subscriber.send()
    assert [name_of(d) for d in subscriber.flying] == [0], "suspects are sent alone"
    subscriber.ack(0)
    subscriber.send()
    assert [name_of(d) for d in subscriber.flying] == [1]
    subscriber.lose(blame=True)
    assert [(name_of(d.delivery), d.poison) for d in subscriber.dead] == [(1, True)]
    subscriber.finish()
    assert subscriber.done == [0, 2, 3, 4]


def test_a_loss_that_we_brought_about_blames_no_message() -> None:
    subscriber = Subscriber()
    subscriber.push()
    for _ in range(5):
        subscriber.send()
        subscriber.lose(blame=False)
    assert not subscriber.dead and len(subscriber.queue) == 1


def test_the_oldest_makes_room() -> None:
    subscriber = Subscriber()
    for _ in range(10):
        subscriber.push()
    assert len(subscriber.queue) == SETTINGS.queue_messages
    dead = subscriber.queue.drop_oldest("full")
    assert dead is not None and name_of(dead.delivery) == 0 and dead.reason == "full"


def test_bytes_bound_it_too_but_an_empty_queue_takes_any_message() -> None:
    queue = ReliableQueue(SETTINGS)
    assert queue.has_room(10_000)
    queue.push(message(0, size=10_000), 0.0)
    assert not queue.has_room(1)
