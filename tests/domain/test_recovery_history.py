"""The recovery history tells every incident of a module: what failed, how often it was tried, how it ended."""

from __future__ import annotations

from typing import Any

from skelly_tray.domain.recovery.history import LONGEST, Incident, recovery_history


def entry(second: int, module: str, to: str, kind: str, text: str = "", **detail: Any) -> dict[str, Any]:
    return {
        "time": f"2026-01-01T00:{second // 60:02}:{second % 60:02}.000Z", "module": module, "kind": "state_changed",
        "to": to, "cause": {"kind": kind, "text": text}, "detail": detail,
    }  # fmt: skip


def test_a_failure_that_was_cured_is_one_incident_with_its_starts_and_time() -> None:
    lines = [
        entry(0, "a", "running", "probe"),
        entry(5, "a", "stopping", "exit", "exit 1"),
        entry(5, "b", "stopping", "exit", "exit 9"),
        entry(5, "a", "starting", "recovery"),
        entry(6, "a", "stopping", "exit", "exit 2"),
        entry(6, "a", "backoff", "exit", "exit 2; next try"),
        entry(16, "a", "starting", "recovery"),
        entry(17, "a", "running", "probe"),
    ]
    assert recovery_history(lines, "a") == [
        Incident("2026-01-01T00:00:05.000Z", "exit 1", 2, "recovered", 12.0)
    ]


def test_what_is_given_up_stopped_or_still_under_way_says_so() -> None:
    down = [entry(1, "a", "stopping", "exit", "exit 1")]
    assert recovery_history(down, "a")[0].outcome == "under way"
    assert recovery_history([*down, entry(2, "a", "failed", "exit")], "a")[0].outcome == "given up"
    assert recovery_history([*down, entry(2, "a", "stopped", "user")], "a")[0].outcome == "ended"


def test_a_stop_by_the_user_and_a_finished_task_are_no_incidents() -> None:
    lines = [
        entry(1, "a", "stopping", "user"),
        entry(2, "a", "stopped", "user"),
        entry(3, "a", "stopping", "exit", "exit 0", completed=True),
        entry(4, "a", "stopped", "exit"),
    ]
    assert recovery_history(lines, "a") == []


def test_a_run_that_never_became_ready_is_no_recovery_yet() -> None:
    lines = [
        entry(1, "a", "stopping", "exit", "exit 1"),
        entry(2, "a", "starting", "recovery"),
        entry(32, "a", "running", "timeout", "not ready within 30 s"),
    ]
    assert recovery_history(lines, "a")[0].outcome == "under way"


def test_only_the_newest_incidents_are_told() -> None:
    lines = []
    for n in range(LONGEST + 5):
        lines += [
            entry(2 * n, "a", "stopping", "exit", f"exit {n}"),
            entry(2 * n + 1, "a", "running", "probe"),
        ]
    told = recovery_history(lines, "a")
    assert len(told) == LONGEST and told[-1].failure == f"exit {LONGEST + 4}"
