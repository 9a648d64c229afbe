"""The façade over fakes: starting, stopping, waiting for results, losing and regaining the keeper."""

from __future__ import annotations

import asyncio
import json
import threading
from pathlib import Path

import pytest

from skelly_tray.domain.cause import Outcome
from skelly_tray.domain.descriptor import (
    Dependency,
    ExecCheck,
    HttpCheck,
    ModuleId,
    ProbeRole,
    ProbeSpec,
    RestartPolicy,
)
from skelly_tray.domain.status import SystemHealth, SystemStatus
from skelly_tray.engine.ports import SpawnRecord
from tests.engine.worlds import Bench, module

WEB = ModuleId("web")
NEEDS_DB = (Dependency(ModuleId("db")),)


async def test_start_system_starts_dependencies_first_and_ends_when_all_is_up(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web", depends_on=NEEDS_DB), module("db")]) as bench:
        await bench.core.start_system()
        assert [r.module for r in bench.processes.requests] == ["db", "web"]
        health = await bench.core.get_system_health()
        assert health.status is SystemStatus.HEALTHY
        assert health.modules["web"].pid is not None


async def test_stop_system_stops_dependants_first_and_keeps_what_is_wanted(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web", depends_on=NEEDS_DB), module("db")]) as bench:
        await bench.core.start_system()
        by_module = {r.module: i for i, r in bench.processes.live.items()}
        await bench.core.stop_system(5.0)
        stops = [call[1] for call in bench.processes.calls if call[0] == "stop"]
        assert stops == [by_module[ModuleId("web")], by_module[ModuleId("db")]]
        health = await bench.core.get_system_health()
        assert health.status is SystemStatus.STOPPED
        assert health.modules["db"].desired == "up"


async def test_a_start_reports_the_pid_and_a_stop_names_the_dependants(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web", depends_on=NEEDS_DB), module("db")]) as bench:
        await bench.core.start_system()
        stopped = await bench.core.act({"do": "stop", "modules": ["db"]}, wait=True, timeout=5)
        assert stopped["ok"] and stopped["modules"]["db"]["text"] == "stopped"
        assert stopped["also"] == {"web": "stopped first, it depends on db"}
        assert await bench.state("web") == "waiting"
        started = await bench.core.act({"do": "start", "modules": ["db"]}, wait=True, timeout=5)
        assert started["modules"]["db"]["text"].startswith("started (pid ")
        await bench.until(lambda: len(bench.processes.live) == 2)


async def test_a_start_names_the_lazy_modules_that_it_wakes(tmp_path: Path) -> None:
    lazy = [module("db", lazy=True, depends_on=(Dependency(ModuleId("disk")),)), module("disk", lazy=True)]
    async with Bench(tmp_path, [module("web", depends_on=NEEDS_DB, enabled=False), *lazy]) as bench:
        await bench.core.start_system()
        report = await bench.core.act({"do": "start", "modules": ["web"]}, wait=True, timeout=5)
        assert report["ok"]
        assert report["also"] == {"db": "started too, web needs it", "disk": "started too, db needs it"}
        again = await bench.core.act({"do": "start", "modules": ["web"]}, wait=True, timeout=5)
        assert again["also"] == {}


async def test_a_start_that_waits_in_vain_says_for_whom(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web", depends_on=NEEDS_DB), module("db")]) as bench:
        await bench.core.start_system()
        await bench.core.act({"do": "stop", "modules": ["db", "web"]}, wait=True, timeout=5)
        report = await bench.core.act({"do": "start", "modules": ["web"]}, wait=True, timeout=5)
        assert not report["ok"] and not report["timed_out"]
        assert (
            "db" in report["modules"]["web"]["text"] and "stopped by you" in report["modules"]["web"]["text"]
        )


async def test_waiting_longer_than_allowed_is_said(tmp_path: Path) -> None:
    probe = ProbeSpec(HttpCheck("http://127.0.0.1:1/"), 0.05, 1.0)
    async with Bench(tmp_path, [module("web", startup=probe)]) as bench:
        bench.prober.answers["web"] = False
        report = await bench.core.act({"do": "start", "modules": ["web"]}, wait=True, timeout=0.1)
        assert report["timed_out"] and not report["ok"]


async def test_restart_module_reports_a_new_pid(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web")]) as bench:
        await bench.core.start_system()
        before = (await bench.core.get_system_health()).modules["web"].pid
        report = await bench.core.restart_module(WEB)
        after = (await bench.core.get_system_health()).modules["web"].pid
        assert report["ok"] and before != after


async def test_a_crash_is_recovered_acknowledged_and_written_down(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web")]) as bench:
        await bench.core.start_system()
        (incarnation,) = bench.processes.live
        bench.processes.end(incarnation, Outcome(signal=9))
        await bench.until(lambda: len(bench.processes.requests) == 2)
        assert bench.processes.acknowledged == [incarnation]
        why = await bench.core.query("why", {"module": "web"})
        assert "killed by SIGKILL" in why["sentence"] and why["exit"] == {"code": None, "signal": 9}
        assert any("SIGKILL" in link["text"] for link in why["chain"])
        seqs = [e["seq"] for e in bench.journal.entries]
        assert seqs == sorted(set(seqs))


async def test_a_refused_launch_is_a_failure_with_its_sentence(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web", recovery=RestartPolicy(max_attempts=0))]) as bench:
        bench.launcher.refused["web"] = "there is no room"
        await bench.core.start_system()
        web = (await bench.core.get_system_health()).modules["web"]
        assert web.state == "failed" and "there is no room" in web.reason


async def test_notes_carry_readiness_over_to_the_next_supervisor(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web")]) as first:
        await first.core.start_system()
        ((incarnation, request),) = first.processes.live.items()
        note = first.processes.notes[incarnation]
        assert json.loads(note)["ready"] is True
    record = SpawnRecord(request.key, WEB, incarnation, 77, 1.0, "one", note)
    second = Bench(tmp_path, [module("web")])
    second.processes.table = [record]
    async with second:
        await second.core.start_system()
        web = (await second.core.get_system_health()).modules["web"]
        assert (web.pid, web.ready, web.state) == (77, True, "running")
        assert second.processes.requests == []


async def test_the_users_stop_is_remembered(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web"), module("db")]) as first:
        await first.core.start_system()
        await first.core.act({"do": "stop", "modules": ["web"]}, wait=True, timeout=5)
        memory = first.memory.stored
    async with Bench(tmp_path, [module("web"), module("db")], memory=memory) as second:
        await second.core.start_system()
        assert [r.module for r in second.processes.requests] == ["db"]
        assert await second.state("web") == "stopped"


async def test_counters_are_remembered_only_while_processes_were_kept(tmp_path: Path) -> None:
    memory = {"modules": {"web": {"word": None, "restarts": 7, "attempts": 2}}}
    async with Bench(tmp_path, [module("web")], memory=memory) as fresh:
        assert (await fresh.core.get_system_health()).modules["web"].restarts == 0
    kept = Bench(tmp_path, [module("web")], memory=memory)
    kept.processes.table = [SpawnRecord("k", WEB, 5, 77, 1.0, "one", b'{"ready": true, "was_ready": true}')]
    async with kept:
        assert (await kept.core.get_system_health()).modules["web"].restarts == 7


async def test_a_lost_keeper_is_opened_again_and_everything_started_once(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web", depends_on=NEEDS_DB), module("db")]) as bench:
        await bench.core.start_system()
        bench.processes.live.clear()
        bench.processes.facts.keeper_lost()
        await bench.until(lambda: len(bench.processes.requests) == 4)
        assert bench.processes.opened == 2
        assert [r.module for r in bench.processes.requests[2:]] == ["db", "web"]
        await bench.until(lambda: len(bench.processes.live) == 2)
        assert (await bench.core.get_system_health()).modules["web"].attempts == 0


async def test_an_event_that_cannot_be_handled_costs_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Bench(tmp_path, [module("web"), module("db")]) as bench:
        await bench.core.start_system()
        real = bench.processes.stop

        def broken(incarnation: int, stop_signal: str, grace: float) -> None:
            monkeypatch.setattr(bench.processes, "stop", real)
            raise RuntimeError("a fault of ours")

        monkeypatch.setattr(bench.processes, "stop", broken)
        bench.core.post({"do": "stop", "modules": ["web"]})
        report = await bench.core.act({"do": "stop", "modules": ["db"]}, wait=True, timeout=5)
        assert report["ok"]


async def test_a_probe_planned_for_a_dead_incarnation_is_not_made(tmp_path: Path) -> None:
    probe = ProbeSpec(HttpCheck("http://127.0.0.1:1/"), 0.01, 1.0)
    async with Bench(tmp_path, [module("web", readiness=probe)]) as bench:
        await bench.core.start_system()
        await bench.core.act({"do": "stop", "modules": ["web"]}, wait=True, timeout=5)
        made = len(bench.prober.targets)
        await asyncio.sleep(0.05)
        assert len(bench.prober.targets) == made
        assert {t.role for t in bench.prober.targets} == {ProbeRole.READINESS}


async def test_failed_probes_show_as_error_rate(tmp_path: Path) -> None:
    probe = ProbeSpec(HttpCheck("http://127.0.0.1:1/"), 0.01, 1.0, failure_threshold=1000)
    async with Bench(tmp_path, [module("web", liveness=probe)]) as bench:
        bench.prober.answers["web"] = False
        await bench.core.start_system()
        await bench.until(lambda: len(bench.prober.targets) > 2)
        assert (await bench.core.get_system_health()).modules["web"].error_rate > 0


async def test_snapshots_carry_what_was_measured(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web")]) as bench:
        seen: list[SystemHealth] = []
        cancel = bench.core.subscribe(seen.append)
        await bench.core.start_system()
        await bench.until(lambda: bool(seen) and seen[-1].modules["web"].memory_mb == 10.0)
        cancel()
        newest = await bench.core.get_system_health()
        assert newest.orchestrator.memory_mb == 40.0 and newest.resources.network_kbps == 8.0
        samples = await bench.core.query("samples", {"module": "web", "seconds": 60})
        assert samples["web"]["memory_mb"][-1] == 10.0


async def test_nobody_gets_a_snapshot_after_unsubscribing(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web")]) as bench:
        seen: list[SystemHealth] = []
        bench.core.subscribe(seen.append)()
        await bench.core.start_system()
        await asyncio.sleep(0.03)
        assert seen == []


@pytest.mark.parametrize("error", [OSError("no figures"), ValueError("nobody foresaw this")])
async def test_a_failed_measurement_is_an_issue_that_goes_away(tmp_path: Path, error: Exception) -> None:
    async with Bench(tmp_path, [module("web")]) as bench:
        bench.meter.failing = error
        await bench.until(lambda: "sampling" in {i.id for i in bench.core.publisher.snapshot().issues})
        bench.meter.failing = None
        await bench.until(lambda: "sampling" not in {i.id for i in bench.core.publisher.snapshot().issues})


async def test_quitting_twice_kills_at_once(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web")]) as bench:
        await bench.core.start_system()
        bench.processes.stop = lambda *_: None  # type: ignore[method-assign]  # a module that will not go
        bench.core.quit()
        ending = asyncio.ensure_future(bench.core.run_until_quit())
        await asyncio.sleep(0)
        bench.core.quit()
        assert await ending is False
        assert (
            "kill",
            next(iter([c[1] for c in bench.processes.calls if c[0] == "kill"])),
        ) in bench.processes.calls


async def test_quitting_with_modules_kept_stops_nothing(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web")]) as bench:
        await bench.core.start_system()
        bench.core.post({"do": "quit", "keep_modules": True})
        assert await bench.core.run_until_quit() is True
        assert bench.processes.calls == [] and len(bench.processes.live) == 1


async def test_an_update_that_is_wrong_changes_nothing(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web")]) as bench:
        await bench.core.start_system()
        errors = await bench.core.update_config(WEB, "comand = ['x']\n")
        assert any("command" in e for e in errors)
        assert not (tmp_path / "config/modules/web.toml").exists()
        assert len(bench.processes.requests) == 1


async def test_an_update_is_stored_and_restarts_the_module(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web")]) as bench:
        await bench.core.start_system()
        assert await bench.core.update_config(WEB, "command = ['other']\nready_after = 0\n") == []
        assert "other" in (tmp_path / "config/modules/web.toml").read_text()
        await bench.until(lambda: [r.argv for r in bench.processes.requests] == [("web",), ("other",)])
        kinds = [e["kind"] for e in bench.journal.entries if e["module"] == "web"]
        assert "config_changed" in kinds


async def test_a_keeper_that_cannot_be_opened_again_is_an_issue_until_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skelly_tray.engine.orchestrator.KEEPER_RETRY", 0.02)
    async with Bench(tmp_path, [module("web")]) as bench:
        await bench.core.start_system()
        bench.processes.fail_open = 2
        bench.processes.facts.keeper_lost()
        await bench.until(lambda: "keeper.open" in {i.id for i in bench.core.publisher.snapshot().issues})
        await bench.until(lambda: len(bench.processes.requests) == 2)
        assert "keeper.open" not in {i.id for i in bench.core.publisher.snapshot().issues}


async def test_an_exec_probe_runs_as_its_module_or_not_at_all(tmp_path: Path) -> None:
    probe = ProbeSpec(ExecCheck(("check",)), 0.01, 1.0)
    async with Bench(tmp_path, [module("web", user="nobody", readiness=probe)]) as bench:
        await bench.core.start_system()
        target = bench.prober.targets[0]
        assert (target.user, target.working_dir, target.environment) == ("nobody", "/", {"WHO": "web"})
        bench.launcher.nowhere.add("web")
        made = len(bench.prober.targets)
        await bench.until(lambda: "could not be made" in _last_probe(bench))
        assert len(bench.prober.targets) <= made + 1


def _last_probe(bench: Bench) -> str:
    run = bench.core._engine.system.modules[WEB].run
    return run.last_probe.message if run and run.last_probe else ""


async def test_a_start_that_a_stop_of_the_system_overtakes_does_not_wait_for_ever(tmp_path: Path) -> None:
    never = ProbeSpec(HttpCheck("http://127.0.0.1:1/"), 0.05, 1.0)
    async with Bench(tmp_path, [module("web", startup=never)]) as bench:
        bench.prober.answers["web"] = False
        waiting = asyncio.ensure_future(
            bench.core.act({"do": "start", "modules": ["web"]}, wait=True, timeout=None)
        )
        await bench.until(lambda: len(bench.processes.live) == 1)
        bench.core.post({"do": "kill_all"})
        async with asyncio.timeout(5):
            report = await waiting
        assert report["modules"]["web"] == {"ok": False, "text": "stopped with the system"}


async def test_a_module_whose_file_is_gone_leaves_no_samples(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web"), module("db")]) as bench:
        await bench.core.start_system()
        await bench.until(lambda: len(bench.processes.live) == 2)
        assert set(await bench.core.query("samples", {})) == {"web", "db"}
        assert await bench.core.update_config(WEB, "command = ['web']\n") == []  # db never had a file here
        await bench.until(lambda: "db" not in bench.core.publisher.snapshot().modules)
        async with asyncio.timeout(5):
            while set(await bench.core.query("samples", {})) != {"web"}:
                await asyncio.sleep(0.01)


async def test_the_end_can_be_asked_for_before_the_keeper_answers(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web")]) as bench:
        asked = asyncio.Event()

        async def never(_: object) -> list[SpawnRecord]:
            asked.set()
            await asyncio.Event().wait()
            return []

        bench.processes.open = never  # type: ignore[method-assign]
        opening = asyncio.ensure_future(bench.core.open())
        await asked.wait()
        bench.core.quit()
        async with asyncio.timeout(5):
            assert await opening is False


async def test_a_slow_disk_does_not_hold_up_the_samples(tmp_path: Path) -> None:
    free = threading.Event()
    async with Bench(tmp_path, [module("web")]) as bench:
        bench.meter.disk_usage_mb = lambda: 7.0 if free.wait(20) else 0.0  # type: ignore[method-assign]
        disk = asyncio.ensure_future(bench.core._upkeep.weigh_disk())
        await bench.core.start_system()
        seen: list[SystemHealth] = []
        bench.core.subscribe(seen.append)
        await bench.until(lambda: len({s.uptime_s for s in seen}) > 5)
        assert not free.is_set()
        free.set()
        await bench.until(lambda: bench.core.publisher.snapshot().resources.disk_usage_mb == 7.0)
        disk.cancel()


async def test_who_waits_for_another_is_told_what_happened_to_that_one(tmp_path: Path) -> None:
    modules = [module("db", recovery=RestartPolicy(max_attempts=0)), module("web", depends_on=NEEDS_DB)]
    async with Bench(tmp_path, modules) as bench:
        await bench.core.start_system()
        database = next(i for i, r in bench.processes.live.items() if r.module == "db")
        bench.processes.end(database, Outcome(code=3))
        await bench.until(lambda: bench.core.publisher.snapshot().modules["web"].state == "waiting")
        told = [link["text"] for link in (await bench.core.query("why", {"module": "web"}))["chain"]]
        assert told[-1].startswith("web waits") and any("exit 3" in text for text in told)


async def test_a_keeper_lost_during_the_end_is_replaced_once_more_to_sweep(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web")]) as bench:
        await bench.core.start_system()
        bench.processes.stop = lambda *_: None  # type: ignore[method-assign]  # a module that will not go
        bench.core.quit()
        ending = asyncio.ensure_future(bench.core.run_until_quit())
        await bench.until(lambda: bench.core.publisher.snapshot().status is SystemStatus.STOPPING)
        bench.processes.facts.keeper_lost()
        assert await ending is False
        assert bench.processes.opened == 2 and len(bench.processes.requests) == 1
        assert "started again" not in json.dumps(bench.journal.entries)


async def test_the_end_does_not_wait_for_ever_for_a_keeper_that_cannot_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skelly_tray.engine.orchestrator.SWEEP_PATIENCE", 0.02)
    async with Bench(tmp_path, [module("web")]) as bench:
        await bench.core.start_system()
        bench.processes.fail_open = 1_000_000
        bench.processes.facts.keeper_lost()
        bench.core.quit()
        assert await bench.core.run_until_quit() is False


def _write(folder: Path, name: str, text: str) -> None:
    (folder / "config/modules" / f"{name}.toml").write_text(text)


async def test_an_update_that_closes_a_cycle_is_refused_before_it_is_stored(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web", depends_on=NEEDS_DB), module("db")]) as bench:
        await bench.core.start_system()
        _write(tmp_path, "db", "command = ['db']\n")
        _write(tmp_path, "web", "command = ['web']\ndepends_on = ['db']\n")
        await bench.core.files_changed()
        await bench.until(lambda: len(bench.processes.requests) == 4)
        bench.processes.calls.clear()
        errors = await bench.core.update_config(ModuleId("db"), "command = ['db']\ndepends_on = ['web']\n")
        assert any("cycle" in error for error in errors)
        assert (tmp_path / "config/modules/db.toml").read_text() == "command = ['db']\n"
        assert not [call for call in bench.processes.calls if call[0] == "stop"]


async def test_a_file_broken_meanwhile_leaves_its_module_as_it_was_until_it_is_right_again(
    tmp_path: Path,
) -> None:
    async with Bench(tmp_path, [module("web"), module("db")]) as bench:
        await bench.core.start_system()
        _write(tmp_path, "db", "comand = ['oops']\n")
        assert await bench.core.update_config(WEB, "command = ['web']\n") == []
        assert await bench.state("db") == "running"
        issues = {i.id: i for i in bench.core.publisher.snapshot().issues}
        assert "modules/db.toml" in issues["db.config"].message
        _write(tmp_path, "db", "command = ['new']\n")
        assert await bench.core.update_config(WEB, "command = ['web']\n") == []
        await bench.until(lambda: bench.processes.requests[-1].argv == ("new",))
        assert "db.config" not in {i.id for i in bench.core.publisher.snapshot().issues}


async def test_the_users_stop_stands_when_a_file_is_right_again(tmp_path: Path) -> None:
    memory = {"modules": {"db": {"word": "down"}}}
    broken = module("db", depends_on=(Dependency(ModuleId("nowhere")),))
    async with Bench(tmp_path, [module("web"), broken], memory=memory) as bench:
        await bench.core.start_system()
        _write(tmp_path, "web", "command = ['web']\n")
        _write(tmp_path, "db", "command = ['db']\ndepends_on = ['nowhere']\n")
        assert await bench.core.update_config(ModuleId("db"), "command = ['db']\n") == []
        db = bench.core.publisher.snapshot().modules["db"]
        assert (db.desired, db.state) == ("down", "stopped")


async def test_a_module_whose_file_is_new_says_so(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web")]) as bench:
        await bench.core.start_system()
        _write(tmp_path, "web", "command = ['web']\n")
        assert await bench.core.update_config(ModuleId("db"), "command = ['db']\n") == []
        await bench.until(lambda: bench.core.publisher.snapshot().modules["db"].state == "running")
        told = [e for e in bench.journal.entries if e["module"] == "db"]
        assert [told[0]["kind"], told[1]["to"]] == ["config_changed", "starting"]
        assert told[1]["cause"]["kind"] == "config" and told[1]["cause"]["seq"] == told[0]["seq"]


async def test_who_ended_the_system_is_the_cause_of_every_stop(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web")]) as bench:
        await bench.core.start_system()
        bench.core.quit("SIGTERM asked the supervisor to end")
        await bench.core.run_until_quit()
        stops = [e for e in bench.journal.entries if e["to"] in ("stopping", "stopped")]
        assert {e["cause"]["text"] for e in stops} == {"SIGTERM asked the supervisor to end"}
