"""The bus put together: every part, and what one part needs to know of another."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from skelly_tray.modules.event_bus.admin_methods import AdminMethods, Door, admission
from skelly_tray.modules.event_bus.breaker import Breaker, Circuit
from skelly_tray.modules.event_bus.dead_letters import DeadLetter, DeadLetters
from skelly_tray.modules.event_bus.durable_file import DurableFile
from skelly_tray.modules.event_bus.grants import GrantBook
from skelly_tray.modules.event_bus.health import health_report
from skelly_tray.modules.event_bus.metrics import Counters
from skelly_tray.modules.event_bus.module_methods import greeting, methods_of_all, methods_of_modules
from skelly_tray.modules.event_bus.orchestrator import Orchestrator
from skelly_tray.modules.event_bus.publishing import Publishing
from skelly_tray.modules.event_bus.reliable_queue import Dead
from skelly_tray.modules.event_bus.requests import Requests
from skelly_tray.modules.event_bus.session import Session
from skelly_tray.modules.event_bus.sessions import Sessions
from skelly_tray.modules.event_bus.settings import Settings
from skelly_tray.modules.event_bus.subscribing import Subscribing
from skelly_tray.modules.event_bus.subscriptions import Subscriptions
from skelly_tray.modules.event_bus.waking import Waking
from skelly_tray.rpc.connection import Connection, Method
from skelly_tray.rpc.params import count, flag, only

_TOLD_EVERY = 1.0
"""Seconds between two notes of dead letters of one module."""


class Bus:
    """Everything but the sockets. Made on the loop that it runs on."""

    def __init__(self, settings: Settings, folder: Path | None, door: Door, secret: str) -> None:
        self.settings = settings
        self.counters = Counters(asyncio.get_running_loop().time())
        self.orchestrator = Orchestrator()
        self.dead_letters = DeadLetters(settings)
        self._loop = asyncio.get_running_loop()
        self._breakers: dict[str, Breaker] = {}
        self._told: dict[str, float] = {}
        self._grants = GrantBook()
        self.waking = Waking(settings, self.orchestrator, self.counters, self._grants.has_module)
        self._file = DurableFile(folder)
        self.subscriptions = Subscriptions(self, self._file)
        own = {"dead_letters": self._dead_letters}
        self._requests = Requests(self, own)
        self.sessions = Sessions(
            self._grants,
            self.orchestrator,
            on_hello=self._came,
            on_ready=self._ready,
            on_end=self._left,
        )
        self._door = door
        self._secret = secret

    # ---- methods for the two listeners

    def module_methods(self) -> tuple[Mapping[str, Method], Mapping[str, Method]]:
        """(before hello, after it)"""
        return greeting(self.sessions), methods_of_modules(self.sessions, self._shared())

    def admin_methods(self) -> tuple[Mapping[str, Method], Mapping[str, Method]]:
        admin = AdminMethods(self._grants, self.sessions, self.subscriptions, self.waking, self._door)
        methods = {
            **self._shared(),
            **admin.methods(),
            "health.check": self._health,
            "bus.dead_letters": lambda params, connection: self._dead_letters(params),
        }
        before = admission(self._secret, self.orchestrator, self.subscriptions.session_ended)
        return before, methods

    def _shared(self) -> Mapping[str, Method]:
        publishing = Publishing(self.subscriptions, self.waking, self.counters)
        return methods_of_all(publishing, self._requests, Subscribing(self.subscriptions, self.waking))

    def _health(self, params: dict[str, Any], connection: Connection) -> Any:
        only(params)
        return health_report(self)

    def _dead_letters(self, params: dict[str, Any]) -> Any:
        only(params, "count", "payloads")
        return self.dead_letters.newest(count(params, "count", 50), flag(params, "payloads", False))

    # ---- what the parts need of each other

    def breaker(self, module: str) -> Breaker:
        return self._breakers.setdefault(module, Breaker())

    def open_circuits(self) -> list[tuple[str, Breaker]]:
        return [(name, b) for name, b in sorted(self._breakers.items()) if b.state is not Circuit.CLOSED]

    def circuit_changed(self, module: str, circuit: Circuit | None) -> None:
        if circuit is not None:
            reason = self.breaker(module).reason
            self.orchestrator.tell("bus.breaker", {"module": module, "state": circuit, "reason": reason})

    @property
    def durable_problem(self) -> str | None:
        """Why reliable subscriptions would not survive the end of this process."""
        return self._file.problem

    def queued(self) -> int:
        """Messages that wait, for whatever reason."""
        streams = sum(session.connection.out.waiting[0] for session in self.sessions)
        return self.subscriptions.queued() + self.waking.queued() + streams

    def dropped(self) -> int:
        """Messages that slow subscribers, or ones that did not come, have lost."""
        return self.counters.dropped + sum(session.connection.out.dropped for session in self.sessions)

    def session_of(self, module: str) -> Session | None:
        return self.sessions.of_module(module)

    def is_known(self, module: str) -> bool:
        return self._grants.has_module(module)

    def bury(self, module: str, dead: Dead) -> None:
        message = dead.delivery.message
        reason = f"quarantined: {dead.reason}" if dead.poison else dead.reason
        self.counters.quarantined += dead.poison
        self.dead_letters.add(
            DeadLetter(
                message.topic,
                message.source,
                message.time,
                module,
                reason,
                dead.delivery.attempts,
                message.payload,
            )
        )
        now = self._loop.time()
        if now - self._told.get(module, -_TOLD_EVERY) >= _TOLD_EVERY:
            self._told[module] = now
            told = {"module": module, "topic": message.topic, "reason": reason}
            self.orchestrator.tell("bus.dead_lettered", {**told, "total": self.dead_letters.total})

    def _came(self, session: Session) -> None:
        self.circuit_changed(session.module, self.breaker(session.module).came_back())
        self._requests.release(session, ready=session.grant.was_ready)

    def _left(self, session: Session, blame: bool) -> None:
        self.counters.dropped += session.connection.out.dropped
        self.subscriptions.session_ended(session, blame)

    def _ready(self, session: Session) -> None:
        self.subscriptions.session_ready(session)
        self.waking.ready(session.module)
        self._requests.release(session, ready=True)
