"""The frames between keeper and orchestrator: length-prefixed JSON with descriptors beside it.

A frame is four bytes (big-endian length) and a JSON object; `"fds": n` in it says how many descriptors
belong to it. Descriptors travel with the first byte of their frame, so when a frame is complete its
descriptors have arrived too. The protocol only ever grows: unknown keys are ignored.
"""

from __future__ import annotations

import array
import json
import os
import socket
from collections import deque

PROTOCOL = 1
MAX_FRAME = 32 * 2**20
"""Bytes; a table of a thousand spawns with full notes fits."""
MAX_FDS = 200
MAX_NOTE = 4096
"""Bytes of the note that an orchestrator keeps with a spawn."""
MAX_UNSENT = 64 * 2**20

Message = dict[str, object]

_CHUNK = 1 << 16
_LARGEST = 1e15
# JSON as Python reads it has NaN and infinities too, and with these no deadline can be computed.
_CLOEXEC = getattr(socket, "MSG_CMSG_CLOEXEC", 0)


class WireError(Exception):
    """The other side broke the protocol, or does not read any more: the connection is of no use."""


class PeerGoneError(WireError):
    """End of file, or a connection reset."""


class Channel:
    """One framed, non-blocking connection; the caller waits for readiness, this class never does."""

    __slots__ = ("_fds", "_input", "_unsent", "_unsent_bytes", "sock")

    def __init__(self, sock: socket.socket) -> None:
        sock.setblocking(False)
        self.sock = sock
        self._input = bytearray()
        self._fds: deque[int] = deque()
        self._unsent: deque[tuple[bytes, list[int]]] = deque()
        self._unsent_bytes = 0

    def send(self, message: Message, fds: tuple[int, ...] = ()) -> None:
        """Queue a frame and write what the socket takes now. The descriptors stay the caller's.

        Raises ValueError for a frame that is too large, WireError when the peer does not take any more.
        """
        if fds:
            message = {**message, "fds": len(fds)}
        body = json.dumps(message, separators=(",", ":")).encode()
        if len(body) > MAX_FRAME or len(fds) > MAX_FDS:
            raise ValueError(f"frame too large: {len(body)} bytes, {len(fds)} descriptors")
        frame = len(body).to_bytes(4, "big") + body
        # Queued duplicates, because the caller may close its own before the socket has room.
        self._unsent.append((frame, [os.dup(fd) for fd in fds]))
        self._unsent_bytes += len(frame)
        self.flush()
        if self._unsent_bytes > MAX_UNSENT:
            raise WireError("the peer does not read")

    def flush(self) -> bool:
        """Write as much as fits; True when nothing is left. Raises PeerGoneError."""
        while self._unsent:
            frame, fds = self._unsent[0]
            rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))] if fds else []
            try:
                sent = self.sock.sendmsg([frame], rights)
            except BlockingIOError:
                return False
            except OSError as error:
                raise PeerGoneError(str(error)) from error
            for fd in fds:
                os.close(fd)
            self._unsent_bytes -= sent
            if sent < len(frame):
                self._unsent[0] = (frame[sent:], [])
                return False
            self._unsent.popleft()
        return True

    @property
    def unsent(self) -> bool:
        return bool(self._unsent)

    def receive(self) -> list[tuple[Message, list[int]]]:
        """Read once; the complete frames with their descriptors (now the caller's, not inheritable).

        Raises PeerGoneError at the end of the connection, WireError when the peer breaks the protocol.
        """
        space = socket.CMSG_SPACE(MAX_FDS * array.array("i").itemsize)
        try:
            data, ancillary, flags, _ = self.sock.recvmsg(_CHUNK, space, _CLOEXEC)
        except BlockingIOError:
            return []
        except OSError as error:
            raise PeerGoneError(str(error)) from error
        self._take_descriptors(ancillary)
        if flags & socket.MSG_CTRUNC:
            raise WireError("descriptors were lost on the way")
        if not data:
            raise PeerGoneError("end of connection")
        self._input += data
        frames = self._frames()
        if len(self._fds) > MAX_FDS:  # more than the one unfinished frame may bring: nobody would close them
            for _, fds in frames:
                self._fds.extend(fds)
            raise WireError("descriptors that no frame announced")
        return frames

    def _take_descriptors(self, ancillary: list[tuple[int, int, bytes]]) -> None:
        for level, kind, data in ancillary:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                received = array.array("i")
                received.frombytes(data[: len(data) - len(data) % received.itemsize])
                for fd in received:
                    os.set_inheritable(fd, False)
                    self._fds.append(fd)

    def _frames(self) -> list[tuple[Message, list[int]]]:
        frames: list[tuple[Message, list[int]]] = []
        start, view = 0, self._input
        while len(view) - start >= 4:
            length = int.from_bytes(view[start : start + 4], "big")
            if length > MAX_FRAME:
                raise WireError(f"a frame of {length} bytes")
            if len(view) - start - 4 < length:
                break
            frames.append(self._decode(bytes(view[start + 4 : start + 4 + length])))
            start += 4 + length
        del self._input[:start]
        return frames

    def _decode(self, body: bytes) -> tuple[Message, list[int]]:
        try:
            message = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise WireError(f"not JSON: {error}") from error
        if not isinstance(message, dict):
            raise WireError("not an object")
        count = message.get("fds", 0)
        if not isinstance(count, int) or not 0 <= count <= len(self._fds):
            raise WireError("descriptors announced that did not come")
        return message, [self._fds.popleft() for _ in range(count)]

    def close(self) -> None:
        """Close the socket and every descriptor still under way."""
        for fd in self._fds:
            os.close(fd)
        for _, fds in self._unsent:
            for fd in fds:
                os.close(fd)
        self._fds.clear()
        self._unsent.clear()
        self.sock.close()


def text(message: Message, key: str) -> str:
    """The string under `key`. Raises WireError."""
    value = message.get(key)
    if not isinstance(value, str):
        raise WireError(f"{key}: a text is needed")
    return value


def optional_text(message: Message, key: str) -> str | None:
    """The string under `key`, or None. Raises WireError."""
    return None if message.get(key) is None else text(message, key)


def integer(message: Message, key: str) -> int:
    """The whole number under `key`. Raises WireError."""
    value = message.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise WireError(f"{key}: a whole number is needed")
    return value


def number(message: Message, key: str) -> float:
    """The finite number under `key`. Raises WireError."""
    value = message.get(key)
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not abs(value) <= _LARGEST:
        raise WireError(f"{key}: a number is needed")
    return float(value)


def texts(message: Message, key: str) -> list[str]:
    """The list of strings under `key`. Raises WireError."""
    value = message.get(key)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise WireError(f"{key}: a list of texts is needed")
    return value


def members(message: Message, key: str) -> Message:
    """The object under `key`. Raises WireError."""
    value = message.get(key)
    if not isinstance(value, dict):
        raise WireError(f"{key}: an object is needed")
    return value


def text_map(message: Message, key: str) -> dict[str, str]:
    """The object of strings under `key`; empty when absent. Raises WireError."""
    value = message.get(key, {})
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise WireError(f"{key}: an object of texts is needed")
    return value
