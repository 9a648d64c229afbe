"""Asks an OpenAI-compatible endpoint for one sentence. It may hang, lie, drip or send us elsewhere.

httpx is imported when somebody is really asked. No proxy, no `.netrc` and no cookie is taken from the surroundings, and
no redirect is followed, so that the key goes to the configured host alone.
"""

from __future__ import annotations

import asyncio
import ipaddress
from typing import Any, NamedTuple
from urllib.parse import SplitResult, urlsplit

import msgspec

from skelly_tray.modules.ai_integration.giving_away import gives_away
from skelly_tray.modules.ai_integration.settings import EndpointSettings

MOST_BYTES = 65_536
_MOST_HEADERS_SHOWN = 80
_OK = 200
_REDIRECTS = range(300, 400)
_MEANINGS = {
    401: "it does not know the key",
    403: "it does not allow this",
    404: "there is no such address or model",
    429: "it is asked too often",
}


class EndpointError(Exception):
    """What went wrong, in words that quote neither what was sent nor what came."""


class _Message(msgspec.Struct):
    content: str


class _Choice(msgspec.Struct):
    message: _Message


class _Answer(msgspec.Struct):
    choices: list[_Choice]


class Request(NamedTuple):
    """What goes out."""

    url: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def key(self) -> str:
        """Empty when none is sent."""
        return self.headers.get("Authorization", "").removeprefix("Bearer ")

    def shown(self) -> dict[str, Any]:
        """With the key as dots."""
        hidden = {
            name: "Bearer •••" if name == "Authorization" else text for name, text in self.headers.items()
        }
        return {"url": self.url, "headers": hidden, "body": self.body}


def fault_of(settings: EndpointSettings) -> str:
    """Why this endpoint is not asked, for people; empty when it can be."""
    try:
        url = urlsplit(settings.url)
        host, _ = url.hostname, url.port
    except ValueError:
        return "endpoint.url is no address"
    if (
        url.scheme not in ("http", "https")
        or not host
        or not settings.url.isprintable()
        or " " in settings.url
    ):
        return "endpoint.url must begin with http:// or https:// and name a host"
    if url.username is not None or url.query or url.fragment:
        return "endpoint.url must hold neither a user nor a query: a key belongs into endpoint.api_key"
    if not settings.model:
        return "endpoint.model must be named"
    if not settings.api_key.isascii() or not settings.api_key.isprintable():
        return "endpoint.api_key cannot be sent: it holds characters that no key has"
    if settings.api_key and url.scheme == "http" and not _is_here(host):
        return "endpoint.api_key is sent over https only, or to this machine"
    return ""


def request(settings: EndpointSettings, body: dict[str, Any]) -> Request:
    """What would be sent."""
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "skelly-tray"}
    if settings.api_key:
        headers["Authorization"] = f"Bearer {settings.api_key}"
    return Request(settings.url.rstrip("/") + "/chat/completions", headers, body)


async def ask(wanted: Request, timeout: float) -> str:
    """The text of the first choice, as it came. Raises EndpointError within `timeout` seconds."""
    try:
        async with asyncio.timeout(timeout):
            return _text(await _exchange(wanted))
    except TimeoutError:
        raise EndpointError(f"no whole answer within {timeout:g} s") from None


async def _exchange(wanted: Request) -> bytes:
    import httpx

    try:
        async with (
            httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=None) as client,
            client.stream("POST", wanted.url, headers=wanted.headers, json=wanted.body) as answer,
        ):
            _check(answer.status_code, answer.headers.get("location", ""), wanted)
            content = bytearray()
            async for part in answer.aiter_raw():
                content += part
                if len(content) > MOST_BYTES:
                    raise EndpointError(f"its answer is longer than {MOST_BYTES // 1024} KiB")
            return bytes(content)
    except (httpx.ConnectError, OSError) as error:
        raise EndpointError(
            "it cannot be reached; [sandbox] network in the module's file may forbid it"
            if _is_forbidden(error)
            else "it cannot be reached"
        ) from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError):
        raise EndpointError("it does not speak HTTP as agreed") from None


def _check(status: int, location: str, asked: Request) -> None:
    if status in _REDIRECTS:
        elsewhere = _host(location)
        may_name = elsewhere != _host(asked.url) and not gives_away(elsewhere, asked.key)
        named = f" to {elsewhere[:_MOST_HEADERS_SHOWN]}" if elsewhere and may_name else ""
        raise EndpointError(f"it sends us elsewhere{named}, which is not followed")
    if status != _OK:
        meaning = f": {_MEANINGS[status]}" if status in _MEANINGS else ""
        raise EndpointError(f"it answered with HTTP {status}{meaning}")


def _text(content: bytes) -> str:
    try:
        choices = msgspec.json.decode(content, type=_Answer).choices
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise EndpointError("its answer is not what an OpenAI-compatible service sends") from None
    if not choices:
        raise EndpointError("its answer holds no message")
    return choices[0].message.content


def _host(url: str) -> str:
    try:
        found: SplitResult = urlsplit(url)
    except ValueError:
        return ""
    return found.netloc.rpartition("@")[2] if found.netloc.isprintable() else ""


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_forbidden(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, PermissionError):
            return True
        error = error.__cause__ or error.__context__
    return False
