"""Analysis and gamification under the real supervisor: with the rights of their builtin, and back from nothing."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.supervisor import Supervisor, wait_until

ROOT = Path(__file__).resolve().parents[2]
WORKER = [
    "env",
    f"PYTHONPATH={ROOT}",
    sys.executable,
    "-W",
    "error",
    str(Path(__file__).with_name("working.py")),
]
PAIR = ("analysis_engine", "gamification")


def call(system: Supervisor, module: str, method: str, **params: Any) -> Any:
    return json.loads(system.cli("call", module, method, json.dumps(params), check=True).stdout)


@pytest.fixture
def companion(system: Supervisor) -> Supervisor:
    """Storage, analysis and gamification; a reset is how the last two are brought back."""
    system.orchestrator(
        parallel_startup=True, module_start_delay=0, health_check_interval="1s", recovery_backoff="100ms"
    )
    system.module("storage", builtin="storage", settings={"batch_seconds": 0.1})
    recovery = {"strategy": "restart_with_reset", "reset_state": True}
    system.module(
        "analysis_engine",
        builtin="analysis_engine",
        depends_on=["storage"],
        settings={"refresh_seconds": 10},
        recovery=recovery,
    )
    system.module("gamification", builtin="gamification", depends_on=["analysis_engine"], recovery=recovery)
    system.module("worker", command=WORKER, depends_on=["gamification"], bus={"publish": ["raw_event"]})
    return system


def test_what_is_captured_reaches_the_game_with_the_rights_of_a_builtin(companion: Supervisor) -> None:
    companion.start()
    companion.wait_running()
    wait_until(lambda: call(companion, "analysis_engine", "state")["state"] == "flow", "flow")
    wait_until(
        lambda: call(companion, "gamification", "export")["timing"]["state"] == "flow", "the state heard"
    )
    rows = companion.status()["modules"]
    assert all(not rows[name]["issues"] for name in PAIR)


def test_a_reset_brings_them_back_with_nothing_and_they_go_on(companion: Supervisor) -> None:
    companion.start()
    companion.wait_running()
    wait_until(lambda: call(companion, "gamification", "export")["timing"]["state"], "a state heard")
    call(companion, "analysis_engine", "correct", state="neutral")
    call(companion, "gamification", "quiet", minutes=60)
    before = companion.status()["modules"]
    for name in PAIR:
        os.kill(before[name]["pid"], signal.SIGKILL)
    for name in PAIR:
        companion.wait_for(
            lambda status, name=name: status["modules"][name]["pid"] not in (None, before[name]["pid"])
        )
    companion.wait_running()
    assert call(companion, "analysis_engine", "personal")["corrections"] == 0
    assert call(companion, "gamification", "progress")["quiet_until"] is None
    call(companion, "analysis_engine", "correct", state="flow")
    wait_until(
        lambda: call(companion, "gamification", "export")["timing"]["state"] == "flow",
        "the user's word heard",
    )
