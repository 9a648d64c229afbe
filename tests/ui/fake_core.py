"""A core that plays a part: rich snapshots, made-up samples, and a record of what it was asked."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from skelly_tray.domain.mode import degraded_reason
from skelly_tray.domain.status import (
    HealthStatus,
    ModuleState,
    ModuleStatus,
    OrchestratorStatus,
    SystemHealth,
    SystemResources,
    SystemStatus,
)
from tests.ui.fake_system import graph_answer, totals

DAY, HOUR = 86_400.0, 3600.0

TOML = """name = "AI analysis"
command = ["python3", "-m", "companion.ai", "--model", "$STATE/model.bin"]
depends_on = ["storage", { module = "capture", condition = "started", required = false }]
startup_timeout = "30s"

[probes.readiness]
kind = "http"
url = "http://127.0.0.1:8126/ready"
interval = "5s"

[limits]
max_cpu_percent = 50.0
max_memory_mb = 200
"""


def ago(seconds: float) -> str:
    return (datetime.now(UTC) - timedelta(seconds=seconds)).isoformat()


def running(name: str, **changes: Any) -> ModuleStatus:
    """A healthy module, changed as told."""
    base = ModuleStatus(
        name=name,
        state=ModuleState.RUNNING,
        desired="up",
        health=HealthStatus.HEALTHY,
        ready=True,
        pid=4711,
        since=ago(2 * HOUR),
        uptime_s=2 * HOUR,
        response_time_ms=1.2,
    )
    return replace(base, **changes)


def calm_modules() -> dict[str, ModuleStatus]:
    return {
        "event_bus": running(
            "Event bus", pid=4702, cpu_percent=0.4, memory_mb=21, uptime_s=3 * DAY + 2 * HOUR
        ),
        "storage": running(
            "Storage",
            pid=4711,
            cpu_percent=2.1,
            memory_mb=38.4,
            restarts=1,
            depends_on=["event_bus"],
            dependants=["analysis", "ai"],
            children=2,
            limits={
                "max_cpu_percent": {
                    "value": 20,
                    "rung": "freeze",
                    "strength": "soft",
                    "exceeded": True,
                    "used": 19.8,
                    "held": True,
                    "why": "its processes are stopped and continued in turn: right on average over some seconds",
                    "actions": ["alert", "throttle", "restart"],
                    "action": "throttle",
                },
                "max_memory_mb": {
                    "value": 64,
                    "rung": "cgroup_v2",
                    "strength": "hard",
                    "exceeded": False,
                    "used": 38.4,
                    "held": True,
                    "why": "",
                    "actions": ["alert", "throttle", "restart"],
                    "action": None,
                },
                "max_threads": {
                    "value": 32,
                    "rung": "advisory",
                    "strength": "none",
                    "exceeded": False,
                    "used": 8,
                    "held": False,
                    "why": "nothing here can hold it: this needs control groups",
                    "actions": [],
                    "action": None,
                },
            },
        ),
        "capture": running("Data capture", pid=4719, cpu_percent=1.0, memory_mb=44, uptime_s=3 * DAY),
        "analysis": running("Analysis", pid=4733, cpu_percent=12.4, memory_mb=91, uptime_s=HOUR * 2.2),
        "ai": running("AI companion", pid=4740, cpu_percent=0.0, memory_mb=120, depends_on=["storage"]),
        "web": running("Web server", pid=4741, cpu_percent=0.2, memory_mb=14.2, url="http://127.0.0.1:8123/"),
        "figurine": running("Cute figurine", pid=4750, cpu_percent=0.8, memory_mb=51),
        "backup": running("Nightly backup", pid=4760, cpu_percent=0.0, memory_mb=9.1),
    }


def troubled_modules() -> dict[str, ModuleStatus]:
    """Eight modules in as many states."""
    modules = calm_modules()
    modules["analysis"] = replace(
        modules["analysis"],
        health=HealthStatus.DEGRADED,
        reason="slow answers: 2.4 s on average over the last minute",
    )
    modules["ai"] = ModuleStatus(
        name="AI companion",
        state=ModuleState.FAILED,
        desired="up",
        health=HealthStatus.UNKNOWN,
        ready=False,
        since=ago(8),
        restarts=2,
        attempts=3,
        retry_in_s=12,
        reason='exit 1, "no model at /home/me/.local/model.bin"',
        reason_kind="recovery",
        depends_on=["storage"],
    )
    modules["web"] = ModuleStatus(
        name="Web server",
        state=ModuleState.BACKOFF,
        desired="up",
        health=HealthStatus.UNKNOWN,
        ready=False,
        since=ago(3),
        restarts=4,
        attempts=1,
        retry_in_s=7.4,
        reason="port 8123 is in use by another program",
    )
    modules["figurine"] = replace(
        modules["figurine"],
        state=ModuleState.STOPPED,
        desired="down",
        health=HealthStatus.UNKNOWN,
        ready=False,
        pid=None,
        uptime_s=None,
        since=ago(4 * HOUR),
        reason="stopped by you",
        reason_kind="user",
    )
    modules["backup"] = replace(
        modules["backup"],
        state=ModuleState.WAITING,
        health=HealthStatus.UNKNOWN,
        ready=False,
        pid=None,
        uptime_s=None,
        waiting_on=["ai"],
        depends_on=["ai"],
    )
    modules["capture"] = replace(
        modules["capture"], state=ModuleState.STARTING, health=HealthStatus.UNKNOWN, ready=False, uptime_s=4
    )
    return modules


def recovering_modules() -> dict[str, ModuleStatus]:
    """One in degraded mode, one that a procedure is at work on, and one that was given up."""
    modules = calm_modules()
    why = "after killed by SIGKILL after 11.9 s"
    modules["web"] = replace(
        modules["web"],
        health=HealthStatus.DEGRADED,
        reason=degraded_reason(why),
        strategy="degraded_mode",
        mode={"name": "degraded", "source": "recovery", "why": why, "since": ago(720), "retry_in_s": 214.0},
    )
    modules["analysis"] = replace(
        modules["analysis"],
        state=ModuleState.BACKOFF,
        health=HealthStatus.UNKNOWN,
        ready=False,
        pid=None,
        uptime_s=None,
        since=ago(6),
        reason="being recovered, 2 of 3: run repair-index",
        reason_kind="recovery",
    )
    modules["ai"] = troubled_modules()["ai"]
    return modules


def trash_of(module: str) -> list[dict[str, Any]]:
    """Three states of a module in the trash, newest first."""
    return [
        {"module": module, "name": f"2026-11-{day:02}T14-02-07.667Z", "time": ago(seconds), "mb": mb}
        for day, seconds, mb in ((26, 12 * 60.0, 38.4), (25, 26 * HOUR, 31.0), (12, 14 * DAY, 0.2))
    ]


def snapshot(
    status: SystemStatus = SystemStatus.HEALTHY,
    modules: Mapping[str, ModuleStatus] | None = None,
    **changes: Any,
) -> SystemHealth:
    made = SystemHealth(
        status=status,
        uptime_s=3 * DAY + 2 * HOUR,
        orchestrator=OrchestratorStatus(
            pid=4700, keeper_pid=4701, version="0.1.0", cpu_percent=0.4, memory_mb=48
        ),
        resources=SystemResources(total_cpu_percent=16.9, total_memory_mb=389),
        modules=dict(calm_modules() if modules is None else modules),
    )
    return replace(made, **changes)


def troubled() -> SystemHealth:
    return snapshot(SystemStatus.CRITICAL, troubled_modules(), reason="ai failed", failing_modules=["ai"])


class FakeCore:
    """Answers at once. `posted` and `asked` record; `answers` overrides; `errors` makes a query fail."""

    def __init__(self, first: SystemHealth | None = None) -> None:
        self.snapshot = first
        self.posted: list[dict[str, Any]] = []
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.answers: dict[str, Any] = {"config.get": {"value": None}}
        self.errors: dict[str, str] = {}
        self.trash: list[dict[str, Any]] = []
        self._callbacks: list[Callable[[SystemHealth], None]] = []
        self._readers: list[Callable[[Sequence[Mapping[str, Any]]], None]] = []

    def post(self, intent: Mapping[str, Any]) -> None:
        self.posted.append(dict(intent))

    def subscribe(self, callback: Callable[[SystemHealth], None]) -> Callable[[], None]:
        self._callbacks.append(callback)
        if self.snapshot is not None:
            callback(self.snapshot)
        return lambda: self._callbacks.remove(callback)

    def subscribe_journal(
        self, callback: Callable[[Sequence[Mapping[str, Any]]], None]
    ) -> Callable[[], None]:
        self._readers.append(callback)
        return lambda: self._readers.remove(callback) if callback in self._readers else None

    def tell(self, module: str | None, kind: str, to: str | None = None, **more: Any) -> None:
        """A journal entry of this moment; what is neither `cause`, `text` nor `origin` becomes its detail."""
        cause = {"kind": more.pop("cause", "recovery"), "text": more.pop("text", "so"), "seq": None}
        origin = more.pop("origin", None)
        entry = {
            "time": ago(0), "module": module, "kind": kind, "from": origin, "to": to, "cause": cause, "detail": more
        }  # fmt: skip
        for reader in list(self._readers):
            reader([entry])

    def publish(self, newest: SystemHealth) -> None:
        self.snapshot = newest
        for callback in list(self._callbacks):
            callback(newest)

    def change(self, module_id: str, **changes: Any) -> None:
        """Publish the same snapshot with one module changed."""
        assert self.snapshot is not None
        modules = dict(self.snapshot.modules)
        modules[module_id] = replace(modules[module_id], **changes)
        self.publish(replace(self.snapshot, modules=modules))

    def query(
        self,
        name: str,
        params: Mapping[str, Any],
        on_result: Callable[[Any], None],
        on_error: Callable[[str], None],
    ) -> None:
        self.asked.append((name, dict(params)))
        if name in self.errors:
            on_error(self.errors[name])
            return
        answer = self.answers.get(name)
        if answer is None:
            answer = getattr(self, f"_answer_{name.replace('.', '_')}")(params)
        on_result(answer)

    def names_asked(self) -> list[str]:
        return [name for name, _ in self.asked]

    def _answer_samples(self, params: Mapping[str, Any]) -> dict[str, Any]:
        wanted = (
            [params["module"]] if "module" in params else list(self.snapshot.modules if self.snapshot else ())
        )
        made = made_up_samples if float(params["seconds"]) <= 600 else made_up_past
        if wanted == ["system"]:
            return {"system": totals(float(params["seconds"]))}
        return {module_id: made(module_id, float(params["seconds"])) for module_id in wanted}

    def _answer_graph(self, params: Mapping[str, Any]) -> dict[str, Any]:
        return graph_answer(self.snapshot.modules if self.snapshot else {})

    def _answer_impact(self, params: Mapping[str, Any]) -> dict[str, Any]:
        return {"also": {}}

    def _answer_logs(self, params: Mapping[str, Any]) -> list[dict[str, str]]:
        texts = [
            ("sys", "started (pid 4740)"),
            ("out", "companion 2.3.1, reading configuration"),
            ("out", "storage answered in 1.2 ms"),
            ("err", "warning: no GPU, this will be slow"),
            ("out", "loading model"),
            ("err", "error: no model at /home/me/.local/model.bin"),
            ("sys", "exited with 1"),
        ]
        return [
            {"time": ago(60 - index), "stream": stream, "text": text}
            for index, (stream, text) in enumerate(texts)
        ]

    def _answer_why(self, params: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "module": params["module"],
            "sentence": 'AI companion stopped by itself 8 s ago: exit 1, "no model at /home/me/.local/model.bin".',
            "chain": [
                {"time": ago(70), "text": "you changed its configuration"},
                {"time": ago(62), "text": "it was restarted for that change"},
                {"time": ago(8), "text": "it exited with 1 for the third time, and recovery gave up for now"},
            ],
            "exit": {"time": ago(8), "text": "exit code 1 after 52 s"},
            "last_probe": {"time": ago(11), "text": "GET http://127.0.0.1:8126/ready: connection refused"},
            "log": self._answer_logs({}),
            "config_change": {"time": ago(70), "text": "command: --model $STATE/old.bin → $STATE/model.bin"},
            "next": "It is tried once more in 12 s.",
        }

    def _answer_simulate(self, params: Mapping[str, Any]) -> dict[str, Any]:
        return simulation(str(params["module"]))

    def _answer_trash_list(self, params: Mapping[str, Any]) -> dict[str, Any]:
        module = params.get("module")
        return {"entries": [entry for entry in self.trash if module in (None, entry["module"])]}

    def _answer_trash_restore(self, params: Mapping[str, Any]) -> dict[str, Any]:
        return {"ok": True, "text": "its state was brought back from the trash", "entry": params["entry"]}

    def _answer_config_text(self, params: Mapping[str, Any]) -> dict[str, Any]:
        return {"path": "/home/me/.config/skelly-tray/modules/ai.toml", "text": TOML, "errors": []}

    def _answer_config_update(self, params: Mapping[str, Any]) -> dict[str, Any]:
        return {"errors": []}


def made_up_samples(module_id: str, seconds: float) -> dict[str, list[float | None]]:
    """One sample a second with a little life in it, the same every time it is asked for the same moment."""
    end = math.floor(time.time())
    times = [float(moment) for moment in range(end - int(seconds) + 1, end + 1)]
    seed = sum(map(ord, module_id))
    level = 1 + seed % 13
    cpu = [
        max(
            0.0,
            level * (0.6 + 0.25 * math.sin(moment / 37 + seed) + 0.12 * math.sin(moment * 1.7 + seed))
            + (9 if (int(moment) + seed) % 47 < 3 else 0),
        )
        for moment in times
    ]
    memory = [
        20 + level * 4 + 6 * math.sin(moment / 190 + seed) + ((moment + seed) % 90) / 30 for moment in times
    ]
    age = [end - moment for moment in times]
    health: list[float | None] = [3 if 250 < old < 262 else 2 if 262 <= old < 290 else 1 for old in age]
    response: list[float | None] = [
        None if 250 < old < 262 else 1.2 + 0.5 * math.sin(moment / 7) + (7 if 262 <= old < 290 else 0)
        for moment, old in zip(times, age, strict=True)
    ]
    if module_id == "analysis":
        health[-45:] = [2] * len(health[-45:])
        response[-45:] = [2400 + 90 * math.sin(moment / 3) for moment in times[-45:]]
    return {
        "time": list(times), "cpu_percent": list(cpu), "memory_mb": list(memory), "health": health,
        "response_ms": response,
    }  # fmt: skip


def simulation(module: str) -> dict[str, Any]:
    """Two courses of a failure of the storage, as the core tells them."""

    def happening(after: float, who: str, what: str, text: str) -> dict[str, Any]:
        return {"after": after, "module": who, "what": what, "text": text}

    killed = "killed by SIGKILL after 2 h"
    died = [
        happening(0.0, module, "stopping", killed),
        happening(0.0, module, "backoff", "its state is being moved to the trash"),
        happening(0.0, module, "recovery", "its state is in the trash"),
        happening(0.0, module, "starting", "its state is in the trash"),
    ]
    again = [
        happening(1.1 * 2**n + delay, module, what, text)
        for n in range(3)
        for delay, what, text in (
            (0.0, "starting", "its state is in the trash"),
            (0.1, "stopping", "killed by SIGKILL after 0 ms"),
            (0.1, "backoff", f"killed by SIGKILL after 0 ms; next try in {2**n}.0 s"),
        )
    ]
    gave_up = "given up after 3 restarts: killed by SIGKILL after 0 ms"
    end = [
        happening(4.6, module, "failed", gave_up),
        happening(4.6, module, "recovery", gave_up),
        happening(4.6, "ai", "stopping", f"{module} is failed"),
        happening(4.7, "ai", "waiting", f"waits for {module} (failed)"),
    ]
    back = [
        happening(0.2, module, "running", "alive; no probe"),
        happening(0.4, "ai", "running", "alive; no probe"),
    ]
    return {
        "module": module,
        "strategy": "restart_with_reset",
        "running": True,
        "comes_back": {
            "timeline": [*died, happening(0.0, "ai", "starting", f"{module} was restarted"), *back],
            "touched": {module: "restarted", "ai": "restarted"},
            "kept": ["analysis", "web"],
            "took": 0.592,
        },
        "stays_down": {
            "timeline": [*died, *again, *end],
            "touched": {module: "given up after 3 restarts", "ai": f"stopped: {module} is failed"},
            "kept": ["web"],
            "took": 4.7,
        },
    }


def made_up_past(module_id: str, seconds: float) -> dict[str, Any]:
    """720 points of a longer past, with the least and the most of each and what happened meanwhile."""
    end, step, seed = time.time(), seconds / 720, sum(map(ord, module_id))
    times = [end - seconds + step * (index + 1) for index in range(720)]
    level, day = 1 + seed % 13, 2 * math.pi / min(seconds, DAY)
    work = [0.5 + 0.5 * math.sin(moment * day + seed) for moment in times]
    cpu: list[float | None] = [
        level * (0.4 + 0.7 * busy + 0.1 * math.sin(i * 1.7)) for i, busy in enumerate(work)
    ]
    memory: list[float | None] = [20 + level * 4 + (i % 240) / 12 + 3 * busy for i, busy in enumerate(work)]
    health: list[float | None] = [
        3.0 if 410 < i < 416 else 2.0 if 416 <= i < 430 else 1.0 for i in range(720)
    ]
    response: list[float | None] = [
        1.2 + 0.5 * busy + (7 if 416 <= i < 430 else 0) for i, busy in enumerate(work)
    ]
    for gap in range(520, 560):
        cpu[gap] = memory[gap] = health[gap] = response[gap] = None
    answer: dict[str, Any] = {
        "time": times, "cpu_percent": cpu, "memory_mb": memory, "health": health, "response_ms": response,
        "marks": made_up_marks(end, seconds),
    }  # fmt: skip
    for name, values, spread in (("cpu_percent", cpu, 0.45), ("memory_mb", memory, 0.05)):
        answer[f"{name}_min"] = [None if v is None else v * (1 - spread) for v in values]
        answer[f"{name}_max"] = [
            None if v is None else v * (1 + spread * (1 + (i * 7 % 13) / 9)) for i, v in enumerate(values)
        ]
    return answer


def made_up_marks(end: float, seconds: float) -> list[dict[str, Any]]:
    told = [
        (0.06, "config", "its configuration changed: --model $STATE/model.bin"),
        (0.31, "limit", "memory was over 64 MB for 10 s"),
        (0.33, "limit", "memory is below 64 MB again"),
        (0.565, "restart", "restart 1 of 3: exit 1 after 52 s"),
        (0.57, "restart", "restart 2 of 3: exit 1 after 7 s"),
        (0.6, "failure", "given up after 3 restarts: exit 1 after 6 ms"),
        (0.72, "system", "the machine slept for 42 min"),
        (0.78, "restart", "restarted at once: killed by SIGKILL after 3 h"),
        (0.9, "mode", "degraded mode: features disabled after 3 failures"),
    ]
    return [
        {"seq": index, "time": end - seconds * (1 - share), "module": "ai", "kind": kind, "text": text}
        for index, (share, kind, text) in enumerate(told, 1)
    ]
