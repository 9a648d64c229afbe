"""The metrics page as a client sees it: over a real socket on 127.0.0.1."""

from __future__ import annotations

import asyncio
import base64
import socket
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from skelly_tray.adapters.metrics.page import MOST_CONNECTIONS, MetricsPage
from skelly_tray.domain.status import SystemHealth, SystemStatus

HEALTH = SystemHealth(status=SystemStatus.HEALTHY)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Served:
    """A page that is open, and what it said to the issue sink."""

    def __init__(self, folder: Path, port: int, **bounds: float) -> None:
        self.port = port
        self.issues: list[tuple[str, str, str]] = []
        self.opened = asyncio.Event()
        self.told = asyncio.Event()
        self.page = MetricsPage(port, folder, lambda: HEALTH, self._issue, **bounds)
        self.folder = folder

    def _issue(self, issue: str, title: str, message: str) -> None:
        self.issues.append((issue, title, message))
        (self.told if title else self.opened).set()

    @property
    def token(self) -> str:
        return (self.folder / "metrics.token").read_text().strip()

    async def send(self, data: bytes) -> bytes:
        """Everything that comes back until the end."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(data)
        found = b""
        with suppress(ConnectionError):
            found = await reader.read()
        writer.close()
        return found

    async def get(self, *headers: str, line: str = "GET /metrics HTTP/1.1", host: str | None = None) -> bytes:
        lines = [line, f"Host: {host or f'127.0.0.1:{self.port}'}", *headers, "", ""]
        return await self.send("\r\n".join(lines).encode())


@asynccontextmanager
async def serving(folder: Path, **bounds: float) -> AsyncIterator[Served]:
    served = Served(folder, free_port(), **bounds)
    task = asyncio.create_task(served.page.serve())
    try:
        await asyncio.wait_for(served.opened.wait(), 5)
        yield served
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def code(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


async def test_the_right_token_gets_the_metrics(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        answer = await served.get(f"Authorization: Bearer {served.token}")
        head, _, body = answer.partition(b"\r\n\r\n")
        assert code(answer) == 200 and b"application/openmetrics-text; version=1.0.0" in head
        assert body.endswith(b"# EOF\n") and f"Content-Length: {len(body)}".encode() in head


async def test_the_token_may_be_the_password_of_basic(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        login = base64.b64encode(f"me:{served.token}".encode()).decode()
        assert code(await served.get(f"Authorization: Basic {login}")) == 200
        wrong = base64.b64encode(f"{served.token}:me".encode()).decode()
        assert code(await served.get(f"Authorization: Basic {wrong}")) == 401


@pytest.mark.parametrize(
    "headers",
    [
        [],
        ["Authorization: Bearer wrong"],
        ["Authorization: Bearer"],
        ["Authorization: Bearer ünicode"],
        ["Authorization: Basic !"],
        ["Authorization: Digest {token}"],
        ["Authorization: Bearer {token}", "Authorization: Bearer {token}"],
    ],
)
async def test_without_the_token_nothing_is_told(tmp_path: Path, headers: list[str]) -> None:
    async with serving(tmp_path) as served:
        answer = await served.get(*(header.format(token=served.token) for header in headers))
        assert code(answer) in (400, 401) and b"skelly_" not in answer


async def test_a_token_in_the_address_is_none(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        assert code(await served.get(line=f"GET /metrics?token={served.token} HTTP/1.1")) == 401


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "evil.example:{port}", "[::1]:{port}"]
)
async def test_a_page_of_another_name_is_not_us(tmp_path: Path, host: str) -> None:
    """A web page may point a name of its own at 127.0.0.1; the browser then says that name."""
    async with serving(tmp_path) as served:
        answer = await served.get(f"Authorization: Bearer {served.token}", host=host.format(port=served.port))
        assert code(answer) == 421 and b"skelly_" not in answer


async def test_no_other_address_of_this_machine_leads_here(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        with pytest.raises(OSError):
            await asyncio.open_connection("127.0.0.2", served.port)


async def test_both_names_of_this_machine_are_us(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        bearer = f"Authorization: Bearer {served.token}"
        assert code(await served.get(bearer, host=f"LocalHost:{served.port}")) == 200


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("GET / HTTP/1.1", 404),
        ("GET /metrics/ HTTP/1.1", 404),
        ("GET /../metrics.token HTTP/1.1", 404),
        ("POST /metrics HTTP/1.1", 405),
        ("HEAD /metrics HTTP/1.1", 405),
        ("GET /metrics HTTP/2", 400),
        ("GET /metrics", 400),
        ("GET  /metrics HTTP/1.1", 400),
        ("\x16\x03\x01", 400),
    ],
)
async def test_there_is_one_page_and_one_way_to_ask(tmp_path: Path, line: str, expected: int) -> None:
    async with serving(tmp_path) as served:
        assert code(await served.get(f"Authorization: Bearer {served.token}", line=line)) == expected


async def test_a_request_without_a_host_or_with_two_is_refused(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        assert code(await served.send(b"GET /metrics HTTP/1.1\r\n\r\n")) == 400
        assert code(await served.get("Host: evil.example", f"Authorization: Bearer {served.token}")) == 400


async def test_a_request_in_pieces_is_one(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        request = (
            f"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nAuthorization: Bearer {served.token}"
        )
        for piece in (request[:9], request[9:], "\r\n\r", "\n"):
            writer.write(piece.encode())
            await writer.drain()
            await asyncio.sleep(0)
        assert code(await reader.read()) == 200
        writer.close()


async def test_who_does_not_finish_asking_is_let_go(tmp_path: Path) -> None:
    async with serving(tmp_path, patience=0.05) as served:
        answer = await asyncio.wait_for(served.send(b"GET /metrics HTTP/1.1\r\n"), 5)
        assert answer == b"" or code(answer) == 408
        assert not served.page.connections


async def test_a_request_that_is_too_large_is_refused(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        assert code(await served.get("X: " + "a" * 9000)) == 431
        assert code(await served.send(b"a" * 9000)) == 431


async def test_connections_without_the_token_keep_nobody_out(tmp_path: Path) -> None:
    """Every user of the machine can connect."""
    async with serving(tmp_path) as served:
        idle = [await asyncio.open_connection("127.0.0.1", served.port) for _ in range(MOST_CONNECTIONS)]
        async with asyncio.timeout(5):
            while len(served.page.connections) < MOST_CONNECTIONS:
                await asyncio.sleep(0.005)
        assert code(await served.get(f"Authorization: Bearer {served.token}")) == 200
        gone, *kept = idle
        assert code(await asyncio.wait_for(gone[0].read(), 5)) == 503, "the oldest"
        assert not any(reader.at_eof() for reader, _ in kept)
        for _, writer in idle:
            writer.close()


async def test_one_too_many_with_the_token_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(tmp_path) as served:
        pending = [asyncio.get_running_loop().create_future() for _ in range(MOST_CONNECTIONS)]
        waiting = list(pending)
        monkeypatch.setattr(served.page, "render", waiting.pop)
        asking = [asyncio.create_task(served.get(f"Authorization: Bearer {served.token}")) for _ in pending]
        async with asyncio.timeout(5):
            while waiting:
                await asyncio.sleep(0.005)
        assert code(await served.get(f"Authorization: Bearer {served.token}")) == 503
        for answer in pending:
            answer.set_result("# EOF\n")
        assert {code(answer) for answer in await asyncio.gather(*asking)} == {200}


async def test_a_port_that_is_taken_is_one_issue_and_is_taken_when_it_is_free(tmp_path: Path) -> None:
    blocker = socket.create_server(("127.0.0.1", 0))
    served = Served(tmp_path, blocker.getsockname()[1], retry=0.02)
    task = asyncio.create_task(served.page.serve())
    await asyncio.wait_for(served.told.wait(), 5)
    assert not (tmp_path / "metrics.token").exists(), "whoever has the port would be sent it"
    blocker.close()
    await asyncio.wait_for(served.opened.wait(), 5)
    raised = {issue for issue in served.issues if issue[1]}
    assert (
        len(raised) == 1
        and str(served.port) in raised.pop()[2]
        and served.issues[-1] == ("metrics.port", "", "")
    )
    assert code(await served.get(f"Authorization: Bearer {served.token}")) == 200
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_the_token_is_ours_alone_and_goes_with_the_page(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        path = tmp_path / "metrics.token"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600 and len(served.token) >= 32
        first = served.token
    assert not path.exists()
    async with serving(tmp_path) as served:
        assert served.token != first


async def test_a_closed_page_keeps_no_connection(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        async with asyncio.timeout(5):
            while not served.page.connections:
                await asyncio.sleep(0.005)
    with suppress(ConnectionError):
        assert await asyncio.wait_for(reader.read(), 5) == b""
    writer.close()
    with pytest.raises(OSError):
        await served.send(b"")
