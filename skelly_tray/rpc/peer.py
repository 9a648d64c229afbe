"""Who is at the other end of a Unix socket, as the kernel tells it."""

from __future__ import annotations

import socket
import struct
import sys
from typing import Protocol

from skelly_tray.keeper.sandbox_peer import confined

_UCRED = struct.Struct("3i")
"""Linux `struct ucred`: pid, uid, gid."""
_SOL_LOCAL, _LOCAL_PEERCRED = 0, 1
_XUCRED = struct.Struct("@IIh16I")
"""macOS and BSD `struct xucred`: version, uid, number of groups, groups. What getpeereid() reads."""


class HasOptions(Protocol):
    """A socket, or asyncio's view of one."""

    def getsockopt(self, level: int, option: int, length: int, /) -> bytes: ...


def peer_uid(sock: HasOptions) -> int:
    """The effective user id of the peer when it connected (or listened). Raises OSError if it cannot be told."""
    if sys.platform == "linux":
        return _peer(sock)[1]
    data = sock.getsockopt(_SOL_LOCAL, _LOCAL_PEERCRED, _XUCRED.size)
    if len(data) < 8:
        raise OSError("the system did not tell who the peer is")
    return int(struct.unpack_from("@II", data)[1])


def peer_of(sock: HasOptions) -> tuple[int | None, int]:
    """(pid, uid); no pid where the system does not tell it. Raises OSError."""
    return _peer(sock) if sys.platform == "linux" else (None, peer_uid(sock))


def peer_is_confined(sock: HasOptions) -> bool:
    """It was in a sandbox that we are not in when this was asked. Raises OSError if it cannot be told."""
    return sys.platform == "linux" and confined(_peer(sock)[0])


def _peer(sock: HasOptions) -> tuple[int, int]:
    """(pid, uid) of Linux."""
    pid, uid, _gid = _UCRED.unpack(sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _UCRED.size))
    return int(pid), int(uid)
