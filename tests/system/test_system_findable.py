"""Somebody removes the files of a running system: it is found all the same, by commands and by whoever comes next."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.supervisor import Supervisor, wait_until
from tests.system.casting import ASLEEP

PLAIN = [sys.executable, "-I", str(Path(__file__).with_name("plain_native.py"))]
FILES = ("orchestrator.lock", "control.sock", "keeper.lock", "keeper.sock", "bus.sock", "bus-admin.sock")


def stand(system: Supervisor) -> bool:
    return all((system.home / "run" / name).exists() for name in FILES)


def test_after_its_run_folder_was_removed_commands_work_and_modules_can_be_started(
    system: Supervisor,
) -> None:
    system.module("plain", command=PLAIN, bus={})
    system.module("asleep", command=ASLEEP)
    system.start()
    before = system.wait_running()
    shutil.rmtree(system.home / "run")
    wait_until(lambda: stand(system), "all files to be made anew")
    assert system.cli("status").returncode == 0
    assert system.cli("run", "--headless").returncode == 1
    assert system.cli("restart", "plain", "asleep").returncode == 0
    after = system.wait_running()
    assert after["issues"] == before["issues"]
    assert after["orchestrator"]["keeper_pid"] == before["orchestrator"]["keeper_pid"]
    assert after["modules"]["event_bus"]["pid"] == before["modules"]["event_bus"]["pid"]


def test_the_next_orchestrator_finds_the_keeper_of_one_whose_files_were_removed(system: Supervisor) -> None:
    system.module("asleep", command=ASLEEP)
    system.start()
    before = system.wait_running()
    shutil.rmtree(system.home / "run")
    wait_until(lambda: (system.home / "run" / "keeper.sock").exists(), "the keeper's socket")
    system.kill9()
    assert system.start()["orchestrator"]["keeper_pid"] == before["orchestrator"]["keeper_pid"]
    assert system.wait_running()["modules"]["asleep"]["pid"] == before["modules"]["asleep"]["pid"]


def test_a_keeper_that_holds_modules_alone_makes_its_files_anew_by_itself(system: Supervisor) -> None:
    system.module("asleep", command=ASLEEP)
    system.start()
    before = system.wait_running()
    assert system.cli("quit", "--keep-modules").returncode == 0
    shutil.rmtree(system.home / "run")
    wait_until(lambda: (system.home / "run" / "keeper.sock").exists(), "the keeper's socket")
    assert system.start()["orchestrator"]["keeper_pid"] == before["orchestrator"]["keeper_pid"]
    assert system.wait_running()["modules"]["asleep"]["pid"] == before["modules"]["asleep"]["pid"]
