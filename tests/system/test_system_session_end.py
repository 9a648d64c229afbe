"""The machine is shut down under a real core: everything ends in order before logind would go on, and comes back when
the shutdown is called off."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adapters.login_manager import LockingLoginManager, SystemBus
from tests.supervisor import Supervisor, wait_until
from tests.system.casting import DEAF, pids

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="dbus-daemon is not installed")

DELAY = 4.0


@pytest.fixture
def manager(supervisor: Supervisor) -> Iterator[LockingLoginManager]:
    bus = SystemBus(supervisor.home.parent)
    supervisor.environment["DBUS_SYSTEM_BUS_ADDRESS"] = bus.address
    made = LockingLoginManager(bus, delay=DELAY)
    yield made
    made.close()
    bus.close()


def _cast(system: Supervisor) -> Path:
    """The file that `store` writes when it may end by itself; `web`, above it, would take longer than there is."""
    written = system.home.with_name("written")
    script = f"trap 'echo done > {written}; exit' TERM; while :; do /bin/sleep 0.05; done"
    system.module("store", command=["/bin/sh", "-c", script])
    system.module("web", command=DEAF, depends_on=["store"], shutdown_timeout="6s")
    return written


def _stops(system: Supervisor) -> list[str]:
    entries = system.request("events", {"count": 500})
    return [e["module"] for e in entries if e.get("to") == "stopped" and e["module"]]


def test_a_shutdown_ends_everything_in_order_in_time_and_one_called_off_brings_it_back(
    supervisor: Supervisor, manager: LockingLoginManager
) -> None:
    written = _cast(supervisor)
    supervisor.start()
    before = pids(supervisor.wait_running("store", "web"))
    wait_until(lambda: len(manager.holders()) == 1, "the lock")
    assert manager.holders()[0].startswith("Skelly Tray · ")
    manager.prepares(True)
    wait_until(lambda: manager.holders() == [], "the end of the lock")
    assert supervisor.status()["status"] == "stopped"
    assert _stops(supervisor) == ["web", "store"]
    assert written.exists(), "the database was killed because its dependant had taken all the time"
    causes = [e["cause"]["text"] for e in supervisor.request("events", {"count": 50})]
    assert "the machine is being shut down" in causes

    manager.prepares(False)
    after = pids(supervisor.wait_running("store", "web"))
    assert not set(after.values()) & set(before.values())
    wait_until(lambda: len(manager.holders()) == 1, "the next lock")


def test_the_signal_that_ends_the_session_finds_nothing_left_to_do(
    supervisor: Supervisor, manager: LockingLoginManager
) -> None:
    _cast(supervisor)
    supervisor.start()
    supervisor.wait_running("store", "web")
    wait_until(lambda: len(manager.holders()) == 1, "the lock")
    manager.prepares(True)
    wait_until(lambda: manager.holders() == [], "the end of the lock")
    assert supervisor.terminate() == 0
