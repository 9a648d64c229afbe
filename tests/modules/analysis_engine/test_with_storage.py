"""Bus, storage and analysis as real processes: what is captured becomes a state, and a kill costs nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.modules.analysis_engine.made import Pen
from tests.modules.event_bus.bus_process import PATIENCE, BusProcess, Peer, until

ROOT = Path(__file__).resolve().parents[3]
CANARY = "canary-of-the-test"
Launch = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def bus() -> Iterator[BusProcess]:
    made = BusProcess()
    made.start()
    yield made
    made.end()


@pytest.fixture
def launch(bus: BusProcess) -> Iterator[Launch]:
    """Starts a module of ours on the bus; at the end it must end with 0, and have written no traceback."""
    running: list[subprocess.Popen[str]] = []

    def run(module: str, key: str, **settings: Any) -> subprocess.Popen[str]:
        token = bus.grant(module, key=key, settings=settings)
        state = bus.folder / module
        state.mkdir(mode=0o700, exist_ok=True)
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "SKELLY_MODULE_ID": module,
            "SKELLY_BUS": f"unix:{bus.path}",
            "SKELLY_BUS_TOKEN": token,
            "SKELLY_STATE_DIR": str(state),
        }
        process = subprocess.Popen(
            [sys.executable, "-P", "-W", "error", "-m", f"skelly_tray.modules.{module}"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        running.append(process)
        return process

    yield run
    for process in reversed(running):
        if process.poll() is None:
            process.terminate()
        said = process.communicate(timeout=PATIENCE)[0]
        assert process.returncode in (0, -signal.SIGKILL), said
        assert "Traceback" not in said and "Warning" not in said and CANARY not in said, said


def ask(asker: Peer, method: str, **params: Any) -> Any:
    asked: dict[str, Any] = {"target": "analysis_engine", "method": method, "params": params}
    return asker.ask("request", **asked, timeout_s=PATIENCE)


def test_what_is_captured_becomes_a_state_that_survives_a_kill(bus: BusProcess, launch: Launch) -> None:
    source = bus.module("source")
    listener = bus.module("listener")
    listener.ask("subscribe", topics=["state_change"], delivery="best_effort")
    engine = launch("analysis_engine", "a1", refresh_seconds=10)
    assert ask(source, "state")["state"] is None
    launch("storage", "s1", batch_seconds=0.1)
    source.ask("request", target="storage", method="stats", params={}, timeout_s=PATIENCE)  # it is there
    pen = Pen(round(time.time() * 1000) - 330_000)
    pen.window("Code", CANARY)
    for _ in range(11):
        for event in pen.work()["events"]:
            source.ask("publish", topic="raw_event", payload=event)
    until(lambda: ask(source, "state")["state"] == "flow", "flow to be judged")
    while (told := listener.event("state_change")["payload"])["state"] != "flow":
        continue
    assert told["factors"] and told["window_s"] == 300 and CANARY not in str(told)
    assert ask(source, "correct", state="neutral")["state"] == "neutral"
    before = ask(source, "export")
    assert before["moments"] and len(before["corrections"]) == 1

    engine.kill()
    engine.wait(PATIENCE)
    bus.revoke("a1")
    launch("analysis_engine", "a2")
    after = ask(source, "export")
    assert after["corrections"] == before["corrections"] and after["learned"] == before["learned"]
    assert {one["time"] for one in before["moments"]} <= {one["time"] for one in after["moments"]}
    health = ask(source, "personal")
    assert health["corrections"] == 1
