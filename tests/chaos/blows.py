"""What can hit a system, in an order that a seed decides: each blow is told with its time, and can be made again."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress

from tests.chaos.cast import ALL, NATIVE, PLAIN_ONES, Cast
from tests.chaos.census import living
from tests.chaos.proxy import FAIR, Weather
from tests.supervisor import Supervisor, wait_until

BALLOON = 200
STORM = Weather(drop=0.2, late=0.3, longest=1.5, swap=0.2)
FOG = Weather(late=0.8, longest=0.5, swap=0.4)
CUT = Weather(cut=True)
RUBBISH = (
    "command = [",
    "",
    "name = 7\nnonsense = true",
    "command = []",
    "\x00\xff",
    "depends_on = ['nobody']",
)


class Blows:
    """`strike` makes the next one. log: what was done, with seconds since the beginning."""

    def __init__(self, system: Supervisor, cast: Cast, seed: int) -> None:
        self._system = system
        self._cast = cast
        self._chance = random.Random(seed)
        self._began = time.monotonic()
        self.log: list[str] = []

    def strike(self) -> None:
        blow = self._chance.choices(list(self._weights()), list(self._weights().values()))[0]
        told = blow() or ""
        self._tell(f"{blow.__name__} {told}")
        time.sleep(self._chance.random() * 1.2)  # until the next blow falls, in whatever the last has set off

    def end(self) -> None:
        """The blows end: orders, weather, frozen processes and broken files are as they were."""
        self._tell("the end of the blows")
        self._cast.cure()
        self._cast.proxy.weather = FAIR
        for process in living(self._system):
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGCONT)
        for name in (*PLAIN_ONES, *NATIVE):
            self._cast.repair(name)
        self._wait_for_an_answer()
        for name, row in self._system.status()["modules"].items():
            if row["state"] == "invalid":
                self._update(name, self._cast.texts[name])

    def _weights(self) -> dict[Callable[[], str | None], int]:
        return {
            self.kill_a_leader: 5, self.kill_a_member: 4, self.freeze_a_process: 3, self.thaw_all: 3,
            self.kill_several: 2, self.exit_storm: 2, self.slow_start: 2, self.balloon: 1, self.leak: 1,
            self.end_of_an_order: 3, self.bad_weather: 2, self.fair_weather: 2, self.hang_up: 2,
            self.refused_update: 2, self.restart_one: 2, self.kill_the_orchestrator: 3,
            self.broken_file_at_a_restart: 1, self.kill_the_keeper: 2, self.kill_both: 1,
        }  # fmt: skip

    def _tell(self, what: str) -> None:
        line = f"{time.monotonic() - self._began:6.2f} {what}"
        self.log.append(line)
        print(line, flush=True)

    def _some(self, *, leader: bool) -> list[tuple[int, str]]:
        """(pid, what it is) of marked processes, in an order that does not depend on pids."""
        found = [
            p for p in living(self._system) if p.spawn is not None and (p.leads is not None or not leader)
        ]
        return sorted(((p.pid, p.leads or p.words[-40:]) for p in found), key=lambda p: (p[1], p[0]))

    def _signal(self, number: int, *, leader: bool) -> str:
        if not (found := self._some(leader=leader)):
            return "nobody"
        pid, what = self._chance.choice(found)
        with suppress(ProcessLookupError):
            os.kill(pid, number)
        return f"{what} ({pid})"

    # ---- modules

    def kill_a_leader(self) -> str:
        return self._signal(signal.SIGKILL, leader=True)

    def kill_a_member(self) -> str:
        return self._signal(signal.SIGKILL, leader=False)

    def kill_several(self) -> str:
        return ", ".join(self._signal(signal.SIGKILL, leader=True) for _ in range(self._chance.randint(2, 5)))

    def freeze_a_process(self) -> str:
        return self._signal(signal.SIGSTOP, leader=False)

    def thaw_all(self) -> None:
        for pid, _ in self._some(leader=False):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)

    def exit_storm(self) -> str:
        return self._order("exit")

    def slow_start(self) -> str:
        name = self._order(f"slow {self._chance.random() * 4:.1f}")
        self._kill(name)
        return name

    def balloon(self) -> str:
        return self._order(f"balloon {BALLOON}")

    def leak(self) -> str:
        return self._order("leak 500")

    def end_of_an_order(self) -> str:
        standing = sorted(p.name for p in self._cast.orders.iterdir())
        if standing:
            (self._cast.orders / (name := self._chance.choice(standing))).unlink()
            return name
        return "none stands"

    def _order(self, words: str) -> str:
        name = self._chance.choice(PLAIN_ONES)
        self._cast.order(name, words)
        return name

    def _kill(self, name: str) -> None:
        for process in living(self._system):
            if process.leads == name:
                with suppress(ProcessLookupError):
                    os.kill(process.pid, signal.SIGKILL)

    # ---- the bus

    def bad_weather(self) -> str:
        self._cast.proxy.weather = self._chance.choice((STORM, FOG, CUT))
        return str(self._cast.proxy.weather)

    def fair_weather(self) -> None:
        self._cast.proxy.weather = FAIR

    def hang_up(self) -> None:
        self._cast.proxy.hang_up()

    # ---- configuration and the user

    def refused_update(self) -> str:
        """A broken file through the control socket changes nothing."""
        name = self._chance.choice(PLAIN_ONES)
        before = (self._system.home / "config" / "modules" / f"{name}.toml").read_bytes()
        errors = self._update(name, self._chance.choice(RUBBISH))
        after = (self._system.home / "config" / "modules" / f"{name}.toml").read_bytes()
        assert errors and before == after, f"{name}: {errors}"
        return name

    def _update(self, name: str, text: str) -> list[str]:
        answer = self._system.request("config.update", {"module": name, "text": text})
        errors: list[str] = answer["errors"]
        return errors

    def restart_one(self) -> str:
        name = self._chance.choice(ALL)
        self._system.request("restart", {"modules": [name], "wait": False})
        return name

    # ---- ourselves

    def kill_the_orchestrator(self) -> str:
        self._system.kill9()
        away = self._chance.choice((0.0, 0.0, 0.5, 1.5))
        time.sleep(away)  # while nobody supervises
        self._system.launch()
        self._wait_for_an_answer()
        return f"away for {away} s"

    def broken_file_at_a_restart(self) -> str:
        """The next supervisor finds rubbish in one file and goes on with its last good version; it is repaired."""
        name = self._chance.choice(PLAIN_ONES[1:])
        self._system.kill9()
        self._system.module(name, self._chance.choice(RUBBISH[:4]))
        self._system.launch()
        self._wait_for_an_answer()
        row = self._system.status()["modules"][name]
        assert row["state"] != "invalid" and row["config"]["state"] == "rejected", row
        assert self._update(name, self._cast.texts[name]) == []
        return name

    def kill_the_keeper(self) -> str:
        pid = self._system.status()["orchestrator"]["keeper_pid"]
        if pid is None:
            return "there is none"
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return str(pid)

    def kill_both(self) -> str:
        told = self.kill_the_keeper()
        return f"{told}, {self.kill_the_orchestrator()}"

    def _wait_for_an_answer(self) -> None:
        system = self._system

        def answers() -> bool:
            with suppress(OSError):
                return bool(system.status()["orchestrator"]["pid"] == system.pid)
            return False

        wait_until(answers, f"an answer of the orchestrator{system.said()}")
