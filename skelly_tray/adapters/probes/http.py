"""The http probe: one GET, of whose answer only the status line is read; 200 to 399 pass.

No proxies, no redirects followed, no pool: what is asked is whether this server answers here and now.
"""

from __future__ import annotations

import asyncio
import base64
import re
import ssl
from functools import cache
from urllib.parse import SplitResult, unquote, urlsplit

from skelly_tray.adapters.probes.connection import HEAD_LIMIT, ConnectionTroubleError, connected, place
from skelly_tray.adapters.probes.finding import Finding, one_line, seconds
from skelly_tray.domain.descriptor import HttpCheck
from skelly_tray.engine.ports import ProbeTarget

_PORTS = {"http": 80, "https": 443}
_INTERIM = re.compile(rb"HTTP/1\.[01] 1\d\d\b")


async def check(target: ProbeTarget, spec: HttpCheck) -> Finding:
    """One request. The certificate of a loopback server is not verified: it cannot be had for one."""
    try:
        url = urlsplit(spec.url)
        host, port = url.hostname or "", url.port or _PORTS[url.scheme]
    except (ValueError, KeyError):
        return Finding(None, "the probe's url is not an http or https address")
    tls = _tls(verify=not _is_loopback(host)) if url.scheme == "https" else None
    try:
        async with asyncio.timeout(target.timeout), connected(host, port, tls) as (reader, writer):
            writer.write(_request(url, host, port))
            return _judge(await _status_line(reader))
    except TimeoutError:
        return Finding(False, f"no answer from {place(host, port)} within {seconds(target.timeout)}")
    except ConnectionTroubleError as error:
        return Finding(error.passed, str(error))
    except OSError:
        return Finding(False, f"{place(host, port)} broke the connection off")


async def _status_line(reader: asyncio.StreamReader) -> bytes:
    """The status line of the final answer, after any interim one (1xx); empty without an answer."""
    try:
        line = await reader.readline()
        while _INTERIM.match(line):
            while (await reader.readline()).strip():
                pass
            line = await reader.readline()
    except ValueError:
        return b"a line of over %d bytes" % HEAD_LIMIT
    return line


def _judge(line: bytes) -> Finding:
    if not line:
        return Finding(False, "connection closed without an answer")
    version, _, rest = line.decode("latin-1").partition(" ")
    code = rest[:3]
    if not version.startswith("HTTP/") or not (code.isascii() and code.isdecimal() and len(code) == 3):
        return Finding(False, f"not an HTTP answer: {one_line(line.decode('utf-8', 'replace'), 60)}")
    return Finding(200 <= int(code) < 400, f"HTTP {code}")


def _request(url: SplitResult, host: str, port: int) -> bytes:
    path = (url.path or "/") + (f"?{url.query}" if url.query else "")
    name = place(host, port) if port != _PORTS[url.scheme] else place(host, port).rpartition(":")[0]
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {name}",
        "User-Agent: skelly-tray",
        "Accept: */*",
        "Connection: close",
    ]
    if url.username is not None:
        pair = f"{unquote(url.username)}:{unquote(url.password or '')}"
        lines.append("Authorization: Basic " + base64.b64encode(pair.encode()).decode())
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8")


def _is_loopback(host: str) -> bool:
    return host in ("localhost", "::1") or host.startswith("127.")


@cache
def _tls(*, verify: bool) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
