"""A shutdown of the machine waits for the modules: a lock is held, let go of when all is stopped, and taken again when
the shutdown is called off."""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.adapters.inhibitor import NoLockError, take_delay_lock
from skelly_tray.adapters.logind import LoginWatch
from skelly_tray.app import session_end
from skelly_tray.app.session_end import OURS, SHUTTING_DOWN, SessionEnd
from skelly_tray.scopes import Scope
from tests.adapters.login_manager import LockingLoginManager, SystemBus

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="dbus-daemon is not installed")


@pytest.fixture
def bus(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SystemBus]:
    home.mkdir()
    made = SystemBus(home)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", made.address)
    yield made
    made.close()


@pytest.fixture
def manager(bus: SystemBus) -> Iterator[LockingLoginManager]:
    made = LockingLoginManager(bus, delay=4.0)
    yield made
    made.close()


class FakeCore:
    """Writes down what it is asked for; a stop takes until `stopped` is set."""

    def __init__(self) -> None:
        self.done: list[tuple[str, float, str]] = []
        self.stopped = asyncio.Event()
        self.stopped.set()
        self.quitting = False

    async def stop_system(self, timeout: float, why: str) -> None:
        self.done.append(("stop", timeout, why))
        await self.stopped.wait()

    async def start_system(self) -> None:
        self.done.append(("start", 0.0, ""))


class Ending:
    """A session end that listens to the bus, as the core has it."""

    def __init__(self, who: str = "Skelly Tray") -> None:
        self.core = FakeCore()
        self.failed: list[BaseException] = []
        self.scope = Scope(lambda _, error: self.failed.append(error))
        self.end = SessionEnd(self.core, who, self.scope.start)
        self.words: list[bool] = []
        self.has_heard = threading.Event()
        watch = LoginWatch(lambda asleep: None, self._told, self.end.manager_there)
        self.scope.start(watch.run(), "watch")

    def _told(self, ending: bool) -> None:
        self.end.told(ending)
        self.words.append(ending)
        self.has_heard.set()

    async def heard(self, *words: bool, still: int = 0) -> None:
        """These words have come, and what follows from them is done. still: work that waits for something else."""
        await _until(lambda: self.words == list(words), f"the words {words}")
        await _until(lambda: len(self.scope) == 1 + still, "the end of the work")

    async def close(self) -> None:
        await self.scope.close()
        self.end.close()
        assert self.failed == []


@pytest.fixture
async def ending() -> AsyncIterator[Ending]:
    made = Ending()
    yield made
    await made.close()


async def _until(reached: Callable[[], bool], what: str) -> None:
    deadline = asyncio.get_running_loop().time() + 20
    while not reached():
        assert asyncio.get_running_loop().time() < deadline, f"in vain: {what}"
        await asyncio.sleep(0.01)


async def test_a_lock_is_held_all_the_time_and_names_us(manager: LockingLoginManager, ending: Ending) -> None:
    await _until(lambda: manager.holders() == ["Skelly Tray"], "the lock")
    asked = manager.locks[0][0]
    assert asked == ("shutdown", "Skelly Tray", "its modules are stopped in order", "delay")
    await ending.close()
    await _until(lambda: manager.holders() == [], "its end")


async def test_a_lock_that_comes_too_late_is_given_back(manager: LockingLoginManager, ending: Ending) -> None:
    await _until(lambda: bool(manager.locks), "the question")
    await ending.close()
    await _until(lambda: manager.holders() == [], "its end")


