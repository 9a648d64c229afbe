"""A signal that nobody means for us ends nothing: neither orchestrator nor keeper, and no child inherits that."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from skelly_tray.keeper.kernel import stray_signals
from tests.supervisor import Supervisor, alive, wait_until
from tests.system.casting import ASLEEP


def ignored(pid: int) -> int:
    """The mask of signals that a process ignores."""
    (line,) = (li for li in Path(f"/proc/{pid}/status").read_text().splitlines() if li.startswith("SigIgn:"))
    return int(line.split()[1], 16)


def test_stray_signals_end_neither_the_orchestrator_nor_the_keeper_and_one_has_it_say_how_it_is(
    system: Supervisor,
) -> None:
    mask = system.home / "mask"
    look = {
        "kind": "exec",
        "command": ["sh", "-c", f"grep SigIgn /proc/self/status > {mask}"],
        "interval": "1s",
    }
    system.module("web", command=ASLEEP, probes={"liveness": look})
    system.start()
    keeper = system.wait_running()["orchestrator"]["keeper_pid"]
    log = system.home / "logs" / "orchestrator.log"
    for number in stray_signals():
        os.kill(system.pid, number)
        os.kill(keeper, number)
    os.kill(keeper, signal.SIGQUIT)
    wait_until(lambda: "how it is: healthy" in log.read_text(), "the line in the log")
    assert "1 of 1 modules run" in log.read_text() and system.cli("restart", "web").returncode == 0
    row = system.wait_running()["modules"]["web"]
    assert alive(keeper) and system.status()["orchestrator"]["keeper_pid"] == keeper
    strays = sum(1 << (number - 1) for number in stray_signals())
    assert ignored(row["pid"]) & strays == 0, "of a module"
    wait_until(lambda: mask.exists() and mask.read_text().endswith("\n"), "a probe")
    assert int(mask.read_text().split()[1], 16) & strays == 0, "of a probe"
    assert system.terminate() == 0
