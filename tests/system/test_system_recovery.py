"""Recovery of real modules: each strategy, a procedure with a real script, places, and the keys of `[recovery]`."""

from __future__ import annotations

import sys
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from tests.supervisor import Supervisor, wait_until
from tests.system.casting import ASLEEP, LIVELY, actor, free_port, history, kill, pids

SCRIPT = Path(__file__).with_name("recovering.py")


def role(name: str, *arguments: object) -> list[str]:
    """The command line of a role of recovering.py."""
    return [sys.executable, "-I", str(SCRIPT), name, *map(str, arguments)]


def trash(system: Supervisor, module: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = system.request("trash.list", {"module": module})["entries"]
    return found


def events(system: Supervisor, module: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = system.request("events", {"count": 500, "module": module})
    return found


def steps(system: Supervisor, module: str) -> list[tuple[str, str, bool]]:
    """(stage, step, whether it succeeded) of every step so far."""
    return [
        (e["detail"]["procedure"], e["detail"]["step"], e["detail"]["ok"])
        for e in events(system, module)
        if e["kind"] == "recovery" and "step" in e["detail"]
    ]


def kill_and_wait(system: Supervisor, module: str) -> None:
    """Kill the module, and wait until another process of it is ready."""
    old = system.status()["modules"][module]["pid"]
    kill(old)
    system.wait_for(
        lambda s: s["modules"][module]["ready"] and s["modules"][module]["pid"] not in (old, None),
        f"{module} again",
    )


# Restart with reset


def test_a_reset_module_starts_clean_and_its_state_lies_in_the_trash(
    system: Supervisor, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    system.module("a", command=role("stateful", told), recovery={"strategy": "restart_with_reset"})
    system.start()
    system.wait_running()
    wait_until(lambda: history(told) == ["clean"], "the first start")
    kill_and_wait(system, "a")
    wait_until(lambda: history(told) == ["clean", "clean"], "a clean start")
    (entry,) = trash(system, "a")
    assert (system.home / "state" / "trash" / "a" / entry["name"] / "mark").exists()
    brought = system.cli("trash", "restore", "a", check=True)
    assert entry["name"] in brought.stdout
    wait_until(lambda: history(told) == ["clean", "clean", "marked"], "a start with the old state")
    assert len(trash(system, "a")) == 1, "the state that was there is kept"


def test_without_reset_state_nothing_is_moved(system: Supervisor, tmp_path: Path) -> None:
    told = tmp_path / "told"
    recovery = {"strategy": "restart_with_reset", "reset_state": False}
    system.module("a", command=role("stateful", told), recovery=recovery)
    system.start()
    system.wait_running()
    wait_until(lambda: history(told) == ["clean"], "the first start")
    kill_and_wait(system, "a")
    wait_until(lambda: history(told) == ["clean", "marked"], "a start with its state")
    assert trash(system, "a") == []


def test_a_reset_that_cannot_be_made_is_tried_again_and_told(system: Supervisor, tmp_path: Path) -> None:
    told = tmp_path / "told"
    recovery = {"strategy": "restart_with_reset", "backoff": "100ms", "max_attempts": 50}
    system.module("a", command=role("stateful", told), recovery=recovery)
    system.start()
    system.wait_running()
    wait_until(lambda: history(told) == ["clean"], "the first start")
    blocked = system.home / "state" / "trash"
    blocked.write_text("a file is in the way")
    kill(system.status()["modules"]["a"]["pid"])
    system.wait_for(lambda s: "could not be reset" in s["modules"]["a"]["reason"], "the failed reset")
    blocked.unlink()
    wait_until(lambda: history(told) == ["clean", "clean"], "a clean start in the end")


# Degraded mode


def test_another_program_runs_in_degraded_mode_and_the_own_one_comes_back(
    system: Supervisor, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    system.orchestrator(**LIVELY, retry_failed_after="2s", stable_after="1s")
    recovery = {"strategy": "degraded_mode", "fallback_command": role("named", told, "less")}
    system.module("a", command=role("named", told, "full"), recovery=recovery)
    system.start()
    system.wait_running()
    wait_until(lambda: history(told) == ["full"], "the first start")
    kill(system.status()["modules"]["a"]["pid"])
    status = system.wait_for(
        lambda s: s["modules"]["a"]["ready"] and s["modules"]["a"]["mode"]["name"] == "degraded",
        "the other one",
    )
    assert (status["status"], status["modules"]["a"]["health"]) == ("degraded", "degraded")
    wait_until(lambda: history(told) == ["full", "less", "full"], "the module's own program again")
    system.wait_for(lambda s: s["status"] == "healthy", "full health")


def test_a_native_module_is_told_by_hello_that_it_is_degraded_and_in_place_that_it_is_not(
    system: Supervisor, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    system.orchestrator(**LIVELY, retry_failed_after="1s", stable_after="30s")
    recovery = {"strategy": "degraded_mode", "disable_features": ["fast", "big"], "reduce_load": 0.25}
    system.module("a", command=role("saver", told), bus={}, recovery=recovery)
    system.start()
    system.wait_running()
    wait_until(lambda: history(told) == ['starts "full"'], "the first start")
    kill(system.status()["modules"]["a"]["pid"])
    wait_until(lambda: len(history(told)) >= 4, "degraded, and back")
    assert history(told) == ['starts "full"', 'starts "degraded"', "degrade fast,big 0.25", "restore"]
    status = system.status()["modules"]["a"]
    assert status["mode"] == {"name": "full"} and status["restarts"] == 1


# System restart


def chain(system: Supervisor, told: Path, **recovery: Any) -> None:
    system.module("db", command=actor("witness", told, "db", "0"))
    system.module("api", command=actor("witness", told, "api", "0"), depends_on=["db"])
    system.module(
        "web", command=ASLEEP, depends_on=["api"], recovery={"strategy": "system_restart", **recovery}
    )


def test_a_system_restart_ends_and_starts_everything_in_order_with_new_processes(
    system: Supervisor, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    chain(system, told)
    system.start()
    before = pids(system.wait_running())
    kill(before["web"])
    system.wait_for(
        lambda s: all(s["modules"][m]["ready"] and s["modules"][m]["pid"] != before[m] for m in before),
        "new processes of all",
    )
    assert history(told) == [
        "db begins", "api begins",
        "api asked", "api ends", "db asked", "db ends",
        "db begins", "api begins",
    ]  # fmt: skip
    web = system.status()["modules"]["web"]
    assert web["attempts"] == 1
    again = pids(system.status())
    kill(again["web"])
    system.wait_for(
        lambda s: s["modules"]["web"]["ready"] and s["modules"]["web"]["pid"] != again["web"], "web alone"
    )
    assert pids(system.status())["db"] == again["db"], "not twice within an hour"


@pytest.mark.parametrize("save", [True, False])
def test_native_modules_save_before_a_system_restart_if_the_strategy_says_so(
    system: Supervisor, tmp_path: Path, save: bool
) -> None:
    told = tmp_path / "told"
    system.module("store", command=role("saver", told), bus={})
    recovery = {"strategy": "system_restart", "save_state": save}
    system.module("app", command=ASLEEP, depends_on=["store"], recovery=recovery)
    system.start()
    before = pids(system.wait_running())
    kill(before["app"])
    system.wait_for(
        lambda s: all(s["modules"][m]["ready"] and s["modules"][m]["pid"] != before[m] for m in before),
        "new processes of all",
    )
    wait_until(lambda: history(told).count('starts "full"') == 2, "the second start")
    middle = ["save", "stop"] if save else ["stop"]
    assert history(told) == ['starts "full"', *middle, 'starts "full"']


@pytest.mark.parametrize("notify", [True, False])
def test_the_user_is_told_of_a_system_restart_if_the_strategy_says_so(
    system: Supervisor, tmp_path: Path, notify: bool
) -> None:
    chain(system, tmp_path / "told", notify_user=notify)
    system.start()
    before = pids(system.wait_running())
    kill(before["web"])
    system.wait_for(lambda s: s["modules"]["db"]["pid"] not in (before["db"], None), "another db")
    (entry,) = [e for e in events(system, "web") if e["detail"].get("strategy") == "system_restart"]
    assert entry["detail"]["notify"] is notify


# Procedures


def test_a_script_cures_the_module_and_http_says_that_it_is_well(system: Supervisor, tmp_path: Path) -> None:
    told, cure, answer, port = tmp_path / "told", tmp_path / "cure", tmp_path / "answer", free_port()
    answer.write_text("200")
    cure.write_text("")
    system.module("db", command=ASLEEP)
    probe = {"kind": "http", "url": f"http://127.0.0.1:{port}/", "interval": "100ms"}
    procedure = {
        "pre_checks": [{"probe": "readiness", "module": "db"}],
        "steps": [
            {"do": "run", "command": role("write", told, "fixed")},
            {"do": "wait", "timeout": "50ms"},
            {"do": "start"},
        ],
        "validation": [{"probe": "liveness", "successes": 3, "timeout": "10s"}],
        "rollback": [{"do": "run", "command": role("write", told, "undone")}],
    }
    system.module("web", command=actor("web", port, answer), probes={"liveness": probe},
                  recovery={"procedure": procedure})  # fmt: skip
    system.start()
    system.wait_running()
    kill_and_wait(system, "web")
    wait_until(lambda: len(steps(system, "web")) == 5, "the whole procedure")
    assert steps(system, "web") == [
        ("pre_checks", "the readiness of db", True),
        ("steps", f"run {sys.executable}", True),
        ("steps", "wait", True),
        ("steps", "start", True),
        ("validation", "the liveness of the module", True),
    ]
    assert history(told) == ["fixed"]


def test_a_validation_that_fails_is_rolled_back_and_counted_until_the_module_is_given_up(
    system: Supervisor, tmp_path: Path
) -> None:
    told, answer, port = tmp_path / "told", tmp_path / "answer", free_port()
    answer.write_text("200")
    probe = {"kind": "http", "url": f"http://127.0.0.1:{port}/", "interval": "1h"}
    procedure = {
        "steps": [{"do": "run", "command": role("write", told, "fixed")}],
        "validation": [{"probe": "readiness", "timeout": "500ms"}],
        "rollback": [
            {"do": "run", "command": role("write", told, "undone")},
            {"do": "run", "command": role("write", told, "told", "1")},
        ],
    }
    system.module("web", command=actor("web", port, answer), probes={"readiness": probe},
                  recovery={"procedure": procedure, "max_attempts": 2, "backoff": "100ms"},
                  startup_timeout="1s")  # fmt: skip
    system.start()
    system.wait_running()
    answer.write_text("500")
    kill(system.status()["modules"]["web"]["pid"])
    status = system.wait_for(lambda s: s["modules"]["web"]["state"] == "failed", "the end of all attempts")
    assert history(told) == ["fixed", "undone", "told"] * 2
    assert status["modules"]["web"]["pid"] is None
    assert next(step for _, step, ok in steps(system, "web") if not ok) == "start"


def test_a_script_that_fails_or_hangs_is_ended_with_all_that_it_started(
    system: Supervisor, tmp_path: Path
) -> None:
    procedure = {"steps": [{"do": "run", "command": ["/bin/sh", "-c", "sleep 4242 & sleep 4242"],
                            "timeout": "300ms"}]}  # fmt: skip
    system.module("a", command=ASLEEP, recovery={"procedure": procedure, "max_attempts": 1})
    system.start()
    system.wait_running()
    kill(system.status()["modules"]["a"]["pid"])
    system.wait_for(lambda s: s["modules"]["a"]["state"] == "failed", "the failed step")
    assert steps(system, "a")[0] == ("steps", "run /bin/sh", False)
    wait_until(lambda: not [line for line in system.leftovers() if "4242" in line], "nothing of the script")


def test_stop_in_the_middle_of_a_step_ends_the_script_and_stops(system: Supervisor, tmp_path: Path) -> None:
    procedure = {"steps": [{"do": "run", "command": ["/bin/sleep", "4343"], "timeout": "1h"}]}
    system.module("a", command=ASLEEP, recovery={"procedure": procedure})
    system.start()
    system.wait_running()
    kill(system.status()["modules"]["a"]["pid"])
    wait_until(lambda: [line for line in system.leftovers() if "4343" in line], "the script")
    system.cli("stop", "a", check=True)
    wait_until(lambda: not [line for line in system.leftovers() if "4343" in line], "nothing of the script")
    assert system.status()["modules"]["a"]["state"] == "stopped"


def test_a_failed_pre_check_makes_no_attempt(system: Supervisor, tmp_path: Path) -> None:
    told = tmp_path / "told"
    procedure = {
        "pre_checks": [{"probe": "readiness", "module": "db", "timeout": "200ms"}],
        "steps": [{"do": "run", "command": role("write", told, "fixed")}],
    }
    system.module("db", command=ASLEEP)
    system.module(
        "a", command=ASLEEP, recovery={"procedure": procedure, "backoff": "100ms", "backoff_max": "200ms"}
    )
    system.start()
    system.wait_running()
    system.cli("stop", "db", check=True)
    kill(system.status()["modules"]["a"]["pid"])
    wait_until(lambda: len(steps(system, "a")) >= 3, "three failed pre-checks")
    assert system.status()["modules"]["a"]["attempts"] == 1 and history(told) == []
    system.cli("start", "db", check=True)
    system.wait_running("a")
    assert history(told) == ["fixed"]


# The budget and the places


def test_the_keys_of_the_budget_are_heard(system: Supervisor, tmp_path: Path) -> None:
    told = tmp_path / "told"
    recovery = {"max_attempts": 2, "backoff": "50ms", "backoff_max": "60ms"}
    system.module("a", command=role("broken_until", tmp_path / "cure", told), recovery=recovery)
    system.start()
    system.wait_for(lambda s: s["modules"]["a"]["state"] == "failed", "the end of all attempts")
    assert history(told) == ["start"] * 3
    delays = [e["cause"]["text"] for e in events(system, "a") if e["to"] == "backoff"]
    assert len(delays) == 2 and all("next try in 4" in text or "next try in 5" in text or "next try in 6" in text
                                    for text in delays)  # fmt: skip


@pytest.mark.parametrize("most", [1, 3])
def test_no_more_modules_are_retried_at_once_than_the_configuration_allows(
    system: Supervisor, tmp_path: Path, most: int
) -> None:
    """Each is up only when its file says so; none does."""
    system.orchestrator(**LIVELY, max_concurrent_recoveries=most)
    names = [f"m{number}" for number in range(4)]
    for name in names:
        gate = tmp_path / name
        probe = {"kind": "exec", "command": ["/bin/sh", "-c", f"test -e {gate}"], "interval": "50ms"}
        system.module(name, command=ASLEEP, probes={"readiness": probe}, startup_timeout="1h",
                      recovery={"backoff": "100ms"})  # fmt: skip
    system.start()
    status = system.wait_for(lambda s: len(pids(s)) == 4, "the first starts")
    for pid in pids(status).values():
        kill(pid)

    def retried(status: dict[str, Any]) -> int:
        return sum(status["modules"][m]["state"] == "starting" for m in names)

    status = system.wait_for(
        lambda s: (
            retried(s) == most and sum(r["state"] == "waiting" for r in s["modules"].values()) == 4 - most
        ),
        "as many as allowed, the others waiting",
    )
    for name in names:
        (tmp_path / name).touch()
    system.wait_running()
    assert highest_at_once(system, names) == most


def highest_at_once(system: Supervisor, names: list[str]) -> int:
    """How many were starting at the same time, of all starts after a backoff."""
    changes: list[tuple[int, int]] = []
    for name in names:
        moves = [(e["seq"], e["from"], e["to"]) for e in events(system, name) if e["kind"] == "state_changed"]
        begun = next(seq for seq, _, to in moves if to == "backoff")
        for seq, before, to in moves:
            if seq > begun:
                changes.append((seq, (to == "starting") - (before == "starting")))
    sums = list(accumulate(change for _, change in sorted(changes)))
    return max(sums)


def test_a_common_cause_is_recovered_instead_of_its_dependants(system: Supervisor, tmp_path: Path) -> None:
    """`db` is well for its own slow probe, but does not answer when two that need it die together."""
    answer, port = tmp_path / "answer", free_port()
    answer.write_text("200")
    probe = {"kind": "http", "url": f"http://127.0.0.1:{port}/", "interval": "1h", "failure_threshold": 3}
    system.module("db", command=actor("web", port, answer), probes={"liveness": probe})
    for name in ("web", "api"):
        system.module(name, command=ASLEEP, depends_on=["db"])
    system.start()
    before = pids(system.wait_running())
    answer.write_text("500")
    kill(before["web"])
    kill(before["api"])
    system.wait_for(lambda s: s["modules"]["db"]["pid"] not in (before["db"], None), "another db")
    answer.write_text("200")
    system.wait_running()
    assert any("failed together" in e["cause"]["text"] for e in events(system, "db"))
