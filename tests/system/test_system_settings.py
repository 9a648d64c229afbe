"""What a module is handed as settings: its file, defaults of its schema, what is overridden; and files of old."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from tests.supervisor import Supervisor, wait_until

CODE = """
import json, os, socket
with os.fdopen(int(os.environ["SKELLY_BUS_TOKEN_FD"])) as pipe:
    token = pipe.read()
sock = socket.socket(socket.AF_UNIX)
sock.connect(os.environ["SKELLY_BUS"].removeprefix("unix:"))
def send(**message):
    sock.sendall(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\\n")
send(id="hello", method="hello", params={"module": os.environ["SKELLY_MODULE_ID"], "token": token, "protocol": 1})
send(id="ready", method="ready", params={})
for line in sock.makefile("rb"):
    message = json.loads(line)
    if message.get("id") == "hello" and "result" in message:
        print("given", json.dumps(message["result"]["settings"], sort_keys=True), flush=True)
    elif "method" in message and "id" in message:
        send(id=message["id"], error={"code": -32601, "message": "no such method"})
"""
SCHEMA = {
    "additionalProperties": False,
    "properties": {"host": {"default": "here"}, "port": {"type": "integer", "minimum": 1}},
}


@pytest.fixture
def shop(system: Supervisor) -> Supervisor:
    """One native module whose settings have a schema beside its file."""
    system.orchestrator(parallel_startup=True, module_start_delay=0)
    system.module("shop", command=[sys.executable, "-I", "-c", CODE], bus={}, settings={"port": 1},
                  settings_schema="shop.schema.json")  # fmt: skip
    (system.home / "config" / "modules" / "shop.schema.json").write_text(json.dumps(SCHEMA))
    return system


def override(system: Supervisor, values: dict[str, Any]) -> None:
    (system.home / "state").mkdir(parents=True, exist_ok=True)
    (system.home / "state" / "overrides.json").write_text(json.dumps(values))


def given(system: Supervisor) -> str:
    wait_until(lambda: "given {" in system.cli("logs", "shop").stdout, "the module has said hello")
    line = next(line for line in system.cli("logs", "shop").stdout.splitlines() if "given {" in line)
    return line.partition("given ")[2]


def test_a_module_gets_its_settings_with_defaults_and_overrides(shop: Supervisor) -> None:
    override(shop, {"modules.shop.settings.port": 2, "modules.shop.settings.prot": 3})
    shop.start()
    assert json.loads(given(shop)) == {"host": "here", "port": 2}
    validated = shop.cli("config", "validate")
    assert validated.returncode == 0
    assert (
        'warning: override: modules.shop.settings.prot: unknown key; did you mean "port"?' in validated.stderr
    )


def test_settings_that_do_not_fit_keep_the_module_from_starting_and_say_why(shop: Supervisor) -> None:
    (shop.home / "config" / "modules" / "shop.schema.json").write_text(json.dumps({"required": ["name"]}))
    shop.start()
    row = shop.wait_for(lambda status: status["modules"]["shop"]["state"] == "invalid")["modules"]["shop"]
    assert "settings.name: is missing" in json.dumps(row)


def test_a_file_of_the_original_design_starts_as_it_was_meant(system: Supervisor) -> None:
    system.orchestrator(module_start_delay=0)
    system.module("base", command=["sleep", "1000"])
    old = 'id = "top"\ncommand = ["sleep", "1000"]\ndependencies = ["EventBus", "Base"] # both\n'
    system.module("top", old + "startup_timeout = { secs = 5, nanos = 0 }\n")
    assert system.cli("config", "validate").returncode == 0
    status = system.start()
    assert status["modules"]["top"]["depends_on"] == ["base"]
    assert 'depends_on = ["base"] # both' in (system.home / "config" / "modules" / "top.toml").read_text()
    (backup,) = (system.home / "state" / "backups").iterdir()
    assert backup.read_text().startswith(old)
