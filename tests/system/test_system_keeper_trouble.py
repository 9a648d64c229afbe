"""A keeper that cannot be had, or dies at the worst moment, is told in a sentence and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess

from tests.supervisor import DEADLINE, PROGRAM, Supervisor, alive, wait_until
from tests.system.casting import ASLEEP, DEAF, LIVELY


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


def test_sigterm_ends_a_start_that_waits_for_a_keeper_which_still_sweeps(system: Supervisor) -> None:
    system.orchestrator(**LIVELY, orphan_grace=0)
    system.module("deaf", command=DEAF, shutdown_timeout="15s")
    system.start()
    deaf = system.wait_running()["modules"]["deaf"]["pid"]
    system.kill9()
    command = [*PROGRAM, "--home", str(system.home), "run", "--headless"]
    second = subprocess.Popen(command, env=system.environment)
    try:
        lock = system.home / "run" / "orchestrator.lock"
        log = system.home / "logs" / "orchestrator.log"
        wait_until(lambda: f"starts with pid {second.pid}" in log.read_text(), "the second start")
        wait_until(lambda: lock.read_text().split()[:1] == [str(second.pid)], "its lock")
        second.terminate()
        assert second.wait(DEADLINE) == 0
        assert alive(deaf), "its grace was not over yet, so it was the keeper that was waited for"
    finally:
        second.kill()
        second.wait()
        os.kill(deaf, signal.SIGKILL)
