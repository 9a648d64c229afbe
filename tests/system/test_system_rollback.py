"""A configuration that fits the schema and harms its module is taken back by itself, and that is told everywhere."""

from __future__ import annotations

import json
from typing import Any

from tests.supervisor import Supervisor, wait_until
from tests.system.casting import ASLEEP, LIVELY


def probed(supervisor: Supervisor, mode: str) -> None:
    check = {
        "kind": "exec",
        "command": ["sh", "-c", "[ $MODE = good ]"],
        "interval": "200ms",
        "failure_threshold": 2,
    }
    supervisor.module("web", command=ASLEEP, env={"MODE": mode}, probes={"liveness": check})


def audited(supervisor: Supervisor) -> list[dict[str, Any]]:
    lines = (supervisor.home / "state" / "audit.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def test_a_change_that_makes_its_module_unhealthy_is_rolled_back_by_itself(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**LIVELY, config_trial="30s")
    probed(supervisor, "good")
    supervisor.module("other", command=ASLEEP)
    supervisor.start()
    before = supervisor.wait_running()
    probed(supervisor, "bad")
    after = supervisor.wait_for(
        lambda s: (
            s["modules"]["web"].get("config") and s["modules"]["web"]["config"]["state"] == "rolled_back"
        ),
        "the rollback",
    )
    after = supervisor.wait_running()
    assert after["modules"]["other"]["pid"] == before["modules"]["other"]["pid"]
    assert after["modules"]["web"]["pid"] != before["modules"]["web"]["pid"]
    assert "liveness" in after["modules"]["web"]["config"]["why"] and after["modules"]["web"]["attempts"] == 0
    assert '"bad"' in (supervisor.home / "config" / "modules" / "web.toml").read_text(), (
        "the user's text stays"
    )
    assert "web" in {issue["module"] for issue in after["issues"]}
    why = json.dumps(supervisor.request("why", {"module": "web"}))
    assert "its configuration was changed" in why and "its former configuration is in effect again" in why
    history = supervisor.request("config.history", {})
    assert "rolled_back" in json.dumps(history)
    wait_until(
        lambda: any("rolled_back" in json.dumps(entry) for entry in audited(supervisor)), "an audit entry"
    )


def test_a_text_that_was_rolled_back_is_left_alone_until_it_is_changed(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**LIVELY, config_trial="30s")
    probed(supervisor, "good")
    supervisor.start()
    supervisor.wait_running()
    probed(supervisor, "bad")
    supervisor.wait_for(
        lambda s: (s["modules"]["web"]["config"] or {}).get("state") == "rolled_back", "the rollback"
    )
    pid = supervisor.wait_running()["modules"]["web"]["pid"]
    supervisor.module("new", command=ASLEEP)  # another file is applied, and the bad one is left alone
    after = supervisor.wait_running("new")
    assert after["modules"]["web"]["pid"] == pid
    probed(supervisor, "good")
    supervisor.wait_for(
        lambda s: (s["modules"]["web"]["config"] or {}).get("state") != "rolled_back", "the mark to go"
    )
    assert supervisor.status()["modules"]["web"]["pid"] == pid


def test_trial_that_a_crash_of_ours_interrupts_goes_on_and_still_rolls_back(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**LIVELY, config_trial="60s", orphan_grace="60s")
    verdict = supervisor.home / "verdict"
    verdict.touch()

    def web(mode: str) -> None:
        check = {
            "kind": "exec",
            "command": ["sh", "-c", f'[ $MODE = good ] || [ -e "{verdict}" ]'],
            "interval": "200ms",
            "failure_threshold": 2,
        }
        supervisor.module("web", command=ASLEEP, env={"MODE": mode}, probes={"liveness": check})

    web("good")
    supervisor.start()
    before = supervisor.wait_running()
    web("bad")
    supervisor.wait_for(
        lambda s: (s["modules"]["web"]["config"] or {}).get("ends_in_s") is not None, "the trial"
    )
    changed = supervisor.status()["modules"]["web"]["pid"]
    assert changed != before["modules"]["web"]["pid"]
    supervisor.kill9()
    supervisor.start()
    after = supervisor.wait_running()
    assert after["modules"]["web"]["pid"] == changed and after["modules"]["web"]["config"]["state"] == "trial"
    verdict.unlink()
    supervisor.wait_for(
        lambda s: (s["modules"]["web"]["config"] or {}).get("state") == "rolled_back", "the rollback"
    )
    supervisor.terminate()
    supervisor.start()
    found = supervisor.wait_running()["modules"]["web"]["config"]
    assert found["state"] == "rolled_back" and "liveness" in found["why"], "and it stays marked"


def test_an_override_that_was_rolled_back_is_told_as_one_with_the_way_back(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**LIVELY, config_trial="30s")
    probed(supervisor, "good")
    supervisor.start()
    supervisor.wait_running()
    supervisor.cli("config", "set", "modules.web.env.MODE", "bad", check=True)

    def mark(status: dict[str, Any]) -> Any:
        return status["modules"]["web"]["config"]

    supervisor.wait_for(lambda s: mark(s)["state"] == "rolled_back", "the rollback")
    supervisor.wait_running()
    why = supervisor.cli("why", "web", check=True).stdout
    assert "The text in its file" not in why
    assert "The override of modules.web.env.MODE is not in effect" in why
    assert "modules.web.env.MODE" in supervisor.cli("config", "diff", check=True).stdout
    supervisor.cli("config", "unset", "modules.web.env.MODE", check=True)
    supervisor.wait_for(lambda s: mark(s)["state"] is None, "nothing that is not in effect any more")
