"""The line on the whole system, and the shape of the icon, for what is no trouble."""

from __future__ import annotations

from dataclasses import replace

from skelly_tray.domain.status import HealthStatus, ModuleState, SystemStatus
from skelly_tray.ui.present.headline import Headline, Mood, headline, mood
from skelly_tray.ui.present.looks import Symbol, Tone
from tests.ui.fake_core import running, snapshot


def test_modules_that_merely_start_are_no_trouble() -> None:
    bus = running("Event bus", state=ModuleState.STARTING, ready=False, health=HealthStatus.UNKNOWN)
    waits = running("Storage", state=ModuleState.WAITING, ready=False, waiting_on=["bus"], pid=None)
    new = snapshot(SystemStatus.DEGRADED, {"bus": bus, "storage": waits, "web": running("Web")})
    assert mood(new) is Mood.STARTING
    assert headline(new) == Headline(Symbol.QUARTER, Tone.BUSY, "Starting · 1 of 3 ready")
    for bus_is, storage_is in (
        ({"attempts": 1}, {}),  # it stopped by itself before
        ({"state": ModuleState.RUNNING}, {}),  # nothing starts: it is not ready
        ({}, {"waiting_on": []}),  # for a secret, say
    ):
        modules = {"bus": replace(bus, **bus_is), "storage": replace(waits, **storage_is)}  # type: ignore[arg-type]
        assert mood(snapshot(SystemStatus.DEGRADED, modules)) is Mood.DEGRADED


def test_the_headline_calls_a_module_by_its_name() -> None:
    waits = running("Mail server", state=ModuleState.WAITING, ready=False, pid=None)
    odd = replace(
        snapshot(SystemStatus.DEGRADED, {"mail": waits}), reason="mail: no secret", failing_modules=["mail"]
    )
    assert headline(odd).text == "Mail server: no secret"
