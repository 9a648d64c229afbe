"""A TCP connection for a probe: to each address of a host in turn, with an answer one can act on."""

from __future__ import annotations

import asyncio
import errno
import os
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from skelly_tray.adapters.probes.finding import not_made
from skelly_tray.adapters.probes.names import look_up

HEAD_LIMIT = 4096
"""Bytes buffered of what the other side sends."""


class ConnectionTroubleError(Exception):
    """There is no connection. `passed` as in Finding: False refused, None could not be tried."""

    def __init__(self, passed: bool | None, message: str) -> None:
        super().__init__(message)
        self.passed = passed


def place(host: str, port: int) -> str:
    """`host:port` for people, with brackets around an IPv6 address."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


@asynccontextmanager
async def connected(
    host: str, port: int, tls: ssl.SSLContext | None = None
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """An open connection, closed at the end whatever happens. Raises ConnectionTroubleError."""
    reader, writer = await _first_that_accepts(host, port, tls)
    try:
        yield reader, writer
    finally:
        writer.transport.abort()
        await asyncio.sleep(0)  # the socket is closed by the loop's next turn: no later than we return


async def _first_that_accepts(
    host: str, port: int, tls: ssl.SSLContext | None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    trouble: ConnectionTroubleError | None = None
    for address in await _addresses(host, port):
        try:
            return await _open(host, address, port, tls)
        except ConnectionTroubleError as error:
            # The first address is the one people mean; a probe that could not be made says less.
            trouble = error if trouble is None or trouble.passed is None else trouble
    raise trouble or ConnectionTroubleError(None, f"{host} has no address")


async def _addresses(host: str, port: int) -> list[str]:
    if host == "localhost":
        # Loopback by definition (RFC 6761): no look-up that could block behind a broken resolver.
        return ["127.0.0.1", "::1"]
    try:
        return await look_up(host, port)
    except (OSError, UnicodeError) as error:
        text = error.strerror if isinstance(error, OSError) else "not a host name"
        raise ConnectionTroubleError(None, f"the name {host} cannot be resolved: {text}") from error


async def _open(
    host: str, address: str, port: int, tls: ssl.SSLContext | None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    name = host if tls is not None else None
    try:
        reader, writer = await asyncio.open_connection(
            address, port, limit=HEAD_LIMIT, ssl=tls, server_hostname=name
        )
    except OSError as error:
        raise ConnectionTroubleError(
            None if not_made(error) else False, _sentence(error, address, port)
        ) from error
    if writer.get_extra_info("sockname") == writer.get_extra_info("peername"):
        # On a loopback port of the ephemeral range TCP may connect to itself: nobody listens there.
        writer.transport.abort()
        raise ConnectionTroubleError(False, f"connection refused at {place(address, port)}")
    return reader, writer


def _sentence(error: OSError, address: str, port: int) -> str:
    where = place(address, port)
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"certificate of {where} not accepted: {error.verify_message}"
    if isinstance(error, ssl.SSLError):
        return f"no TLS at {where}: {error.reason or 'handshake failed'}"
    if isinstance(error, ConnectionRefusedError):
        return f"connection refused at {where}"
    if isinstance(error, ConnectionResetError):
        return f"connection reset by {where}"
    # asyncio words these itself; the errno gives the plain text back.
    text = os.strerror(error.errno) if error.errno and error.errno in errno.errorcode else str(error)
    return f"cannot connect to {where}: {text.lower()}"
