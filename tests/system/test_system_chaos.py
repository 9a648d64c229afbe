"""Blows from outside at random moments: afterwards every wanted process lives exactly once, and the unwanted never."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable
from contextlib import suppress

import pytest

from tests.supervisor import Supervisor, wait_until
from tests.system.casting import ASLEEP, LIVELY, MEMBERS, TREE, kill, member_pids, members, module_processes

TREES = 3
BOUNDLESS = {"max_attempts": 1000, "backoff": "20ms", "backoff_max": "40ms"}


def _settle(system: Supervisor) -> None:
    """Until everything is ready again and every member of every tree lives once."""
    system.wait_running(*(f"tree{number}" for number in range(TREES)))
    wait_until(
        lambda: members(system) == dict.fromkeys(MEMBERS, TREES),
        f"{TREES} of each member; there are {members(system)}",
    )


def _wait_for_an_answer(system: Supervisor) -> None:
    system.wait_for(lambda status: status["orchestrator"]["pid"] == system.pid, "an answer")


class Blows:
    """What can hit a system. Each returns at once, in the middle of what it has set off."""

    def __init__(self, system: Supervisor, chance: random.Random) -> None:
        self._system = system
        self._chance = chance

    def kill_some_member(self) -> None:
        self._signal_some(signal.SIGKILL)

    def freeze_some_member(self) -> None:
        self._signal_some(signal.SIGSTOP)

    def _signal_some(self, number: int) -> None:
        if found := sorted(member_pids(self._system)):
            with suppress(ProcessLookupError):
                os.kill(self._chance.choice(found), number)

    def kill_the_keeper(self) -> None:
        with suppress(ProcessLookupError, TypeError, OSError):
            kill(self._system.status()["orchestrator"]["keeper_pid"])

    def kill_the_orchestrator(self) -> None:
        self._system.kill9()
        self._system.start()

    def kill_both(self) -> None:
        with suppress(ProcessLookupError, TypeError):
            kill(self._system.status()["orchestrator"]["keeper_pid"])
        self._system.kill9()
        self._system.start()

    def restart_one(self) -> None:
        self._system.request("restart", {"modules": [f"tree{self._chance.randrange(TREES)}"], "wait": False})

    def quit_and_start(self) -> None:
        self._system.terminate()
        self._system.start()

    def all(self) -> list[Callable[[], None]]:
        return [
            self.kill_some_member, self.freeze_some_member, self.kill_the_keeper, self.kill_the_orchestrator,
            self.kill_both, self.restart_one, self.quit_and_start,
        ]  # fmt: skip


def _batter(system: Supervisor, rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    system.orchestrator(**LIVELY, orphan_grace=60)
    for number in range(TREES):
        edge = [{"module": f"tree{number - 1}", "on_restart": "restart"}] if number else []
        system.module(
            f"tree{number}", command=TREE, depends_on=edge, ready_after="20ms", recovery=BOUNDLESS,
            shutdown_timeout="2s",
        )  # fmt: skip
    system.module("unwanted", command=ASLEEP)
    system.start()
    system.cli("stop", "unwanted", check=True)
    _settle(system)
    blows = Blows(system, chance)
    for count in range(rounds):
        several = [chance.choice(blows.all()) for _ in range(chance.choice((1, 1, 2, 3)))]
        print(f"{count}: {', '.join(blow.__name__ for blow in several)}")
        for blow in several:
            blow()
        for pid in member_pids(
            system
        ):  # of a tree without its leader's end, a frozen or lost member is not missed
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)
        for number in range(TREES):
            system.request("restart", {"modules": [f"tree{number}"], "wait": False})
        _settle(system)
        assert len(module_processes(system)) == TREES * len(MEMBERS)
        row = system.status()["modules"]["unwanted"]
        assert (row["pid"], row["desired"]) == (None, "down")
    assert system.terminate() == 0
    wait_until(lambda: not system.leftovers(), "the end of everything")


def test_whatever_is_killed_everything_lives_once_again(supervisor: Supervisor) -> None:
    _batter(supervisor, rounds=3, seed=7)
    assert supervisor.leftovers() == []


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_killed_everything_lives_once_again_for_long(supervisor: Supervisor, seed: int) -> None:
    _batter(supervisor, rounds=25, seed=seed)
    assert supervisor.leftovers() == []
