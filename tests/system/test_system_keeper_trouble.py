"""A keeper that cannot be had, or dies at the worst moment, is told in a sentence and leaves nothing behind."""

from __future__ import annotations

import os
import signal

from tests.supervisor import Supervisor, wait_until
from tests.system.casting import ASLEEP, DEAF


def test_a_keeper_that_cannot_be_started_is_a_sentence_and_no_traceback(system: Supervisor) -> None:
    system.module("web", command=ASLEEP)
    (system.home / "logs" / "keeper.log").mkdir(parents=True)  # nothing can be appended to a folder
    done = system.cli("run", "--headless")
    assert done.returncode == 1
    assert "it cannot run" in done.stderr and "the keeper cannot be started" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_keeper_killed_during_the_stop_leaves_no_process(system: Supervisor) -> None:
    system.module("deaf", command=DEAF, shutdown_timeout="50s")
    system.start()
    before = system.wait_running()
    system.run.signal(signal.SIGTERM)
    system.wait_for(lambda s: s["modules"]["deaf"]["state"] == "stopping", "the stop")
    os.kill(before["orchestrator"]["keeper_pid"], signal.SIGKILL)
    assert system.run.wait() == 0
    wait_until(lambda: not system.leftovers(), "the end of everything")
