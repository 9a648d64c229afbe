"""What an edge between two modules promises, and what the user's word does to both of its ends."""

from __future__ import annotations

from typing import Any

from tests.supervisor import Supervisor, wait_until
from tests.system.casting import ASLEEP, DEAF, LIVELY, TREE, history, kill, module_processes, pids


def exists(path: object, **keys: Any) -> dict[str, Any]:
    """A probe that passes while the file exists."""
    return {"kind": "exec", "command": ["/usr/bin/test", "-e", str(path)], "interval": "50ms", **keys}


def turns(system: Supervisor, *states: str) -> list[str]:
    """The modules that came into one of these states, in order."""
    return [
        e["module"] for e in system.request("events", {"count": 500}) if e["module"] and e["to"] in states
    ]


def states(status: dict[str, Any]) -> dict[str, str]:
    return {name: row["state"] for name, row in status["modules"].items()}


def test_each_condition_waits_for_its_own_moment(system: Supervisor) -> None:
    """*started* = the startup probe passed; *ready* and *healthy* = readiness (and no liveness against it)."""
    begun, ready = system.home.with_name("begun"), system.home.with_name("ready")
    system.module("base", command=ASLEEP, probes={"startup": exists(begun), "readiness": exists(ready)})
    for condition in ("started", "ready", "healthy"):
        edge = {"module": "base", "condition": condition}
        system.module(f"on_{condition}", command=ASLEEP, depends_on=[edge])
    system.start()
    status = system.wait_for(lambda s: s["modules"]["base"]["last_check"], "the first probe")
    assert states(status) == {
        "base": "starting", "on_started": "waiting", "on_ready": "waiting", "on_healthy": "waiting",
    }  # fmt: skip
    for name in ("on_started", "on_ready", "on_healthy"):
        assert status["modules"][name]["waiting_on"] == ["base"]
        assert status["modules"][name]["reason_kind"] == "dependency"
    begun.touch()
    status = system.wait_running("on_started")
    assert states(status)["on_ready"] == states(status)["on_healthy"] == "waiting"
    assert not status["modules"]["base"]["ready"]
    ready.touch()
    assert system.wait_running()["status"] == "healthy"


def test_completed_waits_for_a_oneshot_that_succeeded_and_counts_as_healthy(system: Supervisor) -> None:
    go = system.home.with_name("go")
    job = f"while ! test -e {go}; do sleep 0.02; done; exit 4"
    system.module("job", command=["/bin/sh", "-c", job], oneshot=True, success_exit_codes=[0, 4])
    system.module("after", command=ASLEEP, depends_on=[{"module": "job", "condition": "completed"}])
    system.start()
    system.wait_for(lambda s: s["modules"]["job"]["state"] == "running", "the job")
    assert system.status()["modules"]["after"]["waiting_on"] == ["job"]
    go.touch()
    status = system.wait_running("after")
    job_row = status["modules"]["job"]
    assert (job_row["state"], job_row["reason_kind"], job_row["pid"]) == ("stopped", "completed", None)
    assert status["status"] == "healthy" and job_row["restarts"] == 0


def test_a_oneshot_that_fails_is_tried_again_and_holds_its_dependants(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**LIVELY, retry_failed_after=0)
    again = supervisor.home.with_name("again")
    script = f"echo . >> {again}; test $(wc -l < {again}) -ge 3"
    supervisor.module(
        "job",
        command=["/bin/sh", "-c", script],
        oneshot=True,
        recovery={"backoff": "20ms", "max_attempts": 5},
    )
    supervisor.module("after", command=ASLEEP, depends_on=[{"module": "job", "condition": "completed"}])
    supervisor.start()
    status = supervisor.wait_running("after")
    assert len(history(again)) == 3 and status["modules"]["job"]["restarts"] == 2


def test_an_optional_dependency_is_waited_for_only_while_it_may_come(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**LIVELY, retry_failed_after=0)
    gate = supervisor.home.with_name("gate")
    hopeless = {"command": ["/bin/false"], "recovery": {"max_attempts": 1, "backoff": "50ms"}}
    supervisor.module("never", required=False, **hopeless)
    supervisor.module("late", command=ASLEEP, probes={"startup": exists(gate)})
    for name in ("never", "late"):
        edge = {"module": name, "required": False}
        supervisor.module(f"with_{name}", command=ASLEEP, depends_on=[edge])
    supervisor.module("nowhere", command=ASLEEP, depends_on=[{"module": "unheard_of", "required": False}])
    supervisor.start()
    supervisor.wait_running("with_never", "nowhere")
    status = supervisor.wait_for(lambda s: s["modules"]["never"]["state"] == "failed", "the breaker")
    assert states(status)["with_late"] == "waiting" and status["status"] in ("degraded", "starting")
    gate.touch()
    supervisor.wait_running("with_late")
    status = supervisor.wait_for(lambda s: s["status"] == "degraded", "the verdict")
    assert status["failing_modules"] == ["never"]


