"""A client that blocks, on nothing but socket and json: what the command line talks with.

It must not import asyncio or msgspec: starting up in a few dozen milliseconds is its purpose.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from skelly_tray.rpc.endpoint import TcpEndpoint, connect, find_endpoint
from skelly_tray.rpc.errors import ConnectionLostError, RpcError

_CHUNK = 64 << 10
_CONNECT_TIMEOUT = 5.0


class NotRunningError(Exception):
    """Nobody listens at this home's control socket."""


class BlockingClient:
    """One connection, one request at a time. A context manager."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self._received = bytearray()
        self._last_id = 0
        self._notifications: list[tuple[str, dict[str, Any]]] = []

    @classmethod
    def open(cls, run: Path, name: str = "control") -> BlockingClient:
        """Connect. Raises NotRunningError, PermissionError (another user's), RpcError, OSError."""
        endpoint = find_endpoint(run, name)
        if endpoint is None:
            raise NotRunningError
        try:
            client = cls(connect(endpoint, _CONNECT_TIMEOUT))
        except (ConnectionRefusedError, FileNotFoundError) as error:
            raise NotRunningError from error
        if isinstance(endpoint, TcpEndpoint):
            client.call("auth", {"token": endpoint.token}, timeout=_CONNECT_TIMEOUT)
        return client

    def call(self, method: str, params: dict[str, Any] | None = None, timeout: float | None = 30.0) -> Any:
        """The result. timeout: seconds, None to wait as long as the connection lives.

        Raises RpcError (the peer's error), TimeoutError, ConnectionLostError.
        """
        self._last_id += 1
        message = {"jsonrpc": "2.0", "id": self._last_id, "method": method, "params": params or {}}
        self._send(json.dumps(message, separators=(",", ":")).encode() + b"\n")
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            answer = self._receive(deadline)
            if "method" in answer:
                self._notifications.append((answer["method"], answer.get("params") or {}))
            elif answer.get("id") in (self._last_id, None):
                return _result(answer)

    def notifications(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """(method, params) as they come, until the other side closes."""
        while True:
            yield from self._notifications
            self._notifications.clear()
            try:
                message = self._receive(None)
            except ConnectionLostError:
                return
            if "method" in message:
                self._notifications.append((message["method"], message.get("params") or {}))

    def wait_for_end(self, timeout: float) -> None:
        """Return once the other side has closed the connection. Raises TimeoutError."""
        deadline = time.monotonic() + timeout
        try:
            while True:
                self._receive(deadline)
        except ConnectionLostError:
            return

    def close(self) -> None:
        self._socket.close()

    def __enter__(self) -> BlockingClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _send(self, data: bytes) -> None:
        try:
            self._socket.settimeout(_CONNECT_TIMEOUT)
            self._socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError) as error:
            raise ConnectionLostError("the connection ended before the request was taken") from error

    def _receive(self, deadline: float | None) -> dict[str, Any]:
        """The next message. What is not a message at all is an error of the other side."""
        line = self._receive_line(deadline)
        try:
            message = json.loads(line)
        except ValueError as error:
            raise ConnectionLostError("the other side does not speak our protocol") from error
        if not isinstance(message, dict):
            raise ConnectionLostError("the other side does not speak our protocol")
        return message

    def _receive_line(self, deadline: float | None) -> bytes:
        searched = 0
        while (end := self._received.find(b"\n", searched)) < 0:
            searched = len(self._received)
            self._received += self._receive_chunk(deadline)
        line = bytes(self._received[:end])
        del self._received[: end + 1]
        return line

    def _receive_chunk(self, deadline: float | None) -> bytes:
        remaining = None if deadline is None else deadline - time.monotonic()
        if remaining is not None and remaining <= 0:
            raise TimeoutError("no answer in time")
        self._socket.settimeout(remaining)
        try:
            data = self._socket.recv(_CHUNK)
        except ConnectionResetError:
            data = b""
        if not data:
            raise ConnectionLostError("the connection ended before the answer came")
        return data


def _result(answer: dict[str, Any]) -> Any:
    error = answer.get("error")
    if error is None:
        return answer.get("result")
    raise RpcError.from_json(error if isinstance(error, dict) else {"message": str(error)})
