"""A machine that sleeps, or a supervisor that is stopped, restarts nobody: twenty modules, every kind of probe,
threshold one, probes in flight at that moment, and a world that does not answer at the first question afterwards."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from types import SimpleNamespace

import pytest

from skelly_tray.domain.descriptor import (
    BusAccess,
    BusCheck,
    Check,
    ExecCheck,
    HttpCheck,
    LogCheck,
    ModuleDescriptor,
    ModuleId,
    NotifyCheck,
    ProbeRole,
    ProbeSpec,
    TcpCheck,
)
from skelly_tray.domain.effects import Deliver
from skelly_tray.domain.events import Event, SettingsAnswered
from skelly_tray.domain.module import Module
from skelly_tray.domain.orchestrator_config import OrchestratorConfig
from skelly_tray.domain.system import System
from skelly_tray.engine.absence import BEAT, HELD_UP, PULSE, STALL, Absence, Stalls
from skelly_tray.engine.bus_port import BusSilent
from skelly_tray.engine.ports import ProbeAnswer, ProbeTarget
from skelly_tray.engine.talking import Talks
from skelly_tray.engine.vault import Vault
from tests.engine.virtual_time import VirtualLoop, run_virtually
from tests.engine.worlds import Bench, FakeBus, FakeProcesses, module

CHECKS: tuple[Check, ...] = (
    HttpCheck("http://127.0.0.1:1/"),
    TcpCheck("127.0.0.1", 1),
    ExecCheck(("check",)),
    NotifyCheck(),
    LogCheck("ready"),
    BusCheck(),
)
NIGHT = 42 * 60.0
TAKES, TIMEOUT = 0.7, 1.0


def _spec(check: Check) -> ProbeSpec:
    return ProbeSpec(check, interval=1.0, timeout=TIMEOUT, failure_threshold=1)


def _twenty() -> list[ModuleDescriptor]:
    """Each check as startup, readiness and liveness of some module."""
    made = [module("event_bus", liveness=_spec(BusCheck()), bus=BusAccess())]
    for number in range(19):
        spec = _spec(CHECKS[number % len(CHECKS)])
        bus = BusAccess() if isinstance(spec.check, BusCheck) else None
        made.append(module(f"m{number}", startup=spec, readiness=spec, liveness=spec, bus=bus))
    return made


class _Answering:
    """Each answer takes TAKES seconds and is what it is *then*; after `shock` the next of every probe is a miss."""

    def __init__(self) -> None:
        self.in_flight = 0
        self.made = 0
        self._shocked: set[tuple[ModuleId, ProbeRole]] | None = None

    def shock(self) -> None:
        self._shocked = set()

    async def check(self, target: ProbeTarget) -> ProbeAnswer:
        self.in_flight += 1
        began_before = self._shocked
        try:
            async with asyncio.timeout(target.timeout):
                await asyncio.sleep(TAKES)
        except TimeoutError:
            return ProbeAnswer(False, "no answer in time", target.timeout)
        finally:
            self.in_flight -= 1
            self.made += 1
        key = (target.module, target.role)
        if self._shocked is not None and (began_before is None or key not in self._shocked):
            if began_before is not None:
                self._shocked.add(key)
            return ProbeAnswer(False, "refused", TAKES)
        return ProbeAnswer(True, "well", TAKES)


async def _settled(bench: Bench) -> None:
    start = asyncio.create_task(bench.core.start_system())
    await asyncio.sleep(15.0)
    key = {r.module: r.key for r in bench.processes.requests}
    for name in ("m5", "m11", "m17"):  # those whose probe is the bus say it themselves
        bench.bus.facts.said_hello(key[ModuleId(name)])
        bench.bus.facts.said_ready(key[ModuleId(name)], True)
    async with asyncio.timeout(60):
        while not all(m.ready for m in (await bench.core.get_system_health()).modules.values()):
            await asyncio.sleep(0.1)
    await start
    await asyncio.sleep(7.0)


async def _through(folder: Path, offset: float, *, asleep: bool, announced: bool = False) -> list[str]:
    """The modules that were started or stopped after the night."""
    config = OrchestratorConfig(parallel_startup=True, module_start_delay=0.0)
    bench, prober = Bench(folder, _twenty(), config), _Answering()
    bench.prober = prober  # type: ignore[assignment]
    async with bench:
        await _settled(bench)
        await asyncio.sleep(offset)
        assert prober.in_flight > 0
        if announced:
            bench.core.sleeping(True)
            await asyncio.sleep(0)
            assert prober.in_flight == 0
            made = prober.made
            await asyncio.sleep(3.0)
            assert prober.made == made, "a probe was made while the machine was falling asleep"
        before = len(bench.processes.requests)
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        if asleep:
            bench.meter.sleep += NIGHT
        else:
            loop.now += NIGHT
        prober.shock()
        if announced:
            bench.core.sleeping(False)
        await asyncio.sleep(30.0)
        assert prober.made > 200, "nobody is asked any more"
        told = [e["cause"]["text"] for e in bench.journal.entries if "count anew" in e["cause"]["text"]]
        assert len(told) == 1, told
        states = {str(m.state) for m in (await bench.core.get_system_health()).modules.values()}
        assert states == {"running"}
        return [*(r.module for r in bench.processes.requests[before:]), *map(str, bench.processes.calls)]


OFFSETS = [0.0, 0.05, 0.13, 0.31, 0.5, 0.77, 0.99]


@pytest.mark.parametrize("offset", OFFSETS)
def test_a_suspend_of_42_minutes_restarts_nobody(tmp_path: Path, offset: float) -> None:
    assert run_virtually(_through(tmp_path, offset, asleep=True)) == []


@pytest.mark.parametrize("offset", OFFSETS)
def test_a_supervisor_that_stood_still_for_42_minutes_restarts_nobody(tmp_path: Path, offset: float) -> None:
    assert run_virtually(_through(tmp_path, offset, asleep=False)) == []


@pytest.mark.parametrize("offset", OFFSETS[::3])
def test_an_announced_suspend_stops_the_asking_before_and_restarts_nobody(
    tmp_path: Path, offset: float
) -> None:
    assert run_virtually(_through(tmp_path, offset, asleep=True, announced=True)) == []


def test_a_sleep_that_was_announced_and_never_came_stops_the_asking_for_a_minute_at_most(
    tmp_path: Path,
) -> None:
    async def story() -> None:
        bench, prober = Bench(tmp_path, _twenty()), _Answering()
        bench.prober = prober  # type: ignore[assignment]
        async with bench:
            await _settled(bench)
            bench.core.sleeping(True)
            await asyncio.sleep(50.0)
            made = prober.made
            await asyncio.sleep(20.0)
            assert prober.made > made + 20

    run_virtually(story())


def test_a_module_that_hangs_after_the_night_is_found_out_all_the_same(tmp_path: Path) -> None:
    async def story() -> None:
        async with Bench(tmp_path, [module("a", liveness=_spec(TcpCheck("127.0.0.1", 1)))]) as bench:
            await bench.core.start_system()
            await asyncio.sleep(5.0)
            bench.meter.sleep += NIGHT
            bench.prober.answers["a"] = False
            await asyncio.sleep(10.0)
            assert len(bench.processes.requests) > 1

    run_virtually(story())


def test_the_gap_is_known_whichever_timer_fires_first() -> None:
    now, slept = [100.0], [0.0]
    absence = Absence(lambda: slept[0], lambda: now[0])
    assert absence.look() is None
    now[0] += 50.0  # the start may take its time
    absence.begin()
    for _ in range(3):
        now[0] += BEAT
        assert absence.look() is None
    now[0] += BEAT + STALL
    away = absence.look()
    assert away is not None and (away.slept, away.stalled) == (0.0, BEAT + STALL)
    slept[0] += 2520.0
    away = absence.look()
    assert away is not None and (away.slept, away.stalled) == (2520.0, 0.0)
    assert absence.look() is None


def test_a_standstill_counts_up_to_the_moment_of_the_question() -> None:
    async def story() -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        stalls = Stalls(loop.time)
        stalls.begin()
        before = stalls.lost()
        await asyncio.sleep(20.0)
        assert stalls.lost() == before == 0.0
        loop.now += PULSE + HELD_UP + 0.5
        assert stalls.lost() == pytest.approx(PULSE + HELD_UP + 0.5)
        stalls.end()
        assert not asyncio.all_tasks() - {asyncio.current_task()}
        loop.now += 100.0
        stalls.begin()
        assert stalls.lost() == pytest.approx(PULSE + HELD_UP + 0.5), "nobody was interested meanwhile"
        stalls.end()

    run_virtually(story())


@pytest.mark.parametrize(("held_up", "counts"), [(0.0, True), (3.0, False)])
def test_a_miss_counts_only_if_we_were_there_to_hear_the_answer(
    tmp_path: Path, held_up: float, counts: bool
) -> None:
    """Three seconds are too short to be told as a standstill, and long enough to cost a probe its answer."""

    async def story() -> bool:
        class Slow:
            async def check(self, target: ProbeTarget) -> ProbeAnswer:
                loop = asyncio.get_running_loop()
                assert isinstance(loop, VirtualLoop)
                try:
                    async with asyncio.timeout(target.timeout):
                        await asyncio.sleep(0.01)
                        loop.now += min(held_up, BEAT + STALL - 0.5)
                        await asyncio.sleep(0.01 if held_up else target.timeout)
                except TimeoutError:
                    return ProbeAnswer(False, "no answer in time", target.timeout)
                return ProbeAnswer(True, "well", 0.1)

        bench = Bench(tmp_path, [module("a", liveness=_spec(TcpCheck("127.0.0.1", 1)))])
        bench.prober = Slow()  # type: ignore[assignment]
        async with bench:
            await bench.core.start_system()
            await asyncio.sleep(20.0)
            told = [e for e in bench.journal.entries if "count anew" in e["cause"]["text"]]
            assert told == []
            return len(bench.processes.requests) > 1

    assert run_virtually(story()) is counts


class _SetBack:
    """A wall clock that goes back an hour at every look, beside the loop's own time."""

    def __init__(self) -> None:
        self._wall = 2_000_000_000.0

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    def wall(self) -> float:
        self._wall -= 3600.0
        return self._wall


