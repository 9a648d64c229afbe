"""What recovery looks like in words: degraded mode, procedures at work, dry runs, states in the trash."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from skelly_tray.domain.status import ModuleState, SystemStatus
from skelly_tray.ui.present.headline import tooltip, worst_trouble
from skelly_tray.ui.present.looks import Rank, Symbol, look
from skelly_tray.ui.present.menu import Group, fingerprint, menu_model
from skelly_tray.ui.present.rows import module_rows
from skelly_tray.ui.present.story import story
from skelly_tray.ui.present.trash import brought_back, consequences, modules_in, trash_lines
from skelly_tray.ui.present.what_if import FIRST, LAST, as_text, what_if
from tests.ui.fake_core import (
    ago,
    calm_modules,
    recovering_modules,
    running,
    simulation,
    snapshot,
    trash_of,
    troubled_modules,
)

NAMES = {"storage": "Storage", "ai": "AI companion", "analysis": "Analysis", "web": "Web server"}


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def recovering(**changes: Any) -> Any:
    return snapshot(SystemStatus.DEGRADED, {**recovering_modules(), **changes})


def since_of_web() -> str:
    stamp = datetime.fromisoformat(recovering_modules()["web"].mode["since"])
    return stamp.astimezone().strftime("%H:%M")


def rows(made: Any, elapsed: float = 0.0) -> dict[str, Any]:
    return {row.id: row for row in module_rows(made, now=time.time(), elapsed=elapsed)}


def test_a_degraded_module_says_since_when_why_and_until_when() -> None:
    told = plain(rows(recovering())["web"].why)
    expected = (
        f"does less since {since_of_web()}: killed by SIGKILL after 11.9 s; full mode is tried again in 4 min"
    )
    assert told == expected.replace("in 4 min", "in 3 min")  # 214 s
    assert plain(rows(recovering(), elapsed=200.0)["web"].why).endswith("full mode is tried again in 14 s")


def test_other_trouble_of_a_degraded_module_is_said_first() -> None:
    web = replace(recovering_modules()["web"], reason="slow answers")
    assert rows(recovering(web=web))["web"].why.startswith("slow answers; does less since ")


def test_a_mode_without_an_end_promises_none() -> None:
    web = recovering_modules()["web"]
    web = replace(web, mode=web.mode | {"retry_in_s": None})
    assert "full mode" not in rows(recovering(web=web))["web"].why


def test_a_module_at_rest_is_not_said_to_do_less() -> None:
    web = replace(recovering_modules()["web"], state=ModuleState.STOPPED, reason="stopped by you")
    assert rows(recovering(web=web))["web"].why == "stopped by you"


def test_a_recovery_at_work_is_no_pause_and_shows_its_stage() -> None:
    made = recovering()
    row = rows(made)["analysis"]
    assert (row.state, row.symbol, row.why) == (
        "recovering",
        Symbol.LOOP,
        "being recovered, 2 of 3: run repair-index",
    )
    assert look(made.modules["analysis"]).rank is Rank.RETRYING
    assert look(replace(made.modules["analysis"], retry_in_s=4.0)).word == "retrying"


def test_the_strip_names_a_recovery_and_offers_no_retry() -> None:
    modules = calm_modules() | {"analysis": recovering_modules()["analysis"]}
    trouble = worst_trouble(snapshot(SystemStatus.DEGRADED, modules), now=time.time(), elapsed=0.0)
    assert trouble is not None and not trouble.can_retry
    assert trouble.title == "Analysis is being recovered"
    assert trouble.detail == "being recovered, 2 of 3: run repair-index."
    failed = worst_trouble(recovering(), now=time.time(), elapsed=0.0)
    assert failed is not None and failed.module == "ai" and failed.can_retry


def test_the_strip_says_when_full_mode_is_tried_again() -> None:
    modules = calm_modules() | {"web": recovering_modules()["web"]}
    trouble = worst_trouble(snapshot(SystemStatus.DEGRADED, modules), now=time.time(), elapsed=0.0)
    assert trouble is not None and trouble.title == "Web server is degraded"
    assert plain(trouble.detail).endswith(
        "killed by SIGKILL after 11.9 s. Full mode is tried again in 3 min."
    )


def test_the_tray_menu_tells_trouble_first_with_cause_age_and_countdown() -> None:
    model = menu_model(recovering(), now=time.time(), elapsed=1.0, in_trash={"storage"})
    told = [plain(entry.text) for entry in model.modules if entry.group is Group.TROUBLE]
    assert told[0].startswith("■ AI companion · failed 8 s ago · exit 1") and told[0].endswith(
        "next try in 11 s"
    )
    assert told[1] == "↻ Analysis · being recovered, 2 of 3: run repair-index"
    assert told[2] == "▲ Web server · does less: killed by SIGKILL after 11.9 s · full mode in 3 min"
    assert [entry.id for entry in model.modules if entry.in_trash] == ["storage"]


def test_a_procedure_under_way_can_be_overtaken_by_a_start() -> None:
    model = menu_model(recovering(), now=time.time(), elapsed=0.0)
    assert {entry.id: entry.start_text for entry in model.modules if entry.can_start} == {
        "ai": "Retry now",
        "analysis": "Start now",
    }


def test_the_tooltip_has_no_running_clock() -> None:
    assert tooltip(recovering()) == tooltip(recovering()) and "does less: killed by" in tooltip(recovering())


def test_a_change_of_mode_is_drawn() -> None:
    full = replace(recovering_modules()["web"], mode={"name": "full"})
    assert fingerprint(recovering()) != fingerprint(recovering(web=full))
    paused = replace(recovering_modules()["analysis"], retry_in_s=3.0)
    assert fingerprint(recovering()) != fingerprint(recovering(analysis=paused))


# ---- dry runs


def test_a_dry_run_names_who_is_touched_how_and_who_goes_on() -> None:
    found = what_if(simulation("storage"), NAMES)
    assert found.sentence.startswith(
        "Storage would be started again with an empty state"
    ) and "nothing is done" in (found.sentence)
    back, down = found.courses
    assert [(fate.name, fate.symbol, fate.text) for fate in back.fates] == [
        ("Storage", Symbol.LOOP, "is restarted"),
        ("AI companion", Symbol.LOOP, "is restarted"),
    ]
    assert [(fate.symbol, fate.text) for fate in down.fates] == [
        (Symbol.SQUARE, "is given up after 3 restarts"),
        (Symbol.RING, "is stopped, because Storage is failed"),
    ]
    assert back.goes_on == "Analysis and Web server go on all the time"
    assert down.goes_on == "Web server goes on all the time"


def test_the_timeline_is_short_and_says_nothing_twice() -> None:
    back, down = what_if(simulation("storage"), NAMES).courses
    assert [(plain(moment.at), moment.text) for moment in back.moments] == [
        ("at once", "Storage dies"),
        ("at once", "Storage: its state is being moved to the trash"),
        ("at once", "Storage: its state is in the trash"),
        ("at once", "Storage is starting"),
        ("at once", "AI companion is starting: Storage was restarted"),
        ("+0.2 s", "Storage runs"),
        ("+0.4 s", "AI companion runs"),
    ]
    assert len(down.moments) == FIRST + LAST + 1
    assert [moment.text for moment in down.moments if moment.left_out] == ["7 more changes like these"]
    assert down.moments[-1].text == "AI companion waits for Storage (failed)"


@pytest.mark.parametrize("strategy", ["restart", "degraded_mode", "system_restart", "something_new"])
def test_every_strategy_has_its_sentence(strategy: str) -> None:
    found = what_if(simulation("storage") | {"strategy": strategy}, NAMES)
    assert "{name}" not in found.sentence and found.sentence.endswith("nothing is done.")


def test_degraded_mode_is_a_fate_of_its_own() -> None:
    answer = simulation("storage")
    answer["comes_back"]["touched"] = {"storage": "degraded, 1 restart"}
    fate = what_if(answer, NAMES).courses[0].fates[0]
    assert (fate.symbol, fate.text) == (Symbol.TRIANGLE, "does less, 1 restart")


def test_a_module_that_does_not_run_has_no_courses() -> None:
    found = what_if({"module": "ai", "strategy": "restart", "running": False}, NAMES)
    assert found.sentence == "AI companion does not run now: its failure would change nothing."
    assert found.courses == ()


def test_a_dry_run_can_be_copied_as_text() -> None:
    text = as_text("What if Storage fails?", what_if(simulation("storage"), NAMES))
    lines = text.splitlines()
    assert lines[0] == "What if Storage fails?" and "  ■ Storage: is given up after 3 restarts" in lines
    assert "  ● Web server goes on all the time" in lines and any(
        line.endswith("  Storage dies") for line in lines
    )


# ---- the trash


def test_states_in_the_trash_have_a_date_an_age_and_a_size() -> None:
    lines = trash_lines({"entries": trash_of("storage")}, time.time())
    today = datetime.fromtimestamp(time.time() - 720, UTC).astimezone().strftime("%H:%M")
    assert [(plain(line.age), plain(line.size)) for line in lines] == [
        ("12 min ago", "38 MB"),
        ("1 d 2 h ago", "31 MB"),
        ("14 d ago", "0.2 MB"),
    ]
    assert lines[0].when == today and lines[2].when.startswith("20")
    assert brought_back(lines[0], "Storage") == f"Storage has its state of {today} again."


def test_an_entry_without_a_date_that_can_be_read_keeps_its_name() -> None:
    (line,) = trash_lines({"entries": [{"module": "x", "name": "odd", "time": "", "mb": 1}]}, time.time())
    assert (line.when, line.age) == ("odd", "")


def test_the_modules_in_the_trash_are_known() -> None:
    assert modules_in({"entries": [*trash_of("storage"), *trash_of("ai")]}) == {"storage", "ai"}
    assert modules_in({"entries": []}) == frozenset()


def test_the_consequences_depend_on_whether_it_runs() -> None:
    stopped, failed = troubled_modules()["figurine"], troubled_modules()["ai"]
    assert consequences("X", running("x")).startswith(
        "X is stopped, gets the chosen state and is started again."
    )
    assert consequences("X", stopped).startswith("X gets the chosen state and stays stopped.")
    assert consequences("X", failed).startswith("X gets the chosen state and is started with it.")
    assert consequences("X", None).startswith("X gets the chosen state and stays stopped.")
    assert all("can be undone" in consequences("X", module) for module in (stopped, failed, None))


# ---- why


def test_earlier_incidents_are_told_without_the_present_one() -> None:
    incident = {"time": ago(3600), "failure": "exit 1", "starts": 2, "outcome": "recovered", "seconds": 12.4}
    present = incident | {"failure": "exit 9", "outcome": "under way", "seconds": None}
    _, sections = story({"sentence": "so", "history": [incident, present]}, time.time())
    (earlier,) = [section.text for section in sections if section.title == "EARLIER"]
    assert plain(earlier).endswith("exit 1: recovered after 2 starts, 12 s") and "exit 9" not in earlier
