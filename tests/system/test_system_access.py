"""Who may reach a running system: nobody but its own user, whatever the umask; and what it refuses to read."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.supervisor import Supervisor

_ATTEMPT = """
import os, socket, sys
os.setgroups([]); os.setgid(65534); os.setuid(65534)
home, got = sys.argv[1], []
for folder in ("config", "state", "logs", "run"):
    try:
        got.append(os.listdir(os.path.join(home, folder)))
    except PermissionError:
        pass
try:
    with socket.socket(socket.AF_UNIX) as peer:
        peer.connect(os.path.join(home, "run", "control.sock"))
        got.append("connected")
except PermissionError:
    pass
print(got)
"""


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_all_that_is_written_is_private_whatever_the_umask(supervisor: Supervisor, umask: int) -> None:
    supervisor.orchestrator(metrics={"port": 0}, history={"enabled": True}, health_check_interval=0.2)
    supervisor.module("web", command=["sleep", "1000"])
    former = os.umask(umask)
    try:
        supervisor.start()
    finally:
        os.umask(former)
    assert supervisor.terminate() == 0
    loose: dict[str, str] = {}
    for path in supervisor.home.rglob("*"):
        mode = path.lstat().st_mode
        if not stat.S_ISLNK(mode) and stat.S_IMODE(mode) & 0o077:
            loose[str(path.relative_to(supervisor.home))] = oct(stat.S_IMODE(mode))
    assert not loose


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody else")
def test_another_user_gets_nothing(supervisor: Supervisor) -> None:
    supervisor.start()
    socket_file = supervisor.home / "run" / "control.sock"
    assert stat.S_IMODE(socket_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(socket_file.parent.stat().st_mode) == 0o700
    command = [sys.executable, "-I", "-c", _ATTEMPT, str(supervisor.home)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def _fifo(path: Path) -> None:
    os.mkfifo(path, 0o600)


def _link(path: Path) -> None:
    target = path.parent.parent / "target"
    target.write_text('command = ["sleep", "1"]')
    path.symlink_to(target)


def _loose(path: Path) -> None:
    path.write_text('command = ["sleep", "1"]')
    path.chmod(0o666)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_fifo, "is not a regular file"),
        (_link, "is a symbolic link"),
        (_loose, "can be written by everybody"),
    ],
)
def test_a_module_file_that_cannot_be_trusted_is_refused_with_the_reason(
    supervisor: Supervisor, make: object, reason: str
) -> None:
    assert callable(make)
    make(supervisor.home / "config" / "modules" / "bad.toml")
    supervisor.module("web", command=["sleep", "1000"])
    status = supervisor.start()
    assert status["modules"]["web"]["state"] != "invalid"
    assert status["modules"]["bad"]["state"] == "invalid"
    assert reason in str(status["modules"]["bad"]) + str(status["issues"])
