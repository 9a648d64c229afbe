"""The real program is killed, with SIGKILL, while clients change its configuration without a pause: after each start
every acknowledged change is there, none is half there, no file is torn, and the audit log is whole.

SKELLY_CHAOS_SEED sets the seed.
"""

from __future__ import annotations

import json
import os
import random
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.config.edits import Edit, overridden, restored, saved, unset_override, unset_saved
from skelly_tray.config.home import Home, find_home
from skelly_tray.config.keys import Key, parse_key
from skelly_tray.config.last_good import read_last_good
from skelly_tray.config.revisions import Revisions
from skelly_tray.config.texts import Texts, read_texts
from skelly_tray.config.undo import unfinished
from skelly_tray.keeper.durable import SUFFIX
from tests.chaos.test_kills import _forget
from tests.supervisor import Supervisor, wait_until
from tests.system.casting import ASLEEP, LIVELY
from tests.system.keyring import Keyring

SEED = os.environ.get("SKELLY_CHAOS_SEED", "7")
MODULES = tuple(f"m{n}" for n in range(4))
rounds_of = pytest.mark.parametrize(
    "rounds",
    [
        pytest.param(5, marks=pytest.mark.timeout(200)),
        pytest.param(250, marks=[pytest.mark.long, pytest.mark.timeout(3600)]),
    ],
)


class Rig:
    """A system of modules that need no process, and how often what was seen."""

    def __init__(self, system: Supervisor) -> None:
        self.system = system
        self.home: Home = find_home(str(system.home))
        self.tally = dict.fromkeys(("kills", "acknowledged", "in flight and there", "half written"), 0)
        system.orchestrator(**LIVELY, config_trial="50ms")
        for name in MODULES:
            system.module(name, command=ASLEEP, enabled=False)

    def kill(self) -> None:
        self.system.kill9()
        self.tally["kills"] += 1
        self.tally["half written"] += unfinished(self.home)

    def start(self) -> Texts:
        """The next life; everything that is kept can be read, and nothing lies about. What is on disk."""
        self.system.start()
        _forget(self.system)
        wait_until(lambda: self._left() == [], f"temporary files swept, but {self._left()}")
        assert not unfinished(self.home)
        found = read_texts(self.home)
        assert found.refused == {} and self.system.request("config.diff")["lines"] == []
        assert read_last_good(self.home) is not None
        memory = self.home.state / "modules.json"
        assert not memory.exists() or isinstance(json.loads(memory.read_bytes()), dict)
        assert [path.name for path in self.home.state.glob("*.unreadable*")] == []
        assert [issue for issue in self.system.status()["issues"] if issue["id"] == "memory.read"] == []
        kept = Revisions(self.home)
        for one in kept.list()[-10:]:
            kept.texts_at(one.rev)
        return found

    def _left(self) -> list[str]:
        """Of writers that live no more."""
        pid = f".{self.system.pid}-"
        found = [*self.home.config.rglob(f"*{SUFFIX}"), *self.home.state.rglob(f"*{SUFFIX}")]
        return [path.name for path in found if pid not in path.name]


def ask(rig: Rig, method: str, **params: Any) -> dict[str, Any] | None:
    """The report of a change that was acknowledged; None when it died before it answered."""
    try:
        report: dict[str, Any] = rig.system.request(method, params)
    except (OSError, ValueError):
        return None
    assert report["errors"] == [], report
    return report


@contextmanager
def killed(rig: Rig, chance: random.Random) -> Iterator[None]:
    """The program dies within the block, some acknowledged changes later, anywhere in the next ones."""
    enough = rig.tally["acknowledged"] + chance.choice((0, 1, 1, 2, 3, 5, 8))
    more = chance.random() * 0.08

    def wait_and_kill() -> None:
        wait_until(lambda: rig.tally["acknowledged"] >= enough, f"{enough} changes", every=0.001)
        time.sleep(more)
        rig.kill()

    killer = threading.Thread(target=wait_and_kill)
    killer.start()
    yield
    killer.join()


Value = tuple[str | None, str | None]
"""Of a key: in the file, above it."""


def value_of(texts: Texts, key: Key) -> Value:
    return tomllib.loads(texts.files[key.file]).get("env", {}).get("N"), texts.overrides.get(key.text)


class Client:
    """One who makes every kind of change, so that all that there should be is known to the byte."""

    def __init__(self, rig: Rig, chance: random.Random, found: Texts) -> None:
        self.rig, self.chance = rig, chance
        self.now = found
        self.revisions: dict[int, Texts] = {}
        self.count = 0

    def change(self) -> Texts | None:
        """Ask for one; None when it is there now, else what might be there."""
        method, params, edit = self._some()
        after = edit(self.now)
        report = ask(self.rig, method, **params)
        if report is None:
            return after
        self.now = after
        self.rig.tally["acknowledged"] += 1
        if report["revision"] is not None:
            self.revisions[report["revision"]] = after
        return None

    def _some(self) -> tuple[str, dict[str, Any], Edit]:
        self.count += 1
        name = self.chance.choice(MODULES)
        key = parse_key(f"modules.{name}.env.N")
        value, told = str(self.count), {"key": key.text}
        kinds = ["save", "set", "save", "set"]
        kinds += ["unset"] * (key.text in self.now.overrides)
        kinds += ["unset --save"] * (value_of(self.now, key) != (None, None))
        kinds += ["rollback"] * 2 * bool(self.revisions)
        match self.chance.choice(kinds):
            case "save":
                return "config.set", {**told, "value": value, "save": True}, saved(key, value)
            case "set":
                return "config.set", {**told, "value": value}, overridden(key, value)
            case "unset":
                return "config.unset", told, unset_override(key)
            case "unset --save":
                return "config.unset", {**told, "save": True}, unset_saved(key)
            case _:
                rev = self.chance.choice([*self.revisions][-20:])
                return "config.rollback", {"rev": rev}, restored(self.revisions[rev])