def test_disabled_and_lazy_modules_rest_until_they_are_wanted(system: Supervisor) -> None:
    system.module("off", command=ASLEEP, enabled=False)
    system.module("lazy", command=ASLEEP, lazy=True)
    system.module("user_of_lazy", command=ASLEEP, enabled=False, depends_on=["lazy"])
    system.module("on", command=ASLEEP)
    system.start()
    status = system.wait_running("on")
    assert set(pids(status)) == {"on"} and status["status"] == "healthy"
    assert status["modules"]["off"]["reason_kind"] == "disabled"
    system.cli("start", "user_of_lazy", check=True)
    status = system.wait_running("lazy", "user_of_lazy", "on")
    assert turns(system, "starting")[-2:] == ["lazy", "user_of_lazy"]
    assert status["modules"]["off"]["pid"] is None


def test_the_edge_says_what_a_restart_does_to_a_dependant(system: Supervisor) -> None:
    system.module("base", command=TREE)
    for choice in ("keep", "restart", "stop"):
        edge = {"module": "base", "on_restart": choice}
        system.module(f"on_{choice}", command=ASLEEP, depends_on=[edge])
    system.module("second", command=ASLEEP, depends_on=[{"module": "on_restart", "on_restart": "restart"}])
    system.start()
    before = system.wait_running()
    kill(before["modules"]["base"]["pid"])
    gone = {name: pid for name, pid in pids(before).items() if name != "on_keep"}
    after = system.wait_for(
        lambda s: all(s["modules"][n]["ready"] and s["modules"][n]["pid"] != pid for n, pid in gone.items()),
        "everything again",
    )
    assert after["modules"]["on_keep"]["pid"] == before["modules"]["on_keep"]["pid"]
    begun = turns(system, "starting")[5:]
    assert sorted(begun) == ["base", "on_restart", "on_stop", "second"], "each is started once more"
    assert begun.index("base") < begun.index("on_restart") < begun.index("second")
    assert begun.index("base") < begun.index("on_stop")
    assert {after["modules"][name]["attempts"] for name in ("on_restart", "on_stop", "second")} == {0}
    assert len(module_processes(system)) == 4 + 4


def test_a_restart_by_hand_names_those_it_touches(system: Supervisor) -> None:
    system.module("base", command=ASLEEP)
    system.module("kept", command=ASLEEP, depends_on=["base"])
    system.module("stopped", command=ASLEEP, depends_on=[{"module": "base", "on_restart": "stop"}])
    system.start()
    before = system.wait_running()
    done = system.cli("restart", "base", check=True)
    assert "kept" in done.stdout and "stopped" in done.stdout
    after = system.wait_running()
    changed = {name for name, pid in pids(after).items() if pid != pids(before)[name]}
    assert changed == {"base", "stopped"}


def test_a_stop_names_the_dependants_stops_them_first_and_a_start_brings_them_back(
    system: Supervisor,
) -> None:
    system.module("db", command=ASLEEP)
    system.module("app", command=ASLEEP, depends_on=["db"])
    system.module("web", command=ASLEEP, depends_on=["app"])
    system.module("other", command=ASLEEP)
    system.start()
    system.wait_running()
    done = system.cli("stop", "db", check=True)
    assert "app" in done.stdout and "web" in done.stdout and "other" not in done.stdout
    status = system.status()
    assert turns(system, "stopped", "waiting")[-3:] == ["web", "app", "db"]
    assert states(status) == {"db": "stopped", "app": "waiting", "web": "waiting", "other": "running"}
    rows = status["modules"]
    assert [rows[name]["desired"] for name in ("db", "app", "web")] == ["down", "up", "up"]
    assert rows["app"]["waiting_on"] == ["db"]
    system.cli("start", "db", check=True)
    system.wait_running()


def test_a_stop_by_the_user_outlives_an_ordered_restart_of_everything(system: Supervisor) -> None:
    system.module("unwanted", command=ASLEEP)
    system.module("wanted", command=ASLEEP)
    system.module("below", command=ASLEEP, depends_on=["unwanted"])
    system.start()
    system.wait_running()
    system.cli("stop", "unwanted", check=True)
    assert system.terminate() == 0
    wait_until(lambda: not system.leftovers(), "the end of the keeper")
    system.start()
    status = system.wait_running("wanted")
    assert set(pids(status)) == {"wanted"}
    assert status["modules"]["unwanted"]["desired"] == "down"
    assert states(status)["below"] == "waiting"
    system.cli("start", "--all", check=True)
    system.wait_running()


