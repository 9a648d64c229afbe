"""A sandbox holds against a program that tries: files, network, other processes; also in children and for root."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.domain.sandbox import NetworkRule, Sandbox
from skelly_tray.keeper import sandbox_landlock, sandbox_seccomp
from tests.adapters.processes.keeping import PATH, Keeping, until

pytestmark = pytest.mark.skipif(
    sandbox_landlock.version() < 6 or not sandbox_seccomp.available(),
    reason="this kernel cannot hold all of a sandbox",
)
PROGRAM = Path(__file__).parents[2] / "escape.py"
ROOT = os.geteuid() == 0
SYSTEM_PYTHON = shutil.which("python3", path="/usr/bin") or ""
DENIED = {"EACCES", "EPERM", "EXDEV", "ENOSYS", "EAFNOSUPPORT"}
HARMLESS = {
    "write own", "move own", "empty own", "null", "standard error", "unix socket", "unix pair", "signal own child",
    "system file",
}  # fmt: skip
OUTSIDE = {
    "open", "create", "empty", "unlink", "mkdir", "rmdir", "rename away", "rename in", "link", "hard link to theirs",
    "symlink", "through own symlink", "fifo", "socket file", "device", "temporary",
}  # fmt: skip
LOOKING = {"read", "list", "execute theirs"}
NETWORK = {
    "tcp", "tcp6", "udp", "netlink", "packet", "vsock", "inet pair", "high bits", "io_uring", "x32", "32-bit gate",
    "own network",
}  # fmt: skip
OTHERS = {"trace", "memory", "descriptor", "signal", "abstract socket", "mount", "bpf"}


class Yard:
    """A folder for the program, one that is none of its business, and a process to be left alone."""

    def __init__(self, root: Path) -> None:
        self.own, self.other = root / "own", root / "other"
        for folder in (self.own, self.other, self.other / "folder"):
            folder.mkdir()
        (self.other / "theirs").write_text("secret")
        shutil.copy("/bin/true", self.other / "program")
        self.victim = subprocess.Popen(["sleep", "1000"])
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(f"\0skelly-victim-{self.victim.pid}")
        self.listener.listen()

    def open_to_all(self) -> None:
        for folder in (self.own, self.other):
            folder.chmod(0o777)
        (self.other / "theirs").chmod(0o666)

    async def tried(self, keeping: Keeping, rules: Sandbox, *more: str, **changes: Any) -> dict[str, str]:
        """What came of each attempt under these rules."""
        claimant = await keeping.claim()
        python = SYSTEM_PYTHON if "user" in changes else os.path.realpath(sys.executable)
        program = shutil.copy(PROGRAM, self.own)  # where another user can read it too
        argv = (python, "-I", "-S", program, str(self.own), str(self.other))
        environment = {"PATH": PATH, "VICTIM": str(self.victim.pid)}
        changes = {"environment": environment, "sandbox": rules, **changes}
        incarnation, _ = await claimant.launch("escape", *argv, *more, **changes)
        outcome, _ = await claimant.gone(incarnation)
        await until(lambda: not claimant.sink.fds, "end of output")
        assert outcome.code == 0, claimant.sink.text
        tried: dict[str, str] = json.loads(claimant.sink.out(incarnation))
        return tried


@pytest.fixture
def yard() -> Iterator[Yard]:
    """Where other users can get to, which pytest's own folders are not."""
    with tempfile.TemporaryDirectory(prefix="sk-", dir="/tmp") as root:
        Path(root).chmod(0o711)
        made = Yard(Path(root))
        yield made
        made.listener.close()
        made.victim.kill()
        made.victim.wait()


def succeeded(tried: dict[str, str]) -> set[str]:
    return {name for name, told in tried.items() if told == "done"}


def refused(tried: dict[str, str]) -> set[str]:
    return {name for name, told in tried.items() if told in DENIED}


def strict(yard: Yard) -> Sandbox:
    return Sandbox((), (str(yard.own),), NetworkRule.NONE)


async def test_without_a_sandbox_the_program_does_what_its_user_may(keeping: Keeping, yard: Yard) -> None:
    """Else the tests below would prove nothing."""
    tried = await yard.tried(keeping, Sandbox())
    possible = (HARMLESS | OUTSIDE | LOOKING | NETWORK | OTHERS) - {"x32", "vsock", "inet pair", "rmdir"}
    if not ROOT:
        possible -= {"device", "packet", "mount", "bpf", "memory", "trace", "descriptor", "own network"}
    # What an earlier attempt took away, and what this kernel does not have, cannot be had by anybody.
    missing = {
        name for name in possible - succeeded(tried) if tried[name] not in ("ENOENT", "ENOSYS", "EINVAL")
    }
    assert missing == set(), tried


async def test_under_all_rules_nothing_outside_can_be_reached(keeping: Keeping, yard: Yard) -> None:
    tried = await yard.tried(keeping, strict(yard))
    assert succeeded(tried) == HARMLESS, tried
    assert refused(tried) == set(tried) - HARMLESS, tried
    assert sorted(path.name for path in yard.other.iterdir()) == ["folder", "program", "theirs"]
    assert (yard.other / "theirs").read_text() == "secret"


