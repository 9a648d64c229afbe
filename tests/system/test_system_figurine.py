"""Words and figurine as a first start writes them: in their sandboxes, and with a key that goes nowhere else."""

from __future__ import annotations

import http.server
import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomlkit

from tests.supervisor import Supervisor, wait_until
from tests.system.morning import ask
from tests.tools.desktop import Desktop

TEMPLATE = Path(__file__).resolve().parents[2] / "resources" / "templates" / "skelly" / "modules"
KEY = "sk-canary-5ecret-of-the-test"
REPLY = "A tea, and then one line?"


class Endpoint(http.server.BaseHTTPRequestHandler):
    """Answers as an OpenAI-compatible service, or as `conduct` says; `keys` are what it was given."""

    keys: list[str] = []  # noqa: RUF012  one server, one list
    conduct = "good"
    released = threading.Event()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.keys.append(self.headers.get("Authorization", ""))
        status, location, body = 200, "", _answer(REPLY)
        match self.conduct:
            case "hangs":
                self.released.wait()
                return
            case "lies":
                body = _answer(f"Your key is {KEY}, and then one line?")
            case "garbage":
                body = f"\0<html>{KEY}".encode()
            case "refuses":
                status, body = 401, f"no such key: {KEY}".encode()
            case "moves":
                status, location = 307, f"http://{KEY}.example/v1"
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def _answer(text: str) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()


@pytest.fixture
def endpoint() -> Iterator[str]:
    Endpoint.keys.clear()
    Endpoint.conduct = "good"
    Endpoint.released.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    Endpoint.released.set()
    server.shutdown()
    server.server_close()


def template(name: str) -> dict[str, Any]:
    keys: dict[str, Any] = tomlkit.parse((TEMPLATE / f"{name}.toml").read_text()).unwrap()
    keys.pop("depends_on", None)
    return keys


def call(system: Supervisor, module: str, method: str, **params: Any) -> Any:
    return json.loads(system.cli("call", module, method, json.dumps(params), check=True).stdout)


@pytest.mark.display
def test_the_figurine_is_drawn_from_inside_its_sandbox(system: Supervisor, desktop: Desktop) -> None:
    system.environment |= {"DISPLAY": desktop.display, "LANG": "C"}
    for name in ("ai_integration", "cute_figurine"):
        system.module(name, **template(name))
    system.start()
    rows = system.wait_running("ai_integration", "cute_figurine")["modules"]
    for name in ("ai_integration", "cute_figurine"):
        assert rows[name]["sandbox"]["write"]["held"] and rows[name]["sandbox"]["network"]["held"]
    wait_until(lambda: call(system, "cute_figurine", "where").get("visible"), "the figurine")
    assert call(system, "ai_integration", "say", kind="break")["mood"] == "melting"
    wait_until(lambda: call(system, "cute_figurine", "where").get("bubble"), "its bubble")


def test_without_a_desktop_both_are_healthy_and_wait(system: Supervisor) -> None:
    system.environment.pop(
        "QT_QPA_PLATFORM", None
    )  # with that of the tests it would draw where nobody sees it
    for name in ("ai_integration", "cute_figurine"):
        system.module(name, **template(name))
    system.start()
    system.wait_running("ai_integration", "cute_figurine")
    system.wait_for(
        lambda status: all(
            status["modules"][name]["health"] == "healthy" for name in ("ai_integration", "cute_figurine")
        ),
        "both healthy",
    )
    assert call(system, "cute_figurine", "where")["way"] == "nothing"


def test_an_endpoint_that_the_sandbox_keeps_out_of_reach_is_said_to_be(
    system: Supervisor, endpoint: str
) -> None:
    keys = template("ai_integration")
    keys["settings"]["endpoint"] |= {"enabled": True, "url": endpoint, "model": "small", "failures": 1}
    system.module("ai_integration", **keys)
    system.start()
    system.wait_running("ai_integration")
    assert call(system, "ai_integration", "say", kind="refocus")["message"]
    told = call(system, "ai_integration", "would_send", kind="refocus")
    assert told["breaker"] == "open" and "[sandbox] network" in told["trouble"] and Endpoint.keys == []


