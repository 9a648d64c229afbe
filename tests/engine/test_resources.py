"""Limits through the engine, over fakes: what samples lead to, what the limiter is asked, what modules are told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.domain.cause import Cause, CauseKind, Outcome
from skelly_tray.domain.descriptor import BUS_ID, BusAccess, ModuleDescriptor, ModuleId
from skelly_tray.domain.events import Event, LimitCleared, LimitExceeded, Squeezed
from skelly_tray.domain.module import Module
from skelly_tray.domain.orchestrator_config import OrchestratorConfig
from skelly_tray.domain.phase import Run, Running
from skelly_tray.domain.resource_limits import Holding, LimitAction, LimitKind, ResourceLimits
from skelly_tray.domain.system import Shutdown, System
from skelly_tray.engine.bus_port import BusRefused
from skelly_tray.engine.holding import Holders
from skelly_tray.engine.ports import SpawnRecord
from skelly_tray.engine.resources import Resources
from skelly_tray.telemetry.sample import Sample
from tests.engine.worlds import Bench, FakeLimiter, FakeMeter, module

ALERT, THROTTLE, DEGRADE, RESTART, STOP = LimitAction
CPU, MEMORY, FILES, THREADS = LimitKind
WEB = ModuleId("web")
QUICK = OrchestratorConfig(
    parallel_startup=True, module_start_delay=0.0, sample_interval=0.01, resource_check_interval=0.02
)


class Looks:
    """Resources in virtual time, looking at one module once a second."""

    def __init__(self, limits: ResourceLimits, interval: float = 10.0, **fields: Any) -> None:
        config = OrchestratorConfig(resource_check_interval=interval, throttle_threshold=90.0)
        descriptor = module("web", limits=limits, **fields)
        run = Run(1, 0.0, 30.0, incarnation=7, pid=1, ready=True, was_ready=True)
        self.system = System(config, {WEB: Module(descriptor, phase=Running(0.0, run))})
        self.limiter, self.meter = FakeLimiter(), FakeMeter()
        self.events: list[tuple[float, Event]] = []
        self.holders = holders = Holders(self.limiter, lambda: self.system, lambda: self.now)
        self.resources = Resources(holders, self.meter, lambda: self.system, self._post)
        self.now = 0.0
        self.resources.look({}, 0.0)

    def _post(self, event: Event) -> None:
        self.events.append((self.now, event))

    def go(self, seconds: int, **figures: Any) -> list[tuple[float, Event]]:
        """Let time pass with these figures; what has been found so far."""
        for _ in range(seconds):
            self.now += 1.0
            self.resources.look({WEB: Sample(**figures)}, self.now)
        return self.events


def test_a_time_in_which_nobody_looked_is_no_time_over_the_limit() -> None:
    looks = Looks(ResourceLimits(max_memory_mb=100.0, actions=(RESTART,), sustained=10.0), interval=1.0)
    looks.go(2, memory_mb=150.0)
    looks.now += 2520.0  # the supervisor was stopped
    looks.go(8, memory_mb=150.0)
    assert looks.events == []
    looks.go(4, memory_mb=150.0)
    assert [type(event) for _, event in looks.events] == [LimitExceeded]


def test_mean_cpu_since_the_last_look_counts_and_not_its_peaks() -> None:
    looks = Looks(ResourceLimits(max_cpu_percent=50.0, sustained=10.0), interval=10.0)
    for _ in range(10):
        looks.go(1, cpu_percent=90.0)
        looks.go(2, cpu_percent=5.0)
    assert looks.events == [], "33 % on average"
    looks.go(20, cpu_percent=90.0)
    ((_, event),) = looks.events
    assert isinstance(event, LimitExceeded) and event.kind is CPU and event.value == pytest.approx(90.0)


def test_far_from_its_limit_a_module_is_looked_at_only_every_interval() -> None:
    looks = Looks(ResourceLimits(max_memory_mb=100.0, sustained=1.0, actions=(THROTTLE,)), interval=10.0)
    asked: list[float] = []
    looks.limiter.kills = lambda incarnation: asked.append(looks.now) or 0  # type: ignore[method-assign, func-returns-value]
    looks.go(50, memory_mb=50.0)
    assert asked == [10.0, 20.0, 30.0, 40.0, 50.0]
    looks.go(5, memory_mb=95.0)
    assert asked[5:] == [51.0, 52.0, 53.0, 54.0, 55.0], "near it, as often as its time needs"


def test_a_time_shorter_than_the_interval_is_honoured() -> None:
    looks = Looks(ResourceLimits(max_memory_mb=100.0, sustained=3.0), interval=60.0)
    looks.go(5, memory_mb=50.0)
    looks.go(10, memory_mb=150.0)
    ((at, event),) = looks.events
    assert isinstance(event, LimitExceeded) and 8.0 <= at <= 11.0


def test_a_time_longer_than_the_interval_is_honoured_to_the_tick() -> None:
    looks = Looks(ResourceLimits(max_memory_mb=100.0, sustained=25.0), interval=10.0)
    looks.go(60, memory_mb=150.0)
    ((at, _),) = looks.events
    assert at == 35.0, "first seen at 10 s"


def test_every_kind_of_limit_is_looked_at() -> None:
    looks = Looks(ResourceLimits(50.0, 100.0, 20, 10, sustained=1.0), interval=1.0)
    looks.go(5, cpu_percent=60.0, memory_mb=101.0, file_handles=21, threads=11)
    assert [e.kind for _, e in looks.events if isinstance(e, LimitExceeded)] == [CPU, MEMORY, FILES, THREADS]
    looks.events.clear()
    looks.go(5, cpu_percent=1.0, memory_mb=1.0, file_handles=1, threads=1)
    assert [e.kind for _, e in looks.events if isinstance(e, LimitCleared)] == [CPU, MEMORY, FILES, THREADS]


def test_a_kill_at_the_memory_limit_is_a_crossing_at_once() -> None:
    looks = Looks(ResourceLimits(max_memory_mb=100.0, actions=(THROTTLE,), sustained=60.0), interval=5.0)
    looks.go(5, memory_mb=50.0)
    looks.limiter.killed[7] = 2
    looks.go(5, memory_mb=50.0)
    ((at, event),) = looks.events
    assert at == 10.0 and isinstance(event, LimitExceeded) and event.kills == 2 and event.step == 1


def test_a_kill_that_a_look_saw_first_is_still_behind_the_exit_that_follows() -> None:
    looks = Looks(ResourceLimits(max_memory_mb=100.0, actions=(THROTTLE,)), interval=1.0)
    looks.limiter.killed[7] = 1
    looks.go(2, memory_mb=50.0)
    assert looks.holders.kills_behind_exit(7) == 1
    looks.go(5, memory_mb=50.0)
    assert looks.holders.kills_behind_exit(7) == 0, "long ago, of another process of it"
    looks.limiter.killed[7] = 3
    assert looks.holders.kills_behind_exit(7) == 2


def test_a_new_incarnation_starts_from_nothing() -> None:
    looks = Looks(ResourceLimits(max_memory_mb=100.0, sustained=10.0), interval=1.0)
    looks.go(9, memory_mb=150.0)
    known = looks.system.modules[WEB]
    fresh = Run(2, 9.0, 30.0, incarnation=8, pid=2)
    looks.system = System(looks.system.config, {WEB: Module(known.descriptor, phase=Running(9.0, fresh))})
    looks.go(9, memory_mb=150.0)
    assert looks.events == []
    looks.go(5, memory_mb=150.0)
    assert len(looks.events) == 1


def test_a_limit_that_is_exceeded_is_looked_at_until_it_is_cleared() -> None:
    looks = Looks(ResourceLimits(max_memory_mb=100.0, sustained=3.0), interval=60.0)
    looks.go(10, memory_mb=150.0)
    looks.go(10, memory_mb=10.0)
    (_, (at, event)) = looks.events
    assert isinstance(event, LimitCleared) and 13.0 <= at <= 16.0


def test_other_limits_for_the_same_process_start_from_nothing() -> None:
    looks = Looks(ResourceLimits(max_memory_mb=100.0, sustained=5.0), interval=1.0)
    looks.go(10, memory_mb=150.0)
    assert len(looks.events) == 1
    known = looks.system.modules[WEB]
    other = replace(known.descriptor, limits=ResourceLimits(max_memory_mb=120.0, sustained=5.0))
    looks.system = replace(looks.system, modules={WEB: replace(known, descriptor=other)})
    looks.go(10, memory_mb=150.0)
    assert [e.step for _, e in looks.events if isinstance(e, LimitExceeded)] == [1, 1]


def test_the_machine_is_looked_at_every_interval_and_nobody_pays_while_all_is_stopped() -> None:
    looks = Looks(ResourceLimits(), interval=10.0)
    looks.meter.machine = (99.0, 10.0)
    looks.system = replace(looks.system, shutdown=Shutdown(0.0, 100.0, Cause(CauseKind.USER, "stop")))
    looks.go(40, cpu_percent=80.0)
    assert looks.meter.weighed == 5, "at the first tick, and every 10 s from there"
    assert looks.events == []
    looks.system = replace(looks.system, shutdown=None)
    looks.go(20, cpu_percent=80.0)
    ((at, event),) = looks.events
    assert at == 60.0 and isinstance(event, Squeezed) and event.percent == pytest.approx(40.0)


def test_figures_of_the_group_that_holds_a_module_go_before_the_sum() -> None:
    looks = Looks(ResourceLimits(max_memory_mb=100.0, actions=(THROTTLE,)))
    looks.limiter.usage[7] = 33.0
    samples = {WEB: Sample(memory_mb=44.0), ModuleId("other"): Sample(memory_mb=1.0)}
    better = looks.resources.corrected(samples)
    assert better[WEB].memory_mb == 33.0 and better[ModuleId("other")].memory_mb == 1.0


async def test_an_alert_reaches_the_module_the_bus_and_the_journal(tmp_path: Path) -> None:
    limits = ResourceLimits(max_memory_mb=5.0, sustained=0.05)
    modules = [module(BUS_ID), module("web", limits=limits, bus=BusAccess())]
    async with Bench(tmp_path, modules, QUICK) as bench:
        bench.bus.answers["resource.alert"] = BusRefused("no such method", -32601)
        await bench.core.start_system()
        await bench.until(lambda: any(topic == "resource.alert" for topic, _ in bench.bus.published))
        await bench.until(lambda: any(method == "resource.alert" for _, method, _ in bench.bus.asked))
        asked = [a for a in bench.bus.asked if a[1] == "resource.alert"]
        assert asked == [("web", "resource.alert", {"limit": "max_memory_mb", "value": 10.0, "max": 5.0})]
        (payload,) = [p for topic, p in bench.bus.published if topic == "resource.alert"]
        assert (payload["module"], payload["limit"], payload["value"], payload["max"]) == (
            "web", "max_memory_mb", 10.0, 5.0,
        )  # fmt: skip
        row = (await bench.core.get_system_health()).modules["web"]
        assert row.limits["max_memory_mb"]["exceeded"] and row.limits["max_memory_mb"]["rung"] == "advisory"


def throttled_web(**fields: Any) -> ModuleDescriptor:
    limits = ResourceLimits(max_cpu_percent=20.0, max_memory_mb=200.0, actions=(THROTTLE,), sustained=0.05)
    return module("web", limits=limits, **fields)


async def test_the_limiter_hears_of_every_launch_and_holds_it(tmp_path: Path) -> None:
    async with Bench(tmp_path, [throttled_web()], QUICK) as bench:
        await bench.core.start_system()
        (incarnation,) = bench.processes.live
        key = bench.processes.requests[0].key
        assert bench.limiter.calls[:5] == [
            ("settled",),
            ("dress", key, "web"),
            ("spawned", key, incarnation, 1000 + incarnation),
            ("hold", incarnation, MEMORY, 200.0),
            ("hold", incarnation, CPU, 20.0),
        ]
        shown = (await bench.core.get_system_health()).modules["web"].limits["max_cpu_percent"]
        assert (shown["rung"], shown["strength"], shown["held"]) == ("cgroup_v1", "hard", True)
        bench.processes.end(incarnation, Outcome(code=1))
        await bench.until(lambda: ("gone", incarnation) in bench.limiter.calls)
    assert bench.limiter.calls[-1] == ("close", False)


async def test_a_kill_by_the_system_is_told_as_the_cause_of_the_exit(tmp_path: Path) -> None:
    async with Bench(tmp_path, [throttled_web()], QUICK) as bench:
        await bench.core.start_system()
        (incarnation,) = bench.processes.live
        bench.limiter.killed[incarnation] = 1
        bench.processes.end(incarnation, Outcome(signal=9))
        await bench.until(lambda: len(bench.processes.requests) == 2)
        why = await bench.core.query("why", {"module": "web"})
        assert "killed at its memory limit of 200 MB" in why["sentence"]


async def test_an_adopted_module_is_known_to_the_limiter_before_it_is_held_again(tmp_path: Path) -> None:
    note = {
        "started": True,
        "ready": True,
        "was_ready": True,
        "squeeze": {"percent": 7.0, "since": 1.0, "why": "x"},
    }
    bench = Bench(tmp_path, [throttled_web()], QUICK)
    bench.processes.table = [SpawnRecord("k", WEB, 50, 1050, 1.0, "one", json.dumps(note).encode())]
    async with bench:
        await bench.core.start_system()
        assert bench.limiter.calls[:2] == [("settled",), ("adopt", 50, "web")]
        assert bench.limiter.values == {(50, CPU): 7.0, (50, MEMORY): 200.0}
        assert (await bench.core.get_system_health()).modules["web"].throttled is not None


async def test_a_launch_that_fails_and_a_lost_keeper_leave_nothing_behind(tmp_path: Path) -> None:
    async with Bench(tmp_path, [throttled_web(), module("db")], QUICK) as bench:
        await bench.core.start_system()
        first = set(bench.processes.live)
        bench.processes.facts.keeper_lost()
        await bench.until(lambda: first <= {call[1] for call in bench.limiter.calls if call[0] == "gone"})
        await bench.until(lambda: len(bench.processes.requests) == 4)
        bench.processes.spawn = lambda request: bench.processes.facts.spawn_failed(  # type: ignore[method-assign]
            request.key, None, "exec", "no such file"
        )
        await bench.core.act({"do": "restart", "modules": ["db"]}, wait=False, timeout=5)
        await bench.until(lambda: any(call[0] == "failed" for call in bench.limiter.calls))
        failed = next(call[1] for call in bench.limiter.calls if call[0] == "failed")
        assert ("dress", failed, "db") in bench.limiter.calls


async def test_of_a_spawn_that_is_gone_already_nothing_is_held(tmp_path: Path) -> None:
    bench = Bench(tmp_path, [throttled_web(enabled=False)], QUICK)
    dead = {"outcome": Outcome(code=1), "exited_at": 2.0}
    bench.processes.table = [
        SpawnRecord("k1", WEB, 50, 1050, 1.0, "one", gone=True, **dead),  # type: ignore[arg-type]
        SpawnRecord("k2", WEB, 51, 1051, 1.0, "one", gone=False, **dead),  # type: ignore[arg-type]
    ]
    async with bench:
        assert [call for call in bench.limiter.calls if call[0] == "adopt"] == [("adopt", 51, "web")]


async def test_probes_of_a_throttled_module_may_take_longer(tmp_path: Path) -> None:
    from skelly_tray.domain.descriptor import HttpCheck, ProbeSpec

    spec = ProbeSpec(HttpCheck("http://x/"), 0.02, 1.0)
    modules = [throttled_web(liveness=spec), module("free", liveness=spec)]
    async with Bench(tmp_path, modules, QUICK) as bench:
        await bench.core.start_system()
        await bench.until(lambda: {t.module for t in bench.prober.targets} == {"web", "free"})
        timeouts = {t.module: t.timeout for t in bench.prober.targets}
        assert timeouts == {"web": 5.0, "free": 1.0}


async def test_a_busy_machine_throttles_the_least_important_and_gives_back(tmp_path: Path) -> None:
    modules = [module("low", importance=10), module("high", importance=90), module("vital", importance=100)]
    async with Bench(tmp_path, modules, QUICK) as bench:
        bench.meter.samples = dict.fromkeys(("low", "high", "vital"), Sample(cpu_percent=40.0))
        await bench.core.start_system()
        by_name = {str(request.module): i for i, request in bench.processes.live.items()}
        bench.meter.machine = (97.0, 20.0)
        await bench.until(lambda: len(bench.limiter.values) == 2)
        held = {i for i, kind in bench.limiter.values if kind is CPU}
        assert held == {by_name["low"], by_name["high"]}
        first = next(call for call in bench.limiter.calls if call[0] == "hold")
        assert first[1] == by_name["low"] and first[3] == pytest.approx(20.0, abs=4)
        bench.meter.machine = (50.0, 20.0)
        await bench.until(lambda: not bench.limiter.values)
        lifted = [call[1] for call in bench.limiter.calls if call[0] == "hold" and call[3] is None]
        assert lifted == [by_name["high"], by_name["low"]], "in the reverse order"
        told = [e for e in bench.journal.entries if "throttled" in e["detail"]]
        assert told[0]["kind"] == "system" and "97 %" in told[0]["cause"]["text"]


async def test_the_threshold_and_the_interval_are_those_of_the_configuration(tmp_path: Path) -> None:
    config = OrchestratorConfig(
        parallel_startup=True, module_start_delay=0.0, sample_interval=0.01, throttle_threshold=98.0,
        resource_check_interval=0.02,
    )  # fmt: skip
    async with Bench(tmp_path, [module("web")], config) as bench:
        bench.meter.samples = {"web": Sample(cpu_percent=40.0)}
        bench.meter.machine = (97.0, 20.0)
        await bench.core.start_system()
        await bench.until(lambda: bench.meter.weighed > 5)
        assert bench.limiter.values == {}
        bench.meter.machine = (99.0, 20.0)
        await bench.until(lambda: bool(bench.limiter.values))


async def test_a_limiter_that_holds_nothing_is_never_shown_as_if(tmp_path: Path) -> None:
    bench = Bench(tmp_path, [throttled_web()], QUICK)
    bench.limiter.holding = Holding("advisory", "none", "nothing here can hold it")
    async with bench:
        await bench.core.start_system()
        for limit in (await bench.core.get_system_health()).modules["web"].limits.values():
            assert (limit["rung"], limit["strength"], limit["held"]) == ("advisory", "none", False)
            assert limit["why"] == "nothing here can hold it"
