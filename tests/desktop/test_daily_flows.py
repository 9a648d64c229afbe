"""What a user does every day, in the real application on a real desktop, once in each kind of panel."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.desktop.seat import Seat
from tests.tools.desktop import until

pytestmark = pytest.mark.display

FRAGILE = """
name = "Ledger"
command = ["sh", "-c", "test ! -e $STATE/broken && exec sleep 1000; echo cannot open the ledger >&2; exit 3"]
ready_after = "100ms"
[recovery]
max_attempts = 1
backoff = "100ms"
"""


@pytest.fixture(scope="module", autouse=True)
def configured(shared: Seat) -> None:
    shared.system.orchestrator(
        parallel_startup=True, module_start_delay=0, retry_failed_after=0, config_trial=1.5, stable_after="1h",
        notifications={"after": 0, "grace": 0},
    )  # fmt: skip
    shared.system.module("ledger", FRAGILE)
    shared.system.module("db", name="Database", command=["sleep", "1000"])
    shared.system.module("web", name="Web server", command=["sleep", "1000"], depends_on=["db"])


def test_a_crash_is_told_explained_and_mended(seat: Seat) -> None:
    system = seat.system
    broken = system.home / "state" / "modules" / "ledger" / "broken"
    pid = system.wait_running("ledger")["modules"]["ledger"]["pid"]
    print(os.listdir(system.home/"state"), os.environ.get("X"))
    os.kill(pid, signal.SIGKILL)
    told = seat.notices.next("notified")
    print(told)
    told = seat.notices.next("notified")
    print(told)
    print(seat.panel.lines())
    seat.panel.choose("Ledger", "Why…")
    window = seat.window("Why: Ledger")
    print(window.told())
    seat.panel.choose("Open Skelly Tray")
    print(seat.window("Skelly Tray").told())
    raise AssertionError