def test_a_wall_clock_that_jumps_restarts_nobody_and_the_journal_keeps_its_order(tmp_path: Path) -> None:
    async def story() -> None:
        bench = Bench(tmp_path, [module("a", liveness=_spec(TcpCheck("127.0.0.1", 1)))])
        bench.clock = _SetBack()
        async with bench:
            await bench.core.start_system()
            await asyncio.sleep(30.0)
            health = await bench.core.get_system_health()
            row = health.modules["a"]
            assert (str(row.state), row.restarts) == ("running", 0)
            assert row.uptime_s == pytest.approx(30.0, abs=1.0)
            numbers = [entry["seq"] for entry in bench.journal.entries]
            assert len(numbers) > 3 and numbers == sorted(numbers)
            times = [entry["time"] for entry in bench.journal.entries]
            assert times == sorted(times, reverse=True), "the clock did go back"
            samples = await bench.core.query("samples", {"module": "a"})
            assert samples

    run_virtually(story())


@pytest.mark.parametrize(("held_up", "verdict"), [(60.0, "applied"), (0.0, "restart")])
def test_new_settings_are_offered_again_if_the_answer_was_missed_by_our_own_standstill(
    held_up: float, verdict: str
) -> None:
    async def story() -> list[Event]:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        bus, told, descriptor = FakeBus(), list[Event](), module("a", bus=BusAccess())
        offers = []

        async def ask(module: str, method: str, params: object, timeout: float) -> object:
            offers.append(method)
            if len(offers) > 1:
                return {}
            await asyncio.sleep(timeout)
            loop.now += held_up
            raise BusSilent("no answer")

        bus.ask = ask  # type: ignore[method-assign]
        system = System(modules={descriptor.id: Module(descriptor)})
        vault = Vault(lambda module, hider: None)
        native = SimpleNamespace(bus=bus, key_of=lambda _: "key", vault=vault)
        talks = Talks(native, FakeProcesses(), lambda: system, told.append)  # type: ignore[arg-type]
        await talks.deliver(Deliver(descriptor.id, 7, ("port",)))
        return told

    told = run_virtually(story())
    assert [(type(e), e.verdict) for e in told if isinstance(e, SettingsAnswered)] == [
        (SettingsAnswered, verdict)
    ]


def test_an_answer_that_comes_after_the_end_leads_to_no_further_probe(tmp_path: Path) -> None:
    async def story() -> None:
        failures: list[object] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: failures.append(context))
        late: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        class Late:
            asked = 0

            async def check(self, target: ProbeTarget) -> ProbeAnswer:
                Late.asked += 1
                if Late.asked > 1:
                    with contextlib.suppress(asyncio.CancelledError):
                        await late
                return ProbeAnswer(True, "well", 0.1)

        bench = Bench(tmp_path, [module("a", liveness=_spec(TcpCheck("127.0.0.1", 1)))])
        bench.prober = Late()  # type: ignore[assignment]
        async with bench:
            await bench.core.start_system()
            await asyncio.sleep(5.0)
            assert Late.asked == 2
        await asyncio.sleep(30.0)
        assert Late.asked == 2 and failures == []

    run_virtually(story())
