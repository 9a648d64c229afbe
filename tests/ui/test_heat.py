"""The cells of the heat strip, what is said of them, and what the system as a whole has to say: no Qt here."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from skelly_tray.domain.status import Issue, ModuleState, OrchestratorStatus, Severity, SystemResources
from skelly_tray.ui.present.heat import CELLS, NOTHING, HeatMap, cell_words, next_event, summary
from skelly_tray.ui.present.marks import MarkKind
from skelly_tray.ui.present.system import (
    MOST_ISSUES,
    Totals,
    counts,
    issues,
    more_issues,
    own_cost,
    traffic,
)
from skelly_tray.ui.window.heat_feed import HeatFeed
from tests.ui.fake_core import ago, snapshot, troubled
from tests.ui.fake_system import troubled_system

NOW = 1_800_000_001.5
"""In the middle of a cell of ten minutes."""


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def samples(points: Mapping[float, float | None], *marks: Mapping[str, Any]) -> dict[str, Any]:
    """points: health by seconds before now."""
    told = sorted(points.items(), reverse=True)
    return {
        "time": [NOW - old for old, _ in told],
        "health": [code for _, code in told],
        "marks": list(marks),
    }


def mark(old: float, kind: str, module: str | None = "web", text: str = "so", seq: int = 1) -> dict[str, Any]:
    return {"seq": seq, "time": NOW - old, "module": module, "kind": kind, "text": text}


def codes(heat: HeatMap, module: str = "web") -> list[int]:
    row = heat.row(module)
    return [row.code(cell) for cell in range(CELLS)]


# Cells ----------------------------------------------------------------------------------------------


def test_a_cell_has_the_worst_of_its_time_and_what_is_not_known_stays_empty() -> None:
    heat = HeatMap(600.0, NOW)
    heat.take({"web": samples({0: 1, 0.4: 3, 100: 2})})
    found = codes(heat)
    assert found[-1] == 3 and found[heat.cell(NOW - 100)] == 2
    assert found.count(NOTHING) == CELLS - 2


def test_points_of_a_long_past_fill_the_cells_between_them_but_not_a_gap() -> None:
    heat = HeatMap(86_400.0, NOW)
    step = heat.width * 2
    points: dict[float, float | None] = {step * number: 1 for number in range(40)}
    for number in range(10, 20):
        del points[step * number]
    heat.take({"web": samples(points)})
    found = codes(heat)
    assert found[heat.cell(NOW - step * 5)] == 1 and found[heat.cell(NOW - step * 5) + 1] == 1
    assert set(found[heat.cell(NOW - step * 18) : heat.cell(NOW - step * 11)]) == {NOTHING}


def test_points_that_come_one_by_one_are_joined_with_those_before() -> None:
    heat = HeatMap(600.0, NOW)
    slow = heat.width * 3
    heat.take({"web": samples({slow * number: 1 for number in range(1, 20)})})
    heat.take({"web": samples({0: 1})})
    assert NOTHING not in codes(heat)[heat.cell(NOW - slow) :]
    heat.advance(NOW + 10 * slow)
    heat.take({"web": {"time": [NOW + 10 * slow], "health": [1]}})
    assert set(codes(heat)[heat.cell(NOW) + 1 : -1]) == {NOTHING}


def test_a_few_points_are_not_taken_for_a_past_without_gaps() -> None:
    heat = HeatMap(86_400.0, NOW)
    heat.take({"web": samples({50_000: 1, 0: 1})})
    assert codes(heat).count(1) == 2


def test_a_missing_figure_is_a_gap_not_health() -> None:
    heat = HeatMap(600.0, NOW)
    heat.take({"web": samples({0: 1, 50: None, 100: 1})})
    assert codes(heat)[heat.cell(NOW - 50)] == NOTHING


def test_time_goes_on_cell_by_cell_and_the_oldest_falls_out() -> None:
    heat = HeatMap(600.0, NOW)
    heat.take({"web": samples({0: 3, 599: 2}, mark(599, "restart"))})
    before = codes(heat)
    assert before[0] == 2 and len(heat.row("web").marks) == 1
    assert not heat.advance(NOW + heat.width * 0.1)
    assert heat.advance(NOW + heat.width * 2)
    assert codes(heat)[0] == NOTHING and codes(heat)[CELLS - 3] == 3
    assert heat.row("web").marks == ()


def test_the_same_samples_taken_again_change_nothing_that_is_drawn() -> None:
    heat = HeatMap(600.0, NOW)
    answer = {"web": samples({0: 1, 5: 1, 9: 2}, mark(4, "config"))}
    heat.take(answer)
    row = heat.row("web")
    heat.take(answer)
    assert heat.row("web") is row
    heat.take({"web": samples({0: 2})})
    assert heat.row("web") != row


def test_marks_of_the_whole_system_are_not_told_of_each_module() -> None:
    heat = HeatMap(600.0, NOW)
    heat.take({"web": samples({0: 1}, mark(10, "system", None), mark(20, "restart", "web", seq=2))})
    assert [group.kind for _, group in heat.row("web").marks] == [MarkKind.RESTART]


def test_a_module_that_is_gone_is_forgotten() -> None:
    heat = HeatMap(600.0, NOW)
    heat.take({"web": samples({0: 1}), "db": samples({0: 1})})
    heat.retain(["db"])
    assert heat.row("web").runs == () and heat.row("db").runs != ()


# Words ----------------------------------------------------------------------------------------------


def test_a_row_is_told_in_words() -> None:
    heat = HeatMap(600.0, NOW)
    assert summary(heat.row("web")) == "nothing is known of that time"
    points: dict[float, float | None] = {float(old): 1 if old >= 30 else 2 for old in range(300)}
    heat.take({"web": samples(points, mark(30, "restart"))})
    assert summary(heat.row("web")) == "healthy 90 %, degraded 10 %; 1 restart"


def test_a_cell_is_told_with_what_happened_about_then() -> None:
    heat = HeatMap(600.0, NOW)
    heat.take({"web": samples({60: 3}, mark(60, "restart", text="restarted at once: exit 1"))})
    lines = plain(cell_words(heat, heat.row("web"), heat.cell(NOW - 60), "Web server")).split("\n")
    assert lines[0] == "Web server, 1 min ago: unhealthy" or lines[0].startswith("Web server, ")
    assert lines[0].endswith(": unhealthy")
    assert lines[1].startswith("▲") and lines[1].endswith("restarted at once: exit 1")
    assert cell_words(heat, heat.row("web"), 3, "Web server").endswith(": nothing known")


def test_the_keys_lead_from_one_change_to_the_next() -> None:
    heat = HeatMap(600.0, NOW)
    heat.take({"web": samples({100: 2, 50: 3}, mark(200, "config"))})
    row = heat.row("web")
    first, second, third = (heat.cell(NOW - old) for old in (200, 100, 50))
    assert next_event(row, CELLS, -1) == third
    assert next_event(row, third, -1) == second
    assert next_event(row, second, -1) == first
    assert next_event(row, first, -1) is None
    assert next_event(row, first, 1) == second


# The feed -------------------------------------------------------------------------------------------


class Asked:
    """Questions that are answered when the test says so, or at once."""

    def __init__(self, *, at_once: bool = False) -> None:
        self.params: list[dict[str, Any]] = []
        self.came: list[Callable[[Any], None]] = []
        self.now = NOW
        self.changes = 0
        self._at_once = at_once
        self.feed = HeatFeed(self.ask, lambda: self.now, self.changed)

    def changed(self) -> None:
        self.changes += 1

    def ask(
        self, params: Mapping[str, Any], came: Callable[[Any], None], failed: Callable[[str], None]
    ) -> None:
        self.params.append(dict(params))
        self.came.append(came)
        if self._at_once:
            came({params["module"]: samples({0: 1})} if "module" in params else {})


def test_ten_minutes_are_fetched_module_by_module_each_after_the_last() -> None:
    asked = Asked()
    asked.feed.begin(600, ("a", "b"))
    assert [each["module"] for each in asked.params] == ["a"]
    asked.came[0]({"a": samples({0: 1})})
    assert [each["module"] for each in asked.params] == ["a", "b"]
    asked.came[1]({"b": samples({0: 3})})
    assert len(asked.params) == 2 and asked.feed.heat.row("b").code(CELLS - 1) == 3


def test_hundreds_of_modules_answered_at_once_are_all_fetched() -> None:
    asked = Asked(at_once=True)
    modules = tuple(f"m{number}" for number in range(1500))
    asked.feed.begin(600, modules)
    assert [each["module"] for each in asked.params] == list(modules)


def test_a_longer_past_is_one_question_and_then_only_what_is_new_is_asked() -> None:
    asked = Asked()
    asked.feed.begin(86_400, ("a", "b"))
    asked.now += 1
    asked.feed.beat(("a", "b"))
    assert asked.params == [{"seconds": 86_400}, {"seconds": pytest.approx(4.0)}]


def test_other_modules_or_a_long_silence_fetch_the_whole_again() -> None:
    asked = Asked()
    asked.feed.begin(3600, ("a",))
    asked.now += 1
    asked.feed.beat(("a", "b"))
    assert asked.params[-1] == {"seconds": 3600}
    asked.now += 500
    asked.feed.beat(("a", "b"))
    assert asked.params[-1] == {"seconds": 3600} and len(asked.params) == 3


def test_an_answer_after_the_end_goes_nowhere_and_nothing_more_is_asked() -> None:
    asked = Asked()
    asked.feed.begin(600, ("a", "b"))
    asked.feed.end()
    asked.came[0]({"a": samples({0: 3})})
    assert len(asked.params) == 1 and asked.changes == 0
    assert asked.feed.heat.row("a").runs == ()


# The system -----------------------------------------------------------------------------------------


def test_the_totals_grow_by_each_snapshot_and_forget_what_is_too_old() -> None:
    made = Totals.whole({"time": [NOW - 10, NOW - 5], "cpu_percent": [1.0, None], "own_memory_mb": [40, 41]})
    assert math.isnan(made.values["cpu_percent"][1]) and math.isnan(made.values["disk_usage_mb"][0])
    newest = replace(
        snapshot(),
        resources=SystemResources(12.0, 300.0, 50.0, 7.0),
        orchestrator=OrchestratorStatus(cpu_percent=0.5, memory_mb=48),
    )
    made.append(NOW, newest, keep=7)
    assert made.time == [NOW - 5, NOW]
    assert {name: values[-1] for name, values in made.values.items()} == {
        "cpu_percent": 12.0, "memory_mb": 300.0, "own_cpu_percent": 0.5, "own_memory_mb": 48,
        "disk_usage_mb": 50.0, "network_kbps": 7.0,
    }  # fmt: skip
    made.append(NOW - 1, newest, keep=7)
    assert made.time[-1] == NOW


def test_modules_are_counted_by_state_trouble_first() -> None:
    told = [count.text for count in counts(troubled())]
    assert told[0] == "1 failed" and "2 running" in told and "1 stopped" in told
    assert sum(len(count.modules) for count in counts(troubled())) == 8
    assert told.index("1 retrying") < told.index("1 degraded") < told.index("2 running")


def test_what_the_supervisor_costs_is_told_with_core_and_keeper() -> None:
    lines = {name: plain(value) for name, value in own_cost(troubled_system())}
    assert lines["Skelly itself"] == "0.4 % CPU, 48 MB"
    assert lines["Health checks"] == "42 a minute, 0.1 % CPU"
    assert lines["Core and keeper"] == "pid 4700 and 4701"
    lost = replace(snapshot(), orchestrator=OrchestratorStatus(pid=1))
    assert dict(own_cost(lost))["Core"] == "pid 1; the keeper is not there"


def test_issues_come_worst_first_with_what_follows_and_the_modules_names() -> None:
    found = issues(troubled_system(), NOW)
    assert [view.key for view in found] == ["ai.failed", "history", "analysis.degraded", "web.backoff"]
    assert found[0].title == "AI companion has failed" and found[0].module == "ai"
    assert "tried once more later" in found[0].text
    assert found[1].module is None and "free some space" in found[1].text


def test_an_issue_of_an_unknown_module_leads_nowhere_and_many_are_counted() -> None:
    told = [
        Issue(f"x{n}", Severity.WARNING, "gone is gone", "nothing to do", "gone", ago(5))
        for n in range(MOST_ISSUES + 3)
    ]
    many = snapshot(issues=told)
    found = issues(many, NOW)
    assert len(found) == MOST_ISSUES and found[0].module is None and more_issues(many) == "and 3 more"
    assert more_issues(snapshot()) == ""


def test_traffic_has_a_unit_that_fits() -> None:
    assert [plain(traffic(kbps)) for kbps in (0.0, 120.4, 3400.0)] == ["0 kbit/s", "120 kbit/s", "3.4 Mbit/s"]


def test_an_invalid_module_is_counted_as_trouble() -> None:
    modules = {**troubled().modules}
    modules["web"] = replace(modules["web"], state=ModuleState.INVALID)
    assert "1 invalid" in [count.text for count in counts(snapshot(modules=modules))][:2]