def same(one: Texts, other: Texts) -> bool:
    return (one.files, one.overrides) == (other.files, other.overrides)


@rounds_of
def test_of_every_kind_of_change_the_acknowledged_are_there_to_the_byte(
    supervisor: Supervisor, tmp_path: Path, rounds: int
) -> None:
    rig, chance = Rig(supervisor), random.Random(f"{SEED} one")
    keyring = Keyring(tmp_path / "keyring")
    supervisor.environment |= keyring.environment
    keyring.start()
    try:
        client = Client(rig, chance, rig.start())
        for _ in range(rounds):
            possible: Texts | None = None
            with killed(rig, chance):
                while possible is None:
                    possible = client.change()
            found = rig.start()
            assert same(found, client.now) or same(found, possible), (found, client.now, possible)
            rig.tally["in flight and there"] += not same(found, client.now)
            client.now = found
            kept = Revisions(rig.home)
            numbers = {one.rev for one in kept.list()}
            newest = [*client.revisions.items()][-50:]
            assert {rev for rev, _ in newest} <= numbers
            for rev, texts in newest[-5:]:
                assert same(kept.texts_at(rev), texts), f"revision {rev}"
            verdict = supervisor.request("audit.verify")
            assert verdict["verdict"] == "whole", verdict
        told = json.loads(supervisor.cli("audit", "verify", "--json", check=True).stdout)
        assert told["verdict"] == "whole"
    finally:
        keyring.close()
    print(rig.tally)
    assert rig.tally["kills"] == rounds and rig.tally["acknowledged"] > 0


class Owner:
    """One of many clients, each with a key of its own. known: acknowledged; possible: asked for, and not answered."""

    def __init__(self, rig: Rig, name: str, seed: str, *, by_command: bool) -> None:
        self.rig, self.key, self.by_command = rig, parse_key(f"modules.{name}.env.N"), by_command
        self.chance, self.count = random.Random(seed), 0
        self.known: Value = (None, None)
        self.possible: Value | None = None

    def work(self, ended: Callable[[], bool]) -> None:
        while not ended() and self.possible is None:
            self._change()

    def _change(self) -> None:
        self.count += 1
        value, (file, above) = str(self.count), self.known
        kinds = ["save", "set"] + ["unset"] * (above is not None)
        kinds += ["unset --save"] * (file is not None or above is not None)
        kind = self.chance.choice(kinds)
        wanted = {
            "save": (value, None),
            "set": (file, value),
            "unset": (file, None),
            "unset --save": (None, None),
        }[kind]
        verb, _, save = kind.partition(" ")
        verb, saves = ("unset", bool(save)) if verb == "unset" else ("set", kind == "save")
        self.possible = wanted
        if self._asked(verb, value, saves):
            self.known, self.possible = wanted, None
            self.rig.tally["acknowledged"] += 1

    def _asked(self, verb: str, value: str, saves: bool) -> bool:
        if self.by_command:
            words = ["config", verb, self.key.text, *[value] * (verb == "set"), *["--save"] * saves]
            return self.rig.system.cli(*words).returncode == 0
        params: dict[str, Any] = {"key": self.key.text, "save": saves}
        if verb == "set":
            params["value"] = value
        return ask(self.rig, f"config.{verb}", **params) is not None

    def look(self, found: Texts) -> None:
        is_now = value_of(found, self.key)
        assert is_now in (self.known, self.possible), f"{is_now} is neither {self.known} nor {self.possible}"
        self.rig.tally["in flight and there"] += is_now != self.known
        self.known, self.possible = is_now, None


@rounds_of
def test_of_many_clients_at_once_each_finds_what_was_acknowledged_to_it(
    supervisor: Supervisor, rounds: int
) -> None:
    """One of them by the command line, which changes the files itself while nobody runs."""
    rig, chance = Rig(supervisor), random.Random(f"{SEED} many")
    owners = [Owner(rig, name, f"{SEED} {name}", by_command=name == MODULES[0]) for name in MODULES]
    rig.start()
    for _ in range(rounds):
        over = threading.Event()
        with ThreadPoolExecutor(len(owners)) as pool:
            with killed(rig, chance):
                works = [pool.submit(owner.work, over.is_set) for owner in owners]
            over.set()
            for work in works:
                work.result()
        found = rig.start()
        for owner in owners:
            owner.look(found)
    print(rig.tally)
    assert rig.tally["kills"] == rounds and rig.tally["acknowledged"] > 0
