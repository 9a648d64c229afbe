"""The very first start with a window: the core runs at once with nothing, and what is chosen then runs, on no trial."""

from __future__ import annotations

import pytest

from tests.supervisor import Supervisor


@pytest.fixture
def system(supervisor: Supervisor) -> Supervisor:
    supervisor.environment["QT_QPA_PLATFORM"] = "offscreen"
    return supervisor


def test_the_core_waits_for_nobody_and_what_is_chosen_runs(system: Supervisor) -> None:
    status = system.start("run")
    assert status["modules"] == {} and not (system.home / "config" / "orchestrator.toml").exists()
    report = system.request("config.begin", {"template": "skelly", "notifications": False})
    assert report["errors"] == []
    status = system.wait_running()
    assert {"event_bus", "storage", "data_capture"} <= set(status["modules"])
    assert {row["config"]["state"] for row in status["modules"].values()} == {None}, (
        "there is nothing to go back to"
    )
    assert system.request("config.get", {"key": "orchestrator.notifications.enabled"})["value"] is False
    again = system.request("config.begin", {"template": "empty"})
    assert "there is a configuration already" in again["errors"][0]
    before = {name: row["pid"] for name, row in status["modules"].items()}
    assert {name: row["pid"] for name, row in system.status()["modules"].items()} == before


def test_what_is_begun_with_is_kept_at_once(system: Supervisor) -> None:
    """It is no change that could be taken back: else the very first thing one saw were that all is gone again."""
    system.start("run")
    assert system.request("config.begin", {"template": "minimal"})["errors"] == []
    system.wait_running("example")
    (begun,) = (row for row in system.request("config.history", {}) if "first start" in row["why"])
    assert begun["verdict"] == "committed"


def test_a_home_with_a_configuration_starts_as_it_always_did(system: Supervisor) -> None:
    system.module("web", command=["/bin/sleep", "1000"])
    system.start("run")
    system.wait_running("web")
    assert (
        not (system.home / "state" / "ui.ini").exists()
        or "welcomed" not in (system.home / "state" / "ui.ini").read_text()
    )
