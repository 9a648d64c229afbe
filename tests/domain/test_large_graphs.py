"""Large and dense graphs: no recursion runs out, and nothing is asked once for every path."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skelly_tray.domain.decide import decide
from skelly_tray.domain.descriptor import Condition, Dependency, ModuleId, OnRestart
from skelly_tray.domain.events import Exited
from skelly_tray.domain.status import SystemStatus
from tests.domain.build import module, needs
from tests.domain.world import KILLED, Program, World

LONG = 400
BAD = Program(fails_exec="no such file")


def chain(length: int, on_restart: OnRestart = OnRestart.KEEP, **root: object) -> World:
    """m000 ◄─ m001 ◄─ … written down leaf first, so that whoever looks at all begins at the far end."""
    names = [f"m{n:03}" for n in range(length)]
    modules = [
        module(
            name,
            *(needs(names[n - 1], on_restart=on_restart) for _ in range(n > 0)),
            **(root if n == 0 else {}),
        )
        for n, name in enumerate(names)
    ]
    world = World(*reversed(modules), start=False)
    world.keep_steps = False
    return world


def begin(world: World) -> None:
    from skelly_tray.domain.events import KeeperOpened, SystemStarted

    world.feed(KeeperOpened())
    world.feed(SystemStarted())


def test_long_chain_waits_for_a_failed_root_and_is_reported() -> None:
    world = chain(LONG, max_attempts=0)
    world.programs = {"m000": BAD}
    begin(world)
    world.run_for(1.0)
    assert world.state("m000") == "failed" and world.state(f"m{LONG - 1}") == "waiting"
    snapshot = world.snapshot()
    assert snapshot.status is SystemStatus.CRITICAL and len(snapshot.failing_modules) == LONG


@pytest.mark.parametrize("on_restart", list(OnRestart))
def test_long_chain_comes_up_recovers_and_goes_down(on_restart: OnRestart) -> None:
    length = 60
    world = chain(length, on_restart)
    begin(world)
    world.until_ready(within=length)
    world.kill("m000")
    world.run_for(2.0 * length)
    expected = 1 if on_restart is OnRestart.KEEP else 2
    assert {len(world.starts_of(m)) for m in world.states() if m != "m000"} == {expected}
    world.shut_down(timeout=600.0)
    world.run_until(lambda: not world.system.active, 100.0)


def test_dense_waiting_for_failed_tasks_is_judged_without_following_every_path() -> None:
    """Every module waits for all before it: 2^22 paths from the last to the first."""
    names = [f"m{n:02}" for n in range(22)]
    world = World(
        module("root", oneshot=True, max_attempts=0),
        *(
            module(name, *(needs(b, Condition.COMPLETED) for b in ("root", *names[:n])), oneshot=True)
            for n, name in enumerate(names)
        ),
        programs={"root": BAD},
    )
    world.run_for(5.0)
    snapshot = world.snapshot()
    assert snapshot.status is SystemStatus.CRITICAL and "m21" in snapshot.failing_modules
    assert world.system.startup is None


class Counted(dict[ModuleId, tuple[Dependency, ...]]):
    """Counts how often anybody asks what a module needs."""

    asked = 0

    def get(self, *args: object) -> tuple[Dependency, ...]:
        self.asked += 1
        return super().get(*args)  # type: ignore[call-overload,no-any-return]


def test_what_many_failures_have_in_common_is_found_by_looking_at_each_module_twice() -> None:
    world = chain(100)
    begin(world)
    world.until_ready()
    needed = Counted(world.system.graph.dependencies)
    system = replace(world.system, graph=replace(world.system.graph, dependencies=needed))
    most = 0
    for name in sorted(system.modules, reverse=True):
        run, before = system.modules[name].run, needed.asked
        assert run is not None and run.incarnation is not None
        system, _ = decide(system, Exited(name, run.incarnation, KILLED, world.now), world.now)
        most = max(most, needed.asked - before)
    assert len(system.failed_lately) == 100
    assert most < 3 * 100, "once for the one that fails, once for all before it together"
