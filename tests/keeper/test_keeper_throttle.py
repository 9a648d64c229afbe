"""Throttling in virtual time: simulated processes that burn CPU while not stopped, read as the kernel tells it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from skelly_tray.keeper import throttle
from skelly_tray.keeper.record import Phase, Spawn, Table
from skelly_tray.keeper.throttle import Throttles, spent

TICK = 0.004


class Process:
    """burns: cores while it runs. shown: what the kernel tells of a running process, a tick behind."""

    def __init__(self, burns: float) -> None:
        self.burns = burns
        self.own = self.shown = self.reaped = 0.0
        self.held = False
        self.signals: list[int] = []


class Machine:
    """Processes by pid, and a clock that only the test moves; stands in for the forest and for CPU times."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *burns: float) -> None:
        self.now = 0.0
        self.processes = {100 + number: Process(cores) for number, cores in enumerate(burns)}
        self.spawn = Spawn(1, "k", "m", "d", signal.SIGTERM)
        self.spawn.phase = Phase.RUNNING
        self.table = Table()
        self.table.add(self.spawn)
        self.looks = 0
        forest: Any = self
        self.throttles = Throttles(self.table, forest)
        monkeypatch.setattr(throttle, "CpuTime", lambda pid: Reader(self, pid))
        monkeypatch.setattr(throttle, "send_all", self.send_all)

    def refresh(self) -> None:
        self.looks += 1

    def members(self, spawn: Spawn, spawns: Iterable[Spawn]) -> list[int]:
        return list(self.processes)

    def send_all(self, pids: Iterable[int], number: int) -> None:
        for pid in pids:
            process = self.processes.get(pid)
            if process is not None:
                process.held = number == signal.SIGSTOP
                process.signals.append(number)

    def advance(self, seconds: float, happens: Callable[[], object] = lambda: None) -> None:
        """Let time go by in small steps; whoever is due is served, a little late as on a real machine."""
        end = self.now + seconds
        while self.now < end:
            self.now += 0.001
            for process in self.processes.values():
                if not process.held:
                    process.own += 0.001 * process.burns
                    if round(self.now / TICK, 6).is_integer():
                        process.shown = process.own
                else:
                    process.shown = process.own
            happens()
            due = self.throttles.next_due()
            if due is not None and due + 0.0005 <= self.now:
                self.throttles.tend(self.now)

    def used(self) -> float:
        return sum(process.own for process in self.processes.values())

    def mean(self, seconds: float) -> float:
        """Percent of one core over so long."""
        before = self.used()
        self.advance(seconds)
        return 100 * (self.used() - before) / seconds


class Reader:
    def __init__(self, machine: Machine, pid: int) -> None:
        self._machine = machine
        self._pid = pid

    def read(self) -> tuple[float, float, bool] | None:
        process = self._machine.processes.get(self._pid)
        return None if process is None else (process.shown, process.reaped, process.held)

    def own(self) -> float | None:
        process = self._machine.processes.get(self._pid)
        return None if process is None else process.shown

    def close(self) -> None: ...


@pytest.mark.parametrize("percent", [2.0, 5.0, 20.0, 80.0, 150.0])
@pytest.mark.parametrize("burns", [(1.0,), (0.7, 0.7, 0.6), (0.3,) * 6])
def test_a_busy_tree_gets_its_share_whatever_it_consists_of(
    monkeypatch: pytest.MonkeyPatch, percent: float, burns: tuple[float, ...]
) -> None:
    machine = Machine(monkeypatch, *burns)
    machine.throttles.set(machine.spawn, percent, 0.0)
    machine.advance(2.0)
    assert machine.mean(20.0) == pytest.approx(min(percent, 100 * sum(burns)), rel=0.03)


def test_less_than_the_share_is_never_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, 0.15, 0.04)
    machine.throttles.set(machine.spawn, 20.0, 0.0)
    machine.advance(30.0)
    assert all(not process.signals for process in machine.processes.values())


