"""Scopes of the user's systemd: what it is asked over a real bus, and what happens when it refuses or says nothing."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest

from skelly_tray.adapters.limits import systemd_bus, systemd_scope
from skelly_tray.adapters.limits.freeze import Freeze
from skelly_tray.adapters.limits.ladder import Ladder
from skelly_tray.adapters.limits.systemd_bus import SystemdBus
from skelly_tray.adapters.limits.systemd_scope import UNLIMITED, SystemdScope
from skelly_tray.adapters.limits.user_bus import refusal, user_bus
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.engine.ports import SpawnRecord
from skelly_tray.scopes import Scope
from tests.adapters.limits.rigs import CPU, MEMORY, THREADS, limited
from tests.adapters.processes.keeping import request, until

MODULE = limited(max_cpu_percent=20.0, max_memory_mb=100, max_threads=9)
FAKE = Path(__file__).with_name("fake_systemd.py")


class Desktop:
    """A private bus, and on demand a systemd that answers there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = f"unix:path={folder}/bus"
        self.report = folder / "calls"
        self.throttled: list[tuple[int, float | None]] = []
        self.processes: list[subprocess.Popen[str]] = []
        self.scope = Scope(lambda name, error: self.errors.append(error))
        self.errors: list[BaseException] = []
        delegated = folder / "cgroup/user.slice/user@0.service"
        delegated.mkdir(parents=True)
        (delegated / "cgroup.controllers").write_text("cpu memory pids\n")
        self._run("dbus-daemon", "--session", "--nofork", "--print-address", f"--address={self.address}")

    def _run(self, *argv: str) -> None:
        process = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
        self.processes.append(process)
        assert process.stdout is not None and process.stdout.readline()

    def systemd(self, *mood: str) -> None:
        self._run(sys.executable, str(FAKE), self.address, str(self.report), *mood)

    def sleeper(self) -> int:
        self.processes.append(subprocess.Popen(["sleep", "1000"], text=True))
        return self.processes[-1].pid

    def ladder(self) -> Ladder:
        ladder = Ladder(())
        rung = SystemdScope(
            SystemdBus(self.address), "skelly-1", self.scope.start, ladder.fell, self.folder / "cgroup"
        )
        ladder.rungs = (rung, Freeze(lambda *call: self.throttled.append(call)))
        return ladder

    def calls(self, method: str) -> list[Any]:
        lines = self.report.read_text().splitlines() if self.report.exists() else []
        return [body for name, body in map(json.loads, lines) if name == method]

    def close(self) -> None:
        for process in self.processes:
            process.kill()
            process.communicate()


@pytest.fixture
async def desktop(tmp_path: Path) -> AsyncIterator[Desktop]:
    made = Desktop(tmp_path)
    yield made
    await made.scope.close()
    made.close()
    assert not made.errors


async def started(desktop: Desktop, ladder: Ladder) -> int:
    """A launch that was dressed while systemd offered everything."""
    await until(lambda: ladder.holdings(None, MODULE)[CPU].rung == "systemd_scope", "systemd offers it")
    ladder.dress(request("k", "x"), MODULE)
    pid = desktop.sleeper()
    ladder.spawned("k", 7, pid)
    for kind, value in MODULE.limits.given.items():
        assert ladder.hold(7, kind, value) == systemd_scope.HOLDING
    return pid


async def test_a_launch_becomes_a_scope_with_its_limits(desktop: Desktop) -> None:
    desktop.systemd()
    ladder = desktop.ladder()
    pid = await started(desktop, ladder)
    await until(lambda: len(desktop.calls("StartTransientUnit")) == 1)
    name, mode, properties, auxiliary = desktop.calls("StartTransientUnit")[0]
    assert (name, mode, auxiliary) == ("skelly-1-k.scope", "fail", [])
    assert {key: value for key, (_, value) in properties}["PIDs"] == [pid]
    given = {key: value for key, (_, value) in properties}
    assert given["CPUQuotaPerSecUSec"] == 200_000
    assert (given["MemoryMax"], given["MemoryHigh"]) == (100 * 2**20, 95 * 2**20)
    assert given["TasksMax"] == 9 and given["MemorySwapMax"] == 0
    ladder.hold(7, CPU, 50.0)
    ladder.hold(7, MEMORY, None)
    await until(lambda: len(desktop.calls("SetUnitProperties")) == 2)
    changes = [body[2] for body in desktop.calls("SetUnitProperties")]
    assert changes[0] == [["CPUQuotaPerSecUSec", ["t", 500_000]]]
    assert {key: value for key, (_, value) in changes[1]} == dict.fromkeys(
        ("MemoryHigh", "MemoryMax", "MemorySwapMax"), UNLIMITED
    )
    assert desktop.throttled == []
    ladder.gone(7)
    ladder.close(keep_modules=False)
    await desktop.scope.close()


