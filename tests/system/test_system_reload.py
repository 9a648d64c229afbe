"""A real system takes changes of its files while it runs: what is new comes, what is gone goes, the rest stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.saving import STYLES
from tests.supervisor import Supervisor, wait_until

SLEEP = ["sleep", "1000000"]


def _pid(supervisor: Supervisor, name: str) -> Any:
    return supervisor.status()["modules"][name]["pid"]


def _applied(supervisor: Supervisor) -> int:
    rows = supervisor.request("events", {"count": 2000})
    return sum(1 for row in rows if row["detail"].get("verdict") == "applied")


def test_files_come_and_go_and_untouched_modules_keep_their_pid(supervisor: Supervisor) -> None:
    supervisor.orchestrator(module_start_delay="0s")
    supervisor.module("one", command=SLEEP, ready_after="0s")
    supervisor.start()
    pid = supervisor.wait_running("one")["modules"]["one"]["pid"]
    supervisor.module("two", command=SLEEP, ready_after="0s")
    supervisor.wait_running("two")
    (supervisor.home / "config/modules/two.toml").unlink()
    supervisor.wait_for(lambda status: "two" not in status["modules"], "two gone")
    assert _pid(supervisor, "one") == pid


def test_a_variable_that_was_removed_is_gone_from_the_restarted_module(supervisor: Supervisor) -> None:
    supervisor.orchestrator(module_start_delay="0s")
    supervisor.module("one", command=SLEEP, ready_after="0s", env={"MARKED": "yes"})
    supervisor.start()
    pid = supervisor.wait_running("one")["modules"]["one"]["pid"]
    assert b"MARKED=yes" in Path(f"/proc/{pid}/environ").read_bytes()
    supervisor.module("one", command=SLEEP, ready_after="0s")
    supervisor.wait_for(lambda s: s["modules"]["one"]["pid"] not in (None, pid), "another pid")
    supervisor.wait_running("one")
    assert b"MARKED" not in Path(f"/proc/{_pid(supervisor, 'one')}/environ").read_bytes()


def test_a_cycle_and_a_broken_file_are_rejected_and_all_goes_on(supervisor: Supervisor) -> None:
    supervisor.orchestrator(module_start_delay="0s")
    supervisor.module("one", command=SLEEP, ready_after="0s")
    supervisor.module("two", command=SLEEP, ready_after="0s", depends_on=["one"])
    supervisor.start()
    supervisor.wait_running("one", "two")
    pids = [_pid(supervisor, name) for name in ("one", "two")]
    supervisor.module("one", command=SLEEP, ready_after="0s", depends_on=["two"])
    issues = supervisor.wait_for(
        lambda s: any(i["id"] == "config.one" for i in s["issues"]), "an issue of the cycle"
    )["issues"]
    assert any("cycle" in issue["message"] for issue in issues)
    supervisor.orchestrator(module_start_delay="many")
    supervisor.wait_for(
        lambda s: any(i["id"] == "config.orchestrator" for i in s["issues"]), "the broken file"
    )
    assert [_pid(supervisor, name) for name in ("one", "two")] == pids


@pytest.mark.parametrize("save", STYLES.values(), ids=STYLES)
def test_each_save_is_applied_exactly_once(
    supervisor: Supervisor, save: Callable[[Path, str], None], request: pytest.FixtureRequest
) -> None:
    saves = 200 if request.config.getoption("--long") else 10
    supervisor.orchestrator(module_start_delay="0s")
    supervisor.module("one", command=SLEEP, ready_after="0s")
    supervisor.start()
    supervisor.wait_running("one")
    file, before = supervisor.home / "config/modules/one.toml", _applied(supervisor)
    text = file.read_text()
    for number in range(1, saves + 1):
        save(file, f"{text}# save {number}\n")
        wait_until(lambda n=number: _applied(supervisor) >= before + n, f"save {number}")  # type: ignore[misc]
    supervisor.module("last", command=SLEEP)  # what might be applied a second time is by then
    supervisor.wait_running("last")
    assert _applied(supervisor) == before + saves + 1
