"""The SDK, the examples and the plain clients on a real bus process."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.modules.event_bus.bus_process import PATIENCE, BusProcess, RefusedError
from tests.sdk.processes import EXAMPLES, ROOT

NODE = shutil.which("node")
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def bus() -> Iterator[BusProcess]:
    started = BusProcess()
    started.start()
    yield started
    started.end()


@pytest.fixture
def start(bus: BusProcess) -> Iterator[Start]:
    """Starts a module that is granted what is said."""
    processes: list[subprocess.Popen[str]] = []

    def run(command: Sequence[str | Path], module: str, **grant: object) -> subprocess.Popen[str]:
        reading, writing = os.pipe()
        os.write(writing, bus.grant(module, **grant).encode())  # type: ignore[arg-type]
        os.close(writing)
        environ = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "SKELLY_MODULE_ID": module,
            "SKELLY_BUS": f"unix:{bus.path}",
            "SKELLY_BUS_TOKEN_FD": str(reading),
            "SKELLY_STATE_DIR": str(bus.folder),
        }
        processes.append(
            subprocess.Popen(
                [str(part) for part in command],
                env=environ,
                pass_fds=[reading],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        )
        os.close(reading)
        return processes[-1]

    yield run
    for process in processes:
        process.kill()
        said = process.communicate()[0]
        assert "Traceback" not in said and "Warning" not in said, said


def python(script: Path) -> list[str]:
    return [sys.executable, "-P", str(script)]


def clients() -> list[object]:
    missing = pytest.mark.skipif(NODE is None, reason="node is not installed")
    return [
        pytest.param([sys.executable, EXAMPLES / "plain_socket.py"], id="python"),
        pytest.param([NODE, EXAMPLES / "plain.mjs"], id="node", marks=missing),
    ]


@pytest.mark.parametrize("command", clients())
def test_a_plain_client_registers_publishes_and_answers_its_checks(
    bus: BusProcess, start: Start, command: list[str | Path]
) -> None:
    bus.admin.ask("subscribe", topics=["plain.>"])
    process = start(command, "plain", publish=["plain.>"])
    event = bus.admin.event("plain.started")
    assert (event["source"], event["payload"]) == ("plain", {"pid": process.pid})
    assert bus.admin.told("bus.ready")["module"] == "plain"
    report = bus.admin.ask("request", target="plain", method="health.check", params={})
    assert report == {"status": "healthy", "metrics": {}, "issues": []}
    with pytest.raises(RefusedError) as caught:
        bus.admin.ask("request", target="plain", method="lifecycle.shutdown", params={"grace_s": 1})
    assert caught.value.code == -32601


def test_the_25_line_client_has_25_lines() -> None:
    assert len((EXAMPLES / "plain_socket.py").read_text().splitlines()) <= 25


def test_a_module_of_the_sdk_is_called_fed_and_ended_over_the_bus(bus: BusProcess, start: Start) -> None:
    greeter = start(python(EXAMPLES / "greeter.py"), "greeter", settings={"greeting": "good day"})
    other = bus.module("other")
    assert other.ask("request", target="greeter", method="greet", params={"name": "Ann"}) == {
        "text": "good day Ann"
    }
    assert other.ask("publish", topic="raw_event", payload={"n": 1}) == {"delivered": 1}
    report = bus.admin.ask("request", target="greeter", method="health.check", params={})
    assert report["metrics"]["events_seen"] == 1
    bus.admin.ask("request", target="greeter", method="lifecycle.shutdown", params={"grace_s": 5})
    assert greeter.wait(PATIENCE) == 0


def test_a_module_of_the_sdk_outlives_its_bus_and_gets_what_was_published_since(
    bus: BusProcess, start: Start
) -> None:
    greeter = start(python(EXAMPLES / "greeter.py"), "greeter")
    assert bus.admin.told("bus.ready", module="greeter")["ready"] is True
    bus.kill()
    bus.start()
    other = bus.module("other")
    assert other.ask("publish", topic="raw_event", payload={"n": 1}) == {"delivered": 1}
    assert other.ask("request", target="greeter", method="greet", params={"name": "Ann"}) == {
        "text": "hello Ann"
    }
    assert greeter.poll() is None
    greeter.send_signal(signal.SIGTERM)
    assert greeter.wait(PATIENCE) == 0


def test_a_prewarmed_module_waits_for_its_activation_on_the_bus(bus: BusProcess, start: Start) -> None:
    start(python(EXAMPLES / "greeter.py"), "greeter", activated=False)
    bus.admin.told("bus.hello", module="greeter")
    report = bus.admin.ask("request", target="greeter", method="health.check", params={})
    assert report["status"] == "healthy"
    assert not [m for m in bus.admin.heard if m.get("method") == "bus.ready"]
    bus.admin.ask("request", target="greeter", method="lifecycle.activate", params={})
    bus.admin.told("bus.ready", module="greeter")


def test_a_module_whose_grant_is_revoked_ends_with_1(bus: BusProcess, start: Start) -> None:
    greeter = start(python(EXAMPLES / "greeter.py"), "greeter")
    bus.admin.told("bus.ready", module="greeter")
    bus.revoke("greeter")
    assert greeter.wait(PATIENCE) == 1


def test_a_blocking_script_publishes_and_ends_on_the_bus(bus: BusProcess, start: Start) -> None:
    bus.admin.ask("subscribe", topics=["thermometer.>"])
    thermometer = start(python(EXAMPLES / "thermometer.py"), "thermometer", settings={"every_s": 0.01})
    bus.admin.event("thermometer.reading")
    bus.admin.ask("request", target="thermometer", method="lifecycle.shutdown", params={"grace_s": 5})
    assert thermometer.wait(PATIENCE) == 0
