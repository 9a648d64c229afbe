"""A tree is charged exactly for what its processes used, however they come, go and are waited for.

The process table is a model here, so that every rule is held without a real process.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Collection
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skelly_tray.adapters.sampler.machine import NetworkMeter, OwnCost
from skelly_tray.adapters.sampler.process_table import Reading
from skelly_tray.adapters.sampler.sampler import HANDLES_EVERY, TreeSampler
from skelly_tray.adapters.sampler.trees import FULL_PASS_EVERY, Trees
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.telemetry.sample import Sample

INIT, LEADER, STRANGER = 1, 10, 5
WEB = ModuleId("web")


@dataclass
class ModelTable:
    """A machine with an init, a stranger and whatever a test puts there. `reads` counts looks at a process."""

    processes: dict[int, Reading]
    reads: int = 0
    hidden_handles: bool = False
    open_handles: int = 7

    def pids(self) -> Collection[int]:
        return list(self.processes)

    def read(self, pid: int) -> Reading | None:
        self.reads += 1
        return self.processes.get(pid)

    def handles(self, pid: int) -> int | None:
        return None if self.hidden_handles else self.open_handles

    def fork(self, parent: int, pid: int) -> None:
        self.processes[pid] = Reading(parent, float(pid), 0.0, 0.0, 2**20, 1, True)

    def burn(self, pid: int, seconds: float) -> None:
        self.processes[pid] = self.processes[pid]._replace(cpu=self.processes[pid].cpu + seconds)

    def exit(self, pid: int, *, waited_for: bool = True) -> None:
        """End a process: its children go to init, its time to a parent that waits for it."""
        gone = self.processes.pop(pid)
        for other, reading in self.processes.items():
            if reading.parent == pid:
                self.processes[other] = reading._replace(parent=INIT)
        if waited_for and gone.parent in self.processes:
            parent = self.processes[gone.parent]
            self.processes[gone.parent] = parent._replace(reaped=parent.reaped + gone.cpu + gone.reaped)


def machine() -> ModelTable:
    table = ModelTable({})
    for parent, pid in ((0, INIT), (INIT, STRANGER), (INIT, LEADER)):
        table.fork(parent, pid)
    return table


def watched(table: ModelTable) -> Trees:
    """Trees that have already seen the leader once."""
    trees = Trees(table)
    trees.refresh({1: LEADER}, {})
    return trees


def used(trees: Trees) -> float:
    trees.refresh({1: LEADER}, {})
    return trees.spent.get(1, 0.0)


def test_the_first_sight_of_a_tree_charges_nothing() -> None:
    table = machine()
    table.burn(LEADER, 100.0)
    assert watched(table).spent.get(1, 0.0) == 0.0


def test_descendants_belong_to_the_tree_and_strangers_do_not() -> None:
    table = machine()
    trees = watched(table)
    table.fork(LEADER, 11)
    table.fork(11, 12)
    table.fork(STRANGER, 13)
    used(trees)
    assert set(trees.members) == {LEADER, 11, 12}


def test_a_child_that_lost_its_parent_stays_in_the_tree() -> None:
    table = machine()
    trees = watched(table)
    table.fork(LEADER, 11)
    table.fork(11, 12)
    used(trees)
    table.exit(11)
    table.burn(12, 2.0)
    assert used(trees) == pytest.approx(2.0)
    assert set(trees.members) == {LEADER, 12}


def test_what_the_keeper_knows_besides_is_in_the_tree_with_its_children() -> None:
    table = machine()
    trees = watched(table)
    table.fork(INIT, 20)
    table.fork(20, 21)
    trees.refresh({1: LEADER}, {1: frozenset({20})})
    assert set(trees.members) == {LEADER, 20, 21}


def test_a_leader_that_was_a_stranger_a_tick_ago_brings_its_whole_tree() -> None:
    """The sampler may see a process before the keeper's answer names it as a leader."""
    table = machine()
    trees = watched(table)
    table.fork(INIT, 30)
    table.fork(30, 31)
    used(trees)
    trees.refresh({1: LEADER, 2: 30}, {})
    assert {pid: member.owner for pid, member in trees.members.items()} == {LEADER: 1, 30: 2, 31: 2}


