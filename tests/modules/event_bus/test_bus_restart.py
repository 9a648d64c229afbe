"""The bus is killed and started again: what was acknowledged was taken, and who was away gets what it missed."""

from __future__ import annotations

import contextlib
import threading
from typing import Any

from tests.modules.event_bus.bus_process import BusProcess, Message, Peer, RefusedError


def test_a_publisher_that_is_back_first_waits_for_its_subscriber(bus: BusProcess) -> None:
    web, db = bus.module("web"), bus.module("db", answerer=lambda method, params: Peer.LATER)
    db.ask("subscribe", topics=["web.>"], delivery="reliable")
    web.begin("publish", topic="web.a", payload="unanswered")
    db.request("event")
    bus.kill()
    assert web.is_closed() and db.is_closed()
    bus.start()
    web = bus.back("web")
    number = web.begin("publish", topic="web.a", payload="unanswered")
    web.ask("bus.ping")
    db = bus.back("db", ready=False)
    db.ask("subscribe", topics=["web.>"], delivery="reliable")
    db.ask("ready")
    assert db.request("event")["params"]["payload"] == "unanswered"
    assert web.answer(number) == {"delivered": 1}


class Storage(threading.Thread):
    """Takes events and remembers them, across buses, until it is told to end."""

    def __init__(self, bus: BusProcess) -> None:
        super().__init__()
        self.taken: list[int] = []
        self.is_over = threading.Event()
        self._bus = bus

    def run(self) -> None:
        while not self.is_over.is_set():
            with contextlib.suppress(OSError, RefusedError, ValueError):
                self._live()

    def _live(self) -> None:
        peer = Peer(self._bus.path, self._take)
        try:
            peer.sock.settimeout(0.2)
            peer.ask("hello", module="db", token="token-of-db", protocol=1)
            peer.ask("subscribe", topics=["web.>"], delivery="reliable")
            peer.ask("ready")
            while not self.is_over.is_set():
                with contextlib.suppress(TimeoutError):
                    peer.hear()
        finally:
            peer.close()

    def _take(self, method: str, params: Message) -> Any:
        self.taken.append(params["payload"])
        return {}


class Publisher:
    """Publishes numbers one after the other, each until it is acknowledged."""

    def __init__(self, bus: BusProcess) -> None:
        self.acknowledged: list[int] = []
        self._bus = bus
        self._peer: Peer | None = None

    def publish(self, number: int) -> None:
        while True:
            try:
                if self._peer is None:
                    self._peer = self._bus.back("web")
                if self._peer.ask("publish", topic="web.a", payload=number)["delivered"] == 1:
                    self.acknowledged.append(number)
                return
            except (OSError, RefusedError):
                if self._peer is not None:
                    self._peer.close()
                self._peer = None


def test_killed_again_and_again_under_load_it_loses_nothing_that_was_acknowledged(bus: BusProcess) -> None:
    bus.grant("web"), bus.grant("db")
    storage, publisher = Storage(bus), Publisher(bus)
    bus.module("db").ask("subscribe", topics=["web.>"], delivery="reliable")
    bus.revoke("db")
    bus.grant("db")
    storage.start()
    restarts = threading.Thread(target=lambda: [restart(bus) for _ in range(4)])
    restarts.start()
    try:
        number = 0
        while restarts.is_alive() or number < 200:
            publisher.publish(number)
            number += 1
        publisher.publish(number)
    finally:
        restarts.join()
        storage.is_over.set()
        storage.join()
    assert set(publisher.acknowledged) <= set(storage.taken)
    assert publisher.acknowledged == list(range(number + 1)), "each was acknowledged, in the end"
    assert bus.admin.ask("bus.dead_letters") == []


def restart(bus: BusProcess) -> None:
    bus.kill()
    bus.start()


def test_a_file_of_subscriptions_that_cannot_be_read_costs_the_subscriptions_alone(bus: BusProcess) -> None:
    bus.kill()
    (bus.state / "subscriptions.json").write_text("{ half")
    bus.start()
    web = bus.module("web")
    assert web.ask("publish", topic="web.a", payload=1) == {"delivered": 0}
    assert "cannot be read" in bus.said()
    web.ask("subscribe", topics=["a"], delivery="reliable")
    assert "web" in (bus.state / "subscriptions.json").read_text()


def test_a_folder_that_cannot_be_written_is_an_issue_of_its_health(bus: BusProcess) -> None:
    web = bus.module("web")
    bus.state.rename(bus.folder / "moved")
    web.ask("subscribe", topics=["a"], delivery="reliable")
    report = bus.admin.ask("health.check")
    assert report["status"] == "degraded" and "cannot be kept" in report["issues"][0]
