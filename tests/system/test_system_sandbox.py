"""`[sandbox]` in a whole system: modules work inside it, `status` says by what it is held, nobody talks us out."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.keeper import sandbox_landlock, sandbox_seccomp
from tests.supervisor import PROGRAM, Run, Supervisor, wait_until
from tests.system.casting import ASLEEP
from tests.tools.desktop import Desktop

pytestmark = pytest.mark.skipif(
    sandbox_landlock.version() < 6 or not sandbox_seccomp.available(),
    reason="this kernel cannot hold all of a sandbox",
)
HERE = Path(__file__).parent
SYSTEM_PYTHON = shutil.which("python3", path="/usr/bin") or ""
PLAIN = [sys.executable, "-P", str(HERE / "plain_native.py")]
STRICT = {"read": [str(HERE)], "write": ["$STATE"], "network": "none"}

ASK = """
import contextlib, json, socket, sys
sock = socket.socket(socket.AF_UNIX)
try:
    sock.connect(sys.argv[1])
    if "keeper" in sys.argv[1]:
        body = b'{"op": "claim"}'
        sock.sendall(len(body).to_bytes(4, "big") + body)
    else:
        with contextlib.suppress(BrokenPipeError):  # refused at the door: the answer is there all the same
            sock.sendall(b'{"jsonrpc": "2.0", "id": 1, "method": "status"}\\n')
    print("answer", sock.recv(4096)[:200], flush=True)
except OSError as error:
    print("refused", error, flush=True)