def test_short_commands_are_charged_to_the_shell_that_waits_for_them() -> None:
    table = machine()
    trees = watched(table)
    for pid in range(100, 120):
        table.fork(LEADER, pid)
        table.burn(pid, 0.05)
        table.exit(pid)
    assert used(trees) == pytest.approx(1.0)


def test_time_that_was_counted_while_a_child_lived_is_not_counted_again() -> None:
    table = machine()
    trees = watched(table)
    table.fork(LEADER, 11)
    table.burn(11, 5.0)
    assert used(trees) == pytest.approx(5.0)
    table.burn(11, 1.0)
    table.exit(11)
    assert used(trees) == pytest.approx(1.0)


def test_a_reused_pid_is_another_process() -> None:
    table = machine()
    trees = watched(table)
    table.fork(LEADER, 11)
    used(trees)
    table.exit(11)
    table.processes[11] = Reading(STRANGER, 999.0, 50.0, 0.0, 0, 1, True)
    assert used(trees) == 0.0
    assert set(trees.members) == {LEADER}


def test_a_reused_pid_within_the_tree_is_a_new_member() -> None:
    table = machine()
    trees = watched(table)
    table.fork(LEADER, 11)
    table.burn(11, 5.0)
    used(trees)
    table.exit(11)
    table.processes[11] = Reading(LEADER, 999.0, 2.0, 0.0, 0, 1, True)
    assert used(trees) == pytest.approx(2.0)
    assert set(trees.members) == {LEADER, 11}


def test_the_tree_of_an_ended_incarnation_is_dropped() -> None:
    table = machine()
    trees = watched(table)
    table.fork(LEADER, 11)
    used(trees)
    trees.refresh({}, {})
    assert not trees.members


def test_strangers_are_looked_at_once_and_then_only_now_and_then() -> None:
    table = machine()
    for pid in range(1000, 1300):
        table.fork(STRANGER, pid)
    trees = watched(table)
    looks = []
    for _ in range(FULL_PASS_EVERY * 2):
        table.reads = 0
        used(trees)
        looks.append(table.reads)
    assert sum(count > 10 for count in looks) == 2


@settings(max_examples=300)
@given(seed=st.integers(0, 2**32), steps=st.integers(1, 120))
def test_the_sum_of_all_charges_is_what_the_tree_really_used(seed: int, steps: int) -> None:
    """Random life: forks, work, ends that a parent waits for, and samples in between."""
    chance = random.Random(seed)
    table = machine()
    trees = watched(table)
    burnt, charged, next_pid = 0.0, 0.0, 100
    family = [LEADER]
    for _ in range(steps):
        pid = chance.choice(family)
        match chance.randrange(4):
            case 0:
                table.fork(pid, next_pid)
                family.append(next_pid)
                next_pid += 1
            case 1:
                table.burn(pid, 1.0)
                burnt += 1.0
            case 2 if pid != LEADER and not any(table.processes[p].parent == pid for p in family):
                table.exit(pid)
                family.remove(pid)
            case _:
                charged += used(trees)
    charged += used(trees)
    assert charged == pytest.approx(burnt)


def test_cpu_is_the_share_of_one_core_since_the_sample_before() -> None:
    table = machine()
    sampler = TreeSampler(table)
    roots = {WEB: (1, LEADER)}
    assert sampler.sample(roots, {}, now=10.0)[WEB].cpu_percent == 0.0
    table.burn(LEADER, 1.0)
    assert sampler.sample(roots, {}, now=12.0)[WEB].cpu_percent == pytest.approx(50.0)


def test_a_tree_that_stood_still_is_measured_as_it_was_and_every_change_of_it_is_seen() -> None:
    table = machine()
    table.fork(LEADER, 11)
    sampler, now = TreeSampler(table), itertools.count(10.0)

    def sample() -> Sample:
        return sampler.sample({WEB: (1, LEADER)}, {}, now=next(now))[WEB]

    first = sample()
    assert sample() == sample() == first and first.memory_mb == 2.0
    table.burn(11, 0.5)
    assert sample() == replace(first, cpu_percent=50.0)
    assert sample() == first
    table.processes[11] = table.processes[11]._replace(memory=2**21, threads=3)
    assert sample() == replace(first, memory_mb=3.0, threads=4)
    table.open_handles = 9
    seen = [sample().file_handles for _ in range(HANDLES_EVERY)]
    assert seen[-1] == 18
    table.exit(11, waited_for=False)
    assert sample() == Sample(0.0, 1.0, 1, 9, 0)


