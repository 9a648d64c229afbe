"""Words and figurine as a first start writes them: in their sandboxes, and with a key that goes nowhere else."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomlkit

from tests.supervisor import Supervisor, wait_until
from tests.tools.desktop import Desktop

TEMPLATE = Path(__file__).resolve().parents[2] / "resources" / "templates" / "skelly" / "modules"
KEY = "sk-canary-5ecret-of-the-test"
REPLY = "A tea, and then one line?"


class Endpoint(http.server.BaseHTTPRequestHandler):
    """Answers as an OpenAI-compatible service; `keys` are what it was given."""

    keys: list[str] = []  # noqa: RUF012  one server, one list

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.keys.append(self.headers.get("Authorization", ""))
        body = json.dumps({"choices": [{"message": {"role": "assistant", "content": REPLY}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[str]:
    Endpoint.keys.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
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


def test_a_key_from_the_store_of_secrets_reaches_the_endpoint_and_nothing_else(
    system: Supervisor, endpoint: str
) -> None:
    keys = template("ai_integration")
    keys["sandbox"]["network"] = "any"
    keys["settings"]["endpoint"] |= {
        "enabled": True, "url": endpoint, "model": "small", "api_key": {"secret": "ai/key"},
    }  # fmt: skip
    system.module("ai_integration", **keys)
    system.start()
    system.cli("secret", "set", "ai/key", "--session", stdin=f"{KEY}\n", check=True)
    pid = system.wait_running("ai_integration")["modules"]["ai_integration"]["pid"]
    assert call(system, "ai_integration", "say", kind="refocus")["message"] == REPLY
    assert Endpoint.keys == [f"Bearer {KEY}"]
    shown = call(system, "ai_integration", "would_send", kind="refocus")
    told = json.dumps([shown, system.status(), system.request("events", {"count": 500})])
    logs = system.cli("logs", "ai_integration", check=True).stdout + system.output.read_text()
    process = Path(f"/proc/{pid}")
    around = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
    assert KEY not in told and KEY not in logs and KEY.encode() not in around
    kept = [path for path in system.home.rglob("*") if path.is_file()]
    assert kept and not [path for path in kept if KEY.encode() in path.read_bytes()]
