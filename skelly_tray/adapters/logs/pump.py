"""Turns a pipe that cannot be waited for (Windows: only sockets can) into a socket, by a thread that copies."""

from __future__ import annotations

import os
import socket
import threading
from contextlib import suppress

CHUNK = 64 * 1024


def as_socket(descriptor: int) -> socket.socket:
    """The non-blocking reading end; the descriptor is closed by the thread, at its end or after the socket's."""
    near, far = socket.socketpair()
    near.setblocking(False)
    threading.Thread(target=_copy, args=(descriptor, far), name="log pump", daemon=True).start()
    return near


def _copy(descriptor: int, far: socket.socket) -> None:
    with far, suppress(OSError):
        while data := os.read(descriptor, CHUNK):
            far.sendall(data)
    with suppress(OSError):
        os.close(descriptor)
