"""The log and notify probes: what was said before the probe asked counts, what another incarnation said does not."""

import asyncio

import pytest

from skelly_tray.adapters.logs.log_board import LogBoard
from skelly_tray.adapters.notify_board import NotifyBoard
from skelly_tray.adapters.probes.log import patterns_of
from skelly_tray.adapters.probes.registry import Probes
from skelly_tray.domain.descriptor import (
    Check,
    LogCheck,
    ModuleDescriptor,
    ModuleId,
    NotifyCheck,
    ProbeRole,
    ProbeSpec,
    TcpCheck,
)
from skelly_tray.engine.ports import ProbeAnswer, ProbeTarget
from tests.engine.worlds import FakeBus

LONG = 20.0
SHORT = 0.05


class Bench:
    def __init__(self) -> None:
        self.board = LogBoard(asyncio.get_running_loop().call_soon_threadsafe)
        self.notices = NotifyBoard()
        self.probes = Probes(self.board, self.notices, FakeBus())

    async def ask(self, check: Check, role: ProbeRole, timeout: float, incarnation: int = 1) -> ProbeAnswer:
        return await self.probes.check(ProbeTarget(ModuleId("web"), incarnation, role, check, timeout))


LOG = LogCheck("listening on .*8123")
LINE = [b"now listening on port 8123"]


@pytest.mark.parametrize("role", [ProbeRole.STARTUP, ProbeRole.READINESS])
async def test_a_line_written_before_the_probe_asked_counts_for_ever(role: ProbeRole) -> None:
    bench = Bench()
    bench.board.watch(1, LOG.pattern)
    bench.board.feed(1, LINE)
    for _ in range(3):
        assert (await bench.ask(LOG, role, LONG)).passed is True
    assert (await bench.ask(LOG, role, SHORT, incarnation=2)).passed is False


async def test_liveness_wants_a_new_line_for_each_check_and_waits_for_it() -> None:
    bench = Bench()
    bench.board.watch(1, LOG.pattern)
    bench.board.feed(1, LINE)
    assert (await bench.ask(LOG, ProbeRole.LIVENESS, LONG)).passed is True
    missed = await bench.ask(LOG, ProbeRole.LIVENESS, SHORT)
    assert (missed.passed, missed.message) == (False, "no line matched 'listening on .*8123' within 0.05 s")
    waiting = asyncio.create_task(bench.ask(LOG, ProbeRole.LIVENESS, LONG))
    await asyncio.sleep(0)
    bench.board.feed(1, LINE)
    assert (await waiting).passed is True


async def test_a_pattern_that_is_none_or_too_slow_does_not_count() -> None:
    bench = Bench()
    broken = await bench.ask(LogCheck("*"), ProbeRole.STARTUP, LONG)
    assert broken.passed is None
    assert "not a regular expression" in broken.message
    hostile = "(a+)+$"
    bench.board.watch(1, hostile)
    bench.board.feed(1, [b"a" * 4000 + b"b"])
    slow = await bench.ask(LogCheck(hostile), ProbeRole.STARTUP, LONG)
    assert slow.passed is None
    assert "takes too long" in slow.message


def test_the_patterns_of_a_module_are_those_of_all_its_log_probes() -> None:
    def spec(check: Check) -> ProbeSpec:
        return ProbeSpec(check, 1.0, 1.0)

    descriptor = ModuleDescriptor(
        ModuleId("web"),
        "Web",
        ("true",),
        startup=spec(LogCheck("a")),
        readiness=spec(TcpCheck("localhost", 1)),
        liveness=spec(LogCheck("b")),
    )
    assert patterns_of(descriptor) == ("a", "b")


async def test_ready_is_latched_for_its_incarnation() -> None:
    bench = Bench()
    bench.notices.notified(1, {"READY": "1", "STATUS": "up"})
    bench.notices.notified(1, {"STATUS": "busy"})
    for role in (ProbeRole.STARTUP, ProbeRole.READINESS):
        assert (await bench.ask(NotifyCheck(), role, LONG)).message == "READY=1 received"
    other = await bench.ask(NotifyCheck(), ProbeRole.STARTUP, SHORT, incarnation=2)
    assert (other.passed, other.message) == (False, "no READY=1 within 0.05 s")
    bench.notices.forget(1)
    assert (await bench.ask(NotifyCheck(), ProbeRole.STARTUP, SHORT)).passed is False


async def test_a_missing_ready_is_told_with_the_modules_own_status() -> None:
    bench = Bench()
    bench.notices.notified(1, {"STATUS": "loading\nindex 3"})
    answer = await bench.ask(NotifyCheck(), ProbeRole.STARTUP, SHORT)
    assert answer.message == "no READY=1 within 0.05 s; its status: loading index 3"


async def test_each_liveness_check_wants_a_beat_and_waits_for_it() -> None:
    bench = Bench()
    bench.notices.notified(1, {"READY": "1", "WATCHDOG": "1"})
    assert (await bench.ask(NotifyCheck(), ProbeRole.LIVENESS, LONG)).passed is True
    assert (
        await bench.ask(NotifyCheck(), ProbeRole.LIVENESS, SHORT)
    ).message == "no WATCHDOG=1 within 0.05 s"
    waiting = asyncio.create_task(bench.ask(NotifyCheck(), ProbeRole.LIVENESS, LONG))
    await asyncio.sleep(0)
    bench.notices.notified(1, {"STATUS": "no beat"})
    await asyncio.sleep(0)
    bench.notices.notified(1, {"WATCHDOG": "1"})
    assert (await waiting).passed is True


async def test_a_module_may_report_its_own_failure() -> None:
    bench = Bench()
    bench.notices.notified(1, {"WATCHDOG": "1"})
    bench.notices.notified(1, {"WATCHDOG": "trigger"})
    answer = await bench.ask(NotifyCheck(), ProbeRole.LIVENESS, LONG)
    assert (answer.passed, "own failure" in answer.message) == (False, True)


async def test_waits_can_be_cancelled() -> None:
    bench = Bench()
    for check in (LOG, NotifyCheck()):
        task = asyncio.create_task(bench.ask(check, ProbeRole.STARTUP, LONG))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert task.cancelled()
