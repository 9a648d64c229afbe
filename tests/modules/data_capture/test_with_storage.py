"""Bus, storage and data_capture as real processes: what is captured can be asked for, also after a kill."""

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

from skelly_tray.modules.storage.instants import now_ms, to_iso
from tests.modules.data_capture.program import NAME, start_program
from tests.modules.event_bus.bus_process import PATIENCE, BusProcess, Peer, RefusedError

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
            [sys.executable, "-P", "-m", f"skelly_tray.modules.{module}"],
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


def stored(asker: Peer, **asked: Any) -> list[dict[str, Any]]:
    answer = asker.ask("request", target="storage", method="query", params=asked, timeout_s=PATIENCE)
    found: list[dict[str, Any]] = answer["events"]
    return found


def until_stored(asker: Peer, kind: str, name: str | None = None) -> list[dict[str, Any]]:
    deadline = time.monotonic() + PATIENCE
    while True:
        found = stored(asker, seconds=60, kinds=[kind])
        found = [event for event in found if name is None or event["data"]["name"] == name]
        if found:
            return found
        assert time.monotonic() < deadline, f"{kind} was never stored"
        time.sleep(0.05)


def until_seen(asker: Peer, source: str) -> None:
    """Until the source has begun to look."""
    deadline = time.monotonic() + PATIENCE
    while not asker.ask("request", target="data_capture", method="sources", params={})[source]["available"]:
        assert time.monotonic() < deadline, f"{source} is not seen"
        time.sleep(0.05)


def test_what_was_captured_is_stored_and_can_be_asked_for(
    bus: BusProcess, launch: Launch, tmp_path: Path
) -> None:
    launch("storage", "s1")
    asker = bus.module("asker")
    assert stored(asker) == []
    launch("data_capture", "c1")
    (started,) = until_stored(asker, "capture_started")
    assert started["source"] == "data_capture" and "process" in started["data"]["sources"]
    until_seen(asker, "process")
    with start_program(tmp_path, CANARY) as program:
        until_stored(asker, "process_started", NAME)
        program.communicate()
    assert CANARY not in str(stored(asker, seconds=60))
    summary = asker.ask("request", target="storage", method="summary", params={"seconds": 120}, timeout_s=20)
    assert summary["by_kind"]["capture_started"] == 1


def test_killing_the_storage_loses_nothing_that_was_acknowledged(bus: BusProcess, launch: Launch) -> None:
    storage = launch("storage", "s1")
    peer = bus.module("source")
    stored(peer)  # it is there
    taken: list[int] = []

    def publish(first: int, count: int) -> list[tuple[int, int]]:
        return [
            (number, peer.begin("publish", topic="raw_event", payload=event(number)))
            for number in range(first, first + count)
        ]

    def event(number: int) -> dict[str, Any]:
        return {
            "id": f"e{number}",
            "kind": "idle",
            "time": to_iso(now_ms()),
            "source": "source",
            "data": {"number": number},
        }

    under_way = publish(0, 100)
    for number, asked in under_way[:20]:
        assert peer.answer(asked)["delivered"] == 1
        taken.append(number)
    storage.kill()
    storage.wait(PATIENCE)
    bus.revoke("s1")
    launch("storage", "s2")
    for number, asked in under_way[20:]:
        try:
            if peer.answer(asked)["delivered"]:
                taken.append(number)
        except RefusedError:
            continue  # not acknowledged: nothing was promised
    found = [event["data"]["number"] for event in stored(peer, kinds=["idle"])]
    assert set(taken) <= set(found)
    assert len(found) == len(set(found))
    assert len(taken) >= 20
