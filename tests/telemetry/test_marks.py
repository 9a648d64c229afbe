"""Which entries of the journal become marks."""

from __future__ import annotations

from typing import Any

import pytest

from skelly_tray.telemetry.marks import Mark, MarkKind, mark_of


def entry(kind: str, cause: str = "recovery", **more: Any) -> dict[str, Any]:
    return {
        "seq": 7,
        "time": "2027-01-15T08:00:00.250Z",
        "module": "web",
        "kind": kind,
        "from": None,
        "to": None,
        "cause": {"kind": cause, "seq": 6, "text": "a sentence"},
        "incarnation": 3,
        "detail": {},
        **more,
    }


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (entry("state_changed", to="starting"), MarkKind.RESTART),
        (entry("state_changed", "user", to="starting"), MarkKind.RESTART),
        (entry("state_changed", "exit", to="failed"), MarkKind.FAILURE),
        (entry("limit_exceeded", "limit"), MarkKind.LIMIT),
        (entry("limit_cleared", "limit"), MarkKind.LIMIT),
        (entry("system", "system", detail={"throttled": 20.0}), MarkKind.LIMIT),
        (entry("system", "system", detail={"throttled": None}), MarkKind.LIMIT),
        (entry("system", "system", detail={"throttled": 20.0}), MarkKind.LIMIT),
        (entry("system", "system", detail={"throttled": None}), MarkKind.LIMIT),
        (entry("config_changed", "config"), MarkKind.CONFIG),
        (entry("recovery", to="degraded"), MarkKind.MODE),
        (entry("system", "system", module=None, to="starting"), MarkKind.SYSTEM),
        (entry("system", "system", module=None, detail={"slept_s": 900.0}), MarkKind.SYSTEM),
        (entry("system", "system", module=None, detail={"stalled_s": 90.0}), MarkKind.SYSTEM),
        (entry("system", "keeper", module=None), MarkKind.SYSTEM),
        (entry("state_changed", "system", to="starting"), None),
        (entry("state_changed", "probe", to="running"), None),
        (entry("health_changed", "probe", to="degraded"), None),
        (entry("recovery", detail={"verdict": "failed"}), None),
        (entry("system", "system", module=None, detail={"pace": 2.0}), None),
        (entry("user_action", "user"), None),
    ],
)
def test_what_is_worth_a_mark(line: dict[str, Any], kind: MarkKind | None) -> None:
    found = mark_of(line)
    assert (found.kind if found else None) is kind


def test_a_mark_has_the_entrys_number_moment_and_sentence() -> None:
    found = mark_of(entry("config_changed"))
    assert found == Mark(7, 1_800_000_000.25, "web", MarkKind.CONFIG, "a sentence")
    assert found.told()["time"] == 1_800_000_000.25 and found.told()["kind"] == "config"


@pytest.mark.parametrize(
    "broken", [{"time": "soon"}, {"time": None}, {"seq": "x"}, {"cause": {"kind": "config"}}]
)
def test_what_is_no_entry_is_no_mark(broken: dict[str, Any]) -> None:
    assert mark_of(entry("config_changed") | broken) is None