async def test_a_shutdown_that_is_called_for_while_the_lock_is_being_given_is_not_missed(
    manager: LockingLoginManager, ending: Ending, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = manager._answer

    def late(message: Any) -> Any:
        made = answer(message)
        if message.body[-1:] == ("PreparingForShutdown",):  # the last that is asked: its answer is old by now
            manager.prepares(True)
            assert ending.has_heard.wait(10)
        return made

    monkeypatch.setattr(manager, "_answer", late)
    await _until(lambda: bool(ending.core.done), "the stop")
    await _until(lambda: not manager.holders(), "the end of the lock")


async def test_a_shutdown_stops_everything_in_time_and_waits_until_that_is_done(
    manager: LockingLoginManager, ending: Ending
) -> None:
    await _until(lambda: bool(manager.holders()), "the lock")
    ending.core.stopped.clear()
    manager.prepares(True)
    await _until(lambda: bool(ending.core.done), "the stop")
    assert ending.core.done == [("stop", 4.0 * (1 - OURS), SHUTTING_DOWN)]
    assert manager.holders() == ["Skelly Tray"], "it was let go of before everything was stopped"
    ending.core.stopped.set()
    await _until(lambda: not manager.holders(), "the end of the lock")
    assert len(manager.locks) == 1


async def test_a_shutdown_that_is_called_off_starts_everything_and_takes_the_lock_again(
    manager: LockingLoginManager, ending: Ending
) -> None:
    await _until(lambda: bool(manager.holders()), "the lock")
    for round_ in (1, 2):
        ending.core.done.clear()
        ending.core.stopped.clear()
        manager.prepares(True)
        await _until(lambda: bool(ending.core.done), "the stop")
        manager.prepares(False)  # while the stop is still going on
        await _until(lambda n=round_: ending.words == [True, False] * n, "the word")  # type: ignore[misc]
        for _ in range(10):  # turns of the loop
            await asyncio.sleep(0)
        assert [what for what, *_ in ending.core.done] == ["stop"], "it was started in the midst of its stop"
        ending.core.stopped.set()
        await _until(
            lambda n=round_: len(manager.locks) == n + 1 and bool(manager.holders()), "the next lock"
        )  # type: ignore[misc]
        assert [what for what, *_ in ending.core.done] == ["stop", "start"]


async def test_who_quits_meanwhile_is_not_started_again(manager: LockingLoginManager, ending: Ending) -> None:
    await _until(lambda: bool(manager.holders()), "the lock")
    manager.prepares(True)
    await _until(lambda: bool(ending.core.done) and not manager.holders(), "the stop")
    ending.core.quitting = True
    manager.prepares(False)
    await ending.heard(True, False)
    assert [what for what, *_ in ending.core.done] == ["stop"] and not manager.holders()


async def test_a_call_off_without_a_shutdown_does_nothing(
    manager: LockingLoginManager, ending: Ending
) -> None:
    await _until(lambda: bool(manager.holders()), "the lock")
    manager.prepares(False)
    await ending.heard(False)
    assert ending.core.done == [] and len(manager.locks) == 1


async def test_without_a_lock_nothing_is_stopped_before_the_signal_that_ends_us(
    manager: LockingLoginManager, ending: Ending
) -> None:
    """The shutdown would not wait for it, and might be called off."""
    manager.refuses = True
    await ending.close()
    again = Ending()
    await _until(lambda: manager.refused > 0, "the question")
    manager.prepares(True)
    await again.heard(True, still=1)
    assert again.core.done == []
    await again.close()


async def test_a_lock_that_was_not_to_be_had_is_asked_for_again(
    manager: LockingLoginManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_end, "RETRY", 0.05)
    manager.refuses = True
    ending = Ending()
    await _until(lambda: manager.refused > 2, "the questions")
    assert manager.locks == []
    manager.refuses = False
    await _until(lambda: bool(manager.holders()), "the lock")
    await ending.close()


async def test_another_login_manager_gives_another_lock(bus: SystemBus, ending: Ending) -> None:
    first = LockingLoginManager(bus)
    await _until(lambda: bool(first.holders()), "the lock")
    first.close()
    second = LockingLoginManager(bus)
    await _until(lambda: bool(second.holders()), "the lock of the other")
    second.close()


async def test_a_login_manager_that_comes_back_and_knows_of_no_shutdown_has_called_it_off(
    bus: SystemBus, ending: Ending
) -> None:
    first = LockingLoginManager(bus)
    await _until(lambda: bool(first.holders()), "the lock")
    first.prepares(True)
    await _until(lambda: bool(ending.core.done) and not first.holders(), "the stop")
    first.close()
    second = LockingLoginManager(bus)
    await _until(lambda: len(ending.core.done) == 2 and bool(second.holders()), "the start")
    second.close()


async def test_each_home_holds_a_lock_of_its_own(manager: LockingLoginManager, ending: Ending) -> None:
    other = Ending("Skelly Tray · demo")
    await _until(lambda: sorted(manager.holders()) == ["Skelly Tray", "Skelly Tray · demo"], "both")
    await other.close()


async def test_a_lock_is_not_inherited_and_released_once(
    manager: LockingLoginManager, bus: SystemBus
) -> None:
    lock = await asyncio.to_thread(take_delay_lock, bus.address, "x", "y")
    assert lock.delay == 4.0 and not lock.called_for
    assert lock._descriptor is not None and not os.get_inheritable(lock._descriptor)
    lock.release()
    lock.release()
    await _until(lambda: manager.holders() == [], "its end")


async def test_a_manager_that_says_no_or_is_not_there_is_a_sentence(
    manager: LockingLoginManager, bus: SystemBus
) -> None:
    manager.refuses = True
    with pytest.raises(NoLockError, match="gives none"):
        await asyncio.to_thread(take_delay_lock, bus.address, "x", "y")
    for address in ("unix:path=/nowhere/bus", "rubbish"):
        with pytest.raises(NoLockError, match="cannot be asked"):
            await asyncio.to_thread(take_delay_lock, address, "x", "y")
