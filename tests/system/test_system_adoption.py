"""An orchestrator that was killed and comes back in time finds its modules as they were, and misses nothing."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.supervisor import Supervisor, alive, wait_until
from tests.system.casting import (
    ASLEEP,
    LIVELY,
    TREE,
    actor,
    free_port,
    history,
    kill,
    member_pids,
    module_processes,
    pids,
    wait_for_one_of_each,
)

PATIENT = {**LIVELY, "orphan_grace": 60}
LINE = re.compile(r"line (\d+)$")


def _numbers(system: Supervisor, module: str) -> list[int]:
    lines = system.request("logs", {"module": module, "count": 100_000})
    return [int(found[1]) for line in lines if (found := LINE.search(line["text"]))]


def test_pids_readiness_restart_counts_and_the_users_word_survive_the_orchestrator(
    supervisor: Supervisor,
) -> None:
    pipe, answer, port = supervisor.home.with_name("pipe"), supervisor.home.with_name("answer"), free_port()
    os.mkfifo(pipe)
    answer.write_text("200")
    supervisor.orchestrator(**PATIENT)
    supervisor.module("tree", command=TREE)
    supervisor.module("crashed", command=ASLEEP)
    supervisor.module(
        "told",
        command=actor("notify", pipe, "READY=1"),
        probes={"startup": {"kind": "notify"}, "readiness": {"kind": "notify"}},
    )
    supervisor.module(
        "spoke",
        command=["/bin/sh", "-c", "echo ready to serve; exec /bin/sleep 100000"],
        probes={"readiness": {"kind": "log", "pattern": "ready to serve"}},
    )
    supervisor.module(
        "web",
        command=actor("web", port, answer),
        probes={"readiness": {"kind": "http", "url": f"http://127.0.0.1:{port}/", "interval": "200ms"}},
        depends_on=["told", "spoke"],
    )
    supervisor.module("unwanted", command=ASLEEP)
    first = supervisor.start()
    first = supervisor.wait_running()
    wait_for_one_of_each(supervisor)
    kill(first["modules"]["crashed"]["pid"])
    supervisor.wait_for(
        lambda s: s["modules"]["crashed"]["restarts"] == 1 and s["modules"]["crashed"]["ready"], "the restart"
    )
    supervisor.cli("stop", "unwanted", check=True)
    before, tree = supervisor.status(), member_pids(supervisor)
    supervisor.kill9()
    supervisor.start()
    after = supervisor.wait_running("tree", "crashed", "told", "spoke", "web")
    assert pids(after) == pids(before) and member_pids(supervisor) == tree
    assert after["modules"]["crashed"]["restarts"] == 1
    assert after["modules"]["crashed"]["attempts"] == before["modules"]["crashed"]["attempts"]
    assert [r["restarts"] for n, r in after["modules"].items() if n != "crashed"] == [0] * 5
    unwanted = after["modules"]["unwanted"]
    assert (unwanted["desired"], unwanted["state"], unwanted["pid"]) == ("down", "stopped", None)
    assert {row["health"] for name, row in after["modules"].items() if name != "unwanted"} == {"healthy"}
    assert after["status"] == "healthy"
    assert all(alive(pid) for pid in pids(after).values())
    found = [e for e in supervisor.request("events", {"count": 500}) if e["cause"]["kind"] == "adoption"]
    assert {e["module"]: e["to"] for e in found} == dict.fromkeys(pids(after), "running")


def _wait_for_fifty_more(system: Supervisor) -> None:
    seen = max(_numbers(system, "counter"), default=0)
    wait_until(lambda: max(_numbers(system, "counter"), default=0) > seen + 50, "more lines")


IN_HAND = 5
"""Lines that may be between pipe and file at one kill; one is written every 2 ms."""


def test_output_goes_on_over_a_kill_and_costs_at_most_what_had_just_been_read(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**PATIENT)
    supervisor.module("counter", command=actor("lines", 0.002))
    supervisor.start()
    supervisor.wait_running()
    for _ in range(2):
        _wait_for_fifty_more(supervisor)
        supervisor.kill9()
        supervisor.start()
        supervisor.wait_running()
    _wait_for_fifty_more(supervisor)
    numbers = _numbers(supervisor, "counter")
    assert numbers == sorted(set(numbers)), "a line was told twice or out of order"
    # A SIGKILL between the reading of a pipe and the writing of the file takes those few lines with it.
    assert numbers[-1] - len(numbers) <= 2 * IN_HAND, f"lost: {set(range(1, numbers[-1])) - set(numbers)}"


def test_a_module_that_writes_much_is_not_blocked_while_nobody_supervises(supervisor: Supervisor) -> None:
    progress = supervisor.home.with_name("progress")
    supervisor.orchestrator(**PATIENT)
    supervisor.module("flood", command=actor("flood", progress), shutdown_timeout="2s")
    supervisor.start()
    before = supervisor.wait_running()
    supervisor.kill9()
    seen = int(progress.read_text()) if progress.exists() else 0
    wait_until(lambda: progress.exists() and int(progress.read_text()) >= seen + 2_000_000, "2 MB more")
    supervisor.start()
    assert pids(supervisor.wait_running()) == pids(before)


def test_a_module_that_died_meanwhile_is_recovered(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**PATIENT)
    supervisor.module("mortal", command=ASLEEP)
    supervisor.module("tree", command=TREE, depends_on=["mortal"])
    supervisor.start()
    before = supervisor.wait_running()
    wait_for_one_of_each(supervisor)
    supervisor.kill9()
    kill(before["modules"]["mortal"]["pid"])
    wait_until(lambda: not alive(before["modules"]["mortal"]["pid"]), "its end")
    supervisor.start()
    after = supervisor.wait_for(
        lambda s: s["modules"]["mortal"]["restarts"] == 1 and s["modules"]["mortal"]["ready"], "its recovery"
    )
    assert after["modules"]["tree"]["pid"] == before["modules"]["tree"]["pid"]
    assert after["modules"]["mortal"]["attempts"] == 1
    story = supervisor.request("why", {"module": "mortal"})
    assert story["exit"]["signal"] == 9


def test_a_file_changed_meanwhile_restarts_its_module_and_a_removed_one_ends_it(
    supervisor: Supervisor,
) -> None:
    supervisor.orchestrator(**PATIENT)
    for name in ("same", "changed", "removed"):
        supervisor.module(name, command=ASLEEP, env={"MODE": "old"})
    supervisor.start()
    before = supervisor.wait_running()
    supervisor.kill9()
    supervisor.module("changed", command=ASLEEP, env={"MODE": "new"})
    (supervisor.home / "config" / "modules" / "removed.toml").unlink()
    supervisor.start()
    supervisor.wait_for(
        lambda s: (
            s["modules"]["changed"]["ready"]
            and s["modules"]["changed"]["pid"] != before["modules"]["changed"]["pid"]
        ),
        "the restart of the changed module",
    )
    wait_until(lambda: not alive(before["modules"]["removed"]["pid"]), "the end of the removed module")
    after = supervisor.wait_running()
    assert set(after["modules"]) == {"same", "changed"}
    assert after["modules"]["same"]["pid"] == before["modules"]["same"]["pid"]
    environment = Path(f"/proc/{after['modules']['changed']['pid']}/environ").read_bytes()
    assert b"MODE=new" in environment.split(b"\0")
    assert len(module_processes(supervisor)) == 2


def test_a_file_broken_meanwhile_stops_nobody(supervisor: Supervisor) -> None:
    """Its last good version stays in effect, which is said."""
    supervisor.orchestrator(**PATIENT)
    supervisor.module("good", command=ASLEEP)
    supervisor.module("broken", command=ASLEEP)
    supervisor.start()
    before = supervisor.wait_running()
    supervisor.kill9()
    supervisor.module("broken", "command = [")
    supervisor.start()
    after = supervisor.wait_running()
    for name in ("good", "broken"):
        assert after["modules"][name]["pid"] == before["modules"][name]["pid"]
    assert after["modules"]["broken"]["config"]["state"] == "rejected"
    assert [issue["id"] for issue in after["issues"]].count("broken.config") == 1


def test_an_orchestrator_killed_in_the_middle_of_its_start_goes_on_where_it_was(
    supervisor: Supervisor,
) -> None:
    told = supervisor.home.with_name("told")
    supervisor.orchestrator(**PATIENT)
    for number in range(8):
        needs = [f"m{number - 1}"] if number else []
        supervisor.module(f"m{number}", command=actor("mortal", told, f"m{number}", 1000), depends_on=needs)
    supervisor.start()
    supervisor.wait_for(lambda s: s["modules"]["m3"]["pid"], "the middle of the start")
    supervisor.kill9()
    supervisor.start()
    supervisor.wait_running()
    assert len(module_processes(supervisor)) == 8
    wait_until(lambda: len(history(told)) == 8, "all starts written down")
    assert history(told) == [f"m{number}" for number in range(8)]


def test_after_the_grace_is_over_everything_is_started_afresh(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**LIVELY, orphan_grace=0)
    supervisor.module("tree", command=TREE)
    supervisor.module("unwanted", command=ASLEEP)
    supervisor.start()
    before = supervisor.wait_running()
    supervisor.cli("stop", "unwanted", check=True)
    supervisor.kill9()
    supervisor.start()
    after = supervisor.wait_running("tree")
    wait_for_one_of_each(supervisor)
    assert after["modules"]["tree"]["pid"] != before["modules"]["tree"]["pid"]
    assert after["modules"]["unwanted"]["desired"] == "down" and after["modules"]["unwanted"]["pid"] is None
