"""Modules that use secrets in the core: they wait for a value that cannot be had, and get a new one when it changes."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from skelly_tray.domain import secret_refs
from skelly_tray.domain.descriptor import BusAccess, ModuleDescriptor, ModuleId, SecretRef
from skelly_tray.domain.effects import Deliver
from skelly_tray.domain.events import SecretsChanged, SecretsMissing
from skelly_tray.domain.hiding import Hider
from skelly_tray.domain.secret_refs import names_in
from tests.domain.build import module
from tests.domain.programs import Program
from tests.domain.world import World

TEXT = "there is no secret web/token; set it with: skelly-tray secret set web/token"
VALUE = 'canary "1"\\x'


class SecretWorld(World):
    """Starts are refused for secrets that are not in `have`, after `takes` seconds."""

    def __init__(self, *modules: ModuleDescriptor, have: tuple[str, ...] = (), **fields: Any) -> None:
        self.have, self.takes = set(have), 0.01
        super().__init__(*modules, **fields)

    def _spawn(self, module: ModuleId, launch: int) -> None:
        names = names_in(self.system.modules[module].descriptor)
        if set(names) <= self.have:
            super()._spawn(module, launch)
            return
        event = SecretsMissing(module, launch, names, TEXT)
        self._at(self.now + self.takes, lambda: self._tell(event))

    def set(self, name: str, *, new: bool = True) -> None:
        self.have.add(name)
        self.feed(SecretsChanged((name,), () if new else (name,)))


def user_of(id_: str = "a", *edges: str, **fields: Any) -> ModuleDescriptor:
    return module(id_, *edges, **{"env": {"TOKEN": SecretRef("web/token")}, **fields})


def test_a_module_without_its_secret_waits_and_says_for_what_and_nothing_is_counted() -> None:
    world = SecretWorld(user_of(), module("b", "a"))
    world.run_for(100.0)
    snapshot = world.snapshot()
    row = snapshot.modules["a"]
    assert (row.state, row.reason, row.reason_kind, row.attempts) == ("waiting", TEXT, "secret", 0)
    assert [issue.id for issue in row.issues] == ["a.secret"]
    assert TEXT in row.issues[0].message
    assert snapshot.modules["b"].waiting_on == ["a"]
    assert world.module("a").last_failure is None
    assert snapshot.status == "degraded" and TEXT in snapshot.reason


def test_it_starts_by_itself_when_the_secret_is_there_and_so_do_its_dependants() -> None:
    world = SecretWorld(user_of(), module("b", "a"))
    world.run_for(10.0)
    world.set("other/one")
    world.run_for(1.0)
    assert world.state("a") == "waiting"
    world.set("web/token")
    world.until_ready("a", "b", within=5.0)
    assert "the secret web/token can be had now" in [entry.cause.text for entry in world.journal]
    assert world.snapshot().modules["a"].issues == []


def test_a_system_start_does_not_wait_for_a_secret() -> None:
    world = SecretWorld(user_of())
    world.run_for(1.0)
    assert world.system.startup is None


def test_a_stop_while_it_waits_or_is_asked_for_holds() -> None:
    world = SecretWorld(user_of())
    world.run_for(1.0)
    world.stop("a")
    world.set("web/token")
    world.run_for(5.0)
    assert world.state("a") == "stopped" and world.starts_of("a") == []
    world.have.clear()
    world.takes = 2.0
    world.start("a")
    world.stop("a")
    assert world.state("a") == "stopping"
    world.run_for(3.0)
    assert world.state("a") == "stopped" and world.module("a").missing is None


def test_however_long_a_secret_is_asked_for_the_start_has_its_whole_time_afterwards() -> None:
    slow = user_of(startup_timeout=1.0)
    world = SecretWorld(slow, have=("web/token",), programs={"a": Program(spawn_takes=2.5)})
    world.until_ready("a", within=10.0)
    assert world.module("a").last_failure is None


def test_another_value_restarts_those_that_have_it_in_their_environment_once_each_in_order() -> None:
    world = SecretWorld(user_of(), user_of("b", "a"), module("c", "a"), have=("web/token",))
    world.until_ready("a", "b", "c")
    before = {name: world.incarnation(name) for name in "abc"}
    world.set("web/token", new=False)
    world.run_for(5.0)
    world.until_ready("a", "b", "c")
    assert [len(world.starts_of(name)) for name in "abc"] == [2, 2, 1]
    assert world.incarnation("c") == before["c"]
    assert world.order_of_starts()[-2:] == ["a", "b"]
    assert all("canary" not in entry.cause.text for entry in world.journal)


def test_another_value_in_the_settings_of_a_native_module_is_told_to_it_while_it_runs() -> None:
    settings = {"login": {"token": SecretRef("web/token")}, "port": 1}
    world = SecretWorld(user_of(env={}, settings=settings, bus=BusAccess()), have=("web/token",))
    world.until_ready("a")
    world.set("web/token", new=False)
    told = [effect for effect in world.told if isinstance(effect, Deliver)]
    assert [effect.changed for effect in told] == [("login",)]
    assert len(world.starts_of("a")) == 1


def test_a_file_that_names_another_secret_is_tried_at_once() -> None:
    world = SecretWorld(user_of(), have=("other/one",))
    world.run_for(1.0)
    world.load(user_of(env={"TOKEN": SecretRef("other/one")}, digest="a-2"))
    world.until_ready("a", within=5.0)
    assert world.module("a").missing is None


def test_values_are_hidden_in_every_form_they_are_likely_to_be_written_in() -> None:
    hider = Hider([VALUE, "line one\nsecond line", "short"])
    for text in (
        VALUE,
        VALUE.replace("\\", "\\\\").replace('"', '\\"'),
        "second line",
        "canary%20%221%22%5Cx",
    ):
        assert hider.text(f"<{text}>") == "<•••>", text
        assert hider.data(f"<{text}>".encode()) == "<•••>".encode()
    assert hider.text("short") == "short"
    assert hider.unfinished(b"say canary") == "say •••".encode()
    assert "canary" not in repr(hider)


def test_the_names_in_a_descriptor_are_looked_for_once_and_forgotten_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is asked for at every event, and settings may be large."""
    looked: list[object] = []
    find = secret_refs.references

    def counted(value: object) -> Iterator[str]:
        looked.append(value)
        return find(value)

    monkeypatch.setattr(secret_refs, "references", counted)
    gc.collect()
    before = len(secret_refs._known)
    one = module("m", env={"A": SecretRef("a")}, settings={"l": [SecretRef("b")]})
    assert [secret_refs.names_in(one) for _ in range(3)] == [("a", "b")] * 3 and len(looked) == 2
    other = replace(one, settings={"t": ({"x": [1, "x", SecretRef("c")]},)})
    assert secret_refs.names_in(other) == ("a", "c")
    assert len(secret_refs._known) == before + 2
    del one, other
    gc.collect()
    assert len(secret_refs._known) == before
