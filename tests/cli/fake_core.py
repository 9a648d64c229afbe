"""A core that only remembers what it was asked, behind the real control methods and the real server."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from skelly_tray.app.control import Control, Hooks
from skelly_tray.config.edits import Edit
from skelly_tray.config.home import Home
from skelly_tray.config.texts import Texts
from skelly_tray.domain.status import (
    HealthStatus,
    Issue,
    ModuleState,
    ModuleStatus,
    OrchestratorStatus,
    Severity,
    SystemHealth,
    SystemStatus,
)
from skelly_tray.rpc.connection import Handler
from skelly_tray.rpc.errors import ErrorCode, RpcError
from skelly_tray.rpc.listener import open_listener
from skelly_tray.rpc.server import Server
from tests.rpc.serving import Scope

WEB = ModuleStatus(
    name="Web server",
    state=ModuleState.RUNNING,
    desired="up",
    health=HealthStatus.HEALTHY,
    ready=True,
    pid=4711,
    uptime_s=7300.0,
    cpu_percent=2.14,
    memory_mb=38.2,
    dependants=["worker"],
    response_time_ms=1.25,
    url="http://127.0.0.1:8420/",
)
WORKER = ModuleStatus(
    name="worker",
    state=ModuleState.BACKOFF,
    desired="up",
    health=HealthStatus.UNKNOWN,
    ready=False,
    reason="exit 1",
    retry_in_s=11.2,
    attempts=2,
    restarts=3,
    depends_on=["web"],
)
SYSTEM = SystemHealth(
    status=SystemStatus.DEGRADED,
    reason="worker is in backoff",
    failing_modules=["worker"],
    uptime_s=7301.0,
    orchestrator=OrchestratorStatus(pid=os.getpid(), keeper_pid=4242, version="0"),
    modules={"web": WEB, "worker": WORKER},
    issues=[Issue("disk", Severity.WARNING, "The disk is full", "Free some space.")],
)
ENTRY = {
    "seq": 7,
    "time": "2026-01-01T00:00:00Z",
    "module": "worker",
    "kind": "state_changed",
    "from": "running",
    "to": "backoff",
    "cause": {"kind": "exit", "seq": 6, "text": "exit 1"},
    "incarnation": 3,
    "detail": None,
}
REPORT = {
    "ok": True,
    "timed_out": False,
    "modules": {"web": {"ok": True, "text": "started (pid 4711)"}},
    "also": {"worker": "stopped first, it depends on web"},
}
GRAPH = {
    "nodes": [
        {"id": "web", "name": "Web server", "wave": 0, "state": "running", "health": "healthy"},
        {"id": "worker", "name": 'a "worker"', "wave": 1, "state": "backoff", "health": "unknown"},
    ],
    "edges": [
        {"from": "worker", "to": "web", "condition": "healthy", "required": False, "on_restart": "restart"}
    ],
}
WHY = {
    "module": "worker",
    "sentence": "worker stopped by itself (exit 1).",
    "chain": ["web was restarted", ENTRY],
    "exit": "exit 1 after 3 s",
    "last_probe": None,
    "log": [{"time": "2026-01-01T00:00:00.000Z", "stream": "err", "text": "no \x1b[31mmodel\x1b[0m"}],
    "config_change": None,
    "next": "next try in 12 s",
}


class FakeCore:
    """Answers as told; `acted`, `posted` and `asked` tell what came. more: further methods, or other ones."""

    def __init__(self) -> None:
        self.health = SYSTEM
        self.secrets: Any = None
        self.report: dict[str, Any] = dict(REPORT)
        self.answers: dict[str, Any] = {"events": [ENTRY], "graph": GRAPH, "why": WHY}
        self.acted: list[tuple[dict[str, Any], bool, float | None]] = []
        self.posted: list[dict[str, Any]] = []
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.watching: list[Callable[[SystemHealth], None]] = []
        self.reading: list[Callable[[Sequence[Mapping[str, Any]]], None]] = []
        self.on_quit: Callable[[], None] = lambda: None
        self.changed: list[tuple[str, str]] = []
        self.more: Mapping[str, Handler] = {}

    async def get_system_health(self) -> SystemHealth:
        return self.health

    async def act(self, intent: Mapping[str, Any], *, wait: bool, timeout: float | None) -> dict[str, Any]:
        self.acted.append((dict(intent), wait, timeout))
        if timeout is not None and timeout < 0.01:
            raise RpcError(ErrorCode.TIMED_OUT, "too late")
        return self.report

    def post(self, intent: Mapping[str, Any]) -> None:
        self.posted.append(dict(intent))
        if intent["do"] == "quit":
            self.on_quit()

    async def change_config(self, edit: Edit, *, by: str, why: str, on_trial: bool = True) -> dict[str, Any]:
        self.changed.append((by, why))
        return {"errors": [], "warnings": [], "revision": None, "changed": [], "restarts": [], "trial_s": 0.0}

    def texts_in_effect(self) -> Texts:
        return Texts()

    async def query(self, name: str, params: Mapping[str, Any]) -> Any:
        self.asked.append((name, dict(params)))
        return self.answers.get(name)

    def subscribe(self, callback: Callable[[SystemHealth], None]) -> Callable[[], None]:
        self.watching.append(callback)
        return lambda: self.watching.remove(callback)

    def subscribe_journal(
        self, callback: Callable[[Sequence[Mapping[str, Any]]], None]
    ) -> Callable[[], None]:
        self.reading.append(callback)
        return lambda: self.reading.remove(callback)

    def becomes(self, **changes: Any) -> None:
        """A new snapshot, published."""
        self.health = replace(self.health, **changes)
        for callback in list(self.watching):
            callback(self.health)


def home_of(root: Path) -> Home:
    return Home(root / "config", root / "state", root / "logs", root / "run")


@contextmanager
def running(root: Path, core: FakeCore, hooks: Hooks | None = None) -> Iterator[None]:
    """The core served in a thread of its own, for commands run as processes."""
    up, problems = threading.Event(), []

    def live() -> None:
        try:
            asyncio.run(_serve(root, core, hooks, up, ends))
        except BaseException as problem:
            problems.append(problem)
            raise
        finally:
            up.set()

    ends: list[Callable[[], None]] = []
    thread = threading.Thread(target=live)
    thread.start()
    assert up.wait(20) and not problems
    try:
        yield
    finally:
        for end in ends:
            end()
        thread.join(20)
        assert not thread.is_alive()


async def _serve(
    root: Path, core: FakeCore, hooks: Hooks | None, up: threading.Event, ends: list[Callable[[], None]]
) -> None:
    loop, over, scope = asyncio.get_running_loop(), asyncio.Event(), Scope()
    ends.append(lambda: None if loop.is_closed() else loop.call_soon_threadsafe(over.set))
    core.on_quit = over.set
    server = Server({**Control(core, home_of(root), hooks).methods(), **core.more}, start=scope.start)
    await server.open(open_listener(home_of(root).run, "control"))
    up.set()
    await over.wait()
    await server.close()
    await scope.end()
