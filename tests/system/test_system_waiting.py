"""`--wait` of the commands that change the configuration: what came of the trial is their exit code and last word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.supervisor import Supervisor
from tests.system.casting import ASLEEP, LIVELY

CHECK = {
    "kind": "exec",
    "command": ["sh", "-c", "[ $MODE = good ] || { echo the mode is $MODE; false; }"],
    "interval": "100ms",
    "failure_threshold": 2,
}
KEY = "modules.web.env.MODE"


@pytest.fixture
def web(supervisor: Supervisor) -> Supervisor:
    """One module that is healthy in good mode only."""
    supervisor.orchestrator(**LIVELY, config_trial="2s")
    supervisor.module("web", command=ASLEEP, env={"MODE": "good"}, probes={"liveness": CHECK})
    supervisor.start()
    supervisor.wait_running("web")
    return supervisor


@pytest.mark.parametrize("save", [(), ("--save",)], ids=["override", "saved"])
def test_a_change_that_is_rolled_back_is_exit_1_with_the_reason(
    web: Supervisor, save: tuple[str, ...]
) -> None:
    done = web.cli("config", "set", KEY, "bad", "--wait", *save)
    assert done.returncode == 1, done
    assert "on trial for 2 s" in done.stdout, "first it is said what is waited for"
    title, why = done.stderr.strip().splitlines()
    assert title == "skelly-tray: the change was rolled back"
    assert "web" in why and "liveness" in why and "the mode is bad" in why
    row = web.wait_running("web")["modules"]["web"]
    assert row["config"]["state"] == "rolled_back" and row["config"]["why"] in why
    assert b"MODE=good" in Path(f"/proc/{row['pid']}/environ").read_bytes()
    history = web.request("config.history", {})[-1]
    assert history["verdict"] == "rolled_back" and history["verdict_why"] in why


def test_a_change_that_holds_is_exit_0_and_says_so(web: Supervisor) -> None:
    pid = web.status()["modules"]["web"]["pid"]
    done = web.cli("config", "set", "modules.web.env.OTHER", "x", "--wait")
    assert done.returncode == 0, done
    assert done.stdout.strip().splitlines()[-1] == "the trial is over, the change stays"
    row = web.wait_running("web")["modules"]["web"]
    assert row["pid"] != pid and row["config"]["state"] is None
    assert web.request("config.history", {})[-1]["verdict"] == "committed"


def test_without_the_option_nobody_waits_and_the_rollback_comes_all_the_same(web: Supervisor) -> None:
    done = web.cli("config", "set", KEY, "bad")
    assert (done.returncode, done.stderr) == (0, "") and "on trial for 2 s" in done.stdout
    web.wait_for(lambda s: (s["modules"]["web"]["config"] or {}).get("state") == "rolled_back", "a rollback")


def test_the_way_back_can_be_waited_for_too(web: Supervisor) -> None:
    web.cli("config", "set", "modules.web.env.OTHER", "x", "--wait", check=True)
    done = web.cli("config", "rollback", "--wait")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip().splitlines()[-1] == "the trial is over, the change stays"
