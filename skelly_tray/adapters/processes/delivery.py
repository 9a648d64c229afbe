"""What the keeper says of processes, passed on as facts; their streams to the sink, their datagrams read.

Facts that arrive with a claim are held back until the caller of `open` has seen the table they refer to.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from skelly_tray.adapters.processes.messages import outcome
from skelly_tray.adapters.processes.notifications import NotifyReaders
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.engine.ports import OutputSink, ProcessFacts
from skelly_tray.keeper import wire
from skelly_tray.keeper.wire import Message

_HOPS_BEFORE_FACTS = 5
# Turns of the loop in which `open` returns to its caller, also through a `wait_for` or two.


class Delivery:
    """One claim's worth of facts; holds everything back until `release_soon`."""

    def __init__(self, loop: asyncio.AbstractEventLoop, sink: OutputSink, facts: ProcessFacts) -> None:
        self._loop = loop
        self._sink = sink
        self._facts = facts
        self._notify = NotifyReaders(loop, self._notified)
        self._attached: set[int] = set()
        self._held: list[Message] | None = []
        self.members: dict[int, frozenset[int]] = {}
        """The last answer to `members`: strays by incarnation."""

    def receive(self, message: Message, fds: list[int]) -> None:
        """One frame. Streams are attached at once, so that nothing waits for whoever reads them."""
        if message["ev"] == "streams":
            self._attach(message, fds)
        elif self._held is not None:
            self._held.append(message)
        else:
            self._deliver(message)

    def release_soon(self, hops: int = _HOPS_BEFORE_FACTS) -> None:
        """Deliver what was held, once the caller of `open` has had its turn."""
        if hops > 0:
            self._loop.call_soon(self.release_soon, hops - 1)
            return
        held, self._held = self._held or [], None
        for message in held:
            self._deliver(message)

    def detach_all(self) -> None:
        """The connection is over: nothing more will be said of any of them."""
        for incarnation in list(self._attached):
            self._detach(incarnation)
        self.members = {}

    def _deliver(self, message: Message) -> None:
        match message["ev"]:
            case "spawned":
                key, pid = wire.text(message, "key"), wire.integer(message, "pid")
                self._facts.spawned(key, wire.integer(message, "id"), pid, wire.number(message, "at"))
            case "spawn_failed":
                self._spawn_failed(message)
            case "exited":
                incarnation = wire.integer(message, "id")
                self._notify.read(incarnation)  # what it said before it ended comes before its end
                self._facts.exited(incarnation, outcome(message), wire.number(message, "at"))
            case "gone":
                incarnation = wire.integer(message, "id")
                self._detach(incarnation)
                self._facts.gone(incarnation, wire.integer(message, "leftovers"))
            case "notified":
                self._facts.notified(wire.integer(message, "id"), wire.text_map(message, "fields"))
            case "members":
                self._note_members(message)
            case "lost":
                self._facts.keeper_lost()
            case _:
                return  # a later keeper may say more than we know

    def _spawn_failed(self, message: Message) -> None:
        known = message.get("id")
        self._facts.spawn_failed(
            wire.text(message, "key"),
            known if isinstance(known, int) else None,
            wire.text(message, "stage"),
            wire.text(message, "error"),
        )

    def _attach(self, message: Message, fds: list[int]) -> None:
        streams = dict(zip(wire.texts(message, "names"), fds, strict=True))
        incarnation = wire.integer(message, "id")
        notify = streams.pop("notify", None)
        if notify is not None:
            self._notify.add(incarnation, notify)
        backlog = message.get("backlog")
        assert isinstance(backlog, list)
        lines = [(float(wall), str(stream), str(text)) for wall, stream, text in backlog]
        self._sink.attach(ModuleId(wire.text(message, "module")), incarnation, streams, lines)
        self._attached.add(incarnation)
        if not streams:
            self._detach(incarnation)

    def _detach(self, incarnation: int) -> None:
        self._notify.remove(incarnation)
        if incarnation in self._attached:
            self._attached.discard(incarnation)
            self._sink.detach(incarnation)

    def _note_members(self, message: Message) -> None:
        trees = message.get("trees")
        if isinstance(trees, dict):
            self.members = {int(key): frozenset(pids) for key, pids in trees.items()}

    def _notified(self, incarnation: int, fields: Mapping[str, str]) -> None:
        self.receive({"ev": "notified", "id": incarnation, "fields": dict(fields)}, [])
