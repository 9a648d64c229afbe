"""Bus, ai_integration and cute_figurine as real processes: from a suggestion to the answer of the user, over a kill."""

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

from tests.modules.event_bus.bus_process import PATIENCE, BusProcess, Peer, RefusedError, until
from tests.tools.desktop import Desktop

ROOT = Path(__file__).resolve().parents[3]
CANARY = "canary-of-the-test"
RIGHTS: dict[str, dict[str, Any]] = {
    "ai_integration": {
        "publish": ["animation_command"],
        "subscribe": ["intervention_request", "reward", "state_change"],
    },
    "cute_figurine": {"publish": ["feedback"], "subscribe": ["animation_command"]},
}
Launch = Callable[..., "subprocess.Popen[str]"]

pytestmark = [
    pytest.mark.display,
    pytest.mark.timeout(120),
    pytest.mark.skipif(bool(Desktop.missing()), reason=f"{Desktop.missing()} is not installed"),
]


@pytest.fixture
def bus() -> Iterator[BusProcess]:
    made = BusProcess()
    made.start()
    yield made
    made.end()


@pytest.fixture
def launch(bus: BusProcess, desktop: Desktop) -> Iterator[Launch]:
    """Starts a module of ours on the bus; at the end it must end with 0, and have written no traceback."""
    running: list[subprocess.Popen[str]] = []

    def run(module: str, key: str, **settings: Any) -> subprocess.Popen[str]:
        state = bus.folder / module
        state.mkdir(mode=0o700, exist_ok=True)
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DISPLAY": desktop.display,
            "SKELLY_MODULE_ID": module,
            "SKELLY_BUS": f"unix:{bus.path}",
            "SKELLY_BUS_TOKEN": bus.grant(module, key=key, settings=settings, **RIGHTS[module]),
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
        assert "Traceback" not in said and CANARY not in said, said


def ask(peer: Peer, module: str, method: str, **params: Any) -> Any:
    return peer.ask("request", target=module, method=method, params=params, timeout_s=PATIENCE)


def shown(peer: Peer) -> bool:
    try:
        where = ask(peer, "cute_figurine", "where")
    except RefusedError:
        return False
    return bool(where.get("bubble"))


def recent(peer: Peer) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(peer, "ai_integration", "recent")["messages"]
    return found


def suggest(peer: Peer, identity: str) -> None:
    payload = {"id": identity, "time": time.time_ns() // 1_000_000, "kind": "break", "state": "hyperfocus"}
    more = {"confidence": 0.9, "reason": CANARY, "context": {"minutes": 95}}
    assert peer.ask("publish", topic="intervention_request", payload=payload | more)["delivered"] == 1


def test_a_suggestion_is_said_shown_and_answered_also_after_both_were_killed(
    bus: BusProcess, launch: Launch
) -> None:
    words, figurine = launch("ai_integration", "a1"), launch("cute_figurine", "f1", motion="none")
    peer = bus.module("gamification", publish=["intervention_request"], subscribe=["feedback"])
    peer.ask("subscribe", topics=["feedback"], delivery="reliable")
    until(lambda: ask(peer, "cute_figurine", "where").get("visible"), "the figurine on the desktop")
    recent(peer)
    suggest(peer, "r1")
    until(lambda: shown(peer), "the bubble")
    assert ask(peer, "cute_figurine", "answer", answer="helpful") == {"answered": ["r1"]}
    told = peer.event("feedback")["payload"]
    assert (told["request"], told["answer"]) == ("r1", "helpful")
    for process, key in ((words, "a1"), (figurine, "f1")):
        process.kill()
        process.wait(PATIENCE)
        bus.revoke(key)
    launch("ai_integration", "a2")
    launch("cute_figurine", "f2", motion="none")
    until(lambda: ask(peer, "cute_figurine", "where").get("visible"), "the figurine again")
    # Killed before it was written down, it is said once more, and shown no second time.
    until(lambda: [said["request"] for said in recent(peer)] == ["r1"], "what was said")
    assert not shown(peer)
    suggest(peer, "r2")
    until(lambda: shown(peer), "the bubble again")
    ask(peer, "cute_figurine", "answer", answer="not_now")
    told = peer.event("feedback")["payload"]
    while told["request"] == "r1":  # killed before it knew that this was taken, it tells it once more
        assert told["answer"] == "helpful"
        told = peer.event("feedback")["payload"]
    assert (told["request"], told["answer"]) == ("r2", "not_now")
