"""A made-up dependency graph, and systems of many modules, for the pages of the system and the graph."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from skelly_tray.domain.status import (
    HealthCost,
    HealthStatus,
    Issue,
    ModuleState,
    ModuleStatus,
    OrchestratorStatus,
    Severity,
    SystemHealth,
    SystemResources,
    SystemStatus,
)

DEMO_EDGES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("event_bus", "storage", {"on_restart": "restart"}),
    ("event_bus", "capture", {"condition": "started"}),
    ("storage", "analysis", {"on_restart": "restart"}),
    ("capture", "analysis", {"required": False}),
    ("storage", "ai", {"condition": "healthy", "on_restart": "stop"}),
    ("analysis", "ai", {"required": False}),
    ("ai", "backup", {"condition": "completed"}),
    ("event_bus", "backup", {}),
)
"""(what is needed, what needs it, how) of the eight modules of `calm_modules`."""

KINDS = (
    "Sensor reader", "Feed parser", "Mail fetcher", "Indexer", "Thumbnail maker", "Speech to text", "Translator",
    "Calendar sync", "Web server", "Report writer", "Chart drawer", "Alert relay", "Backup",
)  # fmt: skip


def graph_answer(modules: Mapping[str, ModuleStatus]) -> dict[str, Any]:
    """What the core answers to `graph`: from `depends_on`, and of the well-known eight with all kinds of edges."""
    told = [
        {"from": module, "to": on, "condition": "ready", "required": True, "on_restart": "keep", **how}
        for on, module, how in DEMO_EDGES
        if on in modules and module in modules
    ]
    if len(modules) != 8:
        told = []
    unusable = {module for module, status in modules.items() if status.state is ModuleState.INVALID}
    told = [edge for edge in told if edge["from"] not in unusable]
    known = {(edge["to"], edge["from"]) for edge in told}
    told += [
        {"from": module, "to": on, "condition": "ready", "required": True, "on_restart": "keep"}
        for module, status in modules.items()
        for on in status.depends_on
        if on in modules and (on, module) not in known
    ]
    waves: dict[str, int] = {}

    def wave(module: str) -> int:
        if module not in waves:
            waves[module] = 1 + max((wave(e["to"]) for e in told if e["from"] == module), default=-1)
        return waves[module]

    nodes = [
        {
            "id": module,
            "name": status.name,
            "wave": None if status.state is ModuleState.INVALID else wave(module),
            "state": str(status.state),
            "health": str(status.health),
        }
        for module, status in modules.items()
    ]
    return {"nodes": nodes, "edges": told}


def many_modules(count: int) -> dict[str, ModuleStatus]:
    """A bus, storages, and layers of modules that need one or two of those before; a few are not well."""
    made: dict[str, ModuleStatus] = {}
    names = ["event_bus", "storage", *(f"m{number:03}" for number in range(count - 2))]
    for number, module in enumerate(names):
        kind = KINDS[number % len(KINDS)]
        title = {"event_bus": "Event bus", "storage": "Storage"}.get(
            module, f"{kind} {number // len(KINDS) + 1}"
        )
        needs: list[str] = []
        if number == 1:
            needs = ["event_bus"]
        elif number > 1 and number % 7:
            first = names[(number * 5) % min(number, 2 + number // 3)]
            second = names[(number * 3) % min(number, 2 + number // 4)]
            needs = sorted({first, second} if number % 3 == 0 else {first})
        state, health, reason = ModuleState.RUNNING, HealthStatus.HEALTHY, ""
        if number % 17 == 9:
            health, reason = HealthStatus.DEGRADED, "slow answers: 2.4 s on average over the last minute"
        if number % 23 == 12:
            state, health, reason = ModuleState.FAILED, HealthStatus.UNKNOWN, "exit 1 after 52 s"
        made[module] = ModuleStatus(
            name=title, state=state, desired="up", health=health, ready=state is ModuleState.RUNNING,
            reason=reason, depends_on=needs, cpu_percent=number % 5 / 2, memory_mb=20.0 + number % 50,
            uptime_s=7200.0,
        )  # fmt: skip
    return made


def circular_modules(modules: Mapping[str, ModuleStatus]) -> dict[str, ModuleStatus]:
    """The same, of which three need each other in a circle, and a fourth has a file that cannot be read."""
    made = dict(modules)
    path = "ai needs analysis needs backup needs ai"
    for module in ("ai", "analysis", "backup"):
        text = f"modules/{module}.toml: depends_on: a cycle cannot be started: {path}"
        made[module] = invalid(made[module], module, text)
    made["web"] = invalid(
        made["web"], "web", 'modules/web.toml: comand: unknown key; did you mean "command"?'
    )
    return made


def invalid(module: ModuleStatus, module_id: str, text: str) -> ModuleStatus:
    issue = Issue(
        f"{module_id}.invalid", Severity.ERROR, f"The file of {module_id} cannot be used", text, module_id,
        data={"errors": [text]},
    )  # fmt: skip
    return replace(
        module, state=ModuleState.INVALID, health=HealthStatus.UNKNOWN, ready=False, pid=None, uptime_s=None,
        reason=text, reason_kind="config", depends_on=[], issues=[issue],
    )  # fmt: skip


def totals(seconds: float) -> dict[str, Any]:
    """The answer to `samples` of the module `system`: a point a second, or 720 of a longer span."""
    end = math.floor(time.time())
    step = max(1.0, seconds / 720)
    count = int(seconds / step)
    times = [end - step * (count - 1 - index) for index in range(count)]
    turn = 2 * math.pi / seconds
    cpu = [16 + 6 * math.sin(t * turn * 3) + 2 * math.sin(t / step / 9) for t in times]
    memory = [380 + 40 * math.sin(t * turn) + index % 90 / 8 for index, t in enumerate(times)]
    answer: dict[str, Any] = {
        "time": times,
        "cpu_percent": cpu,
        "memory_mb": memory,
        "own_cpu_percent": [0.5 + 0.2 * math.sin(t / step / 5) for t in times],
        "own_memory_mb": [48.0 + index % 50 / 100 for index in range(count)],
        "disk_usage_mb": [210.0 + 20 * index / count for index in range(count)],
        "network_kbps": [120 + 100 * math.sin(t / step / 13) ** 8 * 4 for t in times],
        "marks": [
            {"seq": 1, "time": end - seconds * 0.4, "module": None, "kind": "system",
             "text": "the machine slept for 42 min"},
        ],
    }  # fmt: skip
    if seconds > 600:
        for name in ("cpu_percent", "memory_mb"):
            answer[f"{name}_min"] = [value * 0.7 for value in answer[name]]
            answer[f"{name}_max"] = [value * 1.3 for value in answer[name]]
    return answer


def troubled_system() -> SystemHealth:
    """Eight modules in as many states, with the issues that go with them, one of the system itself, and our cost."""
    from tests.ui.fake_core import ago, snapshot, troubled_modules

    told = [
        ("ai.failed", Severity.CRITICAL, "ai has failed",
         'exit 1, "no model at /home/me/.local/model.bin"; it will be tried once more later', "ai", 8),
        ("web.backoff", Severity.WARNING, "web waits for its next try",
         "port 8123 is in use by another program; attempt 1 of 3 follows", "web", 3),
        ("analysis.degraded", Severity.WARNING, "analysis is degraded",
         "slow answers: 2.4 s on average over the last minute", "analysis", 300),
        ("history", Severity.WARNING, "The history is not kept",
         "the disk is full; free some space, and it goes on by itself", None, 7200),
    ]  # fmt: skip
    found = [
        Issue(key, severity, title, message, module, ago(age))
        for key, severity, title, message, module, age in told
    ]
    core = OrchestratorStatus(
        pid=4700, keeper_pid=4701, version="0.1.0", cpu_percent=0.4, memory_mb=48,
        health_checks=HealthCost(42.0, 0.1),
    )  # fmt: skip
    resources = SystemResources(16.9, 389, 214.0, 120.0)
    return snapshot(
        SystemStatus.CRITICAL, troubled_modules(), issues=found, orchestrator=core, resources=resources
    )


def varied_samples(modules: Iterable[str], params: Mapping[str, Any]) -> dict[str, Any]:
    """An answer to `samples` in which every module has had other days: some a bad hour, a few a new configuration."""
    seconds = float(params["seconds"])
    if params.get("module") == "system":
        return {"system": totals(seconds)}
    wanted = [str(params["module"])] if "module" in params else list(modules)
    return {module: _varied(module, seconds) for module in wanted}


def _varied(module: str, seconds: float) -> dict[str, Any]:
    end, seed = math.floor(time.time()), sum(ord(letter) * (at + 7) for at, letter in enumerate(module))
    span = max(seconds, 600.0)  # what is asked for each second is the end of ten minutes
    step = max(1.0, span / 300)
    times = [end - step * back for back in range(int(seconds / step), -1, -1)]
    begins = end - span * (0.1 + seed % 83 / 100)
    troubled, worse = seed % 3 == 0, seed % 6 == 0

    def health(at: float) -> int | None:
        if seed % 11 == 4 and at < end - span * 0.6:
            return None
        since = (at - begins) / span
        if not troubled or not 0 <= since < 0.06 or seconds < 600:
            return 1
        return 3 if worse and since > 0.02 else 2

    told = []
    if troubled and seconds >= 600:
        told.append((begins + 0.06 * span, "restart", "restarted at once: its liveness probe missed 3 times"))
    if worse and seconds >= 600:
        told.append((begins + 0.045 * span, "failure", "killed by SIGKILL after 3 h"))
    if seed % 7 == 1 and seconds >= 600:
        told.append((end - span * 0.37, "config", "its configuration changed: --threads 2 → 4"))
    return {
        "time": times,
        "cpu_percent": [2.0] * len(times),
        "memory_mb": [40.0] * len(times),
        "health": [health(at) for at in times],
        "response_ms": [1.2] * len(times),
        "marks": [
            {"seq": number, "time": at, "module": module, "kind": kind, "text": text}
            for number, (at, kind, text) in enumerate(told)
        ],
    }
