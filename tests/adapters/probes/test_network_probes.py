"""The http and tcp probes against real sockets."""

import asyncio
import datetime
import errno
import os
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from skelly_tray.adapters.logs.log_board import LogBoard
from skelly_tray.adapters.notify_board import NotifyBoard
from skelly_tray.adapters.probes.registry import Probes
from skelly_tray.domain.descriptor import Check, HttpCheck, ModuleId, ProbeRole, TcpCheck
from skelly_tray.engine.ports import ProbeAnswer, ProbeTarget
from tests.engine.worlds import FakeBus


async def probe(check: Check, timeout: float = 20.0) -> ProbeAnswer:
    board = LogBoard(asyncio.get_running_loop().call_soon_threadsafe)
    target = ProbeTarget(ModuleId("web"), 1, ProbeRole.READINESS, check, timeout)
    return await Probes(board, NotifyBoard(), FakeBus()).check(target)


@asynccontextmanager
async def server(
    answer: bytes | None, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
) -> AsyncIterator[tuple[int, list[bytes]]]:
    """A server that reads a request head and sends `answer` (None: nothing, and keeps the connection)."""
    heads: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            heads.append(await reader.readuntil(b"\r\n\r\n"))
            if answer is None:
                await reader.read()
            else:
                writer.write(answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, OSError):
            pass
        finally:
            writer.close()

    listener = await asyncio.start_server(serve, host, 0, ssl=tls)
    try:
        yield listener.sockets[0].getsockname()[1], heads
    finally:
        listener.close()
        await listener.wait_closed()


def free_port() -> int:
    with closing(socket.socket()) as probe_socket:
        probe_socket.bind(("127.0.0.1", 0))
        return int(probe_socket.getsockname()[1])


@pytest.mark.parametrize(
    ("head", "passed", "message"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\nbody", True, "HTTP 200"),
        (b"HTTP/1.0 204 No Content\r\n\r\n", True, "HTTP 204"),
        (b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\n\r\n", True, "HTTP 302"),
        (b"HTTP/1.1 399\r\n\r\n", True, "HTTP 399"),
        (b"HTTP/1.1 400 Bad\r\n\r\n", False, "HTTP 400"),
        (b"HTTP/1.1 503 Unavailable\r\n\r\n", False, "HTTP 503"),
        (b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 500 No\r\n\r\n", False, "HTTP 500"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 3 + b"HTTP/1.1 200 OK\r\n\r\n", True, "HTTP 200"),
        (b"", False, "connection closed without an answer"),
        (b"SSH-2.0-x\x1b[31m\r\n", False, "not an HTTP answer: SSH-2.0-x [31m"),
        (b"HTTP/1.1 2\xb23 OK\r\n", False, "not an HTTP answer: HTTP/1.1 2\ufffd3 OK"),
        (b"x" * 9000 + b"\n", False, "not an HTTP answer: a line of over 4096 bytes"),
    ],
)
async def test_only_the_status_of_the_answer_decides(head: bytes, passed: bool, message: str) -> None:
    async with server(head) as (port, _):
        answer = await probe(HttpCheck(f"http://127.0.0.1:{port}/"))
    assert (answer.passed, answer.message) == (passed, message)
    assert answer.elapsed > 0


async def test_the_request_names_host_path_query_and_credentials_and_wants_no_second_one() -> None:
    async with server(b"HTTP/1.1 200 OK\r\n\r\n") as (port, heads):
        await probe(HttpCheck(f"http://us%40er:pw@localhost:{port}/health?deep=1#part"))
    lines = heads[0].decode().split("\r\n")
    assert lines[0] == "GET /health?deep=1 HTTP/1.1"
    assert f"Host: localhost:{port}" in lines
    assert "Connection: close" in lines
    assert "Authorization: Basic dXNAZXI6cHc=" in lines


async def test_no_proxy_is_ever_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    async with server(b"HTTP/1.1 200 OK\r\n\r\n") as (port, _):
        assert (await probe(HttpCheck(f"http://127.0.0.1:{port}"))).passed


async def test_a_server_that_never_answers_fails_after_the_timeout() -> None:
    async with server(None) as (port, _):
        answer = await probe(HttpCheck(f"http://127.0.0.1:{port}/"), timeout=0.2)
    assert (answer.passed, answer.message) == (False, f"no answer from 127.0.0.1:{port} within 0.2 s")


@pytest.mark.parametrize("kind", ["http", "tcp"])
async def test_a_refused_connection_says_where(kind: str) -> None:
    port = free_port()
    check = HttpCheck(f"http://127.0.0.1:{port}/") if kind == "http" else TcpCheck("127.0.0.1", port)
    answer = await probe(check)
    assert (answer.passed, answer.message) == (False, f"connection refused at 127.0.0.1:{port}")


async def test_tcp_passes_when_the_connection_is_accepted() -> None:
    async with server(None) as (port, _):
        assert (await probe(TcpCheck("127.0.0.1", port))).passed is True
        assert (await probe(TcpCheck("localhost", port))).passed is True


async def test_ipv6_servers_are_reached_by_address_and_by_localhost() -> None:
    async with server(b"HTTP/1.1 200 OK\r\n\r\n", host="::1") as (port, heads):
        assert (await probe(HttpCheck(f"http://[::1]:{port}/"))).message == "HTTP 200"
        assert (await probe(TcpCheck("localhost", port))).passed is True
        refused = await probe(TcpCheck("127.0.0.1", port))
    assert f"Host: [::1]:{port}".encode() in heads[0]
    assert refused.passed is False


async def test_a_port_that_tcp_would_connect_to_itself_counts_as_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    port = free_port()
    opened = asyncio.open_connection

    async def from_that_very_port(*args: object, **named: object):  # type: ignore[no-untyped-def]
        return await opened(*args, **named, local_addr=("127.0.0.1", port))  # type: ignore[arg-type]

    monkeypatch.setattr(asyncio, "open_connection", from_that_very_port)
    answer = await probe(TcpCheck("127.0.0.1", port))
    assert (answer.passed, answer.message) == (False, f"connection refused at 127.0.0.1:{port}")


@pytest.mark.parametrize("code", [errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.EADDRNOTAVAIL])
async def test_a_probe_that_could_not_be_made_is_not_a_failed_probe(
    code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def none_left(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(asyncio, "open_connection", none_left)
    answer = await probe(TcpCheck("127.0.0.1", 1))
    assert answer.passed is None
    assert os.strerror(code).lower() in answer.message


async def test_a_name_that_cannot_be_resolved_is_not_the_modules_fault() -> None:
    answer = await probe(TcpCheck("no-such-host.invalid", 80))
    assert answer.passed is None
    assert answer.message.startswith("the name no-such-host.invalid cannot be resolved")


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "http://127.0.0.1:99999/", "http://[::1", "nonsense"])
async def test_an_unusable_url_is_told_and_does_not_count(url: str) -> None:
    answer = await probe(HttpCheck(url))
    assert answer.passed is None
    assert "not an http or https address" in answer.message


async def test_a_fault_of_a_probe_itself_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("broken")

    monkeypatch.setattr(asyncio, "open_connection", broken)
    answer = await probe(TcpCheck("127.0.0.1", 1))
    assert answer.passed is None
    assert "broken" in answer.message


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    pytest.importorskip("cryptography")
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "nobody.invalid")])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + signed.public_bytes(pem))
    return path


