"""The filter decides as it should for both processors; older versions of Landlock are used as far as they go."""

from __future__ import annotations

import contextlib
import errno
import os
import selectors
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from skelly_tray.keeper import kernel, sandbox, sandbox_landlock, sandbox_peer, sandbox_seccomp, wire
from skelly_tray.keeper.claims import Claims

ALLOWED = 0x7FFF0000
X86, ARM = 0xC000003E, 0xC00000B7
I386, ARM32 = 0x40000003, 0x40000028
NUMBERS = {"x86_64": (X86, 41, 53), "aarch64": (ARM, 198, 199)}

linux = pytest.mark.skipif(
    sandbox_landlock.version() < 1 or not sandbox_seccomp.available(), reason="the kernel cannot hold it"
)


def decide(program: bytes, architecture: int, number: int, *arguments: int) -> int:
    """What the kernel's interpreter would answer: 0 for allowed, else the number of the error."""
    given = (*arguments, 0, 0, 0)[:3]
    data = struct.pack("=IIQ3Q", number & 0xFFFFFFFF, architecture, 0, *given)
    steps = [struct.unpack_from("=HBBI", program, at) for at in range(0, len(program), 8)]
    at, value = 0, 0
    while True:
        operation, yes, no, operand = steps[at]
        at += 1
        match operation:
            case 0x20:
                (value,) = struct.unpack_from("=I", data, operand)
            case 0x15:
                at += yes if value == operand else no
            case 0x35:
                at += yes if value >= operand else no
            case 0x45:
                at += yes if value & operand else no
            case 0x06:
                return 0 if operand == ALLOWED else operand & 0xFFFF
            case _:
                raise AssertionError(f"an operation that nobody wrote: {operation:#x}")


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_only_unix_sockets_are_allowed_without_network(machine: str) -> None:
    program = sandbox_seccomp.program(machine, network=True)
    architecture, *makers = NUMBERS[machine]
    for number in makers:
        assert decide(program, architecture, number, socket.AF_UNIX) == 0
        for family in range(64):
            if family != socket.AF_UNIX:
                assert decide(program, architecture, number, family) == errno.EACCES
        # The kernel reads an int: what stands above it changes nothing.
        assert decide(program, architecture, number, 1 << 32 | socket.AF_INET) == errno.EACCES
    assert decide(program, architecture, 425) == errno.ENOSYS


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_with_network_sockets_stay_and_the_machine_does_not_change(machine: str) -> None:
    program = sandbox_seccomp.program(machine, network=False)
    architecture, *makers = NUMBERS[machine]
    assert decide(program, architecture, makers[0], socket.AF_INET) == 0
    assert decide(program, architecture, 425) == 0
    assert decide(program, architecture, 429) == errno.EPERM, "move_mount"
    assert decide(program, architecture, 0) == 0


@pytest.mark.parametrize(("machine", "others"), [("x86_64", (I386, ARM)), ("aarch64", (ARM32, X86))])
@pytest.mark.parametrize("network", [True, False])
def test_every_call_by_another_table_of_numbers_is_refused(
    machine: str, others: tuple[int, ...], network: bool
) -> None:
    program = sandbox_seccomp.program(machine, network=network)
    for other in others:
        assert all(decide(program, other, number) == errno.EACCES for number in range(500))


def test_the_x32_interface_is_refused() -> None:
    program = sandbox_seccomp.program("x86_64", network=True)
    assert all(decide(program, X86, 0x40000000 | number, 1) == errno.ENOSYS for number in range(550))


@pytest.mark.parametrize(
    ("machine", "number", "before"),
    [("x86_64", 90, 1), ("x86_64", 91, 1), ("x86_64", 268, 2), ("x86_64", 452, 2),
     ("aarch64", 52, 1), ("aarch64", 53, 2), ("aarch64", 452, 2)],
)  # fmt: skip
def test_a_mode_may_be_changed_but_not_to_one_that_gives_its_user_away(
    machine: str, number: int, before: int
) -> None:
    architecture = NUMBERS[machine][0]
    for network in (True, False):
        program = sandbox_seccomp.program(machine, network=network)
        for mode in (0o4755, 0o6711, 0o4000):
            assert decide(program, architecture, number, *[0o4000] * before, mode) == errno.EPERM
        for mode in (0, 0o755, 0o2775, 0o1777):
            assert decide(program, architecture, number, *[0o4000] * before, mode) == 0


