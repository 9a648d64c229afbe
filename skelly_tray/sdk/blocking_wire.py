"""The connection of the blocking client: a thread that reads, and comes back when the connection is lost.

Standard library only, without asyncio: a script that uses it stays as small as it was.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from skelly_tray.rpc.errors import ConnectionLostError, ErrorCode, RpcError
from skelly_tray.sdk.faults import RefusedError

_CHUNK = 64 << 10
_MAX_LINE = 1 << 20
_GREETING_TIMEOUT = 5.0
FIRST_RETRY, LAST_RETRY = 0.05, 1.0

Message = dict[str, Any]


class Wire:
    """greet: called on the reading thread after each connection, may use `ask_here`; on_call: what the bus asks or
    tells, on the reading thread too. patience: seconds for which a refused greeting is tried again; then `on_refused`
    is called. number: of the connection; what came by one is not answered by another."""

    def __init__(
        self,
        address: Path | tuple[str, int],
        greet: Callable[[], None],
        on_call: Callable[[Message], None],
        on_refused: Callable[[], None],
        patience: float,
    ) -> None:
        self.number = 0
        self._address = address
        self._greet = greet
        self._on_call = on_call
        self._on_refused = on_refused
        self._patience = patience
        self._state = threading.Condition()
        self._sending = threading.Lock()
        self._socket: socket.socket | None = None
        self._received = bytearray()
        self._is_up = False
        self._is_closed = False
        self._refused: str | None = None
        self._last_id = 0
        self._waiting: set[int] = set()
        self._answers: dict[int, Message | None] = {}
        self._thread = threading.Thread(target=self._run, name="skelly-bus", daemon=True)

    # ---- any thread

    def open(self) -> None:
        self._thread.start()

    def close(self) -> None:
        with self._state:
            self._is_closed = True
            sock = self._socket
            self._state.notify_all()
        if sock is not None:
            _shut(sock)
        if self._thread is not threading.current_thread() and self._thread.ident is not None:
            self._thread.join()

    def wait_until_up(self, until: float | None) -> None:
        """until: monotonic seconds. Raises TimeoutError, RefusedError, ConnectionLostError (closed)."""
        with self._state:
            while not self._is_up:
                self.check_refused()
                if self._is_closed:
                    raise ConnectionLostError("the client is closed")
                self._pause(until)

    def check_refused(self) -> None:
        """Raises RefusedError."""
        if self._refused is not None:
            raise RefusedError(self._refused)

    def ask(self, method: str, params: Message, until: float | None) -> Any:
        """Raises RpcError, TimeoutError, ConnectionLostError."""
        message_id = self._begin()
        try:
            self.send({"jsonrpc": "2.0", "id": message_id, "method": method, "params": params})
            with self._state:
                while message_id not in self._answers:
                    self._pause(until)
                return _result(self._answers[message_id])
        finally:
            self._forget(message_id)

    def send(self, message: Message) -> None:
        """Raises ConnectionLostError, and RpcError for what cannot be sent."""
        self._send(_line(message), None)

    def answer(self, message: Message, number: int) -> None:
        """To what came by that connection. Raises ConnectionLostError."""
        try:
            line = _line(message)
        except RpcError as error:
            line = _line({"jsonrpc": "2.0", "id": message["id"], "error": error.to_json()})
        self._send(line, number)

    def _send(self, line: bytes, number: int | None) -> None:
        greeting = threading.current_thread() is self._thread
        with self._state:
            sock = self._socket if self._is_up or greeting else None
            if sock is None or number not in (None, self.number):
                raise ConnectionLostError("not connected")
        try:
            with self._sending:
                sock.sendall(line)
        except OSError as error:
            raise ConnectionLostError("the connection ended") from error

    def _pause(self, until: float | None) -> None:
        left = None if until is None else until - time.monotonic()
        if left is not None and left <= 0:
            raise TimeoutError("not in time")
        self._state.wait(left)

    def _begin(self) -> int:
        with self._state:
            self._last_id += 1
            self._waiting.add(self._last_id)
            return self._last_id

    def _forget(self, message_id: int) -> None:
        with self._state:
            self._waiting.discard(message_id)
            self._answers.pop(message_id, None)

    # ---- the reading thread

    def ask_here(self, method: str, params: Message) -> Any:
        """Like `ask`, for the greeting: reads on meanwhile."""
        message_id = self._begin()
        try:
            self.send({"jsonrpc": "2.0", "id": message_id, "method": method, "params": params})
            while message_id not in self._answers:
                self._take(self._read_line())
            return _result(self._answers[message_id])
        finally:
            self._forget(message_id)

    def _run(self) -> None:
        delay, refused_at = FIRST_RETRY, None
        while not self._is_closed:
            try:
                self._connect()
                refused_at, delay = None, FIRST_RETRY
                while True:
                    self._take(self._read_line())
            except RpcError as error:
                refused_at = refused_at or time.monotonic()
                if time.monotonic() - refused_at >= self._patience:
                    self._refused = error.message
                    self._on_refused()
            except (OSError, ValueError):
                refused_at = None
            self._lose()
            with self._state:
                if self._refused is not None:
                    return
                if not self._is_closed:
                    self._state.wait(delay)
            delay = min(LAST_RETRY, delay * 2)

    def _connect(self) -> None:
        self._received.clear()
        self.number += 1
        if isinstance(self._address, Path):
            sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self._socket = sock
            sock.connect(str(self._address))
        else:
            sock = self._socket = socket.create_connection(self._address, _GREETING_TIMEOUT)
        sock.settimeout(_GREETING_TIMEOUT)
        self._greet()
        sock.settimeout(None)
        with self._state:
            self._is_up = True
            self._state.notify_all()

    def _lose(self) -> None:
        with self._state:
            sock, self._socket = self._socket, None
            self._is_up = False
            self._answers.update(dict.fromkeys(self._waiting - self._answers.keys()))
            self._state.notify_all()
        if sock is not None:
            sock.close()

    def _take(self, line: bytes) -> None:
        message = json.loads(line)
        if not isinstance(message, dict):
            raise ValueError("the other side does not speak our protocol")
        if "method" in message:
            self._on_call(message)
            return
        with self._state:
            if message.get("id") in self._waiting:
                self._answers[message["id"]] = message
                self._state.notify_all()

    def _read_line(self) -> bytes:
        searched = 0
        while (end := self._received.find(b"\n", searched)) < 0:
            searched = len(self._received)
            data = self._socket.recv(_CHUNK) if self._socket is not None else b""
            if not data or searched > _MAX_LINE:
                raise ConnectionLostError("the connection ended")
            self._received += data
        line = bytes(self._received[:end])
        del self._received[: end + 1]
        return line


def _line(message: Message) -> bytes:
    try:
        line = json.dumps(message, separators=(",", ":"), allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise RpcError(ErrorCode.INTERNAL_ERROR, "this cannot be written as JSON") from error
    if len(line) > _MAX_LINE:
        raise RpcError(ErrorCode.TOO_LARGE, f"{len(line)} bytes are over the {_MAX_LINE} of a line")
    return line + b"\n"


def _result(answer: Message | None) -> Any:
    if answer is None:
        raise ConnectionLostError("the connection ended before the answer came")
    error = answer.get("error")
    if error is None:
        return answer.get("result")
    raise RpcError.from_json(error if isinstance(error, dict) else {"message": str(error)})


def _shut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it was not connected any more