async def test_the_rules_go_on_in_children_and_after_an_exec(keeping: Keeping, yard: Yard) -> None:
    tried = await yard.tried(keeping, strict(yard), "again")
    assert succeeded(tried) == HARMLESS, tried


@pytest.mark.skipif(not ROOT or not SYSTEM_PYTHON, reason="needs root, and a Python that others can run")
async def test_the_rules_hold_for_another_user(keeping: Keeping, yard: Yard) -> None:
    yard.open_to_all()
    tried = await yard.tried(keeping, strict(yard), user="nobody")
    assert succeeded(tried) - {"standard error"} == HARMLESS - {"standard error"}, tried


async def test_write_alone_leaves_reading_and_the_network_open(keeping: Keeping, yard: Yard) -> None:
    tried = await yard.tried(keeping, Sandbox(None, (str(yard.own),)))
    assert succeeded(tried) >= HARMLESS | LOOKING | {"tcp", "udp", "netlink"}, tried
    assert refused(tried) >= (OUTSIDE | OTHERS) - {"abstract socket"}, tried
    assert "abstract socket" in succeeded(tried), "X11 lives on it"


async def test_read_alone_leaves_writing_open(keeping: Keeping, yard: Yard) -> None:
    tried = await yard.tried(keeping, Sandbox((str(yard.own),)))
    assert refused(tried) >= LOOKING, tried
    assert succeeded(tried) >= HARMLESS | {"create", "mkdir", "symlink", "tcp"}, tried


async def test_network_alone_leaves_files_open(keeping: Keeping, yard: Yard) -> None:
    tried = await yard.tried(keeping, Sandbox(network=NetworkRule.NONE))
    assert refused(tried) >= (NETWORK | OTHERS) - {"abstract socket"}, tried
    assert succeeded(tried) >= HARMLESS | LOOKING | {"create", "rename in", "mkdir"}, tried


async def test_a_path_that_does_not_exist_is_named_and_nothing_starts(keeping: Keeping, yard: Yard) -> None:
    claimant = await keeping.claim()
    gone = str(yard.own / "gone")
    with pytest.raises(AssertionError) as failed:
        await claimant.launch("a", "/bin/true", sandbox=Sandbox(None, (gone,)))
    assert "sandbox" in str(failed.value) and f"{gone}: No such file or directory" in str(failed.value)


async def test_a_program_outside_its_read_list_is_found_by_itself(keeping: Keeping, yard: Yard) -> None:
    """Its own file need not be listed: without it no module with a read list would start."""
    claimant = await keeping.claim()
    rules = Sandbox((str(yard.own),))
    incarnation, _ = await claimant.launch("a", str(yard.other / "program"), sandbox=rules)
    outcome, _ = await claimant.gone(incarnation)
    assert outcome.code == 0


@pytest.mark.skipif(not ROOT, reason="without no_new_privs only root can")
async def test_new_privileges_may_be_allowed_and_root_is_held_all_the_same(
    keeping: Keeping, yard: Yard
) -> None:
    claimant = await keeping.claim()
    argv = ("/bin/sh", "-c", f"grep NoNewPrivs /proc/self/status; echo x > {yard.other}/new")
    rules = Sandbox(None, (str(yard.own),), no_new_privs=False)
    incarnation, _ = await claimant.launch("a", *argv, sandbox=rules)
    outcome, _ = await claimant.gone(incarnation)
    await until(lambda: not claimant.sink.fds, "end of output")
    assert claimant.sink.out(incarnation).split() == ["NoNewPrivs:", "0"]
    assert outcome.code != 0 and not (yard.other / "new").exists()


async def test_a_sandboxed_module_is_stopped_as_any_other(keeping: Keeping, yard: Yard) -> None:
    claimant = await keeping.claim()
    incarnation, _ = await claimant.launch("a", "/bin/sleep", "1000", sandbox=strict(yard))
    claimant.processes.stop(incarnation, "TERM", 20.0)
    outcome, leftovers = await claimant.gone(incarnation)
    assert outcome.signal == 15 and leftovers == 0


async def test_an_interpreter_that_may_not_be_read_is_explained(keeping: Keeping, yard: Yard) -> None:
    script = yard.own / "script"
    script.write_text(f"#!{yard.other}/program\n")
    script.chmod(0o755)
    claimant = await keeping.claim()
    with pytest.raises(AssertionError) as failed:
        await claimant.launch("a", str(script), sandbox=Sandbox((str(yard.own),)))
    assert "read in its [sandbox] may lack it" in str(failed.value)


async def test_only_the_standard_streams_and_the_token_come_along(keeping: Keeping, yard: Yard) -> None:
    claimant = await keeping.claim()
    # The listing needs one more itself, which is gone when the links are read.
    script = 'cd /proc/$$/fd; for fd in *; do readlink "$fd"; done; cat <&"$TOKEN_FD"'
    argv = ("/bin/bash", "-c", script)
    incarnation, _ = await claimant.launch("a", *argv, sandbox=strict(yard), pipes={"TOKEN_FD": "s3cret"})
    await claimant.gone(incarnation)
    await until(lambda: not claimant.sink.fds, "end of output")
    null, out, err, token, secret = claimant.sink.out(incarnation).split()
    assert null == "/dev/null" and secret == "s3cret"
    assert len({out, err, token}) == 3 and all(end.startswith("pipe:") for end in (out, err, token))
