"""The login manager's word about a suspend comes through, once, and only its own; without it nothing happens."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from skelly_tray.adapters import logind, system_bus
from skelly_tray.adapters.logind import LoginWatch
from skelly_tray.adapters.system_bus import ADDRESS_VARIABLE, who_announces
from skelly_tray.scopes import Scope
from tests.adapters.login_manager import LoginManager, SystemBus

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="dbus-daemon is not installed")


@pytest.fixture
def bus(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SystemBus]:
    home.mkdir()
    made = SystemBus(home)
    monkeypatch.setenv(ADDRESS_VARIABLE, made.address)
    yield made
    made.close()


class Listening:
    """A watch in a scope of its own."""

    def __init__(self) -> None:
        self.heard: list[bool] = []
        self.failed: list[BaseException] = []
        self.scope = Scope(lambda _, error: self.failed.append(error))
        self.watch = CountingWatch(self.heard.append)
        self.scope.start(self.watch.run(), "watch")

    async def until(self, heard: list[bool]) -> None:
        await _reached(lambda: self.heard == heard)


class CountingWatch(LoginWatch):
    tries = 0

    async def _listen(self, address: str) -> None:
        self.tries += 1
        await super()._listen(address)

    @property
    def subscribed(self) -> bool:
        """It will hear of a manager from now on."""
        return self._asked is not None


async def _reached(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.01)


@pytest.fixture
async def listening() -> AsyncIterator[Listening]:
    made = Listening()
    yield made
    await made.scope.close()
    assert made.failed == []


async def _heard_first(manager: LoginManager, listening: Listening) -> None:
    """The subscription stands, and all words that were said to find that out have come through."""
    async with asyncio.timeout(10):
        while not listening.heard:
            manager.says(False)
            await asyncio.sleep(0.05)
    manager.says(True)  # words come in their order: behind this one there is nothing
    await _reached(lambda: listening.heard[-1])
    listening.heard.clear()
    manager.says(False)
    await listening.until([False])
    listening.heard.clear()


async def test_going_to_sleep_and_waking_are_heard(bus: SystemBus, listening: Listening) -> None:
    manager = LoginManager(bus)
    await _heard_first(manager, listening)
    for word in (True, False, True, False):
        manager.says(word)
    await listening.until([True, False, True, False])
    manager.close()


async def test_a_login_manager_that_comes_later_is_heard(bus: SystemBus, listening: Listening) -> None:
    await _reached(lambda: listening.watch.subscribed)
    manager = LoginManager(bus)
    await _heard_first(manager, listening)
    manager.says(True)
    await listening.until([True])
    manager.close()


async def test_others_and_other_words_are_not_believed(bus: SystemBus, listening: Listening) -> None:
    manager, liar = LoginManager(bus), LoginManager(bus, "org.example.Liar")
    await _heard_first(manager, listening)
    liar.says(True)
    manager.says(True, signal="PrepareForShutdown")
    manager.says("yes", "s")
    manager.says(7, "u")
    manager.says(False)
    await listening.until([False])
    manager.close()
    liar.close()


async def test_a_word_that_others_address_to_us_is_not_believed(bus: SystemBus, listening: Listening) -> None:
    """Every user of the machine may do that, and we would look after nothing any more."""
    manager, liar = LoginManager(bus), LoginManager(bus, "org.example.Liar")
    await _heard_first(manager, listening)
    liar.whispers(True)
    manager.whispers(False)
    await listening.until([False])
    manager.close()
    liar.close()


async def test_a_login_manager_that_goes_while_we_are_told_to_sleep_ends_the_sleep(
    bus: SystemBus, listening: Listening
) -> None:
    manager = LoginManager(bus)
    await _heard_first(manager, listening)
    manager.says(True)
    await listening.until([True])
    manager.close()
    await listening.until([True, False])
    again = LoginManager(bus)
    await _heard_first(again, listening)
    again.close()


async def test_a_bus_that_goes_away_while_we_are_told_to_sleep_ends_the_sleep(
    bus: SystemBus, listening: Listening
) -> None:
    manager = LoginManager(bus)
    await _heard_first(manager, listening)
    manager.says(True)
    await listening.until([True])
    bus.close()
    await listening.until([True, False])
    with suppress(OSError):
        manager.close()


async def test_a_bus_that_comes_back_is_heard_again(
    bus: SystemBus, home: Path, listening: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logind, "RETRY", 0.05)
    manager = LoginManager(bus)
    await _heard_first(manager, listening)
    bus.close()
    with suppress(OSError):
        manager.close()
    again = SystemBus(home)
    manager = LoginManager(again)
    await _heard_first(manager, listening)
    manager.close()
    again.close()


async def test_without_a_bus_nothing_is_imported_and_nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ADDRESS_VARIABLE, raising=False)
    monkeypatch.setattr(system_bus, "USUAL_SOCKET", Path("/nowhere/bus"))
    for name in [n for n in sys.modules if n.partition(".")[0] == "jeepney"]:
        monkeypatch.delitem(sys.modules, name)
    heard: list[bool] = []
    async with asyncio.timeout(5):
        await LoginWatch(heard.append).run()
    assert system_bus.system_bus() is None and heard == [] and "jeepney" not in sys.modules
    assert who_announces() == "nobody: there is no system D-Bus"


async def test_an_address_of_nothing_is_tried_again_in_silence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(logind, "RETRY", 0.01)
    for address in (f"unix:path={tmp_path}/nobody", "tcp:host=127.0.0.1,port=1", "rubbish"):
        monkeypatch.setenv(ADDRESS_VARIABLE, address)
        watching = Listening()
        await _reached(lambda w=watching: w.watch.tries >= 3)  # type: ignore[misc]
        assert len(watching.scope) == 1, "it gave up"
        await watching.scope.close()
        assert watching.heard == [] and watching.failed == []
        assert who_announces().startswith("nobody: the system D-Bus cannot be used")
    assert not [r for r in caplog.records if r.levelname != "DEBUG"]


def test_doctor_knows_who_announces(bus: SystemBus) -> None:
    assert who_announces() == "nobody: the system D-Bus has no logind"
    manager = LoginManager(bus)
    assert who_announces() == "logind"
    manager.close()
