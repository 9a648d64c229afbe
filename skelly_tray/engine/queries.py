"""Questions about the system: the same answers for the window, the tray and the control socket. All JSON-able."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from typing import Any, Protocol

from skelly_tray.config.editing import config_text
from skelly_tray.config.home import Home
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.explanation import explain, how_it_came, trouble_behind, what_next
from skelly_tray.domain.module import Module, state_of
from skelly_tray.domain.recovery.history import recovery_history
from skelly_tray.domain.simulation import Course, simulate_failure
from skelly_tray.domain.status import HealthStatus
from skelly_tray.domain.story import after, config_change_before
from skelly_tray.domain.system import System
from skelly_tray.engine.actions import impact, intent_of
from skelly_tray.engine.history import History
from skelly_tray.engine.journal import RECENT, Journal
from skelly_tray.engine.ports import Clock

Params = Mapping[str, Any]


class ReadLog(Protocol):
    """The newest lines of a log, oldest first: each its time, stream and text. Blocks on the disk."""

    def __call__(
        self, module: str, count: int, /, *, since: str = "", until: str = "", grep: str = ""
    ) -> list[dict[str, str]]:
        """since, until, grep: empty for all. Raises ValueError for what is no time or no pattern, and OSError."""


LINES_OF_STORY = 10
LINES_SINCE = 24
"""Of what has happened since: a recovery procedure fits in."""
NOTHING_FOLLOWS = {"comes_back": asdict(Course()), "stays_down": asdict(Course())}
"""The failure of a module whose file cannot be used."""


class Queries:
    """`answer` dispatches by name; KeyError for an unknown one."""

    def __init__(
        self,
        *,
        home: Home,
        clock: Clock,
        system: Callable[[], System],
        journal: Journal,
        history: History,
        read_log: ReadLog,
        last_words: Callable[[str], str | None],
    ) -> None:
        self._home = home
        self._clock = clock
        self._system = system
        self._journal = journal
        self._history = history
        self._read_log = read_log
        self._last_words = last_words
        self._handlers: dict[str, Callable[[Params], Awaitable[Any]]] = {
            "config.text": self._config_text,
            "events": self._events,
            "graph": self._graph,
            "impact": self._impact,
            "logs": self._logs,
            "samples": self._samples,
            "simulate": self._simulate,
            "why": self._why,
        }

    async def answer(self, name: str, params: Params) -> Any:
        return await self._handlers[name](params)

    async def _events(self, params: Params) -> Any:
        return self._journal.recent(int(params.get("count", 50)), params.get("module"))

    async def _logs(self, params: Params) -> Any:
        """Raises ValueError for a time or a pattern that is none."""
        chosen = {name: str(params[name]) for name in ("since", "until", "grep") if name in params}
        count = int(params.get("count", 100))
        return await asyncio.to_thread(self._read_log, str(params["module"]), count, **chosen)

    async def _samples(self, params: Params) -> Any:
        module = params.get("module")
        return await self._history.samples(
            None if module is None else str(module), float(params.get("seconds", 600.0))
        )

    async def _config_text(self, params: Params) -> Any:
        return await asyncio.to_thread(config_text, self._home, str(params["module"]))

    async def _impact(self, params: Params) -> Any:
        do, modules, everything = intent_of(params)
        system = self._system()
        return {"also": impact(system, do, tuple(system.modules) if everything else modules)}

    async def _simulate(self, params: Params) -> Any:
        """In a thread: a large system takes a while, and the value cannot change under it."""
        module, now = ModuleId(str(params["module"])), self._clock.monotonic()
        system = self._system()
        if module not in system.modules:
            return {"module": module, "strategy": "restart", "running": False, **NOTHING_FOLLOWS}
        return asdict(await asyncio.to_thread(simulate_failure, system, module, now))

    async def _graph(self, params: Params) -> Any:
        system = self._system()
        nodes = [_node(system, m) for m in system.modules.values()]
        nodes += [
            {"id": m, "name": m, "wave": None, "state": "invalid", "health": "unknown"}
            for m in system.invalid
        ]
        edges = [
            {
                "from": module.id,
                "to": edge.module,
                "condition": str(edge.condition),
                "required": edge.required,
                "on_restart": str(edge.on_restart),
            }
            for module in system.modules.values()
            for edge in module.descriptor.depends_on
        ]
        return {"nodes": nodes, "edges": edges}

    async def _why(self, params: Params) -> Any:
        module_id = str(params["module"])
        system, entries = self._system(), self._journal.recent(RECENT)
        module = system.modules.get(ModuleId(module_id))
        trouble, now = trouble_behind(entries, module_id, module), self._clock.monotonic()
        log = await asyncio.to_thread(self._read_log, module_id, LINES_OF_STORY)
        story: dict[str, Any] = {
            "module": module_id,
            "sentence": explain(system, module_id, entries, trouble, self._last_words(module_id), now),
            "chain": how_it_came(system, module_id, entries, trouble),
            "since_then": after(entries, trouble)[-LINES_SINCE:] if trouble else [],
            "exit": trouble["detail"].get("exit") if trouble and trouble.get("module") == module_id else None,
            "last_probe": _last_probe(module),
            "log": log,
            "config_change": config_change_before(entries, module_id, trouble["seq"]) if trouble else None,
            "next": what_next(module, now),
            "history": [asdict(incident) for incident in recovery_history(entries, module_id)],
        }
        return story


def _node(system: System, module: Module) -> dict[str, Any]:
    run = module.run
    return {
        "id": module.id,
        "name": module.descriptor.name,
        "wave": system.graph.rank.get(module.id),
        "state": str(state_of(module.phase)),
        "health": str(run.health if run else HealthStatus.UNKNOWN),
    }


def _last_probe(module: Module | None) -> dict[str, Any] | None:
    run = module.run if module else None
    if run is None or run.last_probe is None:
        return None
    probe = run.last_probe
    return {"role": str(probe.role), "passed": probe.passed, "message": probe.message}
