"""Secrets end to end: kept by a real keyring, given to the one process that asked, and found nowhere else."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest

from skelly_tray.app.control import Control
from skelly_tray.app.control_audit import AuditMethods
from tests.supervisor import Supervisor, wait_until
from tests.system.casting import ASLEEP
from tests.system.keyring import Keyring

CANARY = "c4nary-of-secrets-0815"
ROTATED = "r0tated-canary-4711"
NATIVE = [sys.executable, "-I", str(Path(__file__).with_name("plain_native.py"))]
ECHO = (
    "import os, sys, time; t = os.environ['TOKEN']; print('token', t, flush=True); sys.stdout.write(t[:9]);"
)
ECHO += " sys.stdout.flush(); time.sleep(.2); print(t[9:], flush=True); print(repr(t), file=sys.stderr, flush=True)"
ECHOING = [sys.executable, "-c", ECHO + "; time.sleep(1e6)"]
REFERENCE = {"secret": "web/token"}


@pytest.fixture
def keyring(home: Path) -> Iterator[Keyring]:
    found = Keyring(home.parent / "k")
    yield found
    found.close()


def on(keyring: Keyring, system: Supervisor) -> None:
    system.environment |= keyring.environment


def put(system: Supervisor, value: str, *options: str, name: str = "web/token") -> str:
    done = system.cli("secret", "set", name, *options, stdin=value + "\n", check=True)
    assert value not in done.stdout + done.stderr
    return done.stdout


def token_of(pid: int) -> str:
    for entry in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0"):
        if entry.startswith(b"TOKEN="):
            return entry[6:].decode()
    return ""


def issue(status: dict[str, Any], name: str) -> str:
    found = [i["message"] for i in status["issues"] if i["id"] == f"{name}.secret"]
    return found[0] if found else ""


def pid_of(system: Supervisor, module: str) -> int:
    pid: int = system.status()["modules"][module]["pid"]
    return pid


def test_a_module_waits_for_its_secret_uses_it_gets_another_and_outlives_its_deletion(
    system: Supervisor, keyring: Keyring
) -> None:
    on(keyring, system)
    keyring.start()
    system.module("web", command=ASLEEP, env={"TOKEN": REFERENCE})
    system.module("other", command=ASLEEP)
    system.start()
    status = system.wait_for(lambda s: issue(s, "web"), "the issue")
    assert status["modules"]["web"]["state"] == "waiting" and status["modules"]["web"]["attempts"] == 0
    assert "skelly-tray secret set web/token" in issue(status, "web")
    told = put(system, CANARY)
    assert "keyring of the system" in told and "waited for it until now: web" in told
    system.wait_running("web", "other")
    first, other = pid_of(system, "web"), pid_of(system, "other")
    assert token_of(first) == CANARY
    assert "used by web: those that run get the new value" in put(system, ROTATED)
    system.wait_for(lambda s: s["modules"]["web"]["pid"] not in (first, None), "another process")
    system.wait_running("web")
    second = pid_of(system, "web")
    assert token_of(second) == ROTATED and pid_of(system, "other") == other
    refused = system.cli("secret", "delete", "web/token")
    assert refused.returncode and "web" in refused.stderr and "--force" not in refused.stdout
    system.cli("secret", "delete", "web/token", "--force", check=True)
    assert pid_of(system, "web") == second
    system.cli("restart", "web")
    system.wait_for(lambda s: "there is no secret" in issue(s, "web"), "waiting again")


def test_each_trouble_with_a_keyring_has_its_own_words_and_stalls_nothing(
    system: Supervisor, keyring: Keyring
) -> None:
    on(keyring, system)
    system.module("web", command=ASLEEP, env={"TOKEN": REFERENCE})
    system.start()
    system.wait_for(lambda s: "no keyring service answers" in issue(s, "web"), "absent")
    keyring.start()
    put(system, CANARY)
    system.wait_running("web")
    keyring.stop()
    keyring.start(unlocked=False)
    system.cli("restart", "web")
    system.wait_for(lambda s: "the keyring is locked" in issue(s, "web"), "locked")
    told = json.loads(system.cli("secret", "status", "--json", check=True).stdout)
    assert told["keyring"]["state"] == "locked" and told["keeps_in"] is None
    keyring.stop()
    keyring.start()
    system.wait_running("web")
    keyring.stall()
    system.cli("restart", "--no-wait", "web")
    asked = [system.status()["orchestrator"]["pid"] for _ in range(20)]  # answered while the keyring is asked
    assert len(asked) == 20
    system.wait_for(lambda s: "did not answer within 3 s" in issue(s, "web"), "stalled")
    keyring.go_on()
    system.wait_running("web")


def test_a_service_without_any_keyring_is_not_made_to_ask_for_the_password_of_a_new_one(
    system: Supervisor, keyring: Keyring
) -> None:
    """As at the first start for a new user: only `secret unlock` may put up a prompt."""
    on(keyring, system)
    keyring.start(unlocked=False)
    system.module("web", command=ASLEEP, env={"TOKEN": REFERENCE})
    system.start()
    system.wait_for(lambda s: "there is no keyring yet" in issue(s, "web"), "none made")
    told = json.loads(system.cli("secret", "status", "--json", check=True).stdout)
    assert told["keyring"]["state"] == "locked" and "there is no keyring yet" in told["keyring"]["text"]
    assert not list(keyring.folder.rglob("*.keyring"))


@pytest.mark.parametrize("backend", ["keyring.backends.null.Keyring", "keyrings.alt.file.PlaintextKeyring"])
def test_back_ends_that_keep_nothing_or_plain_text_are_never_used(
    system: Supervisor, keyring: Keyring, backend: str
) -> None:
    on(keyring, system)
    system.environment["PYTHON_KEYRING_BACKEND"] = backend
    done = system.cli("secret", "set", "web/token", stdin=CANARY)
    assert done.returncode and "no keyring service answers" in done.stderr and "--session" in done.stderr
    keyring.start()
    assert "keyring of the system" in put(system, CANARY)
    assert holders(keyring.folder, CANARY) == [] and holders(system.home, CANARY) == []


def test_without_a_keyring_a_passphrase_or_the_session_keeps_a_secret_and_a_lock_holds(
    system: Supervisor, keyring: Keyring
) -> None:
    on(keyring, system)
    system.module("web", command=ASLEEP, env={"TOKEN": REFERENCE})
    system.start()
    assert "memory" in put(system, CANARY, "--session")
    system.wait_running("web")
    assert token_of(pid_of(system, "web")) == CANARY
    system.cli("secret", "unlock", stdin="a passphrase\n", check=True)
    assert "behind your passphrase" in put(system, ROTATED)
    wait_until(lambda: token_of(pid_of(system, "web") or os.getpid()) == ROTATED, "the new value")
    system.cli("secret", "lock", check=True)
    system.cli("restart", "web")
    system.wait_for(lambda s: "file of secrets is locked" in issue(s, "web"), "locked")
    wrong = system.cli("secret", "unlock", stdin="another\n")
    assert wrong.returncode and "passphrase is wrong" in wrong.stderr
    system.cli("secret", "unlock", stdin="a passphrase\n", check=True)
    system.wait_running("web")
    assert holders(system.home, ROTATED, CANARY) == []


def test_a_value_is_found_nowhere_but_in_the_environment_of_the_module_that_asked_for_it(
    system: Supervisor, keyring: Keyring
) -> None:
    on(keyring, system)
    keyring.start()
    put(system, CANARY)
    put(system, ROTATED, name="native/token")
    probe = {"kind": "exec", "command": ["/bin/sh", "-c", "echo $TOKEN; exit 1"], "interval": "0.2s"}
    system.module("echo", command=ECHOING, env={"TOKEN": REFERENCE}, probes={"readiness": probe})
    dying = [sys.executable, "-c", "import os, sys; sys.exit('no good: ' + os.environ['TOKEN'])"]
    system.module("dying", command=dying, env={"TOKEN": REFERENCE}, recovery={"backoff": "1h"})
    settings = {"deep": [{"login": {"secret": "native/token"}}]}
    system.module("native", command=NATIVE, bus={}, settings=settings)
    system.start()
    system.wait_running("native")
    wait_until(lambda: "token •••" in log_of(system, "echo"), "the first line")
    wait_until(
        lambda: log_of(system, "echo").count("•••") >= 3, "the line in two parts, and the one on stderr"
    )
    system.wait_for(lambda s: "no good: •••" in s["modules"]["dying"]["reason"], "last words")
    new = ROTATED + "-2"
    put(system, new, name="native/token")
    wait_until(lambda: "config.update" in log_of(system, "native"), "told while it runs")
    assert system.status()["modules"]["native"]["restarts"] == 0
    values = (CANARY, ROTATED)
    for answer in answers(system):
        assert not any(value in answer for value in values), answer[:2000]
    assert holders(system.home, *values) == []
    assert not any(value in system.output.read_text() for value in values)
    echo = pid_of(system, "echo")
    assert in_processes("cmdline", *values) == []
    assert in_processes("environ", *values) == [echo]
    system.kill9()
    system.start()
    system.wait_running("native")
    assert pid_of(system, "echo") == echo
    system.terminate()
    assert holders(system.home, *values) == [] and not any(v in system.output.read_text() for v in values)


def log_of(system: Supervisor, module: str) -> str:
    path = system.home / "logs" / f"{module}.log"
    return path.read_text(errors="replace") if path.exists() else ""


ASKED: dict[str, dict[str, Any]] = {
    "audit.verify": {},
    "config.diff": {},
    "config.files": {},
    "config.get": {"key": "modules.native.settings"},
    "config.history": {"count": 1000},
    "config.set": {"key": "orchestrator.stable_after", "value": "50s"},
    "config.unset": {"key": "orchestrator.stable_after"},
    "config.validate": {},
    "diagnostics": {},
    "doctor": {},
    "events": {"count": 1000},
    "graph": {},
    "metrics": {},
    "ping": {},
    "raise": {},
    "samples": {"module": "system"},
    "secret.list": {},
    "secret.status": {},
    "simulate": {"module": "echo"},
    "status": {},
    "trash.empty": {},
    "trash.list": {},
    "version": {},
}
ASKED_OF_A_MODULE: dict[str, dict[str, Any]] = {
    "config.schema": {},
    "config.text": {},
    "impact": {"do": "restart"},
    "logs": {"count": 1000},
    "ports": {},
    "samples": {},
    "status": {},
    "why": {},
}
ASKED_OTHERWISE = {
    *("config.add", "config.begin", "config.remove", "config.rollback", "config.update", "trash.restore"),
    *("quit", "restart", "start", "stop"),
    *("secret.delete", "secret.lock", "secret.set", "secret.unlock"),
    *("config.undo", "import.plan", "import.write", "portrait"),
    *("call", "watch"),
}
"""They change more than a search should, tell what the asker gave them, or are asked as commands here; `call` says
what a module says to its user, and `portrait` is a picture."""


def test_every_method_of_the_control_socket_is_searched_or_said_to_be_none_to_search() -> None:
    methods = {*Control(MagicMock(), MagicMock()).methods(), *AuditMethods(MagicMock()).around({})}
    assert methods == ASKED.keys() | ASKED_OF_A_MODULE.keys() | ASKED_OTHERWISE


def answers(system: Supervisor) -> Iterator[str]:
    """What the control socket and the command line say of everything."""
    for method, params in ASKED.items():
        yield json.dumps(system.request(method, params), ensure_ascii=False)
    for module in ("echo", "dying", "native"):
        for method, params in ASKED_OF_A_MODULE.items():
            yield json.dumps(system.request(method, {**params, "module": module}), ensure_ascii=False)
    yield watched(system)
    for words in (
        ["audit", "-n", "10000"],
        ["audit", "-n", "10000", "--json"],
        ["audit", "verify"],
        ["audit", "verify", "--json"],
        ["config", "get", "modules.echo.env.TOKEN"],
        ["config", "show"],
        ["config", "diff"],
        ["config", "history"],
        ["secret", "list"],
        ["secret", "status"],
        ["doctor"],
        ["status", "--json"],
        ["logs", "orchestrator"],
    ):
        done = system.cli(*words)
        assert done.returncode == 0, done
        yield done.stdout + done.stderr


def watched(system: Supervisor) -> str:
    """The stream of snapshots and journal entries, up to the ones of a change."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(30)
        connection.connect(str(system.home / "run" / "control.sock"))
        connection.sendall(b'{"jsonrpc": "2.0", "id": 1, "method": "watch", "params": {}}\n')
        said = []
        with connection.makefile("r", encoding="utf-8") as lines:
            while not {"snapshot", "journal"} <= {json.loads(line).get("method") for line in said}:
                said.append(lines.readline())
                if len(said) == 2:
                    system.request("restart", {"module": "dying", "wait": False})
    return "".join(said)


def holders(folder: Path, *values: str) -> list[str]:
    """Files that hold one of the values."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            found += [str(path)] if any(value.encode() in data for value in values) else []
    return found


def in_processes(file: str, *values: str) -> list[int]:
    """Processes of this machine, of which that file holds one of the values; without this test's own."""
    found = []
    for path in Path("/proc").glob(f"[0-9]*/{file}"):
        try:
            data = path.read_bytes()
        except OSError:
            continue
        if any(value.encode() in data for value in values) and path.parent.name != str(os.getpid()):
            found.append(int(path.parent.name))
    return found