"""


def state(system: Supervisor, module: str) -> Path:
    return system.home / "state" / "modules" / module


def line_of(system: Supervisor, module: str, wanted: Callable[[str], bool]) -> str:
    """The first line of its log that is wanted."""
    found: list[str] = []

    def look() -> bool:
        answer = system.cli("logs", module, "-n", "200").stdout
        found[:] = [line for line in answer.splitlines() if wanted(line)]
        return bool(found)

    wait_until(look, f"a line of {module}", every=0.2)
    return found[0]


def test_a_native_module_works_in_its_sandbox_and_status_says_by_what(system: Supervisor) -> None:
    system.module("plain", command=PLAIN, bus={}, sandbox=STRICT)
    system.start()
    status = system.wait_for(
        lambda status: status["modules"].get("plain", {}).get("message_queue_depth") == 3, "its health report"
    )
    row: dict[str, Any] = status["modules"]["plain"]
    assert {rule: (held["held"], held["how"]) for rule, held in row["sandbox"].items()} == {
        "read": (True, "landlock"),
        "write": (True, "landlock"),
        "network": (True, "seccomp+landlock"),
        "no_new_privs": (True, "no_new_privs"),
    }
    assert row["sandbox"]["write"]["value"] == [str(state(system, "plain"))]
    assert row["health"] == "healthy" and not row["issues"]
    assert "held by landlock" in system.cli("status", "plain", check=True).stdout
    assert system.cli("stop", "plain").returncode == 0
    assert system.terminate() == 0


@pytest.mark.skipif(
    os.geteuid() != 0 or not SYSTEM_PYTHON, reason="needs root, and a Python that others can run"
)
def test_a_native_module_of_another_user_works_in_its_sandbox(system: Supervisor) -> None:
    script = Path(shutil.copy(HERE / "plain_native.py", system.home / "plain.py"))
    script.chmod(0o644)
    sandbox = {"read": [str(script)], "write": ["$STATE/cache"], "network": "none"}
    system.module("plain", command=[SYSTEM_PYTHON, str(script)], bus={}, sandbox=sandbox, user="nobody")
    system.start()
    status = system.wait_for(
        lambda status: status["modules"].get("plain", {}).get("message_queue_depth") == 3, "its health report"
    )
    row = status["modules"]["plain"]
    assert all(rule["held"] for rule in row["sandbox"].values()) and not row["issues"]
    cache = (state(system, "plain") / "cache").stat()
    assert cache.st_uid == pwd.getpwnam("nobody").pw_uid and stat.S_IMODE(cache.st_mode) == 0o700


def test_writing_elsewhere_and_connecting_fail_and_the_own_folder_works(system: Supervisor) -> None:
    outside = system.home / "outside"
    script = (
        f"echo in > mine; echo out > {outside}; echo tmp > $TMPDIR/x && echo temporary in $TMPDIR; "
        f"cat < /dev/tcp/127.0.0.1/9; echo done; exec sleep 100000"
    )
    system.module("shell", command=["/bin/bash", "-c", script], sandbox=STRICT)
    system.start()
    line_of(system, "shell", lambda line: line.endswith("done"))
    told = system.cli("logs", "shell", "-n", "50", check=True).stdout
    assert f"{outside}: Permission denied" in told and not outside.exists()
    assert "/dev/tcp/127.0.0.1/9: Permission denied" in told
    assert f"temporary in {state(system, 'shell')}/tmp" in told
    assert (state(system, "shell") / "mine").read_text() == "in\n"


def test_an_exec_probe_has_no_more_rights_than_its_module(system: Supervisor) -> None:
    outside = system.home / "outside"
    probe = {
        "kind": "exec", "interval": "100ms", "failure_threshold": 1,
        "command": ["/bin/sh", "-c", f"echo in > $SKELLY_STATE_DIR/probed && ! echo out > {outside}"],
    }  # fmt: skip
    system.module("web", command=ASLEEP, sandbox=STRICT, probes={"readiness": probe})
    system.start()
    system.wait_running("web")
    assert (state(system, "web") / "probed").read_text() == "in\n"
    assert not outside.exists()


@pytest.mark.parametrize("name", ["control.sock", "keeper.sock"])
def test_a_sandboxed_module_cannot_use_our_sockets_to_get_out(system: Supervisor, name: str) -> None:
    """Whoever may give us orders can have a program started without a sandbox."""
    command = [sys.executable, "-I", "-S", "-c", ASK, str(system.home / "run" / name)]
    system.module("inside", command=command, sandbox={"network": "none"}, oneshot=True)
    system.module("free", command=command, oneshot=True)
    pid = system.start()["orchestrator"]["keeper_pid"]
    inside = line_of(system, "inside", lambda line: "answer" in line or "refused" in line)
    if name == "control.sock":
        assert "a program in a sandbox may not use this" in inside
        assert "orchestrator" in line_of(system, "free", lambda line: "answer" in line)
    else:
        assert "answer b''" in inside or "refused" in inside
        wait_until(
            lambda: "out of a sandbox was refused" in (system.home / "logs" / "keeper.log").read_text(),
            "the keeper's word",
        )
    assert pid is not None


def test_a_start_that_cannot_be_held_fails_and_says_which_path(system: Supervisor) -> None:
    sandbox = {"write": ["$STATE", "/nowhere/at/all"]}
    system.module("web", command=ASLEEP, sandbox=sandbox, recovery={"backoff": "1h"}, required=False)
    system.start()
    row = system.wait_for(lambda status: status["modules"]["web"]["state"] == "backoff", "a failed start")
    assert "/nowhere/at/all: No such file or directory" in row["modules"]["web"]["reason"]


def test_without_landlock_it_says_not_held_and_the_module_starts(system: Supervisor) -> None:
    """The filter in front of the program makes this kernel one that has none."""
    system.module("web", command=ASLEEP, sandbox={"write": ["$STATE"], "network": "none"})
    wrapper = [sys.executable, "-I", "-S", str(HERE.parent / "without_landlock.py")]
    command = [*wrapper, *PROGRAM, "--home", str(system.home), "run", "--headless"]
    system.runs.append(Run(command, system.environment, system.output))
    row = system.wait_running("web")["modules"]["web"]
    assert row["sandbox"]["write"]["held"] is False and "Landlock" in row["sandbox"]["write"]["why"]
    assert row["sandbox"]["network"] == {"value": "none", "held": True, "how": "seccomp", "why": ""}
    (issue,) = row["issues"]
    assert issue["id"] == "web.sandbox" and issue["severity"] == "warning"
    assert "write" in issue["message"] and "network" not in issue["message"]


def test_loopback_is_never_said_to_be_held(system: Supervisor) -> None:
    system.module("web", command=ASLEEP, sandbox={"network": "loopback"})
    system.start()
    row = system.wait_running("web")["modules"]["web"]
    assert row["sandbox"]["network"]["held"] is False and row["sandbox"]["network"]["why"]
    assert [issue["id"] for issue in row["issues"]] == ["web.sandbox"]


def test_a_module_without_a_sandbox_has_nothing_to_report(system: Supervisor) -> None:
    system.module("web", command=ASLEEP)
    system.start()
    row = system.wait_running("web")["modules"]["web"]
    assert row["sandbox"] == {} and row["issues"] == []


@pytest.mark.display
def test_data_capture_sees_the_desktop_from_inside_its_sandbox(
    supervisor: Supervisor, desktop: Desktop
) -> None:
    supervisor.environment["DISPLAY"] = desktop.display
    supervisor.start()
    row = supervisor.wait_running("data_capture", "storage")["modules"]["data_capture"]
    assert row["sandbox"]["write"]["held"] and row["sandbox"]["network"]["held"]
    told = json.loads(supervisor.cli("call", "data_capture", "sources", check=True).stdout)
    assert told["idle"]["available"] and told["process"]["available"], told
