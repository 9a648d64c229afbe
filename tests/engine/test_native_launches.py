"""Native modules in the engine: tokens and grants, notes that outlive us, polite ends, demand, what is published."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.domain.descriptor import BUS_ID, BusAccess, BusCheck, ModuleDescriptor, ModuleId, ProbeSpec
from skelly_tray.engine.bus_port import BusRefused, BusSilent, BusUnavailable
from skelly_tray.engine.check_cost import CheckCost, Metered
from skelly_tray.engine.ports import SpawnRecord
from tests.domain.build import needs
from tests.engine.worlds import Bench, module

TOLD = ProbeSpec(BusCheck(), 0.5, 1.0, failure_threshold=1)
ALIVE = ProbeSpec(BusCheck(), 60.0, 1.0)


def bus() -> ModuleDescriptor:
    return module("event_bus", bus=BusAccess(), startup=TOLD)


def native(name: str, **fields: Any) -> ModuleDescriptor:
    fields = {"bus": BusAccess(), "startup": TOLD, "readiness": TOLD, "liveness": ALIVE, **fields}
    return module(name, depends_on=(needs(BUS_ID),), **fields)


async def up(bench: Bench, *names: str) -> None:
    """Start the system; the modules say hello and ready as soon as they are there."""
    starting = asyncio.get_running_loop().create_task(bench.core.start_system())
    for name in names:
        await bench.until(lambda name=name: any(r.module == name for r in bench.processes.requests))  # type: ignore[misc]
        speak(bench, name)
    await starting


def request_of(bench: Bench, name: str) -> Any:
    return next(r for r in reversed(bench.processes.requests) if r.module == name)


def speak(bench: Bench, name: str, ready: bool = True) -> None:
    bench.bus.facts.said_hello(request_of(bench, name).key)
    bench.bus.facts.said_ready(request_of(bench, name).key, ready)


def incarnation_of(bench: Bench, name: str) -> int:
    return next(n for n, request in bench.processes.live.items() if request.module == name)


async def test_a_token_goes_through_a_pipe_and_only_its_hash_to_the_bus_and_into_the_note(
    tmp_path: Path,
) -> None:
    async with Bench(tmp_path, [bus(), native("a")]) as bench:
        await up(bench, "a")
        request = request_of(bench, "a")
        token = request.pipes["SKELLY_BUS_TOKEN_FD"]
        hashed = hashlib.sha256(token.encode()).hexdigest()
        (grant,) = bench.bus.granted
        assert (grant.key, grant.module, grant.token_sha256) == (request.key, "a", hashed)
        assert request.environment["SKELLY_BUS"] == "unix:/run/bus.sock"
        assert request.environment["SKELLY_MODULE_ID"] == "a"
        note = json.loads(bench.processes.notes[incarnation_of(bench, "a")])
        assert note["bus"] == {"token": hashed}
        kept = str([request.environment, bench.processes.notes, bench.journal.entries, bench.memory.stored])
        assert token not in kept


async def test_a_module_that_wants_its_token_in_the_environment_gets_it_there(tmp_path: Path) -> None:
    async with Bench(tmp_path, [bus(), native("a", bus=BusAccess(token="env"))]) as bench:
        await up(bench, "a")
        request = request_of(bench, "a")
        assert request.pipes == {} and len(request.environment["SKELLY_BUS_TOKEN"]) > 20


async def test_the_bus_gets_a_secret_of_its_own_which_only_its_note_keeps(tmp_path: Path) -> None:
    async with Bench(tmp_path, [bus(), native("a")]) as bench:
        await up(bench, "a")
        secret = request_of(bench, "event_bus").pipes["SKELLY_BUS_ADMIN_FD"]
        assert bench.bus.secret == secret
        note = json.loads(bench.processes.notes[incarnation_of(bench, "event_bus")])
        assert note["bus"]["secret"] == secret


async def test_a_module_is_spawned_only_after_the_bus_knows_it(tmp_path: Path) -> None:
    async with Bench(tmp_path, [bus(), native("a")]) as bench:
        let_in = asyncio.Event()

        async def grant(_: object) -> None:
            await let_in.wait()

        bench.bus.grant = grant  # type: ignore[method-assign]
        starting = asyncio.get_running_loop().create_task(bench.core.start_system())
        await bench.until(lambda: "event_bus" in [r.module for r in bench.processes.requests])
        for _ in range(20):
            await asyncio.sleep(0)
        assert [r.module for r in bench.processes.requests] == ["event_bus"]
        let_in.set()
        await up(bench, "a")
        await starting


async def test_a_stop_while_the_bus_is_told_spawns_nothing(tmp_path: Path) -> None:
    async with Bench(tmp_path, [bus(), native("a")]) as bench:
        let_in, asked = asyncio.Event(), asyncio.Event()

        async def grant(_: object) -> None:
            asked.set()
            await let_in.wait()

        bench.bus.grant = grant  # type: ignore[method-assign]
        starting = asyncio.get_running_loop().create_task(bench.core.start_system())
        await asked.wait()
        bench.core.post({"do": "stop", "modules": ["a"]})
        let_in.set()
        await starting
        await bench.until(lambda: bench.bus.revoked != [])
        assert [r.module for r in bench.processes.requests] == ["event_bus"]
        assert await bench.state("a") == "stopped"


async def test_a_bus_that_is_away_holds_up_no_start(tmp_path: Path) -> None:
    async with Bench(tmp_path, [bus(), native("a")]) as bench:

        async def grant(_: object) -> None:
            raise BusUnavailable("away")

        bench.bus.grant = grant  # type: ignore[method-assign]
        await up(bench, "a")
        assert [grant.module for grant in bench.bus.facts.grants()] == ["a"]


async def test_what_ends_is_revoked_and_forgotten_only_when_it_is_not_wanted_any_more(tmp_path: Path) -> None:
    async with Bench(tmp_path, [bus(), native("a"), native("b", shutdown_timeout=0.1)]) as bench:
        await up(bench, "a", "b")
        bench.processes.kill(incarnation_of(bench, "a"))
        await bench.until(lambda: len(bench.bus.revoked) == 1)
        assert bench.bus.revoked[0][1] is False
        await bench.core.act({"do": "stop", "modules": ["b"]}, wait=True, timeout=5)
        assert bench.bus.revoked[1][1] is True


async def test_an_adopted_module_needs_no_new_token(tmp_path: Path) -> None:
    async with Bench(tmp_path, [bus(), native("a")]) as bench:
        await up(bench, "a")
        request, incarnation = request_of(bench, "a"), incarnation_of(bench, "a")
        boss, secret = incarnation_of(bench, "event_bus"), bench.bus.secret
        rows = [
            SpawnRecord(f"{name}-key", ModuleId(name), number, 1, 0.0, "one", bench.processes.notes[number])
            for name, number in (("event_bus", boss), ("a", incarnation))
        ]
    second = Bench(tmp_path, [bus(), native("a")])
    second.processes.table = rows
    async with second as bench:
        assert bench.bus.secret == secret
        hashed = hashlib.sha256(request.pipes["SKELLY_BUS_TOKEN_FD"].encode()).hexdigest()
        assert [(g.key, g.token_sha256) for g in bench.bus.facts.grants()] == [("a-key", hashed)]
        assert (await bench.core.get_system_health()).modules["a"].ready


@pytest.mark.parametrize(
    "answer", [BusRefused(-32601, "no such method"), BusUnavailable("away"), BusSilent("silent")]
)
async def test_what_does_not_take_the_polite_word_gets_the_signal(tmp_path: Path, answer: Exception) -> None:
    async with Bench(tmp_path, [bus(), native("a")]) as bench:
        await up(bench, "a")
        bench.bus.answers["lifecycle.shutdown"] = answer
        incarnation = incarnation_of(bench, "a")
        await bench.core.act({"do": "stop", "modules": ["a"]}, wait=True, timeout=5)
        assert bench.bus.asked[-1][:2] == ("a", "lifecycle.shutdown")
        (stop,) = (call for call in bench.processes.calls if call[1] == incarnation)
        assert stop[:3] == ("stop", incarnation, "TERM") and stop[3] > 9.0


async def test_settings_that_change_during_a_start_reach_the_grant(tmp_path: Path) -> None:
    async with Bench(tmp_path, [bus(), native("a", settings={"x": 1})]) as bench:
        await up(bench, "a")
        key, facts = request_of(bench, "a").key, bench.core._engine.native
        facts._launches[key].settings = {"x": 0}
        facts.spawned(key, incarnation_of(bench, "a"))
        assert bench.bus.updates == [(key, {"settings": {"x": 1}})]


async def test_a_fault_on_the_way_to_the_bus_still_ends_in_a_start(tmp_path: Path) -> None:
    async with Bench(tmp_path, [bus(), native("a")]) as bench:

        async def grant(_: object) -> None:
            raise RuntimeError("whatever")

        bench.bus.grant = grant  # type: ignore[method-assign]
        await up(bench, "a")
        assert await bench.state("a") == "running"


async def test_what_an_old_bus_says_of_readiness_counts_and_its_silence_says_nothing(tmp_path: Path) -> None:
    async with Bench(tmp_path, [bus(), native("a")]) as bench:
        await up(bench, "a")
        key = request_of(bench, "a").key
        bench.bus.facts.linked([{"key": key, "module": "a", "ready": None}])
        assert (await bench.core.get_system_health()).modules["a"].ready
        bench.bus.facts.linked([{"key": key, "module": "a", "ready": False}])
        assert not (await bench.core.get_system_health()).modules["a"].ready


async def test_the_breaker_is_told_also_when_the_exit_is_known_first_but_not_of_a_bus_that_is_stopped(
    tmp_path: Path,
) -> None:
    def told(bench: Bench) -> list[str]:
        return [e["detail"]["breaker"] for e in bench.journal.entries if "breaker" in e["detail"]]

    async with Bench(tmp_path, [bus(), native("a")]) as bench:
        await up(bench, "a")
        bench.processes.kill(incarnation_of(bench, "event_bus"))
        await bench.until(lambda: [r.module for r in bench.processes.requests].count("event_bus") == 2)
        bench.bus.facts.breaker(BUS_ID, "open", "lost")
        bench.bus.facts.breaker(BUS_ID, "closed", "back")
        assert told(bench) == ["open", "closed"]
        await bench.core.stop_system(5.0)
        bench.bus.facts.breaker(BUS_ID, "open", "lost")
        bench.bus.facts.breaker(BUS_ID, "closed", "back")
        assert told(bench) == ["open", "closed"]


async def test_one_that_ends_by_itself_after_the_word_gets_no_signal(tmp_path: Path) -> None:
    async with Bench(tmp_path, [bus(), native("a")]) as bench:
        await up(bench, "a")
        incarnation, ask = incarnation_of(bench, "a"), bench.bus.ask

        async def obey(name: str, method: str, params: Any, timeout: float) -> Any:
            if method == "lifecycle.shutdown":
                bench.processes.kill(incarnation)
            return await ask(name, method, params, timeout)

        bench.bus.ask = obey  # type: ignore[method-assign]
        await bench.core.act({"do": "stop", "modules": ["a"]}, wait=True, timeout=5)
        assert ("stop", incarnation) not in [call[:2] for call in bench.processes.calls]


async def test_one_that_stays_after_the_word_gets_the_signal_within_its_grace(tmp_path: Path) -> None:
    async with Bench(tmp_path, [bus(), native("a", shutdown_timeout=0.2)]) as bench:
        await up(bench, "a")
        incarnation = incarnation_of(bench, "a")
        await bench.core.act({"do": "stop", "modules": ["a"]}, wait=True, timeout=5)
        (stop,) = (call for call in bench.processes.calls if call[1] == incarnation)
        assert stop[:2] == ("stop", incarnation) and stop[3] <= 0.1


async def test_a_lazy_module_with_topics_of_its_own_is_told_to_the_bus(tmp_path: Path) -> None:
    lazy = native("a", lazy=True, bus=BusAccess(subscribe=("raw_event",)))
    async with Bench(tmp_path, [bus(), native("b"), lazy, native("c", lazy=True)]) as bench:
        await up(bench, "b")
        assert bench.bus.lazy == {"a": ("raw_event",)}
        assert bench.bus.facts.demanded("a", "b") == (True, "")
        await bench.until(lambda: "a" in [r.module for r in bench.processes.requests])
        assert bench.bus.lazy == {}
        assert bench.bus.facts.demanded("nobody", "b") == (False, "there is no module nobody")


async def test_changes_of_state_and_of_the_verdict_are_published_without_settings(tmp_path: Path) -> None:
    async with Bench(tmp_path, [bus(), native("a", settings={"key": "canary"})]) as bench:
        await up(bench, "a")
        states = [p for topic, p in bench.bus.published if topic == "module.state" and p["module"] == "a"]
        assert [(p["from"], p["to"]) for p in states if p["what"] == "state"][-1] == ("starting", "running")
        verdicts = [
            (p["status"], p["reason"]) for topic, p in bench.bus.published if topic == "system.status"
        ]
        assert verdicts[-1] == ("healthy", "2 modules healthy")
        assert all(before != after for before, after in itertools.pairwise(verdicts))
        assert "canary" not in str(bench.bus.published)


async def test_load_and_battery_set_the_pace_and_a_sleep_is_noticed(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("a")]) as bench:
        await bench.core.start_system()
        bench.meter.sleep = 100.0
        await bench.until(lambda: any("slept for 100 s" in e["cause"]["text"] for e in bench.journal.entries))
    second = Bench(tmp_path, [module("a")])
    second.meter.battery = True
    async with second as bench:
        await bench.until(lambda: any("on battery" in e["cause"]["text"] for e in bench.journal.entries))
        cost = (await bench.core.get_system_health()).orchestrator.health_checks
        assert cost is not None and (cost.pace, cost.pace_reason) == (2.0, "on battery")


async def test_heartbeats_become_a_suspicion_that_a_sleep_does_not_raise(tmp_path: Path) -> None:
    async with Bench(tmp_path, [bus(), native("a")]) as bench:
        await up(bench, "a")
        assert (await bench.core.get_system_health()).modules["a"].phi is None
        for _ in range(8):
            bench.bus.facts.heartbeat(ModuleId("a"))
            await asyncio.sleep(0)
        assert (await bench.core.get_system_health()).modules["a"].phi is not None


async def test_metering_counts_the_work_and_not_the_wait_around_it() -> None:
    async def work() -> str:
        await asyncio.sleep(0)
        sum(range(200_000))
        return "done"

    metered = Metered(work())
    assert await metered == "done" and metered.spent > 0
    idle = Metered(asyncio.sleep(0))
    await idle
    assert idle.spent < metered.spent


async def test_metering_hands_failures_and_cancellation_through() -> None:
    async def fails() -> None:
        await asyncio.sleep(0)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await Metered(fails())
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await Metered(asyncio.sleep(60))


def test_the_cost_of_checks_is_taken_over_the_last_minute() -> None:
    cost = CheckCost()
    for second in range(60):
        cost.add(float(second), 0.003)
    checks, cpu = cost.rates(60.0)
    assert (round(checks), round(cpu, 2)) == (60, 0.3)
    assert cost.rates(200.0) == (0.0, 0.0)
