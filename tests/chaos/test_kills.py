"""The supervisor or the keeper is killed at any moment: what it held is taken over as it is, or nothing of it is left.

SKELLY_CHAOS_SEED sets the seed.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from contextlib import suppress

import pytest

from tests.chaos.cast import RASCAL
from tests.chaos.census import leaders, living, without_forks
from tests.chaos.laws import Sentinel
from tests.supervisor import Supervisor, alive, wait_until
from tests.system.casting import LIVELY

SEED = int(os.environ.get("SKELLY_CHAOS_SEED", "7"))
STABLE = ("base", "tree", "above", "strict")
TOUCHED = ("touched0", "touched1")
HASTY = {"max_attempts": 100000, "backoff": "50ms", "backoff_max": "400ms"}
LONG, SHORT = 120.0, 0.4
"""Seconds of grace for those who are to be taken over, and for those who are to go."""
GONE_WITHIN = 20.0


class Rig:
    """A small system with everything that can be in the middle of something: a start, a stop, a backoff, a tree."""

    def __init__(self, system: Supervisor, seed: int) -> None:
        self.system = system
        self.chance = random.Random(seed)
        self.orders = system.home.with_name("orders")
        self.orders.mkdir()
        (self.orders / "mortal").write_text("exit")
        self._module("base")
        self._module("tree", "base", tree=True)
        self._module("above", "tree")
        self._module(
            "strict",
            "base",
            probes={"liveness": {"kind": "exec", "command": ["/bin/true"], "interval": "1s"}},
        )
        self._module("mortal")
        for name in TOUCHED:
            self._module(name, "base", tree=True)

    def _module(self, name: str, *needs: str, tree: bool = False, **keys: object) -> None:
        command = [sys.executable, "-I", "-S", str(RASCAL), name, str(self.orders), *["tree"] * tree]
        self.system.module(
            name,
            command=command,
            depends_on=[*needs],
            recovery=HASTY,
            shutdown_timeout="1s",
            ready_after="50ms",
            **keys,
        )

    def start(self, grace: float) -> None:
        self.system.orchestrator(**LIVELY, orphan_grace=grace)
        self.system.launch()

    def wait_up(self) -> None:
        self.system.wait_running(*STABLE)
        for name in TOUCHED:
            self.system.request("start", {"modules": [name], "wait": False})
        self.system.wait_running(*STABLE, *TOUCHED)

    def touch(self) -> str:
        """Begin something, and let a part of it happen."""
        do, name = self.chance.choice(("restart", "stop", "nothing")), self.chance.choice(TOUCHED)
        if do != "nothing":
            self.system.request(do, {"modules": [name], "wait": False})
        time.sleep(self.chance.random() * 0.3)
        return f"in the middle of {do} of {name}"

    def led(self) -> dict[str, list[int]]:
        """The stable modules that live, and the pids of their leaders."""
        found = leaders(living(self.system))
        return {
            m: [p for pids in spawns.values() for p in without_forks(pids)]
            for m, spawns in found.items()
            if m in STABLE
        }

    def hold_at_rest(self) -> None:
        """Each module is led by the one process that the status tells; nothing else is marked as a module's."""

        def holds() -> bool:
            rows, found = self.system.status()["modules"], living(self.system)
            spawns = {p.spawn for p in found if p.pid in {row["pid"] for row in rows.values()}}
            strays = [
                p
                for p in found
                if p.spawn not in {None, *spawns} and p.leads != "mortal" and "/true" not in p.words
            ]
            return (
                not strays
                and all(pids == [rows[m]["pid"]] for m, pids in self.led().items())
                and len(self.led()) == 4
            )

        wait_until(holds, f"a system at rest; there is {living(self.system)}", 20)