@linux
def test_it_cannot_lay_out_a_program_that_others_run_as_its_user(folders: tuple[Path, Path]) -> None:
    """That program would be in no sandbox."""
    own, _ = folders
    program = own / "a" / "file"
    rules = sandbox.Rules(None, [str(own)], no_network=False)
    assert in_child(rules, lambda: program.chmod(0o4755)) == errno.EPERM
    assert in_child(rules, lambda: program.chmod(0o755)) == 0


def test_a_processor_whose_numbers_are_not_known_has_no_filter() -> None:
    with pytest.raises(KeyError):
        sandbox_seccomp.program("vax", network=True)


# ---- Landlock


def in_child(
    rules: sandbox.Rules, what: Callable[[], object], level: int | None = None, command: str = "/bin/true"
) -> int:
    """The number of the error that `what` ends with under these rules, 0 for none; 255: it was not held at all."""
    pid = os.fork()
    if pid == 0:
        code = 255
        try:
            if level is not None:
                sandbox_landlock.version = lambda: level
            kernel.forbid_new_privileges()
            sandbox.enter(rules, [command], {})
            code = 0
            what()
        except OSError as error:
            code = error.errno or 254
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("own", "other", "own/a", "own/b"):
        (tmp_path / name).mkdir()
    (tmp_path / "own" / "a" / "file").write_text("mine")
    (tmp_path / "other" / "file").write_text("theirs")
    return tmp_path / "own", tmp_path / "other"


def writing(folder: Path) -> sandbox.Rules:
    return sandbox.Rules(None, [str(folder)], no_network=False)


@linux
@pytest.mark.parametrize("level", range(1, sandbox_landlock.version() + 1))
def test_every_version_holds_what_it_knows(folders: tuple[Path, Path], level: int) -> None:
    own, other = folders
    rules = writing(own)
    assert in_child(rules, lambda: (own / "new").write_text("x"), level) == 0
    assert in_child(rules, lambda: (other / "new").write_text("x"), level) == errno.EACCES
    assert in_child(rules, lambda: (other / "file").unlink(), level) == errno.EACCES
    moved = in_child(rules, lambda: (own / "a" / "file").rename(own / "b" / "file"), level)
    assert moved == (0 if level >= sandbox_landlock.REFER_SINCE else errno.EXDEV)
    emptied = in_child(rules, lambda: os.truncate(other / "file", 0), level)
    assert emptied == (errno.EACCES if level >= sandbox_landlock.TRUNCATE_SINCE else 0)
    signalled = in_child(rules, lambda: os.kill(os.getppid(), 0), level)
    assert signalled == (errno.EPERM if level >= sandbox_landlock.SCOPES_SINCE else 0)


@linux
@pytest.mark.parametrize("level", range(1, sandbox_landlock.version() + 1))
def test_without_network_files_stay_as_they_were(folders: tuple[Path, Path], level: int) -> None:
    rules = sandbox.Rules(None, None, no_network=True)
    own, other = folders
    assert in_child(rules, lambda: socket.socket(socket.AF_INET), level) == errno.EACCES
    assert in_child(rules, lambda: (other / "file").rename(own / "a" / "theirs"), level) == 0


@linux
def test_where_landlock_is_missing_a_rule_for_files_fails(folders: tuple[Path, Path]) -> None:
    """Asked for, and not to be had: nothing may start as if it were held."""
    own, _ = folders
    assert in_child(writing(own), lambda: None, 0) == 255


@linux
def test_a_file_may_be_listed_and_its_neighbours_stay_closed(folders: tuple[Path, Path]) -> None:
    own, other = folders
    rules = writing(other / "file")
    assert in_child(rules, lambda: (other / "file").write_text("changed")) == 0
    assert in_child(rules, lambda: (other / "new").write_text("x")) == errno.EACCES
    assert in_child(rules, lambda: (own / "a" / "file").write_text("x")) == errno.EACCES


@linux
def test_a_rule_holds_for_what_lies_there_not_for_a_name(folders: tuple[Path, Path]) -> None:
    own, other = folders
    (own / "way").symlink_to(other)
    assert in_child(writing(own), lambda: (own / "way" / "file").write_text("x")) == errno.EACCES


def test_rules_that_are_none_are_refused() -> None:
    for wrong in ({"read": "/"}, {"write": [1]}, {"write": {"a": 1}}):
        with pytest.raises(wire.WireError):
            sandbox.Rules.parse(wrong)
    assert not sandbox.Rules.parse({"read": None, "write": None}).any


# ---- who asks


