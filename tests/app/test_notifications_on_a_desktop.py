"""A crash under the real application, as the desktop's server of notifications sees it: one message, with buttons."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from typing import Any

import pytest

from tests.supervisor import Supervisor
from tests.tools.desktop import Desktop, Talk, until

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(bool(Desktop.missing()), reason=f"{Desktop.missing()} is not installed"),
]


@pytest.fixture
def server(desktop: Desktop) -> Talk:
    talk = desktop.start("tests.tools.notification_server", "actions", "body", "body-markup")
    talk.next("ready")
    return talk


@pytest.fixture
def system(desktop: Desktop, supervisor: Supervisor) -> Supervisor:
    """One module that is given up at its first failure, and one that is brought back; not started yet."""
    supervisor.environment = desktop.environment
    supervisor.orchestrator(
        parallel_startup=True, module_start_delay=0, recovery_backoff=1, stable_after="1h", retry_failed_after=0,
        notifications={"after": 0, "grace": 0},
    )  # fmt: skip
    supervisor.module("web", name="Web <b>server</b>", command=["sleep", "1000"])
    supervisor.module("once", command=["sleep", "1000"], recovery={"max_attempts": 0})
    return supervisor


def kill(system: Supervisor, module: str) -> None:
    os.kill(system.status()["modules"][module]["pid"], signal.SIGKILL)


def test_an_incident_is_one_notification_until_it_is_over(system: Supervisor, server: Talk) -> None:
    system.start("run")
    system.wait_running()
    kill(system, "web")
    failed = server.next("notified")
    assert (failed["title"], failed["replaces"]) == ("Web ‹b›server‹/b› stopped by itself", 0)
    assert failed["text"].startswith("Killed by SIGKILL") and "being brought back" in failed["text"]
    assert failed["hints"]["urgency"] == 1
    cured = server.next("notified")
    assert (cured["title"], cured["id"]) == ("Web ‹b›server‹/b› runs again", failed["id"])
    assert "Web &lt;b&gt;server&lt;/b&gt; stopped by itself (killed by SIGKILL" in cured["text"]
    assert "has been started again" in cured["text"]


def test_its_buttons_act(system: Supervisor, server: Talk, desktop: Desktop) -> None:
    system.start("run")
    system.wait_running()
    kill(system, "once")
    told = server.next("notified")
    while told["title"] != "once has failed":
        told = server.next("notified")
    assert told["hints"]["urgency"] == 2 and "not started again by itself" in told["text"]
    server.order(act="default", id=told["id"], token="")
    until(lambda: any("once" in line for line in windows(desktop)), "the story of the module opens")
    server.order(act="retry", id=told["id"], token="")
    system.wait_for(lambda status: status["modules"]["once"]["ready"], "it is started")
    assert server.next("closed") == told["id"]
    doctor = json.loads(system.cli("doctor", "--json", check=True).stdout)
    assert doctor["running"]["notifications"] == "D-Bus, with buttons"


def test_what_is_told_is_as_configured_also_when_that_is_changed(system: Supervisor, server: Talk) -> None:
    system.start("run")
    system.wait_running()
    system.cli("config", "set", "orchestrator.notifications.muted", '["web"]', check=True)
    system.wait_for(lambda status: status["modules"]["web"]["ready"], "all runs")
    kill(system, "web")
    system.wait_for(
        lambda s: s["modules"]["web"]["restarts"] == 1 and s["modules"]["web"]["ready"], "recovery"
    )
    kill(system, "once")
    told: dict[str, Any] = server.next("notified")
    assert "once" in told["title"] and not any("web" in str(fact).lower() for fact in server.told)


def windows(desktop: Desktop) -> list[str]:
    """Lines about windows that have a title."""
    command = ["xwininfo", "-root", "-tree"]
    done = subprocess.run(command, env=desktop.environment, capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if '"' in line and "skelly" in line.lower()]
