"""A log-out as Qt tells of it: modules end in order and in time, and nothing is stopped by one that may still be called
off."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.supervisor import Run, Supervisor, alive, wait_until
from tests.system.casting import ASLEEP, DEAF

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Qt's symbols of Linux are called")


class Session:
    """Says to one program what a session manager would."""

    def __init__(self, folder: Path) -> None:
        self.orders = folder / "orders"
        self._answer = folder / "orders.answer"
        self.command = [sys.executable, "-W", "error", "-m", "tests.tools.session_subject", str(self.orders)]

    def order(self, word: str) -> None:
        new = self.orders.with_suffix(".new")
        new.write_text(word)
        new.rename(self.orders)
        wait_until(lambda: not self.orders.exists(), f"{word} is obeyed")

    def save(self) -> Any:
        """The session is being saved, as before every log-out; what is to be started at its next beginning."""
        self.order("save")
        wait_until(self._answer.exists, "the answer")
        told = json.loads(self._answer.read_text())
        self._answer.unlink()
        return told


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(tmp_path)


@pytest.fixture
def system(supervisor: Supervisor, tmp_path: Path) -> Supervisor:
    supervisor.environment |= {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_CURRENT_DESKTOP": "XFCE",
    }
    supervisor.orchestrator(parallel_startup=True, module_start_delay=0)
    supervisor.module("db", command=ASLEEP)
    supervisor.module("web", command=ASLEEP, depends_on=["db"])
    return supervisor


def _start(system: Supervisor, session: Session) -> Run:
    run = Run(
        [*session.command, "--home", str(system.home), "run"],
        system.environment,
        system.home.with_name("said"),
    )
    system.runs.append(run)
    system.wait_running()
    return run


def _journal(system: Supervisor) -> list[dict[str, Any]]:
    lines = (system.home / "state" / "journal.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def test_a_log_out_stops_the_modules_in_order_and_in_less_time_than_they_would_take(
    system: Supervisor, session: Session
) -> None:
    system.module("web", command=DEAF, depends_on=["db"], shutdown_timeout="300s")
    run = _start(system, session)
    session.save()
    assert system.wait_running()["status"] == "healthy", "it may still be called off"
    session.order("quit")
    assert run.wait() == 0
    wait_until(lambda: not system.leftovers(), "the modules are stopped")
    entries = _journal(system)
    assert [e["module"] for e in entries if e.get("to") == "stopped" and e["module"]] == ["web", "db"]
    assert "the session ends" in [e["cause"]["text"] for e in entries]


def test_a_quit_without_a_log_out_leaves_the_modules_their_time(system: Supervisor, session: Session) -> None:
    written = system.home.with_name("written")
    script = f"trap '/bin/sleep 5; echo done > {written}; exit' TERM; while :; do /bin/sleep 0.05; done"
    system.module("db", command=["/bin/sh", "-c", script], shutdown_timeout="30s")
    run = _start(system, session)
    session.order("quit")
    assert run.wait() == 0 and written.exists()
    assert "the desktop asked the supervisor to end" in [e["cause"]["text"] for e in _journal(system)]


def test_the_signal_that_follows_a_log_out_kills_nobody_at_once(system: Supervisor, session: Session) -> None:
    written = system.home.with_name("written")
    script = f"trap '/bin/sleep 1; echo done > {written}; exit' TERM; while :; do /bin/sleep 0.05; done"
    system.module("db", command=["/bin/sh", "-c", script])
    run = _start(system, session)
    session.save()
    session.order("quit")
    system.wait_for(lambda s: s["modules"]["db"]["state"] == "stopping", "the stop")
    run.signal(signal.SIGTERM)
    assert run.wait() == 0 and written.exists()


@pytest.mark.parametrize("on", [False, True])
def test_a_saved_session_starts_this_home_again_unless_every_login_does(
    system: Supervisor, session: Session, on: bool
) -> None:
    if on:
        system.cli("autostart", "on", check=True)
    _start(system, session)
    told = session.save()
    assert told["hint"] == ("RestartNever" if on else "RestartIfRunning")
    if not on:
        assert told["command"][1:] == ["--home", str(system.home)] and os.access(told["command"][0], os.X_OK)


def test_the_log_out_of_an_attached_tray_leaves_the_core_alone(system: Supervisor, session: Session) -> None:
    """That core was started by itself, and may be there for other sessions: a signal ends it, or the shutdown."""
    system.start()
    system.wait_running()
    tray = subprocess.Popen(
        [*session.command, "--home", str(system.home)], env={**os.environ, **system.environment}
    )
    try:
        session.save()
        session.order("quit")
        assert tray.wait(20) == 0
    finally:
        tray.kill()
        tray.wait()
    assert alive(system.pid) and system.wait_running()["status"] == "healthy"
