"""What of the journal becomes an entry of the audit log, and what is left out of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from skelly_tray.engine.auditing import Auditing


class Kept:
    """An audit log as a list of (kind, what, by, detail)."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, str, str, Mapping[str, object]]] = []

    def record(self, kind: str, what: str, *, by: str, detail: Mapping[str, object] | None = None) -> None:
        self.entries.append((kind, what, by, detail or {}))


def entry(kind: str, cause: str = "user", text: str = "", **more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "seq": 7,
        "module": None,
        "from": None,
        "to": None,
        "incarnation": None,
        "detail": {},
    }
    return {**plain, "kind": kind, "cause": {"kind": cause, "seq": None, "text": text}, **more}


def noted(*entries: Mapping[str, Any]) -> list[tuple[str, str, str, Mapping[str, object]]]:
    kept = Kept()
    Auditing(kept).noted(entries)
    return kept.entries


def judged(verdict: str) -> dict[str, Any]:
    detail = {"by": "file", "revision": 3, "files": ["modules/web.toml"], "verdict": verdict, "more": "no"}
    return entry("config_changed", "config", 'port: "hunter2" is wrong', detail=detail)


def test_what_a_refused_configuration_says_is_left_out_for_it_may_quote_a_value() -> None:
    [(kind, what, by, detail)] = noted(judged("rejected"))
    assert (kind, what, by) == ("config", "configuration rejected", "file")
    assert "hunter2" not in str(detail) and "more" not in detail and detail["revision"] == 3


@pytest.mark.parametrize("verdict", ["applied", "rolled_back"])
def test_why_a_configuration_was_applied_or_taken_back_is_told(verdict: str) -> None:
    [(_, what, _, detail)] = noted(judged(verdict))
    assert what == f'configuration {verdict}: port: "hunter2" is wrong' and detail["journal"] == 7


@pytest.mark.parametrize(("cause", "told"), [("recovery", 1), ("limit", 1), ("user", 0), ("probe", 0)])
def test_a_change_of_state_is_an_entry_only_where_nobody_asked_for_it(cause: str, told: int) -> None:
    found = noted(entry("state_changed", cause, "restart 2 of 3", module="web", to="starting"))
    assert [(kind, what) for kind, what, _, _ in found] == [("recovery", "web: restart 2 of 3")] * told


def test_a_change_of_health_and_news_of_a_single_module_are_no_entries() -> None:
    assert noted(entry("health_changed", "probe", to="healthy"), entry("config_changed", "config")) == []
