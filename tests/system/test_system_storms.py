"""A program that cannot live is tried a bounded number of times, explained, and disturbs nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.supervisor import Supervisor, wait_until
from tests.system.casting import ASLEEP, LIVELY, actor, history, module_processes, pids

HASTY = {"recovery": {"max_attempts": 3, "backoff": "50ms", "backoff_max": "100ms"}}


@pytest.mark.parametrize(("seconds", "ready_after"), [(0, "200ms"), (0.3, "10ms")])
def test_a_program_that_always_ends_is_started_once_and_then_as_often_as_its_budget_says(
    supervisor: Supervisor, seconds: float, ready_after: str
) -> None:
    """At once, or again and again after it has been ready: both are bounded, which no success at starting resets."""
    told = supervisor.home.with_name("told")
    supervisor.orchestrator(**LIVELY, retry_failed_after=0)
    supervisor.module("mortal", command=actor("mortal", told, "m", seconds), ready_after=ready_after, **HASTY)
    supervisor.module("neighbour", command=ASLEEP)
    supervisor.start()
    before = supervisor.wait_running("neighbour")
    after = supervisor.wait_for(lambda s: s["modules"]["mortal"]["state"] == "failed", "the breaker")
    row = after["modules"]["mortal"]
    assert len(history(told)) == 4 and row["restarts"] == 3 and row["attempts"] == 3
    assert "exit 3" in row["reason"] and row["reason_kind"] == "recovery" and row["retry_in_s"] is None
    assert after["status"] == "critical" and after["failing_modules"] == ["mortal"]
    assert after["modules"]["neighbour"]["pid"] == before["modules"]["neighbour"]["pid"]
    assert after["modules"]["neighbour"]["restarts"] == 0


@pytest.mark.long
@pytest.mark.timeout(120)
def test_with_default_settings_a_crash_loop_has_at_most_eight_starts_in_forty_seconds(
    supervisor: Supervisor,
) -> None:
    told = {seconds: supervisor.home.with_name(f"told{seconds}") for seconds in (0, 1.3)}
    for number, (seconds, file) in enumerate(told.items()):
        supervisor.module(f"mortal{number}", command=actor("mortal", file, "m", seconds))
    supervisor.module("neighbour", command=ASLEEP)
    supervisor.start()
    before = supervisor.wait_running("neighbour")
    after = supervisor.wait_for(lambda s: s["uptime_s"] >= 40, "forty seconds", timeout=60)
    starts = {seconds: len(history(file)) for seconds, file in told.items()}
    print(f"starts in 40 s, by lifetime: {starts}")
    assert all(2 <= count <= 8 for count in starts.values())
    assert after["modules"]["neighbour"]["pid"] == before["modules"]["neighbour"]["pid"]


def test_a_cured_cause_heals_by_itself_after_the_breaker(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**LIVELY, retry_failed_after="500ms")
    cure = supervisor.home.with_name("cure")
    supervisor.module(
        "ill",
        command=["/bin/sh", "-c", f"test -e {cure} || exit 1; exec /bin/sleep 100000"],
        recovery={"max_attempts": 1, "backoff": "20ms"},
    )
    supervisor.start()
    supervisor.wait_for(lambda s: s["modules"]["ill"]["state"] == "failed", "the breaker")
    cure.touch()
    status = supervisor.wait_running("ill")
    assert status["status"] == "healthy"


def test_a_start_by_the_user_gives_a_failed_module_its_whole_budget_again(supervisor: Supervisor) -> None:
    told = supervisor.home.with_name("told")
    supervisor.orchestrator(**LIVELY, retry_failed_after=0)
    supervisor.module("mortal", command=actor("mortal", told, "m", 0), **HASTY)
    supervisor.start()
    supervisor.wait_for(lambda s: s["modules"]["mortal"]["state"] == "failed", "the breaker")
    refused = supervisor.cli("start", "mortal")
    assert refused.returncode == 1 and "exit 3" in refused.stdout + refused.stderr
    wait_until(lambda: len(history(told)) == 8, "four more starts")
    supervisor.wait_for(lambda s: s["modules"]["mortal"]["state"] == "failed", "the breaker again")
    assert len(history(told)) == 8


def test_a_stop_by_the_user_ends_a_crash_loop(supervisor: Supervisor) -> None:
    told = supervisor.home.with_name("told")
    supervisor.orchestrator(**LIVELY)
    supervisor.module(
        "mortal", command=actor("mortal", told, "m", 0), recovery={"max_attempts": 50, "backoff": "300ms"}
    )
    supervisor.start()
    supervisor.wait_for(lambda s: s["modules"]["mortal"]["state"] == "backoff", "a backoff")
    supervisor.cli("stop", "mortal", check=True)
    row = supervisor.status()["modules"]["mortal"]
    assert (row["state"], row["desired"], row["reason_kind"], row["retry_in_s"]) == (
        "stopped",
        "down",
        "user",
        None,
    )
    assert module_processes(supervisor) == []


def test_an_exit_code_that_must_not_restart_gives_up_at_once(system: Supervisor) -> None:
    told = system.home.with_name("told")
    system.module("mortal", command=actor("mortal", told, "m", 0), no_restart_exit_codes=[3])
    system.start()
    row = system.wait_for(lambda s: s["modules"]["mortal"]["state"] == "failed", "its failure")["modules"]
    assert row["mortal"]["restarts"] == 0 and history(told) == ["m"]


def _unstartable(folder: Path) -> dict[str, dict[str, Any]]:
    forbidden = folder / "forbidden"
    forbidden.write_text("#!/bin/sh\n")
    forbidden.chmod(0o600)
    garbage = folder / "garbage"
    garbage.write_bytes(b"\0\1\2\3")
    garbage.chmod(0o700)
    return {
        "nowhere": {"command": ["no-such-program-anywhere", "-x"]},
        "absent": {"command": [str(folder / "absent")]},
        "forbidden": {"command": [str(forbidden)]},
        "garbage": {"command": [str(garbage)]},
        "folder": {"command": ASLEEP, "working_dir": str(folder / "missing")},
        "user": {"command": ASLEEP, "user": "no-such-user-here"},
    }


EXPLAINED = {
    "nowhere": ("no-such-program-anywhere", "not found"),
    "absent": ("absent", "No such file"),
    "forbidden": ("forbidden", "Permission denied"),
    "garbage": ("garbage", "not a program"),
    "folder": ("missing", "No such file"),
    "user": ("no-such-user-here", "no user"),
}


def test_what_cannot_be_started_says_why_by_name_and_everything_else_runs(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**LIVELY, retry_failed_after=0)
    for name, keys in _unstartable(supervisor.home.parent).items():
        supervisor.module(name, **keys, recovery={"max_attempts": 1, "backoff": "20ms"})
    supervisor.module("good", command=ASLEEP)
    supervisor.start()
    good = supervisor.wait_running("good")["modules"]["good"]["pid"]
    status = supervisor.wait_for(
        lambda s: all(s["modules"][name]["state"] == "failed" for name in EXPLAINED), "all breakers"
    )
    reasons = {name: status["modules"][name]["reason"] for name in EXPLAINED}
    wrong = {
        name: reasons[name]
        for name, words in EXPLAINED.items()
        if not all(word.lower() in reasons[name].lower() for word in words)
    }
    assert not wrong
    assert pids(status) == {"good": good}
    for name in EXPLAINED:
        assert any(issue["module"] == name for issue in status["issues"]), name