def test_recovery_never_undoes_a_stop(system: Supervisor) -> None:
    """Asked for while the module is being restarted after a crash, and in its backoff."""
    system.module("mortal", command=DEAF, shutdown_timeout="300ms", recovery={"backoff": "200ms"})
    system.start()
    first = system.wait_running()["modules"]["mortal"]["pid"]
    for _ in range(2):
        kill(first)
        system.request("stop", {"modules": ["mortal"], "wait": True})
        row = system.status()["modules"]["mortal"]
        assert (row["state"], row["pid"], row["desired"]) == ("stopped", None, "down")
        assert module_processes(system) == []
        system.cli("start", "mortal", check=True)
        first = system.status()["modules"]["mortal"]["pid"]


def test_a_start_that_waits_in_vain_says_for_whom_and_fails(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**LIVELY, retry_failed_after=0)
    supervisor.module("base", command=["/bin/false"], recovery={"max_attempts": 1, "backoff": "20ms"})
    supervisor.module("off", command=ASLEEP)
    supervisor.module("top", command=ASLEEP, depends_on=["base"])
    supervisor.module("over_off", command=ASLEEP, depends_on=["off"])
    supervisor.start()
    supervisor.wait_for(lambda s: s["modules"]["base"]["state"] == "failed", "the breaker")
    supervisor.cli("stop", "off", check=True)
    for name, root in (("top", "base"), ("over_off", "off")):
        done = supervisor.cli("start", name)
        assert done.returncode == 1, done
        assert root in done.stdout and name in done.stderr
    status = supervisor.status()
    assert states(status)["top"] == "waiting" and status["status"] == "critical"
    assert set(status["failing_modules"]) >= {"base", "top"}


def test_a_failed_dependency_takes_its_dependants_down_until_it_is_back(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**LIVELY, retry_failed_after=0)
    cure = supervisor.home.with_name("cure")
    cure.touch()
    script = f"test -e {cure} || exit 1; exec /bin/sleep 100000"
    supervisor.module(
        "base", command=["/bin/sh", "-c", script], recovery={"max_attempts": 1, "backoff": "20ms"}
    )
    supervisor.module("app", command=ASLEEP, depends_on=["base"])
    supervisor.module("web", command=ASLEEP, depends_on=["app"])
    supervisor.start()
    first = supervisor.wait_running()
    cure.unlink()
    kill(first["modules"]["base"]["pid"])
    status = supervisor.wait_for(
        lambda s: states(s) == {"base": "failed", "app": "waiting", "web": "waiting"}, "the emergency stop"
    )
    assert module_processes(supervisor) == [] and status["status"] == "critical"
    assert turns(supervisor, "stopping")[-2:] == ["web", "app"]
    cure.touch()
    supervisor.cli("start", "base", check=True)
    assert supervisor.wait_running()["status"] == "healthy"


def test_waiting_can_be_bounded_or_left_out(system: Supervisor) -> None:
    gate = system.home.with_name("gate")
    system.module("slow", command=DEAF, shutdown_timeout="40s", probes={"startup": exists(gate)})
    system.start()
    late = system.cli("start", "slow", "--timeout", "0.3")
    assert late.returncode == 5 and "slow" in late.stderr
    gate.touch()
    system.wait_running()
    late = system.cli("stop", "slow", "--timeout", "0.3")
    assert late.returncode == 5
    assert system.status()["modules"]["slow"]["state"] == "stopping"
    kill(system.status()["modules"]["slow"]["pid"])
    system.wait_for(lambda s: s["modules"]["slow"]["state"] == "stopped", "its end")
    asked = system.cli("start", "slow", "--no-wait")
    assert asked.returncode == 0
    pid = system.wait_running("slow")["modules"]["slow"]["pid"]
    asked = system.cli("stop", "slow", "--no-wait")
    assert asked.returncode == 0
    kill(pid)
    system.wait_for(lambda s: s["modules"]["slow"]["state"] == "stopped", "its end")


def test_a_sequential_start_takes_one_after_another_and_no_failure_ends_it(supervisor: Supervisor) -> None:
    supervisor.orchestrator(module_start_delay=0)
    for name in ("a", "b", "d"):
        supervisor.module(name, command=ASLEEP)
    supervisor.module("c", command=["/bin/false"])
    supervisor.start()
    supervisor.wait_running("a", "b", "d")
    entries = supervisor.request("events", {"count": 500})
    order = [(e["module"], e["to"]) for e in entries if e["module"] and e["kind"] == "state_changed"]
    for earlier, later in (("a", "b"), ("b", "d")):
        assert order.index((earlier, "running")) < order.index((later, "starting"))
    assert order.index(("c", "starting")) < order.index(("d", "starting"))
