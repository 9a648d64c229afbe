"""The order of facts: what a process said before its end comes before its end, however late it is read."""

from __future__ import annotations

import asyncio
import os
import socket

from skelly_tray.adapters.processes.delivery import Delivery
from tests.adapters.processes.keeping import Facts, Sink, until


async def delivery_of_one(facts: Facts) -> tuple[Delivery, socket.socket]:
    """A spawn 1 whose notify socket holds what is sent to the other end, unread."""
    delivery = Delivery(asyncio.get_running_loop(), Sink(), facts)
    delivery.release_soon(0)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    message = {"ev": "streams", "id": 1, "module": "m", "names": ["notify", "out"], "backlog": []}
    reading, writing = os.pipe()
    os.close(writing)
    delivery.receive(message, [ours.detach(), reading])
    return delivery, theirs


async def test_unread_notification_comes_before_the_exit() -> None:
    facts = Facts()
    delivery, theirs = await delivery_of_one(facts)
    theirs.send(b"STATUS=last words")
    delivery.receive({"ev": "exited", "id": 1, "code": 0, "at": 1.0}, [])
    assert [fact[0] for fact in facts.all] == ["notified", "exited"]
    theirs.close()
    delivery.detach_all()
    await asyncio.sleep(0)


async def test_unread_notification_of_a_leftover_comes_before_the_end_of_the_tree() -> None:
    facts = Facts()
    delivery, theirs = await delivery_of_one(facts)
    theirs.send(b"STATUS=from a child")
    delivery.receive({"ev": "gone", "id": 1, "leftovers": 1}, [])
    assert [fact[0] for fact in facts.all] == ["notified", "gone"]
    theirs.close()
    await asyncio.sleep(0)


async def test_what_a_later_keeper_says_is_passed_over() -> None:
    facts = Facts()
    delivery, theirs = await delivery_of_one(facts)
    delivery.receive({"ev": "news", "id": 1}, [])
    theirs.send(b"READY=1")
    await until(lambda: facts.find("notified", 1))
    assert facts.count("notified") == len(facts.all) == 1
    theirs.close()
    delivery.detach_all()
    await asyncio.sleep(0)
