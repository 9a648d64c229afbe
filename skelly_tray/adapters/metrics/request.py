"""One HTTP request of the metrics page: read as far as it matters, and what it deserves. Pure."""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass
from enum import IntEnum

MOST_BYTES = 8192
"""Of a request, line and headers together."""
END = b"\r\n\r\n"


class Verdict(IntEnum):
    """The status codes the page answers with."""

    OK = 200
    BAD_REQUEST = 400
    UNAUTHORIZED = 401
    NOT_FOUND = 404
    METHOD_NOT_ALLOWED = 405
    REQUEST_TIMEOUT = 408
    MISDIRECTED = 421
    TOO_LARGE = 431
    SERVER_ERROR = 500
    BUSY = 503

    @property
    def phrase(self) -> str:
        return self.name.replace("_", " ").capitalize() if self is not Verdict.OK else "OK"


@dataclass(frozen=True, slots=True)
class Door:
    """Who is let in: requests for one of `hosts`, so that no web page gets here under a name of its own, with the
    token as Bearer, or as the password of Basic with any name. Never in the address, which ends up in logs."""

    token: str
    hosts: frozenset[str]

    def judge(self, head: bytes) -> Verdict:
        """head: everything before the empty line."""
        try:
            first, *lines = head.decode("ascii").split("\r\n")
            method, target, version = first.split(" ")
        except ValueError:
            return Verdict.BAD_REQUEST
        split = (line.partition(":") for line in lines)
        headers = [(name.strip().lower(), value.strip()) for name, _, value in split]
        hosts = [value for name, value in headers if name == "host"]
        if not version.startswith("HTTP/1.") or len(hosts) != 1:
            return Verdict.BAD_REQUEST
        if hosts[0].lower() not in self.hosts:
            return Verdict.MISDIRECTED
        if method != "GET":
            return Verdict.METHOD_NOT_ALLOWED
        given = [value for name, value in headers if name == "authorization"]
        if len(given) != 1 or not self._is_token(given[0]):
            return Verdict.UNAUTHORIZED
        return Verdict.OK if target == "/metrics" else Verdict.NOT_FOUND

    def _is_token(self, authorization: str) -> bool:
        scheme, _, given = authorization.partition(" ")
        secret = given.strip().encode()
        match scheme.lower():
            case "bearer":
                pass
            case "basic":
                try:
                    secret = base64.b64decode(secret, validate=True).partition(b":")[2]
                except binascii.Error:
                    return False
            case _:
                return False
        return hmac.compare_digest(secret, self.token.encode())


def hosts_of(port: int) -> frozenset[str]:
    """The names under which the page may be asked for."""
    return frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})


def response(
    verdict: Verdict, content_type: str = "text/plain; charset=utf-8", body: str | None = None
) -> bytes:
    """The whole answer; the connection ends with it."""
    content = (f"{verdict.value} {verdict.phrase}\n" if body is None else body).encode()
    lines = [
        f"HTTP/1.1 {verdict.value} {verdict.phrase}",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(content)}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        "Connection: close",
    ]
    if verdict is Verdict.UNAUTHORIZED:
        lines.append('WWW-Authenticate: Bearer realm="skelly-tray"')
    if verdict is Verdict.METHOD_NOT_ALLOWED:
        lines.append("Allow: GET")
    return "\r\n".join(lines).encode() + END + content