async def test_who_is_forked_while_systemd_works_is_brought_in_afterwards(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop.systemd()
    ladder = desktop.ladder()
    trees = iter([[100], [100, 101, 102]])
    monkeypatch.setattr(systemd_scope, "descendants", lambda pids: next(trees))
    await started(desktop, ladder)
    await until(lambda: desktop.calls("AttachProcessesToUnit"))
    assert desktop.calls("AttachProcessesToUnit") == [["skelly-1-k.scope", "", [101, 102]]]
    await desktop.scope.close()


async def test_what_is_changed_while_systemd_works_is_set_afterwards(desktop: Desktop) -> None:
    desktop.systemd()
    ladder = desktop.ladder()
    await started(desktop, ladder)
    await until(lambda: len(desktop.calls("StartTransientUnit")) == 1)
    ladder.hold(7, CPU, 70.0)
    await until(lambda: desktop.calls("SetUnitProperties"))
    assert desktop.calls("SetUnitProperties")[0][2] == [["CPUQuotaPerSecUSec", ["t", 700_000]]]
    await desktop.scope.close()


async def test_a_refused_scope_hands_its_limits_to_the_next_rung(desktop: Desktop) -> None:
    desktop.systemd("refuse")
    ladder = desktop.ladder()
    await started(desktop, ladder)
    await until(lambda: desktop.throttled)
    assert desktop.throttled == [(7, 20.0)]
    told = ladder.holdings(7, MODULE)
    assert told[CPU].rung == "freeze" and "no scopes today" in told[CPU].why
    assert (told[MEMORY].rung, told[THREADS].strength) == ("advisory", "none")
    assert "no scopes today" in told[MEMORY].why
    await desktop.scope.close()


async def test_a_systemd_that_says_nothing_offers_nothing(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(systemd_bus, "CALL_TIMEOUT", 0.2)
    desktop.systemd("silent")
    ladder = desktop.ladder()
    await until(lambda: "does not answer" in ladder.holdings(None, MODULE)[MEMORY].why)
    assert ladder.holdings(None, MODULE)[CPU].rung == "freeze"
    ladder.dress(request("k", "x"), MODULE)
    ladder.spawned("k", 7, desktop.sleeper())
    assert ladder.hold(7, CPU, 20.0).rung == "freeze" and desktop.throttled == [(7, 20.0)]
    await desktop.scope.close()


async def test_without_systemd_on_the_bus_nothing_is_offered(desktop: Desktop) -> None:
    ladder = desktop.ladder()
    await until(lambda: "has not answered" not in ladder.holdings(None, MODULE)[MEMORY].why)
    assert "org.freedesktop.systemd1" in ladder.holdings(None, MODULE)[MEMORY].why
    await desktop.scope.close()


async def test_a_bus_that_is_lost_between_calls_is_found_again(desktop: Desktop) -> None:
    bus = SystemdBus(desktop.address)
    desktop.systemd()
    assert await bus.manager_property("ControlGroup") == "/user.slice/user@0.service"
    bus._connection.writer.close()
    with pytest.raises(systemd_bus.SystemdError):
        await bus.manager_property("ControlGroup")
    assert await bus.manager_property("ControlGroup") == "/user.slice/user@0.service"
    await bus.close()


@pytest.mark.parametrize("value", [2.0**70, -1.0])
async def test_what_cannot_be_said_over_the_bus_goes_to_the_next_rung(desktop: Desktop, value: float) -> None:
    desktop.systemd()
    ladder = desktop.ladder()
    await started(desktop, ladder)
    await until(lambda: len(desktop.calls("StartTransientUnit")) == 1)
    ladder.hold(7, CPU, value)
    await until(lambda: desktop.throttled)
    told = ladder.holdings(7, MODULE)
    assert told[CPU].rung == "freeze" and "cannot be said" in told[CPU].why
    assert desktop.errors == []
    await desktop.scope.close()


async def test_a_module_that_ended_meanwhile_is_no_refusal(desktop: Desktop) -> None:
    desktop.systemd("refuse")
    ladder = desktop.ladder()
    await until(lambda: ladder.holdings(None, MODULE)[CPU].rung == "systemd_scope")
    ladder.dress(request("k", "x"), MODULE)
    ladder.spawned("k", 7, 2**22 + 1)
    ladder.hold(7, CPU, 20.0)
    await until(lambda: desktop.calls("StartTransientUnit"))
    await until(lambda: not len(desktop.scope))
    assert desktop.throttled == []
    await desktop.scope.close()


async def test_an_adopted_module_is_found_in_its_scope(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop.systemd()
    ladder = desktop.ladder()
    group = desktop.folder / "cgroup/user.slice/user@0.service/app.slice/skelly-1-k.scope"
    group.mkdir(parents=True)
    for name in ("cpu.max", "memory.max", "memory.events"):
        (group / name).write_text("oom_kill 2\n")
    (group / "memory.stat").write_text(f"anon {5 * 2**20}\n")
    monkeypatch.setattr(
        systemd_scope, "groups_of", lambda text: {"": "/user.slice/user@0.service/app.slice/skelly-1-k.scope"}
    )
    record = SpawnRecord("k", ModuleId("m"), 9, desktop.sleeper(), 0.0, "d")
    ladder.adopt(record, MODULE)
    assert ladder.holdings(9, MODULE)[CPU].rung == "systemd_scope"
    assert ladder.holdings(9, MODULE)[THREADS].rung == "advisory"
    assert ladder.usage_mb(9) == 5.0 and ladder.kills(9) == 2
    ladder.hold(9, CPU, 30.0)
    await until(lambda: desktop.calls("SetUnitProperties"))
    assert desktop.calls("SetUnitProperties")[0][0] == "skelly-1-k.scope"
    other = SpawnRecord("other", ModuleId("o"), 10, desktop.sleeper(), 0.0, "d")
    ladder.adopt(other, MODULE)
    assert ladder.holdings(10, MODULE)[MEMORY].rung == "advisory"
    await desktop.scope.close()


def test_there_is_a_user_bus_only_where_systemd_runs(tmp_path: Path) -> None:
    assert user_bus(tmp_path) is None
    (tmp_path / "run/systemd/system").mkdir(parents=True)
    assert user_bus(tmp_path) == f"unix:path={tmp_path / f'run/user/{os.getuid()}/bus'}"


async def test_the_first_launch_finds_the_rung_that_answers_within_a_moment(desktop: Desktop) -> None:
    desktop.systemd()
    ladder = desktop.ladder()
    assert ladder.holdings(None, MODULE)[CPU].rung == "freeze"
    await ladder.settled()
    assert ladder.holdings(None, MODULE)[CPU].rung == "systemd_scope"
    await desktop.scope.close()


async def test_nobody_waits_for_long_for_a_systemd_that_says_nothing(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(systemd_scope, "SETTLED_WITHIN", 0.01)
    desktop.systemd("silent")
    ladder = desktop.ladder()
    await ladder.settled()
    assert "has not answered" in ladder.holdings(None, MODULE)[MEMORY].why
    await desktop.scope.close()


async def test_a_systemd_that_comes_late_holds_what_is_launched_later(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(systemd_scope, "LOOK_EVERY", 0.001)
    ladder = desktop.ladder()
    await ladder.settled()
    assert ladder.holdings(None, MODULE)[CPU].rung == "freeze"
    desktop.systemd()
    await started(desktop, ladder)
    await until(lambda: len(desktop.calls("StartTransientUnit")) == 1)
    await desktop.scope.close()


async def test_a_bus_that_is_not_there_yet_is_no_reason_to_load_what_speaks_to_it(tmp_path: Path) -> None:
    with pytest.raises(systemd_bus.SystemdError, match="no D-Bus"):
        await SystemdBus(f"unix:path={tmp_path}/bus").manager_property("ControlGroup")


def test_whether_systemd_answers_is_asked_without_a_loop(desktop: Desktop) -> None:
    assert refusal(desktop.address, 5.0) == "no systemd on the user's bus"
    desktop.systemd()
    assert refusal(desktop.address, 5.0) == ""
    assert "does not answer" in refusal("unix:path=/nonexistent", 5.0)


class SlowlyClosed:
    """A bus on which something is changed while its connection is being closed."""

    def __init__(self) -> None:
        self.called: list[str] = []
        self.closing = asyncio.Event()
        self.go_on = asyncio.Event()

    async def manager_property(self, name: str) -> str:
        return "/user.slice/user@0.service"

    async def call(self, method: str, signature: str, body: object) -> None:
        self.called.append(method)

    async def close(self) -> None:
        self.closing.set()
        await self.go_on.wait()


async def test_what_is_changed_while_the_connection_is_closed_is_done_too(desktop: Desktop) -> None:
    bus = SlowlyClosed()
    rung = SystemdScope(
        cast(SystemdBus, bus), "skelly-1", desktop.scope.start, lambda *_: None, desktop.folder / "cgroup"
    )
    await bus.closing.wait()
    rung.dress(request("k", "x"), [CPU], MODULE.limits)
    rung.spawned("k", 7, desktop.sleeper())
    bus.go_on.set()
    await until(lambda: bus.called == ["StartTransientUnit"], "the scope")
