"""A real system takes changes of its files while it runs: what is new comes, what is gone goes, the rest stays."""

from __future__ import annotations

import contextlib
import socket
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


def test_a_key_that_is_read_at_a_start_only_is_told_until_it_is_taken_back(supervisor: Supervisor) -> None:
    supervisor.orchestrator(module_start_delay="0s")
    supervisor.module("one", command=SLEEP, ready_after="0s")
    supervisor.start()
    pid = supervisor.wait_running("one")["modules"]["one"]["pid"]

    def told(status: Any) -> str:
        return next((i["message"] for i in status["issues"] if i["id"] == "config.next_start"), "")

    supervisor.orchestrator(module_start_delay="0s", orphan_grace="7s")
    supervisor.wait_for(lambda s: "orphan_grace" in told(s), "the remark")
    supervisor.orchestrator(module_start_delay="0s")
    supervisor.wait_for(lambda s: not told(s), "no remark")
    assert _pid(supervisor, "one") == pid


def test_a_page_of_metrics_and_the_size_of_logs_change_without_a_restart(supervisor: Supervisor) -> None:
    supervisor.orchestrator(module_start_delay="0s")
    supervisor.module(
        "one", command=["sh", "-c", "while :; do head -c 3000 /dev/zero | tr '\\0' x; echo; done"]
    )
    supervisor.start()
    supervisor.wait_for(lambda s: s["modules"]["one"]["state"] == "running", "a module that talks")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    supervisor.orchestrator(module_start_delay="0s", metrics={"port": port}, logs={"max_mb": 1, "keep": 1})

    def answers() -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return True
        return False

    wait_until(answers, "the page of metrics")
    logs = supervisor.home / "logs"
    wait_until(lambda: list(logs.glob("one.log.1*")), "a log that was rotated at its new size")
    assert not list(logs.glob("one.log.2*"))