def with_key(system: Supervisor, endpoint: str, **more: Any) -> None:
    """The module as it is shipped, with an endpoint and a key for it, and one that hears all that is said."""
    keys = template("ai_integration")
    keys["sandbox"]["network"] = "any"
    given = {"enabled": True, "url": endpoint, "model": "small", "api_key": {"secret": "ai/key"}}
    keys["settings"]["endpoint"] |= given | more
    system.module("ai_integration", **keys)
    program = str(Path(__file__).with_name("overhearing.py"))
    heard = str(system.home / "heard.jsonl")
    system.module("listener", command=[sys.executable, "-P", program, heard], bus={"subscribe": [">"]})
    system.start()
    system.cli("secret", "set", "ai/key", "--session", stdin=f"{KEY}\n", check=True)
    system.wait_running()


def leaks(system: Supervisor) -> list[str]:
    """Where the key can be found, by whoever looks at what is told, stored, logged, sent or shown of processes."""
    places = {
        "would_send": json.dumps(call(system, "ai_integration", "would_send", kind="refocus")),
        "export": json.dumps(call(system, "ai_integration", "export")),
        "status": json.dumps(system.status()),
        "events": json.dumps(system.request("events", {"count": 500})),
        "logs": system.cli("logs", "ai_integration", check=True).stdout,
        "why": system.cli("why", "ai_integration").stdout,
        "doctor": system.cli("doctor", "--json", check=True).stdout,
        "config": system.cli("config", "show", check=True).stdout,
        "output": system.output.read_text(),
    }
    pid = system.status()["modules"]["ai_integration"]["pid"]
    for name in ("cmdline", "environ"):
        places[name] = Path(f"/proc/{pid}/{name}").read_bytes().decode(errors="replace")
    for path in system.home.rglob("*"):
        if path.is_file():
            places[str(path)] = path.read_bytes().decode(errors="replace")
    assert str(system.home / "heard.jsonl") in places
    return [where for where, text in places.items() if KEY in text]


def test_a_key_from_the_store_of_secrets_reaches_the_endpoint_and_nothing_else(
    system: Supervisor, endpoint: str
) -> None:
    with_key(system, endpoint)
    assert call(system, "ai_integration", "say", kind="refocus")["message"] == REPLY
    assert Endpoint.keys == [f"Bearer {KEY}"]
    assert leaks(system) == []


def test_whatever_an_endpoint_does_a_message_is_said_it_is_left_alone_and_the_key_stays_where_it_is(
    system: Supervisor, endpoint: str
) -> None:
    with_key(system, endpoint, failures=2)
    said: list[str] = []

    def breaker() -> str:
        told: str = ask(system, "ai_integration", "would_send", kind="refocus")["breaker"]
        return told

    # Other settings of the endpoint close the breaker: what was held against it counts no more.
    for number, conduct in enumerate(("lies", "garbage", "refuses", "moves", "hangs"), 1):
        Endpoint.conduct = conduct
        key = "modules.ai_integration.settings.endpoint.timeout"
        system.request("config.set", {"key": key, "value": 1 if conduct == "hangs" else 20 + number})
        wait_until(lambda: breaker() == "closed", "a new beginning")
        Endpoint.keys.clear()
        said += [ask(system, "ai_integration", "say", kind="refocus")["message"] for _ in range(4)]
        if conduct == "lies":
            assert breaker() == "closed" and len(Endpoint.keys) == 4
        else:
            assert breaker() == "open" and len(Endpoint.keys) == 2
            system.wait_for(lambda status: status["modules"]["ai_integration"]["health"] == "degraded")
        assert Endpoint.keys[0] == f"Bearer {KEY}"
    assert all(said) and REPLY not in said and len(set(said)) > 3
    heard = system.home / "heard.jsonl"
    wait_until(lambda: all(json.dumps(one) in heard.read_text() for one in said), "all of it to be heard")
    assert leaks(system) == []
