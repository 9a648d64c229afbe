"""The bus probe: what an answer, a refusal, silence and a missing bus say of a module."""

from __future__ import annotations

from typing import Any

import pytest

from skelly_tray.adapters.probes.bus import RETURN_WITHIN, check
from skelly_tray.adapters.probes.finding import Finding
from skelly_tray.domain.descriptor import BUS_ID, BusCheck, ModuleId, ProbeRole
from skelly_tray.engine.bus_port import BusRefused, BusSilent, BusUnavailable
from skelly_tray.engine.ports import ProbeTarget
from tests.engine.worlds import FakeBus


async def find(answer: Any, *, connected_for: float = 60.0, secrets: frozenset[str] = frozenset()) -> Finding:
    bus = FakeBus()
    bus.answers["health.check"] = answer
    bus.connected_for = connected_for
    target = ProbeTarget(ModuleId("a"), 1, ProbeRole.LIVENESS, BusCheck(), 1.0, secrets=secrets)
    return await check(target, BusCheck(), bus)


@pytest.mark.parametrize(
    ("answer", "passed", "words"),
    [
        ({"status": "healthy"}, True, "it says it is healthy"),
        ({"status": "healthy", "issues": ["paused for 5 min"]}, True, "paused for 5 min"),
        ({"status": "degraded", "issues": ["slow disk"]}, True, "slow disk"),
        ({"status": "unhealthy", "issues": ["no camera"]}, False, "no camera"),
        ({"status": "fine"}, False, "no status"),
        (7, False, "no health report"),
        (BusSilent("no answer"), False, "within 1 s"),
        (BusUnavailable("away"), None, "could not be made"),
        (BusRefused(-32601, "unknown"), True, "says nothing of its health"),
        (BusRefused(-32005, "a moment ago"), None, "a moment ago"),
        (BusRefused(-32603, "boom"), False, "boom"),
    ],
)
async def test_what_an_answer_says(answer: Any, passed: bool | None, words: str) -> None:
    found = await find(answer)
    assert found.passed is passed and words in found.message


async def test_a_module_that_is_not_connected_is_missed_only_once_all_had_time_to_come_back() -> None:
    refused = BusRefused(-32001, "not connected")
    assert (await find(refused, connected_for=RETURN_WITHIN / 2)).passed is None
    assert (await find(refused, connected_for=RETURN_WITHIN * 2)).passed is False


async def test_secrets_stand_in_no_message() -> None:
    for answer in ({"status": "unhealthy", "issues": ["key hunter22"]}, BusRefused(-1, "key hunter22")):
        found = await find(answer, secrets=frozenset(("hunter22",)))
        assert "hunter22" not in found.message and "hunter22" not in str(found.report)


async def test_the_bus_itself_is_asked_directly_and_its_trouble_is_its_own() -> None:
    bus = FakeBus()
    target = ProbeTarget(BUS_ID, 1, ProbeRole.LIVENESS, BusCheck(), 0.05)
    assert (await check(target, BusCheck(), bus)).passed is True

    async def unavailable(timeout: float) -> Any:
        raise BusUnavailable("the connection to the bus was lost")

    bus.check = unavailable  # type: ignore[method-assign]
    assert await check(target, BusCheck(), bus) == Finding(False, "the connection to the bus was lost")