async def test_a_loopback_certificate_is_not_verified_another_one_is(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from skelly_tray.adapters.probes import http

    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    async with server(b"HTTP/1.1 200 OK\r\n\r\n", tls=tls) as (port, _):
        assert (await probe(HttpCheck(f"https://localhost:{port}/"))).message == "HTTP 200"
        monkeypatch.setattr(http, "_is_loopback", lambda host: False)
        refused = await probe(HttpCheck(f"https://127.0.0.1:{port}/"))
    assert refused.passed is False
    assert refused.message.startswith(f"certificate of 127.0.0.1:{port} not accepted")


async def test_https_to_a_plain_server_says_so() -> None:
    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 this is no TLS\r\n")
        await writer.drain()
        writer.close()

    listener = await asyncio.start_server(greet, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    answer = await probe(HttpCheck(f"https://127.0.0.1:{port}/"))
    listener.close()
    await listener.wait_closed()
    assert answer.passed is False
    assert answer.message.startswith(f"no TLS at 127.0.0.1:{port}")


@pytest.mark.parametrize("kind", ["http", "tcp", "cancelled"])
async def test_no_socket_outlives_its_probe(kind: str) -> None:
    async with server(None) as (port, _):
        before = sockets()
        if kind == "tcp":
            await probe(TcpCheck("127.0.0.1", port))
        elif kind == "http":
            await probe(HttpCheck(f"http://127.0.0.1:{port}/"), timeout=0.1)
        else:
            task = asyncio.create_task(probe(HttpCheck(f"http://127.0.0.1:{port}/")))
            while len(sockets()) < len(before) + 2:
                await asyncio.sleep(0.01)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            assert task.cancelled()
        async with asyncio.timeout(20):
            while sockets() != before:  # the server's own end follows when it sees ours closed
                await asyncio.sleep(0.01)
    assert asyncio.all_tasks() == {asyncio.current_task()}


def sockets() -> set[str]:
    links = (f"/proc/self/fd/{number}" for number in os.listdir("/proc/self/fd"))
    return {os.readlink(link) for link in links if os.path.lexists(link) and "socket:" in os.readlink(link)}
