"""A suspend as the login manager tells it, and a supervisor that is stopped for longer than its probes may take: no
module is restarted, and each is looked after again afterwards."""

from __future__ import annotations

import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.adapters.login_manager import LoginManager, SystemBus
from tests.supervisor import Supervisor, wait_until
from tests.system.casting import ASLEEP, LIVELY, actor, free_port, kill, pids

STRICT = {"interval": "200ms", "timeout": "500ms", "failure_threshold": 1}
STOPPED = 4.0
"""Seconds for which the supervisor does not run: several of those timeouts, and long enough to be told."""


def _cast(system: Supervisor) -> None:
    """One module for every kind of probe that has to be answered again and again, and one that is always starting."""
    answer, port = system.home.with_name("answer"), free_port()
    answer.write_text("200")
    url = f"http://127.0.0.1:{port}/"
    slow = {"kind": "exec", "command": ["/bin/sh", "-c", "/bin/sleep 0.3"], **STRICT}
    plain = [sys.executable, "-I", "-S", str(Path(__file__).with_name("plain_native.py")), "quiet"]
    system.orchestrator(**LIVELY)
    system.module(
        "http",
        command=actor("web", port, answer),
        probes={"liveness": {"kind": "http", "url": url, **STRICT}},
    )
    tcp = {"kind": "tcp", "host": "127.0.0.1", "port": port, **STRICT}
    system.module("tcp", command=ASLEEP, depends_on=["http"], probes={"liveness": tcp, "readiness": tcp})
    system.module("exec", command=ASLEEP, probes={"liveness": slow, "readiness": slow})
    beats = (
        "import os, socket, time\ns = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\nwhile True:\n "
        "s.sendto(b'READY=1\\nWATCHDOG=1', os.environ['NOTIFY_SOCKET'])\n time.sleep(0.1)"
    )
    notify = {"kind": "notify", **STRICT}
    system.module("notify", command=[sys.executable, "-I", "-S", "-c", beats], probes={"liveness": notify})
    system.module(
        "native", command=plain, bus={}, probes={"liveness": {"kind": "bus", **STRICT, "interval": "1s"}}
    )
    never = {"kind": "exec", "command": ["/bin/false"], "interval": "200ms"}
    system.module("starting", command=ASLEEP, startup_timeout="6s", probes={"startup": never}, required=False)


WELL = ("http", "tcp", "exec", "notify", "native", "event_bus")


def _told(system: Supervisor, words: str) -> list[str]:
    entries = system.request("events", {"count": 500})
    return [e["cause"]["text"] for e in entries if words in e["cause"]["text"]]


def test_a_supervisor_that_is_stopped_for_long_restarts_nobody(supervisor: Supervisor) -> None:
    _cast(supervisor)
    supervisor.start()
    before = pids(supervisor.wait_running(*WELL))
    for round_ in (1, 2):
        supervisor.run.signal(signal.SIGSTOP)
        time.sleep(STOPPED)  # the one thing that is tested here is that much time passes
        supervisor.run.signal(signal.SIGCONT)
        supervisor.wait_for(lambda _, n=round_: len(_told(supervisor, "stood still")) >= n, "the news")
    after = supervisor.wait_running(*WELL)
    asked = {name: after["modules"][name]["last_check"] for name in WELL if name != "event_bus"}
    supervisor.wait_for(
        lambda s: all(s["modules"][name]["last_check"] != at for name, at in asked.items()),
        "new checks",
    )
    after = supervisor.status()
    assert pids(after) == before
    assert {name: row["restarts"] for name, row in after["modules"].items()} == dict.fromkeys(
        after["modules"], 0
    )
    assert _told(supervisor, "not started within") == [], "a start was late because nobody looked"


def test_a_module_that_died_while_the_supervisor_was_stopped_comes_back(supervisor: Supervisor) -> None:
    _cast(supervisor)
    supervisor.start()
    before = pids(supervisor.wait_running(*WELL))
    supervisor.run.signal(signal.SIGSTOP)
    kill(before["http"])
    time.sleep(STOPPED)
    supervisor.run.signal(signal.SIGCONT)
    supervisor.wait_for(
        lambda s: s["modules"]["http"]["restarts"] == 1 and s["modules"]["http"]["ready"], "its return"
    )
    after = supervisor.wait_running(*WELL)
    assert {name: row["restarts"] for name, row in after["modules"].items() if row["restarts"]} == {"http": 1}


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="dbus-daemon is not installed")
def test_what_the_login_manager_says_of_a_suspend_is_heard(supervisor: Supervisor) -> None:
    bus = SystemBus(supervisor.home.parent)
    try:
        supervisor.environment["DBUS_SYSTEM_BUS_ADDRESS"] = bus.address
        _cast(supervisor)
        manager = LoginManager(bus)
        supervisor.start()
        before = pids(supervisor.wait_running(*WELL))

        def heard() -> bool:
            manager.says(True)
            manager.says(False)
            return bool(_told(supervisor, "the machine was about to sleep"))

        wait_until(heard, "the news, once we have subscribed", every=0.2)
        assert pids(supervisor.wait_running(*WELL)) == before
        assert "announced_by  logind" in supervisor.cli("doctor", check=True).stdout
        manager.close()
    finally:
        bus.close()
