"""How much one peer, and all peers together, may ask of a server."""

from __future__ import annotations

from dataclasses import dataclass

from skelly_tray.rpc.codec import MAX_LINE, MAX_LINE_BEFORE_AUTHENTICATION


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a server.

    connections: authenticated ones at once; one more is answered -32005 and closed. unauthenticated: at once; one more
    ends the oldest of them, so that strangers keep nobody out. rate, burst: lines a second and at once of one
    connection, which is simply not read while it is over them. in_flight: unanswered requests of one connection.
    max_line, max_line_before_authentication: bytes. write_buffer: bytes that may wait for a peer that does not read.
    unread: bytes of answers after which such a peer is cut off.
    stream_backlog, stream_bytes: of a stream, kept for it after that. authentication_timeout: seconds. backlog:
    connections that the kernel keeps until they are accepted.
    """

    connections: int = 64
    unauthenticated: int = 64
    rate: float = 500.0
    burst: float = 1000.0
    in_flight: int = 32
    max_line: int = MAX_LINE
    max_line_before_authentication: int = MAX_LINE_BEFORE_AUTHENTICATION
    write_buffer: int = 256 << 10
    unread: int = 16 << 20
    stream_backlog: int = 512
    stream_bytes: int = 4 << 20
    authentication_timeout: float = 2.0
    backlog: int = 128
