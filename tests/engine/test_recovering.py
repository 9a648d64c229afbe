"""Recovery through the engine: what is moved, asked, spawned and told, in which order."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

from skelly_tray.domain.cause import Outcome
from skelly_tray.domain.descriptor import (
    BUS_ID,
    BusAccess,
    BusCheck,
    ModuleDescriptor,
    ModuleId,
    ProbeRole,
    ProbeSpec,
    RestartPolicy,
    TcpCheck,
)
from skelly_tray.domain.effects import Probe
from skelly_tray.domain.events import Probed
from skelly_tray.domain.recovery.procedure_spec import Procedure, ProcedureStep, StepKind
from skelly_tray.domain.recovery.strategies import DegradedMode, RestartWithReset, SystemRestart
from skelly_tray.engine.bus_port import BusRefused
from skelly_tray.engine.ports import ProbeAnswer, ProbeTarget
from skelly_tray.engine.prober import ProbeSchedule
from skelly_tray.scopes import Scope
from tests.domain.build import needs
from tests.engine.worlds import Bench, FakeLauncher, FakeMeter, LoopClock, module

TOLD = ProbeSpec(BusCheck(), 0.5, 1.0, failure_threshold=1)
LESS = DegradedMode(("fast",), 0.25, ("/bin/less",))
SOON = RestartPolicy(backoff=0.05, backoff_max=0.05, stable_after=0.1, retry_failed_after=0.3)


def bus() -> ModuleDescriptor:
    return module("event_bus", bus=BusAccess(), startup=TOLD)


def native(name: str, **fields: Any) -> ModuleDescriptor:
    return module(
        name,
        **{"bus": BusAccess(), "startup": TOLD, "readiness": TOLD, "depends_on": (needs(BUS_ID),), **fields},
    )


def starts(bench: Bench, name: str) -> list[Any]:
    return [request for request in bench.processes.requests if request.module == name]


def speak(bench: Bench, name: str) -> None:
    bench.bus.facts.said_hello(starts(bench, name)[-1].key)
    bench.bus.facts.said_ready(starts(bench, name)[-1].key, True)


async def up(bench: Bench, *names: str) -> None:
    starting = asyncio.get_running_loop().create_task(bench.core.start_system())
    for name in names:
        await bench.until(lambda name=name: bool(starts(bench, name)))  # type: ignore[misc]
        speak(bench, name)
    await starting


def die(bench: Bench, name: str) -> None:
    incarnation = next(n for n, request in bench.processes.live.items() if request.module == name)
    bench.processes.end(incarnation, Outcome(signal=9))


async def test_the_state_is_moved_before_the_next_spawn(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("a", strategy=RestartWithReset())]) as bench:
        await bench.core.start_system()
        go_on = threading.Event()
        discard = bench.trash.discard

        def slowly(name: str) -> str | None:
            assert go_on.wait(10.0)
            return discard(name)

        bench.trash.discard = slowly  # type: ignore[method-assign]
        die(bench, "a")
        await asyncio.sleep(0.1)
        assert len(starts(bench, "a")) == 1, "its state is still being moved"
        go_on.set()
        await bench.until(lambda: len(starts(bench, "a")) == 2)
        assert bench.trash.kept == {"a": ["entry-1"]}


async def test_closing_in_the_middle_of_an_errand_starts_nothing(tmp_path: Path) -> None:
    procedure = Procedure(steps=(ProcedureStep(StepKind.WAIT, 60.0),))
    async with Bench(tmp_path, [module("a", procedure=procedure)]) as bench:
        await bench.core.start_system()
        die(bench, "a")
        await asyncio.sleep(0.1)
    assert len(starts(bench, "a")) == 1


async def test_quitting_in_the_middle_of_an_errand_is_not_held_up(tmp_path: Path) -> None:
    procedure = Procedure(steps=(ProcedureStep(StepKind.WAIT, 60.0),))
    async with Bench(tmp_path, [module("a", procedure=procedure)]) as bench:
        await bench.core.start_system()
        die(bench, "a")
        await asyncio.sleep(0.1)
        async with asyncio.timeout(5.0):
            await bench.core.stop_system(5.0)
        await asyncio.sleep(0.1)
        assert await bench.state("a") == "stopped" and len(starts(bench, "a")) == 1


async def test_in_degraded_mode_the_other_program_is_spawned(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("a", strategy=LESS, degraded=LESS, recovery=SOON)]) as bench:
        await bench.core.start_system()
        own = starts(bench, "a")[0].argv
        die(bench, "a")
        await bench.until(lambda: len(starts(bench, "a")) == 3)
        assert [request.argv for request in starts(bench, "a")] == [own, ("/bin/less",), own]


async def test_a_native_modules_mode_stands_in_its_grant_and_later_it_is_told(tmp_path: Path) -> None:
    async with Bench(tmp_path, [bus(), native("a", strategy=LESS, degraded=LESS, recovery=SOON)]) as bench:
        await up(bench, "a")
        die(bench, "a")
        await bench.until(lambda: len(starts(bench, "a")) == 2)
        speak(bench, "a")
        modes = [grant.mode["name"] for grant in bench.bus.granted if grant.module == "a"]
        assert modes == ["full", "degraded"]
        less = {"name": "degraded", "disable_features": ["fast"], "reduce_load": 0.25}
        assert dict(bench.bus.granted[-1].mode) == less
        assert starts(bench, "a")[1].argv == starts(bench, "a")[0].argv, "it is told; nothing else runs"
        await bench.until(lambda: ("a", "mode.restore", {}) in bench.bus.asked)
        key = starts(bench, "a")[-1].key
        assert [
            fields["mode"]["name"] for k, fields in bench.bus.updates if k == key and "mode" in fields
        ] == ["full"]


async def test_a_mode_that_is_refused_is_a_failed_step(tmp_path: Path) -> None:
    steps = (ProcedureStep(StepKind.START, 5.0), ProcedureStep(StepKind.DEGRADE, 5.0))
    policy = RestartPolicy(max_attempts=1, retry_failed_after=0.0)
    fields = {"procedure": Procedure(steps=steps), "degraded": LESS, "recovery": policy}
    async with Bench(tmp_path, [bus(), native("a", **fields)]) as bench:
        await up(bench, "a")
        bench.bus.answers["mode.degrade"] = BusRefused(-32000, "not now")
        die(bench, "a")
        await bench.until(lambda: len(starts(bench, "a")) == 2)
        speak(bench, "a")
        await bench.until(
            lambda: any("degrade failed: not now" in e["cause"]["text"] for e in bench.journal.entries)
        )
        assert [method for _, method, _ in bench.bus.asked].count("mode.degrade") == 1


async def test_everybody_saves_before_everything_is_restarted(tmp_path: Path) -> None:
    modules = [
        bus(),
        native("store", shutdown_timeout=0.1),
        module("app", strategy=SystemRestart(), depends_on=(needs("store"),)),
    ]
    async with Bench(tmp_path, modules) as bench:
        await up(bench, "store")
        die(bench, "app")
        await bench.until(lambda: len(starts(bench, "event_bus")) == 2)
        asked = [(name, method) for name, method, _ in bench.bus.asked]
        assert asked.index(("store", "state.save")) < asked.index(("store", "lifecycle.shutdown"))
        await bench.until(lambda: len(starts(bench, "store")) == 2)
        speak(bench, "store")
        await bench.until(lambda: len(starts(bench, "app")) == 2)


async def test_a_probe_that_is_due_takes_the_place_of_one_under_way() -> None:
    """A suspect is asked anew: an answer to an older question says less, and no question is left behind."""
    asked: list[asyncio.Event] = []
    answers: list[Probed] = []

    class Slow:
        async def check(self, target: ProbeTarget) -> ProbeAnswer:
            asked.append(asyncio.Event())
            number = len(asked)
            await asked[-1].wait()
            return ProbeAnswer(True, f"answer {number}", 0.0)

    scope = Scope(lambda name, error: None)
    schedule = ProbeSchedule(
        scope,
        Slow(),
        FakeLauncher(),
        clock=LoopClock(),
        meter=FakeMeter(),
        look=lambda: None,
        answered=answers.append,
        spent=lambda spent: None,
    )
    descriptor = module("a", liveness=ProbeSpec(TcpCheck("127.0.0.1", 1), 30.0, 5.0))
    effect = Probe(ModuleId("a"), 1, ProbeRole.LIVENESS, 0.0)
    async with asyncio.timeout(10.0):
        for number in (1, 2):
            schedule.plan(effect, descriptor)
            while len(asked) < number:
                await asyncio.sleep(0.01)
        for question in asked:
            question.set()
        while not answers:
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)
    assert [answer.message for answer in answers] == ["answer 2"] and len(scope) == 0
    await scope.close()


async def test_a_native_module_that_refuses_its_mode_is_shown_and_left_as_it_is(tmp_path: Path) -> None:
    policy = RestartPolicy(retry_failed_after=0.2)
    fields = {"strategy": LESS, "degraded": LESS, "recovery": policy}
    async with Bench(tmp_path, [bus(), native("a", **fields)]) as bench:
        await up(bench, "a")
        bench.bus.answers["mode.restore"] = BusRefused(-32601, "unknown")
        die(bench, "a")
        await bench.until(lambda: len(starts(bench, "a")) == 2)
        speak(bench, "a")

        def refused() -> bool:
            issues = bench.core.publisher.snapshot().modules["a"].issues
            return any(i.id == "a.mode_refused" and "mode.restore" in i.message for i in issues)

        await bench.until(refused)
        assert len(starts(bench, "a")) == 2
        speak_of = [e for e in bench.journal.entries if (e.get("detail") or {}).get("mode") == "refused"]
        assert len(speak_of) == 1