def test_a_burst_within_a_second_of_its_share_is_not_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, 0.0)
    machine.throttles.set(machine.spawn, 20.0, 0.0)
    for _ in range(10):
        machine.processes[100].burns = 0.0
        machine.advance(0.9)
        machine.processes[100].burns = 1.0
        machine.advance(0.1)
    assert machine.processes[100].signals == []


def test_new_members_are_held_and_charged(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, 1.0)
    machine.throttles.set(machine.spawn, 20.0, 0.0)
    machine.advance(2.0)
    machine.processes[500] = Process(1.0)
    machine.advance(3.0)
    assert signal.SIGSTOP in machine.processes[500].signals
    assert machine.mean(20.0) == pytest.approx(20.0, rel=0.03)


def test_what_somebody_else_stopped_is_left_to_them(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, 1.0, 1.0)
    machine.throttles.set(machine.spawn, 20.0, 0.0)
    machine.advance(1.0)
    while machine.processes[101].held:
        machine.advance(0.001)
    machine.processes[101].held = True
    machine.processes[101].signals.clear()
    machine.advance(5.0)
    machine.throttles.end_all()
    assert machine.processes[101].held and machine.processes[101].signals == []
    assert not machine.processes[100].held


def test_no_tree_stands_still_for_longer_than_two_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, 1.0)
    machine.throttles.set(machine.spawn, 20.0, 0.0)
    machine.throttles.tend(0.0)
    for _ in range(30):  # the keeper was not woken for 30 s
        machine.now += 1.0
        machine.processes[100].own += 1.0
        machine.processes[100].shown += 1.0
    machine.throttles.tend(machine.now)
    assert machine.processes[100].held
    machine.advance(2.22)
    assert machine.processes[100].signals == [signal.SIGSTOP, signal.SIGCONT]


def test_a_tree_that_others_let_run_is_stopped_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else one CONT would be the end of all throttling: while it runs, there is never credit to let it run."""
    machine = Machine(monkeypatch, 1.0)
    machine.throttles.set(machine.spawn, 20.0, 0.0)
    machine.advance(5.0)
    while not machine.processes[100].held:
        machine.advance(0.001)
    machine.processes[100].held = False
    machine.advance(5.0)
    assert machine.mean(20.0) == pytest.approx(20.0, rel=0.05)


def test_the_end_of_throttling_continues_what_was_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, 1.0)
    machine.throttles.set(machine.spawn, 20.0, 0.0)
    while not machine.processes[100].held:
        machine.advance(0.001)
    machine.throttles.set(machine.spawn, 0.0, machine.now)
    assert not machine.processes[100].held and machine.throttles.next_due() is None
    assert machine.mean(2.0) == pytest.approx(100.0, rel=0.01)


def test_released_duties_are_taken_up_again_by_another_image(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, 1.0)
    machine.throttles.set(machine.spawn, 20.0, 0.0)
    machine.advance(1.0)
    machine.throttles.release()
    assert not machine.processes[100].held and machine.throttles.next_due() is None
    machine.throttles.resume(machine.now)
    machine.advance(1.0)
    assert machine.mean(10.0) == pytest.approx(20.0, rel=0.03)


def test_a_module_that_is_ending_is_stopped_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, 1.0)
    machine.throttles.set(machine.spawn, 20.0, 0.0)
    machine.advance(1.0)
    machine.spawn.phase = Phase.STOPPING
    machine.throttles.tend(machine.now + 10.0)
    assert not machine.processes[100].held and machine.throttles.next_due() is None


def test_time_of_ended_children_counts_once() -> None:
    before = {1: (5.0, 2.0, False), 2: (3.0, 0.0, False)}
    waited_for = {1: (5.5, 5.0, False)}
    assert spent(before, waited_for) == pytest.approx(0.5)
    with_short_ones = {1: (5.5, 6.0, False)}
    assert spent(before, with_short_ones) == pytest.approx(1.5)
    given_away = {1: (5.5, 2.0, False), 3: (0.25, 0.0, False)}
    assert spent(before, given_away) == pytest.approx(0.75)
    another_with_its_number = {1: (5.0, 2.0, False), 2: (0.1, 0.0, False)}
    assert spent(before, another_with_its_number) == pytest.approx(0.1)
