"""A service that answers well is heard; one that does anything else is told in words without a value, in time."""

from __future__ import annotations

import gzip
import json

import pytest

from skelly_tray.modules.ai_integration.endpoint import MOST_BYTES, EndpointError, ask, request
from tests.modules.ai_integration import endpoint_server as made
from tests.modules.ai_integration.endpoint_server import Conduct, Server, reply, serving

KEY = "sk-canary-key-5ecret"
BODY = {"model": "small", "messages": []}
SECRET_ANSWER = "canary-of-the-answer"


async def asked(server: Server, timeout: float = 20.0) -> str:
    return await ask(request(server.settings(KEY), BODY), timeout)


async def test_it_is_asked_as_agreed_and_its_text_comes_back() -> None:
    async with serving() as server:
        assert await asked(server) == "A small step would do."
        (seen,) = server.seen
        assert seen.startswith("POST /v1/chat/completions HTTP/1.1\r\n")
        head, _, sent = seen.partition("\r\n\r\n")
        assert f"authorization: bearer {KEY}" in head.lower() and json.loads(sent) == BODY
        assert KEY not in sent


@pytest.mark.parametrize(
    ("conduct", "told"),
    [
        (made.raw(b"<html><h1>canary-of-the-answer</h1></html>"), "not what an OpenAI-compatible"),
        (made.raw(b"\xff\xfe\x00"), "not what an OpenAI-compatible"),
        (made.raw(b""), "not what an OpenAI-compatible"),
        (made.raw(b"[" * 50_000), "not what an OpenAI-compatible"),
        (made.raw(b'{"choices": [{"message": {"content": 4}}]}'), "not what an OpenAI-compatible"),
        (made.raw(b'{"choices": [{"message": {"content": null}}]}'), "not what an OpenAI-compatible"),
        (made.raw(b'{"choices": []}'), "no message"),
        (made.raw(gzip.compress(reply("A tea?")), headers="Content-Encoding: gzip\r\n"), "not what an OpenAI"),
        (made.raw(reply("A tea?"), length=5000), "HTTP as agreed"),
        (made.raw(reply("A tea?"), length=20), "not what an OpenAI-compatible"),
        (made.raw(b"x" * (MOST_BYTES + 1)), "longer than 64 KiB"),
        (made.raw(SECRET_ANSWER.encode(), status="401 Unauthorized"), "HTTP 401: it does not know the key"),
        (made.raw(SECRET_ANSWER.encode(), status="404 Not Found"), "HTTP 404"),
        (made.raw(SECRET_ANSWER.encode(), status="429 Too Many Requests"), "HTTP 429: it is asked too often"),
        (made.raw(SECRET_ANSWER.encode(), status="500 Oh"), "HTTP 500"),
        (made.raw(reply("A tea?"), status="201 Created"), "HTTP 201"),
        (made.floods, "longer than 64 KiB"),
        (made.says_nothing, "HTTP as agreed"),
        (made.speaks_otherwise, "HTTP as agreed"),
    ],
)  # fmt: skip
async def test_anything_else_is_told_without_a_value(conduct: Conduct, told: str) -> None:
    async with serving(conduct) as server:
        with pytest.raises(EndpointError) as caught:
            await asked(server)
        assert told in str(caught.value)
        assert KEY not in str(caught.value) and "canary-of" not in str(caught.value)


@pytest.mark.parametrize("conduct", [made.hangs, made.drips])
async def test_who_takes_too_long_is_not_waited_for(conduct: Conduct) -> None:
    async with serving(conduct) as server:
        with pytest.raises(EndpointError, match=r"within 0\.3 s"):
            await asked(server, 0.3)


async def test_a_redirect_to_another_host_is_not_followed_and_gets_no_key() -> None:
    async with serving() as elsewhere, serving() as server:
        server.conduct = made.redirects(f"http://localhost:{elsewhere.port}/v1/chat/completions")
        with pytest.raises(EndpointError, match=f"elsewhere to localhost:{elsewhere.port}, which is not"):
            await asked(server)
        assert len(server.seen) == 1 and elsewhere.seen == []


async def test_a_redirect_that_carries_a_secret_or_nonsense_is_not_quoted() -> None:
    async with serving() as server:
        places = ("http://user:canary-of-x@h.example/", "//[", "http://h\x07.example/", "/elsewhere")
        for to in (*places, f"https://{KEY}.h.example/", f"https://x.{KEY[3:].upper()}.example/"):
            server.conduct = made.redirects(to)
            with pytest.raises(EndpointError) as caught:
                await asked(server)
            assert "canary" not in str(caught.value).lower() and str(caught.value).isprintable()


async def test_nobody_there_is_told() -> None:
    async with serving() as server:
        wanted = request(server.settings(), BODY)
    with pytest.raises(EndpointError, match="cannot be reached"):
        await ask(wanted, 20)


async def test_a_proxy_of_the_surroundings_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving() as proxy, serving() as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert await asked(server)
        assert len(server.seen) == 1 and proxy.seen == []