def _kill_at_any_moment(rig: Rig, count: int) -> dict[str, int]:
    """Half are followed by one who takes over, half by nobody."""
    tally = {"taken over": 0, "left alone": 0, "in a start": 0, "leaders kept": 0}
    system, chance = rig.system, rig.chance
    plan = [*[True] * (count // 2), *[False] * (count - count // 2)]
    chance.shuffle(plan)
    for number, adopted in enumerate(plan):
        rig.start(LONG if adopted else SHORT)
        if chance.random() < 0.35:
            moment = _wait_for_the_middle_of_a_start(rig)
            tally["in a start"] += 1
        else:
            rig.wait_up()
            moment = rig.touch()
        system.kill9()
        before = rig.led()
        print(f"{number}: {moment}, {'taken over' if adopted else 'left alone'}: {before}", flush=True)
        if adopted:
            rig.start(LONG)
            rig.wait_up()
            after = rig.led()
            assert {m: after.get(m) for m in before} == before, f"{moment}: {before} became {after}"
            rig.hold_at_rest()
            tally["taken over"] += 1
            tally["leaders kept"] += len(before)
            assert system.terminate() == 0
        else:
            tally["left alone"] += 1
        wait_until(
            lambda: not system.leftovers(), f"nothing left, {moment}: {system.leftovers()}", GONE_WITHIN
        )
        _forget(system)
    return tally


def _wait_for_the_middle_of_a_start(rig: Rig) -> str:
    """Before it has said anything, or when some of its modules live."""
    if rig.chance.random() < 0.3:
        time.sleep(rig.chance.random())
        return "early in a start"
    some = rig.chance.randint(1, len(STABLE))
    wait_until(lambda: len(rig.led()) >= some, f"{some} modules", every=0.001)
    return f"in a start, with {some} modules"


def _forget(system: Supervisor) -> None:
    """The nurseries of former starts have nothing left to look after."""
    for run in system.runs[:-1]:
        run.end()
    del system.runs[:-1]


def _kill_the_keeper_at_any_moment(rig: Rig, count: int) -> dict[str, int]:
    tally = {"kills": 0, "kills during a stop": 0, "stops": 0}
    system, chance = rig.system, rig.chance
    while tally["kills"] < count:
        rig.start(LONG)
        rig.wait_up()
        sentinel = Sentinel(system)
        for _ in range(min(5, count - tally["kills"])):
            moment = rig.touch()
            keeper = system.status()["orchestrator"]["keeper_pid"]
            print(f"{tally['kills']}: {moment}, keeper {keeper}", flush=True)
            if keeper is not None:
                with suppress(ProcessLookupError):
                    os.kill(keeper, signal.SIGKILL)
                tally["kills"] += 1
                wait_until(lambda k=keeper: not alive(k), "its end")
                system.wait_for(
                    lambda s, k=keeper: s["orchestrator"]["keeper_pid"] not in (None, k), "another keeper"
                )
            rig.wait_up()
            rig.hold_at_rest()
        if chance.random() < 0.4:
            keeper = system.status()["orchestrator"]["keeper_pid"]
            system.run.signal(signal.SIGTERM)
            time.sleep(chance.random() * 0.4)
            with suppress(ProcessLookupError):
                os.kill(keeper, signal.SIGKILL)
                tally["kills during a stop"] += 1
            assert system.run.wait() == 0
        else:
            assert system.terminate() == 0
        sentinel.end()
        assert not sentinel.seen, sentinel.seen
        tally["stops"] += 1
        wait_until(lambda: not system.leftovers(), f"nothing left: {system.leftovers()}", GONE_WITHIN)
        _forget(system)
    return tally


@pytest.mark.timeout(300)
def test_a_killed_supervisor_is_succeeded_with_all_its_modules_or_none_survives(
    supervisor: Supervisor,
) -> None:
    tally = _kill_at_any_moment(Rig(supervisor, SEED), 12)
    assert tally["taken over"] == 6 and tally["left alone"] == 6
    assert supervisor.leftovers() == []


@pytest.mark.timeout(200)
def test_a_killed_keeper_leaves_no_duplicate_and_after_a_stop_no_survivor(supervisor: Supervisor) -> None:
    tally = _kill_the_keeper_at_any_moment(Rig(supervisor, SEED), 6)
    assert tally["kills"] >= 6
    assert supervisor.leftovers() == []


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_two_hundred_kills_of_the_supervisor(supervisor: Supervisor) -> None:
    tally = _kill_at_any_moment(Rig(supervisor, SEED), 200)
    print(f"\n{tally}")
    assert tally["taken over"] == 100 and tally["left alone"] == 100


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_hundred_kills_of_the_keeper(supervisor: Supervisor) -> None:
    tally = _kill_the_keeper_at_any_moment(Rig(supervisor, SEED), 100)
    print(f"\n{tally}")
    assert tally["kills"] >= 100
