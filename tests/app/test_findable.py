"""An orchestrator whose files are removed is found again, and gives way to one that came meanwhile."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from skelly_tray.app import findable
from skelly_tray.app.findable import ISSUE, Findable
from skelly_tray.app.instance import AlreadyRunningError, InstanceLock
from skelly_tray.config.home import Home, find_home
from skelly_tray.config.trust import UntrustedFolderError
from skelly_tray.rpc.endpoint import connect
from skelly_tray.rpc.listener import open_listener
from tests.rpc.serving import PATIENCE, Served, serving


class Other:
    """A process of ours that listens by itself."""

    def __init__(self) -> None:
        self.missing = False
        self.told = 0

    def places_missing(self) -> bool:
        return self.missing

    def listen_again(self) -> None:
        self.told += 1
        self.missing = False


class Bench:
    """A server with its lock, watched by what is tested."""

    def __init__(self, served: Served, home: Home, lock: InstanceLock) -> None:
        self.served, self.home, self.other = served, home, Other()
        self.issues: list[tuple[str, str]] = []
        self.ended: list[str] = []
        self.findable = Findable(
            lock,
            served.server,
            lambda: open_listener(home.run, "control"),
            (self.other,),
            lambda issue, title, text: self.issues.append((issue, title)),
            self.ended.append,
        )


@asynccontextmanager
async def bench() -> AsyncIterator[Bench]:
    async with serving() as served:
        home = find_home(str(served.run.parent))
        with InstanceLock(home) as lock:
            yield Bench(served, home, lock)


async def test_a_socket_that_was_removed_is_bound_anew_and_connections_are_kept() -> None:
    async with bench() as given:
        before = await given.served.peer()
        given.home.control_socket.unlink()
        await given.findable.look()
        assert (await before.ask("echo", a=1))["result"] == {"a": 1}
        assert (await (await given.served.peer()).ask("echo", a=2))["result"] == {"a": 2}


async def test_after_the_whole_folder_is_gone_a_second_start_is_refused_again() -> None:
    async with bench() as given:
        shutil.rmtree(given.home.run)
        await given.findable.look()
        assert (await (await given.served.peer()).ask("echo"))["result"] == {}
        with pytest.raises(AlreadyRunningError), InstanceLock(given.home):
            pass


async def test_in_a_folder_that_others_made_meanwhile_nothing_is_made_anew() -> None:
    async with bench() as given:
        shutil.rmtree(given.home.run)
        given.home.run.mkdir()
        given.home.run.chmod(0o777)
        with pytest.raises(UntrustedFolderError):
            await given.findable.look()
        assert not list(given.home.run.iterdir())
        given.home.run.chmod(0o700)
        await given.findable.look()
        assert (await (await given.served.peer()).ask("echo"))["result"] == {}


async def test_what_stands_is_left_alone_and_who_listens_elsewhere_is_told_only_when_it_must_know() -> None:
    async with bench() as given:
        inode = given.home.control_socket.stat().st_ino
        await given.findable.look()
        assert given.home.control_socket.stat().st_ino == inode and given.other.told == 0
        given.other.missing = True
        await given.findable.look()
        await given.findable.look()
        assert given.other.told == 1


async def test_the_socket_of_another_that_lives_is_never_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findable, "LOOK_EVERY", 0.0)
    async with bench() as given:
        given.home.control_socket.unlink()
        theirs = open_listener(given.home.run, "control")
        watching = asyncio.create_task(given.findable.run())
        async with asyncio.timeout(PATIENCE):
            while (ISSUE, findable.TITLE) not in given.issues:
                await asyncio.sleep(0)
        assert theirs.in_place and not given.ended
        connect(theirs.endpoint, 5).close()
        theirs.close()
        async with asyncio.timeout(PATIENCE):
            while given.issues[-1] != (ISSUE, ""):
                await asyncio.sleep(0)
        watching.cancel()
        assert (await (await given.served.peer()).ask("echo"))["result"] == {}


async def test_who_was_started_meanwhile_has_the_home_and_ours_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findable, "LOOK_EVERY", 0.0)
    async with bench() as given:
        shutil.rmtree(given.home.run)
        with InstanceLock(given.home):
            theirs = open_listener(given.home.run, "control")
            await asyncio.wait_for(given.findable.run(), PATIENCE)
            assert len(given.ended) == 1 and "another orchestrator runs already" in given.ended[0]
            assert theirs.in_place
            theirs.close()


async def test_at_the_end_nothing_is_made_anew() -> None:
    async with bench() as given:
        await given.served.server.close()
        await given.findable.look()
        await given.served.server.listen_anew(lambda: open_listener(given.home.run, "control"))
        assert not given.home.control_socket.exists()
