"""A resolver that does not answer holds up nothing but the probes that ask it."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from skelly_tray.adapters.probes.names import look_up


class _Resolver:
    """Answers no question before it is let go."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.free = threading.Event()

    def __call__(self, host: str, port: int, **_: object) -> list[Any]:
        self.asked.append(host)
        self.free.wait(20)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"10.0.0.{len(self.asked)}", port))]


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Resolver]:
    made = _Resolver()
    monkeypatch.setattr(socket, "getaddrinfo", made)
    yield made
    made.free.set()


async def test_a_name_is_asked_for_once_however_many_wait_or_give_up(resolver: _Resolver) -> None:
    for _ in range(3):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(look_up("slow.example", 80), 0.01)
    waiting = [asyncio.ensure_future(look_up("slow.example", 80)) for _ in range(3)]
    await asyncio.sleep(0)
    resolver.free.set()
    assert await asyncio.gather(*waiting) == [["10.0.0.1"]] * 3
    assert resolver.asked == ["slow.example"]
    assert await look_up("slow.example", 80) == ["10.0.0.2"]


async def test_look_ups_that_hang_leave_the_threads_for_the_disk_free(resolver: _Resolver) -> None:
    waiting = [asyncio.ensure_future(look_up(f"host{n}.example", 80)) for n in range(40)]
    await asyncio.sleep(0)
    async with asyncio.timeout(10):
        assert await asyncio.to_thread(lambda: "read") == "read"
    assert not resolver.free.is_set()
    for each in waiting:
        each.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_a_look_up_that_fails_is_an_error_for_all_who_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    answers = await asyncio.gather(
        look_up("no.example", 80), look_up("no.example", 80), return_exceptions=True
    )
    assert [type(answer) for answer in answers] == [socket.gaierror] * 2