def test_two_samples_at_the_same_moment_charge_no_share() -> None:
    table = machine()
    sampler = TreeSampler(table)
    sampler.sample({WEB: (1, LEADER)}, {}, now=10.0)
    table.burn(LEADER, 1.0)
    assert sampler.sample({WEB: (1, LEADER)}, {}, now=10.0)[WEB].cpu_percent == 0.0


def test_a_process_that_was_a_stranger_before_starts_to_count_with_the_next_sample() -> None:
    table = machine()
    trees = watched(table)
    table.fork(INIT, 20)
    table.burn(20, 9.0)
    used(trees)
    for seconds in (0.0, 3.0):
        table.burn(20, seconds)
        trees.refresh({1: LEADER}, {1: frozenset({20})})
        assert trees.spent.get(1, 0.0) == seconds


def test_our_own_cost_is_a_share_of_one_core_between_two_looks() -> None:
    table = machine()
    cost = OwnCost(table)
    assert cost.measure(LEADER, now=10.0) == (0.0, 1.0)
    table.burn(LEADER, 1.0)
    assert cost.measure(LEADER, now=14.0) == (25.0, 1.0)
    assert cost.measure(LEADER, now=16.0) == (0.0, 1.0)
    table.burn(LEADER, 1.0)
    assert cost.measure(LEADER, now=16.0) == (0.0, 1.0)


def test_the_cost_of_a_process_that_took_over_a_pid_starts_anew() -> None:
    table = machine()
    cost = OwnCost(table)
    cost.measure(LEADER, now=10.0)
    table.processes[LEADER] = table.processes[LEADER]._replace(started=99.0, cpu=50.0)
    assert cost.measure(LEADER, now=11.0) == (0.0, 1.0)
    table.burn(LEADER, 0.5)
    assert cost.measure(LEADER, now=12.0) == (50.0, 1.0)
    del table.processes[LEADER]
    assert cost.measure(LEADER, now=13.0) == (0.0, 0.0)


def test_network_traffic_is_kilobits_a_second_and_never_negative() -> None:
    total = [5_000]
    meter = NetworkMeter(lambda: total[0])
    assert meter.kbps(now=10.0) == 0.0
    total[0] += 1_000
    assert meter.kbps(now=12.0) == 4.0
    total[0] += 1_000
    assert meter.kbps(now=12.0) == 0.0
    total[0] = 0
    assert meter.kbps(now=13.0) == 0.0


def test_a_sample_sums_the_living_and_leaves_zombies_out() -> None:
    table = machine()
    table.fork(LEADER, 11)
    table.fork(LEADER, 12)
    table.processes[12] = table.processes[12]._replace(alive=False, memory=0)
    sample = TreeSampler(table).sample({WEB: (1, LEADER)}, {}, now=1.0)[WEB]
    assert (sample.memory_mb, sample.threads, sample.children) == (2.0, 2, 1)


def test_a_module_whose_process_is_gone_has_no_sample() -> None:
    assert TreeSampler(machine()).sample({WEB: (1, 4711)}, {}, now=1.0) == {}


def test_handles_that_may_not_be_counted_count_as_none() -> None:
    table = machine()
    table.hidden_handles = True
    assert TreeSampler(table).sample({WEB: (1, LEADER)}, {}, now=1.0)[WEB].file_handles == 0


def test_every_process_has_its_handles_counted_again_within_a_few_ticks() -> None:
    table = machine()
    counted: list[int] = []
    table.handles = lambda pid: counted.append(pid) or 7  # type: ignore[method-assign,assignment,func-returns-value]
    sampler = TreeSampler(table)
    for tick in range(HANDLES_EVERY + 1):
        sampler.sample({WEB: (1, LEADER)}, {}, now=float(tick))
    assert len(counted) == 2
