"""However the system ends, it ends in order and completely, or it is handed over completely."""

from __future__ import annotations

import json
import signal
import time

from tests.supervisor import Supervisor, alive, wait_until
from tests.system.casting import (
    ASLEEP,
    DEAF,
    LIVELY,
    TREE,
    actor,
    history,
    kill,
    member_pids,
    module_processes,
    pids,
    wait_for_one_of_each,
)


def test_twenty_modules_that_ignore_the_signal_stop_together(system: Supervisor) -> None:
    names = {f"m{number:02}" for number in range(20)}
    for name in names:
        system.module(name, command=DEAF, shutdown_timeout="1s")
    system.start()
    system.wait_running()
    began = time.monotonic()
    report = system.request("stop", {"all": True, "wait": True})
    print(f"twenty that ignore SIGTERM, 1 s grace: stopped in {time.monotonic() - began:.3f} s")
    assert report["ok"] and set(report["modules"]) == names
    assert module_processes(system) == []
    lines = system.cli("events", "--json", "-n", "500", check=True).stdout.splitlines()
    turns = [entry["to"] for entry in map(json.loads, lines) if entry["to"] in ("stopping", "stopped")]
    assert turns == ["stopping"] * 20 + ["stopped"] * 20


def test_sigterm_stops_dependants_before_what_they_need_and_ends_with_0(system: Supervisor) -> None:
    told = system.home.with_name("told")
    for name, needs in {"db": [], "app": ["db"], "web": ["app"], "job": ["db"]}.items():
        system.module(name, command=actor("witness", told, name, 0.1), depends_on=needs)
    system.start()
    system.wait_running()
    wait_until(lambda: len(history(told)) == 4, "all signal handlers")
    assert system.terminate() == 0
    wait_until(lambda: not system.leftovers(), "the end of the keeper")
    ends = history(told)[4:]
    assert len(ends) == 8
    place = {line: number for number, line in enumerate(ends)}
    for dependant, needed in (("web", "app"), ("app", "db"), ("job", "db")):
        assert place[f"{dependant} ends"] < place[f"{needed} asked"]


def test_a_second_sigterm_kills_at_once(system: Supervisor) -> None:
    system.module("deaf", command=DEAF, shutdown_timeout="50s")
    system.module("below", command=DEAF, shutdown_timeout="50s", depends_on=["deaf"])
    system.start()
    system.wait_running()
    system.run.signal(signal.SIGTERM)
    system.wait_for(lambda s: s["modules"]["below"]["state"] == "stopping", "the stop of the dependant")
    system.run.signal(signal.SIGTERM)
    assert system.run.wait() == 0
    wait_until(lambda: not system.leftovers(), "the end of the keeper")


def test_sigint_ends_like_sigterm(system: Supervisor) -> None:
    system.module("a", command=ASLEEP)
    system.start()
    system.wait_running()
    system.run.signal(signal.SIGINT)
    assert system.run.wait() == 0
    wait_until(lambda: not system.leftovers(), "the end of the keeper")


def test_quit_stops_everything_and_returns_when_the_orchestrator_is_gone(system: Supervisor) -> None:
    system.module("tree", command=TREE)
    system.start()
    system.wait_running()
    done = system.cli("quit", check=True)
    assert "ended" in done.stdout
    assert module_processes(system) == []
    assert system.run.wait() == 0
    assert system.cli("status").returncode == 3


def test_quit_that_keeps_the_modules_is_followed_by_a_start_that_adopts_them(
    supervisor: Supervisor,
) -> None:
    """Without limit: `orphan_grace` is 0 here, and would have ended them."""
    supervisor.orchestrator(**LIVELY, orphan_grace=0)
    supervisor.module("tree", command=TREE)
    supervisor.module("other", command=ASLEEP, depends_on=["tree"])
    supervisor.start()
    before = supervisor.wait_running()
    wait_for_one_of_each(supervisor)
    kept = member_pids(supervisor)
    supervisor.cli("quit", "--keep-modules", check=True)
    assert supervisor.run.wait() == 0
    assert member_pids(supervisor) == kept
    supervisor.start()
    after = supervisor.wait_running()
    assert pids(after) == pids(before) and member_pids(supervisor) == kept
    assert after["orchestrator"]["keeper_pid"] == before["orchestrator"]["keeper_pid"]
    assert [row["restarts"] for row in after["modules"].values()] == [0, 0]


def test_a_killed_keeper_is_one_incident_after_which_everything_lives_once(system: Supervisor) -> None:
    system.module("tree", command=TREE)
    system.module("top", command=ASLEEP, depends_on=["tree"])
    system.module("down", command=ASLEEP)
    system.start()
    system.wait_running()
    wait_for_one_of_each(system)
    system.cli("stop", "down", check=True)
    before, old = system.status(), member_pids(system)
    keeper = before["orchestrator"]["keeper_pid"]
    kill(keeper)
    after = system.wait_for(
        lambda s: (
            s["orchestrator"]["keeper_pid"] not in (keeper, None)
            and all(s["modules"][name]["ready"] for name in ("tree", "top"))
        ),
        "everything again",
    )
    wait_for_one_of_each(system)
    assert not old & member_pids(system)
    assert not set(pids(before).values()) & set(pids(after).values())
    assert [alive(pid) for pid in pids(before).values()] == [False, False]
    assert after["modules"]["down"]["state"] == "stopped"
    assert [after["modules"][name]["attempts"] for name in ("tree", "top")] == [0, 0]
    entries = system.request("events", {"count": 200})
    assert len([e for e in entries if e["kind"] == "system" and e["cause"]["kind"] == "keeper"]) == 1
    starts = [e for e in entries if e["to"] == "starting" and e["module"]]
    assert [e["module"] for e in starts[-2:]] == ["tree", "top"]


def test_after_the_death_of_orchestrator_and_keeper_the_next_start_doubles_nothing(
    system: Supervisor,
) -> None:
    system.module("tree", command=TREE)
    system.module("top", command=ASLEEP, depends_on=["tree"])
    system.start()
    before = system.wait_running()
    wait_for_one_of_each(system)
    old = member_pids(system) | set(pids(before).values())
    kill(before["orchestrator"]["keeper_pid"])
    system.kill9()
    system.start()
    after = system.wait_running()
    wait_for_one_of_each(system)
    assert not any(alive(pid) for pid in old)
    assert len(module_processes(system)) == 5
    assert after["status"] == "healthy"


def test_an_orchestrator_that_is_terminated_while_it_starts_modules_leaves_none(system: Supervisor) -> None:
    for number in range(10):
        needs = [f"m{number - 1}"] if number else []
        system.module(f"m{number}", command=TREE, depends_on=needs)
    system.start()
    system.wait_for(lambda s: s["modules"]["m3"]["pid"], "the middle of the start")
    assert system.terminate() == 0
    wait_until(lambda: not system.leftovers(), "the end of the keeper")


def test_a_second_orchestrator_for_the_same_home_is_refused_and_harms_nothing(system: Supervisor) -> None:
    system.module("a", command=ASLEEP)
    system.start()
    before = system.wait_running()
    refused = system.cli("run", "--headless")
    assert refused.returncode == 1 and refused.stderr.startswith("skelly-tray: ")
    after = system.status()
    assert pids(after) == pids(before) and after["orchestrator"]["pid"] == system.pid
