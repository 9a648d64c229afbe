"""As a service of systemd: it says when commands are answered, that its loop goes on, and that it stops."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.supervisor import Supervisor

BEAT = 0.4
"""Seconds that the watchdog gives."""


@pytest.fixture
def manager(supervisor: Supervisor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[socket.socket]:
    path = Path(supervisor.home).with_name("notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver:
        receiver.bind(str(path))
        receiver.settimeout(20)
        supervisor.environment |= {"NOTIFY_SOCKET": str(path), "WATCHDOG_USEC": str(round(BEAT * 1e6))}
        yield receiver


def heard(manager: socket.socket, wanted: str) -> str:
    """The next message with that in it."""
    while True:
        message = manager.recv(4096).decode()
        if wanted in message:
            return message


def test_ready_comes_when_commands_are_answered_and_then_the_state(
    supervisor: Supervisor, manager: socket.socket
) -> None:
    supervisor.module("web", command=["sleep", "1000"])
    supervisor.launch()
    assert heard(manager, "READY=1") == "READY=1"
    assert supervisor.status()["orchestrator"]["pid"] == supervisor.pid
    assert "WATCHDOG=1" in heard(manager, "STATUS=healthy, 1 of 1 modules run")


def test_modules_and_keeper_know_nothing_of_that_manager(
    supervisor: Supervisor, manager: socket.socket
) -> None:
    supervisor.module("web", command=["sleep", "1000"])
    supervisor.start()
    status = supervisor.wait_running("web")
    for pid in (status["modules"]["web"]["pid"], status["orchestrator"]["keeper_pid"]):
        environment = Path(f"/proc/{pid}/environ").read_bytes()
        assert b"NOTIFY_SOCKET" not in environment and b"WATCHDOG" not in environment


def test_a_loop_that_stands_still_is_not_heard_of(supervisor: Supervisor, manager: socket.socket) -> None:
    supervisor.start()
    heard(manager, "WATCHDOG=1")
    os.kill(supervisor.pid, signal.SIGSTOP)
    try:
        manager.settimeout(BEAT * 3)
        with pytest.raises(TimeoutError):
            for _ in range(100):  # what was on its way
                manager.recv(4096)
    finally:
        os.kill(supervisor.pid, signal.SIGCONT)
    manager.settimeout(20)
    assert heard(manager, "WATCHDOG=1")


def test_a_long_stop_is_announced_and_asks_for_time(supervisor: Supervisor, manager: socket.socket) -> None:
    supervisor.module(
        "slow", command=["sh", "-c", "trap 'sleep 2; exit 0' TERM; while :; do sleep 0.1; done"]
    )
    supervisor.start()
    supervisor.wait_running("slow")
    supervisor.run.signal(signal.SIGTERM)
    assert "EXTEND_TIMEOUT_USEC=" in heard(manager, "STOPPING=1")
    assert supervisor.run.wait(30) == 0