@linux
def test_a_process_in_a_sandbox_is_known_by_its_filter() -> None:
    reading, writing_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        kernel.forbid_new_privileges()
        sandbox.enter(sandbox.Rules(None, None, no_network=True), ["/bin/true"], {})
        os.write(writing_end, b"in")
        signal.pause()
    try:
        assert os.read(reading, 2) == b"in"
        assert sandbox_peer.confined(pid)
        assert not sandbox_peer.confined(os.getpid()) and not sandbox_peer.confined(1)
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        os.close(reading)
        os.close(writing_end)
    assert sandbox_peer.confined(pid), "who is gone cannot be asked"
    assert not sandbox_peer.confined(0)


def test_who_was_started_by_us_is_known_at_any_distance() -> None:
    child = subprocess.Popen(
        ["/bin/sh", "-c", "sleep 1000 & echo $!; wait"], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    grandchild = int(child.stdout.readline())
    try:
        assert sandbox_peer.descends(grandchild, {os.getpid()})
        assert sandbox_peer.descends(grandchild, {child.pid})
        assert not sandbox_peer.descends(grandchild, {grandchild}) and not sandbox_peer.descends(
            1, {os.getpid()}
        )
    finally:
        os.kill(grandchild, 9)
        child.wait()
        child.stdout.close()
    assert sandbox_peer.descends(child.pid, {1 << 30}), "who is gone cannot be asked"


@linux
@pytest.mark.parametrize("way", ["own/link", "own//link", "own/./link", "own/link/"])
def test_a_link_inside_what_it_may_write_grants_nothing(folders: tuple[Path, Path], way: str) -> None:
    """It may have put it there itself, for its next start."""
    own, other = folders
    (own / "link").symlink_to(other)
    path = f"{own.parent}/{way}"
    for rules in (
        sandbox.Rules([path], [str(own)], no_network=False),
        sandbox.Rules([], [str(own), path], no_network=False),
    ):
        assert in_child(rules, lambda: (other / "file").read_text()) == errno.EACCES
        assert in_child(rules, lambda: (own / "a" / "file").write_text("x")) == 0
    program = sandbox.Rules([], [str(own)], no_network=False)
    assert in_child(program, lambda: (other / "file").read_text(), command=str(own / "link")) == errno.EACCES


@linux
def test_the_whole_machine_and_a_place_named_twice_are_still_granted(folders: tuple[Path, Path]) -> None:
    own, other = folders
    assert in_child(sandbox.Rules([], ["/"], no_network=False), lambda: (other / "x").write_text("x")) == 0
    twice = sandbox.Rules(None, [str(own), f"{own}/"], no_network=False)
    assert in_child(twice, lambda: (own / "x").write_text("x")) == 0


ORPHAN = """
import os, socket, sys, time
from skelly_tray.keeper import kernel, sandbox
if os.fork():
    os._exit(0)
parent = os.getppid()
kernel.forbid_new_privileges()
sandbox.enter(sandbox.Rules(None, None, no_network=True), ["true"], {})
while os.getppid() == parent and parent != 1 and os.path.exists(f"/proc/{parent}/exe"):
    time.sleep(0.01)
print(os.getpid(), flush=True)
for line in sys.stdin:
    with socket.socket(socket.AF_UNIX) as sock:
        sock.connect(sys.argv[1])
        print("connected", flush=True)
        sock.recv(1)
"""


@linux
def test_an_orphan_in_a_sandbox_is_refused_unless_the_file_of_the_orchestrators_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A probe may leave one behind, and once its orchestrator has ended nothing tells whose it is."""
    # It comes to us where another test has made us a subreaper.
    monkeypatch.setattr(sandbox_peer, "descends", lambda pid, ancestors: False)
    lock, said = tmp_path / "orchestrator.lock", list[str]()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "k"))
    listener.listen()
    claims = Claims(selectors.DefaultSelector(), listener, lambda: None, said.append, str(lock))
    command = [sys.executable, "-c", ORPHAN, str(tmp_path / "k")]
    orphan = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
    assert orphan.stdin is not None and orphan.stdout is not None
    orphan.wait()  # the parent: the orphan itself has only just begun
    pid = int(orphan.stdout.readline())
    name = sandbox_peer.identity(pid)

    def refused() -> bool:
        assert orphan.stdin is not None and orphan.stdout is not None
        said.clear()
        orphan.stdin.write("connect\n")
        assert orphan.stdout.readline() == "connected\n"
        claims._accept()
        for channel in list(claims._channels):
            claims.drop(channel)
        return said == ["a connection out of a sandbox was refused"]

    try:
        assert refused()
        lock.write_text(f"{pid}\n")
        assert refused(), "a number may be had again"
        lock.write_text(f"{pid} 1\n")
        assert refused()
        lock.write_text(f"{name}\n")
        assert not refused()
    finally:
        os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
        orphan.stdin.close()
        orphan.stdout.close()
        listener.close()
